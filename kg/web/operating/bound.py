"""The engine as one request sees it: bound to the request's terms, and watched. Knows no Flask.

Whoever asks need not know of clients, deadlines or metrics: `engine.evaluate(prepared, format)`.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.engine import (
    WHOLE_DATASET,
    Answer,
    DatasetClause,
    Engine,
    EngineState,
    Prepared,
    Share,
    Started,
    Terms,
)
from kg.errors import StoreError
from kg.formats import Format
from kg.web.operating.outcomes import CANCELLED, OK, outcome_of

RIDE: Final = "foerdergraph.ride"
"""Where a request's environment holds the `Ride` that was begun for it, if there is one."""


@dataclass(frozen=True, slots=True)
class Ride:
    """A query that was begun before its request came to where it is answered.

    Attributes:
        engine: evaluates it.
        prepared: the query.
        format: how its answer is written.
        started: the evaluation.
    """

    engine: Engine
    prepared: Prepared
    format: Format
    started: Started

    def is_for(self, engine: Engine, prepared: Prepared, answer_format: Format) -> bool:
        """Say whether it is just this question."""
        is_same = (self.prepared, self.format) == (prepared, answer_format)
        return is_same and self.engine is engine


Noted = Callable[[str, float], None]
"""Is told the outcome of a query and the seconds it took."""


@dataclass(frozen=True, slots=True)
class BoundEngine:
    """Answers as *engine* does, under *terms*.

    Attributes:
        engine: answers.
        terms: those of the request; whoever gives others to `evaluate` has them instead.
        noted: called once for each query that was evaluated or refused.
        ride: a query of the request that runs already.
    """

    engine: Engine
    terms: Terms
    noted: Noted
    ride: Ride | None = None

    @property
    def description(self) -> str:
        """Say in a few words where answers come from."""
        return self.engine.description

    @property
    def edition(self) -> str:
        """Name what decides about the order of rows."""
        return self.engine.edition

    @property
    def is_union(self) -> bool:
        """Say whether the default graph is the union of the named graphs."""
        return self.engine.is_union

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check a query as `Engine.prepare` describes it."""
        began_s = time.perf_counter()
        try:
            return self.engine.prepare(text, clause)
        except StoreError as error:
            self.noted(outcome_of(error), time.perf_counter() - began_s)
            raise

    def evaluate(
        self, prepared: Prepared, answer_format: Format, terms: Terms | None = None
    ) -> Answer:
        """Evaluate a prepared query as `Engine.evaluate` describes it."""
        began_s = time.perf_counter()
        try:
            if self.ride is not None and self.ride.is_for(self.engine, prepared, answer_format):
                answer = self.ride.started.answer()
            else:
                answer = self.engine.evaluate(prepared, answer_format, terms or self.terms)
        except StoreError as error:
            self.noted(outcome_of(error), time.perf_counter() - began_s)
            raise
        if answer.length_bytes is None:
            return replace(answer, chunks=_Watched(answer.chunks, self.noted, began_s))
        self.noted(OK, time.perf_counter() - began_s)
        return answer

    def start(self, prepared: Prepared, answer_format: Format, terms: Terms) -> Started | None:
        """Begin without waiting, as `Engine.start` describes it."""
        return self.engine.start(prepared, answer_format, terms)

    def share(self, client: str) -> Share | None:
        """Tell what *client* may still use."""
        return self.engine.share(client)

    def state(self) -> EngineState:
        """Tell what the engine is doing now."""
        return self.engine.state()

    def close(self) -> None:
        """Give back nothing: the engine outlives the request."""


class _Watched:
    """The pieces of an answer; what ends them is noted once, and the time until then."""

    def __init__(self, chunks: Iterator[bytes], noted: Noted, began_s: float) -> None:
        self._chunks = chunks
        self._noted = noted
        self._began_s = began_s
        self._is_over = False

    def __iter__(self) -> Iterator[bytes]:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Give the next piece."""
        try:
            return next(self._chunks)
        except StopIteration:
            self._end(OK)
            raise
        except StoreError as error:
            self._end(outcome_of(error))
            raise

    def close(self) -> None:
        """End the query where it has not ended."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()
        self._end(CANCELLED)

    def _end(self, outcome: str) -> None:
        if not self._is_over:
            self._is_over = True
            self._noted(outcome, time.perf_counter() - self._began_s)
