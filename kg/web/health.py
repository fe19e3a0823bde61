"""For the operator: whether the process lives, whether it answers queries, and its numbers."""

import hmac
from typing import Final

from flask import Blueprint, Response, request

from kg.engine import Terms
from kg.errors import NotForClientsError, NotReadyError, StoreError
from kg.web.frame.site import served, site
from kg.web.operating.bound import BoundEngine
from kg.web.operating.clients import is_local
from kg.web.operating.outcomes import outcome_of
from kg.web.reading.asking import is_true

blueprint: Final = Blueprint("health", __name__)

_READY_WITHIN_S: Final = 2.0

_FORWARDING: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
"""Where a request has one of these, it came in through a proxy on this machine."""


@blueprint.route("/healthz")
def healthz() -> Response:
    """Say that the process lives, without asking the engine."""
    return _said("alive\n")


@blueprint.route("/readyz")
def readyz() -> Response:
    """Say which dataset answers, after asking it."""
    answering = served()
    terms = Terms(timeout_s=_READY_WITHIN_S)
    try:
        is_true(BoundEngine(answering.engine, terms, lambda *_: None), "ASK {}")
    except StoreError as error:
        raise NotReadyError(outcome_of(error)) from error
    return _said(f"ready: {answering.version} from {answering.engine.description}\n")


@blueprint.route("/metrics")
def metrics() -> Response:
    """Give the numbers to this machine, and to whoever has the token.

    Source: https://prometheus.io/docs/instrumenting/exposition_formats/
    """
    if not (_is_from_here() or _has_token(site().settings.metrics_token)):
        raise NotForClientsError
    body, content_type = site().operation.metrics.written(request.headers.get("Accept", ""))
    return _said(body, content_type)


def _is_from_here() -> bool:
    is_forwarded = any(name in request.headers for name in _FORWARDING)
    return not is_forwarded and is_local(request.remote_addr or "")


def _has_token(token: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    known = token.encode("utf-8")
    return bool(token) and scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), known)


def _said(body: str | bytes, content_type: str = "text/plain; charset=utf-8") -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response
