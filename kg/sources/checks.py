"""Check one document against the rules for files people edit. Knows no folder."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.errors import SourceError
from kg.namespaces import GRAPHS, compact, expand
from kg.sources.documents import Document
from kg.sources.literals import datatype_fault, key_fault, language_fault
from kg.sources.locations import find_line
from kg.sources.terms import Vocabulary

MODEL_GRAPHS: Final = frozenset(
    expand(f"graph:{name}")
    for name in ("ontology", "alignments", "vocabularies", "shapes", "derived")
)
"""Graphs that are filled from the model or by rules, never by a data file."""


def check_statements(document: Document, vocabulary: Vocabulary) -> Iterator[SourceError]:
    """Find ill-typed literals, texts without language and undeclared terms of ours."""
    known = set[str]()
    for quad in document.quads:
        if isinstance(quad.object, Literal):
            yield from _literal_problems(document, quad, quad.object, vocabulary)
        for term in (quad.subject, quad.predicate, quad.object):
            if not isinstance(term, NamedNode) or term.value in known:
                continue
            known.add(term.value)
            fault = vocabulary.fault(term.value)
            if fault:
                yield SourceError(document.path, _line(document, quad, term), *fault)


def _literal_problems(
    document: Document, quad: Quad, literal: Literal, vocabulary: Vocabulary
) -> Iterator[SourceError]:
    faults = (
        datatype_fault(literal),
        key_fault(quad.predicate, literal),
        language_fault(quad.predicate, literal, vocabulary.text_properties),
    )
    for fault in faults:
        if fault:
            line = _line(document, quad, literal)
            yield SourceError(document.path, line, fault.reason, fault.repair)


def _line(document: Document, quad: Quad, term: NamedNode | Literal) -> int | None:
    return find_line(document, quad.subject, quad.predicate, term)


def check_graphs(document: Document) -> Iterator[SourceError]:
    """Find statements that do not stand in a named graph of the project's own.

    After a syntax fault nothing is said: where the parser goes on, braces no longer count.
    """
    if document.problems:
        return
    for subject, graph in _places(document.quads):
        if isinstance(graph, DefaultGraph):
            reason, repair = "a statement outside a graph", "put it into graph:<source> { … }"
        elif isinstance(graph, BlankNode) or not graph.value.startswith(GRAPHS):
            reason, repair = f"{graph} is not a graph of ours", "name it graph:<source>"
        elif graph.value in MODEL_GRAPHS:
            reason = f"{compact(graph.value)} is not filled from data files"
            repair = "put the statement into the graph of the source it was read in"
        else:
            continue
        found = find_line(document, subject if isinstance(graph, DefaultGraph) else graph)
        yield SourceError(document.path, found or find_line(document, subject), reason, repair)


def _places(
    quads: Iterable[Quad],
) -> Iterator[tuple[NamedNode, NamedNode | BlankNode | DefaultGraph]]:
    """Yield each subject and graph once."""
    seen = set[tuple[object, object]]()
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and (quad.subject, quad.graph_name) not in seen:
            seen.add((quad.subject, quad.graph_name))
            yield quad.subject, quad.graph_name
