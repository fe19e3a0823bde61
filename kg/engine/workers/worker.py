"""The life of one worker: greet, then answer questions until the front hangs up.

At a question's deadline the kernel ends the process (`SIGALRM` without a handler), whatever the
engine is doing. An answer that does not fit into one frame goes to a spool file, which the front
sends along with a question: the worker goes on at its own speed, the front reads at the client's.
"""

import fcntl
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Final, cast

from pyoxigraph import Store

from kg.engine.evaluation import evaluated
from kg.engine.limits import Limits
from kg.engine.syntax import names_dataset
from kg.engine.workers.brood import Brood
from kg.engine.workers.confinement import confine, peak_bytes, unopened_tables
from kg.engine.workers.pages import SharedPages
from kg.engine.workers.wire import (
    HEADER,
    Bounds,
    FrameSocketWithFile,
    Kind,
    Question,
    error_written,
    read_question,
)
from kg.engine.writing import write_answer
from kg.errors import (
    AnswerTooLongError,
    EvaluationError,
    KGError,
    QueryMemoryError,
    StoreError,
)
from kg.jsonld import Context

WHOLE_BYTES: Final = 262_144
"""An answer up to this length comes in one frame."""

_BATCH_BYTES: Final = 262_144
_ONE_SPOOL: Final = 1
_QUESTIONS: Final = 10_000
_GROWTH_BYTES: Final = 256 * 2**20
_STDERR: Final = 2

_PAUSE_S: Final = 0.002
"""Whoever has not been asked for so long has time for something else."""


def live(
    connected: socket.socket,
    lifeline: int,
    opened: Callable[[], Store],
    brood: Brood,
    context: Context,
) -> None:
    """Answer questions that come over *connected*, until it is closed on the other side.

    Args:
        connected: to the front.
        lifeline: reading end of a pipe that only the front holds the other end of.
        opened: returns the store; a store on disk is opened here, since its threads do not
            survive a fork.
        brood: what it has in common with others.
        context: what JSON-LD is written with.
    """
    limits = brood.limits
    _keep_only(connected.fileno(), _dying_with(lifeline))
    words = os.memfd_create("worker")
    os.dup2(words, _STDERR)  # what the engine says at its death is found there
    try:
        store = opened()
    except KGError as error:
        payload = error_written(error)
        connected.sendall(HEADER.pack(Kind.ERROR, 1, len(payload)) + payload)
        return
    me = os.pidfd_open(os.getpid())
    payload = str(os.getpid()).encode("ascii")
    greeting = HEADER.pack(Kind.GREETING, 0, len(payload)) + payload
    socket.send_fds(connected, [greeting], [me, words])
    os.close(me)
    os.close(words)
    pages = SharedPages() if brood.has_room else None
    confine(limits, files=_ONE_SPOOL + unopened_tables(brood.store))
    with suppress(EOFError, OSError):
        _Worker(FrameSocketWithFile(connected), store, limits, context).answer_all(pages)


