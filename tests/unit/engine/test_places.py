"""Places and the line before them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kg.engine import Cancellation
from kg.engine.workers.places import Place, Places
from kg.errors import EngineBusyError, QueryCancelledError

WAIT_S = 20.0


def places(fast: int = 1, slow: int = 1, waiting: int = 10) -> Places:
    return Places(fast, slow, waiting, retry_after_s=3)


def until(is_so: Callable[[], object]) -> None:
    end_s = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end_s, "it does not happen"
        time.sleep(0.001)


@contextmanager
def waiting(line: Places, clients: list[str]) -> Iterator[list[str]]:
    """Put one of each of *clients* in line; the list fills in the order in which they are served.

    Each one keeps its place until the next one asks for it.
    """
    served: list[str] = []
    threads = []

    def wait(client: str) -> None:
        place = line.take(client, WAIT_S, None)
        served.append(client)
        place.free()

    for number, client in enumerate(clients, start=1):
        threads.append(threading.Thread(target=wait, args=(client,)))
        threads[-1].start()
        until(lambda number=number: line.waiting == number)  # type: ignore[misc] # now
    yield served
    for thread in threads:
        thread.join(WAIT_S)


def test_who_comes_first_is_served_first() -> None:
    line = places()
    held = line.take("x", 0, None)
    with waiting(line, ["a", "b", "c"]) as served:
        held.free()
    assert served == ["a", "b", "c"]
    assert line.fast_busy == 0


def test_who_uses_fewest_places_goes_first_whatever_it_uses_them_for() -> None:
    line = places(fast=1, slow=2)
    for client in ("greedy", "greedy"):
        assert line.take(client, 0, None).slow_down()
    held = line.take("other", 0, None)
    with waiting(line, ["greedy", "other", "new"]) as served:
        held.free()
    assert served == ["other", "new", "greedy"]


def test_the_house_goes_before_all_clients() -> None:
    line = places()
    held = line.take("x", 0, None)
    with waiting(line, ["a", "b", ""]) as served:
        held.free()
    assert served == ["", "a", "b"]


def test_before_a_full_line_that_moves_one_waits() -> None:
    line, served = places(waiting=2), list[int]()

    def pass_through(number: int) -> None:
        place = line.take("one client", WAIT_S, None)
        time.sleep(0.01)
        place.free()
        served.append(number)

    crowd = [threading.Thread(target=pass_through, args=(number,)) for number in range(30)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join(WAIT_S)
    assert sorted(served) == list(range(30))
    assert (line.waiting, line.fast_busy) == (0, 0)


def test_a_full_line_makes_room_for_a_client_that_has_fewer_in_it() -> None:
    line, sent_away = places(waiting=2), list[str]()
    held = line.take("x", 0, None)

    def wait(client: str) -> None:
        try:
            line.take(client, WAIT_S, None).free()
        except EngineBusyError:
            sent_away.append(client)

    greedy = [threading.Thread(target=wait, args=("greedy",)) for _ in range(2)]
    for number, thread in enumerate(greedy, start=1):
        thread.start()
        until(lambda number=number: line.waiting == number)  # type: ignore[misc] # now
    with pytest.raises(EngineBusyError):
        line.take("greedy", WAIT_S, None)
    modest = threading.Thread(target=wait, args=("modest",))
    modest.start()
    until(lambda: sent_away)
    with pytest.raises(EngineBusyError):  # each has one: nobody is greedy any more
        line.take("third", WAIT_S, None)
    held.free()
    for thread in (*greedy, modest):
        thread.join(WAIT_S)
    assert sent_away == ["greedy"]
    assert (line.waiting, line.fast_busy) == (0, 0)


def test_a_full_line_sends_away_at_once() -> None:
    line = places(waiting=0)
    line.take("a", 0, None)
    with pytest.raises(EngineBusyError) as caught:
        line.take("b", WAIT_S, None)
    assert caught.value.retry_after_s == 3


def test_waiting_in_vain_ends() -> None:
    line = places()
    line.take("a", 0, None)
    with pytest.raises(EngineBusyError):
        line.take("b", 0.02, None)
    assert line.waiting == 0


def test_cancelling_ends_the_wait() -> None:
    line = places()
    line.take("a", 0, None)
    cancellation = Cancellation()
    threading.Timer(0.02, cancellation.cancel).start()
    with pytest.raises(QueryCancelledError):
        line.take("b", WAIT_S, cancellation)
    assert line.waiting == 0


def test_slowing_down_gives_the_fast_place_to_the_next() -> None:
    line = places()
    first = line.take("a", 0, None)
    with waiting(line, ["b"]) as served:
        assert first.slow_down()
    assert served == ["b"]
    assert (line.fast_busy, line.slow_busy) == (0, 1)


def test_without_a_slow_place_a_fast_one_is_kept() -> None:
    line = places(fast=2, slow=1)
    first, second = line.take("a", 0, None), line.take("a", 0, None)
    assert first.slow_down()
    assert not second.slow_down()
    first.free()
    assert second.slow_down()
    assert (line.fast_busy, line.slow_busy) == (0, 1)


def test_a_place_is_freed_once() -> None:
    line = places(fast=2)
    first: Place = line.take("a", 0, None)
    line.take("a", 0, None)
    first.free()
    first.free()
    assert line.fast_busy == 1


def test_a_place_is_taken_at_once_or_not_at_all() -> None:
    line = places()
    assert line.take_now("a") is not None
    assert line.take_now("b") is None


def test_closing_sends_the_line_away_and_waits_for_those_that_run() -> None:
    line = places()
    held = line.take("a", 0, None)
    turned_away = threading.Event()

    def wait() -> None:
        with pytest.raises(EngineBusyError):
            line.take("b", WAIT_S, None)
        turned_away.set()
        held.free()

    thread = threading.Thread(target=wait)
    thread.start()
    until(lambda: line.waiting == 1)
    line.close(WAIT_S)
    assert turned_away.is_set()
    assert line.fast_busy == 0
    thread.join(WAIT_S)
    with pytest.raises(EngineBusyError):
        line.take("c", WAIT_S, None)
