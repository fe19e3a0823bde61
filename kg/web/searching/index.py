"""The search index of the release that answers."""

from functools import lru_cache
from pathlib import Path

from kg.errors import NoSearchIndexError
from kg.namespaces import BASE
from kg.publication.search import SearchIndex, has_index
from kg.web.frame.site import links, served


def search_index() -> SearchIndex:
    """Return the index of the release that the current request is answered from.

    Raises:
        NoSearchIndexError: files are served as they are, or the release was made without one.
    """
    release = served().release
    if release is None or not _is_there(release.search_path):
        raise NoSearchIndexError
    return SearchIndex(release.search_path)


def address_of(iri: str) -> str:
    """Return where *iri* is described: by us if it is ours, else at itself."""
    return links().url(links().document_path(iri)) if iri.startswith(BASE) else iri


@lru_cache(maxsize=8)
def _is_there(path: Path) -> bool:
    """Say whether there is an index that we read; a release does not change."""
    return has_index(path)
