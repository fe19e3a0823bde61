"""Why workers end before their time, in one word each: labels of metrics."""

from types import MappingProxyType
from typing import Final

from kg import errors

KILLED: Final = "killed"
"""By somebody outside."""

CAUSES: Final = MappingProxyType(
    {
        errors.EngineBusyError: "busy",
        errors.EvaluationError: "failed",
        errors.QueryCancelledError: "cancelled",
        errors.QueryMemoryError: "memory",
        errors.QueryTimeoutError: "deadline",
        errors.QueryTooDeepError: "stack",
        errors.ShareExhaustedError: "share",
    }
)


def cause_of(error: errors.StoreError) -> str:
    """Name why a worker ended whose question ended in *error*."""
    return CAUSES[type(error)]
