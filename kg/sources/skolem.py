"""Replace blank nodes by IRIs that depend on content alone, so that two builds are byte-identical.

https://www.w3.org/TR/rdf11-concepts/#section-skolemization
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.namespaces import BASE

GENID: Final = f"{BASE}.well-known/genid/"


class CircularBlankNodesError(ValueError):
    """Blank nodes refer to each other in a circle, so no content names them."""


def _hash(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:24]


def _order(children: Mapping[BlankNode, set[BlankNode]]) -> list[BlankNode]:
    """Order blank nodes so that each comes before what it refers to."""
    waiting = dict.fromkeys(children, 0)
    for targets in children.values():
        for target in targets:
            waiting[target] += 1
    ready = [node for node, count in waiting.items() if count == 0]
    ordered: list[BlankNode] = []
    while ready:
        node = ready.pop()
        ordered.append(node)
        for target in children[node]:
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    if len(ordered) < len(children):
        raise CircularBlankNodesError
    return ordered


def skolemise(quads: Iterable[Quad], scope: str) -> list[Quad]:
    """Give each blank node of *quads* an IRI made from what it says and from what refers to it.

    Nodes that say the same in the same place become one, which does not change the meaning. An edit
    elsewhere in the file leaves the IRI alone.

    Args:
        quads: of one file; order is kept.
        scope: the graph's IRI, so that equal nodes of two graphs stay apart.

    Raises:
        CircularBlankNodesError: blank nodes refer to each other in a circle.
    """
    quads = list(quads)
    outgoing: dict[BlankNode, list[Quad]] = {}
    incoming: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            outgoing.setdefault(quad.subject, []).append(quad)
        if isinstance(quad.object, BlankNode):
            outgoing.setdefault(quad.object, [])
            incoming[quad.object].append(quad)
    if not outgoing:
        return quads
    ordered = _order(
        {
            node: {quad.object for quad in said if isinstance(quad.object, BlankNode)}
            for node, said in outgoing.items()
        }
    )
    content: dict[BlankNode, str] = {}
    for node in reversed(ordered):
        content[node] = _hash(
            sorted(f"{quad.predicate} {_said(quad.object, content)}" for quad in outgoing[node])
        )
    named: dict[BlankNode, NamedNode] = {}
    for node in ordered:
        places = sorted(
            f"{named[quad.subject] if isinstance(quad.subject, BlankNode) else quad.subject}"
            f" {quad.predicate}"
            for quad in incoming[node]
        )
        named[node] = NamedNode(GENID + _hash([scope, content[node], *places]))
    return [_renamed(quad, named) for quad in quads]


def _said(term: object, content: Mapping[BlankNode, str]) -> str:
    return f"_:{content[term]}" if isinstance(term, BlankNode) else str(term)


def _renamed(quad: Quad, named: Mapping[BlankNode, NamedNode]) -> Quad:
    subject, term = quad.subject, quad.object
    if isinstance(subject, BlankNode):
        subject = named[subject]
    elif isinstance(subject, Triple) or not isinstance(term, BlankNode):
        return quad
    if isinstance(term, BlankNode):
        term = named[term]
    return Quad(subject, quad.predicate, term, quad.graph_name)
