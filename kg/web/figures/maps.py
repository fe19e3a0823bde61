"""Places as points on the outlines of the Länder, with the same places as a list. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import Entry, Tone, behind, joined, legend, link, tag
from kg.web.figures.outlines import Outline, Point, Ring, projected
from kg.web.figures.words import said

_MARGIN_KM: Final = 12.0
_WIDTH: Final = 430
"""Of the drawing, in units of its own; a dot has a radius of some of them."""

_RADIUS: Final = 4.4
_RING: Final = 7.0


@dataclass(frozen=True, slots=True)
class Place:
    """One point on a map.

    Attributes:
        label: its name.
        longitude: in degrees to the east.
        latitude: in degrees to the north.
        tone: its colour.
        href: where it leads.
        note: after the name.
        is_ring: whether it is a ring around others instead of a dot.
        size: of a dot beside the usual one, as an area.
    """

    label: str
    longitude: float
    latitude: float
    tone: Tone = "accent"
    href: str = ""
    note: str = ""
    is_ring: bool = False
    size: float = 1.0


def map_of(
    title: str,
    places: Sequence[Place],
    outlines: Sequence[Outline],
    *,
    language: str,
    key: Sequence[Entry] = (),
    within: str = "",
    has_list: bool = True,
) -> Markup:
    """Draw places on outlines; large dots lie below small ones, rings above all.

    The dots lead to their pages for those who point at them. Everybody else has the list below,
    which names the same places in the order given, so dots are not in the order of the keyboard.

    Args:
        title: says what is shown, for those who do not see it.
        places: what is drawn.
        outlines: from `outlines_of`.
        language: of the words.
        key: a legend below.
        within: the name of the one outline that the map shows, with what else is in the frame.
        has_list: whether the places are listed below; False where the page lists them anyway.
    """
    shown = [outline for outline in outlines if outline.name == within] or outlines
    left, top, width, height = _frame(shown, [projected(p.longitude, p.latitude) for p in places])
    scale = _WIDTH / width
    land = joined(
        tag(
            "path",
            tag("title", outline.name),
            d=_path(outline.rings, left, top, scale),
            class_="around" if within and outline not in shown else None,
        )
        for outline in outlines
    )
    ordered = sorted(places, key=lambda place: (place.is_ring, -place.size))
    points = joined(_point(place, left, top, scale) for place in ordered)
    drawing = tag(
        "svg",
        tag("title", title),
        tag("g", land, class_="land"),
        tag("g", points, class_="points"),
        viewBox=f"0 0 {_WIDTH} {height * scale:.0f}",
        role="group",
        aria_label=title,
        class_="map",
    )
    listed = behind(said("places", language), _list(places)) if has_list and places else None
    return tag("div", drawing, legend(key), listed, class_="chart")


def _frame(outlines: Sequence[Outline], points: Sequence[Point]) -> tuple[float, ...]:
    """Return left, top, width and height around outlines, or around points where there are none."""
    corners = [point for outline in outlines for ring in outline.rings for point in ring]
    corners = corners or list(points) or [(0.0, 0.0)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, top = min(xs) - _MARGIN_KM, min(ys) - _MARGIN_KM
    return left, top, max(xs) + _MARGIN_KM - left, max(ys) + _MARGIN_KM - top


def _path(rings: Sequence[Ring], left: float, top: float, scale: float) -> str:
    """Write rings on a grid of tenths, each point by its distance from the one before."""
    written = []
    for ring in rings:
        grid = [(round((x - left) * scale * 10), round((y - top) * scale * 10)) for x, y in ring]
        steps = [grid[0], *((x - u, y - v) for (u, v), (x, y) in pairwise(grid))]
        pairs = [f"{x / 10:g} {y / 10:g}" for x, y in steps]
        written.append(f"m{'l'.join(pairs[:2])} {' '.join(pairs[2:])}z".replace(" -", "-"))
        written[-1] = "M" + written[-1][1:]
    return "".join(written)


def _point(place: Place, left: float, top: float, scale: float) -> Markup:
    x, y = projected(place.longitude, place.latitude)
    radius = _RING if place.is_ring else _RADIUS * sqrt(place.size)
    name = f"{place.label}, {place.note}" if place.note else place.label
    circle = tag(
        "circle",
        tag("title", name),
        cx=f"{(x - left) * scale:.1f}",
        cy=f"{(y - top) * scale:.1f}",
        r=radius,
        class_=f"tone-{place.tone}{' ring' if place.is_ring else ''}",
    )
    return link(place.href, circle, tabindex="-1", aria_label=name)


def _list(places: Sequence[Place]) -> Markup:
    items = (
        tag(
            "li",
            link(place.href, place.label),
            tag("small", place.note) if place.note else None,
        )
        for place in places
    )
    return tag("ul", *items, class_="places")
