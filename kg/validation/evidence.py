"""Say in words what a term is, and where a statement stands. Reads stores, knows no file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeGuard

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.namespaces import expand
from kg.validation.report import Evidence, Term, Text

Locate = Callable[[str, Term, NamedNode | None, Term | None], tuple[Path, int | None] | None]
"""Finds the file and line of a statement: graph, subject, predicate, object."""

_LABELS: Final = tuple(NamedNode(expand(p)) for p in ("rdfs:label", "dcterms:title"))
_TYPE: Final = NamedNode(expand("rdf:type"))
_DERIVED: Final = expand("graph:derived")
_OWNERS: Final = tuple(
    NamedNode(expand(curie))
    for curie in (
        "fg:concerns",
        "fg:inActivity",
        "fg:snapshotOf",
        "fg:phaseOf",
        "fg:measureOf",
        "fg:funds",
        "fg:shareOf",
        "fg:paymentOf",
        "rdf:subject",
    )
)
"""Properties that lead from a thing without a name to the one that it belongs to."""

_OWNED: Final = tuple(
    NamedNode(expand(curie))
    for curie in (
        "fg:amount",
        "fg:decidedBy",
        "fg:rateRule",
        "fg:phaseRule",
        "fg:coversPeriod",
        "fg:decidedIn",
        "fg:announcedIn",
        "dcterms:temporal",
    )
)
"""Likewise backwards."""


def nowhere(
    graph: str,  # noqa: ARG001
    subject: Term,  # noqa: ARG001
    predicate: NamedNode | None,  # noqa: ARG001
    value: Term | None,  # noqa: ARG001
) -> tuple[Path, int | None] | None:
    """Locate nothing: for quads that come from no file that people edit."""
    return None


@dataclass(slots=True)
class Witness:
    """Answers about one dataset; remembers what it was asked.

    Attributes:
        store: the dataset with its named graphs.
        flat: its triples in the default graph, each once.
        locate: finds files.
    """

    store: Store
    flat: Store
    locate: Locate
    _names: dict[Term, Text] = field(default_factory=dict)

    def name(self, term: Term) -> Text:
        """Name a thing, in both languages where it has both names.

        A thing without a name is called by its class and by what it belongs to.
        """
        if not isinstance(term, NamedNode):
            return Text()
        if term not in self._names:
            self._names[term] = self._label(term) or self._description(term)
        return self._names[term]

    def find(self, subject: Term, predicates: Iterable[str], value: Term | None) -> Evidence:
        """Find the statement that says *value* of *subject*, or what comes nearest to it.

        Args:
            subject: the thing; a statement in which it stands as object will do.
            predicates: IRIs of properties, the most telling first.
            value: None where one is missing.
        """
        for quad in self._candidates(subject, [NamedNode(p) for p in predicates], value):
            graph = quad.graph_name
            if isinstance(graph, NamedNode) and graph.value != _DERIVED:
                return self._at(graph, quad)
        return Evidence()

    def in_graph(
        self, graph: NamedNode, subject: Term | None, predicate: Term | None, value: Term | None
    ) -> Evidence:
        """Say what is known of *graph* and of a statement in it."""
        place = None
        if subject is not None:
            wanted = predicate if isinstance(predicate, NamedNode) else None
            place = self.locate(graph.value, subject, wanted, value)
        path, line = place or (None, None)
        return Evidence(graph.value, *self._source(graph), path, line)

    def _candidates(
        self, subject: Term, predicates: list[NamedNode], value: Term | None
    ) -> Iterator[Quad]:
        if not isinstance(subject, NamedNode | BlankNode):
            return
        pattern = self.store.quads_for_pattern
        for predicate in predicates:
            if value is not None:
                yield from pattern(subject, predicate, value)
                if isinstance(value, NamedNode | BlankNode):
                    yield from pattern(value, predicate, subject)
            yield from pattern(subject, predicate, None)
        if value is not None:
            yield from pattern(subject, None, value)
        yield from pattern(subject, _TYPE, None)
        yield from pattern(subject, None, None)
        yield from pattern(None, None, subject)

    def _at(self, graph: NamedNode, quad: Quad) -> Evidence:
        place = self.locate(graph.value, quad.subject, quad.predicate, quad.object)
        path, line = place or (None, None)
        return Evidence(graph.value, *self._source(graph), path, line)

    def _source(self, graph: NamedNode) -> tuple[Text, str]:
        for source in self._objects(graph, NamedNode(expand("prov:wasDerivedFrom"))):
            if isinstance(source, NamedNode):
                address = self._objects(source, NamedNode(expand("fg:sourceUrl")))
                return self._label(source), next(map(_value, address), "")
        return Text(), ""

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> Iterator[Term]:
        for quad in self.flat.quads_for_pattern(subject, predicate, None, DefaultGraph()):
            yield quad.object

    def _label(self, thing: NamedNode) -> Text:
        for predicate in _LABELS:
            found = {
                term.language: term.value
                for term in self._objects(thing, predicate)
                if isinstance(term, Literal)
            }
            if "de" in found or "en" in found:
                return Text(found.get("de", ""), found.get("en", ""))
        return Text()

    def _description(self, thing: NamedNode) -> Text:
        kinds = (self._label(kind) for kind in self._objects(thing, _TYPE) if _is_iri(kind))
        kind = next((label for label in kinds if label), Text())
        if not kind:
            return Text()
        owner = next((label for label in map(self._label, self._owners(thing)) if label), None)
        if owner is None:
            return kind
        return Text(
            f"{kind.in_language('de')} zu „{owner.in_language('de')}“",
            f"{kind.in_language('en')} of “{owner.in_language('en')}”",
        )

    def _owners(self, thing: NamedNode) -> Iterator[NamedNode]:
        for predicate in _OWNERS:
            yield from (each for each in self._objects(thing, predicate) if _is_iri(each))
        for predicate in _OWNED:
            for quad in self.flat.quads_for_pattern(None, predicate, thing, DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject
                    yield from self._owners_of_owner(quad.subject)

    def _owners_of_owner(self, thing: NamedNode) -> Iterator[NamedNode]:
        for predicate in _OWNERS:
            yield from (each for each in self._objects(thing, predicate) if _is_iri(each))


def _is_iri(term: Term) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode)


def _value(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value
