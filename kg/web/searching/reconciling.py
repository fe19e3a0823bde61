"""Read what a client of the Reconciliation API asks. Pure: JSON in, values out; knows no Flask.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from kg.errors import BatchTooLargeError, MalformedRequestError
from kg.namespaces import BASE, PREFIXES
from kg.web.querying.protocol import FORM, check_body

MAX_QUERIES: Final = 50
"""So many queries a batch may have; the manifest says so."""

MAX_IDS: Final = 1_000
MAX_PROPERTIES: Final = 50
MAX_TEXT: Final = 200
"""Of a longer text no more is compared."""

DEFAULT_LIMIT: Final = 10
_MAX_LIMIT: Final = 50
_MAX_TYPES: Final = 20
_MAX_FIELDS: Final = 20
_STRICTNESS: Final = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Wish:
    """One property that a candidate should have, and the values that it should have of it.

    Attributes:
        property: the property's IRI.
        pid: as the client calls it.
        values: texts to compare with.
        iris: IRIs of things that were matched before.
    """

    property: str
    pid: str
    values: tuple[str, ...]
    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchQuery:
    """One thing that is looked for.

    Attributes:
        text: a name or identifier; empty where only properties are given.
        types: names or IRIs of classes.
        strictness: `any`, `should` or `all`.
        limit: how many candidates are wanted.
        wishes: what else is known of the thing.
    """

    text: str
    types: tuple[str, ...]
    strictness: str
    limit: int
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A property whose values are to be fetched.

    Attributes:
        property: its IRI.
        pid: as the client calls it.
        limit: how many values at most; 0 for all.
        language: of the texts: `de`, `en`, or empty for every one.
    """

    property: str
    pid: str
    limit: int
    language: str


@dataclass(frozen=True, slots=True)
class Extension:
    """Things, by the ids that the client gave, and the properties wanted of them."""

    ids: tuple[str, ...]
    properties: tuple[Fetched, ...]


def parameters(
    query_string: bytes, content_type: str, body: bytes, content_encoding: str = ""
) -> dict[str, str]:
    """Read the parameters of a request: those of the address, and those of a form.

    Raises:
        MalformedRequestError: they are no UTF-8, too many, or one is given twice.
        UnsupportedMediaTypeError: there is a body, and it is no form in UTF-8, or compressed.
    """
    if body:
        check_body(content_type, content_encoding, (FORM,))
    try:
        pairs = [
            pair
            for encoded in (query_string, body)
            for pair in parse_qsl(
                encoded.decode("utf-8"),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=_MAX_FIELDS,
            )
        ]
    except ValueError:
        reason = f"no UTF-8, or more than {_MAX_FIELDS} parameters"
        raise MalformedRequestError("query string", reason) from None
    names = [name for name, _ in pairs]
    if twice := [name for name in ("queries", "extend") if names.count(name) > 1]:
        raise MalformedRequestError(twice[0], "given more than once")
    return dict(pairs)


def iri_of(identifier: str) -> str:
    """Return the IRI that an id stands for: it may be one, a CURIE, or one below our base."""
    prefix, colon, local = identifier.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return identifier if colon else BASE + identifier


def id_of(iri: str) -> str:
    """Return the id of a thing of ours, such as `id/gemeinde/05962024`."""
    return iri.removeprefix(BASE)


def read_batch(text: str) -> dict[str, MatchQuery]:
    """Read the parameter `queries`.

    Raises:
        MalformedRequestError: it is not of its form; says where.
        BatchTooLargeError: it has too many queries.
    """
    batch = _object("queries", _json("queries", text))
    if len(batch) > MAX_QUERIES:
        raise BatchTooLargeError(MAX_QUERIES)
    return {key: _query(f"queries.{key[:40]}", value) for key, value in batch.items()}


