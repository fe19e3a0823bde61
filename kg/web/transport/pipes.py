"""Named pipes for long answers: we write, the server in front reads as the client takes it."""

import contextlib
import errno
import itertools
import os
import select
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_PREFIX: Final = "foerdergraph-pipes-"
_OPENING_S: Final = 5.0
_LOOK_AGAIN_S: Final = 0.0005


class ClientLeftError(Exception):
    """Nobody reads the answer any more."""


class Pipe:
    """The end of a named pipe that is written to."""

    def __init__(self, descriptor: int, stall_s: float) -> None:
        self._descriptor = descriptor
        self._stall_s = stall_s
        self._room = select.poll()
        self._room.register(descriptor, select.POLLOUT)

    def write(self, piece: bytes) -> None:
        """Write all of *piece*, as fast as it is read.

        Raises:
            ClientLeftError: the reading end was closed.
            TimeoutError: nothing was read for too long.
        """
        left = memoryview(piece)
        while left:
            if not self._room.poll(self._stall_s * 1000):
                raise TimeoutError(f"the client read nothing for {self._stall_s:g} s")
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise ClientLeftError from None


class Pipes:
    """Makes named pipes in a folder of its own.

    Args:
        stall_s: how long a reader may read nothing.
    """

    def __init__(self, stall_s: float) -> None:
        self._stall_s = stall_s
        _sweep()
        self._folder = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-")
        self._numbers = itertools.count()

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    @contextlib.contextmanager
    def opened(self, announce: Callable[[str], None]) -> Iterator[Pipe]:
        """Give a pipe whose reader is there; *announce* tells the reader the path.

        Raises:
            ClientLeftError: no reader came.
        """
        path = Path(self._folder.name, str(next(self._numbers)))
        os.mkfifo(path, 0o600)
        try:
            announce(str(path))
            descriptor = _opened(path)
        finally:
            path.unlink()
        try:
            yield Pipe(descriptor, self._stall_s)
        finally:
            os.close(descriptor)


def _sweep() -> None:
    """Remove the folders of processes that were killed before they could do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not Path("/proc", number).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _opened(path: Path) -> int:
    """Open a named pipe for writing, which works from the moment that somebody reads it."""
    end_s = time.monotonic() + _OPENING_S
    while time.monotonic() < end_s:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
        time.sleep(_LOOK_AGAIN_S)
    raise ClientLeftError
