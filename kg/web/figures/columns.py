"""Bars that stand and lines, over years or other steps, with their numbers behind a line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from kg.web.figures.axes import framed, x_labels
from kg.web.figures.drawing import Entry, Part, Tone, percent, tag

_SHARE: Final = 0.72
"""How much of its step a bar is wide."""

_LEAST: Final = 0.012
"""What is there is seen: no stretch is lower than this part of the axis."""


@dataclass(frozen=True, slots=True)
class Column:
    """One step of the axis with its bar.

    Attributes:
        label: below the bar, such as `2021`.
        parts: its stretches from the axis up.
        cells: its numbers as a person reads them, for the table.
    """

    label: str
    parts: tuple[Part, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a value, or None where none is known, for each step of the axis."""

    label: str
    values: tuple[float | None, ...]
    cells: tuple[str, ...]
    tone: Tone = "accent"


def columns(
    title: str,
    steps: Sequence[Column],
    head: Sequence[str],
    *,
    language: str,
    unit: str = "",
    key: Sequence[Entry] = (),
    maximum: float = 0,
) -> Markup:
    """Draw bars that stand side by side; those with several parts are stacked.

    Args:
        title: says what is shown, for those who do not see it.
        steps: from left to right.
        head: names the columns of the table: that of the labels, then those of the cells.
        language: of the words and of the numbers at the axis.
        unit: of the values; `€` is written in thousands or millions where they are large.
        key: a legend below.
        maximum: of the scale, where figures beside each other share one.
    """
    highest = max([maximum, *(sum(p.value for p in step.parts) for step in steps)], default=0)
    width = 100 / max(len(steps), 1)

    def drawn(top: float) -> list[Markup]:
        found = []
        for place, step in enumerate(steps):
            x, at = width * (place + (1 - _SHARE) / 2), 0.0
            for part in step.parts:
                at += max(part.value, _LEAST * top) if part.value > 0 else 0
                found.append(_rect(part, x, width * _SHARE, at, top))
        return found

    labels = x_labels(
        [step.label for step in steps], [width * (n + 0.5) for n in range(len(steps))]
    )
    rows = [(step.label, *step.cells) for step in steps]
    return framed(title, drawn, labels, (head, rows), highest, language, unit, key)


def lines(
    title: str,
    labels: Sequence[str],
    drawn_lines: Sequence[Line],
    head: Sequence[str],
    *,
    language: str,
    unit: str = "",
    maximum: float = 0,
) -> Markup:
    """Draw lines over the same steps; where a value is not known the line is broken.

    Args:
        title: says what is shown, for those who do not see it.
        labels: of the steps, from left to right.
        drawn_lines: the lines; the legend names them if they are several.
        head: names the first column of the table; the others are the lines.
        language: of the words and of the numbers at the axis.
        unit: of the values.
        maximum: of the scale, where figures beside each other share one.
    """
    known = [value for line in drawn_lines for value in line.values if value is not None]
    width = 100 / max(len(labels), 1)
    xs = [width * (place + 0.5) for place in range(len(labels))]

    def drawn(top: float) -> list[Markup]:
        return [piece for line in drawn_lines for piece in _line(line, xs, top)]

    rows = [
        (label, *(line.cells[place] for line in drawn_lines)) for place, label in enumerate(labels)
    ]
    names = (*head[:1], *(line.label for line in drawn_lines))
    key = [Entry(line.tone, line.label) for line in drawn_lines] if len(drawn_lines) > 1 else []
    highest = max([maximum, *known], default=0)
    return framed(title, drawn, x_labels(labels, xs), (names, rows), highest, language, unit, key)


def _rect(part: Part, x: float, width: float, top_value: float, top: float) -> Markup:
    return tag(
        "rect",
        tag("title", part.said) if part.said else None,
        x=percent(x, 100),
        width=percent(width, 100),
        y=percent(top - top_value, top),
        height=percent(max(part.value, _LEAST * top) if part.value > 0 else 0, top),
        class_=f"tone-{part.tone}{' unsure' if part.is_unsure else ''}",
    )


def _line(line: Line, xs: Sequence[float], top: float) -> list[Markup]:
    points = [
        (x, 100 * (1 - value / top) if value is not None else None, cell)
        for x, value, cell in zip(xs, line.values, line.cells, strict=True)
    ]
    pieces = []
    for (x1, y1, _), (x2, y2, _) in pairwise(points):
        if y1 is not None and y2 is not None:
            pieces.append(
                tag(
                    "line",
                    x1=percent(x1, 100),
                    y1=percent(y1, 100),
                    x2=percent(x2, 100),
                    y2=percent(y2, 100),
                )
            )
    for x, y, cell in points:
        if y is not None:
            said = tag("title", f"{line.label}: {cell}")
            pieces.append(tag("circle", said, cx=percent(x, 100), cy=percent(y, 100), r=3.5))
    return [tag("g", *pieces, class_=f"line tone-{line.tone}")]
