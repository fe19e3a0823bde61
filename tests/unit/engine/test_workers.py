"""The engine of worker processes: what ends a query, and that it ends nothing else."""

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kg.engine import Cancellation, DataFiles, Engine, EngineData, Limits, Terms, open_worker_engine
from kg.engine.workers.engine import WorkerEngine
from kg.engine.workers.run import Run
from kg.errors import (
    AnswerTooLongError,
    EngineBusyError,
    QueryCancelledError,
    QueryMemoryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooDeepError,
    ServiceRefusedError,
    ShareExhaustedError,
    SourceError,
)
from kg.formats import CSV, JSON

THINGS = 2_000
LIMITS = Limits(timeout_s=30, memory_bytes=256 * 2**20, fast_places=2, slow_places=2, wait_s=10)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS_ROWS = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ONE = "SELECT ?o { <http://example.org/1> ?p ?o }"
ONE_AS_CSV = b"o\r\n1\r\n"
LONG = "SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 20000"
PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "things.nt"
    lines = (
        f'<http://example.org/{n}> <http://example.org/p> "{n}" .\n' for n in range(1, THINGS + 1)
    )
    path.write_text("".join(lines))
    return path


@contextmanager
def opened(file: Path, limits: Limits) -> Iterator[WorkerEngine]:
    engine = open_worker_engine("memory", EngineData(DataFiles((file,))), limits, memory_share=0.5)
    assert isinstance(engine, WorkerEngine)
    try:
        yield engine
    finally:
        engine.close()


@pytest.fixture(scope="module")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spool")


@pytest.fixture(scope="module")
def engine(file: Path, spool: Path) -> Iterator[WorkerEngine]:
    with opened(file, replace(LIMITS, spool=spool)) as engine:
        yield engine


def asked(engine: Engine, text: str, terms: Terms | None = None) -> bytes:
    return b"".join(engine.evaluate(engine.prepare(text), CSV, terms).chunks)


def until(is_so: Callable[[], object]) -> None:
    """Wait for what happens by itself, but not at once."""
    end_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end_s, "it does not happen"
        time.sleep(0.005)


def lost(engine: Engine, cause: str) -> int:
    return dict(engine.state().workers_lost).get(cause, 0)


