"""Describe the dataset in VoID: what it holds, in which graphs, with which terms, linked whereto.

Its statements stand in `graph:void`. What a program cannot know (example resources, the datasets
that ours links to) stands there by hand, in `data/curated/void.trig`; without that there is none.
The counts are those of the dataset with this description in it. Pure: quads in, quads out.

Source: https://www.w3.org/TR/void/
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE
from kg.namespaces import BASE, THINGS, expand
from kg.publication.dumps import dump_name
from kg.publication.examples import declared_prefixes, executables
from kg.publication.partitions import Described, counted
from kg.publication.statistics import Numbering, Statistics, Term, classes_of, tally
from kg.queries import QueryFile

GRAPH: Final = NamedNode(expand("graph:void"))
DOCUMENT: Final = NamedNode(f"{BASE}void")
WHOLE: Final = NamedNode(expand("datensatz:foerdergraph"))

_TYPE: Final = NamedNode(expand("rdf:type"))
_DATASET: Final = NamedNode(expand("void:Dataset"))
_SPACE: Final = NamedNode(expand("void:uriSpace"))
_LABEL: Final = NamedNode(expand("rdfs:label"))

_TOUCHED: Final = (DOCUMENT.value, f"{THINGS}datensatz/", f"{THINGS}abfrage/")
"""Where the IRIs begin that the description speaks of; what else there is does not change."""

_DUMPED: Final = (N_QUADS, TRIG, TURTLE, N_TRIPLES, JSON_LD)
_PATIENCE: Final = 8
"""So many rounds the counts may take to settle; usually it is five."""


def void_quads(quads: Sequence[Quad], queries: Iterable[QueryFile]) -> tuple[Quad, ...]:
    """Describe the dataset of *quads*, and of what is returned.

    A count that has no true value, since stating it changes it, is left out. That can happen only
    where objects are counted and the count itself is one of them.

    Args:
        quads: everything else that the release will hold.
        queries: the questions that editors offer as examples.

    Returns:
        Quads of `graph:void`, none where nobody described the dataset there.
    """
    by_hand = [quad for quad in quads if quad.graph_name == GRAPH]
    if not any((q.subject, q.predicate, q.object) == (WHOLE, _TYPE, _DATASET) for q in by_hand):
        return ()
    about = Described(WHOLE, DOCUMENT, GRAPH, _targets(by_hand), _names(quads))
    fixed = (
        *_access(about),
        *declared_prefixes(DOCUMENT, GRAPH),
        *executables(queries, DOCUMENT, GRAPH),
    )
    return _settled(quads, fixed, about)


def _settled(quads: Sequence[Quad], fixed: tuple[Quad, ...], about: Described) -> tuple[Quad, ...]:
    """Count again with the counts in it, until that changes nothing."""
    apart, touched = _split(quads)
    numbering = Numbering(tuple(about.targets))
    classes = classes_of(apart, numbering)
    first = tally(apart, classes, numbering)
    description: tuple[Quad, ...] = fixed
    unstated: set[tuple[Term, NamedNode]] = set()
    rounds = 0
    while True:
        rounds += 1
        said = [*touched, *description]
        second = tally(said, classes | classes_of(said, numbering), numbering)
        found = Statistics(numbering, first, second)
        following = tuple(
            quad
            for quad in (*fixed, *counted(about, found, BASE))
            if (quad.subject, quad.predicate) not in unstated
        )
        if set(following) == set(description):
            return following
        if rounds % _PATIENCE == 0:
            unstated |= {(q.subject, q.predicate) for q in set(following) ^ set(description)}
        description = following


def _split(quads: Iterable[Quad]) -> tuple[list[Quad], list[Quad]]:
    """Split *quads* into those that a description cannot touch, and the others."""
    apart: list[Quad] = []
    touched: list[Quad] = []
    for quad in quads:
        is_touched = _is_touched(quad.subject) or _is_touched(quad.object)
        (touched if is_touched else apart).append(quad)
    return apart, touched


def _is_touched(term: Term) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(_TOUCHED)


def _targets(by_hand: Iterable[Quad]) -> dict[str, NamedNode]:
    """Find the other datasets that were named by hand, by where their IRIs begin."""
    return {
        quad.object.value: quad.subject
        for quad in by_hand
        if quad.predicate == _SPACE
        and quad.subject != WHOLE
        and isinstance(quad.object, Literal)
        and isinstance(quad.subject, NamedNode)
    }


def _names(quads: Iterable[Quad]) -> dict[Term, tuple[Literal, ...]]:
    found: dict[Term, set[Literal]] = {}
    for quad in quads:
        if quad.predicate == _LABEL and isinstance(quad.object, Literal):
            found.setdefault(quad.subject, set()).add(quad.object)
    return {term: tuple(sorted(labels, key=str)) for term, labels in found.items()}


def _access(about: Described) -> Iterator[Quad]:
    """Say where the dataset is got and asked, and in which formats."""
    yield about.say(WHOLE, "void:sparqlEndpoint", NamedNode(f"{BASE}sparql"))
    search = NamedNode(f"{BASE}search/description.xml")
    yield about.say(WHOLE, "void:openSearchDescription", search)
    yield about.say(WHOLE, "void:uriSpace", Literal(BASE))
    for written in GRAPH_FORMATS:
        yield about.say(WHOLE, "void:feature", NamedNode(written.iri))
    for written in _DUMPED:
        yield about.say(WHOLE, "void:dataDump", about.file(dump_name(written)))
