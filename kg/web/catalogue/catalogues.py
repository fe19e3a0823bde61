"""The catalogues of releases, read once and kept as long as they are asked for. Knows no Flask."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.publication.catalogue_pages import Catalogue

_REMEMBERED: Final = 4


@lru_cache(_REMEMBERED)
def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue's file, which never changes.

    Raises:
        FileNotFoundError: the release has none.
    """
    return Catalogue.read(path.read_bytes())
