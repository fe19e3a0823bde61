"""Run the benchmark: `python -m bench --size 1M`, or `make bench`.

Prints Markdown on standard output; the same as JSON goes to `build/bench/`. A run of the standard
size also writes its tables into `docs/performance.md`.
"""

import argparse
import importlib.metadata
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench import machine, measuring, report
from bench.drivers import EmptyView, Limit, Ours, Oxigraph, RdflibEndpoint, Virtuoso
from bench.landscape import parse_size, write_landscape
from bench.peers import ROOT, Peer, PeerError, Server
from bench.questions import Question, probes, questions
from bench.results import LIMIT, OURS, OURS_CACHED, OURS_ON_DISK, Results
from bench.targets import (
    EMPTY_GATEWAY,
    EMPTY_WSGI,
    MIX,
    NOT_MODIFIED,
    POINT,
    POINT_FEW,
)

STANDARD_SIZE: Final = "1M"
SMALL_QUADS: Final = 100_000
"""rdflib-endpoint gets at most so many."""

_CACHE_BYTES: Final = 64 * 2**20
_DEADLINE_S: Final = 1.0
_ONE: Final = 1
_MANY: Final = 8
_ROUNDS_OF_MANY: Final = 2
"""Eight clients take four times as long as one, and their medians vary less."""

_FEW: Final = 5
_DISTRIBUTIONS: Final = ("foerdergraph", "pyoxigraph", "oxigraph", "granian", "Flask")


def main() -> int:
    """Measure, print, write; the status is 1 where answers differ."""
    options = _options()
    work = ROOT / "build" / "bench" / options.size
    shutil.rmtree(work, ignore_errors=True)
    results = _measured(options, parse_size(options.size), work)
    small = _small(options, min(parse_size(options.size), SMALL_QUADS), work / "small")
    text = report.as_markdown(results, small)
    print(text)
    found = work.parent / f"results-{options.size}.json"
    found.write_text(report.as_json([results, small]), encoding="utf-8")
    if options.size == STANDARD_SIZE:
        report.put_into(ROOT / "docs" / "performance.md", text)
    return 0 if all(comparison.is_same for comparison in results.comparisons) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", default=STANDARD_SIZE, help="quads: 10k, 100k, 1M, 10M")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=20, help="of each question in a round")
    parser.add_argument("--budget", type=float, default=0.8, help="seconds for them")
    parser.add_argument("--seconds", type=int, default=2, help="of each measure of throughput")
    return parser.parse_args()


def _measured(options: argparse.Namespace, quads: int, work: Path) -> Results:
    begin, data = time.monotonic(), _data(work, quads)
    results = Results(options.size, _lines(data), machine.machine())
    results.versions = {name: importlib.metadata.version(name) for name in _DISTRIBUTIONS}
    results.load_before = machine.load()
    ours = Ours(data, work / "ours", OURS, "memory", 0)
    cached = Ours(data, work / "ours", OURS_CACHED, "memory", _CACHE_BYTES)
    on_disk = Ours(data, work / "ours", OURS_ON_DISK, "disk", 0)
    oxigraph = Oxigraph(data, work / "oxigraph")
    virtuoso = Virtuoso(data, work / "virtuoso")
    limit = Limit(data, work / LIMIT)
    empty = [
        EmptyView(data, work / "empty", EMPTY_WSGI, "wsgi"),
        EmptyView(data, work / "empty", EMPTY_GATEWAY, "gateway"),
    ]
    with _running([limit, ours, cached, on_disk, oxigraph, virtuoso, *empty], results) as running:
        asked = questions()
        if ours in running and oxigraph in running:
            _say("comparing answers")
            results.comparisons += [measuring.compare(ours, oxigraph, q) for q in asked]
        in_turn = [p for p in (limit, ours, on_disk, oxigraph, virtuoso) if p in running]
        _measure_latencies(options, results, in_turn, asked)
        servers = [s for s in (ours, cached, oxigraph, virtuoso) if s in running]
        _measure_rates(options, results, servers, [view for view in empty if view in running])
        if ours in running:
            _say("a long answer")
            results.stream = measuring.stream(ours)
            results.deadline_s = _DEADLINE_S
            for probe in probes():
                _say(probe.name)
                results.probes.append(measuring.stop_probe(ours, probe, _DEADLINE_S))
    results.load_after, results.taken_s = machine.load(), time.monotonic() - begin
    return results


