"""What a query is, and what is wrong with it, before it is evaluated.

`Syntax` parses, by asking an empty store (about 40 µs); a parser may die of a query. `scanned`
looks at the tokens only, for a process that must not die.
"""

import re
from types import MappingProxyType
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

_FORMS: Final = MappingProxyType(
    {
        "select": Form.SELECT,
        "ask": Form.ASK,
        "construct": Form.GRAPH,
        "describe": Form.GRAPH,
    }
)
QUICK_CHARACTERS: Final = 2_000
"""A text up to this length is looked at within milliseconds, whatever it holds."""

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
            raise syntax_error(text, str(error)) from None
        except RuntimeError as error:
            raise unknown_function(str(error)) from None
        except ValueError as error:
            raise QuerySyntaxError(None, None, str(error)) from None  # a lone surrogate
        return _form_of(result)


def scanned(text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
    """Check *text* as far as its tokens show; whoever evaluates it reports the rest.

    The form is the first word behind the prologue. oxigraph knows no word boundaries
    (`SELECTDISTINCT`, `DESCRIBE:x`), so the beginning of a word is enough.

    A text of more than `QUICK_CHARACTERS` may take seconds to look at: here only its form is
    found, and `names_dataset` does the rest where it can be ended.

    Raises:
        QuerySyntaxError: the query has none of the four forms, or is nested too deeply.
        ServiceRefusedError: it would reach out to the network, or write.
    """
    if len(text) > QUICK_CHARACTERS:
        return Prepared(text, _form_of_long(text), clause, has_dataset=False)
    scan.refuse_unsafe(text)
    first = scan.first_token(text)
    form = _form_that_begins(first.text if first else "")
    if form is None:
        scan.refuse_update(text)
        raise _no_form(text, first)
    return Prepared(text, form, clause, scan.names_dataset(text))


def names_dataset(text: str) -> bool:
    """Check what `scanned` left out of a long text; say whether it has a `FROM` clause.

    Raises:
        QuerySyntaxError: the query is nested too deeply.
        ServiceRefusedError: it would reach out to the network.
    """
    if len(text) <= QUICK_CHARACTERS:
        return False  # `scanned` has said so
    scan.refuse_unsafe(text)
    return scan.names_dataset(text)


def _form_of_long(text: str) -> Form:
    offset = scan.behind_prologue(text)
    beginning = text[offset : offset + QUICK_CHARACTERS]
    first = scan.first_token(beginning)
    form = _form_that_begins(first.text if first else "")
    if form is None:
        scan.refuse_update(beginning)
        raise QuerySyntaxError(*scan.position(text, offset), f"expected {_ONE_OF_FORMS}")
    return form


def _form_that_begins(word: str) -> Form | None:
    folded = word.casefold()
    return next((form for name, form in _FORMS.items() if folded.startswith(name)), None)


def _form_of(result: QuerySolutions | QueryBoolean | QueryTriples) -> Form:
    match result:
        case QuerySolutions():
            return Form.SELECT
        case QueryBoolean():
            return Form.ASK
        case QueryTriples():
            return Form.GRAPH


def unknown_function(message: str) -> StoreError:
    """Tell from the engine's words which function is not there; else it failed otherwise."""
    called = _FUNCTION.match(message)
    return UnknownFunctionError(called["iri"]) if called else EvaluationError(message)


def _no_form(text: str, first: scan.Token | None) -> QuerySyntaxError:
    offset = first.offset if first else len(text)
    return QuerySyntaxError(*scan.position(text, offset), f"expected {_ONE_OF_FORMS}")


def syntax_error(text: str, message: str) -> QuerySyntaxError:
    """Say what is wrong in words; oxigraph names what it would have liked at the furthest place."""
    first = scan.first_token(text)
    if first is None or first.text.casefold() not in _FORMS:
        return _no_form(text, first)
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
