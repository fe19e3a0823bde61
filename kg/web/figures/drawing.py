"""What all figures are drawn with: elements, tones, places on an axis. Pure.

Colours come from the style sheet alone, by classes; nothing here needs a style attribute.
Most drawings have no `viewBox`: they measure in percent, so that text keeps its size on any screen.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

Tone = Literal[
    "accent", "accent-2", "accent-3", "bund", "land", "eu", "kommune", "warn", "soft", "other"
]
"""A colour by what it stands for: the accent in three depths, the tiers of money, what is left."""

_STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar.

    Attributes:
        value: how long it is.
        tone: its colour.
        said: what it is, with its number, as a person reads it; shown where the mouse rests.
        is_unsure: whether the number is estimated or conflicting; drawn hatched.
    """

    value: float
    tone: Tone = "accent"
    said: str = ""
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a legend: a tone and what it stands for; a `ring` is drawn empty."""

    tone: Tone
    label: str
    is_ring: bool = False


def tag(element: str, *children: str | None, **attributes: str | float | None) -> Markup:
    """Write an element; text and attributes are escaped, children that are markup are not.

    A trailing `_` of an attribute's name is dropped (`class_`), any other one is a hyphen. An
    attribute that is None is left out, a number has two decimals at most.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(_attribute(name), _value(value))
        for name, value in attributes.items()
        if value is not None
    )
    content = Markup("").join(child for child in children if child is not None)
    return Markup("<{0}{1}>{2}</{0}>").format(element, written, content)


def joined(parts: Iterable[str]) -> Markup:
    """Put pieces one after the other; text is escaped."""
    return Markup("").join(parts)


def link(href: str, *children: str, **attributes: str | float | None) -> Markup:
    """Write a link, or without an address the children alone."""
    return tag("a", *children, href=href, **attributes) if href else joined(children)


def exact(shown: str, value: str) -> Markup:
    """Write a rounded number whose exact value is shown where the mouse rests."""
    return tag("span", shown, title=value)


def unknown(reason: str) -> Markup:
    """Write why there is no number."""
    return tag("span", reason, class_="unknown")


def percent(value: float, whole: float) -> str:
    """Write how much of *whole* a value is."""
    return f"{_value(100 * value / whole if whole else 0)}%"


def legend(entries: Sequence[Entry]) -> Markup:
    """Write what the tones stand for; nothing for fewer than one."""
    if not entries:
        return Markup("")
    items = (
        tag("li", entry.label, class_=f"tone-{entry.tone}{' ring' if entry.is_ring else ''}")
        for entry in entries
    )
    return tag("ul", *items, class_="legend")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Write a plain table: the first column names the row, all others are numbers."""
    return tag(
        "table",
        tag("thead", tag("tr", *(_head(name, place) for place, name in enumerate(head)))),
        tag("tbody", *(tag("tr", *_cells(row)) for row in rows)),
    )


def behind(summary: str, content: Markup) -> Markup:
    """Put *content* behind a line that opens it."""
    # Of what is wider than the screen, the rest is reached by keyboard only if it takes the focus.
    inner = tag("div", content, class_="wide", tabindex="0", role="group", aria_label=summary)
    return tag("details", tag("summary", summary), inner)


def ticks(maximum: float, wanted: int = 4) -> tuple[float, ...]:
    """List round numbers from 0 to the first one that is not below *maximum*."""
    if maximum <= 0:
        return (0.0, 1.0)
    rough = maximum / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * step for step in _STEPS if power * step >= rough * (1 - 1e-9))
    return tuple(step * place for place in range(math.ceil(maximum / step - 1e-9) + 1))


def _head(name: str, place: int) -> Markup:
    return tag("th", name, scope="col", class_="number" if place else None)


def _cells(row: Sequence[str]) -> Iterable[Markup]:
    yield tag("th", row[0], scope="row")
    for cell in row[1:]:
        yield tag("td", cell, class_="number")


def _attribute(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".")
