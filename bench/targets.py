"""The speeds to reach, as one table: each is a ratio or a bound, read from the results of a run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.results import (
    OURS,
    OURS_CACHED,
    OURS_ON_DISK,
    OXIGRAPH,
    Results,
    geometric_mean,
    mean_ratio,
    ratio,
)

POINT: Final = "point"
POINT_FEW: Final = "point, few"
MIX: Final = "mix"
NOT_MODIFIED: Final = "304"
EMPTY_WSGI: Final = "empty view (WSGI)"
EMPTY_GATEWAY: Final = "empty view (gateway)"
EXPORTS: Final = ("q17-export-json", "q18-export-csv")
SERVICE_STATUS: Final = 403
DEADLINE_STATUSES: Final = (504, 507)


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on one number.

    Attributes:
        name: what is measured.
        bound: the number to reach.
        is_ceiling: whether less is better.
        unit: of the number; empty for a ratio.
        measure: reads the number from the results; None where it was not measured.
    """

    name: str
    bound: float
    is_ceiling: bool
    unit: str
    measure: Callable[[Results], float | None]

    @property
    def wanted(self) -> str:
        """Write the bound."""
        return f"{'≤' if self.is_ceiling else '≥'} {self.bound:g}{self.unit}"

    def is_reached(self, measured: float) -> bool:
        """Say whether *measured* keeps to the bound."""
        return measured <= self.bound if self.is_ceiling else measured >= self.bound


def _latency(clients: int) -> Callable[[Results], float | None]:
    return lambda results: mean_ratio(
        results.latencies_ms(OURS, clients), results.latencies_ms(OXIGRAPH, clients)
    )


def _rate(
    peer: str, kind: str, base: str = OXIGRAPH, base_kind: str = ""
) -> Callable[[Results], float | None]:
    return lambda results: ratio(results.per_s(peer, kind), results.per_s(base, base_kind or kind))


def _export(results: Results) -> float | None:
    ratios = (
        ratio(results.latency_ms(OURS, name, 1), results.latency_ms(OXIGRAPH, name, 1))
        for name in EXPORTS
    )
    return geometric_mean(value for value in ratios if value is not None)


def _past_deadline_ms(results: Results) -> float | None:
    ended = [
        outcome.taken_s - results.deadline_s
        for outcome in results.probes
        if outcome.status in DEADLINE_STATUSES or outcome.broken_off
    ]
    endless = [outcome for outcome in results.probes if outcome.status != SERVICE_STATUS]
    return 1000 * max(ended) if ended and len(ended) == len(endless) else None


def _failed_meanwhile(results: Results) -> float | None:
    return sum(o.failed for o in results.probes) if results.probes else None


def _growth_mib(results: Results) -> float | None:
    stream = results.stream
    return None if stream is None else stream.front_peak_mib - stream.front_before_mib


TARGETS: Final = (
    Target("latency to oxigraph's, 1 client", 0.35, True, "", _latency(1)),
    Target("latency to oxigraph's, 8 clients", 0.30, True, "", _latency(8)),
    Target("query mix to oxigraph's", 1.9, False, "", _rate(OURS, MIX)),
    Target("point look-ups to oxigraph's", 0.30, False, "", _rate(OURS, POINT)),
    Target("cached point look-ups to oxigraph's", 0.45, False, "", _rate(OURS_CACHED, POINT_FEW)),
    Target("export of 100,000 rows to oxigraph's", 0.5, True, "", _export),
    Target("304s to empty views", 4 / 6.5, False, "", _rate(OURS, NOT_MODIFIED, EMPTY_WSGI)),
    Target("answer after the deadline", 100, True, " ms", _past_deadline_ms),
    Target("small queries failed meanwhile", 0, True, "", _failed_meanwhile),
    Target("front's growth over 1M rows", 16, True, " MiB", _growth_mib),
    Target("start, from memory", 12, True, " s", lambda results: results.settled_s.get(OURS)),
    Target("start, first answer", 1, True, " s", lambda results: results.start_s.get(OURS)),
    Target("start, from disk", 1, True, " s", lambda results: results.start_s.get(OURS_ON_DISK)),
)
