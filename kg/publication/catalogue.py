"""Make the catalogue of the dataset: what people wrote, completed by what the data themselves say.

Its statements stand in `graph:catalogue`. What a program cannot know (titles, publisher, contact,
themes) stands there by hand, in `data/curated/catalogue.trig`; without that there is no catalogue.
Pure: quads in, quads out.
"""

from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import BASE, expand
from kg.publication.versions import UNVERSIONED

GRAPH: Final = NamedNode(expand("graph:catalogue"))
CATALOG: Final = NamedNode(f"{BASE}catalog")
WHOLE: Final = NamedNode(expand("datensatz:foerdergraph"))

_VERSION: Final = NamedNode(expand("dcat:version"))
_DATASET: Final = NamedNode(expand("dcat:dataset"))


def catalogue_quads(quads: Sequence[Quad]) -> tuple[Quad, ...]:
    """Say what is not said by hand in the catalogue of *quads*.

    Returns:
        Quads of `graph:catalogue`, none where it does not describe the catalogue.
    """
    if not any(quad.subject == CATALOG for quad in quads if quad.graph_name == GRAPH):
        return ()
    return (
        Quad(CATALOG, _DATASET, WHOLE, GRAPH),
        Quad(WHOLE, _VERSION, Literal(UNVERSIONED), GRAPH),
    )
