"""The change feed at `/ldes`: an entry that grows, and pages that never change.

Pages are read from the history, where they were written when they were published; the engine is
not asked. What is shown ends with the release that is served.

Source: https://semiceu.github.io/LinkedDataEventStreams/releases/1.0.0/server-primer.html
"""

from typing import Final

from flask import Blueprint, Response
from pyoxigraph import Quad, RdfFormat, parse

from kg.engine import graph_written
from kg.errors import UnknownIRIError
from kg.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, TRIG, Format, format_named
from kg.publication.changes import FEED, page_iri
from kg.publication.feed import PageAddress, entry_quads, page_quads, without_graphs
from kg.release.history import Step, read_page
from kg.web.frame.document import split_suffix
from kg.web.frame.responses import alternate_links, page, send, send_edition
from kg.web.frame.site import accept, links, observation
from kg.web.releases.publications import edition_of, publications
from kg.web.wire.negotiation import HTML, choose_format, prefers_page
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("ldes", __name__)

PATH: Final = "/ldes"

_WITH_GRAPHS: Final = (TRIG, N_QUADS, JSON_LD)
_FORMATS: Final = (*_WITH_GRAPHS, *(f for f in GRAPH_FORMATS if f not in _WITH_GRAPHS))
"""In these only is the state of a thing apart from what is said of its version."""

_SHOWN: Final = 200
"""A page lists this many publications."""


@blueprint.route(PATH, defaults={"suffix": ""})
@blueprint.route(f"{PATH}.<suffix>")
def entry(suffix: str) -> Response:
    """Give the entry: what the feed is, and the way to the versions of each publication."""
    known = publications()
    if suffix == "html" or (not suffix and prefers_page(accept(), _FORMATS)):
        return page(
            "ldes.html",
            lambda: {"steps": known[: -_SHOWN - 1 : -1], "count": len(known), "offers": _FORMATS},
            ("ldes", *_ends(known)),
            alternates=alternate_links(links(), PATH, _FORMATS),
        )
    chosen = _chosen(suffix, FEED)
    representation = _representation(PATH, chosen, suffix, _ends(known))
    return send(representation, lambda: graph_written(_entry(known), chosen))


@blueprint.route(f"{PATH}/<stamp>/<name>")
def versions(stamp: str, name: str) -> Response:
    """Give a page of versions, which is the same for ever."""
    number, suffix = split_suffix(name)
    step = _step(stamp, number)
    chosen = _chosen(suffix, page_iri(stamp, int(number)))
    representation = _representation(_path(step, int(number)), chosen, suffix, ())
    observation().release = step.version
    return send_edition(representation, edition_of(step), lambda: _body(step, int(number), chosen))


def _ends(known: tuple[Step, ...]) -> tuple[str, ...]:
    """Name a history by its first and last step; what lies between never changes."""
    return known[0].at, known[-1].at


def _step(stamp: str, number: str) -> Step:
    for step in publications():
        if step.stamp == stamp and number in map(str, range(1, len(step.pages) + 1)):
            return step
    raise UnknownIRIError(f"{FEED}/{stamp}/{number}")


def _chosen(suffix: str, iri: str) -> Format:
    if not suffix:
        return choose_format(accept(), _FORMATS)
    named = format_named(suffix, _FORMATS)
    if named is None:
        raise UnknownIRIError(f"{iri}.{suffix}")
    return named


def _representation(
    path: str, chosen: Format, suffix: str, identity: tuple[str, ...]
) -> Representation:
    others = [offer for offer in _FORMATS if offer is not chosen]
    entry_link = f'<{links().url(PATH)}>; rel="collection"'
    page_link = f'<{links().url(PATH)}.html>; rel="alternate"; type="{HTML}"'
    return Representation(
        chosen.content_type,
        ("ldes", path, chosen.name, links().base_url, *identity),
        vary=() if suffix else ("Accept",),
        links=(
            *alternate_links(links(), path, others),
            page_link if path == PATH else entry_link,
        ),
        location=links().path(f"{path}.{chosen.suffix}"),
    )


def _path(step: Step, number: int) -> str:
    return f"{PATH}/{step.stamp}/{number}"


def _address(step: Step, number: int) -> PageAddress:
    return PageAddress(links().url(_path(step, number)), step.at, f"{step.stamp}-{number}")


def _entry(known: tuple[Step, ...]) -> list[Quad]:
    first_pages = [_address(step, 1) for step in known if step.pages]
    return list(entry_quads(links().url(PATH), known[0].at, first_pages))


def _body(step: Step, number: int, chosen: Format) -> bytes:
    """Write a page; in N-Quads it is what the history holds."""
    further = range(2, len(step.pages) + 1) if number == 1 else ()
    addresses = [_address(step, other) for other in further]
    around = list(page_quads(_address(step, number).url, addresses))
    text = read_page(step, step.pages[number - 1])
    if chosen is N_QUADS:
        return graph_written(around, chosen) + text
    quads = [*around, *parse(text, RdfFormat.N_QUADS)]
    if chosen in _WITH_GRAPHS:
        return graph_written(quads, chosen)
    return graph_written(without_graphs(quads), chosen)
