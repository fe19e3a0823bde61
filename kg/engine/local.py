"""The engine that answers from a store of this process, in memory or on disk."""

from io import BytesIO

from pyoxigraph import Store

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
from kg.engine.evaluation import evaluated
from kg.engine.syntax import Syntax
from kg.engine.writing import write_answer
from kg.errors import EvaluationError
from kg.formats import Format
from kg.jsonld import EMPTY_CONTEXT, Context


class LocalEngine:
    """Answers from *store*, which nobody writes to; JSON-LD is written with *context*."""

    def __init__(
        self,
        store: Store,
        description: str,
        *,
        is_union: bool,
        context: Context = EMPTY_CONTEXT,
    ) -> None:
        self._store = store
        self._syntax = Syntax()
        self._description = description
        self._is_union = is_union
        self._context = context

    @property
    def description(self) -> str:
        """Say in a few words where answers come from."""
        return self._description

    @property
    def edition(self) -> str:
        """Name what decides about the order of rows."""
        return "local"

    @property
    def is_union(self) -> bool:
        """Say whether the default graph is the union of the named graphs."""
        return self._is_union

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check a query as `Engine.prepare` describes it."""
        return self._syntax.prepare(text, clause)

    def evaluate(
        self,
        prepared: Prepared,
        answer_format: Format,
        terms: Terms | None = None,  # noqa: ARG002 -- nothing here can be ended from outside
    ) -> Answer:
        """Evaluate a prepared query as `Engine.evaluate` describes it."""
        is_union = self._is_union and not prepared.has_dataset
        result = evaluated(self._store, prepared.text, prepared.clause, is_union=is_union)
        written = BytesIO()
        try:
            write_answer(result, answer_format, written, self._context)
        except (OSError, RuntimeError, ValueError) as error:
            raise EvaluationError(str(error)) from None
        body = written.getvalue()
        return Answer(answer_format, iter((body,)), len(body))

    def start(
        self,
        prepared: Prepared,  # noqa: ARG002 -- nothing is begun
        answer_format: Format,  # noqa: ARG002
        terms: Terms,  # noqa: ARG002
    ) -> Started | None:
        """Begin nothing: whoever asks has to wait."""
        return None

    def share(self, client: str) -> Share | None:  # noqa: ARG002 -- nobody is limited
        """Limit nobody."""
        return None

    def state(self) -> EngineState:
        """Tell nothing: there are no places."""
        return EngineState()

    def close(self) -> None:
        """Give back nothing: the store goes with the last reference to it."""
