"""The log: one JSON object a line on standard error. Knows no Flask.

No address, no path and, unless the operator asks for it, no query text is written.
"""

import hashlib
import logging
import secrets
import sys
import time
from dataclasses import dataclass, field
from typing import Final

from kg.web.operating.lines import LineHandler
from kg.web.operating.observing import Observation

_MAX_TEXT: Final = 10_000
"""Of a query's text this much is written, where it is written at all."""

_QUIET_ROUTES: Final = frozenset({"health"})
"""Asked by machines every few seconds; written at the level `debug` only."""

_FAULT: Final = 500

_DAY_S: Final = 86_400

_log: Final = logging.getLogger("kg.requests")


def write_logs(level: str) -> None:
    """Send everything that this process logs to standard error, from *level* on.

    Where another server around the app has set up a log of its own, that is left alone.
    """
    # Nobody writes where a line comes from, so nobody need find out (logging's own advice).
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(
        level=logging.CRITICAL + 1 if level == "off" else level.upper(),
        handlers=[LineHandler(sys.stderr)],
    )


def flush_logs() -> None:
    """Write what is still on its way; called when the process is about to end."""
    for handler in logging.getLogger().handlers:
        handler.flush()


@dataclass(slots=True)
class ClientNames:
    """Gives clients a name for one day: whoever reads the log can tell them apart, not find them.

    The key is made anew each day, is never written, and ends with the process.
    """

    _of_today: tuple[int, bytes] = (-1, b"")

    def name(self, client: str, now_s: float) -> str:
        """Name *client*, at *now_s* of Unix time: 16 characters."""
        day = int(now_s // _DAY_S)
        known_day, key = self._of_today
        if day != known_day:
            key = secrets.token_bytes(32)
            self._of_today = (day, key)
        return hashlib.blake2b(client.encode(), digest_size=8, key=key).hexdigest()


@dataclass(frozen=True, slots=True)
class RequestLog:
    """Writes one line for each request.

    Attributes:
        has_queries: whether queries are written as they are; a query may hold personal data.
        names: gives clients their names.
    """

    has_queries: bool = False
    names: ClientNames = field(default_factory=ClientNames)

    def ended(self, observation: Observation) -> None:
        """Write the line of a request that is over."""
        level = _level(observation)
        if not _log.isEnabledFor(level):
            return
        now_s = time.time()
        fields: dict[str, object] = {
            "method": observation.method,
            "route": observation.route,
            "status": observation.status,
            "duration_ms": round(observation.duration_s * 1000, 2),
            "bytes": observation.sent_bytes,
        }
        if not observation.is_complete:
            fields["complete"] = False
        if observation.client:
            fields["client"] = self.names.name(observation.client, now_s)
        if observation.query is not None:
            fields |= self._of_query(observation, observation.query)
        if observation.outcome:
            fields["outcome"] = observation.outcome
            fields["evaluation_s"] = round(observation.evaluation_s, 4)
        if observation.cache:
            fields["cache"] = observation.cache
        if observation.release:
            fields["release"] = observation.release
        if observation.error_id:
            fields["error_id"] = observation.error_id
        record = logging.LogRecord(_log.name, level, "", 0, "request", None, None)
        record.fields = fields
        _log.handle(record)

    def _of_query(self, observation: Observation, text: str) -> dict[str, object]:
        encoded = text.encode("utf-8", "replace")
        fields: dict[str, object] = {
            "query": hashlib.sha256(encoded).hexdigest()[:16],
            "query_bytes": len(encoded),
        }
        if observation.form:
            fields["form"] = observation.form
        if self.has_queries:
            fields["query_text"] = text[:_MAX_TEXT]
        return fields


def _level(observation: Observation) -> int:
    """A fault of ours is an error, whatever else cannot be answered a warning."""
    if observation.error_id:
        return logging.ERROR if observation.status == _FAULT else logging.WARNING
    return logging.DEBUG if observation.route in _QUIET_ROUTES else logging.INFO
