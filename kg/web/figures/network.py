"""One thing, what it takes part in, and whom it meets there: a small network. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, pi, sin
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import joined, link, tag

_SIDE: Final = 320
_RING: Final = 134.0
"""Where those are that are met; what they are met in lies halfway."""

_HUB_RING: Final = 68.0
_RADIUS: Final = 14.0
_HUB: Final = 9.0
_APART: Final = 0.36
"""Of two hubs at least, as an angle."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of a network.

    Attributes:
        label: its name.
        href: where it leads.
    """

    label: str
    href: str = ""


def network(
    title: str, center: Node, hubs: Sequence[Node], met: Sequence[tuple[Node, Sequence[int]]]
) -> Markup:
    """Draw what one thing meets others in, and whom; the others bear the numbers of their order.

    A table beside it says the same, in the same order; so this is for those who see it.

    Args:
        title: says what is shown.
        center: the thing that the figure is about.
        hubs: what it takes part in.
        met: each other thing with the places of its hubs in *hubs*; no more than a dozen.
    """
    if not met:
        return Markup("")
    around = sorted(range(len(met)), key=lambda place: (sorted(met[place][1]), place))
    turns = {place: 2 * pi * turn / len(met) - pi / 2 for turn, place in enumerate(around)}
    points = {place: _at(turn, _RING) for place, turn in turns.items()}
    inner = _hub_points(
        [[turns[p] for p in around if hub in met[p][1]] for hub in range(len(hubs))]
    )
    middle = (_SIDE / 2, _SIDE / 2)
    lines = [
        *(_line(middle, point) for point in inner),
        *(_line(inner[hub], points[place]) for place in around for hub in met[place][1]),
    ]
    drawn = (
        *lines,
        _leading(center, tag("circle", cx=middle[0], cy=middle[1], r=11.0, class_="center")),
        *(_leading(hub, _square(point)) for hub, point in zip(hubs, inner, strict=True)),
        *(_numbered(node, place, points[place]) for place, (node, _) in enumerate(met)),
    )
    drawing = tag(
        "svg",
        tag("title", title),
        joined(drawn),
        viewBox=f"0 0 {_SIDE} {_SIDE}",
        role="group",
        aria_label=title,
        class_="network",
    )
    return tag("div", drawing, class_="chart")


def _hub_points(turns: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Put each hub in the direction of those that it joins, and none upon another."""
    wanted = [atan2(round(sum(map(sin, held)), 6), round(sum(map(cos, held)), 6)) for held in turns]
    order = sorted(range(len(wanted)), key=lambda hub: wanted[hub])
    apart = min(_APART, 2 * pi / max(len(order), 1))
    placed: dict[int, float] = {}
    before = None
    for hub in order:
        turn = wanted[hub] if before is None else max(wanted[hub], before + apart)
        placed[hub] = before = turn
    shift = sum(placed[hub] - wanted[hub] for hub in order) / max(len(order), 1)
    return [_at(placed[hub] - shift, _HUB_RING) for hub in range(len(wanted))]


def _at(turn: float, distance: float) -> tuple[float, float]:
    return _SIDE / 2 + distance * cos(turn), _SIDE / 2 + distance * sin(turn)


def _line(start: tuple[float, float], end: tuple[float, float]) -> Markup:
    return tag("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1])


def _square(point: tuple[float, float]) -> Markup:
    left, top = point[0] - _HUB / 2, point[1] - _HUB / 2
    return tag("rect", x=left, y=top, width=_HUB, height=_HUB, class_="hub")


def _numbered(node: Node, place: int, point: tuple[float, float]) -> Markup:
    circle = tag("circle", cx=point[0], cy=point[1], r=_RADIUS, class_="met")
    number = tag("text", str(place + 1), x=point[0], y=point[1], aria_hidden="true")
    return joined((_leading(node, circle), number))


def _leading(node: Node, shape: Markup) -> Markup:
    """Name a shape, and let those who point at it follow; the table leads everybody."""
    named = tag("g", tag("title", node.label), shape)
    return link(node.href, named, tabindex="-1", aria_label=node.label)
