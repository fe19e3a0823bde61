"""Threads that wait for work, as many as are needed up to a limit. Cheaper a call than a future."""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final

_log: Final = logging.getLogger(__name__)

Job = Callable[[], None]


class Threads:
    """Runs jobs in at most *limit* threads; what comes beyond that waits its turn.

    The threads end with the process: none of them keeps anything that must be put away.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0
        self._started = 0

    def run(self, job: Job) -> None:
        """Have *job* run as soon as a thread is free."""
        with self._lock:
            if self._idle > 0:
                self._idle -= 1
            elif self._started < self._limit:
                self._started += 1
                name = f"request-{self._started}"
                threading.Thread(target=self._work, name=name, daemon=True).start()
            else:
                self._idle -= 1
        self._jobs.put(job)

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            try:
                job()
            except Exception:  # noqa: BLE001 -- the thread serves the next request
                _log.exception("a request ended badly")
            del job  # with the request that it holds, which may be long
            with self._lock:
                self._idle += 1
