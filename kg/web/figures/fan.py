"""One thing and those it meets, most often first: a fan of lines to a list. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import Tone, link, percent, tag

_THICKEST: Final = 7.0
_THINNEST: Final = 1.0


@dataclass(frozen=True, slots=True)
class Met:
    """One of those that are met.

    Attributes:
        label: its name.
        times: how often; as thick is its line.
        said: the same as a person reads it, such as `3 Projekte`.
        href: where the label leads.
        tone: of its line.
    """

    label: str
    times: float
    said: str
    href: str = ""
    tone: Tone = "accent"


def fan(center: str, met: Sequence[Met]) -> Markup:
    """Draw lines from one thing to a list of others, thicker the more often they meet.

    The list says everything; the lines only show it. Nothing where nobody is met.

    Args:
        center: the thing that the figure is about.
        met: from top to bottom, best the most frequent first, and no more than a dozen or two.
    """
    most = max((other.times for other in met), default=0)
    if most <= 0:
        return Markup("")
    lines = (
        tag(
            "line",
            x1="0",
            y1="50%",
            x2="100%",
            y2=percent(place + 0.5, len(met)),
            stroke_width=max(_THINNEST, _THICKEST * other.times / most),
            class_=f"tone-{other.tone}",
        )
        for place, other in enumerate(met)
    )
    items = (
        tag("li", link(other.href, other.label), " ", tag("small", other.said)) for other in met
    )
    return tag(
        "div",
        tag("p", center, class_="center"),
        tag("svg", *lines, aria_hidden="true", focusable="false"),
        tag("ol", *items),
        class_="chart fan",
    )
