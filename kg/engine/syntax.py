"""Parse a query without evaluating it, by asking an empty store (about 40 µs)."""

import re
from typing import Final

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.engine import scan
from kg.engine.door import WHOLE_DATASET, DatasetClause, Form, Prepared
from kg.errors import EvaluationError, QuerySyntaxError, StoreError, UnknownFunctionError
from kg.namespaces import BASE

_PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)
_CHARACTERS: Final = re.compile(r"\[[^\[\]]*\](?:\s*\|\s*\[[^\[\]]*\])*|'[^']*'\s*\|?")
_NOISE: Final = frozenset({"<unreported>", "ENCODE_FOR_URI", "LATERAL", "OPTIONAL", "SERVICE"})
"""Named by oxigraph wherever a pattern or an expression goes wrong, whatever was meant."""

_FORMS: Final = ("select", "ask", "construct", "describe")
_ONE_OF_FORMS: Final = "SELECT, ASK, CONSTRUCT or DESCRIBE"
_FUNCTION: Final = re.compile(r"The custom function <(?P<iri>[^>]*)> is not supported")


class Syntax:
    """The SPARQL 1.1 grammar and what this house adds to it.

    A relative IRI in a query without `BASE` starts at the project's own base.
    """

    def __init__(self) -> None:
        self._empty = Store()

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check *text* as `Engine.prepare` describes it."""
        scan.refuse_unsafe(text)
        return Prepared(text, self._form(text), clause, scan.names_dataset(text))

    def _form(self, text: str) -> Form:
        try:
            result = self._empty.query(text, base_iri=BASE)
        except SyntaxError as error:
            scan.refuse_update(text)
            raise _syntax_error(text, str(error)) from None
        except RuntimeError as error:
            raise _unknown_function(str(error)) from None
        except ValueError as error:
            raise QuerySyntaxError(None, None, str(error)) from None  # a lone surrogate
        return _form_of(result)


def _form_of(result: QuerySolutions | QueryBoolean | QueryTriples) -> Form:
    match result:
        case QuerySolutions():
            return Form.SELECT
        case QueryBoolean():
            return Form.ASK
        case QueryTriples():
            return Form.GRAPH


def _unknown_function(message: str) -> StoreError:
    called = _FUNCTION.match(message)
    return UnknownFunctionError(called["iri"]) if called else EvaluationError(message)


def _syntax_error(text: str, message: str) -> QuerySyntaxError:
    """Say what is wrong in words; oxigraph names what it would have liked at the furthest place."""
    first = scan.first_token(text)
    if first is None or first.text.casefold() not in _FORMS:
        offset = first.offset if first else len(text)
        return QuerySyntaxError(*scan.position(text, offset), f"expected {_ONE_OF_FORMS}")
    place = _PLACE.match(message)
    if place is None:
        return QuerySyntaxError(None, None, message)
    found = int(place["line"]), int(place["column"])
    if undeclared := scan.undeclared_prefix(text):
        offset, prefix = undeclared
        there = scan.position(text, offset)
        if there <= found:
            return QuerySyntaxError(*there, f"the prefix `{prefix}:` is not declared by `PREFIX`")
    return QuerySyntaxError(*found, _readable(place["reason"]))


def _readable(reason: str) -> str:
    """Leave out the classes of characters; nobody reads them."""
    words = [word.strip() for word in _CHARACTERS.sub("", reason).split(",")]
    wanted = [word.removeprefix("expected one of ").strip() for word in words]
    named = [word.removeprefix("expected").strip() for word in wanted]
    listed = [word for word in dict.fromkeys(named) if word and word not in _NOISE]
    # The form stands there already; oxigraph names the other ones wherever nothing else fits.
    listed = [word for word in listed if word.casefold() not in _FORMS]
    return f"expected {' or '.join(listed)}" if listed else "this cannot stand here"
