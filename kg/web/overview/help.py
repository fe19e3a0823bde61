"""The page that helps: ten steps from the first query to a published figure, the model, answers.

Each step shows a query of `queries/pages/` and what it finds now. A page in another language asks
for labels in that language: what a query calls `…Label` has a name in both languages, what it calls
`…Name` or `…Title` only a German one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask import Blueprint, Response
from markupsafe import Markup

from kg.namespaces import compact
from kg.web.figures import Bar, Part, bars
from kg.web.frame.model_figure import model_figure
from kg.web.frame.page_queries import page_query
from kg.web.frame.responses import page
from kg.web.frame.site import engine, language, links, refuse_pin, served, site
from kg.web.querying.stored import own_permalinks
from kg.web.reading import asking, describing
from kg.web.reading.asking import Row, Value
from kg.web.words.texts import text
from kg.web.words.writing import number

blueprint: Final = Blueprint("help", __name__)
blueprint.before_request(refuse_pin)

PATH: Final = "/help"
STEPS: Final = (
    "help-01-programmes",
    "help-02-one-place",
    "help-03-projects-and-places",
    "help-04-counting",
    "help-05-sources",
    "help-06-what-is-missing",
    "help-07-kinds-of-amounts",
    "help-08-sum",
    "help-09-on-a-day",
    "help-10-figure",
)
STATUSES: Final = (400, 403, 404, 406, 410, 413, 414, 429, 503, 504, 507)
"""What clients meet, and what to do then."""

ANSWERS: Final = (
    "adding",
    "twice",
    "ministries",
    "names",
    "unknown",
    "right",
    "cut",
    "limits",
    "service",
    "python",
    "excel",
    "formats",
    "everything",
    "stays",
)
"""The questions that users of such data ask again and again."""

EXAMPLE: Final = "cq39-projects-per-land-and-round"
"""The question whose permalink the last step shows."""

_SHOWN: Final = 5
_LABELLED: Final = re.compile(r'(LANG\(\?\w*Label\) = )"de"')
_SELECTED: Final = re.compile(r"^SELECT\b(.*?)^WHERE", re.MULTILINE | re.DOTALL)
_COLUMN: Final = re.compile(r"\([^()]*\([^()]*\) AS \?(\w+)\)|\?(\w+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row.

    Attributes:
        shown: the label of a thing, or the value itself.
        value: as the answer has it.
        name: short name of a thing that has a label, as queries write it; else empty.
    """

    shown: str
    value: Value
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: of its query.
        query: as this page shows and asks it.
        columns: of the answer.
        rows: the first rows of the answer; None where a row has no value.
        count: how many rows there are.
    """

    name: str
    query: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    count: int

    @property
    def number(self) -> str:
        """Return what stands for the step in keys of words, such as `01`."""
        return self.name.split("-")[1]


def in_language(query: str, language: str) -> str:
    """Have *query* ask for the labels of a language."""
    return _LABELLED.sub(rf'\g<1>"{language}"', query)


def columns_of(query: str) -> tuple[str, ...]:
    """List the columns of a query, in the order of its first `SELECT`."""
    clause = _SELECTED.search(query)
    found = _COLUMN.findall(clause[0]) if clause else []
    return tuple(counted or plain for counted, plain in found)


@blueprint.route(PATH)
def help_page() -> Response:
    """Show the page."""
    return page("help.html", _values, ("help", links().base_url))


def _values() -> dict[str, object]:
    settings = site().settings
    asked = [_asked(name) for name in STEPS]
    found = (value for _, rows in asked for row in rows[:_SHOWN] for value in row.values())
    labels = describing.labels(engine(), {v.text for v in found if v.is_iri}, language())
    steps = [
        _step(name, query, rows, labels) for name, (query, rows) in zip(STEPS, asked, strict=True)
    ]
    query, rows = asked[-1]
    own = own_permalinks().by_name.get(EXAMPLE) if served().release is not None else None
    return {
        "section": "help",
        "steps": steps if rows else (),  # other data than the project's
        "final": (_figure(rows), query),
        "example": own,
        "diagram": model_figure(),
        "answers": ANSWERS,
        "statuses": STATUSES,
        "seconds": number(Decimal(settings.query_timeout_s), language()),
        "share": number(Decimal(settings.share_s), language()) if settings.share_s else "",
    }


def _asked(name: str) -> tuple[str, list[Row]]:
    query = in_language(page_query(name).body, language())
    return query, asking.rows(engine(), query)


def _step(name: str, query: str, rows: list[Row], labels: dict[str, str]) -> Step:
    columns = columns_of(query)
    shown = (tuple(_cell(row.get(column), labels) for column in columns) for row in rows[:_SHOWN])
    return Step(name, query, columns, tuple(shown), len(rows))


def _cell(value: Value | None, labels: dict[str, str]) -> Cell | None:
    if value is None:
        return None
    if not value.is_iri:
        return Cell(value.text, value)
    short = compact(value.text)
    label = labels.get(value.text)
    return Cell(label, value, short) if label else Cell(short, value)


def _figure(rows: Iterable[Row]) -> Markup:
    drawn = [
        Bar(
            row["landName"].text,
            (Part(int(row["projects"].text), said=row["projects"].text),),
            (number(int(row["projects"].text), language()),),
            links().of(row["land"].text) or "",
        )
        for row in rows
    ]
    return bars(drawn, [text(f"help-figure-{key}", language()) for key in ("land", "projects")])
