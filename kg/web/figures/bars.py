"""Bars that lie: a table with its numbers, and in the last column a bar for each row. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import Entry, Part, joined, legend, link, percent, tag

_LEAST: Final = 0.004
"""What is there is seen: no stretch is shorter than this part of the longest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row with its bar.

    Attributes:
        label: names the row.
        parts: its stretches; none where no number is known.
        cells: its numbers as a person reads them, one for each column of the head but the first.
        href: where the label leads.
        note: smaller, below the label.
        is_other: whether it is another value of the row above, which contradicts it.
    """

    label: str
    parts: tuple[Part, ...]
    cells: tuple[str, ...] = ()
    href: str = ""
    note: str = ""
    is_other: bool = False


def bars(
    rows: Sequence[Bar],
    head: Sequence[str],
    *,
    key: Sequence[Entry] = (),
    total: Sequence[str] = (),
    maximum: float = 0,
) -> Markup:
    """Draw rows with bars of one scale; those with several parts are stacked; nothing of none.

    Args:
        rows: in the order in which they are shown.
        head: names the columns: that of the labels, then those of the cells, and where it has one
            name more, the bars.
        key: a legend below.
        total: cells of a last row, its label first.
        maximum: of the scale, where figures beside each other share one.
    """
    if not rows:
        return Markup("")
    longest = max([maximum, *(_length(row) for row in rows)], default=0)
    columns = head[1 : 1 + max((len(row.cells) for row in rows), default=0)]
    names = (
        tag("th", head[0], scope="col"),
        *(tag("th", name, scope="col", class_="number") for name in columns),
        _drawn_head(head[1 + len(columns) :]),
    )
    body = [_row(row, longest) for row in rows]
    if total:
        cells = (tag("td", cell, class_="number") for cell in total[1:])
        body.append(tag("tr", tag("th", total[0], scope="row"), *cells, tag("td"), class_="total"))
    drawn = tag("table", tag("thead", tag("tr", *names)), tag("tbody", *body), class_="bars")
    return tag("div", tag("div", drawn, class_="wide"), legend(key), class_="chart")


def stack(parts: Sequence[Part], entries: Sequence[tuple[Entry, str]]) -> Markup:
    """Draw one whole as one bar of its parts, with a list of the parts and their amounts below.

    Args:
        parts: the stretches.
        entries: what each tone stands for, and its amount as a person reads it.
    """
    whole = sum(part.value for part in parts)
    items = (
        tag("li", tag("span", entry.label), " ", tag("strong", amount), class_=_classes(entry))
        for entry, amount in entries
    )
    return tag(
        "div",
        _drawn(parts, whole, "stack"),
        tag("ul", *items, class_="legend amounts"),
        class_="chart",
    )


def _drawn_head(names: Sequence[str]) -> Markup:
    """Write the head of the bars; without a name it is an empty cell and no header."""
    return tag("th", *names, scope="col", class_="drawn") if names else tag("td", class_="drawn")


def _classes(entry: Entry) -> str:
    return f"tone-{entry.tone}"


def _row(row: Bar, longest: float) -> Markup:
    """Write a row; the label of another value takes the place of the cells that it leaves empty."""
    note = tag("small", row.note) if row.note else None
    empty = 0
    while row.is_other and empty < len(row.cells) and not row.cells[empty]:
        empty += 1
    wide = str(1 + empty) if empty else None
    return tag(
        "tr",
        tag("th", link(row.href, row.label), note, scope="row", colspan=wide),
        *(tag("td", cell, class_="number") for cell in row.cells[empty:]),
        tag("td", _drawn(row.parts, longest, "bar"), class_="drawn"),
        class_="contra" if row.is_other else None,
    )


def _drawn(parts: Sequence[Part], longest: float, kind: str) -> Markup:
    """Draw stretches one after the other, as a drawing that the table beside it makes plain."""
    drawn, at = [], 0.0
    for part in parts:
        if part.value <= 0 or not longest:
            continue
        width = max(part.value, _LEAST * longest)
        title = tag("title", part.said) if part.said else None
        x, wide = percent(at, longest), percent(width, longest)
        unsure = " unsure" if part.is_unsure else ""
        drawn.append(
            tag("rect", title, x=x, width=wide, height="100%", class_=f"tone-{part.tone}{unsure}")
        )
        at += width
    return tag("svg", joined(drawn), class_=kind, aria_hidden="true", focusable="false")


def _length(row: Bar) -> float:
    return sum(part.value for part in row.parts)
