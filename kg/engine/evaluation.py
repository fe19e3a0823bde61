"""Put a query to a store; what the library behind it raises becomes one of our errors."""

from collections.abc import Iterable

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from kg.engine.door import DatasetClause
from kg.engine.syntax import syntax_error, unknown_function
from kg.errors import QuerySyntaxError
from kg.namespaces import BASE


def evaluated(
    store: Store, text: str, clause: DatasetClause, *, is_union: bool
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Begin to evaluate a query; rows come while the result is written.

    Args:
        store: holds the dataset.
        text: the query.
        clause: the dataset that the request asked for; it goes before the query's own.
        is_union: whether the default graph is the union of the named graphs. The caller says no
            where the query has `FROM`: the switch would override it (pyoxigraph 0.5.13).

    Raises:
        QuerySyntaxError: it is not SPARQL 1.1, or a graph of *clause* has no IRI.
        UnknownFunctionError: it calls a function that is not there.
        EvaluationError: the engine failed on it.
    """
    default: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named: list[NamedNode | BlankNode] | None = None
    if clause.is_given:  # one of them alone would leave the other one as the query has it
        default = list(_graphs(clause.default or ()))
        named = list(_graphs(clause.named or ()))
        is_union = False
    try:
        return store.query(
            text,
            base_iri=BASE,
            use_default_graph_as_union=is_union,
            default_graph=default,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise syntax_error(text, str(error)) from None
    except RuntimeError as error:
        raise unknown_function(str(error)) from None
    except ValueError as error:
        raise QuerySyntaxError(None, None, str(error)) from None  # a lone surrogate


def _graphs(iris: Iterable[str]) -> Iterable[NamedNode]:
    for iri in iris:
        try:
            yield NamedNode(iri)
        except ValueError as error:
            raise QuerySyntaxError(None, None, f"<{iri}> names no graph: {error}") from None
