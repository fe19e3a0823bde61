"""Let the dataset describe itself: catalogue and VoID stand in the graph like everything else.

What is said of a release must not change the release's hash over and over, so its name is left out
here (`UNVERSIONED`) and put in when it is known. Sizes and hashes of files cannot stand in the
graph that they are made of; they are only in the catalogue's file.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from kg.publication.catalogue import catalogue_quads
from kg.publication.distributions import WHOLE_OFFERS, Offer, map_offers, table_offers
from kg.publication.void import void_quads
from kg.queries import QUESTIONS, read_queries
from kg.release.manifest import QUERIES
from kg.release.progress import Progress
from kg.release.tabling import MAPS, TABLES

EXAMPLES: Final = "competency"


def describe_into(
    store: Store, quads: Sequence[Quad], root: Path, progress: Progress
) -> tuple[Quad, ...]:
    """Describe *quads*, add the description to *store*, and return it.

    Args:
        store: holds *quads*.
        quads: everything else that the release will hold.
        root: the project's folder; its questions become examples, and its queries tell which tables
            and maps there will be.
        progress: told how far the work is.

    Returns:
        The quads of the description; where a release's name belongs `UNVERSIONED` stands.

    Raises:
        QueryFileError: a question or a query of a table is not as it must be.
    """
    questions = read_queries(root / QUERIES / EXAMPLES, QUESTIONS)
    with progress.step("describe the dataset"):
        catalogue = catalogue_quads(quads, _offers(root / QUERIES))
        description = (*catalogue, *void_quads((*quads, *catalogue), questions))
        store.bulk_extend(description)
    return description


def _offers(queries: Path) -> tuple[Offer, ...]:
    """List the files in which the release will give the dataset as a whole."""
    tables, maps = read_queries(queries / TABLES), read_queries(queries / MAPS)
    return (*WHOLE_OFFERS, *table_offers(tables), *map_offers(maps))
