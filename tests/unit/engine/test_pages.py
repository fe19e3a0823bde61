"""Workers copy what they share with their zygote while nobody asks them, if there is room."""

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.engine import DataFiles, EngineData, Limits, open_worker_engine
from kg.engine.workers.engine import WorkerEngine
from kg.engine.workers.pages import SharedPages
from kg.formats import CSV

THINGS = 60_000
LIMITS = Limits(timeout_s=30, fast_places=1, slow_places=1)
PATIENCE_S = 30.0
MOST = 0.7
"""What is small is not copied, and with so few data that is a tenth."""
ONE = "SELECT ?o { <http://example.org/1> <http://example.org/p> ?o }"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "things.nt"
    lines = (
        f'<http://example.org/{n}> <http://example.org/p> "a value that is not short, {n}" .\n'
        for n in range(1, THINGS + 1)
    )
    path.write_text("".join(lines))
    return path


@contextmanager
def opened(file: Path, memory_share: float) -> Iterator[WorkerEngine]:
    data = EngineData(DataFiles((file,)))
    engine = open_worker_engine("memory", data, LIMITS, memory_share=memory_share)
    assert isinstance(engine, WorkerEngine)
    try:
        yield engine
    finally:
        engine.close()


def own_share(engine: WorkerEngine) -> float:
    """Tell which part of an idle worker's memory is its own."""
    worker = engine._pool._idle[-1]
    rows = Path(f"/proc/{worker.pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, _, rest in (row.partition(":") for row in rows)}
    return sizes["Private_Dirty"] / sizes["Anonymous"]


def answered(engine: WorkerEngine) -> bytes:
    return b"".join(engine.evaluate(engine.prepare(ONE), CSV).chunks)


@pytest.mark.parametrize(("memory_share", "has_room"), [(0.5, True), (0.0, False)])
def test_an_idle_worker_copies_its_pages_only_where_there_is_room(
    file: Path, memory_share: float, has_room: bool
) -> None:
    with opened(file, memory_share) as engine:
        assert answered(engine) == b'o\r\n"a value that is not short, 1"\r\n'
        end_s = time.monotonic() + (PATIENCE_S if has_room else 1.0)
        while own_share(engine) < MOST and time.monotonic() < end_s:
            time.sleep(0.02)
        assert (own_share(engine) >= MOST) is has_room
        assert answered(engine) == b'o\r\n"a value that is not short, 1"\r\n'


def test_all_large_memory_without_a_file_is_copied_in_slices_of_whole_huge_pages() -> None:
    held = ctypes.create_string_buffer(40 * 2**20)
    address = ctypes.addressof(held)
    pages = SharedPages()
    slices = sorted(pages._slices)
    here = [(start, size) for start, size in slices if start < address + 2**20 < start + size]
    assert len(here) == 1
    assert all(size <= 4 * 2**20 for _, size in slices)
    assert sum(size for start, size in slices if address <= start < address + len(held)) >= (
        32 * 2**20
    )


def test_a_kernel_that_cannot_is_asked_once() -> None:
    pages = SharedPages()
    pages._slices = [(2**46, 2**20), (2**46 + 2**20, 2**20)]  # nothing is mapped there
    assert pages.are_left
    pages.copy_some()
    assert not pages.are_left
