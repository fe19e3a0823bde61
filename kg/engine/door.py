"""The shape of the door to SPARQL: what goes in, what comes out, what every engine can do.

Knows no engine. What stands behind the door may be a store in this process, worker processes, or
another server; whoever asks cannot tell.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Protocol

from kg.formats import BOOLEAN_FORMATS, GRAPH_FORMATS, SOLUTION_FORMATS, Format


class Form(Enum):
    """The form of a query, as far as it decides what an answer is."""

    SELECT = "SELECT"
    ASK = "ASK"
    GRAPH = "CONSTRUCT or DESCRIBE"

    @property
    def formats(self) -> tuple[Format, ...]:
        """List the formats of an answer, in the order of preference."""
        return _FORMATS[self]


_FORMATS: Final = {
    Form.SELECT: SOLUTION_FORMATS,
    Form.ASK: BOOLEAN_FORMATS,
    Form.GRAPH: GRAPH_FORMATS,
}


@dataclass(frozen=True, slots=True)
class DatasetClause:
    """The dataset that a request asks for; it replaces what `FROM` says in the query.

    Attributes:
        default: IRIs of the graphs whose merge is the default graph; None where none is named.
        named: IRIs of the named graphs; None where none is named.

    Source: https://www.w3.org/TR/sparql11-protocol/#dataset
    """

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    @property
    def is_given(self) -> bool:
        """Say whether the request names any graph."""
        return self.default is not None or self.named is not None


WHOLE_DATASET: Final = DatasetClause()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that is known to be good SPARQL and to stay inside this dataset.

    Attributes:
        text: the query.
        form: what kind of answer it has.
        clause: the dataset that the request asked for.
        has_dataset: whether the query itself says `FROM`.
    """

    text: str
    form: Form
    clause: DatasetClause
    has_dataset: bool


class Cancellation:
    """Ends a query from outside: by anyone who holds it, at any time, once. Safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_cancelled = False
        self._actions: list[Callable[[], None]] = []

    @property
    def is_cancelled(self) -> bool:
        """Say whether the query is to end."""
        return self._is_cancelled

    def cancel(self) -> None:
        """End the query; where none runs yet, it ends before it begins."""
        with self._lock:
            if self._is_cancelled:
                return
            self._is_cancelled = True
            actions, self._actions = self._actions, []
        for action in actions:
            action()

    def on_cancel(self, action: Callable[[], None]) -> None:
        """Have *action* run when the query is to end: at once, if that was said already."""
        with self._lock:
            if not self._is_cancelled:
                self._actions.append(action)
                return
        action()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms under which a query is evaluated.

    Attributes:
        client: whose share of query seconds it uses; empty for the house itself, which has no
            limit.
        timeout_s: a deadline; it may lower the engine's own, never raise it.
        max_bytes: a ceiling for the answer; it may lower the engine's own, never raise it.
        cancellation: ends the query from outside.
    """

    client: str = ""
    timeout_s: float | None = None
    max_bytes: int | None = None
    cancellation: Cancellation = field(default_factory=Cancellation)


@dataclass(frozen=True, slots=True)
class Share:
    """What a client may still use of the engine.

    Attributes:
        limit_s: query seconds that a client may use in one go.
        remaining_s: how many of them are left.
        reset_s: after how many seconds all of them are there again.
    """

    limit_s: float
    remaining_s: float
    reset_s: float


@dataclass(frozen=True, slots=True)
class EngineState:
    """What the engine is doing, for the operator.

    Attributes:
        fast_busy: places that answer a query at this moment.
        fast_places: how many of them there are.
        slow_busy: places whose query has run for long.
        slow_places: how many of them there are.
        waiting: queries in the waiting line.
        spooled: answers that wait to be read by slow clients.
        workers_started: worker processes since the start.
        workers_lost: of those, how many ended before their time, by cause.
    """

    fast_busy: int = 0
    fast_places: int = 0
    slow_busy: int = 0
    slow_places: int = 0
    waiting: int = 0
    spooled: int = 0
    workers_started: int = 0
    workers_lost: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer written in *format*.

    Attributes:
        format: how it is written.
        chunks: its bytes; to be read once. An error while reading is a `StoreError`. Where the
            iterator has `close`, closing it early ends the query.
        length_bytes: the whole length where the answer is complete already, else None.
    """

    format: Format
    chunks: Iterator[bytes]
    length_bytes: int | None


class Started(Protocol):
    """A query that runs, for whoever may not wait: an event loop looks when there is an answer."""

    def fileno(self) -> int:
        """Return a file descriptor that is readable when there is something to know."""

    def whole(self) -> bytes | None:
        """Return the answer, if it came in one piece; None: whoever may wait asks `answer`."""

    def answer(self) -> Answer:
        """Wait for the answer; raises as `Engine.evaluate` does."""

    def drop(self) -> None:
        """Say that nobody waits for the answer; once it was given, this does nothing."""


class Engine(Protocol):
    """Whatever answers SPARQL queries about one dataset that does not change."""

    @property
    def description(self) -> str:
        """Say in a few words where answers come from, for the operator."""

    @property
    def edition(self) -> str:
        """Name what decides about the order of rows that the query leaves open."""

    @property
    def is_union(self) -> bool:
        """Say whether the default graph is the union of the named graphs."""

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check a query without evaluating it.

        Raises:
            QuerySyntaxError: it is not SPARQL 1.1, or nested too deeply.
            ServiceRefusedError: it would reach out to the network, or write.
        """

    def evaluate(
        self, prepared: Prepared, answer_format: Format, terms: Terms | None = None
    ) -> Answer:
        """Evaluate a prepared query.

        Args:
            prepared: what `prepare` of the same engine returned.
            answer_format: one of `prepared.form.formats`.
            terms: under which it is evaluated; None for the house's own questions.

        Raises:
            QuerySyntaxError: it is not SPARQL 1.1; engines that parse elsewhere say so only here.
            QueryTimeoutError: it ran longer than it may.
            QueryMemoryError: it needed more memory than it may.
            QueryTooDeepError: its expressions are nested too deeply for the engine.
            AnswerTooLongError: its answer is longer than it may be.
            QueryCancelledError: it was ended from outside.
            ShareExhaustedError: its client has used up its share of query seconds.
            EngineBusyError: no place is free.
            EvaluationError: it could not be evaluated.
        """

    def start(self, prepared: Prepared, answer_format: Format, terms: Terms) -> Started | None:
        """Begin to evaluate without waiting; None where that cannot be done at this moment."""

    def share(self, client: str) -> Share | None:
        """Tell what *client* may still use; None where nobody is limited."""

    def state(self) -> EngineState:
        """Tell what the engine is doing now."""

    def close(self) -> None:
        """Give back what the engine holds; nothing may be asked afterwards."""
