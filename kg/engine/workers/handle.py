"""The front's hold on one worker; it is ended through a pidfd, which means no other process."""

import os
import signal
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

from kg.engine.workers.wire import HEADER, FrameSocket, Kind, read_error

_GREETING_BYTES: Final = 65_536
_GREETING_FDS: Final = 2
_BIRTH_S: Final = 10.0
_NICENESS: Final = 10
_LAST_WORDS_BYTES: Final = 65_536


class Worker:
    """One worker, as the front knows it.

    Attributes:
        frames: the connection.
        edition: where it answers from.
        is_slowed: whether others go first.
        pid: its number, for people.
    """

    def __init__(self, frames: FrameSocket, fds: list[int], pid: int, edition: str) -> None:
        self.frames = frames
        self.edition = edition
        self.is_slowed = False
        self.pid = pid
        self._process, self._words = fds
        self._spool: BinaryIO | None = None

    def ask(self, question: bytes, spools: Path | None) -> None:
        """Put a question, with a file for a long answer where the worker has none.

        Where none can be had (a full disk), short answers still can. That the worker is gone shows
        when its answer is looked for.
        """
        with suppress(ConnectionError):
            if self._spool is None:
                self._spool = _spool(spools)
                if self._spool is not None:
                    self.frames.send_with(question, self._spool.fileno())
                    return
            self.frames.send(question)

    def take_spool(self) -> BinaryIO:
        """Return the file of the long answer that it has begun; whoever takes it closes it."""
        taken, self._spool = self._spool, None
        if taken is None:
            raise ValueError("it has no spool")
        return taken

    def kill(self) -> None:
        """End it at once; the kernel closes the connection."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def slow_down(self) -> None:
        """Let others go first, for the rest of its life."""
        if not self.is_slowed:
            self.is_slowed = True
            with suppress(OSError):  # it has just ended
                os.setpriority(os.PRIO_PROCESS, self.pid, _NICENESS)

    def last_words(self) -> str:
        """Return what the engine said at its death; empty where somebody killed it."""
        return os.pread(self._words, _LAST_WORDS_BYTES, 0).decode("utf-8", "replace")

    def close(self) -> None:
        """Give it up; an idle one ends when it sees that."""
        self.frames.close()
        os.close(self._process)
        os.close(self._words)
        if self._spool is not None:
            self._spool.close()


def _spool(folder: Path | None) -> BinaryIO | None:
    try:
        file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 -- `close` does
    except OSError:
        return None
    return cast(BinaryIO, file)


def greeted(mine: socket.socket, edition: str) -> Worker | None:
    """Wait for the greeting of a worker at the other end of *mine*; None where it does not come.

    Raises:
        ReleaseError: the store on disk cannot be opened.
    """
    mine.settimeout(_BIRTH_S)
    try:
        message, fds, _, _ = socket.recv_fds(mine, _GREETING_BYTES, _GREETING_FDS)
    except OSError:
        return None
    mine.settimeout(None)
    if not message:
        return None
    kind, _, _ = HEADER.unpack_from(message)
    payload = message[HEADER.size :]
    if kind != Kind.GREETING:
        raise read_error(payload)
    return Worker(FrameSocket(mine), fds, int(payload), edition)
