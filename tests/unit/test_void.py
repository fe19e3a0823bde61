"""What the dataset says of itself in VoID is true, also of what it says."""

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.namespaces import BASE, expand
from kg.publication.void import DOCUMENT, GRAPH, WHOLE, void_quads
from kg.queries import QueryFile

A = NamedNode(expand("rdf:type"))
LABEL = NamedNode(expand("rdfs:label"))
PLACES = NamedNode(expand("graph:places"))
OTHER = NamedNode(expand("graph:other"))
PLACE = NamedNode(expand("fg:Municipality"))
WITHIN = NamedNode(expand("fg:within"))
MATCH = NamedNode(expand("skos:exactMatch"))
ELSEWHERE = NamedNode(f"{BASE}void#elsewhere")
COUNTED = [
    Quad(NamedNode(expand("gemeinde:1")), A, PLACE, PLACES),
    Quad(NamedNode(expand("gemeinde:1")), LABEL, Literal("Eins", language="de"), PLACES),
    Quad(NamedNode(expand("gemeinde:1")), WITHIN, NamedNode(expand("gemeinde:2")), PLACES),
    Quad(NamedNode(expand("gemeinde:1")), WITHIN, NamedNode(expand("gemeinde:2")), OTHER),
    Quad(NamedNode(expand("gemeinde:2")), A, PLACE, PLACES),
    Quad(NamedNode(expand("gemeinde:2")), MATCH, NamedNode("http://elsewhere.example/2"), PLACES),
    Quad(NamedNode(expand("gemeinde:2")), MATCH, NamedNode("http://elsewhere.example/"), PLACES),
    Quad(PLACES, LABEL, Literal("Orte", language="de"), OTHER),
]
BY_HAND = [
    Quad(WHOLE, A, NamedNode(expand("void:Dataset")), GRAPH),
    Quad(ELSEWHERE, A, NamedNode(expand("void:Dataset")), GRAPH),
    Quad(ELSEWHERE, LABEL, Literal("Anderswo", language="de"), GRAPH),
    Quad(
        ELSEWHERE, NamedNode(expand("void:uriSpace")), Literal("http://elsewhere.example/"), GRAPH
    ),
]
QUESTION = QueryFile(
    Path("cq01-places.rq"),
    {"title.de": "Orte", "title.en": "Places", "question.de": "Wo?", "question.en": "Where?"},
    "# title.de: Orte\n# title.en: Places\n\nSELECT ?x\n# all\nWHERE { ?x ?y ?z }\n",
)


def said(quads: tuple[Quad, ...], subject: str, predicate: str) -> set[str]:
    """What is said of a fragment of the document, or of an IRI, as plain texts."""
    this = NamedNode(f"{DOCUMENT.value}#{subject}" if ":" not in subject else expand(subject))
    found = (q.object for q in quads if (q.subject, q.predicate.value) == (this, expand(predicate)))
    return {term.value for term in found if isinstance(term, NamedNode | Literal)}


@pytest.fixture(scope="module")
def described() -> tuple[Quad, ...]:
    return void_quads([*COUNTED, *BY_HAND], [QUESTION])


def test_where_nobody_described_the_dataset_there_is_no_description() -> None:
    assert void_quads(COUNTED, [QUESTION]) == ()


def test_a_statement_of_two_graphs_counts_once_for_its_property(
    described: tuple[Quad, ...],
) -> None:
    assert said(described, "property-fg.within", "void:triples") == {"1"}
    assert said(described, "datensatz:other", "void:triples") == {"2"}
    assert said(described, "datensatz:places", "void:triples") == {"6"}


def test_a_class_says_how_many_there_are_and_where_its_properties_lead(
    described: tuple[Quad, ...],
) -> None:
    leads = "class-fg.Municipality-property-fg.within-to-fg.Municipality"
    names = "class-fg.Municipality-property-rdfs.label-as-rdf.langString"
    assert said(described, "class-fg.Municipality", "void:entities") == {"2"}
    assert said(described, "class-fg.Municipality", "void:triples") == {"6"}
    assert said(described, leads, "void:class") == {PLACE.value}
    assert said(described, leads, "void:triples") == {"1"}
    assert said(described, names, "void-ext:datatype") == {expand("rdf:langString")}


