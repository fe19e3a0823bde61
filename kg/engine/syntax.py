"""Parse a query without evaluating it, by asking an empty store (about 40 µs)."""

import re
from typing import Final

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.engine import scan
from kg.engine.door import WHOLE_DATASET, DatasetClause, Form, Prepared
from kg.errors import QuerySyntaxError

_PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)


class Syntax:
    """The SPARQL 1.1 grammar and what this house adds to it."""

    def __init__(self) -> None:
        self._empty = Store()

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check *text* as `Engine.prepare` describes it."""
        scan.refuse_unsafe(text)
        return Prepared(text, self._form(text), clause, scan.names_dataset(text))

    def _form(self, text: str) -> Form:
        try:
            result = self._empty.query(text)
        except SyntaxError as error:
            scan.refuse_update(text)
            raise _syntax_error(text, str(error)) from None
        except (ValueError, RuntimeError) as error:
            # A lone surrogate, or a function that oxigraph does not know.
            raise QuerySyntaxError(None, None, str(error)) from None
        return _form_of(result)


def _form_of(result: QuerySolutions | QueryBoolean | QueryTriples) -> Form:
    match result:
        case QuerySolutions():
            return Form.SELECT
        case QueryBoolean():
            return Form.ASK
        case QueryTriples():
            return Form.GRAPH


def _syntax_error(text: str, message: str) -> QuerySyntaxError:
    if fault := scan.explain(text):
        offset, reason = fault
        return QuerySyntaxError(*scan.position(text, offset), reason)
    place = _PLACE.match(message)
    if place is None:
        return QuerySyntaxError(None, None, message)
    return QuerySyntaxError(int(place["line"]), int(place["column"]), place["reason"])
