"""The SPARQL endpoint: protocol → engine → negotiation → response."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, request

from kg.engine import (
    EXTENSION_FUNCTIONS,
    Prepared,
    graph_written,
    jsonld_written,
)
from kg.formats import GRAPH_FORMATS, JSON_LD, Format
from kg.namespaces import FOREIGN_PREFIXES, NS
from kg.web.frame.responses import answer_body, page, send, send_answer
from kg.web.frame.site import (
    begin_query,
    engine,
    is_pinned,
    language,
    links,
    observation,
    pin,
    served,
    site,
)
from kg.web.querying import protocol
from kg.web.querying.answers import NOTHING, protocol_request, shown, told
from kg.web.querying.protocol import DescriptionOperation, QueryOperation
from kg.web.querying.questions import (
    PATH,
    alternates_of,
    identity_of,
    negotiated,
    representation_of,
)
from kg.web.querying.service_description import Endpoint, service_description
from kg.web.querying.stored import Permalink, own_permalinks
from kg.web.reading.asking import rows
from kg.web.wire.negotiation import LANGUAGES
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("sparql", __name__)

_VOCABULARIES: Final = frozenset({NS, *FOREIGN_PREFIXES.values()})
"""Namespaces of terms; the other prefixes are of things."""

_NAMED_GRAPHS: Final = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g"

_STARTER: Final = """PREFIX fg: <https://w3id.org/foerdergraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?programme ?name WHERE {
  ?programme a fg:FundingProgramme ;
    rdfs:label ?name .
}
ORDER BY ?name
LIMIT 100
"""
"""What the editor holds where nothing was asked yet."""


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
        lambda: shown(prepared) | {"pinned": version} | _beside(),
        identity_of(prepared, "page"),
        alternates=alternates_of(prepared, links(), version),
        is_lasting=False,
        kept=[("query", prepared.text), *([("v", version)] if version else [])],
    )


def _beside() -> dict[str, object]:
    """Give what stands beside a query: questions to begin with, and what the script must know."""
    spoken = language()
    return {
        "starter": _STARTER,
        "questions": [
            {
                "path": link.path,
                "title": link.title(spoken),
                "words": " ".join(_words_of(link)),
            }
            for link in own_permalinks().by_name.values()
        ],
        "told": told(),
    }


def _words_of(link: Permalink) -> Iterator[str]:
    """List what a question is found by, in both languages."""
    for spoken in LANGUAGES:
        yield link.title(spoken)
        yield link.own.question(spoken) if link.own else ""


def _described(operation: DescriptionOperation) -> Response:
    chosen = negotiated(request.headers.get("Accept", ""), GRAPH_FORMATS, operation.format_words)
    if chosen is None:
        return page("query.html", lambda: NOTHING | _beside(), ("editor",))
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
