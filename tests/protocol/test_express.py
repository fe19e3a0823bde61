"""The short way of small queries gives what the app gives, and steps back where it cannot."""

import gzip
import json
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.protocol.test_server import DATA, TOWN, served

QUERY = f"SELECT ?p ?o {{ <{TOWN}> ?p ?o }} ORDER BY ?p ?o"
JSON = "application/sparql-results+json"

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served("--data", str(DATA)) as address:
        yield address


def asked(base: str, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    connection = HTTPConnection(base.removeprefix("http://"), timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, named)
    response = connection.getresponse()
    found = response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    connection.close()
    return found


def query(text: str = QUERY, **parameters: str) -> str:
    return "/sparql?" + urlencode({"query": text, **parameters})


def count(base: str, name: str) -> float:
    lines = asked(base, "/metrics")[2].decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(name))


def test_it_gives_what_the_app_gives(base: str) -> None:
    """A query with an id of its own goes through the app."""
    short = asked(base, query(), Accept=JSON)
    long = asked(base, query(**{"query-id": "an-id-of-my-own-1"}), Accept=JSON)
    assert short[0] == long[0] == 200
    assert short[2] == long[2]
    own = {"date", "x-query-id", "ratelimit"}
    assert {k: v for k, v in short[1].items() if k not in own} == {
        k: v for k, v in long[1].items() if k not in own
    }
    assert "x-query-id" not in short[1]


@pytest.mark.parametrize("body", [urlencode({"query": QUERY}), QUERY])
def test_it_takes_both_ways_of_posting(base: str, body: str) -> None:
    kinds = {True: "application/sparql-query", False: "application/x-www-form-urlencoded"}
    kind = kinds[body == QUERY]
    status, _, answer = asked(base, "/sparql", "POST", body, Content_Type=kind, Accept=JSON)
    assert (status, answer) == (200, asked(base, query(), Accept=JSON)[2])


def test_it_says_when_the_client_has_the_answer(base: str) -> None:
    tag = asked(base, query(), Accept=JSON)[1]["etag"]
    status, headers, body = asked(base, query(), Accept=JSON, If_None_Match=tag)
    assert (status, headers["etag"], body) == (304, tag, b"")


def test_it_compresses(base: str) -> None:
    long = "SELECT ?n { VALUES ?n { " + " ".join(map(str, range(500))) + " } }"
    plain = asked(base, query(long), Accept=JSON)
    packed = asked(base, query(long), Accept=JSON, Accept_Encoding="gzip")
    assert packed[1]["content-encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]
    assert packed[1]["etag"] != plain[1]["etag"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SELECT ?s { ?s ?p", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("SELECT (<urn:f>(1) AS ?x) {}", 400),
        ("DELETE WHERE { ?s ?p ?o }", 403),
    ],
)
def test_errors_are_told_by_the_app(base: str, text: str, status: int) -> None:
    found = asked(base, query(text), Accept=JSON)
    assert found[0] == status
    assert found[1]["content-type"] == "application/problem+json"
    assert json.loads(found[2])["status"] == status


def test_what_nobody_can_have_is_refused_with_a_list(base: str) -> None:
    status, _, body = asked(base, query(), Accept="image/png")
    assert (status, "text/csv" in body.decode()) == (406, True)


def test_a_browser_gets_the_page(base: str) -> None:
    assert asked(base, query(), Accept="text/html")[1]["content-type"].startswith("text/html")


def test_a_long_answer_goes_on_through_the_app(base: str) -> None:
    long = "SELECT ?a ?b ?c { " + " ".join(
        f"VALUES ?{name} {{ {' '.join(map(str, range(60)))} }}" for name in "abc"
    )
    status, headers, body = asked(base, query(long + " }", format="csv"))
    assert (status, headers["transfer-encoding"]) == (200, "chunked")
    assert body.count(b"\r\n") == 216_001


def test_a_slow_query_goes_on_through_the_app(base: str) -> None:
    numbers = " ".join(map(str, range(120)))
    slow = "SELECT (SUM(?a * ?b * ?c) AS ?n) { " + " ".join(
        f"VALUES ?{name} {{ {numbers} }}" for name in "abc"
    )
    status, _, body = asked(base, query(slow + " }", format="csv"))
    assert (status, body) == (200, b"n\r\n%d\r\n" % sum(range(120)) ** 3)


def test_each_request_is_counted_once(base: str) -> None:
    name = 'foerdergraph_queries_total{asked_by="client",outcome="ok"}'
    before = count(base, name)
    for number in range(5):
        asked(base, query(f"ASK {{ FILTER({number} = {number}) }}"), Accept=JSON)
    assert count(base, name) - before == 5
