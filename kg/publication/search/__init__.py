"""The search index of a release: one SQLite file with the names, keys and words of its things.

`write_index` makes it of the release's lines, `SearchIndex` reads it. Nothing here knows a server.
"""

from kg.publication.search.folding import folded_words
from kg.publication.search.gathering import Gathered, gather
from kg.publication.search.likeness import likeness, overlap
from kg.publication.search.reading import (
    Found,
    Hit,
    Kind,
    Named,
    SearchIndex,
    Wanted,
    has_index,
)
from kg.publication.search.writing import write_index

__all__ = [
    "Found",
    "Gathered",
    "Hit",
    "Kind",
    "Named",
    "SearchIndex",
    "Wanted",
    "folded_words",
    "gather",
    "has_index",
    "likeness",
    "overlap",
    "write_index",
]