def is_at_rest(engine: Engine) -> bool:
    state = engine.state()
    return not (state.fast_busy or state.slow_busy or state.waiting or state.spooled)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test all places are free and the engine answers."""
    yield
    if "engine" in request.fixturenames:
        engine = request.getfixturevalue("engine")
        until(lambda: is_at_rest(engine))
        assert asked(engine, ONE) == ONE_AS_CSV


def test_a_query_is_answered_as_in_this_process(engine: WorkerEngine) -> None:
    assert asked(engine, ONE) == ONE_AS_CSV
    assert engine.edition == "memory"


@pytest.mark.parametrize("text", [ENDLESS, ENDLESS_ROWS])
def test_the_deadline_ends_a_query(engine: WorkerEngine, text: str) -> None:
    before = lost(engine, "deadline")
    with pytest.raises(QueryTimeoutError) as caught:
        asked(engine, text, Terms(timeout_s=0.8))
    assert caught.value.limit_s == 0.8
    until(lambda: lost(engine, "deadline") == before + 1)


def test_terms_cannot_raise_the_deadline(file: Path) -> None:
    with opened(file, replace(LIMITS, timeout_s=0.3)) as engine:
        with pytest.raises(QueryTimeoutError) as caught:
            asked(engine, ENDLESS, Terms(timeout_s=60))
        assert caught.value.limit_s == 0.3


def test_the_memory_ceiling_ends_a_query(engine: WorkerEngine) -> None:
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(30))
    with pytest.raises(QueryMemoryError) as caught:
        asked(engine, f'SELECT (STRLEN(?s30) AS ?n) {{ BIND("0123456789" AS ?s0) {doubled} }}')
    assert caught.value.limit_bytes == LIMITS.memory_bytes


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ FILTER({'!' * 100_000}true) }}",
        f"SELECT (1{'+1' * 100_000} AS ?x) {{}}",
        f"SELECT * {{ ?s <p>{'/<p>' * 20_000} ?o }}",
    ],
    ids=["negations", "sum", "path"],
)
def test_what_overflows_the_stack_is_too_deep(engine: WorkerEngine, text: str) -> None:
    with pytest.raises(QueryTooDeepError):
        asked(engine, text)


def test_an_answer_over_the_ceiling_is_refused(engine: WorkerEngine) -> None:
    with pytest.raises(AnswerTooLongError) as caught:
        asked(engine, "SELECT * { ?s ?p ?o }", Terms(max_bytes=1_000))
    assert caught.value.limit_bytes == 1_000


def test_a_ceiling_that_is_reached_late_breaks_the_answer_off(engine: WorkerEngine) -> None:
    answer = engine.evaluate(engine.prepare(ENDLESS_ROWS), CSV, Terms(max_bytes=30_000_000))
    assert answer.length_bytes is None
    with pytest.raises(AnswerTooLongError):
        list(answer.chunks)


def test_a_query_is_cancelled_while_it_runs(engine: WorkerEngine) -> None:
    cancellation = Cancellation()
    before = lost(engine, "cancelled")
    threading.Timer(0.2, cancellation.cancel).start()
    with pytest.raises(QueryCancelledError):
        asked(engine, ENDLESS, Terms(cancellation=cancellation))
    assert lost(engine, "cancelled") == before + 1


def test_a_query_cancelled_before_it_begins_does_not_run(engine: WorkerEngine) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(QueryCancelledError):
        asked(engine, ENDLESS, Terms(cancellation=cancellation))


def test_cancelling_what_was_answered_harms_nobody(engine: WorkerEngine) -> None:
    cancellation = Cancellation()
    asked(engine, ONE, Terms(cancellation=cancellation))
    before = engine.state().workers_lost
    cancellation.cancel()
    assert asked(engine, ONE) == ONE_AS_CSV
    assert engine.state().workers_lost == before


def test_a_long_answer_comes_whole(engine: WorkerEngine) -> None:
    answer = engine.evaluate(engine.prepare(LONG), CSV)
    body = b"".join(answer.chunks)
    assert body.count(b"\r\n") == 20_001
    assert answer.length_bytes in (None, len(body))


def test_closing_a_long_answer_early_ends_its_query(engine: WorkerEngine) -> None:
    before = lost(engine, "cancelled")
    chunks = engine.evaluate(engine.prepare(ENDLESS_ROWS), CSV).chunks
    next(chunks)
    chunks.close()  # type: ignore[attr-defined] # a long answer has it
    until(lambda: lost(engine, "cancelled") == before + 1)


def test_a_late_failure_is_raised_while_reading(engine: WorkerEngine) -> None:
    answer = engine.evaluate(engine.prepare(ENDLESS_ROWS), CSV, Terms(timeout_s=1.0))
    assert answer.length_bytes is None
    with pytest.raises(QueryTimeoutError):
        list(answer.chunks)


def test_a_slow_reader_holds_no_place(engine: WorkerEngine) -> None:
    chunks = engine.evaluate(engine.prepare(LONG), CSV).chunks
    until(lambda: not engine.state().slow_busy)
    assert engine.state().spooled == 1
    assert b"".join(chunks).count(b"\r\n") == 20_001


def test_long_answers_at_once_are_bounded(file: Path) -> None:
    with opened(file, replace(LIMITS, spooled=1)) as engine:
        first = engine.evaluate(engine.prepare(LONG), CSV).chunks
        with pytest.raises(EngineBusyError):
            engine.evaluate(engine.prepare(LONG), CSV)
        assert b"".join(first).count(b"\r\n") == 20_001
        assert asked(engine, LONG).count(b"\r\n") == 20_001


def test_a_query_that_runs_long_makes_room_for_quick_ones(file: Path) -> None:
    with opened(file, replace(LIMITS, fast_places=1)) as engine, ThreadPoolExecutor(1) as pool:
        cancellation = Cancellation()
        running = pool.submit(asked, engine, ENDLESS, Terms(cancellation=cancellation))
        until(lambda: engine.state().slow_busy == 1)
        assert engine.state().fast_busy == 0
        assert asked(engine, ONE) == ONE_AS_CSV
        cancellation.cancel()
        with pytest.raises(QueryCancelledError):
            running.result(PATIENCE_S)


def test_without_a_slow_place_a_long_query_is_sent_away(file: Path) -> None:
    with (
        opened(file, replace(LIMITS, fast_places=2, slow_places=1)) as engine,
        ThreadPoolExecutor(1) as pool,
    ):
        cancellation = Cancellation()
        running = pool.submit(asked, engine, ENDLESS, Terms(cancellation=cancellation))
        until(lambda: engine.state().slow_busy == 1)
        with pytest.raises(EngineBusyError):
            asked(engine, ENDLESS)
        cancellation.cancel()
        with pytest.raises(QueryCancelledError):
            running.result(PATIENCE_S)


def test_the_line_is_bounded_in_number_and_time(file: Path) -> None:
    limits = replace(LIMITS, fast_places=1, slow_places=1, waiting=1, wait_s=0.3)
    with opened(file, limits) as engine, ThreadPoolExecutor(3) as pool:
        cancellation = Cancellation()
        terms = Terms(cancellation=cancellation)
        running = [pool.submit(asked, engine, ENDLESS, terms)]
        until(lambda: engine.state().slow_busy == 1)
        running.append(pool.submit(asked, engine, ENDLESS, terms))
        until(lambda: engine.state().fast_busy == 1)
        waiting = pool.submit(asked, engine, ONE)
        until(lambda: engine.state().waiting == 1)
        with pytest.raises(EngineBusyError) as caught:
            asked(engine, ONE)
        assert caught.value.retry_after_s == 1
        with pytest.raises(EngineBusyError):
            waiting.result(PATIENCE_S)
        cancellation.cancel()
        for one in running:
            with pytest.raises((QueryCancelledError, EngineBusyError)):
                one.result(PATIENCE_S)


def test_who_has_used_up_its_share_gets_quick_answers_only(file: Path) -> None:
    with opened(file, replace(LIMITS, share_s=0.6, refill=0.001)) as engine:
        greedy, other = Terms(client="greedy"), Terms(client="other", timeout_s=0.4)
        with pytest.raises(ShareExhaustedError):
            asked(engine, ENDLESS, greedy)
        began_s = time.monotonic()
        with pytest.raises(ShareExhaustedError) as caught:
            asked(engine, ENDLESS, greedy)
        assert 0.5 <= time.monotonic() - began_s < 5
        assert caught.value.retry_after_s > 100
        assert asked(engine, ONE, greedy) == ONE_AS_CSV
        with pytest.raises(QueryTimeoutError):
            asked(engine, ENDLESS, other)
        share = engine.share("greedy")
        assert share is not None
        assert (share.limit_s, share.remaining_s) == (0.6, 0.0)
        assert engine.share("") is None


def workers_of(engine: WorkerEngine) -> list[int]:
    return [worker.pid for worker in engine._pool._idle]


def zygotes() -> list[int]:
    """Find the processes of this one's engines: what they forked is named like them."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if b"kg.engine.workers.zygote" in command and MARK.encode() in environment:
                found.append(int(folder.name))
    return sorted(found)


