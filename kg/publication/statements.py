"""Write statements of one graph by CURIE; what somebody wrote by hand goes before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import expand

Value = NamedNode | Literal


def node(curie: str) -> NamedNode:
    """Make the node of a CURIE of the table."""
    return NamedNode(expand(curie))


def text(value: str, language: str) -> Literal:
    """Make a text in a language; white space that a name may not have is taken out."""
    return Literal(" ".join(value.split()), language=language)


def texts(german: str, english: str) -> tuple[Literal, Literal]:
    """Make a text in both languages."""
    return text(german, "de"), text(english, "en")


def day(value: str) -> Literal:
    """Make a day of its ISO form; of a time only the day counts."""
    return Literal(value[:10], datatype=node("xsd:date"))


@dataclass(slots=True)
class Sheet:
    """Gathers statements for one graph.

    Attributes:
        graph: where they stand.
        by_hand: subjects and predicates of which people said something there.
    """

    graph: NamedNode
    by_hand: frozenset[tuple[NamedNode, NamedNode]] = frozenset()
    _quads: dict[Quad, None] = field(default_factory=dict)

    def say(self, subject: NamedNode, predicate: str, *values: Value) -> None:
        """Say *values* of *subject*, unless somebody said something in their place."""
        if (subject, node(predicate)) not in self.by_hand:
            self.add(subject, predicate, values)

    def add(self, subject: NamedNode, predicate: str, values: Iterable[Value]) -> None:
        """Say *values* beside whatever was said by hand."""
        for value in values:
            self._quads[Quad(subject, node(predicate), value, self.graph)] = None

    @property
    def quads(self) -> tuple[Quad, ...]:
        """Return what was said, each statement once, in the order in which it was said."""
        return tuple(self._quads)
