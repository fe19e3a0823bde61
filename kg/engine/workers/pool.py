"""Warm workers: as many as there are fast places, forked ahead by a thread of its own."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from kg.engine.workers.brood import Brood
from kg.engine.workers.handle import Worker
from kg.engine.workers.nursery import Nursery, NurseryClosedError
from kg.errors import EngineBusyError, KGError

_log: Final = logging.getLogger(__name__)

_AGAIN_S: Final = 0.05
_BUSY_RETRY_S: Final = 2


class Pool:
    """Gives workers out and takes them back.

    Args:
        broods: editions with what their workers have in common; the first that is ready is taken.
        warm: how many workers are forked ahead, idle and at quick questions together.
        kept: how many idle ones are kept; those that have answered are quicker than new ones.
        busy: tells how many are at quick questions.
    """

    def __init__(
        self,
        broods: Sequence[tuple[str, Brood]],
        *,
        warm: int,
        kept: int,
        busy: Callable[[], int],
    ) -> None:
        self._warm = warm
        self._kept = kept
        self._busy = busy
        self._changed = threading.Condition()
        self._idle: list[Worker] = []
        self._is_closed = False
        self._is_wanted = threading.Event()
        self.started = 0
        self.lost: Counter[str] = Counter()
        self._nurseries = [Nursery(name, brood, self._look_again) for name, brood in broods]
        self._warmer = threading.Thread(target=self._keep_warm, name="pool", daemon=True)
        for nursery in self._nurseries:
            nursery.start()
        self._warmer.start()

    @property
    def edition(self) -> str:
        """Name where the next worker will answer from."""
        return self._best().edition

    @property
    def is_settled(self) -> bool:
        """Say whether that is where it should answer from."""
        first = self._nurseries[0]
        return first.is_ready or first.failure is not None

    def open(self) -> None:
        """Wait for the first worker.

        Raises:
            KGError: the dataset cannot be opened in any edition.
        """
        for nursery in reversed(self._nurseries):  # the last one is the quickest
            try:
                nursery.wait()
                worker = nursery.hatch()
            except NurseryClosedError:
                continue
            except KGError as error:
                if nursery is self._nurseries[0]:
                    raise
                _log.warning("not served from %s: %s", nursery.edition, error)
                continue
            self.started += 1
            self.put(worker)
            return
        raise EngineBusyError(_BUSY_RETRY_S)

    def take(self, until_s: float) -> Worker:
        """Take an idle worker, or else a new one.

        Raises:
            EngineBusyError: there is none until *until_s* (monotonic).
        """
        return self.take_idle() or self.hatch(until_s)

    def take_idle(self) -> Worker | None:
        """Take an idle worker, if there is one."""
        with self._changed:
            return self._idle.pop() if self._idle else None

    def hatch(self, until_s: float) -> Worker:
        """Take a new worker; raises as `take` does."""
        while not self._is_closed:
            try:
                worker = self._best().hatch()
            except (NurseryClosedError, KGError):
                with self._changed:
                    left_s = until_s - time.monotonic()
                    if left_s <= 0:
                        break
                    self._changed.wait(min(left_s, _AGAIN_S))
                continue
            self.started += 1
            return worker
        raise EngineBusyError(_BUSY_RETRY_S)

    def put(self, worker: Worker) -> None:
        """Take a worker back that has answered."""
        with self._changed:
            is_kept = not self._is_closed and len(self._idle) < self._kept
            if is_kept and not worker.is_slowed and worker.edition == self.edition:
                self._idle.append(worker)
                return
        self.dismiss(worker)

    def dismiss(self, worker: Worker) -> None:
        """Give up a worker; another one takes its place."""
        worker.close()
        self._is_wanted.set()

    def lose(self, worker: Worker, cause: str) -> None:
        """Give up a worker that ended before its time."""
        self.lost[cause] += 1
        self.dismiss(worker)

    def replace(self) -> None:
        """Have another worker forked where one is busy for long."""
        self._is_wanted.set()

    def close(self) -> None:
        """End all workers and all they are forked from."""
        with self._changed:
            self._is_closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        self._is_wanted.set()
        self._warmer.join()
        for worker in idle:
            worker.close()
        for nursery in self._nurseries:
            nursery.close()

    def _best(self) -> Nursery:
        ready = (nursery for nursery in self._nurseries if nursery.is_ready)
        return next(ready, self._nurseries[-1])

    def _look_again(self) -> None:
        """Let idle workers go that would answer from elsewhere; wake those who wait for one."""
        with self._changed:
            edition = self.edition
            gone = [worker for worker in self._idle if worker.edition != edition]
            self._idle = [worker for worker in self._idle if worker.edition == edition]
            self._changed.notify_all()
        for worker in gone:
            worker.close()
        self._is_wanted.set()

    def _keep_warm(self) -> None:
        while not self._is_closed:
            self._is_wanted.wait()
            self._is_wanted.clear()
            while not self._is_closed and len(self._idle) + self._busy() < self._warm:
                try:
                    worker = self._best().hatch()
                except (NurseryClosedError, KGError):
                    break  # who comes back says so
                self.started += 1
                self.put(worker)
