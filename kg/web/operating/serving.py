"""What is served at this moment, and the change to the next release. Knows no Flask.

A request takes one `Served` and keeps it until it is answered, so an answer is never of two
releases. The next release is opened beside the one in use, by a thread of its own.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from kg.engine import Engine
from kg.errors import KGError, UnknownReleaseError
from kg.jsonld import EMPTY_CONTEXT, Context
from kg.release import Hold, Release
from kg.web.reading.document_queries import DocumentQueries

_log: Final = logging.getLogger(__name__)

NEVER: Final = "Thu, 01 Jan 1970 00:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Served:
    """One dataset with the engine that answers about it.

    Attributes:
        engine: answers queries.
        version: names the dataset's content; the same version never has other content.
        documents: the queries that make documents.
        context: the JSON-LD context that names its terms.
        modified: since when it is there, as HTTP writes dates.
        statements: how many there are in all graphs; None where nobody has counted.
        subjects: how many things they are about; None likewise.
        release: the folder with all that was made of the dataset; None for files as they are.
        hold: keeps the folder from being removed; None where nothing would.
        opened_at_s: since when it answers, in Unix time.
    """

    engine: Engine
    version: str
    documents: DocumentQueries
    context: Context = EMPTY_CONTEXT
    modified: str = NEVER
    statements: int | None = None
    subjects: int | None = None
    release: Release | None = None
    hold: Hold | None = field(default=None, compare=False)
    opened_at_s: float = field(default_factory=time.time, compare=False)

    def close(self) -> None:
        """Close the engine, and let go of the release."""
        self.engine.close()
        if self.hold:
            self.hold.let_go()


class Serving(Protocol):
    """Whatever knows what is served now."""

    def current(self) -> Served:
        """Return what a request that comes in now is answered from."""

    def take(self) -> Served:
        """Return the same, and keep it open until it is given back."""

    def take_version(self, version: str) -> Served:
        """Return the release *version*, and keep it open until it is given back.

        Raises:
            UnknownReleaseError: there was never one of this version, as far as is known.
            ReleaseGoneError: it is not kept any more.
            ReleaseError: it is damaged.
            EngineBusyError: no more releases can be open at this moment.
        """

    def give_back(self, served: Served) -> None:
        """Say that a request that took *served* asks it no more."""

    def close(self) -> None:
        """Close what is open; nothing may be asked afterwards."""


class Archive(Protocol):
    """Whatever opens older releases, beside the one that is served."""

    def take(self, version: str) -> Served:
        """Return a release, open until it is given back; raises as `Serving.take_version`."""

    def give_back(self, served: Served) -> None:
        """Let go of what was taken."""

    def rest(self) -> None:
        """Close what nobody has asked for long; called now and then."""

    def close(self) -> None:
        """Close all of them."""


class NoArchive:
    """Has no older release."""

    def take(self, version: str) -> Served:
        """Raise `UnknownReleaseError`."""
        raise UnknownReleaseError(version)

    def give_back(self, served: Served) -> None:
        """Do nothing: nothing was taken."""

    def rest(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class FixedServing:
    """Serves one dataset as long as it lives.

    Attributes:
        served: the dataset.
        archive: has the releases beside it.
    """

    served: Served
    archive: Archive = field(default_factory=NoArchive)

    def current(self) -> Served:
        """Return the one dataset."""
        return self.served

    def take(self) -> Served:
        """Return the one dataset."""
        return self.served

    def take_version(self, version: str) -> Served:
        """Return the one dataset where it is that, else a release beside it."""
        if version == self.served.version:
            return self.served
        self.archive.rest()
        return self.archive.take(version)

    def give_back(self, served: Served) -> None:
        """Keep the one dataset open, and let go of others."""
        if served is not self.served:
            self.archive.give_back(served)

    def close(self) -> None:
        """Close the engines."""
        self.served.close()
        self.archive.close()


@dataclass(slots=True)
class FollowingServing:
    """Serves what a pointer points to, and changes over when it moves.

    What was served before is closed as soon as the last request that took it gives it back.

    Attributes:
        pointed: tells the version that the pointer names now; cheap.
        opened: opens that version; slow.
        interval_s: how often the pointer is looked at.
        archive: has the older releases.
    """

    pointed: Callable[[], str]
    opened: Callable[[], Served]
    interval_s: float = 1.0
    archive: Archive = field(default_factory=NoArchive)
    _served: Served = field(init=False)
    _looked_at_s: float = field(init=False, default=0.0)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _looking: threading.Lock = field(init=False, default_factory=threading.Lock)
    _failed: str = field(init=False, default="")
    _takers: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._served = self.opened()

    def current(self) -> Served:
        """Return what is open now; where the pointer has moved, the change begins."""
        if time.monotonic() - self._looked_at_s >= self.interval_s and self._looking.acquire(False):
            self._looked_at_s = time.monotonic()
            try:
                self._begin_change()
            finally:
                self._looking.release()
        return self._served

    def take(self) -> Served:
        """Return what is open now, and keep it open until it is given back."""
        self.current()
        with self._lock:
            served = self._served
            self._takers[id(served)] = self._takers.get(id(served), 0) + 1
        return served

    def take_version(self, version: str) -> Served:
        """Return what is served now where it is that, else an older release."""
        now = self.take()
        if now.version == version:
            return now
        self.give_back(now)
        return self.archive.take(version)

    def give_back(self, served: Served) -> None:
        """Let go of what was taken; the last one closes what is served no more."""
        with self._lock:
            is_older = id(served) not in self._takers
        if is_older:
            self.archive.give_back(served)
            return
        with self._lock:
            left = self._takers.pop(id(served)) - 1
            if left:
                self._takers[id(served)] = left
            is_over = not left and served is not self._served
        if is_over:
            served.close()

    def close(self) -> None:
        """Close what is served now, and the older releases."""
        self._served.close()
        self.archive.close()

    def _begin_change(self) -> None:
        self.archive.rest()
        try:
            version = self.pointed()
        except KGError as error:
            _log.warning("the pointer cannot be read, %s stays: %s", self._served.version, error)
            return
        if version not in {self._served.version, self._failed}:
            self._looked_at_s = float("inf")  # until the change is done
            threading.Thread(target=self._change, args=(version,), daemon=True).start()

    def _change(self, version: str) -> None:
        try:
            following = self.opened()
            with self._lock:
                former, self._served = self._served, following
                is_over = id(former) not in self._takers
            if is_over:
                former.close()
            _log.info("release changed", extra={"fields": {"release": following.version}})
        except KGError as error:
            self._failed = version
            _log.error("%s cannot be opened, the old one stays: %s", version, error)
        finally:
            self._looked_at_s = time.monotonic()
