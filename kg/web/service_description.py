"""Say what the endpoint is, in its own words. A pure function: knows no Flask and asks no engine.

Source: https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.formats import ALL_FORMATS
from kg.namespaces import expand

_TYPE = NamedNode(expand("rdf:type"))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What there is to say of an endpoint.

    Attributes:
        url: where it is asked.
        is_union: whether the default graph is the union of the named graphs.
        named_graphs: the IRIs of the named graphs.
        version: the version of the dataset, empty where it has none.
    """

    url: str
    is_union: bool
    named_graphs: tuple[str, ...]
    version: str


def service_description(endpoint: Endpoint) -> tuple[Triple, ...]:
    """Describe *endpoint*: languages, formats, features, and the dataset with its graphs."""
    service = NamedNode(f"{endpoint.url}#service")
    dataset = NamedNode(f"{endpoint.url}#dataset")
    default_graph = NamedNode(f"{endpoint.url}#default-graph")
    return (
        *_about(service, "sd:Service"),
        _link(service, "sd:endpoint", NamedNode(endpoint.url)),
        _link(service, "sd:supportedLanguage", NamedNode(expand("sd:SPARQL11Query"))),
        *(_link(service, "sd:resultFormat", NamedNode(f.iri)) for f in ALL_FORMATS if f.iri),
        *_features(service, endpoint.is_union),
        _link(service, "sd:defaultDataset", dataset),
        *_about(dataset, "sd:Dataset", "void:Dataset"),
        _link(dataset, "void:sparqlEndpoint", NamedNode(endpoint.url)),
        *_version(dataset, endpoint.version),
        _link(dataset, "sd:defaultGraph", default_graph),
        *_about(default_graph, "sd:Graph"),
        *_named_graphs(dataset, endpoint),
    )


def _features(service: NamedNode, is_union: bool) -> Iterable[Triple]:
    if is_union:
        yield _link(service, "sd:feature", NamedNode(expand("sd:UnionDefaultGraph")))


def _version(dataset: NamedNode, version: str) -> Iterable[Triple]:
    if version:
        yield Triple(dataset, NamedNode(expand("owl:versionInfo")), Literal(version))


def _named_graphs(dataset: NamedNode, endpoint: Endpoint) -> Iterable[Triple]:
    for number, iri in enumerate(endpoint.named_graphs, start=1):
        named = NamedNode(f"{endpoint.url}#named-graph-{number}")
        yield _link(dataset, "sd:namedGraph", named)
        yield from _about(named, "sd:NamedGraph")
        yield _link(named, "sd:name", NamedNode(iri))


def _about(subject: NamedNode, *classes: str) -> Iterable[Triple]:
    return (Triple(subject, _TYPE, NamedNode(expand(name))) for name in classes)


def _link(subject: NamedNode, predicate: str, value: NamedNode) -> Triple:
    return Triple(subject, NamedNode(expand(predicate)), value)
