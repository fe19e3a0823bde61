"""Send the document of something: the page or RDF, by suffix or by what is accepted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from flask import Response
from pyoxigraph import Triple

from kg.engine import graph_written, jsonld_written
from kg.errors import NotAcceptableError
from kg.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, TRIG, Format, format_named
from kg.web.negotiation import HTML, choose_document
from kg.web.replies import Representation
from kg.web.responses import alternate_links, page, send
from kg.web.site import accept, links, served

TRIPLE_FORMATS: Final = tuple(f for f in GRAPH_FORMATS if f not in (TRIG, N_QUADS))
PAGE: Final = "html"

_SUFFIXES: Final = frozenset({PAGE, *(suffix for f in GRAPH_FORMATS for suffix in f.suffixes)})


@dataclass(frozen=True, slots=True)
class Document:
    """What one document is made of.

    Attributes:
        iri: what it is about.
        path: where it is, without suffix.
        offers: the formats it is given in besides the page.
        body: writes it in one of them.
        template: of the page.
        values: makes what the template is filled with.
    """

    iri: str
    path: str
    offers: tuple[Format, ...]
    body: Callable[[Format], bytes]
    template: str
    values: Callable[[], dict[str, object]]


def split_suffix(path: str) -> tuple[str, str]:
    """Split `gemeinde/05962024.ttl` into name and suffix; a suffix we do not write is no suffix."""
    name, dot, suffix = path.rpartition(".")
    return (name, suffix) if dot and suffix in _SUFFIXES else (path, "")


def send_document(document: Document, suffix: str) -> Response:
    """Send *document* as *suffix* says, or without one as the client likes it best.

    Raises:
        NotAcceptableError: there is no representation that the client accepts.
    """
    if suffix == PAGE:
        return _page(document)
    if suffix:
        chosen = format_named(suffix, document.offers)
        return _rdf(document, chosen, ()) if chosen else _page(document)
    chosen = _accepted(document.offers)
    return _rdf(document, chosen, ("Accept",)) if chosen else _page(document)


def _accepted(offers: tuple[Format, ...]) -> Format | None:
    """Choose what is accepted; a format with graphs only for those who accept no other one.

    A client that takes a document for a graph, as Comunica does, finds nothing in named ones.

    Raises:
        NotAcceptableError: there is no representation that the client accepts.
    """
    try:
        return choose_document(accept(), [offer for offer in offers if offer in TRIPLE_FORMATS])
    except NotAcceptableError:
        return choose_document(accept(), offers)


def written(statements: Iterable[Triple], written_as: Format) -> bytes:
    """Write statements; JSON-LD in the keys of the project's context."""
    if written_as is JSON_LD:
        return jsonld_written(statements, served().context)
    return graph_written(statements, written_as)


def _page(document: Document) -> Response:
    alternates = (
        *alternate_links(links(), document.path, document.offers),
        *_canonical(document, PAGE),
    )
    values = {"iri": document.iri, "path": document.path, "offers": document.offers}
    return page(
        document.template,
        lambda: values | document.values(),
        ("document", document.iri),
        alternates=alternates,
    )


def _rdf(document: Document, chosen: Format, vary: tuple[str, ...]) -> Response:
    others = (offer for offer in document.offers if offer is not chosen)
    page_link = f'<{links().url(document.path)}.{PAGE}>; rel="alternate"; type="{HTML}"'
    representation = Representation(
        chosen.content_type,
        ("document", document.iri, chosen.name, links().base_url),
        vary=vary,
        links=(
            *alternate_links(links(), document.path, others),
            page_link,
            *_canonical(document, chosen.suffix),
        ),
        location=links().path(f"{document.path}.{chosen.suffix}"),
    )
    return send(representation, lambda: document.body(chosen))


def _canonical(document: Document, suffix: str) -> tuple[str, ...]:
    return (
        f'<{links().url(document.path)}.{suffix}>; rel="canonical"',
        f'<{document.iri}>; rel="describes"',
    )
