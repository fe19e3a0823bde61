"""Dates as far as they are known. Pure.

A date of which only the month or the year is known is stored as its last day, with its precision
beside it; that day is no one's statement, and is not shown.
"""

from types import MappingProxyType
from typing import Final

from kg.namespaces import expand

_LENGTHS: Final = MappingProxyType(
    {
        expand("fgv:precision-year"): len("2021"),
        expand("fgv:precision-month"): len("2021-07"),
    }
)


PRECISION_OF: Final = MappingProxyType(
    {
        expand("fg:asOf"): "fg:asOfPrecision",
        expand("dcat:startDate"): "fg:startPrecision",
        expand("dcat:endDate"): "fg:endPrecision",
    }
)
"""Property with a date → property that says how far it is known."""


def known_part(date: str, precision: str) -> str:
    """Cut a date to what is known of it: `2021-07-31`, known to the month, is `2021-07`.

    Args:
        date: of XML Schema.
        precision: IRI of the concept; with none or another one the date is known to the day.
    """
    return date[: _LENGTHS.get(precision, len(date))]
