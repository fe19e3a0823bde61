"""Send the document of something: the page or RDF, by suffix or by what is accepted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from flask import Response
from pyoxigraph import Quad, Triple

from kg.engine import graph_written, jsonld_written
from kg.errors import NotAcceptableError, UnknownSuffixError
from kg.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, TRIG, Format, format_named
from kg.web.frame.responses import other_language, page, send
from kg.web.frame.site import accept, fix_language, is_pinned, language, links, served
from kg.web.wire.negotiation import HTML, LANGUAGES, choose_document, choose_format, prefers_page
from kg.web.wire.replies import Representation
from kg.web.wire.signposting import Link, Signposts

TRIPLE_FORMATS: Final = tuple(f for f in GRAPH_FORMATS if f not in (TRIG, N_QUADS))
PAGE: Final = "html"
LINKSETS: Final = "/linkset"
VERSION: Final = "v"

_SPOKEN: Final = {f"{language}.{PAGE}": language for language in LANGUAGES}
"""Suffix → language of a page in that language and no other."""


_BY_HABIT: Final = frozenset({"json", "xml"})
"""Suffixes that clients guess, and that name a format all the same."""

_SUFFIXES: Final = _BY_HABIT | {PAGE, *(suffix for f in GRAPH_FORMATS for suffix in f.suffixes)}


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
        part: parameters of the address that name a part of the document; none for all of it.
        further: links of the part to others.
        state: what decides about it besides the data and the software.
    """

    iri: str
    path: str
    offers: tuple[Format, ...]
    body: Callable[[Format], bytes]
    template: str
    values: Callable[[], dict[str, object]]
    part: tuple[tuple[str, str], ...] = ()
    further: tuple[Link, ...] = ()
    state: tuple[str, ...] = ()


def split_suffix(path: str) -> tuple[str, str]:
    """Split `gemeinde/05962024.ttl` into name and suffix; a suffix we do not write is no suffix.

    A page in one language has a suffix in two parts, such as `de.html`.
    """
    name, dot, suffix = path.rpartition(".")
    if not dot or suffix not in _SUFFIXES:
        return path, ""
    shorter, dot, spoken = name.rpartition(".")
    if dot and f"{spoken}.{suffix}" in _SPOKEN:
        return shorter, f"{spoken}.{suffix}"
    return name, suffix


def unknown_suffix(path: str, suffix: str, offers: Iterable[Format]) -> UnknownSuffixError:
    """Say which suffixes the document at *path* has instead of *suffix*."""
    known = (*(offer.suffix for offer in offers), PAGE, *_SPOKEN)
    return UnknownSuffixError(f"{path}.{suffix}", tuple(f".{one}" for one in known))


def send_document(document: Document, suffix: str) -> Response:
    """Send *document* as *suffix* says, or without one as the client likes it best.

    Raises:
        NotAcceptableError: there is no representation that the client accepts.
        UnknownSuffixError: the document is not given as *suffix* says.
    """
    if is_pinned():
        document = _in_its_release(document)
    if suffix in _SPOKEN:
        fix_language(_SPOKEN[suffix])
        return _page(document, ())
    if suffix == PAGE:
        return _page(document, ("Accept-Language",))
    if suffix:
        chosen = format_named(suffix, document.offers)
        if chosen is None:
            raise unknown_suffix(document.path, suffix, document.offers)
        return _rdf(document, chosen, ())
    chosen = _accepted(document.offers)
    if chosen:
        return _rdf(document, chosen, ("Accept",))
    return _page(document, ("Accept", "Accept-Language"))


def send_data(document: Document, suffix: str) -> Response:
    """Send what is for machines first: whoever accepts anything gets RDF and not the page.

    Raises:
        NotAcceptableError: there is no representation that the client accepts.
    """
    if suffix:
        return send_document(document, suffix)
    if prefers_page(accept(), document.offers):
        return _page(document, ("Accept", "Accept-Language"))
    return _rdf(document, choose_format(accept(), document.offers), ("Accept",))


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


