"""Say what the endpoint is, in its own words. A pure function: knows no Flask and asks no engine.

Sources: https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from kg.formats import ALL_FORMATS
from kg.namespaces import expand


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What there is to say of an endpoint.

    Attributes:
        url: where it is asked.
        is_union: whether the default graph is the union of the named graphs.
        named_graphs: the IRIs of the named graphs.
        version: the version of the dataset, empty where it has none.
        functions: the IRIs of functions beside those of SPARQL 1.1.
        vocabularies: the namespaces of the terms that the dataset uses.
        statements: how many there are in all graphs; None where nobody has counted.
        subjects: how many things they are about; None likewise.
        timeout_s: how long a query may run.
    """

    url: str
    is_union: bool
    named_graphs: tuple[str, ...]
    version: str
    functions: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    statements: int | None = None
    subjects: int | None = None
    timeout_s: float | None = None


def service_description(endpoint: Endpoint) -> tuple[Triple, ...]:
    """Describe *endpoint*: languages, formats, functions, and the dataset with its graphs.

    The same endpoint gives the same statements in the same order.
    """
    service = NamedNode(f"{endpoint.url}#service")
    dataset = NamedNode(f"{endpoint.url}#dataset")
    return (
        *_service(service, endpoint),
        _link(service, "sd:defaultDataset", dataset),
        *_dataset(dataset, endpoint),
        *_named_graphs(dataset, endpoint),
    )


def _service(service: NamedNode, endpoint: Endpoint) -> Iterable[Triple]:
    yield from _about(service, "sd:Service")
    yield from _texts(service, "rdfs:label", "SPARQL-Endpunkt des Fördergraphen",
                      "SPARQL endpoint of the Fördergraph")  # fmt: skip
    yield from _limits(service, endpoint.timeout_s)
    if endpoint.is_union:
        yield from _union_words(service)
    yield _link(service, "sd:endpoint", NamedNode(endpoint.url))
    yield _link(service, "sd:supportedLanguage", _iri("sd:SPARQL11Query"))
    for known in ALL_FORMATS:
        if known.iri:
            yield _link(service, "sd:resultFormat", NamedNode(known.iri))
    if endpoint.is_union:
        yield _link(service, "sd:feature", _iri("sd:UnionDefaultGraph"))
    for iri in endpoint.functions:
        yield _link(service, "sd:extensionFunction", NamedNode(iri))
    for iri in endpoint.functions:
        yield from _about(NamedNode(iri), "sd:Function")


def _limits(service: NamedNode, timeout_s: float | None) -> Iterable[Triple]:
    """Say in words what no vocabulary has a term for."""
    if timeout_s is None:
        return ()
    return _texts(
        service,
        "rdfs:comment",
        f"Nur Abfragen, keine Änderungen; eine Abfrage läuft höchstens {timeout_s:g} s.",
        f"Queries only, no updates; a query runs for {timeout_s:g} s at most.",
    )


def _union_words(service: NamedNode) -> Iterable[Triple]:
    return _texts(
        service,
        "rdfs:comment",
        "Der Standardgraph ist die Vereinigung aller benannten Graphen; ein Tripel, das in "
        "mehreren steht, wird in jedem einmal gefunden: mit DISTINCT zählen.",
        "The default graph is the union of all named graphs; a triple that several of them hold is "
        "matched once for each: count with DISTINCT.",
    )


def _dataset(dataset: NamedNode, endpoint: Endpoint) -> Iterable[Triple]:
    default_graph = NamedNode(f"{endpoint.url}#default-graph")
    yield from _about(dataset, "sd:Dataset", "void:Dataset")
    yield _link(dataset, "void:sparqlEndpoint", NamedNode(endpoint.url))
    if endpoint.version:
        yield Triple(dataset, _iri("owl:versionInfo"), Literal(endpoint.version))
    for predicate, count in (
        ("void:triples", endpoint.statements),
        ("void:distinctSubjects", endpoint.subjects),
    ):
        if count is not None:
            yield Triple(dataset, _iri(predicate), Literal(count))
    for iri in endpoint.vocabularies:
        yield _link(dataset, "void:vocabulary", NamedNode(iri))
    yield _link(dataset, "sd:defaultGraph", default_graph)
    yield from _about(default_graph, "sd:Graph")


def _named_graphs(dataset: NamedNode, endpoint: Endpoint) -> Iterable[Triple]:
    for number, iri in enumerate(endpoint.named_graphs, start=1):
        named = NamedNode(f"{endpoint.url}#named-graph-{number}")
        yield _link(dataset, "sd:namedGraph", named)
        yield from _about(named, "sd:NamedGraph")
        yield _link(named, "sd:name", NamedNode(iri))


def _texts(subject: NamedNode, predicate: str, german: str, english: str) -> Iterable[Triple]:
    for language, text in (("de", german), ("en", english)):
        yield Triple(subject, _iri(predicate), Literal(text, language=language))


def _about(subject: NamedNode, *classes: str) -> Iterable[Triple]:
    return (_link(subject, "rdf:type", _iri(name)) for name in classes)


def _link(subject: NamedNode, predicate: str, value: NamedNode) -> Triple:
    return Triple(subject, _iri(predicate), value)


@cache
def _iri(curie: str) -> NamedNode:
    return NamedNode(expand(curie))
