"""A citation as text, BibTeX and CSL-JSON, and the hash by which a result is known. Pure.

What is cited is evolving data, so a citation names the release, an address that pins it, and the
hash of the result, whoever wrote the query.

Source: https://doi.org/10.15497/RDA00016, recommendations 6, 8, 10 and 11
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final

from kg.formats import Format

TEXT: Final = Format("text", "text/plain", (), ("txt",), ("txt",), None)
BIBTEX: Final = Format("bibtex", "application/x-bibtex", ("text/x-bibtex",), ("bib",), (), None)
CSL_JSON: Final = Format(
    "csl",
    "application/vnd.citationstyles.csl+json",
    ("application/json",),
    ("json",),
    ("csl-json",),
    None,
)
CITATION_FORMATS: Final = (TEXT, BIBTEX, CSL_JSON)
"""In the order in which they are preferred where the client is indifferent."""

_UNSURE: Final = re.compile(rb"(?m)(?:^|\t)_:|^\S+ \S+ _:\S+ \.$")
"""A blank node in TSV or N-Triples: it has another name with each answer."""

_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}%$&#_"},
}
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f]+")


@dataclass(frozen=True, slots=True)
class _Words:
    query_of: str
    release: str
    of_day: str
    hash_of_result: str
    hash_of_content: str
    undated: str


_WORDS: Final = {
    "de": _Words(
        query_of="Abfrage an",
        release="Ausgabe",
        of_day="vom",
        hash_of_result="SHA-256 des Ergebnisses",
        hash_of_content="SHA-256 des Inhalts",
        undated="o. J.",
    ),
    "en": _Words(
        query_of="Query of",
        release="Release",
        of_day="of",
        hash_of_result="SHA-256 of the result",
        hash_of_content="SHA-256 of the content",
        undated="n.d.",
    ),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What is said of data that are cited.

    Attributes:
        author: whoever is responsible for the dataset.
        dataset: title of the dataset.
        query: title of the query whose result is cited; empty for the dataset as a whole.
        version: of the release.
        date: of the release, as `2026-11-22`; empty where it has none.
        url: leads to what is cited, in exactly this release.
        sha256: of the result (`result_sha256`) or of the release's content; empty where none is.
        language: `de` or `en`.
    """

    author: str
    dataset: str
    query: str
    version: str
    date: str
    url: str
    sha256: str
    language: str

    @property
    def key(self) -> str:
        """Return a name for bibliographies, the same for the same result."""
        last = f"-{self.sha256[:8]}" if self.query and self.sha256 else ""
        return f"foerdergraph-{self.version}{last}"


def result_sha256(body: bytes) -> str:
    """Hash a result, given as TSV or N-Triples; empty where it has blank nodes.

    Lines are sorted first, as a query may leave their order open: `LC_ALL=C sort | sha256sum`.
    """
    if _UNSURE.search(body):
        return ""
    digest = hashlib.sha256()
    for line in sorted(body.removesuffix(b"\n").split(b"\n")):
        digest.update(line + b"\n")
    return digest.hexdigest()


def written(citation: Citation, written_as: Format) -> bytes:
    """Write *citation* in one of `CITATION_FORMATS`."""
    if written_as is BIBTEX:
        return as_bibtex(citation).encode("utf-8")
    if written_as is CSL_JSON:
        return as_csl(citation).encode("utf-8")
    return f"{as_text(citation)}\n".encode()


def as_text(citation: Citation) -> str:
    """Write one line for a list of references."""
    words = _WORDS[citation.language]
    year = citation.date[:4] or words.undated
    parts = [f"{citation.author} ({year}): {_ended(citation.query or citation.dataset)}"]
    if citation.query:
        parts.append(f"{words.query_of} {_ended(citation.dataset)}")
    parts.append(f"{_release(citation)}.")
    parts.append(f"{citation.url}.")
    if citation.sha256:
        parts.append(f"{_hash(citation)}.")
    return _BLANKS.sub(" ", " ".join(parts))


def as_bibtex(citation: Citation) -> str:
    """Write an entry that BibTeX and biblatex read."""
    words = _WORDS[citation.language]
    year, _, rest = citation.date.partition("-")
    fields = [
        ("author", f"{{{_escaped(citation.author)}}}"),
        ("title", f"{{{_escaped(citation.query or citation.dataset)}}}"),
        (
            "howpublished",
            _escaped(f"{words.query_of} {citation.dataset}") if citation.query else "",
        ),
        ("edition", _escaped(f"{words.release} {citation.version}")),
        ("version", _escaped(citation.version)),
        ("year", year),
        ("month", rest[:2].lstrip("0")),
        ("url", citation.url),
        ("note", _escaped(_hash(citation)) if citation.sha256 else ""),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}", ""])


def as_csl(citation: Citation) -> str:
    """Write a list of one item in the JSON that reference managers exchange.

    Source: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
    """
    item: dict[str, object] = {
        "id": citation.key,
        "type": "dataset",
        "title": citation.query or citation.dataset,
        "author": [{"literal": citation.author}],
        "publisher": citation.author,
        "version": citation.version,
        "URL": citation.url,
        "language": citation.language,
    }
    if citation.query:
        item["container-title"] = citation.dataset
    if citation.date:
        item["issued"] = {"date-parts": [[int(part) for part in citation.date.split("-")]]}
    if citation.sha256:
        item["note"] = _hash(citation)
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _release(citation: Citation) -> str:
    words = _WORDS[citation.language]
    day = citation.date
    if day and citation.language == "de":
        day = ".".join(reversed(day.split("-")))
    return f"{words.release} {citation.version}{f' {words.of_day} {day}' if day else ''}"


def _hash(citation: Citation) -> str:
    words = _WORDS[citation.language]
    of = words.hash_of_result if citation.query else words.hash_of_content
    return f"{of}: {citation.sha256}"


def _ended(title: str) -> str:
    return title if title.endswith(("?", ".")) else f"{title}."


def _escaped(text: str) -> str:
    """Write *text* so that TeX takes none of it for an order."""
    return "".join(_ESCAPES.get(character, character) for character in _BLANKS.sub(" ", text))
