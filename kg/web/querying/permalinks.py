"""Permalinks of queries: `POST /q` stores one, `/q/<hash>` shows it, `/q/<hash>.csv` answers it.

What a client stored is shown as text, never as a page's own words, and asked like any other query.
"""

import json
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from kg.engine import Prepared
from kg.errors import BodyTooLargeError, MalformedRequestError, NotAcceptableError
from kg.formats import ALL_FORMATS, GEOJSON, Format, format_named
from kg.web.frame.responses import answer_body, page, send, send_answer
from kg.web.frame.site import (
    accept,
    asked_once,
    begin_query,
    engine,
    is_pinned,
    kept_query,
    language,
    links,
    observation,
    served,
    site,
    terms,
)
from kg.web.operating.query_shelf import MAX_QUERY_BYTES, StoredQuery
from kg.web.querying import protocol
from kg.web.querying.answers import check_query, protocol_request, shown, told
from kg.web.querying.protocol import QUERY, QueryOperation
from kg.web.querying.questions import identity_of, negotiated, representation_of
from kg.web.querying.stored import (
    PATH,
    Permalink,
    own_permalinks,
    permalink_part,
    permalink_url,
    pinned_permalink,
    unseen,
)
from kg.web.wire.negotiation import HTML, prefers_page
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("permalinks", __name__)

_TEXT: Final = "rq"
_PAGE: Final = "html"
_SUFFIXES: Final = frozenset(
    {_TEXT, _PAGE, *(suffix for known in ALL_FORMATS for suffix in known.suffixes)}
)
_JSON: Final = "application/json"

_EDITED_CHARACTERS: Final = 8_000
"""A longer query does not fit the address of the editor."""


@blueprint.route(PATH)
def index() -> Response:
    """List the questions that have a permalink from the start."""
    own = own_permalinks().by_name.values()
    if prefers_page(accept(), ()):
        return page("permalinks.html", lambda: {"own": own}, ("permalinks",))
    representation = Representation(_JSON, ("permalinks", links().base_url))
    return send(representation, lambda: _written([_about_own(link) for link in own]))


@blueprint.route(PATH, methods=["POST"])
def store() -> Response:
    """Give a query a permalink; the same query has the same one."""
    operation = protocol.parse(protocol_request(), MAX_QUERY_BYTES)
    if not isinstance(operation, QueryOperation):
        raise MalformedRequestError("query", "missing")
    query = StoredQuery.of(operation.text, operation.clause)
    _check(query)
    made = Permalink(query)
    is_new = site().shelf.put(query, terms().client)
    if prefers_page(accept(), ()):
        response = Response(status=303)
        response.headers["Location"] = links().path(made.path)
    else:
        response = Response(_written(_about(made)), 201 if is_new else 200, content_type=_JSON)
        response.headers["Location"] = permalink_url(made)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route(f"{PATH}/<name>")
def show(name: str) -> Response:
    """Show a stored query, or answer it in the format that is asked for."""
    stem, suffix = _split(name)
    found = pinned_permalink(stem, asked_once("v"))
    if stem != found.query.address:
        response = Response(status=302)
        response.headers["Location"] = links().path(permalink_part(found, suffix)) + kept_query()
        return response
    if suffix == _TEXT:
        return _as_text(found)
    return _answered(found, suffix)


