"""Read the project's `.rq` files: SPARQL with a header of comment lines. Knows no engine.

A header is the run of comment lines at the top of the file. `# key: text` opens an entry, a line
that starts with `#` and at least two spaces goes on with it:

    # title.de: Förderung je Kommune
    # title.en: Funding per municipality
    # question.de: Welche Kommune erhielt wie viel,
    #   und aus welcher Quelle?
    # column.ags: string | fg:ags | Gemeindeschlüssel | municipality key
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import QueryFileError

TITLES: Final = ("title.de", "title.en")
QUESTIONS: Final = (*TITLES, "question.de", "question.en")

_ENTRY: Final = re.compile(r"#\s?(?P<key>[a-z][a-z-]*(?:\.[A-Za-z0-9]+)?):\s*(?P<text>.*)")
_CONTINUATION: Final = re.compile(r"#\s{2,}(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A query of the project with what its header says of it.

    Attributes:
        path: where it was read.
        headers: the entries of the header, such as `title.de`, in the order of the file.
        text: the whole file; the header is a comment to SPARQL.
    """

    path: Path
    headers: Mapping[str, str]
    text: str

    @property
    def name(self) -> str:
        """Return the file's name without suffix, such as `cq01-funding-per-municipality`."""
        return self.path.stem

    @property
    def body(self) -> str:
        """Return the query without its header."""
        lines = self.text.splitlines(keepends=True)
        first = next(n for n, line in enumerate(lines) if not line.startswith("#"))
        return "".join(lines[first:]).strip() + "\n"

    def title(self, language: str) -> str:
        """Return the title in *language*, else in German, else the name."""
        return self._in("title", language) or self.name

    def question(self, language: str) -> str:
        """Return the question in *language*, else in German, else nothing."""
        return self._in("question", language)

    def _in(self, key: str, language: str) -> str:
        for candidate in (f"{key}.{language}", f"{key}.de", key):
            if candidate in self.headers:
                return self.headers[candidate]
        return ""


def read_query(path: Path, required: Iterable[str] = TITLES) -> QueryFile:
    """Read one `.rq` file; every key of *required* must stand in its header.

    Raises:
        QueryFileError: the file cannot be read, a required entry is missing or empty, an entry
            is given twice, or there is no query below the header.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryFileError(path, f"cannot be read: {error}") from error
    headers, has_body = _split(path, text)
    missing = [key for key in required if not headers.get(key)]
    if missing:
        wanted = ", ".join(f"`# {key}: …`" for key in missing)
        raise QueryFileError(path, f"the header lacks {wanted}")
    if not has_body:
        raise QueryFileError(path, "there is no query below the header")
    return QueryFile(path, MappingProxyType(headers), text)


def read_queries(folder: Path, required: Iterable[str] = TITLES) -> tuple[QueryFile, ...]:
    """Read every `.rq` file of *folder*, sorted by name; an absent folder holds none.

    Raises:
        QueryFileError: one of them is not as `read_query` wants it.
    """
    keys = tuple(required)
    return tuple(read_query(path, keys) for path in sorted(folder.glob("*.rq")))


def _split(path: Path, text: str) -> tuple[dict[str, str], bool]:
    headers: dict[str, str] = {}
    last = ""
    lines = text.splitlines()
    for line in lines:
        if not line.startswith("#"):
            break
        if entry := _ENTRY.fullmatch(line.rstrip()):
            last = entry["key"]
            if last in headers:
                raise QueryFileError(path, f"`# {last}:` is given twice")
            headers[last] = entry["text"].strip()
        elif last and (more := _CONTINUATION.fullmatch(line.rstrip())):
            headers[last] = f"{headers[last]} {more['text']}".strip()
        else:
            last = ""
    has_body = any(line.strip() and not line.lstrip().startswith("#") for line in lines)
    return headers, has_body