def written(statements: Iterable[Triple] | Iterable[Quad], written_as: Format) -> bytes:
    """Write statements; JSON-LD in the keys of the project's context."""
    if written_as is JSON_LD:
        return jsonld_written(
            (one.triple if isinstance(one, Quad) else one for one in statements), served().context
        )
    return graph_written(statements, written_as)


def _in_its_release(document: Document) -> Document:
    """Have the addresses of *document* name the release that the request names."""
    latest = Link("latest-version", address(document))
    return replace(
        document,
        part=((VERSION, served().version), *document.part),
        further=(*document.further, latest),
    )


def address(document: Document, suffix: str = "") -> str:
    """Return the absolute address of *document*, or of its part, with *suffix*."""
    return links().url(document.path + (f".{suffix}" if suffix else "")) + _query(document)


def signposts(iri: str, path: str, offers: tuple[Format, ...]) -> Signposts:
    """Say where the typed links of the document of *iri* lead."""
    # Data that are not the project's own come without a context.
    is_own = bool(served().context.document)
    return Signposts(iri, links().url(path), offers, links().url(LINKSETS + path), is_own)


def _page(document: Document, vary: tuple[str, ...]) -> Response:
    chosen = language()
    canonical = _canonical(document, f"{chosen}.{PAGE}")
    there = {spoken: address(document, f"{spoken}.{PAGE}") for spoken in LANGUAGES}
    headers = [
        *_alternates(document),
        *(
            Link("alternate", url, HTML, spoken).header
            for spoken, url in there.items()
            if spoken != chosen
        ),
        Link("canonical", canonical).header,
        *(link.header for link in document.further),
        *(link.header for link in _signposts(document).of_page()),
    ]
    values: dict[str, object] = {
        "iri": document.iri,
        "path": document.path,
        "offers": document.offers,
        "canonical": canonical,
        "translations": there,
        "negotiated": address(document),
        "in_other_language": links().path(f"{document.path}.{other_language(chosen)}.{PAGE}")
        + _query(document),
    }
    return page(
        document.template,
        lambda: values | document.values(),
        ("document", document.iri, *_part(document), links().base_url),
        alternates=headers,
        vary=vary,
        location=links().path(f"{document.path}.{chosen}.{PAGE}") + _query(document),
    )


def _rdf(document: Document, chosen: Format, vary: tuple[str, ...]) -> Response:
    headers = (
        *_alternates(document, chosen),
        Link("alternate", address(document, PAGE), HTML).header,
        Link("canonical", _canonical(document, chosen.suffix)).header,
        Link("describes", document.iri).header,
        *(link.header for link in document.further),
        *(link.header for link in _signposts(document).of_data(chosen)),
    )
    representation = Representation(
        chosen.content_type,
        ("document", document.iri, *_part(document), chosen.name, links().base_url),
        vary=vary,
        links=headers,
        location=links().path(f"{document.path}.{chosen.suffix}") + _query(document),
    )
    return send(representation, lambda: document.body(chosen))


def _alternates(document: Document, chosen: Format | None = None) -> tuple[str, ...]:
    others = (offer for offer in document.offers if offer is not chosen)
    return tuple(
        Link("alternate", address(document, offer.suffix), offer.media_type).header
        for offer in others
    )


def _canonical(document: Document, suffix: str) -> str:
    """Return the address without a release: an older document is no other one."""
    part = tuple(pair for pair in document.part if pair[0] != VERSION)
    return address(replace(document, part=part), suffix)


def _signposts(document: Document) -> Signposts:
    return signposts(document.iri, document.path, document.offers)


def _query(document: Document) -> str:
    return f"?{urlencode(document.part, safe=':')}" if document.part else ""


def _part(document: Document) -> tuple[str, ...]:
    return (*(word for pair in document.part for word in pair), *document.state)
