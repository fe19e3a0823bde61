"""Processes that are killed at random moments, under load: answers are right, or visibly none."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.house import LONG_MINUTES, THINGS, House, opened_house, small_query, wait_until

CLIENTS = 8
ROUNDS = int(LONG_MINUTES * 20) or 4
SEED = 20_261_122
AGAIN_S = 2.0
FRONT_TOLERANCE_S = 2.0
"""The promise for the front is 2 s, too; it loads its data while 8 clients knock."""

CRASH_LOOP_S = 6.0
"""granian gives up where its process ends again within 5.5 s."""

ZYGOTES = 2
"""Each of the two would fork the other one anew."""

REFUSALS = {"500", "503", "broken", "no answer"}

ROWS = "SELECT ?n ?l { ?t <urn:number> ?n ; <urn:label> ?l } ORDER BY ?n"
ROWS_ANSWER = b"n,l\r\n" + b"".join(b"%d,thing %d\r\n" % (n, n) for n in range(THINGS))
"""260 KB: too long for one frame, so it goes by way of a spool file."""


class Load:
    """Clients that ask small and long queries until the block ends.

    Every answer that counts as complete is compared with what it should be.
    """

    def __init__(self, house: House) -> None:
        self.outcomes: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._house = house
        self._is_over = threading.Event()
        self._pool = ThreadPoolExecutor(CLIENTS)

    def __enter__(self) -> "Load":
        self._running = [self._pool.submit(self._run) for _ in range(CLIENTS)]
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._pool.shutdown()
        for running in self._running:
            running.result()

    def _run(self) -> None:
        moments = random.Random(SEED)  # noqa: S311 -- to be repeated
        with self._house.client() as client:
            while not self._is_over.is_set():
                query, answer = small_query()
                if moments.random() < 0.1:
                    query, answer = f"{ROWS} {query.partition('}')[2]}", ROWS_ANSWER
                reply = client.ask(query)
                self.outcomes[reply.outcome] += 1
                if reply.outcome == "200" and reply.body != answer:
                    self.wrong.append(f"{query}: {reply.body[:200]!r} ({len(reply.body)} bytes)")
                if reply.outcome == "no answer":
                    time.sleep(0.02)  # refused connections would be tried without end


def answers(house: House) -> bool:
    query, answer = small_query()
    with house.client(timeout_s=5) as client:
        return client.ask(query).body == answer


@dataclass(frozen=True, slots=True)
class Blow:
    """Which processes are killed: of these roles, all or one of them."""

    roles: tuple[str, ...]
    all_of_them: bool

    def strike(self, house: House, moments: random.Random) -> int:
        """Kill them; return how many there were."""
        found = [process.pid for process in house.processes() if process.role in self.roles]
        struck = found if self.all_of_them else found and [moments.choice(found)]
        return sum(map(kill, struck))


def kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False  # it was quicker
    return True


BLOWS = {
    "a worker": Blow(("worker",), all_of_them=False),
    "all workers": Blow(("worker",), all_of_them=True),
    "one that forks them": Blow(("zygote",), all_of_them=False),
    "all that fork them": Blow(("zygote",), all_of_them=True),
    "both kinds": Blow(("worker", "zygote"), all_of_them=True),
}


@pytest.fixture(scope="module")
def fragile(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("fragile")
    with opened_house(folder, "--data", str(data), query_timeout_s="10", share_s="0") as house:
        yield house


@pytest.mark.parametrize("name", BLOWS)
def test_queries_survive_that_their_processes_are_killed(
    fragile: House, name: str, figure: Callable[[str], None]
) -> None:
    moments = random.Random(f"{SEED} {name}")  # noqa: S311 -- to be repeated
    slowest_s, killed = 0.0, 0
    with Load(fragile) as load:
        for _ in range(ROUNDS):
            time.sleep(moments.uniform(0.05, 0.6))
            killed += BLOWS[name].strike(fragile, moments)
            slowest_s = max(slowest_s, again_s(fragile))
    figure(f"{killed} killed, answers again within {slowest_s:.3f} s; {dict(load.outcomes)}")
    assert load.wrong == []
    assert set(load.outcomes) <= {"200"} | REFUSALS
    assert load.outcomes["200"] > 100
    assert killed > 0
    assert slowest_s < AGAIN_S


def test_what_forks_workers_comes_back_however_often_it_is_killed_while_loading(
    fragile: House,
) -> None:
    """Five times before it is ready, which looks like a machine without memory."""
    loading = Blow(("zygote",), all_of_them=True)
    moments = random.Random(SEED)  # noqa: S311 -- to be repeated
    for _ in range(6):
        wait_until(lambda: loading.strike(fragile, moments) > 0)
    BLOWS["both kinds"].strike(fragile, moments)
    wait_until(lambda: answers(fragile), 10)
    wait_until(lambda: len(fragile.processes("zygote")) == ZYGOTES)


def test_a_front_that_is_killed_is_there_again(
    fragile: House, figure: Callable[[str], None]
) -> None:
    moments = random.Random(f"{SEED} front")  # noqa: S311 -- to be repeated
    slowest_s = 0.0
    with Load(fragile) as load:
        for number in range(max(1, ROUNDS // 4)):
            time.sleep(CRASH_LOOP_S * bool(number) + moments.uniform(0.1, 0.6))
            kill(fragile.front)
            slowest_s = max(slowest_s, again_s(fragile))
    figure(f"answers again within {slowest_s:.3f} s; {dict(load.outcomes)}")
    assert load.wrong == []
    assert set(load.outcomes) <= {"200"} | REFUSALS
    assert slowest_s < AGAIN_S + FRONT_TOLERANCE_S
    fronts = fragile.processes("front")
    assert len(fronts) == 1
    wait_until(lambda: len(fragile.processes("zygote")) == ZYGOTES)


def again_s(house: House) -> float:
    return wait_until(lambda: answers(house)) or 0.0
