"""A stop is graceful: what runs is answered, then every process is gone."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile.house import THINGS, House, opened_house, wait_until


def product(size: int, number: int) -> str:
    """Return a query that looks at *size* times all things, and counts them."""
    return (
        "SELECT (COUNT(*) AS ?n) { ?a <urn:number> ?x . ?b <urn:number> ?y "
        f"FILTER(?x < {size}) FILTER(?y >= {-number}) }}"
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_runs_at_a_stop_is_answered_and_nothing_is_left(
    data: Path, tmp_path: Path, number: signal.Signals, figure: Callable[[str], None]
) -> None:
    with opened_house(tmp_path, "--data", str(data), query_timeout_s="20") as house:
        size = size_for_half_a_second(house)
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(house.ask, product(size, asker)) for asker in range(4)]
            wait_until(lambda: house.metrics()["foerdergraph_running_requests"] > 4)
            house.process.send_signal(number)
            took_s = wait_until(lambda: house.process.poll() is not None)
            replies = [reply.result() for reply in asked]
        assert [reply.outcome for reply in replies] == ["200"] * 4
        assert {reply.body for reply in replies} == {f"n\r\n{size * THINGS}\r\n".encode()}
        assert wait_until(lambda: not house.processes(), 2, fails=False), house.processes()
        figure(f"4 queries answered, all processes gone after {took_s:.3f} s")


def size_for_half_a_second(house: House) -> int:
    """Find how much work keeps the engine busy for so long."""
    size = 25
    while house.ask(product(size, 99)).seconds < 0.5:
        size *= 2
    return size


def test_a_killed_supervisor_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    """Nobody can stop a front whose supervisor is gone, so it ends by itself."""
    with opened_house(tmp_path, "--data", str(data)) as house:
        house.process.kill()
        house.process.wait()
        assert wait_until(lambda: not house.processes(), 5, fails=False), house.processes()
