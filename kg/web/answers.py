"""Answer a client's query: read it from the request, and show its answer on a page."""

import json
from dataclasses import replace
from typing import Final

from flask import request

from kg.engine import Form, Prepared
from kg.errors import AddressTooLongError, BodyTooLargeError
from kg.formats import JSON, TURTLE, Format
from kg.web.protocol import ProtocolRequest
from kg.web.site import engine, site, terms

MAX_SHOWN_ROWS: Final = 1000
"""A page shows this many rows; every other format gives all."""

_PAGE_BYTES: Final = 4_194_304
"""What a page shows is made of no more than this; every other format may be longer."""

NOTHING: Final[dict[str, object]] = {
    "query": "",
    "columns": (),
    "graph": "",
    "boolean": None,
    "pinned": "",
}
"""What the page of a query is filled with where there is none."""


def protocol_request() -> ProtocolRequest:
    """Take from the current request what the SPARQL protocol looks at.

    Raises:
        AddressTooLongError: its address is longer than may be.
        BodyTooLargeError: likewise its body.
    """
    settings = site().settings
    query_string = request.query_string
    if len(query_string) + len(request.path) > settings.url_limit_bytes:
        raise AddressTooLongError(settings.url_limit_bytes)
    return ProtocolRequest(
        request.method,
        query_string,
        request.headers.get("Content-Type", ""),
        request.headers.get("Content-Encoding", "").strip().lower(),
        _body(3 * settings.query_limit_bytes),
    )


def _body(limit_bytes: int) -> bytes:
    """Read the body; percent-encoding may triple a query's length."""
    if request.method in {"GET", "HEAD"}:
        return b""
    if (request.content_length or 0) > limit_bytes:
        raise BodyTooLargeError(site().settings.query_limit_bytes)
    body: bytes = request.stream.read(limit_bytes + 1)
    if len(body) > limit_bytes:
        raise BodyTooLargeError(site().settings.query_limit_bytes)
    return body


def shown(prepared: Prepared) -> dict[str, object]:
    """Evaluate a query for a page, and give what its template is filled with."""
    values = NOTHING | {"query": prepared.text}
    if prepared.form is Form.GRAPH:
        return values | {"graph": _evaluated(prepared, TURTLE).decode("utf-8")}
    document = json.loads(_evaluated(prepared, JSON))
    if prepared.form is Form.ASK:
        return values | {"boolean": document["boolean"]}
    solutions = document["results"]["bindings"]
    return values | {
        "columns": tuple(document["head"]["vars"]),
        "rows": solutions[:MAX_SHOWN_ROWS],
        "count": len(solutions),
    }


def _evaluated(prepared: Prepared, written_as: Format) -> bytes:
    """Evaluate for a page, which is made in the memory of the server."""
    bounded = replace(terms(), max_bytes=_PAGE_BYTES)
    return b"".join(engine().evaluate(prepared, written_as, bounded).chunks)
