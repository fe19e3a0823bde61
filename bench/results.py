"""What one run has measured, and the arithmetic on it. Knows no server."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from bench.machine import Machine

OURS: Final = "ours"
OURS_CACHED: Final = "ours, cache"
OURS_ON_DISK: Final = "ours, disk"
OXIGRAPH: Final = "oxigraph"
LIMIT: Final = "limit"


@dataclass(frozen=True, slots=True)
class Cell:
    """One question to one peer in one round; `p50_ms` is None where no answer came."""

    peer: str
    question: str
    clients: int
    p50_ms: float | None
    answers: int
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers per second of one kind from one peer in one round."""

    peer: str
    kind: str
    per_s: float
    failures: int
    client: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two peers gave the same answer; `verdict` says what was compared."""

    question: str
    rows: int
    verdict: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class ProbeOutcome:
    """What became of a query that never ends, and of the small ones sent meanwhile.

    Attributes:
        status: of its reply; 0 where none came whole.
        broken_off: whether the server ended a reply that it had begun, as it must where rows
            are on their way when the deadline comes.
    """

    probe: str
    status: int
    taken_s: float
    served: int
    failed: int
    slowest_ms: float
    broken_off: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer of many rows; the front's memory before it and at most during it."""

    rows: int
    mebibytes: float
    taken_s: float
    front_before_mib: float
    front_peak_mib: float


@dataclass(slots=True)
class Results:
    """One run. Empty parts were not measured."""

    size: str
    quads: int
    machine: Machine
    versions: dict[str, str] = field(default_factory=dict)
    load_before: tuple[float, float, float] = (0.0, 0.0, 0.0)
    load_after: tuple[float, float, float] = (0.0, 0.0, 0.0)
    taken_s: float = 0.0
    skipped: dict[str, str] = field(default_factory=dict)
    load_s: dict[str, float] = field(default_factory=dict)
    start_s: dict[str, float] = field(default_factory=dict)
    settled_s: dict[str, float] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    deadline_s: float = 0.0
    probes: list[ProbeOutcome] = field(default_factory=list)
    stream: Stream | None = None

    def latency_ms(self, peer: str, question: str, clients: int) -> float | None:
        """Return the median over the rounds; None where no round was answered."""
        taken = [
            cell.p50_ms
            for cell in self.cells
            if (cell.peer, cell.question, cell.clients) == (peer, question, clients)
            and cell.p50_ms is not None
        ]
        return median(taken) if taken else None

    def latencies_ms(self, peer: str, clients: int) -> dict[str, float]:
        """Return the latency of each question that the peer answered."""
        names = dict.fromkeys(cell.question for cell in self.cells)
        found = {name: self.latency_ms(peer, name, clients) for name in names}
        return {name: taken for name, taken in found.items() if taken is not None}

    def per_s(self, peer: str, kind: str) -> float | None:
        """Return the median rate over the rounds; None where it was not measured."""
        rates = [rate.per_s for rate in self.rates if (rate.peer, rate.kind) == (peer, kind)]
        return median(rates) if rates else None

    def failures(self, peer: str, kind: str) -> int:
        """Count the answers that were no success, over all rounds."""
        return sum(r.failures for r in self.rates if (r.peer, r.kind) == (peer, kind))

    @property
    def peers(self) -> tuple[str, ...]:
        """List the peers of the table of latencies, in the order of their start."""
        asked = {cell.peer for cell in self.cells}
        return tuple(peer for peer in self.start_s if peer in asked)


def geometric_mean(values: Iterable[float]) -> float | None:
    """Return the geometric mean of positive numbers; None of none."""
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms)) if logarithms else None


def ratio(value: float | None, base: float | None) -> float | None:
    """Divide; None where one of them is missing, or the base is nothing."""
    return None if value is None or not base else value / base


def mean_ratio(values: Mapping[str, float], bases: Mapping[str, float]) -> float | None:
    """Return the geometric mean of the ratios of what both have."""
    return geometric_mean(values[name] / bases[name] for name in values if name in bases)
