"""Clients that mean no harm: they must not notice what the others do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.hostile.house import House, Reply, small_query, wait_until


class Bystander:
    """Asks small queries over one connection, one after the other, and checks each answer."""

    def __init__(self, house: House) -> None:
        self.answered = 0
        self.slowest_s = 0.0
        self.failed: list[Reply] = []
        self._house = house
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Bystander":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def wait_for(self, answers: int) -> None:
        """Wait until so many have been answered, or one failed."""
        wait_until(lambda: self.answered >= answers or bool(self.failed), 120)

    def _run(self) -> None:
        with self._house.client("127.0.0.99") as client:
            while not self._is_over.is_set():
                query, answer = small_query()
                reply = client.ask(query)
                if reply.is_whole and (reply.status, reply.body) == (200, answer):
                    self.answered += 1
                    self.slowest_s = max(self.slowest_s, reply.seconds)
                else:
                    self.failed.append(reply)


@contextmanager
def undisturbed(house: House, answers: int = 1) -> Iterator[Bystander]:
    """Have small queries asked through the block; each must succeed, and at least *answers*."""
    with Bystander(house) as bystander:
        yield bystander
        bystander.wait_for(answers)
    assert bystander.failed == []
