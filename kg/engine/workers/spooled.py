"""A long answer while it is written: the worker fills a file, the front reads as far as it is."""

import os
import threading
from collections.abc import Callable
from copy import copy
from typing import BinaryIO, Final

from kg.errors import StoreError

_CHUNK_BYTES: Final = 262_144


class SpooledAnswer:
    """The chunks of an answer, in step with whoever writes it.

    Args:
        spool: the file; closed at the end.
        on_close: called once, when nobody reads any more; told whether the
            answer was complete.
    """

    def __init__(self, spool: BinaryIO, on_close: Callable[[bool], None]) -> None:
        self._spool = spool
        self._on_close = on_close
        self._changed = threading.Condition()
        self._offset = 0
        self._written = 0
        self._is_complete = False
        self._is_closed = False
        self._error: StoreError | None = None

    @property
    def length_bytes(self) -> int | None:
        """Return the whole length; None where it is not known yet."""
        return self._written if self._is_complete else None

    def grow(self, written: int) -> None:
        """Say that *written* bytes are there."""
        with self._changed:
            self._written = max(self._written, written)
            self._changed.notify()

    def complete(self, written: int) -> None:
        """Say that the answer is complete with *written* bytes."""
        with self._changed:
            self._is_complete = True
            self._written = written
            self._changed.notify()

    def fail(self, error: StoreError) -> None:
        """Say that the rest will not come."""
        with self._changed:
            self._error = error
            self._changed.notify()

    def __iter__(self) -> "SpooledAnswer":
        return self

    def __next__(self) -> bytes:
        with self._changed:
            while not (self._error or self._is_closed or self._is_complete):
                if self._offset < self._written:
                    break
                self._changed.wait()
            if self._error is None and not self._is_closed and self._offset < self._written:
                wanted = min(_CHUNK_BYTES, self._written - self._offset)
                chunk = os.pread(self._spool.fileno(), wanted, self._offset)
                self._offset += len(chunk)
                return chunk
            error = self._error
        self.close()
        if error is not None:
            raise copy(error)  # a raised one would hold this, and be held by it
        raise StopIteration

    def close(self) -> None:
        """End reading; where the answer is not complete, its query ends too."""
        with self._changed:
            if self._is_closed:
                return
            self._is_closed = True
            self._spool.close()
            self._changed.notify()
        self._on_close(self._is_complete)

    def __del__(self) -> None:
        self.close()
