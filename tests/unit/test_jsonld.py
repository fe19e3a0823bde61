"""JSON-LD in plain keys says the same graph as before."""

import json
from collections.abc import Iterable, Iterator

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BaseDirection, Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib.compare import isomorphic

from kg.jsonld import WINDOW, Context, Json, compacted
from kg.namespaces import expand

DOCUMENT: dict[str, Json] = {
    "@version": 1.1,
    "fg": expand("fg:"),
    "gemeinde": expand("gemeinde:"),
    "kreis": expand("kreis:"),
    "rdfs": expand("rdfs:"),
    "xsd": expand("xsd:"),
    "id": "@id",
    "type": "@type",
    "ags": "fg:ags",
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "comment": {"@id": "rdfs:comment", "@language": "de"},
    "population": {"@id": "fg:population", "@type": "xsd:integer"},
    "within": {"@id": "fg:within", "@type": "@id"},
    "members": {"@id": "fg:memberUnit", "@type": "@id", "@container": "@set"},
    "list": {"@id": "fg:list", "@container": "@list"},
    "Municipality": "fg:Municipality",
}
CONTEXT = Context.parse(json.dumps({"@context": DOCUMENT}))

TOWN = NamedNode(expand("gemeinde:05962024"))


def written(statements: Iterable[Triple]) -> str:
    return "".join(compacted(statements, CONTEXT))


def read(document: str) -> set[Triple]:
    return {quad.triple for quad in parse(document, format=RdfFormat.JSON_LD)}


def node(*statements: Triple) -> dict[str, Json]:
    graph = json.loads(written(statements))["@graph"]
    assert len(graph) == 1
    return dict(graph[0])


def about_town(predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(TOWN, NamedNode(expand(predicate)), value)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (about_town("fg:ags", Literal("05962024")), {"ags": "05962024"}),
        (about_town("rdf:type", NamedNode(expand("fg:Municipality"))), {"@type": "Municipality"}),
        (about_town("rdf:type", NamedNode(expand("fg:State"))), {"@type": "fg:State"}),
        (about_town("fg:population", Literal(92174)), {"population": "92174"}),
        (about_town("fg:within", NamedNode(expand("kreis:05962"))), {"within": "kreis:05962"}),
        (
            about_town("rdfs:label", Literal("Iserlohn", language="de")),
            {"label": {"de": "Iserlohn"}},
        ),
        (about_town("rdfs:label", Literal("Iserlohn")), {"rdfs:label": "Iserlohn"}),
        (about_town("rdfs:comment", Literal("Stadt", language="de")), {"comment": "Stadt"}),
        (
            about_town("rdfs:comment", Literal("town", language="en")),
            {"rdfs:comment": {"@value": "town", "@language": "en"}},
        ),
        (
            about_town("fg:ags", Literal("1", datatype=NamedNode(expand("xsd:token")))),
            {"ags": {"@value": "1", "@type": "xsd:token"}},
        ),
        (about_town("fg:list", NamedNode("http://a/")), {"fg:list": {"@id": "http://a/"}}),
        (about_town("fg:within", Literal("text")), {"fg:within": "text"}),
    ],
)
def test_a_statement_gets_the_key_that_fits_it(
    statement: Triple, expected: dict[str, Json]
) -> None:
    assert node(statement) == {"@id": "gemeinde:05962024", **expected}


def test_several_values_of_a_key_become_a_list() -> None:
    labels = [Literal("Köln", language="de"), Literal("Kölle", language="de")]
    found = node(*(about_town("rdfs:label", label) for label in labels))
    assert found["label"] == {"de": ["Köln", "Kölle"]}


@pytest.mark.parametrize("text", ["[]", "{}", '{"@context": []}', '{"@context": "http://x/"}', "{"])
def test_what_is_no_context_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Context.parse(text)


