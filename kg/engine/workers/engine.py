"""The engine whose queries run in worker processes, and can neither harm it nor each other."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Final

from kg.engine.door import (
    WHOLE_DATASET,
    Answer,
    DatasetClause,
    EngineState,
    Prepared,
    Share,
    Started,
    Terms,
)
from kg.engine.limits import Limits
from kg.engine.syntax import scanned
from kg.engine.workers.brood import Brood
from kg.engine.workers.causes import KILLED, cause_of
from kg.engine.workers.handle import Worker
from kg.engine.workers.places import Place, Places
from kg.engine.workers.pool import Pool
from kg.engine.workers.run import (
    SLOW_AFTER_S,
    Conditions,
    Run,
    WorkerKilledError,
    whole_or_raise,
)
from kg.engine.workers.shares import Shares
from kg.engine.workers.spooled import SpooledAnswer
from kg.engine.workers.started import StartedQuery
from kg.engine.workers.wire import Bounds, Frame, Question
from kg.errors import (
    EvaluationError,
    QueryTimeoutError,
    ShareExhaustedError,
    StoreError,
)
from kg.formats import Format

_CLOSING_S: Final = 1.0
_SHORTEST_S: Final = 0.001
_WANTED_SHARE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Task:
    written: bytes
    answer_format: Format
    client: str
    timeout_s: float
    deadline_s: float
    answer_bytes: int
    terms: Terms


class WorkerEngine:
    """Answers from worker processes.

    Args:
        broods: editions (`memory`, `disk`) with what their workers have in common; the first one
            that is loaded answers.
        limits: what queries may use.
        why: added to the description.
        is_union: whether the default graph is the union of the named graphs.
        shares: what clients may still use, where several engines count together.

    Raises:
        SourceError: a file cannot be read.
        ReleaseError: the store on disk is damaged, or there is not enough memory to load it.
    """

    def __init__(
        self,
        broods: Sequence[tuple[str, Brood]],
        limits: Limits,
        why: str,
        *,
        is_union: bool,
        shares: Shares | None = None,
    ) -> None:
        self._limits = limits
        self._why = why
        self._is_union = is_union
        self._shares = shares or Shares(limits.share_s, limits.refill)
        self._places = Places(
            limits.fast_places, limits.slow_places, limits.waiting, limits.busy_retry_s
        )
        self._spools = threading.Semaphore(limits.spooled)
        self._spooled = 0
        self._pool = Pool(
            broods,
            warm=limits.fast_places,
            kept=limits.fast_places + limits.slow_places,
            busy=lambda: self._places.fast_busy,
        )
        with ExitStack() as unless_open:
            unless_open.callback(self._pool.close)
            self._pool.open()
            unless_open.pop_all()

    @property
    def description(self) -> str:
        """Say in a few words where answers come from."""
        loading = "" if self._pool.is_settled else " until the memory is filled"
        return f"{self._pool.edition}{loading}{self._why}"

    @property
    def edition(self) -> str:
        """Name what decides about the order of rows."""
        return self._pool.edition

    @property
    def is_union(self) -> bool:
        """Say whether the default graph is the union of the named graphs."""
        return self._is_union

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check a query by its tokens; bad syntax is reported by `evaluate`, from the worker."""
        return scanned(text, clause)

    def evaluate(
        self, prepared: Prepared, answer_format: Format, terms: Terms | None = None
    ) -> Answer:
        """Evaluate a prepared query as `Engine.evaluate` describes it."""
        task = self._task(prepared, answer_format, terms or Terms())
        wait_s = min(self._limits.wait_s, task.timeout_s)
        place = self._places.take(task.client, wait_s, task.terms.cancellation)
        return self._answered(task, place, partial(self._attempt, task, place, self._pool.take))

    def start(self, prepared: Prepared, answer_format: Format, terms: Terms) -> Started | None:
        """Begin to evaluate where a place and a worker are free, as `Engine.start` describes it."""
        place = self._places.take_now(terms.client)
        if place is None:
            return None
        with ExitStack() as unless_started:
            unless_started.callback(place.free)
            worker = self._pool.take_idle()
            if worker is None:
                return None
            task = self._task(prepared, answer_format, terms)
            run = self._run(task, place, worker)
            run.put(task.written)
            unless_started.pop_all()
        return StartedQuery(
            run,
            place,
            finish=lambda: self._finish(run, task),
            go_on=lambda frame: self._answered(
                task, place, lambda: self._concluded(run, task, place, frame)
            ),
            lose=lambda error: self._lose(run, task, cause_of(error)),
        )

    def _answered(
        self, task: _Task, place: Place, attempt: Callable[[], Frame | SpooledAnswer | None]
    ) -> Answer:
        """Make the answer of an attempt, or of a second one with a new worker."""
        outcome = None
        try:
            outcome = attempt()
            if outcome is None:
                outcome = self._attempt(task, place, self._pool.hatch)
        finally:
            if not isinstance(outcome, SpooledAnswer):  # who follows that frees the place
                place.free()
        if isinstance(outcome, SpooledAnswer):
            return Answer(task.answer_format, outcome, outcome.length_bytes)
        if outcome is None:
            raise EvaluationError("the process that evaluated it was ended, twice")
        body = whole_or_raise(outcome)
        return Answer(task.answer_format, iter((body,)), len(body))

    def share(self, client: str) -> Share | None:
        """Tell what *client* may still use."""
        return self._shares.share(client, time.monotonic())

    def state(self) -> EngineState:
        """Tell what the engine is doing now."""
        places = self._places
        return EngineState(
            fast_busy=places.fast_busy,
            fast_places=places.fast,
            slow_busy=places.slow_busy,
            slow_places=places.slow,
            waiting=places.waiting,
            spooled=self._spooled,
            workers_started=self._pool.started,
            workers_lost=tuple(sorted(self._pool.lost.items())),
        )

    def close(self) -> None:
        """Let those that run finish, then end all processes; nothing may be asked any more."""
        self._places.close(self._limits.timeout_s + _CLOSING_S)
        self._pool.close()

    def _task(self, prepared: Prepared, answer_format: Format, terms: Terms) -> _Task:
        limits = self._limits
        timeout_s = min(limits.timeout_s, terms.timeout_s or limits.timeout_s)
        answer_bytes = min(limits.answer_bytes, terms.max_bytes or limits.answer_bytes)
        is_union = self._is_union and not prepared.has_dataset
        question = Question(prepared.text, prepared.clause, is_union, answer_format)
        deadline_s = time.monotonic() + timeout_s
        written = question.written()
        return _Task(
            written, answer_format, terms.client, timeout_s, deadline_s, answer_bytes, terms
        )

    def _attempt(
        self, task: _Task, place: Place, take: Callable[[float], Worker]
    ) -> Frame | SpooledAnswer | None:
        """Put a question to a worker; return None where somebody outside ended that."""
        worker = take(min(task.deadline_s, time.monotonic() + self._limits.wait_s))
        run = self._run(task, place, worker)
        run.put(task.written)
        return self._concluded(run, task, place)

    def _run(self, task: _Task, place: Place, worker: Worker) -> Run:
        run = Run(worker, place, self._conditions(task))
        task.terms.cancellation.on_cancel(run.cancel)
        return run

    def _concluded(
        self, run: Run, task: _Task, place: Place, frame: Frame | None = None
    ) -> Frame | SpooledAnswer | None:
        """Wait for what comes of a question; None where somebody outside ended the worker."""
        try:
            outcome = run.outcome(frame)
        except WorkerKilledError:
            self._lose(run, task, KILLED)
            return None
        except StoreError as error:
            self._lose(run, task, cause_of(error))
            raise
        if isinstance(outcome, SpooledAnswer):
            self._follow(run, task, place, outcome)
            return outcome
        ended = self._finish(run, task)
        if ended is not None:
            raise copy(ended)  # one that its own frame holds is garbage to be collected
        return outcome

    def _conditions(self, task: _Task) -> Conditions:
        now_s = time.monotonic()
        left_s = max(_SHORTEST_S, task.deadline_s - now_s)
        share_s = max(SLOW_AFTER_S, self._shares.remaining_s(task.client, now_s))
        late: StoreError = QueryTimeoutError(task.timeout_s)
        if share_s < left_s:
            after_s = self._shares.retry_after_s(task.client, _WANTED_SHARE_S, now_s)
            late = ShareExhaustedError(after_s)
        return Conditions(
            bounds=Bounds(min(left_s, share_s), task.answer_bytes),
            late=late,
            memory_bytes=self._limits.memory_bytes,
            busy_retry_s=self._limits.busy_retry_s,
            spools=self._limits.spool,
            take_spool=self._take_spool,
            free_spool=self._free_spool,
            slowed=self._pool.replace,
        )

    def _follow(self, run: Run, task: _Task, place: Place, answer: SpooledAnswer) -> None:
        if answer.length_bytes is not None:
            self._finish(run, task)
            place.free()
            return

        def accompany() -> None:
            try:
                run.follow(answer)
            except StoreError as error:
                self._lose(run, task, cause_of(error))
            except WorkerKilledError:
                self._lose(run, task, KILLED)
            else:
                self._finish(run, task)
            finally:
                place.free()

        threading.Thread(target=accompany, name="long-answer", daemon=True).start()

    def _finish(self, run: Run, task: _Task) -> StoreError | None:
        """Take the worker back; return why it was ended where that was just too late."""
        self._shares.charge(task.client, run.elapsed_s, time.monotonic())
        error = run.finish()
        if error is not None:
            self._pool.lose(run.worker, cause_of(error))
        elif run.is_last:
            self._pool.dismiss(run.worker)
        else:
            self._pool.put(run.worker)
        return error

    def _lose(self, run: Run, task: _Task, cause: str) -> None:
        self._shares.charge(task.client, run.elapsed_s, time.monotonic())
        run.finish()
        self._pool.lose(run.worker, cause)

    def _take_spool(self) -> bool:
        if not self._spools.acquire(blocking=False):
            return False
        self._spooled += 1
        return True

    def _free_spool(self) -> None:
        self._spooled -= 1
        self._spools.release()
