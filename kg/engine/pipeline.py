"""What the build asks of a store in memory: rows, triples and yes or no, as Python values.

The default graph is the union of the named graphs, as it is in a release.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kg.engine.evaluation import evaluated
from kg.engine.syntax import Syntax
from kg.errors import EvaluationError

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """The solutions of a SELECT query.

    Attributes:
        variables: the names of the columns, in the order of the query.
        rows: one tuple a solution; None where a variable is not bound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        for row in self.rows:
            yield dict(zip(self.variables, row, strict=True))


def select(store: Store, text: str) -> Solutions:
    """Evaluate a SELECT query of the project.

    Raises:
        QuerySyntaxError: it is not SPARQL 1.1.
        EvaluationError: it is no SELECT query, or the engine failed on it.
    """
    result = _evaluated(store, text)
    if not isinstance(result, QuerySolutions):
        raise EvaluationError("a SELECT query is wanted here")
    variables = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(solution) for solution in result)
    return Solutions(variables, rows)


def construct(store: Store, text: str) -> tuple[Triple, ...]:
    """Evaluate a CONSTRUCT or DESCRIBE query of the project; raises as `select` does."""
    result = _evaluated(store, text)
    if not isinstance(result, QueryTriples):
        raise EvaluationError("a CONSTRUCT query is wanted here")
    return tuple(result)


def ask(store: Store, text: str) -> bool:
    """Evaluate an ASK query of the project; raises as `select` does."""
    result = _evaluated(store, text)
    if not isinstance(result, QueryBoolean):
        raise EvaluationError("an ASK query is wanted here")
    return bool(result)


def _evaluated(store: Store, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    prepared = Syntax().prepare(text)
    return evaluated(store, text, prepared.clause, is_union=not prepared.has_dataset)