MARK = f"TEST_OF_WORKERS={os.getpid()}"


@pytest.fixture
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    name, _, value = MARK.partition("=")
    monkeypatch.setenv(name, value)


def test_idle_workers_that_were_killed_are_replaced_unnoticed(engine: WorkerEngine) -> None:
    until(lambda: len(workers_of(engine)) >= LIMITS.fast_places)
    for pid in workers_of(engine):
        os.kill(pid, signal.SIGKILL)
    for _ in range(4):
        assert asked(engine, ONE) == ONE_AS_CSV


def test_a_worker_killed_at_work_is_replaced_and_asked_again(engine: WorkerEngine) -> None:
    before = lost(engine, "killed")
    until(lambda: len(workers_of(engine)) >= LIMITS.fast_places)
    pid = workers_of(engine)[-1]
    cancellation = Cancellation()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(asked, engine, ENDLESS, Terms(cancellation=cancellation))
        until(lambda: engine.state().slow_busy == 1)
        os.kill(pid, signal.SIGKILL)
        until(lambda: lost(engine, "killed") == before + 1)
        until(lambda: engine.state().slow_busy == 1)
        cancellation.cancel()
        with pytest.raises(QueryCancelledError):
            running.result(PATIENCE_S)


@pytest.mark.usefixtures("own_processes")
def test_killing_what_workers_are_forked_from_costs_nothing(file: Path) -> None:
    with opened(file, LIMITS) as engine:
        until(lambda: len(workers_of(engine)) == LIMITS.fast_places)
        old = [pid for pid in zygotes() if pid not in workers_of(engine)]
        for pid in old:  # one after the other: each time the other one goes on
            os.kill(pid, signal.SIGKILL)
            for _ in range(3):
                worker = engine._pool.hatch(time.monotonic() + PATIENCE_S)
                engine._pool.dismiss(worker)
            until(lambda: len(zygotes()) >= len(old) + LIMITS.fast_places)
        assert asked(engine, ONE) == ONE_AS_CSV


@pytest.mark.usefixtures("own_processes")
def test_both_of_them_are_started_again(file: Path) -> None:
    with opened(file, LIMITS) as engine:
        until(lambda: len(workers_of(engine)) == LIMITS.fast_places)
        for pid in zygotes():
            os.kill(pid, signal.SIGKILL)
        assert asked(engine, ONE) == ONE_AS_CSV


