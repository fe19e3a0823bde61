"""Another endpoint may be slow, broken, gone or talk in the wrong format: each is its own error."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.engine import DataFiles, DatasetClause, EngineData, open_engine
from kg.engine.remote import RemoteEngine
from kg.errors import EvaluationError, QuerySyntaxError, QueryTimeoutError, ServiceRefusedError
from kg.formats import CSV, CSV_EXCEL, GEOJSON, N_TRIPLES, Format

TIMEOUT_S = 1.0
JSON_BODY = b"""{"head": {"vars": ["x", "w"]}, "results": {"bindings": [{
  "x": {"type": "literal", "value": "=1"},
  "w": {"type": "literal", "value": "POINT(7 51)",
        "datatype": "http://www.opengis.net/ont/geosparql#wktLiteral"}}]}}"""


class Peer(BaseHTTPRequestHandler):
    """Answers by the path it is asked at, and remembers what it was asked."""

    asked: dict[str, list[str]]
    accepted: str

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        Peer.asked = parse_qs(self.rfile.read(length).decode("ascii"))
        Peer.accepted = self.headers["Accept"]
        if self.path == "/slow":
            time.sleep(2 * TIMEOUT_S)
        if self.path == "/broken":
            return self.answer(503, "text/plain", b"")
        if self.path == "/refusing":
            return self.answer(400, "text/plain", b"")
        if self.path == "/html":
            return self.answer(200, "text/html", b"<p>hello</p>")
        if self.path == "/json":
            return self.answer(200, "application/sparql-results+json", JSON_BODY)
        if self.path == "/no-json":
            return self.answer(200, "application/sparql-results+json", b"{")
        if self.path == "/cut":
            return self.answer(200, "text/csv", b"x\r\n", announced=10_000)
        return self.answer(200, "text/csv; charset=utf-8", b"x\r\n1\r\n")

    def answer(self, status: int, kind: str, body: bytes, announced: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(announced or len(body)))
        with suppress(ConnectionError):  # whoever asked may have left
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def peer() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Peer) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def asked(url: str, text: str = "SELECT ?x {}", clause: DatasetClause | None = None) -> bytes:
    engine = RemoteEngine(url, timeout_s=TIMEOUT_S)
    prepared = engine.prepare(text, clause or DatasetClause())
    return b"".join(engine.evaluate(prepared, CSV).chunks)


@pytest.mark.parametrize(
    ("answer_format", "body"),
    [
        (CSV_EXCEL, "\ufeffx;w\r\n'=1;POINT(7 51)\r\n".encode()),
        (
            GEOJSON,
            b'{"type":"FeatureCollection","features":[\n{"type":"Feature","geometry":'
            b'{"type":"Point","coordinates":[7.0,51.0]},"properties":{"x":"=1"}}\n]}\n',
        ),
    ],
    ids=["csv-excel", "geojson"],
)
def test_our_own_formats_are_made_of_the_other_servers_json(
    peer: str, answer_format: Format, body: bytes
) -> None:
    engine = RemoteEngine(f"{peer}/json", timeout_s=TIMEOUT_S)
    answer = engine.evaluate(engine.prepare("SELECT ?x ?w {}"), answer_format)
    assert b"".join(answer.chunks) == body
    assert answer.length_bytes == len(body)


def test_json_that_cannot_be_read_is_told(peer: str) -> None:
    engine = RemoteEngine(f"{peer}/no-json", timeout_s=TIMEOUT_S)
    with pytest.raises(EvaluationError, match="JSON"):
        engine.evaluate(engine.prepare("SELECT ?x ?w {}"), CSV_EXCEL)


def test_the_answer_comes_as_it_was_given(peer: str) -> None:
    assert asked(f"{peer}/good") == b"x\r\n1\r\n"


def test_query_dataset_and_format_go_along(peer: str) -> None:
    clause = DatasetClause(("http://a/", "http://b/"), ("http://c/",))
    asked(f"{peer}/good", "SELECT ?x { VALUES ?x { 'ä' } }", clause)
    assert Peer.asked["default-graph-uri"] == ["http://a/", "http://b/"]
    assert Peer.asked["named-graph-uri"] == ["http://c/"]
    assert Peer.asked["query"][0].endswith("\nSELECT ?x { VALUES ?x { 'ä' } }")
    assert Peer.accepted == "text/csv"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("broken", "answered status 503"),
        ("refusing", "refused it"),
        ("html", "answered text/html where text/csv was asked for"),
        ("cut", "broke off its answer"),
    ],
)
def test_a_bad_answer_is_an_evaluation_error(peer: str, path: str, reason: str) -> None:
    with pytest.raises(EvaluationError, match=reason):
        asked(f"{peer}/{path}")


def test_a_slow_answer_is_a_timeout(peer: str) -> None:
    with pytest.raises(QueryTimeoutError):
        asked(f"{peer}/slow")


def test_an_endpoint_that_is_gone_cannot_be_reached() -> None:
    with pytest.raises(EvaluationError, match="cannot be reached"):
        asked("http://127.0.0.1:9/sparql")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELEC", QuerySyntaxError),
        ("SELECT * { SERVICE <http://x/> {} }", ServiceRefusedError),
        ("SELECT * { \\u0053ERVICE <http://x/> {} }", ServiceRefusedError),
        ("CLEAR ALL", ServiceRefusedError),
    ],
)
def test_what_is_refused_never_leaves(peer: str, text: str, error: type[Exception]) -> None:
    Peer.asked = {}
    with pytest.raises(error):
        asked(f"{peer}/good", text)
    assert Peer.asked == {}


def test_a_graph_is_asked_for_in_its_own_format(peer: str) -> None:
    engine = RemoteEngine(f"{peer}/good", timeout_s=TIMEOUT_S)
    prepared = engine.prepare("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(EvaluationError, match="where application/n-triples was asked for"):
        engine.evaluate(prepared, N_TRIPLES)


def test_an_address_opens_this_engine(peer: str) -> None:
    data = EngineData(DataFiles())
    engine = open_engine(f"{peer}/sparql", data, memory_share=0.5, timeout_s=1)
    assert engine.description == f"the endpoint {peer}/sparql"
    assert engine.is_union is False
