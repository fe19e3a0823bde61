"""A client of the change feed: reads every page and replays the versions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.namespaces import expand

Fetch = Callable[[str], Iterable[Quad]]
"""Gets the quads of a page by its address."""


def node(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


TRUE = Literal(value=True)
VERSION_OF, TIME, TYPE = node("dcterms:isVersionOf"), node("dcterms:created"), node("rdf:type")


@dataclass
class Follower:
    """Keeps what it has read; a page that is immutable is not read again.

    Attributes:
        fetch: gets a page.
        read: addresses of the pages that were read, in order.
        versions: of every thing, all versions by their time: kind and statements.
    """

    fetch: Fetch
    read: list[str] = field(default_factory=list)
    versions: dict[str, dict[str, tuple[str, frozenset[Triple]]]] = field(default_factory=dict)
    _finished: set[str] = field(default_factory=set)

    def follow(self, entry: str) -> None:
        """Read everything that was not read yet."""
        waiting = [entry]
        while waiting:
            address = waiting.pop()
            quads = list(self.fetch(address))
            self.read.append(address)
            own = [quad for quad in quads if quad.graph_name == DefaultGraph()]
            if Quad(NamedNode(address), node("ldes:immutable"), TRUE) in own:
                self._finished.add(address)
            self._take(quads)
            targets = {q.object.value for q in own if q.predicate == node("tree:node")}
            waiting += sorted(targets - self._finished - set(waiting))

    def state(self) -> dict[str, frozenset[Triple]]:
        """Give every thing that is there with its statements: its newest version."""
        newest = {thing: max(found.items())[1] for thing, found in self.versions.items()}
        return {
            thing: statements
            for thing, (kind, statements) in newest.items()
            if kind != expand("as:Delete")
        }

    def _take(self, quads: Iterable[Quad]) -> None:
        about: dict[str, dict[str, str]] = {}
        held: dict[str, set[Triple]] = {}
        for quad in quads:
            if quad.graph_name != DefaultGraph():
                held.setdefault(quad.graph_name.value, set()).add(quad.triple)
            elif quad.predicate == node("tree:member"):
                about.setdefault(quad.object.value, {})
            elif isinstance(quad.subject, NamedNode):
                about.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
        for version, said in about.items():
            if VERSION_OF.value in said:
                thing, at = said[VERSION_OF.value], said[TIME.value]
                known = self.versions.setdefault(thing, {})
                assert at not in known, f"{thing} has two versions of {at}"
                known[at] = (said[TYPE.value], frozenset(held.get(version, ())))


def things(quads: Iterable[Quad]) -> dict[str, frozenset[Triple]]:
    """Give every thing that *quads* have statements about, with these, whatever their graph."""
    found: dict[str, set[Triple]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, set()).add(quad.triple)
    return {thing: frozenset(statements) for thing, statements in found.items()}
