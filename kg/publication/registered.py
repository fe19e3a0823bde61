"""Read from the register which graphs there are, where each was read, and under which rights. Pure.

The register's statements are those of `graph:register`; of a text that is missing in a language
the one in the other stands for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import GRAPHS, expand
from kg.publication.statements import node

REGISTER: Final = node("graph:register")

_TYPE: Final = node("rdf:type")
_OWN_WORK: Final = expand("fgv:source-kind-project")
_LANGUAGES: Final = ("de", "en")

Texts = Mapping[str, str]
"""Language → text."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where statements were read; what the register does not say is empty."""

    iri: NamedNode
    titles: Texts
    descriptions: Texts
    url: str
    site: str
    kind: str
    as_of: str
    retrieved: str

    @property
    def is_own(self) -> bool:
        """Say whether it is work of this project, not something that was read."""
        return self.kind == _OWN_WORK


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """One named graph of the register; what the register does not say is empty.

    Attributes:
        iri: of the graph.
        labels: its names.
        rights: what is said of its rights.
        attribution: how its source wants to be named.
        licence: IRI of the licence.
        generated: when its statements were taken over, an ISO time.
        source: where they were read.
    """

    iri: NamedNode
    labels: Texts
    rights: Texts
    attribution: Texts
    licence: str
    generated: str
    source: Source

    @property
    def name(self) -> str:
        """Return the last part of its IRI."""
        return self.iri.value.removeprefix(GRAPHS)


_Said = Mapping[NamedNode, Mapping[NamedNode, list[NamedNode | Literal]]]


def source_graphs(quads: Iterable[Quad]) -> tuple[SourceGraph, ...]:
    """List the graphs that the register among *quads* names with a source, sorted by IRI."""
    said = _said(quad for quad in quads if quad.graph_name == REGISTER)
    found = (
        _graph(iri, said)
        for iri, about in said.items()
        if node("fg:SourceGraph") in about.get(_TYPE, ()) and iri.value.startswith(GRAPHS)
    )
    return tuple(sorted((one for one in found if one), key=lambda one: one.iri.value))


def _said(quads: Iterable[Quad]) -> _Said:
    said: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject][quad.predicate].append(quad.object)
    return said


def _graph(iri: NamedNode, said: _Said) -> SourceGraph | None:
    sources = [v for v in said[iri].get(node("prov:wasDerivedFrom"), ()) if v in said]
    if not sources:
        return None
    source = min((s for s in sources if isinstance(s, NamedNode)), key=lambda s: s.value)
    return SourceGraph(
        iri,
        _texts(said, iri, "rdfs:label"),
        _texts(said, iri, "dcterms:rights"),
        _texts(said, iri, "fg:attribution"),
        _value(said, iri, "dcterms:license"),
        _value(said, iri, "prov:generatedAtTime"),
        _source(source, said),
    )


def _source(iri: NamedNode, said: _Said) -> Source:
    return Source(
        iri,
        _texts(said, iri, "dcterms:title"),
        _texts(said, iri, "dcterms:description"),
        _value(said, iri, "fg:sourceUrl"),
        _value(said, iri, "fg:site"),
        _value(said, iri, "fg:sourceKind"),
        _value(said, iri, "fg:asOf"),
        _value(said, iri, "fg:retrievedAt"),
    )


def _value(said: _Said, iri: NamedNode, predicate: str) -> str:
    return min((value.value for value in said[iri].get(node(predicate), ())), default="")


def _texts(said: _Said, iri: NamedNode, predicate: str) -> Texts:
    values = said[iri].get(node(predicate), ())
    found = {v.language: v.value for v in values if isinstance(v, Literal) and v.language}
    return MappingProxyType(found)


def in_language(given: Texts, language: str) -> str:
    """Return the text in *language*, else in another one, else nothing."""
    order = chain((language,), _LANGUAGES)
    return next((given[each] for each in order if each in given), "")
