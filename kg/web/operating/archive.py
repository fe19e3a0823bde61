"""Older releases, opened when somebody asks for one by its name, a few at a time. Knows no Flask.

Each open one has processes of its own, so their number is bounded, and so is how fast they change:
one that was opened just now does not give way. Requests beyond that are told when to come again.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kg.errors import EngineBusyError
from kg.web.operating.serving import Served

_log: Final = logging.getLogger(__name__)

STAY_S: Final = 10.0
"""An open release does not give way to another one for so long."""

IDLE_S: Final = 600.0
"""One that nobody asks for so long is closed."""

_WAIT_S: Final = 10.0
_WAITING: Final = 8
"""Requests that wait while a release is opened; the others come again."""

_RETRY_AFTER_S: Final = 2


@dataclass(slots=True)
class _Open:
    served: Served
    opened_s: float
    used_s: float
    takers: int = 0


@dataclass(slots=True)
class OpenReleases:
    """Gives older releases out and takes them back. Safe among threads.

    Attributes:
        found: raises `RequestError` where a version is not kept; cheap, and asked each time.
        opened: opens a version; slow.
        limit: how many are open at the same time.
    """

    found: Callable[[str], None]
    opened: Callable[[str], Served]
    limit: int
    _open: OrderedDict[str, _Open] = field(init=False, default_factory=OrderedDict)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _opening: threading.Lock = field(init=False, default_factory=threading.Lock)
    _waiting: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = threading.Semaphore(_WAITING)

    def take(self, version: str) -> Served:
        """Return the release *version*, open until it is given back.

        Raises:
            UnknownReleaseError: there was never one of this version, as far as is known.
            ReleaseGoneError: it is not kept any more.
            ReleaseError: it is damaged.
            EngineBusyError: others are open, or it is just being opened.
        """
        self.found(version)
        served = self._take_open(version)
        if served is not None:
            return served
        if not self._waiting.acquire(blocking=False):
            raise EngineBusyError(_RETRY_AFTER_S)
        try:
            return self._take_closed(version)
        finally:
            self._waiting.release()

    def give_back(self, served: Served) -> None:
        """Let go of what was taken."""
        with self._lock:
            for kept in self._open.values():
                if kept.served is served:
                    kept.takers -= 1
                    kept.used_s = time.monotonic()

    def rest(self) -> None:
        """Close what nobody has asked for long."""
        now_s = time.monotonic()
        with self._lock:
            idle = [
                version
                for version, kept in self._open.items()
                if not kept.takers and now_s - kept.used_s > IDLE_S
            ]
            closed = [self._open.pop(version) for version in idle]
        if closed:
            threading.Thread(target=_close, args=(closed,), name="archive", daemon=True).start()

    def close(self) -> None:
        """Close all of them; nothing may be asked afterwards."""
        with self._lock:
            closed = list(self._open.values())
            self._open.clear()
        _close(closed)

    def _take_open(self, version: str) -> Served | None:
        with self._lock:
            kept = self._open.get(version)
            if kept is None:
                return None
            kept.takers += 1
            self._open.move_to_end(version)
            return kept.served

    def _take_closed(self, version: str) -> Served:
        """Open it, unless another request has done so meanwhile; one is opened at a time."""
        if not self._opening.acquire(timeout=_WAIT_S):
            raise EngineBusyError(_RETRY_AFTER_S)
        try:
            served = self._take_open(version)
            if served is not None:
                return served
            _close(self._room())
            served = self.opened(version)
            now_s = time.monotonic()
            with self._lock:
                self._open[version] = _Open(served, now_s, now_s, takers=1)
            _log.info("release opened beside", extra={"fields": {"release": version}})
            return served
        finally:
            self._opening.release()

    def _room(self) -> list[_Open]:
        """Take out what gives way to one more.

        Raises:
            EngineBusyError: all of them are asked, or were opened just now.
        """
        now_s = time.monotonic()
        with self._lock:
            if len(self._open) < self.limit:
                return []
            for version, kept in self._open.items():
                if not kept.takers and now_s - kept.opened_s >= STAY_S:
                    return [self._open.pop(version)]
        raise EngineBusyError(_RETRY_AFTER_S)


def _close(closed: list[_Open]) -> None:
    for kept in closed:
        kept.served.close()
