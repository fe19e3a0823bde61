"""Let the dataset describe itself: its catalogue stands in the graph like everything else.

What is said of a release must not change the release's hash over and over, so its name is left out
here (`UNVERSIONED`) and put in when it is known. Sizes and hashes of files cannot stand in the
graph that they are made of; they are only in the catalogue's file.
"""

from collections.abc import Sequence

from pyoxigraph import Quad, Store

from kg.publication.catalogue import catalogue_quads
from kg.release.progress import Progress


def describe_into(store: Store, quads: Sequence[Quad], progress: Progress) -> tuple[Quad, ...]:
    """Describe *quads*, add the description to *store*, and return it.

    Args:
        store: holds *quads*.
        quads: everything else that the release will hold.
        progress: told how far the work is.

    Returns:
        The quads of the description; where a release's name belongs `UNVERSIONED` stands.
    """
    with progress.step("describe the dataset"):
        description = catalogue_quads(quads)
        store.bulk_extend(description)
    return description