def test_links_lead_to_things_of_another_dataset_and_not_to_its_own_page(
    described: tuple[Quad, ...],
) -> None:
    assert said(described, "links-elsewhere-skos.exactMatch", "void:triples") == {"1"}
    assert said(described, "links-elsewhere-skos.exactMatch", "void:objectsTarget") == {
        ELSEWHERE.value
    }


def test_a_graph_is_a_dataset_that_is_called_as_the_graph_is(described: tuple[Quad, ...]) -> None:
    assert said(described, "datensatz:places", "rdfs:label") == {"Orte"}
    assert said(described, "datensatz:places", "sd:name") == {PLACES.value}
    assert expand("datensatz:places") in said(described, "datensatz:foerdergraph", "void:subset")


def test_a_question_is_given_without_its_header_and_with_its_comments(
    described: tuple[Quad, ...],
) -> None:
    assert said(described, "abfrage:cq01-places", "sh:select") == {
        "SELECT ?x\n# all\nWHERE { ?x ?y ?z }\n"
    }
    assert said(described, "abfrage:cq01-places", "rdfs:comment") == {"Wo?", "Where?"}
    assert said(described, "prefix-fg", "sh:namespace") == {expand("fg:")}


def test_the_order_of_what_is_described_changes_nothing(described: tuple[Quad, ...]) -> None:
    again = void_quads([*reversed(BY_HAND), *reversed(COUNTED)], [QUESTION])
    assert set(again) == set(described)


@pytest.mark.parametrize("count", range(6))
def test_every_count_is_true_of_the_dataset_with_the_description_in_it(count: int) -> None:
    """Numbers of the data may be those of the description, so each case settles elsewhere."""
    numbers = [
        Quad(NamedNode(expand("gemeinde:1")), LABEL, Literal(3 * number), PLACES)
        for number in range(count)
    ]
    quads = [*COUNTED, *BY_HAND, *numbers]
    described = void_quads(quads, [QUESTION])
    triples = {quad.triple for quad in (*quads, *described)}
    uses = defaultdict(set)
    for triple in triples:
        uses[triple.predicate].add(triple)
    assert counts(described, WHOLE).items() <= true_counts(triples).items()
    assert counts(described, WHOLE).keys() >= {"triples", "distinctSubjects"}
    of_property = {q.subject: q.object for q in described if is_partition(q)}
    assert set(of_property.values()) == set(uses)
    for partition, prop in of_property.items():
        stated = counts(described, partition)
        assert stated.items() <= true_counts(uses[prop]).items()
        assert stated.keys() >= {"triples", "distinctSubjects"}


def test_a_count_that_has_no_true_value_is_left_out() -> None:
    """All even numbers are in the data, so stating an odd count makes it even."""
    town = NamedNode(expand("gemeinde:1"))
    even = [Quad(town, LABEL, Literal(2 * number), PLACES) for number in range(600)]
    one_more = Quad(town, LABEL, Literal("Einz", language="de"), PLACES)
    stated = []
    for quads in ([*COUNTED, *BY_HAND, *even], [*COUNTED, *BY_HAND, *even, one_more]):
        described = void_quads(quads, [QUESTION])
        truth = true_counts({quad.triple for quad in (*quads, *described)})
        assert counts(described, WHOLE).items() <= truth.items()
        stated.append("distinctObjects" in counts(described, WHOLE))
    assert sorted(stated) == [False, True]


def is_partition(quad: Quad) -> bool:
    is_property = quad.predicate == NamedNode(expand("void:property"))
    return is_property and "#property-" in str(quad.subject)


def counts(described: tuple[Quad, ...], subject: NamedNode | BlankNode | Triple) -> dict[str, int]:
    wanted = ("triples", "distinctSubjects", "distinctObjects")
    return {
        quad.predicate.value.partition("#")[2]: int(quad.object.value)
        for quad in described
        if quad.subject == subject
        and quad.predicate.value.endswith(wanted)
        and isinstance(quad.object, Literal)
    }


def true_counts(triples: set[Triple]) -> dict[str, int]:
    return {
        "triples": len(triples),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
    }
