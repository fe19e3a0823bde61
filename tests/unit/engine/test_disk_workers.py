"""Workers of a release: from disk at once, from memory later; and whom they die with."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg.engine import DataFiles, EngineData, Limits, open_worker_engine
from kg.engine.loading import open_store
from kg.engine.workers.confinement import unopened_tables
from kg.engine.workers.engine import WorkerEngine
from kg.errors import ReleaseError
from kg.formats import CSV
from tests.conftest import ROOT

LOADS = 30
THINGS = 50
LIMITS = Limits(timeout_s=20, fast_places=1, slow_places=1)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNTED = f"n\r\n{LOADS * THINGS}\r\n".encode()
PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> EngineData:
    """Make a store with many small tables, more than RocksDB opens at first, and its quads."""
    folder = tmp_path_factory.mktemp("release")
    store = Store(str(folder / "store"))
    for load in range(LOADS):
        lines = (f'<urn:{load}:{n}> <urn:p{load}> "{n}" .\n' for n in range(THINGS))
        store.bulk_load("".join(lines), RdfFormat.N_TRIPLES)
    store.flush()
    store.dump(str(folder / "quads.nq"), RdfFormat.N_QUADS)
    del store
    return EngineData(DataFiles((folder / "quads.nq",)), folder / "store", LOADS * THINGS)


@contextmanager
def opened(choice: str, data: EngineData) -> Iterator[WorkerEngine]:
    engine = open_worker_engine(choice, data, LIMITS, memory_share=0.5)
    assert isinstance(engine, WorkerEngine)
    try:
        yield engine
    finally:
        engine.close()


def asked(engine: WorkerEngine, text: str) -> bytes:
    return b"".join(engine.evaluate(engine.prepare(text), CSV).chunks)


def until(is_so: Callable[[], object]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end_s, "it does not happen"
        time.sleep(0.01)


def test_all_tables_of_a_store_can_be_read(data: EngineData) -> None:
    assert data.store is not None
    store = open_store(data.store)
    assert unopened_tables(data.store) > 0, "too few tables to show anything"
    del store
    with opened("disk", data) as engine:
        assert asked(engine, COUNT) == COUNTED
        for load in range(LOADS):
            assert asked(engine, f"SELECT ?o {{ <urn:{load}:7> ?p ?o }}") == b"o\r\n7\r\n"
        assert engine.state().workers_lost == ()


def test_memory_takes_over_from_disk(data: EngineData) -> None:
    with opened("memory", data) as engine:
        assert asked(engine, COUNT) == COUNTED
        until(lambda: engine.edition == "memory")
        assert engine.description == "memory"
        assert asked(engine, COUNT) == COUNTED
        until(lambda: {worker.edition for worker in engine._pool._idle} == {"memory"})


def test_disk_steps_in_where_nobody_has_the_memory_any_more(data: EngineData) -> None:
    with opened("memory", data) as engine:
        until(lambda: engine.edition == "memory")
        memory = engine._pool._nurseries[0]
        for pid, _, _ in zygotes():
            if is_of(pid, memory._lifeline):
                os.kill(pid, signal.SIGKILL)
        assert asked(engine, COUNT) == COUNTED
        until(lambda: engine.edition == "memory")
        assert asked(engine, COUNT) == COUNTED


def is_of(pid: int, lifeline: int) -> bool:
    """Say whether a process holds the pipe *lifeline* of this one."""
    pipe = Path(f"/proc/self/fd/{lifeline}").readlink()
    try:
        return any(path.readlink() == pipe for path in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def forked_ones(*, of: int) -> list[int]:
    """List zygotes and workers that the process *of* started, or that descend from those."""
    told = list(zygotes())
    sessions = {pid for pid, parent, _ in told if parent == of} | {of}
    return [pid for pid, _, session in told if session in sessions]


def zygotes() -> Iterator[tuple[int, int, int]]:
    """Tell process, parent and session of all zygotes and workers on this machine."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if b"kg.engine.workers.zygote" in command:
                yield int(folder.name), int(fields[1]), int(fields[3])


def test_a_damaged_store_leaves_the_memory_to_answer(data: EngineData, tmp_path: Path) -> None:
    damaged = EngineData(data.files, tmp_path / "absent", data.quads)
    with opened("memory", damaged) as engine:
        assert engine.edition == "memory"
        assert asked(engine, COUNT) == COUNTED
    with pytest.raises(ReleaseError, match="cannot be opened"), opened("disk", damaged):
        pass


FRONT = """
import sys, threading
from pathlib import Path
from kg.engine import DataFiles, EngineData, Limits, open_worker_engine
from kg.formats import CSV
limits = Limits(timeout_s=60, fast_places=2)
data = EngineData(DataFiles((Path(sys.argv[1]),)))
engine = open_worker_engine("memory", data, limits, memory_share=0.5)
endless = engine.prepare("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
threading.Thread(target=engine.evaluate, args=(endless, CSV), daemon=True).start()
while not engine.state().slow_busy:
    pass
print("running", flush=True)
threading.Event().wait()
"""


def test_all_end_with_the_front_however_it_ends_and_whatever_they_do(data: EngineData) -> None:
    (path,) = data.files.default
    front = subprocess.Popen(
        [sys.executable, "-c", FRONT, str(path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert front.stdout is not None
    with front.stdout:
        assert front.stdout.readline() == b"running\n"
    left = forked_ones(of=front.pid)
    assert len(left) >= 3  # the twins, and one at work
    front.kill()
    front.wait()
    until(lambda: not {pid for pid, _, _ in zygotes()} & set(left))


def test_a_worker_has_no_socket_to_be_had() -> None:
    """Behind the token scan, which refuses the word: the kernel does."""
    code = (
        "import socket\n"
        "from kg.engine.workers.network import leave_network\n"
        "kept, _ = socket.socketpair()\n"
        "assert leave_network()\n"
        "kept.send(b'!')\n"
        "try: socket.socket()\n"
        "except PermissionError: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "refused\n"
