"""Tell the kinds of bulk files apart by their names. Pure."""

from typing import Final

WHOLE: Final = "whole"
TABLES: Final = "tables"
MAPS: Final = "maps"
GRAPHS: Final = "graphs"
CHECKSUMS: Final = "checksums"

KINDS: Final = (WHOLE, TABLES, MAPS, GRAPHS, CHECKSUMS)
"""In the order in which pages show them."""


def kind_of(name: str) -> str:
    """Tell the kind of a file by its name below the folder of dumps."""
    folder, slash, _ = name.partition("/")
    if slash and folder in (TABLES, GRAPHS):
        return folder
    if name.endswith(".geojson"):
        return MAPS
    return CHECKSUMS if name.endswith("SHA256SUMS") else WHOLE