NODES = st.sampled_from(["gemeinde:1", "kreis:2", "fg:x", "rdfs:y"]).map(
    lambda name: NamedNode(expand(name))
) | st.sampled_from(["http://other/", "urn:x:y", "gemeinde:1", "x-y:z"]).map(NamedNode)
PREDICATES = st.sampled_from(
    [
        "fg:ags",
        "rdfs:label",
        "rdfs:comment",
        "fg:population",
        "fg:within",
        "fg:memberUnit",
        "fg:list",
    ]
).map(lambda name: NamedNode(expand(name))) | st.just(NamedNode(expand("rdf:type")))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5)
LITERALS = (
    TEXTS.map(Literal)
    | TEXTS.map(lambda text: Literal(text, language="de"))
    | TEXTS.map(lambda text: Literal(text, language="en"))
    | st.integers().map(Literal)
    | st.booleans().map(Literal)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
        lambda n: Literal(str(n), datatype=NamedNode(expand("xsd:decimal")))
    )
)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib 7.6
@given(st.lists(st.builds(Triple, NODES, PREDICATES, NODES | LITERALS), max_size=8))
def test_reading_it_back_gives_the_same_graph(statements: list[Triple]) -> None:
    document = written(statements)
    assert read(document) == set(statements)
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    as_triples = serialize(statements, format=RdfFormat.N_TRIPLES) or b""
    assert isomorphic(graph, rdflib.Graph().parse(data=as_triples, format="nt"))


def test_a_statement_of_rdf_1_2_is_refused() -> None:
    about = Triple(TOWN, NamedNode("http://p/"), Literal("x"))
    directed = Literal("x", language="ar", direction=BaseDirection.RTL)
    for value in (about, directed):
        with pytest.raises(ValueError, match=r"RDF 1\.2"):
            written([Triple(TOWN, NamedNode("http://p/"), value)])


def test_the_context_of_a_short_graph_says_what_is_needed_and_no_more() -> None:
    statements = [
        about_town("fg:population", Literal(92174)),
        about_town("rdf:type", NamedNode(expand("fg:Municipality"))),
        Triple(TOWN, NamedNode("http://p/"), NamedNode(expand("kreis:05962"))),
    ]
    used = ("@version", "fg", "gemeinde", "kreis", "xsd", "population", "Municipality")
    assert json.loads(written(statements))["@context"] == {key: DOCUMENT[key] for key in used}


def test_an_iri_that_looks_like_a_curie_leaves_all_other_nodes_in_plain_keys() -> None:
    clash = Triple(NamedNode("kreis:52,13"), NamedNode(expand("fg:ags")), Literal("1"))
    document = written([about_town("fg:ags", Literal("05962024")), clash])
    assert {"@id": "gemeinde:05962024", "ags": "05962024"} in json.loads(document)["@graph"]
    assert clash in read(document)


@pytest.mark.parametrize("count", [0, 1, WINDOW - 1, WINDOW, WINDOW + 1, 5 * WINDOW])
def test_a_graph_of_any_length_reads_back_and_a_long_one_has_the_whole_context(count: int) -> None:
    predicate = NamedNode(expand("fg:ags"))
    statements = [
        Triple(NamedNode(expand(f"gemeinde:{n % 700}")), predicate, Literal(str(n)))
        for n in range(count)
    ]
    document = written(statements)
    assert read(document) == set(statements)
    assert (json.loads(document)["@context"] == DOCUMENT) == (count >= WINDOW)


def test_the_statements_of_one_subject_stand_together() -> None:
    names = ("gemeinde:1", "gemeinde:2", "gemeinde:1")
    statements = [
        Triple(NamedNode(expand(name)), NamedNode(expand("fg:ags")), Literal(str(n)))
        for n, name in enumerate(names)
    ]
    assert json.loads(written(statements))["@graph"] == [
        {"@id": "gemeinde:1", "ags": ["0", "2"]},
        {"@id": "gemeinde:2", "ags": "1"},
    ]


def test_pieces_come_before_the_graph_is_at_its_end() -> None:
    taken = 0

    def endless() -> Iterator[Triple]:
        nonlocal taken
        while True:
            taken += 1
            yield Triple(NamedNode(f"http://x/{taken}"), NamedNode("http://p/"), Literal(taken))

    pieces = compacted(endless(), CONTEXT)
    assert all(next(pieces) for _ in range(3))
    assert taken <= 3 * WINDOW
