"""How the dataset is cited, in the release that answers and the language of the request."""

from typing import Final

from kg.namespaces import expand
from kg.web.frame.site import engine, language, links, served
from kg.web.reading import asking
from kg.web.releases.citation import Citation

_DATASET: Final = expand("datensatz:foerdergraph")
_TITLE: Final = {
    "de": "Fördergraph: Wer fördert digitale Kommunen in Deutschland?",
    "en": "Fördergraph: who funds digital municipalities in Germany?",
}
_AUTHOR: Final = "Fördergraph"
"""Of data that do not describe themselves."""

_NAMES: Final = (
    "SELECT ?title ?author { "
    f"<{_DATASET}> <{expand('dcterms:title')}> ?title "
    f"OPTIONAL {{ <{_DATASET}> <{expand('dcterms:creator')}>/<{expand('foaf:name')}> ?author }} "
    "} ORDER BY ?title ?author"
)


def dataset_citation() -> Citation:
    """Say what is cited of the dataset as a whole."""
    now = served()
    release = now.release
    author, title = _names()
    return Citation(
        author=author,
        dataset=title,
        query="",
        version=now.version,
        date=(release.manifest.date or "") if release else "",
        url=links().url(f"/dumps/{now.version}/" if release else "/"),
        sha256=release.manifest.content_sha256 if release else "",
        language=language(),
    )


def _names() -> tuple[str, str]:
    """Return author and title as the dataset itself has them, in the request's language."""
    rows = asking.rows(engine(), _NAMES)
    titles = {row["title"].language: row["title"].text for row in rows}
    authors = [row["author"].text for row in rows if "author" in row]
    chosen = language()
    fallback = titles.get("de", _TITLE[chosen])
    return authors[0] if authors else _AUTHOR, titles.get(chosen, fallback)
