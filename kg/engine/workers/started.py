"""A question that was put to a worker by an event loop, which looks in when there is an answer."""

from collections.abc import Callable
from copy import copy

from kg.engine.door import Answer
from kg.engine.workers.places import Place
from kg.engine.workers.run import Run, WorkerKilledError
from kg.engine.workers.wire import Frame, Kind
from kg.errors import QueryCancelledError, StoreError


class StartedQuery:
    """One question on its way; used by one thread at a time.

    Args:
        run: its course.
        place: the place it holds.
        finish: takes the worker back; tells why it was ended where that was just too late.
        go_on: waits for the answer, from the first frame on where that is at hand.
        lose: gives up the worker, for the reason that is told.
    """

    def __init__(
        self,
        run: Run,
        place: Place,
        *,
        finish: Callable[[], StoreError | None],
        go_on: Callable[[Frame | None], Answer],
        lose: Callable[[StoreError], None],
    ) -> None:
        self._run = run
        self._place = place
        self._finish = finish
        self._go_on = go_on
        self._lose = lose
        self._frame: Frame | None = None
        self._is_given = False

    def fileno(self) -> int:
        """Return a file descriptor that is readable when there is something to know."""
        return self._run.worker.frames.socket.fileno()

    def whole(self) -> bytes | None:
        """Return the answer, if it came in one piece; None: whoever may wait asks `answer`."""
        try:
            frame = self._run.at_hand()
        except (StoreError, WorkerKilledError):
            return None  # `answer` meets the same end, and says what it means
        if frame is None or frame.kind != Kind.WHOLE:
            self._frame = frame
            return None
        self._is_given = True
        ended = self._finish()
        self._place.free()
        if ended is not None:
            raise copy(ended)  # one that its own frame holds is garbage to be collected
        return frame.payload

    def answer(self) -> Answer:
        """Wait for the answer; raises as `Engine.evaluate` does."""
        self._is_given = True
        return self._go_on(self._frame)

    def drop(self) -> None:
        """Say that nobody waits for the answer; once it was given, this does nothing."""
        if not self._is_given:
            self._is_given = True
            self._lose(self._run.end(QueryCancelledError()))
            self._place.free()
