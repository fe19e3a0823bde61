import pytest

from bench.machine import Machine
from bench.report import as_markdown
from bench.results import (
    OURS,
    OXIGRAPH,
    Cell,
    ProbeOutcome,
    Rate,
    Results,
    Stream,
    geometric_mean,
    mean_ratio,
    ratio,
)
from bench.targets import NOT_MODIFIED, POINT, TARGETS, Target


def a_run(*cells: Cell) -> Results:
    results = Results("10k", 10_025, Machine("a processor", 2, 8.0))
    results.cells += cells
    return results


def target(name: str) -> Target:
    return next(target for target in TARGETS if target.name == name)


def test_the_geometric_mean_of_a_half_and_a_double_is_one() -> None:
    assert geometric_mean([0.5, 2.0]) == pytest.approx(1)
    assert geometric_mean([1, 10, 100]) == pytest.approx(10)
    assert geometric_mean([]) is None


def test_a_ratio_needs_both_numbers() -> None:
    assert ratio(1.0, 4.0) == 0.25
    assert ratio(None, 4.0) is None
    assert ratio(1.0, None) is None
    assert ratio(1.0, 0.0) is None


def test_the_mean_ratio_is_of_what_both_have() -> None:
    assert mean_ratio({"a": 1, "b": 8, "c": 5}, {"a": 2, "b": 4}) == pytest.approx(1)


def test_a_latency_is_the_median_of_its_rounds() -> None:
    results = a_run(
        *(Cell(OURS, "q01", 1, taken, 20) for taken in (1.0, 9.0, 2.0)),
        Cell(OURS, "q01", 8, 100.0, 20),
        Cell(OURS, "q02", 1, None, 0, "HTTP 500"),
    )
    assert results.latencies_ms(OURS, 1) == {"q01": 2.0}


def test_a_target_compares_us_with_oxigraph() -> None:
    results = a_run(Cell(OURS, "q01", 1, 1.0, 20), Cell(OXIGRAPH, "q01", 1, 4.0, 20))
    latency = target("latency to oxigraph's, 1 client")
    assert latency.measure(results) == pytest.approx(0.25)
    assert latency.is_reached(0.35)
    assert not latency.is_reached(0.36)
    results.rates += [Rate(OURS, POINT, 300, 0, "wrk"), Rate(OXIGRAPH, POINT, 1000, 0, "wrk")]
    points = target("point look-ups to oxigraph's")
    assert points.measure(results) == pytest.approx(0.3)
    assert points.is_reached(0.3)
    assert not points.is_reached(0.29)


def test_what_was_not_measured_reaches_nothing() -> None:
    results = a_run()
    assert [t.name for t in TARGETS if t.measure(results) is not None] == []
    assert as_markdown(results, None).count("not measured") == len(TARGETS)


def test_a_probe_that_is_never_answered_is_no_answer_in_time() -> None:
    results = a_run()
    results.deadline_s = 1.0
    results.probes = [
        ProbeOutcome("p1", 504, 1.05, 100, 0, 9.0),
        ProbeOutcome("p7", 507, 0.4, 100, 0, 9.0),
        ProbeOutcome("p8", 403, 0.01, 100, 0, 9.0),
    ]
    late = target("answer after the deadline")
    assert late.measure(results) == pytest.approx(50)
    results.probes.append(ProbeOutcome("p3", 0, 1.02, 100, 0, 9.0, broken_off=True))
    assert late.measure(results) == pytest.approx(50)
    assert "| p3 | broken off | 1.02 | +20 |" in as_markdown(results, None)
    results.probes.append(ProbeOutcome("p2", 0, 6.0, 100, 0, 9.0))
    assert late.measure(results) is None
    assert "| p2 | no answer |" in as_markdown(results, None)


def test_the_report_has_each_ratio_and_what_failed() -> None:
    results = a_run(
        Cell(OURS, "q01", 1, 1.0, 20),
        Cell(OXIGRAPH, "q01", 1, 4.0, 20),
        Cell(OXIGRAPH, "q02", 1, None, 0, "HTTP 500"),
    )
    results.start_s = {OURS: 1.0, OXIGRAPH: 0.1}
    results.rates.append(Rate(OURS, NOT_MODIFIED, 5000, 3, "wrk"))
    results.stream = Stream(1_000_000, 200.0, 4.0, 50.0, 58.0)
    text = as_markdown(results, None)
    assert "| q01 | 1.00 (0.25) | 4.00 |" in text
    assert "| q02 | – | HTTP 500 |" in text
    assert "5,000, 3 failed" in text
    assert "| front's growth over 1M rows | ≤ 16 MiB | 8.00 MiB | reached |" in text