def _split(name: str) -> tuple[str, str]:
    """Split `<hash>.csv`; a suffix that nothing is written in is no suffix."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and suffix in _SUFFIXES else (name, "")


def _check(query: StoredQuery) -> None:
    """Refuse what is no query, or too long for the shelf.

    Raises:
        StoreError: it cannot be evaluated here.
        BodyTooLargeError: it is too long.
    """
    if len(query.text.encode("utf-8")) > MAX_QUERY_BYTES:
        raise BodyTooLargeError(MAX_QUERY_BYTES)
    check_query(query.text)


def _as_text(found: Permalink) -> Response:
    representation = Representation(
        f"{QUERY}; charset=utf-8",
        ("permalink", found.query.address, _TEXT),
        vary=(),
        extra=unseen(found),
    )
    return send(representation, lambda: f"{found.query.text}\n".encode())


def _answered(found: Permalink, suffix: str) -> Response:
    begin_query(found.query.text)
    prepared = engine().prepare(found.query.text, found.query.clause)
    observation().form = prepared.form.name
    offers = prepared.form.formats
    if suffix == _PAGE:
        return _page(found, prepared)
    words = (suffix,) if suffix else tuple(request.args.getlist("format"))[:1]
    if suffix and format_named(suffix, offers) is None:
        raise NotAcceptableError(tuple(offer.media_type for offer in offers))
    chosen = negotiated(request.headers.get("Accept", ""), offers, words)
    if chosen is None:
        return _page(found, prepared)
    told = representation_of(prepared, chosen, words)
    representation = replace(
        told,
        vary=() if suffix else told.vary,
        links=_links(found, offers),
        location="" if words else links().path(permalink_part(found, chosen.suffix, _pinned())),
        extra=(*told.extra, *unseen(found)),
    )
    return send_answer(representation, lambda: answer_body(engine().evaluate(prepared, chosen)))


def _page(found: Permalink, prepared: Prepared) -> Response:
    offers = prepared.form.formats
    return page(
        "permalink.html",
        lambda: _values(found, prepared),
        identity_of(prepared, "permalink"),
        alternates=_links(found, offers),
        is_lasting=representation_of(prepared, offers[0]).is_lasting,
        kept=[("v", served().version)] if is_pinned() else (),
        extra=unseen(found),
    )


def _values(found: Permalink, prepared: Prepared) -> dict[str, object]:
    """Evaluate the query, and say with its answer what else there is of it."""
    values = shown(prepared)
    offers = tuple(o for o in prepared.form.formats if o is not GEOJSON or values["has_map"])
    return values | _told(found, offers)


def _told(found: Permalink, offers: tuple[Format, ...]) -> dict[str, object]:
    """Give what the page says beside the answer."""
    text = found.query.text
    is_whole = not found.query.clause.is_given and len(text) <= _EDITED_CHARACTERS
    return {
        "files": (),
        "told": told(),
        "title": found.title(language()),
        "question": found.own.question(language()) if found.own else "",
        "is_own": found.own is not None,
        "path": found.path,
        "offers": [offer for offer in offers if offer.is_negotiable],
        "editor": links().query(text) if is_whole else "",
        "graphs": sorted({*(found.query.clause.default or ()), *(found.query.clause.named or ())}),
        "url": permalink_url(found),
        "pinned": _pinned(),
        "pinned_url": permalink_url(found, version=served().version),
    }


def _links(found: Permalink, offers: tuple[Format, ...]) -> tuple[str, ...]:
    """List `Link` headers: what to cite (RFC 8574), and the other forms.

    Whether there is a geometry for GeoJSON is known with the answer only, so that is not promised.
    """
    pinned = permalink_url(found, version=served().version)
    return (
        f'<{pinned}>; rel="cite-as"',
        *(
            f'<{permalink_url(found, offer.suffix, _pinned())}>; rel="alternate"; '
            f'type="{offer.media_type}"'
            for offer in offers
            if offer.is_negotiable and offer is not GEOJSON
        ),
        f'<{permalink_url(found, _PAGE, _pinned())}>; rel="alternate"; type="{HTML}"',
    )


def _pinned() -> str:
    """Return the version that the address names; empty where it leaves that open."""
    return served().version if is_pinned() else ""


def _about(made: Permalink) -> dict[str, object]:
    return {
        "address": made.query.address,
        "url": permalink_url(made),
        "pinned": permalink_url(made, version=served().version),
        "query": permalink_url(made, _TEXT),
    }


def _about_own(link: Permalink) -> dict[str, object]:
    name = link.own.name if link.own else ""
    return {
        "name": name,
        "title": {language: link.title(language) for language in ("de", "en")},
        **_about(link),
    }


def _written(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
