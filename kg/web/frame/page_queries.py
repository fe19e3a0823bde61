"""The queries behind the figures and tables of pages: `queries/pages/`, as the release has them.

A page asks one and links to the very text it asked, so that every number can be asked again.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from cachetools import LRUCache

from kg.queries import QueryFile, read_queries
from kg.web.figures import Outline, outlines_of
from kg.web.frame.site import engine, served, site
from kg.web.reading import asking
from kg.web.reading.asking import Row

PAGES: Final = "pages"
_OUTLINES: Final = "laender-outlines"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asked, and the answer.

    Attributes:
        text: of the query, as `links.query` and the macros `figure` and `behind` take it.
        rows: the solutions.
    """

    text: str
    rows: list[Row]


def has_page_query(name: str) -> bool:
    """Say whether there is the query *name*."""
    return any(name in _queries(folder) for folder in _folders())


def page_query(name: str) -> QueryFile:
    """Return the query `queries/pages/<name>.rq` of what is served.

    A release that is older than the page lacks its query; then it is asked as the files have it.

    Raises:
        KeyError: there is none; a page does not ask for what is not there.
    """
    for folder in _folders():
        if name in _queries(folder):
            return _queries(folder)[name]
    raise KeyError(name)


def ask_page(name: str, this: str = "") -> Asked:
    """Ask the query *name* of what is served.

    Args:
        name: of the file in `queries/pages/`, without suffix.
        this: an IRI for the query's clause `VALUES ?this { … }`; empty to ask it as it stands.

    Raises:
        UnknownIRIError: *this* is no IRI.
    """
    body = page_query(name).body
    text = asking.about(body, this) if this else body
    return Asked(text, asking.rows(engine(), text))


def laender_outlines() -> tuple[Outline, ...]:
    """Return the outlines of the Länder for `map_of`, named by their keys, such as `05`."""
    version = served().version
    with _lock:
        known = _outlines.get(version)
    if known is not None:
        return known
    rows = ask_page(_OUTLINES).rows
    made = outlines_of(tuple((row["key"].text, row["outline"].text) for row in rows))
    with _lock:
        _outlines[version] = made
    return made


_lock: Final = threading.Lock()
_outlines: Final[LRUCache[str, tuple[Outline, ...]]] = LRUCache(4)


def _folders() -> list[Path]:
    """List where queries are: in the release, and in the checkout for what it lacks."""
    now, checkout = served(), site().settings.root / "queries" / PAGES
    own = now.release.queries_path / PAGES if now.release is not None else checkout
    return [folder for folder in dict.fromkeys((own, checkout)) if folder.is_dir()]


@lru_cache(maxsize=8)
def _queries(folder: Path) -> Mapping[str, QueryFile]:
    return MappingProxyType({file.name: file for file in read_queries(folder)})
