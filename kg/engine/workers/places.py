"""Who may run now: fast places, slow places, and a waiting line that is fair to small askers.

Every query begins in a fast place. One that runs for long moves to a slow place, so that it never
keeps a quick one waiting. The next in line is a query of the client with the fewest places in use;
among those, the one that came first.
"""

import threading
import time
from collections import Counter
from contextlib import suppress
from typing import Final

from kg.engine.door import Cancellation
from kg.errors import EngineBusyError, QueryCancelledError

_HOUSE: Final = ""
"""The house's own questions (is it alive?) go first, whatever they use."""


_STANDSTILL_S: Final = 0.1
"""Before a full line that does not move for so long nobody waits."""


class Place:
    """A place that is held, until `free` is called."""

    __slots__ = ("_places", "client", "is_held", "is_slow")

    def __init__(self, places: "Places", client: str) -> None:
        self._places = places
        self.client = client
        self.is_slow = False
        self.is_held = True

    def slow_down(self) -> bool:
        """Move to a slow place; return False where none is free."""
        return self._places.slow_down(self)

    def free(self) -> None:
        """Give the place back; a second time does nothing."""
        self._places.free(self)


class _Waiter:
    __slots__ = ("client", "lock", "number", "place")

    def __init__(self, client: str, number: int) -> None:
        self.client = client
        self.number = number
        self.place: Place | None = None
        self.lock = threading.Lock()  # held until there is something to know
        self.lock.acquire()

    def wake(self) -> None:
        with suppress(RuntimeError):  # it was woken already
            self.lock.release()


class Places:
    """All places and the line.

    Args:
        fast: number of fast places.
        slow: number of slow places.
        waiting: how many may wait.
        retry_after_s: what a query is told that finds no place.
    """

    def __init__(self, fast: int, slow: int, waiting: int, retry_after_s: int) -> None:
        self.fast = fast
        self.slow = slow
        self.fast_busy = 0
        self.slow_busy = 0
        self._limit = waiting
        self._retry_after_s = retry_after_s
        self._changed = threading.Condition()
        self._held: Counter[str] = Counter()
        self._line: list[_Waiter] = []
        self._number = 0
        self._served = 0
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """Tell how many are in line."""
        return len(self._line)

    def take(self, client: str, wait_s: float, cancellation: Cancellation | None) -> Place:
        """Take a fast place, after waiting for at most *wait_s*.

        Raises:
            EngineBusyError: the line is full, or the wait was in vain, or it was sent away from a
                full line for the sake of a client that has fewer in it.
            QueryCancelledError: it was cancelled in the line.
        """
        with self._changed:
            if self._is_closed:
                raise EngineBusyError(self._retry_after_s)
            if self.fast_busy < self.fast and not self._line:
                return self._given(client)
            until_s = time.monotonic() + wait_s
            if wait_s <= 0 or not self._comes_to_room(client, until_s):
                raise EngineBusyError(self._retry_after_s)
            self._number += 1
            waiter = _Waiter(client, self._number)
            self._line.append(waiter)
            self._serve_line()  # while it came to room, places may have become free
        if cancellation is not None:
            cancellation.on_cancel(waiter.wake)
        waiter.lock.acquire(timeout=max(0.0, until_s - time.monotonic()))
        with self._changed:
            if waiter.place is None:
                if waiter in self._line:
                    self._line.remove(waiter)
                if cancellation is not None and cancellation.is_cancelled:
                    raise QueryCancelledError
                raise EngineBusyError(self._retry_after_s)
            return waiter.place

    def take_now(self, client: str) -> Place | None:
        """Take a fast place if one is free and nobody waits for it."""
        with self._changed:
            if self._is_closed or self._line or self.fast_busy >= self.fast:
                return None
            return self._given(client)

    def slow_down(self, place: Place) -> bool:
        """Move *place* to the slow ones; return False where none of them is free."""
        with self._changed:
            if place.is_slow:
                return True
            if self.slow_busy >= self.slow:
                return False
            place.is_slow = True
            self.slow_busy += 1
            self.fast_busy -= 1
            self._serve_line()
            return True

    def free(self, place: Place) -> None:
        """Take *place* back."""
        with self._changed:
            if not place.is_held:
                return
            place.is_held = False
            self._held[place.client] -= 1
            if not self._held[place.client]:
                del self._held[place.client]
            if place.is_slow:
                self.slow_busy -= 1
            else:
                self.fast_busy -= 1
                self._serve_line()
            if self._is_closed:
                self._changed.notify_all()

    def close(self, wait_s: float) -> None:
        """Give no more places, send the line away, and wait until all places are free."""
        until_s = time.monotonic() + wait_s
        with self._changed:
            self._is_closed = True
            for waiter in self._line:
                waiter.wake()
            while self.fast_busy or self.slow_busy:
                if not self._changed.wait(until_s - time.monotonic()):
                    return

    def _given(self, client: str) -> Place:
        self.fast_busy += 1
        self._held[client] += 1
        return Place(self, client)

    def _serve_line(self) -> None:
        while self._line and self.fast_busy < self.fast and not self._is_closed:
            waiter = min(self._line, key=self._rank)
            self._line.remove(waiter)
            waiter.place = self._given(waiter.client)
            waiter.wake()
            self._served += 1
            self._changed.notify()

    def _comes_to_room(self, client: str, until_s: float) -> bool:
        """Wait for room in the line as long as it moves; say whether there is."""
        while not self._has_room(client):
            served, wait_s = self._served, min(_STANDSTILL_S, until_s - time.monotonic())
            if wait_s <= 0 or self._is_closed:
                return False
            if not self._changed.wait(wait_s) and self._served == served:
                return False
        return True

    def _has_room(self, client: str) -> bool:
        """Say whether *client* may join the line.

        Into a full one it may if another client has more in it than it would have itself: the
        last that came of the one with most is sent away.
        """
        if len(self._line) < self._limit:
            return True
        in_line = Counter(waiter.client for waiter in self._line if waiter.client != _HOUSE)
        for greediest, count in in_line.most_common(1):
            if count > in_line[client] + 1 or client == _HOUSE:
                last = next(w for w in reversed(self._line) if w.client == greediest)
                self._line.remove(last)
                last.wake()
                return True
        return False

    def _rank(self, waiter: _Waiter) -> tuple[int, int]:
        held = -1 if waiter.client == _HOUSE else self._held[waiter.client]
        return held, waiter.number
