"""Count what VoID says of a dataset: statements, things, classes, properties, links.

What stays while a dataset learns to describe itself is counted once, and what the description
touches again and again. A statement that stands in two graphs counts once for the dataset as a
whole. Pure: knows no file and no store.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.namespaces import expand

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | DefaultGraph
Part: TypeAlias = tuple[str | int, ...]
"""A part of the dataset: its kind, and the numbers of the terms that pick it out.

The kinds are `whole`; `graph` (its name); `class`; `property`; `class-property`, the statements
with a property about instances of a class; of these `to-class`, those that lead to instances of
another one, and `to-datatype`, those whose value is a literal of it; and `link`, the statements
with a property that lead into the IRI space of that number.
"""

WHOLE: Final[Part] = ("whole",)

_TYPE: Final = NamedNode(expand("rdf:type"))
_NOTHING: Final[frozenset[int]] = frozenset()


class Numbering:
    """Numbers for terms, since sets of numbers are many times as fast as sets of terms."""

    def __init__(self, spaces: Sequence[str]) -> None:
        self.spaces = spaces
        self.datatypes: dict[int, int] = {}
        self.spaces_of: dict[int, tuple[int, ...]] = {}
        self._numbers: dict[Term, int] = {}
        self._terms: list[Term] = []

    def number(self, term: Term) -> int:
        """Return the number of *term*, which gets one where it has none."""
        known = self._numbers.get(term)
        return known if known is not None else self._added(term)

    def term(self, number: int) -> Term:
        """Return the term of a number."""
        return self._terms[number]

    def _added(self, term: Term) -> int:
        number = self._numbers[term] = len(self._terms)
        self._terms.append(term)
        if isinstance(term, Literal):
            self.datatypes[number] = self.number(term.datatype)
        elif isinstance(term, NamedNode):
            iri = term.value
            within = [n for n, space in enumerate(self.spaces) if _is_in(space, iri)]
            if within:
                self.spaces_of[number] = tuple(within)
        return number


def _is_in(space: str, iri: str) -> bool:
    """Say whether *iri* lies in *space*; where that begins, nothing lies but its own page."""
    return iri.startswith(space) and iri != space


class Tally:
    """How much each part of some quads holds.

    Attributes:
        triples: of each part, how many distinct statements it has.
        distinct: of each part, by a word such as `subjects`, the numbers of the distinct terms.
    """

    def __init__(self) -> None:
        self.triples: Counter[Part] = Counter()
        self.distinct: Mapping[str, defaultdict[Part, set[int]]] = {
            what: defaultdict(set) for what in ("subjects", "objects", "properties", "classes")
        }

    def note(self, part: Part, subject: int, value: int) -> None:
        """Count a statement as one of *part*."""
        self.triples[part] += 1
        self.distinct["subjects"][part].add(subject)
        self.distinct["objects"][part].add(value)

    def note_terms(self, part: Part, prop: int, kind: int | None) -> None:
        """Note which property, and which class, a statement of *part* names."""
        self.distinct["properties"][part].add(prop)
        if kind is not None:
            self.distinct["classes"][part].add(kind)


class Statistics:
    """What there is to count in two disjoint sets of statements taken together."""

    def __init__(self, numbering: Numbering, first: Tally, second: Tally) -> None:
        self.numbering = numbering
        self._tallies = (first, second)

    def triples(self, part: Part) -> int:
        """Tell how many distinct statements *part* has."""
        return sum(tally.triples[part] for tally in self._tallies)

    def distinct(self, what: str, part: Part) -> int:
        """Tell how many distinct `subjects`, `objects`, `properties` or `classes` it has."""
        one, other = (tally.distinct[what].get(part, _NOTHING) for tally in self._tallies)
        return len(one) + len(other - one)

    def entities(self, space: str) -> int:
        """Tell how many things are described whose IRI begins with *space*."""
        return sum(
            isinstance(term, NamedNode) and term.value.startswith(space)
            for term in self.terms("subjects", WHOLE)
        )

    def terms(self, what: str, part: Part) -> list[Term]:
        """List these terms, by name."""
        one, other = (tally.distinct[what].get(part, _NOTHING) for tally in self._tallies)
        return sorted(map(self.numbering.term, one | other), key=str)

    def parts(self, kind: str) -> list[tuple[Part, tuple[Term, ...]]]:
        """List the parts of a kind with the terms that pick them out, by name."""
        term = self.numbering.term
        found = [(part, tuple(map(term, numbers))) for part, numbers in self._of_kind(kind)]
        return sorted(found, key=lambda part: tuple(map(str, part[1])))

    def links(self) -> list[tuple[Part, str, Term]]:
        """List the links: the part, the space they lead into, and the property, by name."""
        spaces, term = self.numbering.spaces, self.numbering.term
        found = [(part, spaces[space], term(prop)) for part, (space, prop) in self._of_kind("link")]
        return sorted(found, key=lambda link: (link[1], str(link[2])))

    def _of_kind(self, kind: str) -> Iterator[tuple[Part, list[int]]]:
        for part in {part for tally in self._tallies for part in tally.triples}:
            if part[0] == kind:
                yield part, [number for number in part if isinstance(number, int)]


def classes_of(quads: Iterable[Quad], numbering: Numbering) -> dict[int, set[int]]:
    """Find the classes of each thing that has any."""
    number = numbering.number
    found: defaultdict[int, set[int]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == _TYPE:
            found[number(quad.subject)].add(number(quad.object))
    return dict(found)


def tally(quads: Iterable[Quad], classes: Mapping[int, set[int]], numbering: Numbering) -> Tally:
    """Count *quads*, each once.

    Args:
        quads: some of a dataset's; the others share no statement with them.
        classes: of each thing of the dataset, as `classes_of` finds them.
        numbering: gives numbers to new terms.
    """
    number = numbering.number
    a = number(_TYPE)
    outside = number(DefaultGraph())
    distinct = {tuple(map(number, quad)) for quad in quads}
    counted = Tally()
    for subject, prop, value, graph in distinct:
        if graph != outside:
            part: Part = ("graph", graph)
            counted.note(part, subject, value)
            counted.note_terms(part, prop, value if prop == a else None)
    for subject, prop, value in {(s, p, o) for s, p, o, _ in distinct}:
        counted.note(WHOLE, subject, value)
        counted.note_terms(WHOLE, prop, value if prop == a else None)
        counted.note(("property", prop), subject, value)
        for space in numbering.spaces_of.get(value, ()):
            counted.note(("link", space, prop), subject, value)
        for kind in classes.get(subject, ()):
            counted.note(("class", kind), subject, value)
            counted.note(("class-property", kind, prop), subject, value)
            if value in numbering.datatypes:
                counted.triples["to-datatype", kind, prop, numbering.datatypes[value]] += 1
            for target in classes.get(value, ()):
                counted.triples["to-class", kind, prop, target] += 1
    return counted
