"""Read the sourced tables and the graph for the tests that compare them, by rules of their own.

Knows nothing of how the graph was written from the tables: the tests make every mapping again.
"""

import calendar
import csv
import datetime as dt
import os
import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]

TABLES: Final = [
    "contradictions",
    "dmr_projects",
    "dmr_region_members",
    "dmr_regions",
    "iserlohn_measures",
    "iserlohn_statements",
    "mpsc_cohorts",
    "mpsc_funding_amounts",
    "mpsc_measures",
    "mpsc_project_members",
    "mpsc_project_statements",
    "mpsc_projects",
    "organisation_events",
    "organisations",
    "programme_statements",
    "programmes",
    "smarte_land_regionen",
]

OWN_GRAPHS: Final = frozenset(
    f"graph:{name}"
    for name in (
        "catalogue",
        "curation",
        "register",
        "derived",
        "ontology",
        "vocabularies",
        "alignments",
        "shapes",
        "void",
    )
)

WORKING_REMARK: Final = re.compile(r" \(see \w+\.csv\)|; valid_to sourced in .*recalled")

Row = dict[str, str]


class Text(NamedTuple):
    """A text and its language; the language is empty for a plain string."""

    value: str
    language: str


Term = str | Text | Decimal | dt.date
"""An IRI is a str (short where a prefix is known), every literal is of a type of its own."""


class Period(NamedTuple):
    """Bounds of a period as the graph says them; None where it says nothing."""

    start: dt.date | None
    start_precision: str | None
    end: dt.date | None
    end_precision: str | None
    edtf: str | None


def folder() -> Path | None:
    """Find the sourced tables; None where `SHARED_DIR` names no folder that has them."""
    shared = os.environ.get("SHARED_DIR")
    path = Path(shared, "facts") if shared else None
    return path if path and path.is_dir() else None


@cache
def _table(name: str) -> tuple[Row, ...]:
    path = folder()
    if path is None:
        return ()
    with (path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(dict(row) for row in csv.DictReader(file))


def rows(name: str) -> list[Row]:
    """Read the rows of a table that a source supports, each with its `line` (from 1)."""
    return [
        {**row, "line": str(number)}
        for number, row in enumerate(_table(name), 1)
        if row.get("confidence", "source") == "source"
    ]


def all_rows(name: str) -> list[Row]:
    """Read every row of a table, whatever its confidence."""
    return [{**row, "line": str(number)} for number, row in enumerate(_table(name), 1)]


@cache
def printed_titles() -> dict[str, frozenset[str]]:
    """Map each address to the titles that the tables print for it; `pairs` print none."""
    titles: dict[str, set[str]] = defaultdict(set)
    for name in TABLES:
        for row in _table(name):
            if row.get("confidence") == "source" and row.get("source_url"):
                titles[row["source_url"]].add(row["source_title"])
    return {url: frozenset(found) for url, found in titles.items()}


# What a text says


def amount(text: str) -> Decimal:
    """Read a number as the tables print it."""
    return Decimal(text)


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def bounds(text: str) -> tuple[dt.date, dt.date, str]:
    """Read `2021`, `2021-09` or `2021-09-30`: first day, last day, precision."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31), "fgv:precision-year"
    if len(parts) == 2:
        first = dt.date(parts[0], parts[1], 1)
        return first, last_day(*parts), "fgv:precision-month"
    day = dt.date(*parts)
    return day, day, "fgv:precision-day"


def open_from(text: str) -> Period:
    """Expect a period of which only the beginning is known."""
    first, _, precision = bounds(text)
    return Period(first, precision, None, None, f"{text}/")


def open_until(text: str) -> Period:
    """Expect a period of which only the end is known."""
    _, last, precision = bounds(text)
    return Period(None, None, last, precision, f"/{text}")


def between(start: str, end: str) -> Period:
    """Expect a period of which beginning, end or both are printed."""
    if not end:
        return open_from(start)
    if not start:
        return open_until(end)
    return Period(
        bounds(start)[0], bounds(start)[2], bounds(end)[1], bounds(end)[2], f"{start}/{end}"
    )


def moment(text: str) -> Period:
    """Expect a day, month or year in which something happened."""
    first, last, precision = bounds(text)
    return Period(first, precision, last, precision, text)


def span(text: str) -> Period:
    """Expect the period that `2021-2025` or `2020-11 to 2022-10` prints."""
    start, end = text.split(" to ") if " to " in text else text.split("-")
    return between(start, end)


def accuracy(text: str) -> set[str]:
    """Tell what a remark says of the number it stands beside; each reading is acceptable.

    Only remarks on the number itself count: at the beginning or after the first comma of the
    remark or set apart by a semicolon without another number.
    """
    words = text.replace('"', "").lower().strip()
    head = words.split(";")[0]
    if re.match(r"(up to)\b", head):
        return {"fgv:accuracy-at-most"}
    if re.match(r"(more than|over)\b", head) or re.search(r"; over$|, more than$", words):
        return {"fgv:accuracy-at-least"}
    if re.match(r"(about|rounded|almost|knapp)\b", head) or re.search(
        r"(^|, )(about|rounded)( [0-9]+ million)?$|rounded in the source|, rounded,", head
    ):
        return {"fgv:accuracy-rounded"}
    return {"fgv:accuracy-exact", "fgv:accuracy-unstated"}


def english(text: str) -> set[Text]:
    """Expect a remark of the tables, whose words are English; nothing where the cell is empty.

    What a remark says of the tables themselves is no fact and must not be published.
    """
    text = WORKING_REMARK.sub("", text)
    return {Text(text, "en")} if text else set()


def german(text: str) -> set[Text]:
    """Expect a name or a printed text, which is German."""
    return {Text(text, "de")} if text else set()


@cache
def announcements() -> frozenset[str]:
    """List the addresses that only announce a model region; no title is printed for them."""
    return frozenset(row["announced_source_url"] for row in _table("dmr_regions"))
