"""Answer a client's query: read it from the request, and show its answer on a page."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask import request

from kg.engine import DatasetClause, Form, Prepared, Terms, graph_written
from kg.errors import (
    AddressTooLongError,
    AnswerTooLongError,
    BodyTooLargeError,
    QueryTimeoutError,
)
from kg.formats import GEOJSON, JSON, N_TRIPLES, TURTLE, Format
from kg.namespaces import BASE, THINGS
from kg.web.frame.site import begin_query, engine, language, links, observation, served, site, terms
from kg.web.querying.cells import Term, cell_of, counted, has_geometry
from kg.web.querying.protocol import ProtocolRequest
from kg.web.querying.query_faults import FAULTS, fault_of
from kg.web.reading import describing
from kg.web.reading.asking import statements
from kg.web.words.query_texts import TOLD
from kg.web.words.texts import text
from kg.web.words.writing import visible

MAX_SHOWN_ROWS: Final = 1000
"""A page shows this many rows; every other format gives all."""

_PAGE_BYTES: Final = 4_194_304
"""What a page shows is made of no more than this; every other format may be longer."""

_GRAPH_BYTES: Final = 8_388_608
"""Likewise of a graph, whose N-Triples are longer than the Turtle that is shown."""

_GIVEN_BYTES: Final = 524_288
"""So long an answer is part of its page; the script asks for a longer one, once it is shown."""

_LABELLED: Final = 2000
"""So many things of a page are shown by their labels; the rest by their short names."""

_CHECK_S: Final = 2.0
_CHECK_BYTES: Final = 65_536
_EMPTY: Final = DatasetClause(default=("urn:foerdergraph:nothing",))
"""Names a graph that nobody has: a query is checked against nothing."""

_LINKED_CHARACTERS: Final = 6000
"""A longer query is not put into the address of a file."""

NOTHING: Final[dict[str, object]] = {
    "query": "",
    "columns": (),
    "graph": "",
    "boolean": None,
    "pinned": "",
    "given": None,
    "files": (),
    "seconds": 0.0,
    "waiting": None,
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


def check_query(text: str) -> None:
    """Refuse what is no query; it is asked of nothing, so that this takes no time.

    Raises:
        StoreError: it cannot be evaluated here.
    """
    begin_query(text)
    asked = engine()
    prepared = asked.prepare(text, _EMPTY)
    observation().form = prepared.form.name
    if asked.edition == "remote":
        return  # it was parsed here, and is not sent twice
    bounded = replace(terms(), timeout_s=_CHECK_S, max_bytes=_CHECK_BYTES)
    try:
        _evaluate(prepared, bounded)
    except (AnswerTooLongError, QueryTimeoutError):
        return  # so it was understood


def faults_of(text: str) -> dict[str, object]:
    """Check a query, and say what is wrong with it: `{"fault": …}`, of None where nothing is."""
    try:
        check_query(text)
    except FAULTS as error:
        return {"fault": fault_of(error, language())}
    return {"fault": None}


def _evaluate(prepared: Prepared, bounded: Terms) -> None:
    for _ in engine().evaluate(prepared, prepared.form.formats[0], bounded).chunks:
        pass


def shown(prepared: Prepared, timeout_s: float | None = None) -> dict[str, object]:
    """Evaluate a query for a page, and give what its template is filled with.

    Args:
        prepared: the query.
        timeout_s: how long it may take; None for as long as the request says.

    Raises:
        QueryTimeoutError: it took longer.
    """
    began_s = time.perf_counter()
    body = _evaluated(prepared, N_TRIPLES if prepared.form is Form.GRAPH else JSON, timeout_s)
    values = NOTHING | {"query": visible(prepared.text)} | _given(prepared, body)
    if prepared.form is Form.GRAPH:
        values |= {"graph": graph_written(statements(body), TURTLE).decode("utf-8")}
        return values | _about(prepared, began_s, has_map=False)
    document = json.loads(body)
    if prepared.form is Form.ASK:
        values |= {"boolean": document["boolean"]}
        return values | _about(prepared, began_s, has_map=False)
    solutions: list[dict[str, Term]] = document["results"]["bindings"]
    columns = tuple(document["head"]["vars"])
    told = _about(prepared, began_s, has_map=any(map(has_geometry, solutions)))
    first = solutions[:MAX_SHOWN_ROWS]
    return (
        values
        | told
        | {"columns": columns, "rows": _cells(columns, first), "count": len(solutions)}
    )


def _given(prepared: Prepared, body: bytes) -> dict[str, object]:
    """Give the script of the page the answer that the page has, so that it need not ask again."""
    if len(body) > _GIVEN_BYTES:
        return {}
    is_graph = prepared.form is Form.GRAPH
    return {"given": {"text": body.decode("utf-8"), "isGraph": is_graph}}


def told() -> dict[str, object]:
    """Tell the script that shows answers where it is, and the words it says."""
    spoken = language()
    return {
        "base": BASE,
        "things": THINGS,
        "root": links().path(""),
        "address": links().url(""),
        "language": spoken,
        "version": served().version,
        "labelProperties": describing.LABELS,
        "words": {key.removeprefix("ask-"): text(key, spoken) for key in TOLD},
    }


def _cells(columns: Sequence[str], solutions: Sequence[dict[str, Term]]) -> list[list[object]]:
    found = (term["value"] for row in solutions for term in row.values() if term["type"] == "uri")
    things = list(dict.fromkeys(found))[:_LABELLED]
    labels = describing.labels(engine(), things, language()) if things else {}
    are_counted = {name: counted(row.get(name) for row in solutions) for name in columns}
    return [
        [
            cell_of(row.get(name), labels, language(), is_counted=are_counted[name])
            for name in columns
        ]
        for row in solutions
    ]


def _about(prepared: Prepared, began_s: float, *, has_map: bool) -> dict[str, object]:
    """Say how long it took, and in which files the whole answer may be had."""
    seconds = time.perf_counter() - began_s
    if prepared.clause.is_given or len(prepared.text) > _LINKED_CHARACTERS:
        return {"seconds": seconds, "has_map": has_map}
    offers = [offer for offer in prepared.form.formats if has_map or offer is not GEOJSON]
    files = [(offer.name, links().query(prepared.text, offer.name)) for offer in offers]
    return {"seconds": seconds, "has_map": has_map, "files": files}


def _evaluated(prepared: Prepared, written_as: Format, timeout_s: float | None) -> bytes:
    """Evaluate for a page, which is made in the memory of the server."""
    limit = _GRAPH_BYTES if written_as is N_TRIPLES else _PAGE_BYTES
    bounded = replace(terms(), max_bytes=limit, timeout_s=timeout_s or terms().timeout_s)
    return b"".join(engine().evaluate(prepared, written_as, bounded).chunks)
