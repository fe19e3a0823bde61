"""The one table from error to status, and the one shape of an error's body.

Whatever else goes wrong is 500 with a fixed sentence; the traceback stays in the log.

Source: https://www.rfc-editor.org/rfc/rfc9457
"""

import json
import logging
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from kg import errors
from kg.namespaces import BASE
from kg.web.frame.document import LINKSETS, split_suffix
from kg.web.frame.responses import rendered
from kg.web.frame.site import accept, kept_query, language, links, observation
from kg.web.querying.beside import beside
from kg.web.wire.negotiation import HTML, Accept
from kg.web.wire.signposting import LINKSET_SUFFIXES, Link
from kg.web.words.problem_reasons import in_german
from kg.web.words.texts import TEXTS
from kg.web.words.writing import visible

_log: Final = logging.getLogger(__name__)

PROBLEM: Final = "application/problem+json"

STATUSES: Final = MappingProxyType(
    {
        errors.QuerySyntaxError: HTTPStatus.BAD_REQUEST,
        errors.UnknownFunctionError: HTTPStatus.BAD_REQUEST,
        errors.MalformedRequestError: HTTPStatus.BAD_REQUEST,
        errors.ServiceRefusedError: HTTPStatus.FORBIDDEN,
        errors.UpdateRefusedError: HTTPStatus.FORBIDDEN,
        errors.NotForClientsError: HTTPStatus.FORBIDDEN,
        errors.UnknownQueryError: HTTPStatus.NOT_FOUND,
        errors.UnknownReleaseError: HTTPStatus.NOT_FOUND,
        errors.ReleaseGoneError: HTTPStatus.GONE,
        errors.UnknownFileError: HTTPStatus.NOT_FOUND,
        errors.NoReleaseError: HTTPStatus.NOT_FOUND,
        errors.NoHistoryError: HTTPStatus.NOT_FOUND,
        errors.UnknownPublicationError: HTTPStatus.NOT_FOUND,
        errors.NoSearchIndexError: HTTPStatus.NOT_FOUND,
        errors.RangeNotSatisfiableError: HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        errors.UnknownPageError: HTTPStatus.NOT_FOUND,
        errors.UnknownSuffixError: HTTPStatus.NOT_FOUND,
        errors.UnknownPermalinkError: HTTPStatus.NOT_FOUND,
        errors.QueryNotStoredError: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.TooManyStoredError: HTTPStatus.TOO_MANY_REQUESTS,
        errors.QueryIdTakenError: HTTPStatus.CONFLICT,
        errors.NotReadyError: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.UnknownIRIError: HTTPStatus.NOT_FOUND,
        errors.WithdrawnIRIError: HTTPStatus.GONE,
        errors.MergedIRIError: HTTPStatus.MOVED_PERMANENTLY,
        errors.NotAcceptableError: HTTPStatus.NOT_ACCEPTABLE,
        errors.NoGeometryError: HTTPStatus.NOT_ACCEPTABLE,
        errors.NotXMLError: HTTPStatus.NOT_ACCEPTABLE,
        errors.BodyTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        errors.BatchTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        errors.AddressTooLongError: HTTPStatus.REQUEST_URI_TOO_LONG,
        errors.UnsupportedMediaTypeError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        errors.QueryTooDeepError: HTTPStatus.BAD_REQUEST,
        errors.QueryCancelledError: HTTPStatus.CONFLICT,
        errors.AnswerTooLongError: HTTPStatus.INSUFFICIENT_STORAGE,
        errors.ShareExhaustedError: HTTPStatus.TOO_MANY_REQUESTS,
        errors.EngineBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.QueryTimeoutError: HTTPStatus.GATEWAY_TIMEOUT,
        errors.QueryMemoryError: HTTPStatus.INSUFFICIENT_STORAGE,
        errors.EvaluationError: HTTPStatus.INTERNAL_SERVER_ERROR,
        errors.ReleaseError: HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
"""Every error that a request can meet; all others are faults of ours."""

FAULT: Final = "Something went wrong here. It was noted; please try again later."

_RETRIED: Final = (
    errors.EngineBusyError,
    errors.ShareExhaustedError,
    errors.TooManyStoredError,
)
"""Errors that go by: `Retry-After` says when."""

_WORDS: Final[Mapping[type[Exception], str]] = MappingProxyType(
    {errors.ReleaseGoneError: "release-gone", errors.UnknownSuffixError: "406"}
)
"""Errors that pages do not tell in the words of their status."""

_WORD: Final = re.compile(r"[a-zäöü]+ ")

HIDDEN: Final = (errors.EvaluationError, errors.ReleaseError)
"""Errors whose sentence may name paths or other servers: for the log only."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a client is told.

    Attributes:
        status: of the response.
        detail: one sentence on what was wrong and what would be right.
        extensions: the error's fields, for programs.
        error_id: by which a fault of ours is found in the log; else empty.
        words: which words of its own a page has for the error; empty for those of its status.
    """

    status: HTTPStatus
    detail: str
    extensions: tuple[tuple[str, object], ...] = ()
    error_id: str = ""
    words: str = ""

    @property
    def german(self) -> str | None:
        """Return *detail* in German; None where nobody has written it."""
        return in_german(self.detail)

    def said(self, language: str) -> tuple[str, list[tuple[str, bool]]]:
        """Return the language in which it is said, and its pieces: text, and whether it is code."""
        german = self.german if language == "de" else None
        sentence = german or self.detail
        if _WORD.match(sentence):
            sentence = sentence[0].upper() + sentence[1:]
        pieces = sentence.split("`")
        told = [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]
        return ("de" if german else "en"), told


def problem_of(error: Exception) -> Problem:
    """Say what a client is told of *error*."""
    if isinstance(error, HTTPException):
        return Problem(HTTPStatus(error.code or 500), error.description or "")
    status = STATUSES.get(type(error))
    if status is None or isinstance(error, HIDDEN):
        return Problem(status or HTTPStatus.INTERNAL_SERVER_ERROR, FAULT)
    names: list[str] = [field.name for field in fields(error)] if is_dataclass(error) else []
    extensions = [(name, getattr(error, name)) for name in names]
    given = tuple((name, value) for name, value in extensions if value not in (None, ""))
    return Problem(status, visible(str(error)), given, words=_WORDS.get(type(error), ""))


def problem_response(problem: Problem, accepted: Accept) -> Response:
    """Write *problem* as a page, as plain text or as `application/problem+json`."""
    kind = _kind(accepted)
    if kind == HTML:
        values = {"problem": problem, "words": problem.words or _worded(problem.status)} | _asked()
        body = rendered("problem.html", values)
    elif kind == "text/plain":
        body = _as_text(problem)
    else:
        body = _as_json(problem)
    content_type = kind if kind == PROBLEM else f"{kind}; charset=utf-8"
    response = Response(body, problem.status, content_type=content_type)
    response.vary.add("Accept")
    if kind == HTML:
        response.vary.add("Accept-Language")
    response.headers["Content-Language"] = language() if kind == HTML else "en"
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked() -> dict[str, object]:
    """Give the query that the page asked, so that it can be mended there."""
    query = observation().query if request.path == "/sparql" else None
    return beside() | {"query": visible(query)} if query else {}


def _worded(status: HTTPStatus) -> str:
    """Name the words of *status*, or the one of its class that pages have words for."""
    if f"problem-{status.value}" in TEXTS:
        return str(status.value)
    return "500" if status.value >= 500 else "400"


def _kind(accepted: Accept) -> str:
    """Choose the body's media type; whoever accepts none of them is told in JSON all the same."""
    as_json = max(accepted.named(PROBLEM), accepted.named("application/json"))
    as_text = accepted.named("text/plain")
    as_page = accepted.named(HTML)
    if as_page > 0 and as_page >= max(as_json, as_text):
        return HTML
    return "text/plain" if as_text > as_json else PROBLEM


def _as_text(problem: Problem) -> str:
    lines = [f"{problem.status.value} {problem.status.phrase}", problem.detail]
    if problem.error_id:
        lines.append(f"error id {problem.error_id}")
    return "\n".join(lines) + "\n"


def _as_json(problem: Problem) -> str:
    document = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "detail": problem.detail,
        **dict(problem.extensions),
    }
    if problem.german:
        document["detail_de"] = problem.german
    if problem.error_id:
        document["error_id"] = problem.error_id
    return json.dumps(document, ensure_ascii=False)


def answer_problems(app: Flask) -> None:
    """Make *app* answer every error by the table."""

    def handled(error: Exception) -> Response:
        with suppress(errors.MalformedRequestError):
            language()  # its page has one, whatever the address asks for
        problem = problem_of(error)
        if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            problem = replace(problem, error_id=secrets.token_hex(8))
            observation().error_id = problem.error_id
            if _is_fault(error):
                _log_fault(error, problem)
        response = problem_response(problem, accept())
        response.headers.extend(_headers(error))
        return response

    app.register_error_handler(Exception, handled)


def _headers(error: Exception) -> Iterator[tuple[str, str]]:
    """Say in headers what programs do about *error*."""
    if isinstance(error, _RETRIED):
        yield "Retry-After", str(error.retry_after_s)
    if isinstance(error, errors.RangeNotSatisfiableError):
        yield "Content-Range", f"bytes */{error.length_bytes}"
    if isinstance(error, errors.MergedIRIError):
        yield "Location", links().path(_moved(error.successor)) + kept_query()
    if isinstance(error, errors.WithdrawnIRIError) and error.successor.startswith(BASE):
        after = links().url(links().document_path(error.successor))
        yield "Link", Link("successor-version", after).header
    if isinstance(error, HTTPException):
        yield from (pair for pair in error.get_headers() if pair[0] in {"Allow", "Retry-After"})


def _moved(successor: str) -> str:
    """Return where the thing is that the request asked for by the name of one merged into it."""
    if request.path.startswith("/id/"):
        return f"/{successor.removeprefix(BASE)}"
    if request.path.startswith(f"{LINKSETS}/"):
        suffix = request.path.rpartition(".")[2]
        known = suffix if suffix in LINKSET_SUFFIXES else ""
        return LINKSETS + links().document_path(successor, known)
    return links().document_path(successor, split_suffix(request.path)[1])


def _is_fault(error: Exception) -> bool:
    """Say whether *error* needs somebody to look: a query that ran too long does not."""
    return type(error) not in STATUSES or isinstance(error, HIDDEN)


def _log_fault(error: Exception, problem: Problem) -> None:
    fields: dict[str, object] = {"status": problem.status.value, "error_id": problem.error_id}
    _log.error("fault", exc_info=error, extra={"fields": fields})
