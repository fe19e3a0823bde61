"""The operator's side of a real server: what its standard error and its numbers say."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from bench.machine import free_port
from tests.conftest import FIXTURES, ROOT
from tests.protocol.test_server import WAIT_S, fetched, wait_until_ready

SECRET = "personal-text"  # noqa: S105 -- of a query
QUERY = f"SELECT * {{ ?s ?p ?o }} # {SECRET}"


@dataclass(frozen=True)
class Running:
    base: str
    log: Path

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text("ascii").splitlines()]

    def requests(self, count: int) -> list[dict[str, object]]:
        """Wait until *count* requests are written, and return their lines."""
        deadline = time.monotonic() + WAIT_S
        while True:
            found = [line for line in self.lines() if line["event"] == "request"]
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.02)


@contextmanager
def running(
    folder: Path, *options: str, environment: dict[str, str] | None = None
) -> Iterator[Running]:
    port = free_port()
    log = folder / "log"
    data = ("--data", str(FIXTURES / "two-linked-things.trig"))
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", "--port", str(port), *options, *data],
            env=os.environ | (environment or {}),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=stream,
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process)
            yield Running(f"http://127.0.0.1:{port}", log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=WAIT_S)


def test_every_request_has_one_line_whoever_answers_it(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        asked = f"{server.base}/sparql?query={quote(QUERY)}"
        first, again = fetched(asked), fetched(asked)
        assert first == again
        with pytest.raises(urllib.error.HTTPError) as caught:
            fetched(f"{server.base}/sparql?query=SELEC%0A%7B")
        caught.value.close()
        lines = server.requests(3)
        numbers = fetched(f"{server.base}/metrics")
    assert [(line["route"], line["status"]) for line in lines] == [
        ("sparql", 200),
        ("sparql", 200),
        ("sparql", 400),
    ]
    made, kept, refused = lines
    assert (made["outcome"], made["form"], refused["outcome"]) == ("ok", "SELECT", "syntax")
    assert kept["cache"] == "hit"
    assert made["query"] == kept["query"] != refused["query"]
    assert made["bytes"] == kept["bytes"] == len(first)
    assert made["client"] == kept["client"] != "127.0.0.1"
    assert SECRET not in server.log.read_text("ascii")
    assert 'foerdergraph_requests_total{route="sparql",status="200"} 2.0' in numbers
    assert 'foerdergraph_queries_total{asked_by="client",outcome="ok"} 1.0' in numbers
    assert 'foerdergraph_cache_hits_total{cache="replies"} 1.0' in numbers


def test_the_log_says_when_the_server_began_and_ended(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        pass
    told = [line["event"] for line in server.lines()]
    assert (told[0], told[-1]) == ("serving", "stopped")


def test_what_cannot_be_opened_is_said_once_and_soon(tmp_path: Path) -> None:
    options = ["--port", str(free_port()), "--data", str(tmp_path / "missing.ttl")]
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg serve: {tmp_path}/missing.ttl: cannot be read")
    assert done.stderr.count("missing.ttl: cannot be read") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "told"),
    [("127.0.0.1", "expected a port that nobody listens on yet"), ("192.0.2.1", "of this machine")],
)
def test_where_it_cannot_listen_it_says_why(host: str, told: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        data = str(FIXTURES / "two-linked-things.trig")
        options = ["--port", str(other.getsockname()[1]), "--host", host, "--data", data]
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "kg",
                "serve",
                *options,
                "--data",
                str(FIXTURES / "two-linked-things.trig"),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=WAIT_S,
        )
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_body_that_is_cut_off_does_not_lose_its_line(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        request = urllib.request.Request(
            f"{server.base}/sparql",
            data=b"#" * 10_000_000,
            headers={"Content-Type": "application/sparql-query"},
        )
        with pytest.raises((urllib.error.URLError, ConnectionError)) as caught:
            urllib.request.urlopen(request, timeout=WAIT_S)
        if isinstance(caught.value, urllib.error.HTTPError):
            caught.value.close()
        [line] = server.requests(1)
    assert (line["method"], line["status"]) == ("POST", 413)


ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"GRAPH ?g{n} {{ ?a{n} ?b{n} ?c{n} }}" for n in range(12))
    + " FILTER(?c0 != ?c1) }"
)
"""More solutions than can be counted while anyone waits."""


def asked_in_the_background(address: str) -> tuple[threading.Thread, list[int]]:
    statuses: list[int] = []

    def ask() -> None:
        try:
            fetched(address)
            statuses.append(200)
        except urllib.error.HTTPError as error:
            statuses.append(error.code)
            error.close()

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, statuses


def ended(base: str, query_id: str) -> int:
    request = urllib.request.Request(f"{base}/sparql/queries/{query_id}", method="DELETE")
    try:
        with urllib.request.urlopen(request, timeout=WAIT_S) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_a_query_that_runs_long_is_ended_by_its_id(tmp_path: Path) -> None:
    query_id = "an-id-of-my-own-1"
    with running(tmp_path) as server:
        address = f"{server.base}/sparql?query={quote(ENDLESS)}&query-id={query_id}"
        thread, statuses = asked_in_the_background(address)
        deadline = time.monotonic() + WAIT_S
        while ended(server.base, query_id) != 204:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        began_s = time.monotonic()
        thread.join(WAIT_S)
        assert time.monotonic() - began_s < 2
        assert statuses == [409]
        assert ended(server.base, query_id) == 404
        lines = [line for line in server.requests(2) if line["route"] == "sparql"]
        numbers = fetched(f"{server.base}/metrics")
    assert [(line["status"], line["outcome"]) for line in lines] == [(409, "cancelled")]
    assert 'foerdergraph_queries_total{asked_by="client",outcome="cancelled"} 1.0' in numbers


def test_a_client_that_hangs_up_ends_its_query_and_the_log_says_so(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        connection = HTTPConnection(server.base.removeprefix("http://"), timeout=WAIT_S)
        connection.request("GET", f"/sparql?query={quote(ENDLESS)}")
        time.sleep(0.5)
        connection.close()
        [line] = server.requests(1)
    assert line["outcome"] == "cancelled"


def test_the_operator_and_the_end_of_a_query_need_not_wait_for_a_thread(tmp_path: Path) -> None:
    query_ids = [f"one-of-two-queries-{number}" for number in range(2)]
    with running(tmp_path, environment={"KG_THREADS": "2"}) as server:
        address = f"{server.base}/sparql?query={quote(ENDLESS)}&query-id="
        threads = [asked_in_the_background(address + query_id)[0] for query_id in query_ids]
        time.sleep(0.5)
        began_s = time.monotonic()
        assert fetched(f"{server.base}/healthz") == "alive\n"
        assert "running_requests 3.0" in fetched(f"{server.base}/metrics")
        assert [ended(server.base, query_id) for query_id in query_ids] == [204, 204]
        assert time.monotonic() - began_s < 5
        for thread in threads:
            thread.join(WAIT_S)
