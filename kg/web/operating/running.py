"""The queries that run at this moment, by id, so that whoever knows the id can end one.

Knows no Flask. An id is a secret between the server and whoever started the query.
"""

import re
import secrets
import threading
from typing import Final

from kg.engine import Cancellation
from kg.errors import EngineBusyError, QueryIdTakenError, UnknownQueryError

QUERY_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
"""What an id looks like: long enough that nobody guesses one."""

_MAX_RUNNING: Final = 10_000
_RETRY_AFTER_S: Final = 1


class RunningQueries:
    """Knows which queries run. Safe among threads."""

    def __init__(self, limit: int = _MAX_RUNNING) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._running: dict[str, Cancellation] = {}

    def begin(self, query_id: str, cancellation: Cancellation) -> str:
        """Note that a query runs; `end` must follow.

        Args:
            query_id: one that matches `QUERY_ID`, or empty to have one made.
            cancellation: ends the query.

        Returns:
            The query's id.

        Raises:
            QueryIdTakenError: a query of this id runs already.
            EngineBusyError: more queries run than can be noted.
        """
        chosen = query_id or secrets.token_urlsafe(16)
        with self._lock:
            if chosen in self._running:
                raise QueryIdTakenError(chosen)
            if len(self._running) >= self._limit:
                raise EngineBusyError(_RETRY_AFTER_S)
            self._running[chosen] = cancellation
        return chosen

    def end(self, query_id: str, cancellation: Cancellation) -> None:
        """Forget a query that does not run any more; another one may have its id by now."""
        with self._lock:
            if self._running.get(query_id) is cancellation:
                del self._running[query_id]

    def cancel(self, query_id: str) -> None:
        """End a query, which is not known from now on.

        Raises:
            UnknownQueryError: none of this id runs.
        """
        with self._lock:
            cancellation = self._running.pop(query_id, None)
        if cancellation is None:
            raise UnknownQueryError(query_id)
        cancellation.cancel()

    def __len__(self) -> int:
        """Count the queries that run."""
        return len(self._running)
