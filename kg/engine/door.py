"""The shape of the door to SPARQL: what goes in, what comes out, what every engine can do.

Knows no engine. What stands behind the door may be a store in this process, worker processes, or
another server; whoever asks cannot tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format


class Form(Enum):
    """The form of a query, as far as it decides what an answer is."""

    SELECT = "SELECT"
    ASK = "ASK"
    GRAPH = "CONSTRUCT or DESCRIBE"

    @property
    def formats(self) -> tuple[Format, ...]:
        """List the formats of an answer, in the order of preference."""
        return GRAPH_FORMATS if self is Form.GRAPH else SOLUTION_FORMATS


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


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer written in *format*.

    Attributes:
        format: how it is written.
        chunks: its bytes; to be read once. An error while reading is a `StoreError`.
        length_bytes: the whole length where the answer is complete already, else None.
    """

    format: Format
    chunks: Iterator[bytes]
    length_bytes: int | None


class Engine(Protocol):
    """Whatever answers SPARQL queries about one dataset that does not change."""

    @property
    def description(self) -> str:
        """Say in a few words where answers come from, for the operator."""

    @property
    def is_union(self) -> bool:
        """Say whether the default graph is the union of the named graphs."""

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check a query without evaluating it.

        Raises:
            QuerySyntaxError: it is not SPARQL 1.1, or nested too deeply.
            ServiceRefusedError: it would reach out to the network, or write.
        """

    def evaluate(self, prepared: Prepared, answer_format: Format) -> Answer:
        """Evaluate a prepared query.

        Args:
            prepared: what `prepare` of the same engine returned.
            answer_format: one of `prepared.form.formats`.

        Raises:
            QueryTimeoutError: it ran longer than it may.
            QueryMemoryError: it needed more memory than it may.
            EngineBusyError: no place is free.
            EvaluationError: it could not be evaluated.
        """

    def close(self) -> None:
        """Give back what the engine holds; nothing may be asked afterwards."""
