"""Nothing that a query says makes the house open a connection."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.hostile.house import House

WITHOUT_GUARD = """
import sys
from pyoxigraph import Literal, NamedNode, Quad, Store
store = Store()
for value in (1, True):
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(value)))
result = store.query(sys.stdin.read())
list(result) if hasattr(result, "__iter__") else bool(result)
"""


class Canary:
    """Listens on loopback and counts who comes."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}/sparql"
        self.visits = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):  # nobody may be connected
            self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()

    def _run(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            self.visits += 1
            with visitor, suppress(OSError):
                visitor.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listening = Canary()
    yield listening
    listening.close()


SERVICE = {
    "plain": "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "small": "SELECT * { service <%s> { ?s ?p ?o } }",
    "mixed": "SELECT * { sErViCe <%s> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "silent without space": "SELECT * { SERVICESILENT<%s>{ ?s ?p ?o } }",
    "no space": "SELECT*{SERVICE<%s>{?s ?p ?o}}",
    "comment between": "SELECT * { SERVICE # a comment <urn:x>\n <%s> { ?s ?p ?o } }",
    "comment behind a string": "SELECT * { BIND('#' AS ?x) SERVICE <%s> { ?s ?p ?o } }",
    "line breaks": "SELECT * {\r\nSERVICE\r\n\t<%s>\r\n{ ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o } }",
    "bound": "SELECT * { BIND(IRI('%s') AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "prefixed": "PREFIX e: <%s> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "prefix of the same name": "PREFIX service: <%s> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "empty prefix": "PREFIX : <%s> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "escaped in the address": "SELECT * { SERVICE <\\u0068%.0s%s> { ?s ?p ?o } }",
    "nested": "SELECT * { { { OPTIONAL { SERVICE <%s> { ?s ?p ?o } } } } }",
    "subselect": "SELECT * { { SELECT ?s { SERVICE <%s> { ?s ?p ?o } } } }",
    "exists": "SELECT * { VALUES ?x { 1 } FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "not exists": "ASK { VALUES ?x { 1 } FILTER(NOT EXISTS { SERVICE <%s> { ?s ?p ?o } }) }",
    "minus": "SELECT * { VALUES ?s { 1 } MINUS { SERVICE <%s> { ?s ?p ?o } } }",
    "union": "SELECT * { { ?s ?p ?o } UNION { SERVICE <%s> { ?s ?p ?o } } }",
    "in graph": "SELECT * { VALUES ?g { <urn:g> } { SERVICE <%s> { ?s ?p ?o } } }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <%s> { ?s ?p ?o } }",
    "behind a number": "SELECT * { ?s <urn:p> 1.SERVICE<%s>{ ?s ?p ?o } }",
    "behind a comparison": (
        "SELECT * { VALUES (?a ?b) { (1 2) } FILTER(?a<?b&&'>'>'<')SERVICE<%s>{?s ?p ?o}#'\n }"
    ),
    "behind a boolean": "SELECT * { ?s <urn:p> trueSERVICE<%s>{ ?s ?p ?o } }",
    "behind a quote": 'SELECT * {BIND("\'" AS ?x) SERVICE <%s> { ?s ?p ?o } BIND("\'" AS ?y)}',
    "behind a long string": "SELECT * { BIND('''a'b''' AS ?x) SERVICE <%s> { ?s ?p ?o } }",
    "byte order mark": "\ufeffSELECT * { SERVICE <%s> { ?s ?p ?o } }",
}

HARMLESS = {"variable", "bound", "byte order mark"}
"""oxigraph wants the address of a service as it stands, and no byte order mark."""


def spelled(pattern: str, address: str) -> str:
    if "%.0s" in pattern:
        return pattern.replace("%.0s%s", address.removeprefix("h"))
    return pattern % address


@pytest.mark.parametrize("padding", ["", "\n# " + "x" * 3_000], ids=["short", "long"])
@pytest.mark.parametrize("pattern", SERVICE.values(), ids=SERVICE)
def test_no_spelling_of_service_gets_out(
    house: House, canary: Canary, pattern: str, padding: str
) -> None:
    before = canary.visits
    reply = house.ask(spelled(pattern, canary.address) + padding)
    assert (reply.outcome, canary.visits) == ("403", before)


def test_the_engine_without_a_guard_visits_the_canary(canary: Canary) -> None:
    """So the spellings above are dangerous, and the canary sees what it should see."""
    reached = set()
    for name, pattern in SERVICE.items():
        before = canary.visits
        subprocess.run(
            [sys.executable, "-c", WITHOUT_GUARD],
            input=spelled(pattern, canary.address).encode(),
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=30,
        )
        if canary.visits > before:
            reached.add(name)
    assert set(SERVICE) - reached == HARMLESS


@pytest.mark.parametrize(
    "text",
    ["LOAD <%s>", "LOAD SILENT <%s> INTO GRAPH <urn:g>", "PREFIX a: <urn:a> load <%s>"],
)
def test_a_query_that_loads_is_refused(house: House, canary: Canary, text: str) -> None:
    before = canary.visits
    assert house.ask(text % canary.address).status == 403
    with house.client() as client:
        sent = {"Content-Type": "application/sparql-update"}
        update = client.request("POST", "/sparql", (text % canary.address).encode(), sent)
    assert (update.status, canary.visits) == (403, before)


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("SELECT * FROM <%s> { ?s ?p ?o }", ()),
        ("SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }", ()),
        ("SELECT * { ?s ?p ?o }", ("default-graph-uri",)),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", ("named-graph-uri",)),
    ],
)
def test_the_name_of_a_graph_is_only_a_name(
    house: House, canary: Canary, text: str, parameters: tuple[str, ...]
) -> None:
    before = canary.visits
    named = text.replace("%s", canary.address)
    reply = house.ask(named, **dict.fromkeys(parameters, canary.address))
    assert (reply.status, reply.body.count(b"\n"), canary.visits) == (200, 1, before)
