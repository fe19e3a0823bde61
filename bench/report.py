"""Write the results of a run as Markdown and as JSON."""

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.results import OURS, OXIGRAPH, Results, mean_ratio, ratio
from bench.targets import TARGETS

_NOTHING: Final = "–"
_PART: Final = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)


def as_json(results: Iterable[Results]) -> str:
    """Write everything that was measured."""
    return json.dumps([dataclasses.asdict(one) for one in results], indent=1) + "\n"


def put_into(document: Path, text: str) -> None:
    """Write *text* into the marked part of a document."""
    whole = document.read_text(encoding="utf-8")
    document.write_text(_PART.sub(lambda _: f"\n{text}\n", whole), encoding="utf-8")


def as_markdown(results: Results, small: Results | None) -> str:
    """Write the tables; *small* is the run of the peers that are too slow for the other one."""
    parts = [_circumstances(results), _targets(results)]
    for clients in sorted({cell.clients for cell in results.cells}):
        who = "one client" if clients == 1 else f"{clients} clients"
        head = f"### Latency, {who}\n\np50 in ms, in brackets the ratio to {OXIGRAPH}.\n"
        parts.append(f"{head}\n{_latencies(results, clients)}")
    parts += [_rates(results), _starts(results), _probes(results), _stream(results)]
    parts.append(_comparisons(results))
    if small and small.cells:
        head = (
            f"### rdflib-endpoint at {small.quads:,} quads, one client\n\n"
            f"Too slow for the tables above. p50 in ms, in brackets the ratio to {OXIGRAPH}.\n"
        )
        parts.append(f"{head}\n{_latencies(small, 1)}")
    skipped = results.skipped | (small.skipped if small else {})
    if skipped:
        parts.append(
            "\n".join(["### Not measured", "", *(f"- {k}: {v}" for k, v in skipped.items())])
        )
    return "\n\n".join(part for part in parts if part)


def _circumstances(results: Results) -> str:
    about, clients = results.machine, sorted({rate.client for rate in results.rates})
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    rows = [
        ("data", f"{results.quads:,} quads"),
        ("machine", f"{about.processor}, {about.cores} cores, {about.memory_gib:.0f} GiB"),
        ("load before (1, 5, 15 min)", _load(results.load_before)),
        ("load after", _load(results.load_after)),
        ("versions", versions),
        ("throughput measured by", ", ".join(clients) or _NOTHING),
        ("the run took", f"{results.taken_s / 60:.1f} min"),
    ]
    return _table(("", ""), rows)


def _load(load: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in load)


def _targets(results: Results) -> str:
    rows = []
    for target in TARGETS:
        measured = target.measure(results)
        if measured is None:
            rows.append((target.name, target.wanted, _NOTHING, "not measured"))
        else:
            verdict = "reached" if target.is_reached(measured) else "**not reached**"
            rows.append((target.name, target.wanted, _number(measured) + target.unit, verdict))
    return "### Targets\n\n" + _table(("what", "target", "measured", ""), rows)


def _latencies(results: Results, clients: int) -> str:
    yard = results.latencies_ms(OXIGRAPH, clients)
    failures = {
        (c.peer, c.question): c.failure for c in results.cells if c.failure and c.clients == clients
    }
    columns = {
        peer: results.latencies_ms(peer, clients)
        for peer in results.peers
        if any((cell.peer, cell.clients) == (peer, clients) for cell in results.cells)
    }
    rows = []
    for question in dict.fromkeys(cell.question for cell in results.cells):
        row = [question]
        for peer, column in columns.items():
            taken = column.get(question)
            if taken is None:
                row.append(failures.get((peer, question), _NOTHING))
            else:
                row.append(_with_ratio(taken, None if peer == OXIGRAPH else yard.get(question)))
        rows.append(row)
    means = [mean_ratio(column, yard) for column in columns.values()]
    rows.append(["**geometric mean**", *(f"**{_number(mean)}**" for mean in means)])
    return _table(("question", *columns), rows)


def _rates(results: Results) -> str:
    kinds = list(dict.fromkeys(rate.kind for rate in results.rates))
    rows = []
    for peer in dict.fromkeys(rate.peer for rate in results.rates):
        row = [peer]
        for kind in kinds:
            per_s = results.per_s(peer, kind)
            base = None if peer == OXIGRAPH else results.per_s(OXIGRAPH, kind)
            failed = results.failures(peer, kind)
            text = _NOTHING if per_s is None else _with_ratio(per_s, base)
            row.append(f"{text}, {failed} failed" if failed else text)
        rows.append(row)
    head = "### Throughput, 8 clients\n\nAnswers per second, in brackets the ratio to "
    return f"{head}{OXIGRAPH}.\n\n" + _table(("", *kinds), rows) if rows else ""


def _starts(results: Results) -> str:
    rows = [
        (
            peer,
            _number(results.load_s.get(peer)),
            _number(taken),
            _number(results.settled_s.get(peer)),
        )
        for peer, taken in results.start_s.items()
    ]
    head = ("", "load, s", "start to first answer, s", "at full speed, s")
    return "### Loading and starting\n\n" + _table(head, rows)


def _probes(results: Results) -> str:
    rows = [
        (
            outcome.probe,
            outcome.status or ("broken off" if outcome.broken_off else "no answer"),
            f"{outcome.taken_s:.2f}",
            f"{1000 * (outcome.taken_s - results.deadline_s):+.0f}",
            outcome.served,
            outcome.failed,
            f"{outcome.slowest_ms:.0f}",
        )
        for outcome in results.probes
    ]
    head = (
        f"### Queries that never end, deadline {results.deadline_s:g} s\n\n"
        "Small queries are sent meanwhile, one after the other.\n"
    )
    columns = (
        "probe",
        "status",
        "answered after, s",
        "after the deadline, ms",
        "small queries",
        "failed",
        "slowest, ms",
    )
    return f"{head}\n{_table(columns, rows)}" if rows else ""


def _stream(results: Results) -> str:
    got = results.stream
    if got is None:
        return ""
    rate = ratio(got.mebibytes, got.taken_s)
    return (
        "### A long answer\n\n"
        f"{got.rows:,} rows as CSV, {got.mebibytes:.0f} MiB, took {got.taken_s:.1f} s "
        f"({_number(rate)} MiB/s); the front's own memory was {got.front_before_mib:.0f} MiB "
        f"before and at most {got.front_peak_mib:.0f} MiB meanwhile."
    )


def _comparisons(results: Results) -> str:
    rows = [
        (c.question, f"{c.rows:,}", c.verdict, "same" if c.is_same else "**different**")
        for c in results.comparisons
    ]
    head = f"### Answers of {OURS} and {OXIGRAPH}\n\n"
    return head + _table(("question", "rows", "compared", ""), rows) if rows else ""


def _with_ratio(value: float, base: float | None) -> str:
    found = ratio(value, base)
    return _number(value) if found is None else f"{_number(value)} ({found:.2f})"


def _number(value: float | None) -> str:
    if value is None:
        return _NOTHING
    if value and abs(value) < 10:
        return f"{value:.2f}"
    return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
