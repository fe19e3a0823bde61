"""Let the dataset describe itself: its catalogue stands in the graph like everything else.

What is said of a release must not change the release's hash over and over, so its name is left out
here (`UNVERSIONED`) and put in when it is known. Sizes and hashes of files cannot stand in the
graph that they are made of; they are only in the catalogue's file.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from kg.publication.catalogue import catalogue_quads
from kg.publication.void import void_quads
from kg.queries import QUESTIONS, read_queries
from kg.release.progress import Progress

EXAMPLES: Final = Path("queries", "competency")


def describe_into(
    store: Store, quads: Sequence[Quad], root: Path, progress: Progress
) -> tuple[Quad, ...]:
    """Describe *quads*, add the description to *store*, and return it.

    Args:
        store: holds *quads*.
        quads: everything else that the release will hold.
        root: the project's folder; its questions become examples.
        progress: told how far the work is.

    Returns:
        The quads of the description; where a release's name belongs `UNVERSIONED` stands.

    Raises:
        QueryFileError: a question is not as it must be.
    """
    questions = read_queries(root / EXAMPLES, QUESTIONS)
    with progress.step("describe the dataset"):
        catalogue = catalogue_quads(quads)
        description = (*catalogue, *void_quads((*quads, *catalogue), questions))
        store.bulk_extend(description)
    return description
