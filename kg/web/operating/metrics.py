"""Numbers for the operator, in the form of Prometheus. Knows no Flask and keeps nothing global.

Every label takes its values from a list that is part of the program: no client can add a series.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kg.web.operating.observing import Observation
from kg.web.operating.outcomes import WORDS
from kg.web.operating.serving import Serving
from kg.web.wire.cache import CacheState

_PREFIX: Final = "foerdergraph"
_BUCKETS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

ASKED_BY_CLIENT: Final = "client"
ASKED_BY_PAGE: Final = "page"


class Metrics:
    """Counts what happens in one app."""

    def __init__(self, serving: Serving) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._requests = Counter(
            f"{_PREFIX}_requests",
            "Requests by kind of page and status.",
            ("route", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            f"{_PREFIX}_request_seconds",
            "Time from a request to the last byte of its answer.",
            ("route",),
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._sent_bytes = Counter(
            f"{_PREFIX}_sent_bytes",
            "Bytes of bodies that were sent.",
            ("route",),
            registry=self._registry,
        )
        self._broken = Counter(
            f"{_PREFIX}_broken_answers",
            "Answers whose body did not go out whole.",
            ("route",),
            registry=self._registry,
        )
        self._queries = Counter(
            f"{_PREFIX}_queries",
            "Queries by outcome, and by who asked: a client, or a page for itself.",
            ("asked_by", "outcome"),
            registry=self._registry,
        )
        self._query_seconds = Histogram(
            f"{_PREFIX}_query_seconds",
            "Time for which queries of clients were evaluated.",
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._running = Gauge(
            f"{_PREFIX}_running_requests",
            "Requests that are being answered.",
            registry=self._registry,
        )
        self._of_route: dict[tuple[str, int], tuple[Counter, Histogram, Counter]] = {}
        for outcome in WORDS:
            self._queries.labels(ASKED_BY_CLIENT, outcome)
        self._registry.register(_EngineCollector(serving))
        self._caches = _CacheCollector()
        self._registry.register(self._caches)
        ProcessCollector(registry=self._registry)

    def watch_cache(self, kind: str, state: Callable[[], CacheState]) -> None:
        """Give the numbers of one more cache, under the label *kind*."""
        self._caches.states[kind] = state

    def begun(self, observation: Observation) -> None:  # noqa: ARG002 -- nothing is known yet
        """Count a request that comes in."""
        self._running.inc()

    def ended(self, observation: Observation) -> None:
        """Count a request that is over."""
        route, status = observation.route, observation.status
        series = self._of_route.get((route, status))
        if series is None:
            series = self._of_route[route, status] = (
                self._requests.labels(route, str(status)),
                self._request_seconds.labels(route),
                self._sent_bytes.labels(route),
            )
        self._running.dec()
        requests, seconds, sent = series
        requests.inc()
        seconds.observe(observation.duration_s)
        sent.inc(observation.sent_bytes)
        if not observation.is_complete:
            self._broken.labels(route).inc()

    def queried(self, outcome: str, seconds: float, asked_by: str) -> None:
        """Count a query that ended in *outcome*, one of `outcomes.WORDS`."""
        self._queries.labels(asked_by, outcome).inc()
        if asked_by == ASKED_BY_CLIENT:
            self._query_seconds.observe(seconds)

    def written(self, accept: str) -> tuple[bytes, str]:
        """Write all numbers as they are now.

        Args:
            accept: what the client accepts, of the two text formats that there are.

        Returns:
            The body and its media type.
        """
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type


class _EngineCollector(Collector):
    """Asks what is served now, when the numbers are fetched."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    def collect(self) -> Iterator[Metric]:
        served = self._serving.current()
        state = served.engine.state()
        yield _gauge(
            "release_info",
            "1 for the release that answers now.",
            [((served.version, served.engine.edition), 1)],
            ("version", "engine"),
        )
        yield _gauge(
            "release_change_timestamp_seconds",
            "When this release began to answer (Unix time).",
            [((), served.opened_at_s)],
        )
        yield _gauge(
            "engine_places",
            "Places that evaluate queries.",
            [(("fast",), state.fast_places), (("slow",), state.slow_places)],
            ("kind",),
        )
        yield _gauge(
            "engine_busy_places",
            "Places that evaluate a query now.",
            [(("fast",), state.fast_busy), (("slow",), state.slow_busy)],
            ("kind",),
        )
        yield _gauge(
            "engine_waiting_queries", "Queries in the waiting line.", [((), state.waiting)]
        )
        yield _gauge(
            "engine_spooled_answers", "Answers that slow clients read.", [((), state.spooled)]
        )
        yield _counter(
            "engine_workers_started", "Worker processes since the start.", state.workers_started
        )
        lost = CounterMetricFamily(
            f"{_PREFIX}_engine_workers_lost",
            "Worker processes that ended before their time.",
            labels=("cause",),
        )
        for cause, count in state.workers_lost:
            lost.add_metric((cause,), count)
        yield lost


class _CacheCollector(Collector):
    """Asks the caches of answers, when the numbers are fetched."""

    def __init__(self) -> None:
        self.states: dict[str, Callable[[], CacheState]] = {}

    def collect(self) -> Iterator[Metric]:
        now = {kind: state() for kind, state in self.states.items()}
        yield _by_cache("hits_total", "Answers found in a cache.", now, "hits")
        yield _by_cache("misses_total", "Answers not found in a cache.", now, "misses")
        yield _by_cache("entries", "Answers that a cache keeps.", now, "entries")
        yield _by_cache("bytes", "Length of the answers that a cache keeps.", now, "size_bytes")


def _by_cache(name: str, meaning: str, states: dict[str, CacheState], field: str) -> Metric:
    make = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
    family = make(f"{_PREFIX}_cache_{name}", meaning, labels=("cache",))
    for kind, state in states.items():
        family.add_metric((kind,), getattr(state, field))
    return family


def _gauge(
    name: str,
    meaning: str,
    values: Iterable[tuple[tuple[str, ...], float]],
    labels: tuple[str, ...] = (),
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{_PREFIX}_{name}", meaning, labels=labels)
    for words, value in values:
        family.add_metric(words, value)
    return family


def _counter(name: str, meaning: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(f"{_PREFIX}_{name}", meaning, value=value)
