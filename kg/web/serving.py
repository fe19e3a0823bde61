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
from kg.errors import KGError
from kg.web.context import EMPTY_CONTEXT, Context
from kg.web.document_queries import DocumentQueries

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Served:
    """One dataset with the engine that answers about it.

    Attributes:
        engine: answers queries.
        version: names the dataset's content; the same version never has other content.
        documents: the queries that make documents.
        context: the JSON-LD context that names its terms.
    """

    engine: Engine
    version: str
    documents: DocumentQueries
    context: Context = EMPTY_CONTEXT


class Serving(Protocol):
    """Whatever knows what is served now."""

    def current(self) -> Served:
        """Return what a request that comes in now is answered from."""


@dataclass(frozen=True, slots=True)
class FixedServing:
    """Serves one dataset as long as it lives."""

    served: Served

    def current(self) -> Served:
        """Return the one dataset."""
        return self.served


@dataclass(slots=True)
class FollowingServing:
    """Serves what a pointer points to, and changes over when it moves.

    Attributes:
        pointed: tells the version that the pointer names now; cheap.
        opened: opens that version; slow.
        interval_s: how often the pointer is looked at.
    """

    pointed: Callable[[], str]
    opened: Callable[[], Served]
    interval_s: float = 1.0
    _served: Served = field(init=False)
    _looked_at_s: float = field(init=False, default=0.0)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _failed: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._served = self.opened()

    def current(self) -> Served:
        """Return what is open now; where the pointer has moved, the change begins."""
        if time.monotonic() - self._looked_at_s >= self.interval_s and self._lock.acquire(False):
            self._looked_at_s = time.monotonic()
            try:
                self._begin_change()
            finally:
                self._lock.release()
        return self._served

    def _begin_change(self) -> None:
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
            self._served = self.opened()
            _log.info("now serving %s", self._served.version)
        except KGError as error:
            self._failed = version
            _log.error("%s cannot be opened, the old one stays: %s", version, error)
        finally:
            self._looked_at_s = time.monotonic()
