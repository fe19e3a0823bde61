"""The client gives proper types and whole answers, or says in the server's words why not."""

import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import pandas
import pytest

from kg.client import Client
from kg.client.frames import frame_of
from kg.errors import AnswerBrokenError, EndpointError, EndpointRefusedError
from kg.namespaces import PREFIXES

XSD = PREFIXES["xsd"]
BODY = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": []}}).encode()
PACKED = gzip.compress(BODY)
PROBLEM = {"title": "Bad Request", "detail": "line 1, column 3: no such thing"}


def literal(text: str, datatype: str = "") -> dict[str, str]:
    return {"type": "literal", "value": text} | ({"datatype": XSD + datatype} if datatype else {})


def frame(*cells: dict[str, str] | None, **options: bool) -> pandas.DataFrame:
    rows = [{"x": cell} if cell else {} for cell in cells]
    document = {"head": {"vars": ["x"]}, "results": {"bindings": rows}}
    chosen = {"is_exact": True, "with_languages": False} | options
    return frame_of(document, **chosen)


@pytest.mark.parametrize(
    ("cells", "dtype", "values"),
    [
        ([literal("5", "integer"), literal("7", "int")], "Int64", [5, 7]),
        ([literal("2019", "gYear")], "Int64", [2019]),
        ([literal("0.10", "decimal")], "object", [Decimal("0.10")]),
        ([literal("1", "integer"), literal("0.1", "decimal")], "object", [1, Decimal("0.1")]),
        ([literal("1", "integer"), literal("2.5E0", "double")], "Float64", [1.0, 2.5]),
        ([literal("INF", "float")], "Float64", [float("inf")]),
        ([literal("true", "boolean"), literal("0", "boolean")], "boolean", [True, False]),
        (
            [literal("2020-09-24", "date"), literal("0962-01-01", "date")],
            "datetime64[s]",
            [pandas.Timestamp("2020-09-24"), pandas.Timestamp("0962-01-01")],
        ),
        (
            [literal("2020-09-24T12:00:00", "dateTime")],
            "datetime64[us]",
            [pandas.Timestamp("2020-09-24T12:00:00")],
        ),
        (
            [literal("2020-09-24T12:00:00+02:00", "dateTime")],
            "datetime64[us, UTC]",
            [pandas.Timestamp("2020-09-24T10:00:00Z")],
        ),
        ([literal("05962024")], "string", ["05962024"]),
        ([{"type": "uri", "value": "urn:a"}, literal("b")], "string", ["urn:a", "b"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_column_has_the_type_of_its_data_and_keeps_what_is_missing(
    cells: list[dict[str, str]], dtype: str, values: list[object]
) -> None:
    column = frame(*cells, None)["x"]
    assert str(column.dtype) == dtype
    assert column.tolist()[:-1] == values
    assert pandas.isna(column.iloc[-1])


@pytest.mark.parametrize(
    "cells",
    [
        [literal("2020-09-24", "date"), literal("2020", "gYear")],
        [literal("2020-09-24T12:00:00Z", "dateTime"), literal("2020-09-24T12:00:00", "dateTime")],
        [literal("-0044-03-15", "date")],
        [literal("many", "integer")],
        [literal("maybe", "boolean")],
        [literal("9" * 30, "integer")],
        [literal("x", "decimal"), literal("1", "integer")],
    ],
)
def test_what_has_no_one_type_stays_as_it_stands(cells: list[dict[str, str]]) -> None:
    column = frame(*cells)["x"]
    assert str(column.dtype) == "string"
    assert column.tolist() == [cell["value"] for cell in cells]


def test_decimals_are_floats_only_for_who_wants_them() -> None:
    cells = (literal("0.1", "decimal"), literal("0.2", "decimal"))
    assert frame(*cells)["x"].sum() == Decimal("0.3")
    assert str(frame(*cells, is_exact=False)["x"].dtype) == "Float64"


def test_languages_stand_beside_their_texts_for_who_wants_them() -> None:
    german = literal("Köln") | {"xml:lang": "de"}
    found = frame(german, literal("x"), None, with_languages=True)
    assert list(found.columns) == ["x", "x.lang"]
    assert found["x.lang"].isna().tolist() == [False, True, True]
    assert found["x.lang"].iloc[0] == "de"
    assert list(frame(german).columns) == ["x"]


def test_no_rows_are_a_frame_with_its_columns() -> None:
    assert (frame().shape, list(frame().columns)) == ((0, 1), ["x"])


class _Server(BaseHTTPRequestHandler):
    """Answers what *answer* says, byte for byte behind the status line."""

    protocol_version = "HTTP/1.1"
    answer = b""
    asked = ""
    headers_asked: dict[str, str]

    def do_GET(self) -> None:
        type(self).asked, type(self).headers_asked = self.path, dict(self.headers)
        self.wfile.write(self.answer)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def fake() -> Iterator[tuple[type[_Server], Client]]:
    handler = type("Handler", (_Server,), {})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield handler, Client(f"http://127.0.0.1:{server.server_port}", timeout_s=5)
        server.shutdown()
        thread.join()


def _answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


def _chunk(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


def test_a_whole_answer_names_its_release(fake: tuple[type[_Server], Client]) -> None:
    handler, client = fake
    body = _chunk(PACKED) + b"0\r\n\r\n"
    version = "X-Dataset-Version: 2026.01.01-0123abcd"
    head = ("Transfer-Encoding: chunked", "Content-Encoding: gzip", version)
    handler.answer = _answer(body, *head)
    assert client.select("SELECT ?x {}").attrs["release"] == "2026.01.01-0123abcd"
    assert client.pinned().release == "2026.01.01-0123abcd"
    client.pinned().select("SELECT ?x {}")
    assert handler.asked.endswith("&v=2026.01.01-0123abcd")
    assert handler.headers_asked["User-Agent"] == "foerdergraph-client (kg.client)"


@pytest.mark.parametrize(
    "answer",
    [
        _answer(BODY, f"Content-Length: {len(BODY) + 1}"),
        _answer(_chunk(BODY), "Transfer-Encoding: chunked"),
        _answer(BODY),
        _answer(PACKED[:-4], f"Content-Length: {len(PACKED) - 4}", "Content-Encoding: gzip"),
        _answer(BODY[:-1], f"Content-Length: {len(BODY) - 1}"),
    ],
    ids=["length", "last chunk", "no mark of an end", "packed", "JSON"],
)
def test_an_answer_that_does_not_end_raises(
    fake: tuple[type[_Server], Client], answer: bytes
) -> None:
    handler, client = fake
    handler.answer = answer
    with pytest.raises(AnswerBrokenError):
        client.select("SELECT ?x {}")


def test_a_refusal_is_told_in_the_servers_words(fake: tuple[type[_Server], Client]) -> None:
    handler, client = fake
    body = json.dumps(PROBLEM).encode()
    length = f"Content-Length: {len(body)}"
    handler.answer = _answer(body, length, "Retry-After: 7", status="429 Too Many Requests")
    with pytest.raises(EndpointRefusedError) as caught:
        client.ask("ASK {}")
    assert (caught.value.status, caught.value.retry_after_s) == (429, 7)
    assert "line 1, column 3: no such thing (ask again after 7 s)" in str(caught.value)
    handler.answer = _answer(b"<html>", "Content-Length: 6", status="502 Bad Gateway")
    with pytest.raises(EndpointRefusedError, match="answered 502: Bad Gateway"):
        client.ask("ASK {}")


def test_the_wrong_form_of_query_is_named(fake: tuple[type[_Server], Client]) -> None:
    handler, client = fake
    handler.answer = _answer(BODY, f"Content-Length: {len(BODY)}")
    with pytest.raises(EndpointError, match="no boolean in the answer"):
        client.ask("SELECT ?x {}")


@pytest.mark.parametrize("url", ["file:///etc", "127.0.0.1:8000", "http://127.0.0.1:1"])
def test_what_cannot_be_asked_is_named(url: str) -> None:
    with pytest.raises(EndpointError, match=url):
        Client(url, timeout_s=5).ask("ASK {}")


def test_prefixes_that_are_used_are_declared_once(fake: tuple[type[_Server], Client]) -> None:
    handler, client = fake
    handler.answer = _answer(BODY, f"Content-Length: {len(BODY)}")
    client.select("prefix fg: <urn:mine> SELECT ?x { ?x a fg:A ; rdfs:label ?l }")
    assert handler.asked.count("rdf-schema") == 1
    assert "foerdergraph" not in handler.asked


def test_importing_the_client_imports_no_library() -> None:
    program = "import sys, kg.client; print({'pandas', 'numpy', 'rdflib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
