"""What is measured and how: peers take turns, since a machine's speed drifts by the minute."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

from bench import client
from bench.client import Connection, Reply, Request, status_of
from bench.machine import front_processes, resident_mib
from bench.peers import Peer, Server
from bench.questions import MEDIA_TYPES, Question
from bench.results import Cell, Comparison, ProbeOutcome, Rate, Stream

_POINT: Final = "SELECT ?p ?o WHERE { <https://example.org/funding/project/17> ?p ?o }"
_EVERYTHING: Final = "SELECT * WHERE { ?s ?p ?o }"
_SAMPLE_S: Final = 0.05
_SETTLE_S: Final = 0.2
_PATIENCE_S: Final = 5.0


def compare(peer: Server, other: Server, question: Question) -> Comparison:
    """Compare two peers' answers to a question as multisets of rows.

    Where the server may choose among the rows, only their number is compared.
    """
    replies = [
        Connection(asked.port).ask(asked.request(question.texts[0], question.accept).raw)
        for asked in (peer, other)
    ]
    if statuses := [reply.status for reply in replies if reply.status != 200]:
        return Comparison(question.name, 0, f"HTTP {statuses[0]}", is_same=False)
    mine, theirs = (_rows(reply, question.accept) for reply in replies)
    if question.is_open:
        is_same = mine.total() == theirs.total()
        return Comparison(question.name, mine.total(), "number of rows (LIMIT, no order)", is_same)
    return Comparison(question.name, mine.total(), "all rows", mine == theirs)


def _rows(reply: Reply, accept: str) -> Counter[str]:
    if accept == MEDIA_TYPES["json"]:
        bindings = json.loads(reply.body)["results"]["bindings"]
        return Counter(json.dumps(binding, sort_keys=True) for binding in bindings)
    lines = reply.body.decode("utf-8").splitlines()
    return Counter(lines[1:] if accept == MEDIA_TYPES["csv"] else lines)


def latencies(
    peers: Sequence[Peer],
    questions: Iterable[Question],
    *,
    clients: int,
    limit: int,
    budget_s: float,
    turn: int,
    given_up: set[tuple[str, str]],
) -> Iterable[Cell]:
    """Ask every question of every peer, question by question.

    Args:
        peers: who is asked.
        questions: what is asked.
        clients: how many at once.
        limit: requests for each question and peer; ten for each client where that is more.
        budget_s: no further request is sent after that time.
        turn: who is asked first moves on with it.
        given_up: pairs of peer and question that are left out; those that fail, or take more
            than ten times the budget, are added.
    """
    first = turn % len(peers)
    order = [*peers[first:], *peers[:first]]
    for question in questions:
        for peer in order:
            pair = (peer.name, question.name)
            if pair in given_up:
                continue
            found = peer.timings(
                question, clients=clients, limit=max(limit, 10 * clients), budget_s=budget_s
            )
            p50_ms = median(found.taken_ms) if found.taken_ms else None
            if found.failures or (p50_ms or 0) > 10_000 * budget_s:
                given_up.add(pair)
            failure = found.failures[0] if found.failures else ""
            yield Cell(*pair, clients, p50_ms, len(found.taken_ms), failure)


def rates(
    asked: Iterable[tuple[Server, str, Sequence[Request]]], *, clients: int, seconds: int
) -> Iterable[Rate]:
    """Ask each server its requests for so many seconds; the text names the kind."""
    for server, kind, requests in asked:
        found = client.throughput(server.port, requests, clients=clients, seconds=seconds)
        yield Rate(server.name, kind, found.per_s, found.failures, found.client)


def conditional(server: Server, question: Question) -> tuple[Request, ...]:
    """Return requests for answers that the client has already; none where no tag is given."""
    requests = []
    for request in server.requests([question])[:10]:
        tag = Connection(server.port).ask(request.raw).header("ETag")
        again = Request(request.target, (*request.headers, ("If-None-Match", tag)))
        if tag and Connection(server.port).ask(again.raw).status == 304:
            requests.append(again)
    return tuple(requests)


def stop_probe(server: Server, probe: Question, deadline_s: float) -> ProbeOutcome:
    """Send a query that never ends, and small ones one after the other until it is answered."""
    request = server.request(probe.texts[0], probe.accept, f"&timeout={deadline_s:g}")
    small = server.request(_POINT, MEDIA_TYPES["json"]).raw
    done = threading.Event()
    taken_ms: list[float] = []
    failed: list[str] = []

    def ask_small() -> None:
        connection = Connection(server.port)
        while not done.is_set():
            begin = time.perf_counter()
            try:
                status = connection.ask(small).status
            except OSError as error:
                failed.append(str(error))
                continue
            if status != 200:
                failed.append(f"HTTP {status}")
            taken_ms.append((time.perf_counter() - begin) * 1000)
        connection.close()

    others = threading.Thread(target=ask_small)
    others.start()
    time.sleep(_SETTLE_S)
    begin = time.perf_counter()
    status, pieces, broken_off = 0, list[bytes](), False
    try:
        head = Connection(server.port, deadline_s + _PATIENCE_S).stream(request.raw, pieces.append)
        status = status_of(head)
    except TimeoutError:
        pass  # status 0 says so
    except OSError:
        broken_off = bool(pieces)
    taken_s = time.perf_counter() - begin
    done.set()
    others.join()
    slowest_ms = max(taken_ms, default=0.0)
    return ProbeOutcome(
        probe.name, status, taken_s, len(taken_ms), len(failed), slowest_ms, broken_off
    )


def stream(server: Server) -> Stream:
    """Fetch every statement as CSV, and watch the memory of the server's front meanwhile."""
    assert server.process is not None
    fronts = front_processes(server.process.pid)
    before_mib = peak_mib = resident_mib(fronts)
    done = threading.Event()

    def watch() -> None:
        nonlocal peak_mib
        while not done.wait(_SAMPLE_S):
            peak_mib = max(peak_mib, resident_mib(fronts))

    watcher = threading.Thread(target=watch)
    watcher.start()
    size_bytes = lines = 0

    def take(piece: bytes) -> None:
        nonlocal size_bytes, lines
        size_bytes += len(piece)
        lines += piece.count(b"\n")

    begin = time.perf_counter()
    try:
        Connection(server.port).stream(server.request(_EVERYTHING, MEDIA_TYPES["csv"]).raw, take)
    finally:
        done.set()
        watcher.join()
    taken_s = time.perf_counter() - begin
    return Stream(lines - 1, size_bytes / 2**20, taken_s, before_mib, peak_mib)
