"""Read `geo:wktLiteral` as GeoJSON geometry. Total: what is no such literal is a `WKTError`.

Sources: https://docs.ogc.org/is/22-047r1/22-047r1.html (GeoSPARQL 1.1, 8.5.1: an IRI of the
reference system in front, CRS84 without it), https://www.rfc-editor.org/rfc/rfc7946
"""

import math
import re
from itertools import pairwise
from typing import Any, Final

Position = list[float]
Geometry = dict[str, Any]
"""A GeoJSON geometry object."""


class WKTError(ValueError):
    """The text is no geometry that GeoJSON could carry."""


_CRS84: Final = re.compile(r"https?://www\.opengis\.net/def/crs/OGC/(?:1\.3|0)/CRS84h?")
_EPSG_4326: Final = re.compile(r"https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/4326")
"""The same ellipsoid with latitude in front."""

_SYSTEM: Final = re.compile(r"\s*<([^<>\s]*)>")
_HEAD: Final = re.compile(
    r"\s*+([A-Za-z]{1,24}?)(?:\s*+(ZM|Z|M))?\s*+(?=\(|EMPTY\b)", re.IGNORECASE
)
_EMPTY: Final = re.compile(r"\s*EMPTY\b", re.IGNORECASE)
_OPEN: Final = re.compile(r"\s*\(")
_CLOSE: Final = re.compile(r"\s*\)")
_COMMA: Final = re.compile(r"\s*,")
_POSITIONS: Final = re.compile(r"\s*\(([0-9eE+.,\s-]*)\)")
_BRACKETED: Final = re.compile(r"\s*\(\s*(?:\(|EMPTY\b)", re.IGNORECASE)
_REST: Final = re.compile(r"\s*\Z")

_TYPES: Final = {
    "POINT": ("Point", 1),
    "LINESTRING": ("LineString", 1),
    "POLYGON": ("Polygon", 2),
    "MULTIPOINT": ("MultiPoint", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}
"""WKT's word → GeoJSON's word, and how many brackets stand around a list of positions."""

_NUMBERS: Final = {"": (2, 3), "Z": (3,), "M": (3,), "ZM": (4,)}
"""How many numbers a position has."""

_DEPTH: Final = 8


def geometry(text: str) -> Geometry:
    """Read the lexical form of a `geo:wktLiteral`.

    Outer rings run against the clock, as RFC 7946 (3.1.6) has it; a measure (`M`) is left out.

    Raises:
        WKTError: the reference system is another one, or the text is no WKT.
    """
    system, start = "", 0
    if match := _SYSTEM.match(text):
        system, start = match[1], match.end()
    is_swapped = _EPSG_4326.fullmatch(system) is not None
    if system and not is_swapped and not _CRS84.fullmatch(system):
        raise WKTError(f"the reference system <{system}> is not CRS84")
    reader = _Reader(text, start, is_swapped=is_swapped)
    found = reader.geometry(_DEPTH)
    reader.expect(_REST, "the end")
    return found


class _Reader:
    """Reads from a place in the text onwards."""

    def __init__(self, text: str, place: int, *, is_swapped: bool) -> None:
        self._text = text
        self._place = place
        self._is_swapped = is_swapped

    def geometry(self, depth: int) -> Geometry:
        """Read one geometry; collections are nested *depth* deep at most."""
        head = self._match(_HEAD)
        if head is None:
            raise self._error("a kind of geometry")
        word, dimension = head[1].upper(), (head[2] or "").upper()
        if word == "GEOMETRYCOLLECTION":
            return {"type": "GeometryCollection", "geometries": self._members(depth - 1)}
        if word not in _TYPES:
            raise WKTError(f"{head[1][:40]} is no kind of geometry")
        name, brackets = _TYPES[word]
        if self._match(_EMPTY):
            return {"type": name, "coordinates": []}
        if name == "MultiPoint" and _BRACKETED.match(self._text, self._place):
            points = [point for part in self._nested(2, dimension) for point in part]
            return {"type": name, "coordinates": points}
        found = self._nested(brackets, dimension)
        return {"type": name, "coordinates": _checked(name, found)}

    def expect(self, wanted: re.Pattern[str], described: str) -> None:
        """Go past what is *wanted*.

        Raises:
            WKTError: something else stands here.
        """
        if self._match(wanted) is None:
            raise self._error(described)

    def _members(self, depth: int) -> list[Geometry]:
        if self._match(_EMPTY):
            return []
        if depth == 0:
            raise WKTError("collections are nested too deeply")
        self.expect(_OPEN, "(")
        members = [self.geometry(depth)]
        while self._match(_COMMA):
            members.append(self.geometry(depth))
        self.expect(_CLOSE, ")")
        return members

    def _nested(self, brackets: int, dimension: str) -> Any:  # noqa: ANN401 -- nested lists
        if self._match(_EMPTY):
            return []
        if brackets == 1:
            return self._positions(dimension)
        self.expect(_OPEN, "(")
        parts = [self._nested(brackets - 1, dimension)]
        while self._match(_COMMA):
            parts.append(self._nested(brackets - 1, dimension))
        self.expect(_CLOSE, ")")
        return parts

    def _positions(self, dimension: str) -> list[Position]:
        match = self._match(_POSITIONS)
        if match is None:
            raise self._error("positions in brackets")
        return [self._position(part.split(), dimension) for part in match[1].split(",")]

    def _position(self, words: list[str], dimension: str) -> Position:
        if len(words) not in _NUMBERS[dimension]:
            raise WKTError(f"a position has {len(words)} numbers")
        try:
            numbers = [float(word) for word in words]
        except ValueError:
            raise WKTError(f"{' '.join(words)[:40]} is no position") from None
        if not all(map(math.isfinite, numbers)):
            raise WKTError(f"{' '.join(words)[:40]} is too large")
        if "M" in dimension:
            numbers.pop()
        if self._is_swapped:
            numbers[:2] = numbers[1::-1]
        return numbers

    def _match(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        match = wanted.match(self._text, self._place)
        if match is not None:
            self._place = match.end()
        return match

    def _error(self, expected: str) -> WKTError:
        return WKTError(f"expected {expected} at character {self._place + 1}")


def _checked(name: str, found: Any) -> Any:  # noqa: ANN401 -- nested lists
    """Check and turn what stands between the outer brackets of one kind of geometry."""
    match name:
        case "Point":
            if len(found) != 1:
                raise WKTError("a point has one position")
            return found[0]
        case "LineString":
            return _line(found)
        case "MultiLineString":
            return [_line(line) for line in found]
        case "Polygon":
            return _polygon(found)
        case "MultiPolygon":
            return [_polygon(polygon) for polygon in found]
    return found


def _line(positions: list[Position]) -> list[Position]:
    if len(positions) == 1:
        raise WKTError("a line has two positions or more")
    return positions


def _polygon(rings: list[list[Position]]) -> list[list[Position]]:
    return [_ring(ring, is_outer=number == 0) for number, ring in enumerate(rings)]


def _ring(positions: list[Position], *, is_outer: bool) -> list[Position]:
    if len(positions) < 4 or positions[0] != positions[-1]:
        raise WKTError("a ring has four positions or more, and ends where it begins")
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(positions))
    return positions[::-1] if area and (area > 0) != is_outer else positions
