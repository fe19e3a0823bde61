"""The real server in a process of its own: clients, changes of release, crashes."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, TSV, TURTLE, XML, SPARQLWrapper

from bench.machine import free_port
from tests.conftest import FIXTURES, ROOT

DATA = FIXTURES / "two-linked-things.trig"
TOWN = "https://w3id.org/foerdergraph/id/gemeinde/05962024"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
WAIT_S = 20.0


def fetched(url: str, **headers: str) -> str:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=WAIT_S) as response:
        return str(response.read().decode("utf-8"))


def kg(*arguments: str, out: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        env=os.environ | {"KG_OUT": str(out)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@contextmanager
def served(*arguments: str, out: Path | None = None) -> Iterator[str]:
    """Run `kg serve` until it answers, and stop it afterwards."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--port", str(port), *arguments],
        env=os.environ | ({"KG_OUT": str(out)} if out else {}),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(base, process)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WAIT_S)


def wait_until_ready(base: str, process: "subprocess.Popen[bytes] | None" = None) -> str:
    deadline = time.monotonic() + WAIT_S
    while True:
        try:
            return fetched(f"{base}/readyz")
        except OSError:
            if time.monotonic() > deadline or (process and process.poll() is not None):
                raise
            time.sleep(0.02)


def version_of(base: str) -> str:
    """Ask which version answers; from where may change beside it, as the memory is filled."""
    return fetched(f"{base}/readyz").split()[1]


def worker_of(base: str) -> int:
    """Find the process that answers: the youngest that listens on the port of *base*."""
    port = base.rpartition(":")[2]
    found = subprocess.run(
        ["pgrep", "-f", f"kg serve --port {port}"], capture_output=True, text=True, check=True
    )
    return max(map(int, found.stdout.split()))


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served("--data", str(DATA), "--graph", f"http://example.org/g={graph_file()}") as url:
        yield url


def graph_file() -> Path:
    return FIXTURES / "one-statement.nt"


def test_files_make_exactly_the_default_graph(base: str) -> None:
    """Its own graphs stay named, so nothing is left for the default graph."""
    assert fetched(f"{base}/sparql?query={quote(COUNT)}&format=csv").split() == ["n", "0"]
    named = "SELECT ?o { GRAPH <http://example.org/g> { ?s ?p ?o } }"
    assert fetched(f"{base}/sparql?query={quote(named)}&format=csv").split() == ["o", "one"]


def test_an_address_of_64_kilobytes_is_answered(base: str) -> None:
    query = "ASK {} #" + "x" * 60_000
    assert '"boolean":true' in fetched(f"{base}/sparql?query={quote(query)}")


def test_umlauts_go_there_and_back(base: str) -> None:
    query = quote("SELECT ('Köln – ß 🦊' AS ?x) {}")
    assert "Köln – ß 🦊" in fetched(f"{base}/sparql?query={query}", Accept="text/csv")


def test_a_chunked_body_is_read(base: str) -> None:
    connection = HTTPConnection(base.removeprefix("http://"), timeout=WAIT_S)
    connection.request(
        "POST",
        "/sparql",
        body=iter([b"ASK ", b"{}"]),
        headers={"Content-Type": "application/sparql-query"},
        encode_chunked=True,
    )
    assert json.loads(connection.getresponse().read()) == {"head": {}, "boolean": True}
    connection.close()


def test_an_empty_accept_header_is_answered(base: str) -> None:
    connection = HTTPConnection(base.removeprefix("http://"), timeout=WAIT_S)
    connection.putrequest("GET", "/sparql?query=ASK%7B%7D", skip_accept_encoding=True)
    connection.putheader("Accept", "")
    connection.endheaders()
    assert connection.getresponse().status == 200
    connection.close()


def test_fifty_megabytes_are_413(base: str) -> None:
    request = urllib.request.Request(
        f"{base}/sparql",
        data=b"#" * 50_000_000,
        headers={"Content-Type": "application/sparql-query"},
    )
    with pytest.raises((urllib.error.HTTPError, ConnectionError, urllib.error.URLError)) as caught:
        urllib.request.urlopen(request, timeout=WAIT_S)
    if isinstance(caught.value, urllib.error.HTTPError):
        assert caught.value.code == 413
        caught.value.close()
    assert wait_until_ready(base)


