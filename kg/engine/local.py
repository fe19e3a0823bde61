"""The engine that answers from a store of this process, in memory or on disk."""

from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.engine.door import (
    WHOLE_DATASET,
    Answer,
    DatasetClause,
    EngineState,
    Prepared,
    Share,
    Terms,
)
from kg.engine.syntax import Syntax
from kg.engine.writing import write_answer
from kg.errors import EvaluationError, QuerySyntaxError
from kg.formats import Format
from kg.namespaces import BASE


class LocalEngine:
    """Answers from *store*, which nobody writes to."""

    def __init__(self, store: Store, description: str, *, is_union: bool) -> None:
        self._store = store
        self._syntax = Syntax()
        self._description = description
        self._is_union = is_union

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
        try:
            written = BytesIO()
            write_answer(self._query(prepared), answer_format, written)
        except (OSError, RuntimeError, ValueError) as error:
            raise EvaluationError(str(error)) from None
        body = written.getvalue()
        return Answer(answer_format, iter((body,)), len(body))

    def share(self, client: str) -> Share | None:  # noqa: ARG002 -- nobody is limited
        """Limit nobody."""
        return None

    def state(self) -> EngineState:
        """Tell nothing: there are no places."""
        return EngineState()

    def close(self) -> None:
        """Give back nothing: the store goes with the last reference to it."""

    def _query(self, prepared: Prepared) -> QuerySolutions | QueryBoolean | QueryTriples:
        clause = prepared.clause
        if not clause.is_given:
            # The union switch would override what FROM says (pyoxigraph 0.5.13).
            is_union = self._is_union and not prepared.has_dataset
            return self._store.query(
                prepared.text, base_iri=BASE, use_default_graph_as_union=is_union
            )
        return self._store.query(
            prepared.text,
            base_iri=BASE,
            default_graph=list(_graphs(clause.default or ())),
            named_graphs=list(_graphs(clause.named or ())),
        )


def _graphs(iris: Iterable[str]) -> Iterable[NamedNode]:
    for iri in iris:
        try:
            yield NamedNode(iri)
        except ValueError as error:
            raise QuerySyntaxError(None, None, f"<{iri}> names no graph: {error}") from None
