"""The frame around standing bars and lines: scale, steps, title, and the table behind. Pure."""

from collections.abc import Callable, Sequence
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import Entry, behind, joined, legend, percent, table, tag, ticks
from kg.web.figures.words import said, scaled, short_number

_YEAR: Final = 5
_MANY: Final = 8
"""More labels than these do not fit a phone."""

Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def framed(
    title: str,
    drawn: Callable[[float], Sequence[Markup]],
    labels: Markup,
    numbers: Table,
    highest: float,
    language: str,
    unit: str,
    key: Sequence[Entry],
) -> Markup:
    """Put the drawing between its scale and its labels, and the numbers behind a line below.

    Args:
        title: for those who do not see it.
        drawn: draws everything, given the value at the top of the scale.
        labels: of the steps.
        numbers: head and rows of the table.
        highest: the highest value.
        language: of the words.
        unit: of the values.
        key: the legend.
    """
    marks = ticks(highest)
    top = marks[-1]
    divisor, name = scaled(top, unit, language)
    heights = [percent(top - mark, top) for mark in marks]
    scale = joined(
        tag("text", short_number(mark / divisor, language), x="100%", y=y)
        for mark, y in zip(marks, heights, strict=True)
    )
    grid = joined(tag("line", x1="0", x2="100%", y1=y, y2=y, class_="grid") for y in heights)
    plot = tag("svg", grid, *drawn(top), class_="plot", width="100%", height="100%")
    drawing = tag(
        "div",
        tag("svg", scale, class_="scale", aria_hidden="true"),
        tag(
            "svg",
            tag("title", title),
            plot,
            role="img",
            class_="field",
        ),
        tag("svg", labels, class_="steps", aria_hidden="true"),
        class_="columns",
    )
    unit_line = tag("p", name, class_="unit") if name else None
    shown = behind(said("numbers", language), table(*numbers))
    return tag("div", unit_line, drawing, legend(key), shown, class_="chart")


def x_labels(labels: Sequence[str], xs: Sequence[float]) -> Markup:
    """Write the labels of the steps; of many, a narrow screen shows each second or fourth."""
    return joined(
        tag("text", word, x=percent(x, 100), y=f"{1 + 1.15 * line}em", class_=_rank(n, len(labels)))
        for n, (label, x) in enumerate(zip(labels, xs, strict=True))
        for line, word in enumerate(_lines(label))
    )


def _lines(label: str) -> Sequence[str]:
    """Break a label of two words that is wider than a year."""
    return label.split(" ", 1) if len(label) > _YEAR else [label]


def _rank(place: int, count: int) -> str | None:
    if count <= _MANY or place % 4 == 0:
        return None
    return "second" if place % 2 == 0 and count <= 2 * _MANY else "odd"
