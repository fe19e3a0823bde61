"""The course of one question in one worker, as the front sees it: quick, slow, or long."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.engine.workers.handle import Worker
from kg.engine.workers.places import Place
from kg.engine.workers.spooled import SpooledAnswer
from kg.engine.workers.wire import Bounds, Frame, Kind, question_frame, read_error
from kg.errors import (
    EngineBusyError,
    EvaluationError,
    QueryCancelledError,
    QueryMemoryError,
    QueryTooDeepError,
    StoreError,
)

SLOW_AFTER_S: Final = 0.5
"""A question that runs for longer moves to a slow place."""

_NICE_AFTER_S: Final = 5.0
"""Then others go first. It cannot be taken back, so it costs the worker, and a new one is slow: the
store writes to its memory while it reads, so each page has to be copied once."""

_PATIENCE_S: Final = 2.0
"""So long it may keep its fast place where no slow one is free."""

_GRACE_S: Final = 0.02
"""The kernel ends the worker at the deadline; the front does if it did not."""

_SLICE_S: Final = 0.02
_LINGER_S: Final = 0.03
"""A long answer that is complete so soon is given with its length, and without ado."""

_SHORTEST_S: Final = 0.001


class WorkerKilledError(Exception):
    """Somebody outside ended the worker; nothing is known against the question."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a run needs to know beside its question.

    Attributes:
        bounds: what the evaluation may use.
        late: the error of one that takes longer.
        memory_bytes: the ceiling that the worker lives under.
        busy_retry_s: what one is told that finds no place.
        spools: folder for long answers.
        take_spool: returns whether one more long answer may be held.
        free_spool: gives that back.
        slowed: called when the worker will not come back soon.
    """

    bounds: Bounds
    late: StoreError
    memory_bytes: int
    busy_retry_s: int
    spools: Path | None
    take_spool: Callable[[], bool]
    free_spool: Callable[[], None]
    slowed: Callable[[], None]


class Run:
    """One question in one worker.

    Attributes:
        worker: the worker.
        is_last: whether the worker has said that it ends after this question.
    """

    def __init__(self, worker: Worker, place: Place, conditions: Conditions) -> None:
        self.worker = worker
        self._place = place
        self._conditions = conditions
        self._lock = threading.Lock()
        self._is_over = False
        self.is_last = False
        self._error: StoreError | None = None
        self._began_s = time.monotonic()
        self._end_s = self._began_s + conditions.bounds.timeout_s + _GRACE_S

    @property
    def elapsed_s(self) -> float:
        """Tell how long it has been running."""
        return time.monotonic() - self._began_s

    def end(self, error: StoreError) -> StoreError:
        """End the question now, for the reason *error*; afterwards it does nothing."""
        with self._lock:
            if not self._is_over:
                self._error = self._error or error
                self.worker.kill()
        return copy(self._error or error)

    def cancel(self) -> None:
        """End the question on request."""
        self.end(QueryCancelledError())

    def finish(self) -> StoreError | None:
        """Say that the worker is done with it; return why it was ended if it was."""
        with self._lock:
            self._is_over = True
        return copy(self._error)

    def put(self, written: bytes) -> None:
        """Put the question; that the worker is gone shows when its answer is looked for."""
        question = question_frame(written, self._conditions.bounds)
        self.worker.ask(question, self._conditions.spools)

    def at_hand(self) -> Frame | None:
        """Return the frame that is there already, without waiting for one.

        Raises:
            StoreError: the worker is gone because of the question.
            WorkerKilledError: the worker is gone, not because of the question.
        """
        try:
            frame = self.worker.frames.receive_now()
        except (EOFError, OSError):
            raise self._loss() from None
        if frame is not None:
            self.is_last = frame.is_last
        return frame

    def outcome(self, frame: Frame | None = None) -> Frame | SpooledAnswer:
        """Return the frame that answers the question, or a long answer that has begun.

        Args:
            frame: the first one, where it is at hand.

        Raises:
            StoreError: the worker is gone because of the question.
            WorkerKilledError: the worker is gone, not because of the question.
        """
        if frame is None:
            quick_s = min(SLOW_AFTER_S, self._conditions.bounds.timeout_s + _GRACE_S)
            try:
                wait_s = max(_SHORTEST_S, round(quick_s - self.elapsed_s, 1))
                frame = self.worker.frames.receive(wait_s)
            except (EOFError, OSError):
                raise self._loss() from None
        if frame is None:
            return self._slowly(None)
        self.is_last = frame.is_last
        if frame.kind in (Kind.WHOLE, Kind.ERROR):
            return frame
        return self._slowly(frame)

    def follow(self, answer: SpooledAnswer) -> None:
        """Accompany a long answer to its end.

        Raises:
            StoreError: the worker is gone because of the question.
            WorkerKilledError: the worker is gone, not because of the question.
        """
        try:
            self._follow(answer)
        except StoreError as error:
            answer.fail(copy(error))
            raise
        except WorkerKilledError:
            answer.fail(EvaluationError("the process that evaluated it was ended"))
            raise

    def _follow(self, answer: SpooledAnswer) -> None:
        while True:
            frame = self._next(self._end_s)
            self._give_way()
            if frame is None:
                continue
            if frame.kind == Kind.ERROR:
                answer.fail(_store_error(frame))
                return
            if frame.kind == Kind.DONE:
                answer.complete(frame.number)
                return
            answer.grow(frame.number)

    def _slowly(self, frame: Frame | None) -> Frame | SpooledAnswer:
        answer: SpooledAnswer | None = None
        linger_until_s = 0.0
        with ExitStack() as unless_given:
            while True:
                if frame is not None:
                    if frame.kind in (Kind.WHOLE, Kind.ERROR):
                        return frame
                    if answer is None:
                        answer = self._spooled()
                        unless_given.callback(answer.close)
                    if frame.kind == Kind.DONE:
                        answer.complete(frame.number)
                        break
                    answer.grow(frame.number)
                has_place = self._has_slow_place()
                if answer is None:
                    frame = self._next(self._end_s if has_place else _SLICE_S)
                    continue
                linger_until_s = linger_until_s or time.monotonic() + _LINGER_S
                left_s = linger_until_s - time.monotonic()
                if has_place and left_s <= 0:
                    break
                frame = self._next(left_s if has_place else _SLICE_S)
            unless_given.pop_all()
        return answer

    def _has_slow_place(self) -> bool:
        """Move to a slow place.

        Raises:
            EngineBusyError: none is free, and the question has kept its fast one for too long.
        """
        self._give_way()
        if self._place.slow_down():
            self._conditions.slowed()
            return True
        if self.elapsed_s > _PATIENCE_S:
            raise self.end(EngineBusyError(self._conditions.busy_retry_s))
        return False

    def _give_way(self) -> None:
        if self.elapsed_s >= _NICE_AFTER_S:
            self.worker.slow_down()

    def _next(self, wait_s: float) -> Frame | None:
        left_s = self._end_s - time.monotonic()
        if not self.worker.is_slowed:
            left_s = min(left_s, _NICE_AFTER_S - self.elapsed_s)
        try:
            frame = self.worker.frames.receive(max(_SHORTEST_S, min(wait_s, left_s)))
        except (EOFError, OSError):
            raise self._loss() from None
        if frame is not None:
            self.is_last = frame.is_last
        elif time.monotonic() >= self._end_s:
            raise self.end(self._conditions.late)
        return frame

    def _spooled(self) -> SpooledAnswer:
        if not self._conditions.take_spool():
            raise self.end(EngineBusyError(self._conditions.busy_retry_s))
        return SpooledAnswer(self.worker.take_spool(), self._left_by_reader)

    def _left_by_reader(self, is_complete: bool) -> None:
        self._conditions.free_spool()
        if not is_complete:
            self.cancel()

    def _loss(self) -> StoreError | WorkerKilledError:
        """Tell why the worker is gone, from what the front did and what the worker said."""
        if self._error is not None:
            return copy(self._error)
        if self.elapsed_s >= self._conditions.bounds.timeout_s:
            return copy(self._conditions.late)
        words = self.worker.last_words()
        if "memory allocation of" in words or "MemoryError" in words:
            return QueryMemoryError(self._conditions.memory_bytes)
        if "Segmentation fault" in words or "overflow" in words:
            return QueryTooDeepError()
        if words:
            return EvaluationError("the engine failed on it")
        return WorkerKilledError()


def _store_error(frame: Frame) -> StoreError:
    error = read_error(frame.payload)
    return error if isinstance(error, StoreError) else EvaluationError(str(error))


def whole_or_raise(frame: Frame) -> bytes:
    """Return the answer that a frame holds.

    Raises:
        StoreError: it holds an error.
    """
    if frame.kind == Kind.ERROR:
        raise _store_error(frame)
    return frame.payload
