"""Numbers for the operator: each app its own, and none that a client can add to."""

from prometheus_client.parser import text_string_to_metric_families

from kg.web.operating.metrics import Metrics
from kg.web.operating.observing import Observation
from kg.web.operating.outcomes import WORDS
from kg.web.operating.serving import FixedServing, Served
from kg.web.wire.cache import CacheState


def values(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    text, content_type = metrics.written("")
    assert content_type.startswith("text/plain")
    return {
        (sample.name.removeprefix("foerdergraph_"), tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(two_linked_things: Served) -> None:
    metrics = Metrics(FixedServing(two_linked_things))
    noted = Observation("GET", route="sparql", status=200, sent_bytes=5, is_complete=True)
    metrics.begun(noted)
    assert values(metrics)["running_requests", ()] == 1
    metrics.ended(noted)
    found = values(metrics)
    assert found["running_requests", ()] == 0
    assert found["requests_total", ("sparql", "200")] == 1
    assert found["sent_bytes_total", ("sparql",)] == 5
    assert found["request_seconds_count", ("sparql",)] == 1
    assert ("broken_answers_total", ("sparql",)) not in found


def test_an_answer_that_broke_off_is_counted(two_linked_things: Served) -> None:
    metrics = Metrics(FixedServing(two_linked_things))
    noted = Observation("GET", route="sparql", status=200)
    metrics.begun(noted)
    metrics.ended(noted)
    assert values(metrics)["broken_answers_total", ("sparql",)] == 1


def test_every_outcome_is_there_before_it_happens(two_linked_things: Served) -> None:
    """A rate over a series that begins with its first case would miss that case."""
    found = values(Metrics(FixedServing(two_linked_things)))
    assert [word for word in WORDS if found["queries_total", ("client", word)] != 0] == []


def test_a_page_that_asks_for_itself_is_told_from_a_client(two_linked_things: Served) -> None:
    metrics = Metrics(FixedServing(two_linked_things))
    metrics.queried("ok", 0.1, "client")
    metrics.queried("ok", 0.1, "page")
    metrics.queried("timeout", 30.0, "client")
    found = values(metrics)
    assert found["queries_total", ("client", "ok")] == 1
    assert found["queries_total", ("page", "ok")] == 1
    assert found["queries_total", ("client", "timeout")] == 1
    assert found["query_seconds_count", ()] == 2


def test_engine_cache_release_and_process_are_told(two_linked_things: Served) -> None:
    cache = CacheState(hits=3, misses=2, entries=1, size_bytes=99)
    metrics = Metrics(FixedServing(two_linked_things))
    metrics.watch_cache("bodies", lambda: cache)
    found = values(metrics)
    served = two_linked_things
    assert found["release_info", (served.engine.edition, served.version)] == 1
    assert found["release_change_timestamp_seconds", ()] == served.opened_at_s
    assert found["engine_busy_places", ("slow",)] == 0
    assert found["engine_workers_started_total", ()] == 0
    assert found["cache_hits_total", ("bodies",)] == 3
    assert found["cache_bytes", ("bodies",)] == 99
    assert found["process_resident_memory_bytes", ()] > 1_000_000


def test_two_apps_share_nothing(two_linked_things: Served) -> None:
    first, second = (Metrics(FixedServing(two_linked_things)) for _ in range(2))
    first.queried("ok", 0.1, "client")
    assert values(second)["queries_total", ("client", "ok")] == 0
