"""Outlines as polygons on a plane: read, projected, and made simple for a small map. Pure."""

import heapq
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Point = tuple[float, float]
Ring = tuple[Point, ...]

_RING: Final = re.compile(r"\(\s*([-\d.][-\d.eE,\s]*)\)")
_POINT: Final = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)")

_FIRST, _SECOND, _ORIGIN, _MERIDIAN = (math.radians(d) for d in (48.6667, 53.6667, 51.0, 10.5))
_CONE: Final = math.log(math.cos(_FIRST) / math.cos(_SECOND)) / math.log(
    math.tan(math.pi / 4 + _SECOND / 2) / math.tan(math.pi / 4 + _FIRST / 2)
)
_SCALE: Final = math.cos(_FIRST) * math.tan(math.pi / 4 + _FIRST / 2) ** _CONE / _CONE
_RADIUS_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one area, projected; its rings are closed without repeating a point."""

    name: str
    rings: tuple[Ring, ...]


def point_of(wkt: str) -> Point | None:
    """Read longitude and latitude of a `POINT` in well-known text; None for anything else."""
    found = _POINT.search(wkt)
    return (float(found[1]), float(found[2])) if found else None


def projected(longitude: float, latitude: float) -> Point:
    """Return a place in kilometres to the east and to the south of the middle of Germany.

    Lambert's conformal conic projection with the parallels of Germany's overview maps, on a sphere.
    """
    return _on_cone(longitude, latitude)[0], _on_cone(0, 51)[1] - _on_cone(longitude, latitude)[1]


def outlines_of(areas: tuple[tuple[str, str], ...], detail_km: float = 2.5) -> tuple[Outline, ...]:
    """Read the outlines of areas that border on each other, and leave out what is not seen.

    Borders stay shared: what is left out of one outline is left out of its neighbour's too.

    Args:
        areas: name and well-known text (`POLYGON` or `MULTIPOLYGON`, longitude first) of each.
        detail_km: what is smaller than a triangle with this as height and width is left out.
    """
    read = [
        (name, tuple(ring for text in _RING.findall(wkt) if (ring := _ring(text))))
        for name, wkt in areas
    ]
    kept = _kept([ring for _, rings in read for ring in rings], detail_km * detail_km / 2)
    return tuple(
        Outline(name, tuple(simple for ring in rings if (simple := _simplified(ring, kept))))
        for name, rings in read
    )


def _ring(text: str) -> Ring:
    pairs = (pair.split() for pair in text.split(","))
    points = [projected(float(pair[0]), float(pair[1])) for pair in pairs if len(pair) >= 2]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return tuple(dict.fromkeys(points))


def _on_cone(longitude: float, latitude: float) -> Point:
    phi, angle = math.radians(latitude), _CONE * (math.radians(longitude) - _MERIDIAN)
    rho = _SCALE / math.tan(math.pi / 4 + phi / 2) ** _CONE
    return _RADIUS_KM * rho * math.sin(angle), -_RADIUS_KM * rho * math.cos(angle)


def _kept(rings: Sequence[Ring], least: float) -> frozenset[Point]:
    """Choose points after Visvalingam: whose triangle with its neighbours is large enough.

    A point where more than two borders meet, or that begins a shared one, always stays.
    """
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for before, point, after in _with_neighbours(ring):
            neighbours.setdefault(point, set()).update((before, after))
    links = {point: tuple(near) for point, near in neighbours.items() if len(near) == 2}
    weights = {point: _area(point, *near) for point, near in links.items()}
    heap = [(weight, point) for point, weight in weights.items()]
    heapq.heapify(heap)
    while heap and heap[0][0] < least:
        weight, point = heapq.heappop(heap)
        if weights.get(point) != weight:
            continue  # it was left out already, or weighs something else by now
        one, other = links.pop(point)
        del weights[point], neighbours[point]
        for near, far in ((one, other), (other, one)):
            if near in links:
                links[near] = _replaced(links[near], point, far)
                weights[near] = max(weight, _area(near, *links[near]))
                heapq.heappush(heap, (weights[near], near))
    return frozenset(neighbours)


def _with_neighbours(ring: Ring) -> Iterable[tuple[Point, Point, Point]]:
    return zip((ring[-1], *ring[:-1]), ring, (*ring[1:], ring[0]), strict=True)


def _replaced(pair: tuple[Point, ...], old: Point, new: Point) -> tuple[Point, ...]:
    return tuple(new if point == old else point for point in pair)


def _area(point: Point, before: Point, after: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, before, after
    return abs((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)) / 2


def _simplified(ring: Ring, kept: frozenset[Point]) -> Ring:
    simple = tuple(point for point in ring if point in kept)
    return simple if len(simple) > 2 else ()