def read_extension(text: str, language: str) -> Extension:
    """Read the parameter `extend`; *language* is that of texts where no setting says another.

    Raises:
        MalformedRequestError: it is not of its form; says where.
        BatchTooLargeError: it asks for too much at once.
    """
    asked = _object("extend", _json("extend", text))
    ids = asked.get("ids")
    properties = asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise MalformedRequestError("extend.ids", "expected a list of ids")
    if not isinstance(properties, list):
        raise MalformedRequestError("extend.properties", "expected a list of properties")
    if len(ids) > MAX_IDS or len(properties) > MAX_PROPERTIES:
        raise BatchTooLargeError(MAX_IDS)
    return Extension(tuple(ids), tuple(_fetched(one, language) for one in properties))


def _query(place: str, value: object) -> MatchQuery:
    fields = _object(place, value)
    text = fields.get("query", "")
    if not isinstance(text, str):
        raise MalformedRequestError(f"{place}.query", "expected a text")
    wishes = fields.get("properties") or []
    if not isinstance(wishes, list):
        raise MalformedRequestError(f"{place}.properties", "expected a list")
    if not text.strip() and not wishes:
        raise MalformedRequestError(place, "needs a query or properties")
    return MatchQuery(
        " ".join(text[:MAX_TEXT].split()),
        _types(place, fields.get("type")),
        _strictness(place, fields.get("type_strict")),
        _limit(place, fields.get("limit")),
        tuple(_wish(f"{place}.properties", one) for one in wishes[:MAX_PROPERTIES]),
    )


def _types(place: str, value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value] if value else []
    names = [one.get("id") if isinstance(one, dict) else one for one in given[:_MAX_TYPES]]
    if not all(isinstance(name, str) for name in names):
        raise MalformedRequestError(f"{place}.type", "expected an id or a list of ids")
    return tuple(str(name)[:MAX_TEXT] for name in names if name)


def _strictness(place: str, value: object) -> str:
    if value is None:
        return "should"
    if value not in _STRICTNESS:
        raise MalformedRequestError(f"{place}.type_strict", "expected any, should or all")
    return str(value)


def _limit(place: str, value: object) -> int:
    if value is None:
        return DEFAULT_LIMIT
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 1:
        raise MalformedRequestError(f"{place}.limit", "expected a number from 1")
    return int(min(value, _MAX_LIMIT))


def _wish(place: str, value: object) -> Wish:
    fields = _object(place, value)
    pid = fields.get("pid")
    if not isinstance(pid, str) or not pid:
        raise MalformedRequestError(f"{place}.pid", "expected the id of a property")
    given = fields.get("v")
    texts, iris = [], []
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict):
            iris.append(iri_of(str(one.get("id", ""))[:MAX_TEXT]))
        elif isinstance(one, bool):
            texts.append(str(one).lower())
        elif isinstance(one, str | int | float):
            texts.append(str(one)[:MAX_TEXT].strip())
    return Wish(iri_of(pid[:MAX_TEXT]), pid, tuple(text for text in texts if text), tuple(iris))


def _fetched(value: object, language: str) -> Fetched:
    fields = _object("extend.properties", value)
    pid = fields.get("id")
    if not isinstance(pid, str) or not pid:
        raise MalformedRequestError("extend.properties.id", "expected the id of a property")
    settings = fields.get("settings") or {}
    settings = settings if isinstance(settings, dict) else {}
    chosen = settings.get("language", language)
    limit = str(settings.get("limit", "0") or "0")
    return Fetched(
        iri_of(pid[:MAX_TEXT]),
        pid,
        int(limit) if limit.isascii() and limit.isdecimal() and len(limit) < 7 else 0,
        chosen if isinstance(chosen, str) and chosen in {"de", "en"} else "",
    )


def _json(parameter: str, text: str) -> object:
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise MalformedRequestError(parameter, "is not JSON in UTF-8") from None
    return value


def _object(place: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise MalformedRequestError(place, "expected an object")
    return value
