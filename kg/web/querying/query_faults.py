"""Say in words of the page what is wrong with a query. Pure."""

from typing import Final

from kg.errors import (
    QuerySyntaxError,
    QueryTooDeepError,
    ServiceRefusedError,
    UnknownFunctionError,
)
from kg.web.words.problem_reasons import in_german

FAULTS: Final = (
    QuerySyntaxError,
    QueryTooDeepError,
    ServiceRefusedError,
    UnknownFunctionError,
)
"""What is wrong with a query itself, whoever asks it and when."""


def fault_of(error: Exception, language: str) -> dict[str, object]:
    """Tell line and column, where they are known, and the reason."""
    line = error.line if isinstance(error, QuerySyntaxError) else None
    column = error.column if isinstance(error, QuerySyntaxError) else None
    return {"line": line, "column": column, "reason": _reason(error, language)}


def _reason(error: Exception, language: str) -> str:
    said = error.reason if isinstance(error, QuerySyntaxError) else str(error)
    return said if language == "en" else in_german(said) or said
