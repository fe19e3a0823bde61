"""JSON-LD in plain keys says the same graph as before."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.namespaces import expand
from kg.web.context import EMPTY_CONTEXT, Context, Json, compacted

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


def node(*statements: Triple) -> dict[str, Json]:
    expanded = serialize(statements, format=RdfFormat.JSON_LD) or b""
    graph = json.loads(compacted(expanded, CONTEXT))["@graph"]
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


def test_without_context_the_answer_stays_as_it_is() -> None:
    assert compacted(b"[]", EMPTY_CONTEXT) == b"[]"


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


@given(st.lists(st.builds(Triple, NODES, PREDICATES, NODES | LITERALS), max_size=8))
def test_reading_it_back_gives_the_same_graph(statements: list[Triple]) -> None:
    expanded = serialize(statements, format=RdfFormat.JSON_LD) or b""
    written = compacted(expanded, CONTEXT)
    read = {quad.triple for quad in parse(written, format=RdfFormat.JSON_LD)}
    assert read == set(parse_triples(expanded))


def parse_triples(document: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(document, format=RdfFormat.JSON_LD)]