def _small(options: argparse.Namespace, quads: int, work: Path) -> Results:
    """Measure the peers that are too slow for the standard size, each question a few times."""
    data = _data(work, quads)
    results = Results(options.size, _lines(data), machine.machine())
    peers = [
        Ours(data, work / "ours", OURS, "memory", 0),
        Oxigraph(data, work / "oxigraph"),
        RdflibEndpoint(data, work / "rdflib-endpoint"),
    ]
    with _running(peers, results) as running:
        if len(running) == len(peers):
            results.cells += measuring.latencies(
                running, questions(), clients=_ONE, limit=3, budget_s=0.5, turn=0, given_up=set()
            )
    return results


def _measure_latencies(
    options: argparse.Namespace, results: Results, peers: Sequence[Peer], asked: Sequence[Question]
) -> None:
    given_up: set[tuple[str, str]] = set()
    few = [peer for peer in peers if peer.name != OURS_ON_DISK]
    rounds = [(_ONE, turn, peers) for turn in range(options.rounds)]
    rounds += [(_MANY, turn, few) for turn in range(min(options.rounds, _ROUNDS_OF_MANY))]
    for clients, turn, in_turn in rounds:
        _say(f"latencies, {clients} at once, round {turn + 1}")
        results.cells += measuring.latencies(
            in_turn,
            asked,
            clients=clients,
            limit=options.requests,
            budget_s=options.budget,
            turn=turn,
            given_up=given_up,
        )


def _measure_rates(
    options: argparse.Namespace,
    results: Results,
    servers: Sequence[Server],
    empty: Sequence[EmptyView],
) -> None:
    asked = questions()
    points = [q for q in asked if q.number in {"q01", "q02"}]
    mixed = [q for q in asked if q.is_mixed]
    jobs = []
    for server in servers:
        jobs.append((server, POINT, server.requests(points)))
        jobs.append((server, POINT_FEW, server.requests(points)[: _FEW * len(points)]))
        jobs.append((server, MIX, server.requests(mixed)))
        if isinstance(server, Ours) and (requests := measuring.conditional(server, points[0])):
            jobs.append((server, NOT_MODIFIED, requests))
    jobs += [(view, NOT_MODIFIED, (view.request("", "*/*"),)) for view in empty]
    jobs.sort(key=lambda job: job[1])  # stable: kind by kind, peers in turn
    for turn in range(options.rounds):
        _say(f"throughput, round {turn + 1}")
        results.rates += measuring.rates(jobs, clients=_MANY, seconds=options.seconds)


@contextmanager
def _running(peers: Sequence[Peer], results: Results) -> Iterator[list[Peer]]:
    """Load and start the peers; one that is missing or fails is noted and left out."""
    running: list[Peer] = []
    try:
        for peer in peers:
            if why := peer.missing():
                results.skipped[peer.name] = why
                continue
            _say(f"loading and starting {peer.name}")
            begin = time.monotonic()
            try:
                peer.load()
                results.load_s[peer.name] = time.monotonic() - begin
                running.append(peer)
                begin = time.monotonic()
                results.start_s[peer.name] = peer.start()
                peer.settle()
                results.settled_s[peer.name] = time.monotonic() - begin
            except PeerError as error:
                results.skipped[peer.name] = str(error)
                peer.stop()
                running = [other for other in running if other is not peer]
        yield running
    finally:
        for peer in running:
            peer.stop()


def _data(work: Path, quads: int) -> Path:
    work.mkdir(parents=True, exist_ok=True)
    path = work / "data.nq"
    write_landscape(quads, path)
    return path


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 24), b""))


def _say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")


if __name__ == "__main__":
    sys.exit(main())
