"""Key facts: what a thing is in a row of few words, each with the documents that say so. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.namespaces import THINGS, expand
from kg.web.reading.describing import Description

_OWN: Final = f"{THINGS}quelle/foerdergraph-"
"""How the project's own documents begin, which only say what others said before."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One key fact.

    Attributes:
        label: what it is.
        text: as it is read; empty where it is a list of things.
        things: what it is, as IRIs.
        sources: IRIs of the documents that say so.
        note: smaller, below.
        is_code: whether it is an identifier.
        is_unknown: whether no source tells it.
    """

    label: str
    text: str = ""
    things: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    is_code: bool = False
    is_unknown: bool = False


def sources_of(thing: Description, name: str) -> tuple[str, ...]:
    """List the documents that state the property *name* of *thing*, none of the project's own."""
    graphs = (graph for held in thing.statements.get(expand(name), ()) for graph in held.graphs)
    documents = (thing.sources[graph].document for graph in graphs if graph in thing.sources)
    return tuple(one for one in dict.fromkeys(documents) if one and not one.startswith(_OWN))


def linked_fact(thing: Description, name: str) -> Iterable[Fact]:
    """Give the things that the property *name* leads to as one fact; none where there are none."""
    held = tuple(dict.fromkeys(v.text for v in thing.values(name) if v.is_iri))
    if held:
        yield Fact(thing.label(expand(name)), things=held, sources=sources_of(thing, name))
