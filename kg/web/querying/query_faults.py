"""Say in words of the page what is wrong with a query. Pure."""

import re
from typing import Final

from kg.errors import (
    QuerySyntaxError,
    QueryTooDeepError,
    ServiceRefusedError,
    UnknownFunctionError,
)

FAULTS: Final = (
    QuerySyntaxError,
    QueryTooDeepError,
    ServiceRefusedError,
    UnknownFunctionError,
)
"""What is wrong with a query itself, whoever asks it and when."""

_EXPECTED: Final = re.compile(r"expected (.*)", re.DOTALL)
_PREFIX: Final = re.compile(r"the prefix `(.*):` is not declared by `PREFIX`")
_NOWHERE: Final = "this cannot stand here"


def fault_of(error: Exception, language: str) -> dict[str, object]:
    """Tell line and column, where they are known, and the reason."""
    line = error.line if isinstance(error, QuerySyntaxError) else None
    column = error.column if isinstance(error, QuerySyntaxError) else None
    return {"line": line, "column": column, "reason": _reason(error, language)}


def _reason(error: Exception, language: str) -> str:
    said = error.reason if isinstance(error, QuerySyntaxError) else str(error)
    return said if language == "en" else _in_german(error, said)


def _in_german(error: Exception, said: str) -> str:
    if isinstance(error, ServiceRefusedError):
        return f"{error.keyword} ist nicht erlaubt: Abfragen lesen hier nur diesen Datensatz"
    if isinstance(error, UnknownFunctionError):
        return f"die Funktion <{error.iri}> gibt es hier nicht"
    if isinstance(error, QueryTooDeepError):
        return "die Abfrage ist zu tief verschachtelt"
    if found := _EXPECTED.fullmatch(said):
        wanted = found[1].replace(" or ", " oder ")
        return f"hier wird erwartet: {wanted}"
    if found := _PREFIX.fullmatch(said):
        return f"das Präfix `{found[1]}:` ist nicht mit `PREFIX` vereinbart"
    return "das kann hier nicht stehen" if said == _NOWHERE else said
