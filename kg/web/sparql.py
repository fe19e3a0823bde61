"""The SPARQL endpoint: protocol → engine → negotiation → response."""

import json
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from kg.engine import (
    EXTENSION_FUNCTIONS,
    Form,
    Prepared,
    graph_written,
    jsonld_written,
)
from kg.errors import AddressTooLongError, BodyTooLargeError
from kg.formats import GRAPH_FORMATS, JSON, JSON_LD, TURTLE, Format
from kg.namespaces import FOREIGN_PREFIXES, NS
from kg.web import protocol
from kg.web.asking import rows
from kg.web.protocol import DescriptionOperation, ProtocolRequest, QueryOperation
from kg.web.questions import PATH, alternates_of, identity_of, negotiated, representation_of
from kg.web.replies import Representation
from kg.web.responses import answer_body, page, send
from kg.web.service_description import Endpoint, service_description
from kg.web.site import begin_query, engine, links, observation, served, site, terms

blueprint: Final = Blueprint("sparql", __name__)

MAX_SHOWN_ROWS: Final = 1000
"""A page shows this many rows; every other format gives all."""

_PAGE_BYTES: Final = 4_194_304
"""What a page shows is made of no more than this; every other format may be longer."""

_EMPTY_PAGE: Final[dict[str, object]] = {
    "query": "",
    "columns": (),
    "graph": "",
    "boolean": None,
}

_VOCABULARIES: Final = frozenset({NS, *FOREIGN_PREFIXES.values()})
"""Namespaces of terms; the other prefixes are of things."""

_NAMED_GRAPHS: Final = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g"


@blueprint.route(PATH, methods=["GET", "HEAD", "POST", "QUERY"])
def sparql() -> Response:
    """Answer a query, or without one say what this endpoint is."""
    operation = protocol.parse(_request(), site().settings.query_limit_bytes)
    if isinstance(operation, DescriptionOperation):
        return _described(operation)
    return _answered(operation)


def _request() -> ProtocolRequest:
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


def _answered(operation: QueryOperation) -> Response:
    begin_query(operation.text, operation.query_id, operation.timeout_s)
    asked = engine()
    prepared = asked.prepare(operation.text, operation.clause)
    observation().form = prepared.form.name
    chosen = negotiated(
        request.headers.get("Accept", ""), prepared.form.formats, operation.format_words
    )
    if chosen is None:
        return _page(prepared)
    return send(
        representation_of(prepared, chosen, operation.format_words),
        lambda: answer_body(asked.evaluate(prepared, chosen)),
    )


def _page(prepared: Prepared) -> Response:
    return page(
        "query.html",
        lambda: _EMPTY_PAGE | {"query": prepared.text} | _shown(prepared),
        identity_of(prepared, "page"),
        alternates=alternates_of(prepared, links()),
        is_lasting=False,
    )


def _shown(prepared: Prepared) -> dict[str, object]:
    if prepared.form is not Form.GRAPH:
        return _table(prepared)
    return {"graph": _evaluated(prepared, TURTLE).decode("utf-8")}


def _evaluated(prepared: Prepared, written_as: Format) -> bytes:
    """Evaluate for a page, which is made in the memory of the server."""
    bounded = replace(terms(), max_bytes=_PAGE_BYTES)
    return b"".join(engine().evaluate(prepared, written_as, bounded).chunks)


def _table(prepared: Prepared) -> dict[str, object]:
    document = json.loads(_evaluated(prepared, JSON))
    if prepared.form is Form.ASK:
        return {"boolean": document["boolean"]}
    solutions = document["results"]["bindings"]
    return {
        "columns": tuple(document["head"]["vars"]),
        "rows": solutions[:MAX_SHOWN_ROWS],
        "count": len(solutions),
    }


def _described(operation: DescriptionOperation) -> Response:
    chosen = negotiated(request.headers.get("Accept", ""), GRAPH_FORMATS, operation.format_words)
    if chosen is None:
        return page("query.html", lambda: _EMPTY_PAGE, ("editor",))
    timeout_s = site().settings.query_timeout_s
    representation = Representation(
        chosen.content_type,
        ("description", links().base_url, site().software, f"{timeout_s:g}", chosen.name),
    )
    return send(representation, lambda: _description(chosen, timeout_s))


def _description(written_as: Format, timeout_s: float) -> bytes:
    now = served()
    asked = engine()
    endpoint = Endpoint(
        links().url(PATH),
        asked.is_union,
        tuple(row["g"].text for row in rows(asked, _NAMED_GRAPHS) if row["g"].is_iri),
        now.version,
        # Nothing is known of what another server has.
        () if asked.edition == "remote" else EXTENSION_FUNCTIONS,
        tuple(sorted(_VOCABULARIES & set(now.context.prefixes.values()))),
        now.statements,
        now.subjects,
        timeout_s,
    )
    description = service_description(endpoint)
    if written_as is JSON_LD:
        return jsonld_written(description, now.context)
    return graph_written(description, written_as)
