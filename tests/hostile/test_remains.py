"""What all the attacks together leave behind: nothing. Runs after them (conftest.py)."""

from collections import Counter
from collections.abc import Callable

from tests.hostile.conftest import Beginnings
from tests.hostile.house import House, wait_until

GROWTH_BYTES = 64 * 2**20


def test_the_front_holds_about_what_it_held_at_first(
    house: House, beginnings: Beginnings, figure: Callable[[str], None]
) -> None:
    wait_until(house.is_at_rest)
    grown = house.front_bytes() - beginnings.front_bytes
    figure(f"{beginnings.front_bytes / 2**20:.1f} MiB at first, {grown / 2**20:.1f} MiB more now")
    assert house.front == beginnings.front
    assert grown < GROWTH_BYTES


def test_the_front_has_nothing_left_open(house: House, beginnings: Beginnings) -> None:
    """Sockets of idle workers and connections that are about to close come and go."""

    def is_so() -> bool:
        more = Counter(house.front_descriptors()) - Counter(beginnings.descriptors)
        return sum(more.values()) <= 8

    wait_until(is_so)


def test_no_process_is_left_over(house: House) -> None:
    assert house.zombies() == []
    known = {"supervisor", "front", "zygote", "worker"}
    assert {process.role for process in house.processes()} <= known
    wait_until(lambda: len(house.processes("worker")) <= 4)
    assert len(house.processes("zygote")) == 2
