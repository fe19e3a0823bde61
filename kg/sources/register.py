"""Say in `graph:register` what a source is and which graph it fills. Knows `source.toml` alone."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import graph_iri, mint_iri
from kg.namespaces import compact, expand
from kg.sources.descriptions import Description, Texts

REGISTER: Final = expand("graph:register")


def _node(name: str) -> NamedNode:
    """Make a node of a CURIE of our table or of an IRI."""
    return NamedNode(name if "://" in name or name != compact(name) else expand(name))


def register_quads(description: Description) -> list[Quad]:
    """Describe the source, its publisher and its graph, as curated sources are by hand."""
    source = NamedNode(mint_iri("quelle", description.id))
    graph = NamedNode(graph_iri(description.id))
    register = NamedNode(REGISTER)
    statements = (
        *_source(description, source),
        *_publisher(description, source),
        *_graph(description, graph, source),
    )
    return [
        Quad(subject, NamedNode(expand(predicate)), value, register)
        for subject, predicate, value in statements
    ]


Statement = tuple[NamedNode, str, NamedNode | Literal]


def _source(description: Description, source: NamedNode) -> Iterator[Statement]:
    yield source, "rdf:type", _node("fg:Source")
    for predicate, texts in (
        ("rdfs:label", description.title),
        ("dcterms:title", description.title),
        ("dcterms:description", description.description),
        ("dcterms:rights", description.rights),
        ("fg:attribution", description.attribution),
    ):
        yield from _texts(source, predicate, texts)
    yield source, "fg:sourceUrl", NamedNode(description.url)
    host = urlsplit(description.url).hostname
    if host:
        yield source, "fg:site", Literal(host.removeprefix("www."))
    yield source, "fg:sourceKind", _node(description.kind)
    yield source, "fg:copyKind", _node(description.copy)
    for predicate, day in (
        ("fg:retrievedAt", description.retrieved),
        ("fg:asOf", description.as_of),
    ):
        if day:
            yield source, predicate, Literal(day.isoformat(), datatype=_node("xsd:date"))
    if description.license:
        yield source, "dcterms:license", _node(description.license)
    if description.sha256:
        yield source, "fg:contentHash", Literal(description.sha256)


def _publisher(description: Description, source: NamedNode) -> Iterator[Statement]:
    if description.publisher:
        publisher = _node(description.publisher)
        yield source, "dcterms:publisher", publisher
        if description.publisher_name:
            yield publisher, "rdf:type", _node("org:Organization")
            yield from _texts(publisher, "rdfs:label", description.publisher_name)


def _graph(description: Description, graph: NamedNode, source: NamedNode) -> Iterator[Statement]:
    yield graph, "rdf:type", _node("fg:SourceGraph")
    yield graph, "prov:wasDerivedFrom", source
    yield from _texts(graph, "rdfs:label", description.graph_label)
    yield from _texts(graph, "dcterms:rights", description.rights)
    yield from _texts(graph, "fg:attribution", description.attribution)
    if description.license:
        yield graph, "dcterms:license", _node(description.license)
    if description.retrieved:
        instant = f"{description.retrieved.isoformat()}T00:00:00Z"
        yield graph, "prov:generatedAtTime", Literal(instant, datatype=_node("xsd:dateTime"))


def _texts(subject: NamedNode, predicate: str, texts: Texts) -> Iterator[Statement]:
    for language, text in sorted(texts.items()):
        yield subject, predicate, Literal(text, language=language)
