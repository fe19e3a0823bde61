"""The SPARQL endpoint: protocol → engine → negotiation → response."""

from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kg.engine import (
    EXTENSION_FUNCTIONS,
    Prepared,
    graph_written,
    jsonld_written,
)
from kg.errors import QueryTimeoutError
from kg.formats import GRAPH_FORMATS, JSON_LD, Format
from kg.namespaces import FOREIGN_PREFIXES, NS
from kg.web.frame.responses import answer_body, page, send, send_answer
from kg.web.frame.site import (
    begin_query,
    engine,
    is_pinned,
    links,
    observation,
    pin,
    served,
    site,
    terms,
)
from kg.web.querying import protocol
from kg.web.querying.answers import NOTHING, protocol_request, shown
from kg.web.querying.beside import beside
from kg.web.querying.protocol import DescriptionOperation, QueryOperation
from kg.web.querying.questions import (
    PATH,
    alternates_of,
    identity_of,
    negotiated,
    representation_of,
)
from kg.web.querying.service_description import Endpoint, service_description
from kg.web.reading.asking import rows
from kg.web.wire.replies import Representation
from kg.web.words.writing import visible

blueprint: Final = Blueprint("sparql", __name__)

_VOCABULARIES: Final = frozenset({NS, *FOREIGN_PREFIXES.values()})
"""Namespaces of terms; the other prefixes are of things."""

_NAMED_GRAPHS: Final = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g"

_PATIENCE_S: Final = 2.0
"""So long a page waits for its answer before it comes without one, and the script asks again."""


@blueprint.route(PATH, methods=["GET", "HEAD", "POST", "QUERY"])
def sparql() -> Response:
    """Answer a query, or without one say what this endpoint is."""
    operation = protocol.parse(protocol_request(), site().settings.query_limit_bytes)
    if isinstance(operation, DescriptionOperation):
        return _described(operation)
    return _answered(operation)


def _answered(operation: QueryOperation) -> Response:
    pin(operation.version)
    begin_query(operation.text, operation.query_id, operation.timeout_s)
    asked = engine()
    prepared = asked.prepare(operation.text, operation.clause)
    observation().form = prepared.form.name
    chosen = negotiated(
        request.headers.get("Accept", ""), prepared.form.formats, operation.format_words
    )
    if chosen is None:
        return _page(prepared)
    representation = representation_of(prepared, chosen, operation.format_words)
    return send_answer(representation, lambda: answer_body(asked.evaluate(prepared, chosen)))


def _page(prepared: Prepared) -> Response:
    version = served().version if is_pinned() else ""
    return page(
        "query.html",
        lambda: _shown(prepared, version) | {"pinned": version} | beside(),
        identity_of(prepared, "page"),
        alternates=alternates_of(prepared, links(), version),
        is_lasting=False,
        kept=[("query", prepared.text), *([("v", version)] if version else [])],
    )


def _shown(prepared: Prepared, version: str) -> dict[str, object]:
    """Wait for the answer as long as the client said it would, else for a little while."""
    if terms().timeout_s is not None:
        return shown(prepared)
    try:
        return shown(prepared, _PATIENCE_S)
    except QueryTimeoutError:
        longest = f"{site().settings.query_timeout_s:g}"
        asked = {"query": prepared.text, "timeout": longest} | ({"v": version} if version else {})
        waiting = {"address": f"{links().path(PATH)}?{urlencode(asked)}", "longest": longest}
        waiting["patience"] = f"{_PATIENCE_S:g}"
        return NOTHING | {"query": visible(prepared.text), "waiting": waiting}


def _described(operation: DescriptionOperation) -> Response:
    pin(operation.version)
    version = served().version if is_pinned() else ""
    chosen = negotiated(request.headers.get("Accept", ""), GRAPH_FORMATS, operation.format_words)
    if chosen is None:
        return page(
            "query.html",
            lambda: NOTHING | {"pinned": version} | beside(),
            ("editor",),
            kept=[("v", version)] if version else [],
        )
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
