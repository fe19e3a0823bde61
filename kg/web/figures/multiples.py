"""Small figures of one scale beside each other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.web.figures.drawing import Tone, link, percent, tag


@dataclass(frozen=True, slots=True)
class Panel:
    """One small figure: any other figure with a name above it."""

    label: str
    figure: Markup
    href: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """One of a few numbers that are compared.

    Attributes:
        label: what the number is of.
        value: how long the bar is; None where it is not known.
        said: the number as a person reads it, or why there is none.
        tone: of the bar; the others of the comparison are `soft`.
        href: where the label leads.
        note: below the number.
    """

    label: str
    value: float | None
    said: str
    tone: Tone = "soft"
    href: str = ""
    note: str = ""


def multiples(panels: Sequence[Panel]) -> Markup:
    """Lay figures out beside each other; they share a scale if they were made with one maximum."""
    items = (tag("li", tag("h3", link(panel.href, panel.label)), panel.figure) for panel in panels)
    return tag("ul", *items, class_="multiples")


def compared(numbers: Sequence[Beside]) -> Markup:
    """Draw a few numbers beside each other, such as those of a place, its Kreis and its Land."""
    longest = max((number.value or 0 for number in numbers), default=0)
    items = (
        tag(
            "li",
            tag("p", link(number.href, number.label)),
            tag(
                "p",
                number.said,
                class_="compared-number" if number.value is not None else "unknown",
            ),
            tag(
                "svg",
                tag("rect", width="100%", height="100%", class_="rest"),
                tag(
                    "rect",
                    width=percent(number.value or 0, longest),
                    height="100%",
                    class_=f"tone-{number.tone}",
                ),
                class_="bar",
                aria_hidden="true",
                focusable="false",
            ),
            tag("small", number.note) if number.note else None,
        )
        for number in numbers
    )
    return tag("ul", *items, class_="multiples compared")
