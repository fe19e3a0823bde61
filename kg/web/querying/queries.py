"""What a client may do about its queries: end one, and learn what it may still use."""

from typing import Final

from flask import Blueprint, Response, request

from kg.web.frame.site import observation, query_id, served, site, terms
from kg.web.operating.shares import rate_limit_fields

blueprint: Final = Blueprint("queries", __name__)


@blueprint.route("/sparql/queries/<query_id>", methods=["DELETE"])
def end_query(query_id: str) -> Response:
    """End the query of this id, whoever asks: the id is known to who started it only."""
    site().operation.running.cancel(query_id)
    response = Response(status=204)
    response.headers["Cache-Control"] = "no-store"
    return response


def add_query_headers(response: Response) -> Response:
    """Tell the id of the query that was asked, and what its client may still use."""
    observation().route = request.blueprint or "none"
    if not query_id():
        return response
    response.headers["X-Query-Id"] = query_id()
    share = served().engine.share(terms().client)
    if share is not None:
        retry_after = response.headers.get("Retry-After", type=int)
        for name, value in rate_limit_fields(share, retry_after):
            response.headers[name] = value
    return response
