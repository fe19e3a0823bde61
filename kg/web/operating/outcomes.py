"""How a query can end, in one word each: labels of metrics and words of the log."""

from types import MappingProxyType
from typing import Final

from kg import errors

OK: Final = "ok"
CANCELLED: Final = "cancelled"
ERROR: Final = "error"

OUTCOMES: Final = MappingProxyType(
    {
        errors.QuerySyntaxError: "syntax",
        errors.UnknownFunctionError: "syntax",
        errors.ServiceRefusedError: "refused",
        errors.NoGeometryError: "refused",
        errors.NotXMLError: "refused",
        errors.QueryTimeoutError: "timeout",
        errors.QueryMemoryError: "memory",
        errors.AnswerTooLongError: "too_long",
        errors.QueryTooDeepError: "too_deep",
        errors.QueryCancelledError: CANCELLED,
        errors.EngineBusyError: "busy",
        errors.ShareExhaustedError: "share",
    }
)
"""All other errors of the engine are `error`."""

WORDS: Final = (OK, *dict.fromkeys(OUTCOMES.values()), ERROR)


def outcome_of(error: errors.StoreError) -> str:
    """Name the outcome of a query that ended in *error*."""
    return OUTCOMES.get(type(error), ERROR)
