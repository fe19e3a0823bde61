"""Lines of the log on their way out: nobody who writes one waits for it. Knows no Flask.

A thread of its own writes what has come together, so that a pipe that nobody reads stops neither
the server nor a request. What cannot be kept is dropped and counted.
"""

import contextlib
import json
import logging
import os
import threading
import time
from functools import lru_cache
from typing import Final, TextIO

_GATHER_S: Final = 0.05
"""Lines of everyday wait so long for others, to go out together."""

_MAX_LINES: Final = 10_000

_encoded: Final = json.JSONEncoder(default=str).encode


class JSONFormatter(logging.Formatter):
    """Writes a record as one line of JSON: time, level, event, and the fields it was given.

    JSON escapes whatever is not plain ASCII, so nothing that a client sends begins a new line.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write *record*; its `fields` come after the message, a traceback is one text."""
        parts: dict[str, object] = {
            "time": f"{_second(int(record.created))}.{int(record.created % 1 * 1000):03d}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if fields is None:
            parts["logger"] = record.name
        else:
            parts.update(fields)
        if record.exc_info:
            parts["traceback"] = self.formatException(record.exc_info)
        return _encoded(parts)


class LineHandler(logging.Handler):
    """Hands lines to a thread that writes them to *stream*."""

    def __init__(self, stream: TextIO, limit: int = _MAX_LINES) -> None:
        super().__init__()
        self.setFormatter(JSONFormatter())
        self._stream = stream
        self._limit = limit
        self._lines: list[str] = []
        self._dropped = 0
        self._work = threading.Event()
        self._urgent = threading.Event()
        self._taking = threading.Lock()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        os.register_at_fork(after_in_child=self._forget)

    def emit(self, record: logging.LogRecord) -> None:
        """Take the line of *record*."""
        line = self.format(record)
        with self._taking:
            if len(self._lines) >= self._limit:
                self._dropped += 1
                return
            self._lines.append(line)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="log", daemon=True)
                self._thread.start()
        if not self._work.is_set():
            self._work.set()
        if record.levelno >= logging.WARNING:
            self._urgent.set()

    def flush(self) -> None:
        """Write what has come together; for the end of the process."""
        with self._writing:
            with self._taking:
                lines, self._lines = self._lines, []
                dropped, self._dropped = self._dropped, 0
            if dropped:
                lines.append(_encoded({"level": "warning", "event": "dropped", "lines": dropped}))
            if lines:
                with contextlib.suppress(OSError, ValueError):  # nobody reads any more
                    self._stream.write("\n".join(lines) + "\n")
                    self._stream.flush()

    def _run(self) -> None:
        while True:
            self._work.wait()
            self._urgent.wait(_GATHER_S)
            self._work.clear()
            self._urgent.clear()
            self.flush()

    def _forget(self) -> None:
        """Begin anew in a process that was forked: the lines are the parent's to write."""
        self._lines, self._dropped, self._thread = [], 0, None
        self._work, self._urgent = threading.Event(), threading.Event()
        self._taking, self._writing = threading.Lock(), threading.Lock()


@lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
