"""Make the catalogue of the dataset: what people wrote, completed by what the data themselves say.

Its statements stand in `graph:catalogue`. What a program cannot know (titles, publisher, contact,
themes) stands there by hand, in `data/curated/catalogue.trig`; without that there is no catalogue,
and where it says something of an entry nothing else is said in its place. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import BASE
from kg.publication.distributions import (
    Offer,
    Terms,
    describe_endpoint,
    describe_offer,
    of_this_release,
)
from kg.publication.licences import listed_licence
from kg.publication.registered import SourceGraph, source_graphs
from kg.publication.source_entries import (
    INHERITED,
    Span,
    describe_source,
    describe_span,
    entry_of,
)
from kg.publication.statements import Sheet, Value, day, node
from kg.publication.versions import UNVERSIONED

GRAPH: Final = node("graph:catalogue")
CATALOG: Final = NamedNode(f"{BASE}catalog")
WHOLE: Final = node("datensatz:foerdergraph")

_CC0: Final = NamedNode(listed_licence("http://creativecommons.org/publicdomain/zero/1.0/"))
_NAME: Final = ("Fördergraph", "Fördergraph")
_START: Final = node("dcat:startDate")
_END: Final = node("dcat:endDate")


def catalogue_quads(quads: Sequence[Quad], offers: Sequence[Offer]) -> tuple[Quad, ...]:
    """Say what is not said by hand in the catalogue of *quads*.

    Args:
        quads: the dataset, with `graph:register` and what is said by hand in `graph:catalogue`.
        offers: the files in which the dataset as a whole is given.

    Returns:
        Quads of `graph:catalogue`, none where it does not describe the catalogue.
    """
    said = [quad for quad in quads if quad.graph_name == GRAPH]
    if not any(quad.subject == CATALOG for quad in said):
        return ()
    by_hand = {(q.subject, q.predicate) for q in said if isinstance(q.subject, NamedNode)}
    sheet = Sheet(GRAPH, frozenset(by_hand))
    held = {quad.graph_name for quad in quads}
    graphs = [graph for graph in source_graphs(quads) if graph.iri in held]
    spans = _spans(quads)
    inherited = _inherited(said)
    said_of_rights = _values(said, WHOLE, "dcterms:rights")
    rights = tuple(words for words in said_of_rights if isinstance(words, Literal))
    _describe_whole(sheet, graphs, _span_of_all(spans.values()))
    _offer_whole(sheet, offers, Terms(_CC0, rights, _NAME))
    for graph in graphs:
        span = spans.get(graph.iri, Span())
        describe_source(sheet, graph, WHOLE, inherited, span)
    sheet.add(CATALOG, "dcat:dataset", [WHOLE, *map(entry_of, graphs)])
    return sheet.quads


def _describe_whole(sheet: Sheet, graphs: Sequence[SourceGraph], span: Span) -> None:
    sheet.say(WHOLE, "dcterms:identifier", Literal(WHOLE.value))
    sheet.say(WHOLE, "dcat:version", Literal(UNVERSIONED))
    newest = max((graph.generated for graph in graphs), default="")
    if newest:
        for this in (CATALOG, WHOLE):
            sheet.say(this, "dcterms:modified", day(newest))
    describe_span(sheet, WHOLE, span, _NAME)


def _offer_whole(sheet: Sheet, offers: Sequence[Offer], terms: Terms) -> None:
    for offer in offers:
        describe_offer(sheet, WHOLE, offer, terms, of_this_release(offer.file))
    describe_endpoint(sheet, WHOLE, terms)


def _inherited(said: Sequence[Quad]) -> Mapping[str, Sequence[Value]]:
    """Collect what is said by hand of the whole and holds for its parts."""
    return {name: _values(said, WHOLE, name) for name in INHERITED}


def _values(said: Sequence[Quad], subject: NamedNode, predicate: str) -> list[Value]:
    wanted = node(predicate)
    found = (q.object for q in said if q.subject == subject and q.predicate == wanted)
    return sorted((v for v in found if isinstance(v, NamedNode | Literal)), key=str)


def _spans(quads: Iterable[Quad]) -> Mapping[NamedNode, Span]:
    """Find the first and the last day of the periods in each graph."""
    days: dict[NamedNode, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for quad in quads:
        graph, date = quad.graph_name, quad.object
        if quad.predicate not in (_START, _END) or not isinstance(graph, NamedNode):
            continue
        if isinstance(date, Literal):
            days[graph][quad.predicate == _END].append(date.value)
    return {
        graph: Span(min(starts, default=""), max(ends, default=""))
        for graph, (starts, ends) in days.items()
    }


def _span_of_all(spans: Iterable[Span]) -> Span:
    held = tuple(spans)
    starts = [span.first for span in held if span.first]
    return Span(min(starts, default=""), max((span.last for span in held), default=""))
