"""One line for each request, and nothing in it that a client could forge or be found by."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kg.web.operating.lines import JSONFormatter
from kg.web.operating.logs import ClientNames, RequestLog
from kg.web.operating.observing import Observation

HOSTILE = 'SELECT * { ?s ?p "\n{\\"level\\": \\"error\\"}\r\x1b[31m\u2028\x7f\x85" }'
NOON_S = 1_800_000_000.0


@contextmanager
def written(level: str = "INFO") -> Iterator[io.StringIO]:
    """Collect what is logged."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    log = logging.getLogger("kg.requests")
    log.addHandler(handler)
    log.setLevel(level)
    try:
        yield stream
    finally:
        log.removeHandler(handler)
        log.setLevel(logging.NOTSET)


def an_observation(**values: object) -> Observation:
    noted = Observation(method="GET", route="sparql", status=200, sent_bytes=12, is_complete=True)
    for name, value in values.items():
        setattr(noted, name, value)
    return noted


def line_of(noted: Observation, log: RequestLog | None = None) -> dict[str, object]:
    with written() as stream:
        (log or RequestLog()).ended(noted)
    text = stream.getvalue()
    assert text.count("\n") == 1
    assert all(" " <= character <= "~" for character in text.removesuffix("\n"))
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


def test_a_query_is_known_by_its_hash_alone() -> None:
    line = line_of(
        an_observation(
            query="ASK {}",
            form="ASK",
            outcome="ok",
            evaluation_s=0.00123,
            release="2026.01.01-0123abcd",
            client="192.0.2.1",
        )
    )
    assert line["event"] == "request"
    assert line["query"] == "819ea91ed5f12b38"
    assert (line["form"], line["query_bytes"], line["outcome"]) == ("ASK", 6, "ok")
    assert (line["status"], line["bytes"], line["evaluation_s"]) == (200, 12, 0.0012)
    assert "ASK {}" not in line.values()
    assert "192.0.2.1" not in json.dumps(line)


def test_a_query_is_written_where_the_operator_asks_for_it() -> None:
    assert line_of(an_observation(query=HOSTILE), RequestLog(True))["query_text"] == HOSTILE


def test_a_very_long_query_is_not_written_whole() -> None:
    text = str(line_of(an_observation(query="x" * 1_000_000), RequestLog(True))["query_text"])
    assert len(text) == 10_000


def test_a_broken_answer_is_told_from_a_whole_one() -> None:
    assert "complete" not in line_of(an_observation())
    assert line_of(an_observation(is_complete=False))["complete"] is False


@pytest.mark.parametrize(
    ("status", "route", "level"),
    [(500, "sparql", "error"), (504, "sparql", "warning"), (503, "health", "warning")],
)
def test_what_we_cannot_answer_is_found_by_its_id(status: int, route: str, level: str) -> None:
    line = line_of(an_observation(status=status, route=route, error_id="0123456789abcdef"))
    assert (line["level"], line["error_id"]) == (level, "0123456789abcdef")


def test_what_machines_ask_every_few_seconds_is_not_written() -> None:
    with written() as stream:
        RequestLog().ended(an_observation(route="health"))
    assert stream.getvalue() == ""


def test_a_client_has_one_name_a_day() -> None:
    names = ClientNames()
    first = names.name("192.0.2.1", NOON_S)
    assert names.name("192.0.2.1", NOON_S + 3600) == first
    assert names.name("192.0.2.2", NOON_S) != first
    assert names.name("192.0.2.1", NOON_S + 86_400) != first
    assert ClientNames().name("192.0.2.1", NOON_S) != first


def test_a_traceback_is_one_line() -> None:
    with written() as stream:
        try:
            raise ValueError("a\nb")
        except ValueError:
            logging.getLogger("kg.requests").exception("fault\n%s", "x\ny")
    line = json.loads(stream.getvalue())
    assert stream.getvalue().count("\n") == 1
    assert line["event"] == "fault\nx\ny"
    assert "ValueError: a\nb" in line["traceback"]
