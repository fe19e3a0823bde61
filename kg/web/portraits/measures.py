"""Measures of projects as a list, with those of which no name is documented. Pure."""

from collections.abc import Sequence
from typing import Final

from kg.namespaces import expand
from kg.web.portraits.projects import said_period
from kg.web.portraits.words import said
from kg.web.reading.asking import Row

_UNKNOWN_TITLE: Final = expand("fgv:title-unknown")


def measures_of(rows: Sequence[Row], labels: dict[str, str], language: str) -> list[dict[str, str]]:
    """List measures, numbered ones first; those of unknown name say so."""
    found: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=_place):
        iri = row["measure"].text
        notes = []
        if "phase" in row:
            notes.append(labels.get(row["phase"].text, ""))
        if "period" in row:
            notes.append(said_period(row["period"].text, language))
        is_unknown = "titleStatus" in row and row["titleStatus"].text == _UNKNOWN_TITLE
        found.setdefault(
            iri,
            {
                "iri": iri,
                "label": said("unnamed", language) if is_unknown else labels.get(iri, iri),
                "is_unknown": "yes" if is_unknown else "",
                "note": ", ".join(notes),
            },
        )
    return list(found.values())


def _place(row: Row) -> tuple[bool, int]:
    """Put measures in the order of their numbers, those without one last."""
    written = row["number"].text if "number" in row else ""
    return (False, int(written)) if written.isascii() and written.isdecimal() else (True, 0)
