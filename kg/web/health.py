"""Whether the process lives, and whether it answers queries."""

from typing import Final

from flask import Blueprint, Response

from kg.web.asking import is_true
from kg.web.site import engine, served

blueprint: Final = Blueprint("health", __name__)


@blueprint.route("/healthz")
def healthz() -> Response:
    """Say that the process lives."""
    return _said("alive\n")


@blueprint.route("/readyz")
def readyz() -> Response:
    """Say which dataset answers, after asking it."""
    is_true(engine(), "ASK {}")
    return _said(f"ready: {served().version} from {engine().description}\n")


def _said(text: str) -> Response:
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