@pytest.mark.usefixtures("own_processes")
def test_closing_ends_all_processes_after_those_that_run(file: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        with opened(file, LIMITS) as engine:
            assert len(zygotes()) >= 2
            running = pool.submit(asked, engine, ENDLESS, Terms(timeout_s=1.0))
            until(lambda: engine.state().slow_busy == 1)
        with pytest.raises(QueryTimeoutError):
            running.result(0)
        until(lambda: not zygotes())
        with pytest.raises(EngineBusyError):
            asked(engine, ONE)


def test_no_file_descriptor_is_left_open(engine: WorkerEngine, spool: Path) -> None:
    def opened_files() -> int:
        """Count all but those of each worker: three, and a file from its first query on."""
        files = Path("/proc/self/fd").iterdir()
        links = [str(path.readlink()) for path in files if path.is_symlink()]
        spools = [link for link in links if link.startswith(str(spool))]
        assert len(spools) <= LIMITS.fast_places + LIMITS.slow_places
        return len(links) - len(spools) - 3 * len(workers_of(engine))

    def is_settled() -> bool:
        return is_at_rest(engine) and len(workers_of(engine)) >= LIMITS.fast_places

    until(is_settled)
    before = opened_files()
    for _ in range(200):
        asked(engine, ONE)
    for number in range(20):
        cancellation = Cancellation()
        threading.Timer(0.01 * (number % 3), cancellation.cancel).start()
        with pytest.raises(QueryCancelledError):
            asked(engine, ENDLESS, Terms(cancellation=cancellation))
    for _ in range(3):
        asked(engine, LONG)
    until(is_settled)
    until(lambda: opened_files() == before)


def test_many_at_once_are_all_answered(engine: WorkerEngine) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: asked(engine, ONE), range(400)))
    assert set(answers) == {ONE_AS_CSV}


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.nt"
    path.write_text("<http://a> <http://b> <http://c> .\nnonsense\n")
    with pytest.raises(SourceError) as caught, opened(path, LIMITS):
        pass
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_json_is_json(engine: WorkerEngine) -> None:
    answer = engine.evaluate(engine.prepare("ASK {}"), JSON)
    assert (list(answer.chunks), answer.length_bytes) == ([b'{"head":{},"boolean":true}'], 26)


PADDING = "\n# " + "x" * 3_000
"""Makes a text one that is looked at in the worker only."""


def test_a_long_query_may_not_reach_out_either(engine: WorkerEngine) -> None:
    text = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }" + PADDING
    with pytest.raises(ServiceRefusedError):
        asked(engine, text)


def test_a_long_query_may_not_be_nested_too_deeply_either(engine: WorkerEngine) -> None:
    with pytest.raises(QuerySyntaxError, match="nested more than 100 deep"):
        asked(engine, "SELECT * " + "{" * 200 + "}" * 200 + PADDING)


@pytest.mark.parametrize("padding", ["", PADDING])
@pytest.mark.parametrize(
    ("clause", "rows"), [("", 1), ("FROM <urn:g>", 1), ("FROM <urn:other>", 0), ("# FROM <x>\n", 1)]
)
def test_a_long_query_names_its_dataset_as_a_short_one_does(
    tmp_path: Path, clause: str, rows: int, padding: str
) -> None:
    file = tmp_path / "named.trig"
    file.write_text("<urn:g> { <urn:s> <urn:p> 1 }")
    data = EngineData(DataFiles((file,)), is_union=True)
    engine = open_worker_engine("memory", data, LIMITS, memory_share=0.5)
    try:
        answer = asked(engine, f"SELECT ?o {clause} {{ ?s ?p ?o }}{padding}")
        assert answer == b"o\r\n" + b"1\r\n" * rows
    finally:
        engine.close()


def test_a_text_that_takes_long_to_look_at_meets_its_deadline(engine: WorkerEngine) -> None:
    """Its million tokens are looked at several times, at one microsecond each."""
    text = "ASK { FILTER('service' = 'from \\u0041' " + "{}" * 60 + "=1" * 490_000 + ") }"
    began_s = time.monotonic()
    prepared = engine.prepare(text)
    assert time.monotonic() - began_s < 0.5
    with pytest.raises(QueryTimeoutError):
        engine.evaluate(prepared, CSV, Terms(timeout_s=0.2))


@pytest.mark.parametrize("text", [ENDLESS, ENDLESS_ROWS])
def test_a_query_that_failed_leaves_no_garbage_to_be_collected(
    engine: WorkerEngine, text: str
) -> None:
    """A megabyte of text each would pile up until the collector comes."""

    def runs() -> int:
        return sum(isinstance(thing, Run) for thing in gc.get_objects())

    gc.collect()
    before = runs()  # of other tests of this process
    gc.disable()
    try:
        with suppress(QueryTimeoutError):
            asked(engine, text, Terms(timeout_s=0.2))
        until(lambda: runs() <= before)
    finally:
        gc.enable()
