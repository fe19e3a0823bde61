"""Read a SPARQL 1.1 Protocol request: which query, about which dataset. Pure: knows no Flask.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation and, for the QUERY method,
https://datatracker.ietf.org/doc/draft-ietf-httpbis-safe-method-w-body/
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from kg.engine import WHOLE_DATASET, DatasetClause
from kg.errors import (
    BodyTooLargeError,
    MalformedRequestError,
    UnsupportedMediaTypeError,
    UpdateRefusedError,
)

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
FORMAT_PARAMETERS: Final = ("format", "output", "results")

_MAX_PARAMETERS: Final = 1000
_MAX_WORDS: Final = 12
_MAX_WORD: Final = 100
"""Of words for a format no more is kept: none that we know is nearly as long."""

_SECONDS: Final = re.compile(r"\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}", re.ASCII)
_QUERY_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """The parts of a request that the protocol looks at, as they came in."""

    method: str
    query_string: bytes
    content_type: str
    content_encoding: str
    body: bytes


@dataclass(frozen=True, slots=True)
class QueryOperation:
    """A query to be answered.

    Attributes:
        text: the query, without byte order mark.
        clause: the dataset that the request names.
        format_words: what the client wrote into `format`, `output` or `results`.
        timeout_s: what the client gives it (`timeout`); None where that is left to the server.
        query_id: the name by which the client may end it (`query-id`); empty where it has none.
        version: the release that is asked (`v`); empty for the newest.
    """

    text: str
    clause: DatasetClause
    format_words: tuple[str, ...]
    timeout_s: float | None = None
    query_id: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class DescriptionOperation:
    """A request without a query: the client wants to know what this service is.

    Source: https://www.w3.org/TR/sparql11-service-description/#accessing

    Attributes:
        format_words: what `format` and the like say.
        version: the release that is meant (`v`); empty for the newest.
    """

    format_words: tuple[str, ...]
    version: str = ""


def parse(request: ProtocolRequest, limit_bytes: int) -> QueryOperation | DescriptionOperation:
    """Read *request*; a query longer than *limit_bytes* is refused.

    Raises:
        MalformedRequestError: a parameter is missing, given twice, or not of its form.
        UnsupportedMediaTypeError: the body is of another media type or charset, or encoded.
        UpdateRefusedError: the request is an update.
        BodyTooLargeError: the query is too long.
    """
    url_parameters = _parameters(request.query_string, "query string")
    if request.method in {"GET", "HEAD"}:
        return _operation(url_parameters, limit_bytes)
    media_type = _checked_media_type(request)
    if media_type == FORM:
        form = _parameters(request.body, "form")
        return _posted(_operation(url_parameters + form, limit_bytes))
    direct: Parameters = [("query", _text(request.body, "body"))]
    return _operation(url_parameters + direct, limit_bytes)


def _checked_media_type(request: ProtocolRequest) -> str:
    if split_content_type(request.content_type)[0] == UPDATE:
        raise UpdateRefusedError
    return check_body(request.content_type, request.content_encoding, (QUERY, FORM))


def check_body(content_type: str, content_encoding: str, accepted: tuple[str, ...]) -> str:
    """Return the media type of a body that can be read: UTF-8, and not compressed.

    Raises:
        UnsupportedMediaTypeError: it is none of *accepted*, of another charset, or encoded.
    """
    media_type, charset = split_content_type(content_type)
    if media_type not in accepted:
        raise UnsupportedMediaTypeError(content_type, accepted)
    if charset not in {"", "utf-8", "utf8"}:
        in_utf_8 = tuple(f"{known}; charset=utf-8" for known in accepted)
        raise UnsupportedMediaTypeError(content_type, in_utf_8)
    if content_encoding.strip().lower() not in {"", "identity"}:
        given = f"Content-Encoding: {content_encoding}"
        raise UnsupportedMediaTypeError(given, ("Content-Encoding: identity",))
    return media_type


def split_content_type(content_type: str) -> tuple[str, str]:
    """Split a `Content-Type` into media type and charset, both in small letters."""
    media_type, *parameters = (part.strip().lower() for part in content_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return media_type, value.strip().strip('"')
    return media_type, ""


def _operation(parameters: Parameters, limit_bytes: int) -> QueryOperation | DescriptionOperation:
    values = _by_name(parameters)
    if "update" in values:
        raise UpdateRefusedError
    words = _words(values)
    queries = values.get("query", [])
    if not queries:
        return DescriptionOperation(words, _single("v", values))
    if len(queries) > 1:
        raise MalformedRequestError("query", "given more than once")
    text = queries[0].removeprefix("\ufeff")
    if len(text.encode("utf-8")) > limit_bytes:
        raise BodyTooLargeError(limit_bytes)
    timeout_s, query_id = _timeout_s(values), _query_id(values)
    return QueryOperation(text, _clause(values), words, timeout_s, query_id, _single("v", values))


def _words(values: dict[str, list[str]]) -> tuple[str, ...]:
    given = (word[:_MAX_WORD] for name in FORMAT_PARAMETERS for word in values.get(name, ()))
    return tuple(dict.fromkeys(word for word in given if word))[:_MAX_WORDS]


def _posted(operation: QueryOperation | DescriptionOperation) -> QueryOperation:
    if isinstance(operation, DescriptionOperation):
        raise MalformedRequestError("query", "missing")
    return operation


def _timeout_s(values: dict[str, list[str]]) -> float | None:
    """Read the deadline; a form's field that was left empty names none."""
    text = _single("timeout", values).strip()
    if not text:
        return None
    seconds = float(text) if _SECONDS.fullmatch(text) else 0.0
    if seconds <= 0:
        reason = f"{text[:40]!r} is not a number of seconds above 0, such as 2.5"
        raise MalformedRequestError("timeout", reason)
    return seconds


def _query_id(values: dict[str, list[str]]) -> str:
    if "query-id" not in values:
        return ""
    given = _single("query-id", values)
    if not _QUERY_ID.fullmatch(given):
        reason = "expected 16 to 64 letters, digits, `_` or `-`"
        raise MalformedRequestError("query-id", reason)
    return given


def _single(parameter: str, values: dict[str, list[str]]) -> str:
    """Return a parameter's one value; a repetition that says the same does no harm."""
    given = set(values.get(parameter, ("",)))
    if len(given) > 1:
        raise MalformedRequestError(parameter, "given more than once")
    return given.pop()


def _clause(values: dict[str, list[str]]) -> DatasetClause:
    default = values.get("default-graph-uri")
    named = values.get("named-graph-uri")
    if default is None and named is None:
        return WHOLE_DATASET
    return DatasetClause(
        _iris("default-graph-uri", default) if default is not None else None,
        _iris("named-graph-uri", named) if named is not None else None,
    )


def _iris(parameter: str, values: Iterable[str]) -> tuple[str, ...]:
    iris = tuple(values)
    for iri in iris:
        if not _IRI.fullmatch(iri):
            raise MalformedRequestError(parameter, f"{iri[:200]!r} is not an absolute IRI")
    return iris


def _parameters(encoded: bytes, place: str) -> Parameters:
    text = _text(encoded, place)
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_PARAMETERS
        )
    except UnicodeDecodeError:
        raise MalformedRequestError(place, "its percent-encoding is not UTF-8") from None
    except ValueError:
        raise MalformedRequestError(place, f"more than {_MAX_PARAMETERS} parameters") from None


def _text(encoded: bytes, place: str) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedRequestError(place, "not UTF-8") from None


def _by_name(parameters: Parameters) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    return values
