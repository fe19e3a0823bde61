"""Describe the change feed itself: the stream, its entry with the way to each page, its pages.

What is said of versions is made when they are published (`changes`); this is what is said around
them and may change. Pure: values in, quads out.

Source: https://semiceu.github.io/LinkedDataEventStreams/releases/1.0.0/ and
https://treecg.github.io/specification/
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.namespaces import expand
from kg.publication.changes import STREAM, TIME, VERSION_OF, Kind

POLLING_S: Final = 3_600
"""Who follows the feed need not ask more often."""

_A: Final = NamedNode(expand("rdf:type"))
_STREAM: Final = NamedNode(STREAM)
_TIME: Final = NamedNode(TIME)
_DATE_TIME: Final = NamedNode(expand("xsd:dateTime"))
_LICENCE: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
_BOUNDS: Final = (
    ("from", "tree:GreaterThanOrEqualToRelation"),
    ("until", "tree:LessThanOrEqualToRelation"),
)

_TITLES: Final = (
    Literal("Fördergraph: Änderungen", language="de"),
    Literal("Fördergraph: changes", language="en"),
)
_DESCRIPTIONS: Final = (
    Literal(
        "Jede Fassung jedes Dings, seit es diesen Verlauf gibt: angelegt, geändert, entfernt. "
        "Was ein Ding jetzt ist, steht in einem Graphen mit dem Namen der Fassung.",
        language="de",
    ),
    Literal(
        "Every version of every thing since this feed began: created, updated, deleted. "
        "What a thing is now stands in a graph that has the version's name.",
        language="en",
    ),
)


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where a page of the feed is.

    Attributes:
        url: its address.
        at: the time of everything on it.
        name: what tells it from others in a fragment identifier.
    """

    url: str
    at: str
    name: str


def entry_quads(entry: str, since: str, pages: Iterable[PageAddress]) -> Iterator[Quad]:
    """Describe the entry of the feed, the one page that changes.

    Args:
        entry: its address.
        since: the time of the first version; nothing after it is ever left out.
        pages: the first page of each publication, in their order.
    """
    node = NamedNode(entry)
    yield from _stream_quads()
    for title in _TITLES:
        yield Quad(_STREAM, NamedNode(expand("dcterms:title")), title)
    for description in _DESCRIPTIONS:
        yield Quad(_STREAM, NamedNode(expand("dcterms:description")), description)
    yield Quad(_STREAM, NamedNode(expand("dcterms:license")), NamedNode(_LICENCE))
    yield Quad(_STREAM, _ldes("pollingInterval"), Literal(POLLING_S))
    for kind in Kind:
        named = f"version{kind.value}"
        yield Quad(_STREAM, _ldes(f"{named}Path"), _A)
        yield Quad(_STREAM, _ldes(f"{named}Object"), NamedNode(kind.iri))
    yield Quad(_STREAM, _tree("view"), node)
    yield Quad(node, _A, _tree("Node"))
    yield Quad(node, _A, _ldes("EventSource"))
    policy = NamedNode(f"{entry}#retention")
    yield Quad(node, _ldes("retentionPolicy"), policy)
    yield Quad(policy, _A, _ldes("RetentionPolicy"))
    yield Quad(policy, _ldes("startingFrom"), Literal(since, datatype=_DATE_TIME))
    yield from _relation_quads(entry, pages)


def page_quads(page: str, further: Sequence[PageAddress]) -> Iterator[Quad]:
    """Describe a page that never changes, besides the versions on it.

    Args:
        page: its address.
        further: the other pages of its publication, where it is the first one.
    """
    node = NamedNode(page)
    yield from _stream_quads()
    yield Quad(node, _A, _tree("Node"))
    yield Quad(node, _ldes("immutable"), Literal(value=True))
    yield from _relation_quads(page, further)


def without_graphs(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Give *quads* as formats need them that know one graph only.

    A page tells each thing once, so what belongs to which version can still be told.
    """
    for quad in quads:
        yield quad.triple


def _stream_quads() -> Iterator[Quad]:
    yield Quad(_STREAM, _A, _ldes("EventStream"))
    yield Quad(_STREAM, _ldes("timestampPath"), _TIME)
    yield Quad(_STREAM, _ldes("versionOfPath"), NamedNode(VERSION_OF))


def _relation_quads(start: str, pages: Iterable[PageAddress]) -> Iterator[Quad]:
    """Lead to *pages*, each with the first and the last time of what is on it."""
    for page in pages:
        for bound, relation_class in _BOUNDS:
            relation = NamedNode(f"{start}#{page.name}-{bound}")
            yield Quad(NamedNode(start), _tree("relation"), relation)
            yield Quad(relation, _A, NamedNode(expand(relation_class)))
            yield Quad(relation, _tree("node"), NamedNode(page.url))
            yield Quad(relation, _tree("path"), _TIME)
            yield Quad(relation, _tree("value"), Literal(page.at, datatype=_DATE_TIME))


def _ldes(name: str) -> NamedNode:
    return NamedNode(expand(f"ldes:{name}"))


def _tree(name: str) -> NamedNode:
    return NamedNode(expand(f"tree:{name}"))