@pytest.mark.parametrize("return_format", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_solutions(base: str, return_format: str, method: str) -> None:
    wrapper = SPARQLWrapper(f"{base}/sparql")
    wrapper.setQuery("SELECT ('town' AS ?x) {}")
    wrapper.setReturnFormat(return_format)
    wrapper.setMethod(method)
    answer = wrapper.query().convert()
    text = answer.toxml() if return_format == XML else str(answer)
    assert "town" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper 2.0 uses it
@pytest.mark.parametrize("return_format", [XML, JSONLD, TURTLE])
def test_sparqlwrapper_reads_graphs(base: str, return_format: str) -> None:
    wrapper = SPARQLWrapper(f"{base}/sparql")
    wrapper.setQuery("CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE {}")
    wrapper.setReturnFormat(return_format)
    answer = wrapper.query().convert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert (URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")) in graph


def test_rdflib_asks_as_a_store(base: str) -> None:
    graph = Graph(SPARQLStore(f"{base}/sparql"))
    rows = list(graph.query("SELECT ('town' AS ?x) {}"))
    assert str(rows[0][0]) == "town"  # type: ignore[index] # a row


def test_another_endpoint_stands_behind_the_same_door(base: str) -> None:
    with served("--engine", f"{base}/sparql", "--data", str(DATA)) as front:
        asked = f"{front}/sparql?query={quote('SELECT (1 AS ?x) {}')}"
        assert fetched(asked, Accept="text/csv").split() == ["x", "1"]
        with pytest.raises(urllib.error.HTTPError) as caught:
            fetched(f"{front}/sparql?query=SELEC")
        assert caught.value.code == 400
        caught.value.close()


def test_a_worker_that_dies_is_replaced_at_once(base: str) -> None:
    os.kill(worker_of(base), signal.SIGKILL)
    assert wait_until_ready(base).startswith("ready: files-")


def test_a_moved_pointer_changes_what_is_served(tmp_path: Path) -> None:
    kg("load", str(DATA), out=tmp_path)
    with served(out=tmp_path) as url:
        first = version_of(url)
        assert "Iserlohn" in fetched(f"{url}/doc/gemeinde/05962024", Accept="text/html")
        kg("load", str(graph_file()), out=tmp_path)
        deadline = time.monotonic() + WAIT_S
        while version_of(url) == first and time.monotonic() < deadline:
            time.sleep(0.05)
        assert fetched(f"{url}/sparql?query={quote(COUNT)}&format=csv").split() == ["n", "1"]


def test_a_release_is_served_from_disk_too(tmp_path: Path) -> None:
    release = kg("load", str(DATA), out=tmp_path)
    with served(release, "--engine", "disk") as url:
        assert "from disk" in fetched(f"{url}/readyz")
        assert "Iserlohn" in fetched(f"{url}/doc/gemeinde/05962024.ttl")


def test_a_panic_of_the_engine_takes_down_one_worker_only(tmp_path: Path) -> None:
    """Ordering mixed literals aborts the process (pyoxigraph 0.5.13); the next one answers."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    file = tmp_path / "mixed.nt"
    mixed = [
        f"<urn:s{n}> <urn:p> {value} .\n"
        for n in range(200)
        for value in (
            f'"{n}"',
            f'"{n}"^^<{xsd}integer>',
            '"x"@de',
            f'"2020-01-01T00:00:{n % 60:02}{"Z" if n % 2 else ""}"^^<{xsd}dateTime>',
            f'"NaN"^^<{xsd}double>',
        )
    ]
    file.write_text("".join(mixed))
    with served("--data", str(file)) as url:
        with pytest.raises(OSError, match=r"."):
            fetched(f"{url}/sparql?query={quote('SELECT * { ?s ?p ?o } ORDER BY ?o')}")
        assert wait_until_ready(url).startswith("ready: files-")
        assert fetched(f"{url}/sparql?query={quote(COUNT)}&format=csv").split() == ["n", "1000"]
