"""What the catalogue adds to what people wrote."""

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import expand
from kg.publication.catalogue import CATALOG, GRAPH, WHOLE, catalogue_quads
from kg.publication.versions import UNVERSIONED

BY_HAND = Quad(CATALOG, NamedNode(expand("rdf:type")), NamedNode(expand("dcat:Catalog")), GRAPH)


def test_the_whole_dataset_is_in_the_catalogue_with_its_version() -> None:
    assert set(catalogue_quads([BY_HAND])) >= {
        Quad(CATALOG, NamedNode(expand("dcat:dataset")), WHOLE, GRAPH),
        Quad(WHOLE, NamedNode(expand("dcat:version")), Literal(UNVERSIONED), GRAPH),
    }


def test_where_nobody_described_the_catalogue_there_is_none() -> None:
    elsewhere = Quad(BY_HAND.subject, BY_HAND.predicate, BY_HAND.object, NamedNode("http://g"))
    assert catalogue_quads([]) == catalogue_quads([elsewhere]) == ()