class _Worker:
    def __init__(
        self, frames: FrameSocketWithFile, store: Store, limits: Limits, context: Context
    ) -> None:
        self._frames = frames
        self._store = store
        self._limits = limits
        self._context = context
        self._born_bytes = peak_bytes()

    def answer_all(self, pages: SharedPages | None) -> None:
        """Answer until the front hangs up; where nobody asks, copy some of *pages*."""
        left, is_last = _QUESTIONS, False
        while not is_last:
            is_copying = pages is not None and pages.are_left
            frame = self._frames.receive(_PAUSE_S if is_copying else 0)
            if frame is None:
                if pages is not None and is_copying:
                    pages.copy_some()
                continue
            left -= 1
            has_grown = peak_bytes() - self._born_bytes > _GROWTH_BYTES
            is_last = self._answer(*read_question(frame.payload), is_last=not left or has_grown)

    def _answer(self, question: Question, bounds: Bounds, *, is_last: bool) -> bool:
        """Answer one question; return whether the worker ends after it."""
        sink = _Sink(self._frames, bounds.answer_bytes)
        signal.setitimer(signal.ITIMER_REAL, bounds.timeout_s)
        failure = self._failure(question, sink)
        signal.setitimer(signal.ITIMER_REAL, 0)
        is_last |= isinstance(failure, QueryMemoryError)
        if sink.is_spilled:
            self._frames.close_file()  # the front sends another one with the next question
        if failure is not None:
            payload = error_written(failure)
            self._frames.send(HEADER.pack(Kind.ERROR, is_last, len(payload)) + payload)
        elif sink.is_spilled:
            self._frames.send(HEADER.pack(Kind.DONE, is_last, sink.written_bytes))
        else:
            payload = sink.whole()
            self._frames.send(HEADER.pack(Kind.WHOLE, is_last, len(payload)) + payload)
        return is_last

    def _failure(self, question: Question, sink: "_Sink") -> StoreError | None:
        try:
            has_dataset = names_dataset(question.text)  # refuses, too
            is_union = question.is_union and not has_dataset
            result = evaluated(self._store, question.text, question.clause, is_union=is_union)
            write_answer(result, question.answer_format, cast(BinaryIO, sink), self._context)
            sink.end()
        except StoreError as error:
            return error
        except MemoryError:
            return QueryMemoryError(self._limits.memory_bytes)
        except (OSError, RuntimeError, ValueError) as error:
            return EvaluationError(str(error))
        except BaseException as error:  # noqa: BLE001 -- a panic of the engine is no Exception
            return EvaluationError(f"the engine failed on it ({type(error).__name__})")
        return None


class _Sink:
    """Keeps an answer until it is too long for one frame; from then on writes to the spool."""

    def __init__(self, frames: FrameSocketWithFile, limit_bytes: int) -> None:
        self._frames = frames
        self._limit_bytes = limit_bytes
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._room_bytes = WHOLE_BYTES
        self.written_bytes = 0
        self.is_spilled = False

    def write(self, piece: bytes) -> int:
        self._held.append(piece)
        self._held_bytes += len(piece)
        if self.written_bytes + self._held_bytes > self._limit_bytes:
            raise AnswerTooLongError(self._limit_bytes)
        if self._held_bytes > self._room_bytes:
            self._spill()
        return len(piece)

    def flush(self) -> None:
        """Keep what is held."""

    def end(self) -> None:
        if self.is_spilled:
            self._spill()

    def whole(self) -> bytes:
        return b"".join(self._held)

    def _spill(self) -> None:
        rest = memoryview(self.whole())
        while rest:
            rest = rest[os.write(self._frames.file, rest) :]
        self.written_bytes += self._held_bytes
        self._held.clear()
        self._held_bytes = 0
        kind = Kind.PROGRESS if self.is_spilled else Kind.SPILLED
        frame = HEADER.pack(kind, 0, self.written_bytes)
        if self.is_spilled:
            with suppress(BlockingIOError):  # only the last number must arrive
                self._frames.socket.send(frame, socket.MSG_DONTWAIT)
            return
        self._frames.send(frame)
        self.is_spilled = True
        self._room_bytes = _BATCH_BYTES


def _keep_only(*kept: int) -> None:
    """Close every file descriptor but the standard ones and *kept*."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 -- names are all that is wanted
        fd = int(name)
        if fd > _STDERR and fd not in kept:
            with suppress(OSError):  # the one that listed them is closed already
                os.close(fd)


def _dying_with(lifeline: int) -> int:
    """Have the kernel end this process when the writing end of *lifeline* is closed.

    `SIGIO` ends a process that does not handle it. The pipe is opened anew, since the receiver of
    the signal belongs to what was opened, and forked processes share that.
    """
    own = os.open(f"/proc/self/fd/{lifeline}", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(own, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(own, fcntl.F_SETFL, fcntl.fcntl(own, fcntl.F_GETFL) | os.O_ASYNC)
    return own
