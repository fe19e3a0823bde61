"""A model as boxes for its classes and lines for what joins them. Pure.

Boxes stand in columns. What leads from a class to another stands in its box, in words; a line
from there to the other box only shows it, so it may pass behind a box without harm.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import behind, joined, link, tag
from kg.web.figures.words import said

_WIDTH: Final = 224
_GUTTER: Final = 86
_MARGIN: Final = 46
_PAD: Final = 12
_HEAD: Final = 30
_LINE: Final = 17
_GAP: Final = 22
_CHARACTERS: Final = 29
"""A line of a box holds so many, in the widest of the fonts that a page may be shown in."""

_HEAD_CHARACTERS: Final = 22
_SPREAD: Final = 9
"""Lines that reach the same side of a box are so far apart."""

_TIP: Final = 7


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name and where it leads."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """The properties by which a class leads to another one, or to itself."""

    to: str
    properties: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A class.

    Attributes:
        key: by which ways name it.
        head: its name.
        kinds: its subclasses.
        ways: where it leads; those to boxes that are not there are not drawn.
    """

    key: str
    head: Labelled
    kinds: tuple[Labelled, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box where it stands, with its lines of text, and how far down the lines of each way are."""

    box: Box
    column: int
    top: float
    height: float
    text: tuple[Markup, ...]
    middles: Mapping[str, float]

    @property
    def left(self) -> float:
        return _MARGIN + self.column * (_WIDTH + _GUTTER)


def class_diagram(
    title: str, description: str, columns: Sequence[Sequence[Box]], language: str
) -> Markup:
    """Draw classes in columns, and the same as a list. Nothing without a class.

    The names in the drawing lead to their terms for those who point at them. Everybody else has
    the list below it, which says the same in the same order.

    Args:
        title: says what is shown.
        description: says how it is read.
        columns: the boxes from left to right and from top to bottom.
        language: of the words.
    """
    boxes = [box for column in columns for box in column]
    if not boxes:
        return Markup("")
    names = {box.key: box.head.label for box in boxes}
    placed, height = _placed(columns, names)
    width = 2 * _MARGIN + len(columns) * _WIDTH + (len(columns) - 1) * _GUTTER
    drawing = tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        tag("g", joined(_lines(placed)), class_="joins"),
        *(_drawn(one) for one in placed.values()),
        viewBox=f"0 0 {width} {height + 2:.0f}",
        role="group",
        aria_label=title,
        class_="classes",
    )
    scrolled = tag("div", drawing, class_="wide", tabindex="0", role="group", aria_label=title)
    listed = behind(said("classes", language), _list(boxes, names))
    return tag("div", scrolled, listed, class_="chart model")


def _placed(
    columns: Sequence[Sequence[Box]], names: Mapping[str, str]
) -> tuple[dict[str, _Placed], float]:
    """Spread the boxes of each column over the height of the tallest; return that, too."""
    made = [
        [_written(box, number, names) for box in column] for number, column in enumerate(columns)
    ]
    needed = [sum(one.height + _GAP for one in column) - _GAP for column in made if column]
    height = max(needed)
    placed = {}
    for column in made:
        free = height - sum(one.height for one in column)
        gap = free / (len(column) - 1) if len(column) > 1 else 0
        top = 1.0 if gap else 1 + free / 2
        for one in column:
            placed[one.box.key] = _at(one, top)
            top += one.height + gap
    return placed, height


def _written(box: Box, column: int, names: Mapping[str, str]) -> _Placed:
    """Write what stands in a box, from its upper edge down."""
    heads = list(_wrapped([(box.head, "")], _HEAD_CHARACTERS))
    down = 22.0
    text = [_text(heads, down, "head")]
    down += _LINE * (len(heads) - 1) + 9
    if box.kinds:
        lines = list(_wrapped(_listed(box.kinds), _CHARACTERS))
        text.append(_text(lines, down + 11, "kinds"))
        down += _LINE * len(lines)
    middles = {}
    for way in box.ways:
        if way.to not in names:
            continue
        end = (Labelled("→\u00a0" + names[way.to].replace(" ", "\u00a0"), ""), "")
        lines = list(_wrapped([*_listed(way.properties), end], _CHARACTERS))
        down += 7
        text.append(_text(lines, down + 12, None))
        middles[way.to] = down + _LINE * len(lines) / 2
        down += _LINE * len(lines)
    return _Placed(box, column, 0, max(down + 7, _HEAD + 6), tuple(text), middles)


def _at(one: _Placed, top: float) -> _Placed:
    return _Placed(one.box, one.column, top, one.height, one.text, one.middles)


def _listed(all_labelled: Sequence[Labelled]) -> list[tuple[Labelled, str]]:
    """Put commas between names."""
    last = len(all_labelled) - 1
    return [(one, "," if place < last else "") for place, one in enumerate(all_labelled)]


_Line = list[tuple[Labelled, str]]


def _wrapped(pieces: Iterable[tuple[Labelled, str]], characters: int) -> Iterator[_Line]:
    """Break names into lines, between words; each piece of a name still leads where it does."""
    line: _Line = []
    used = 0
    for labelled, after in pieces:
        words = labelled.label.split(" ")
        for place, word in enumerate(words):
            shown = word + (after if place == len(words) - 1 else "")
            if line and used + 1 + len(shown) > characters:
                yield line
                line, used = [], 0
            if line and line[-1][0] is labelled:
                line[-1] = (labelled, f"{line[-1][1]} {shown}")
            else:
                line.append((labelled, shown))
            used += len(shown) + 1
    if line:
        yield line


def _text(lines: Sequence[_Line], down: float, role: str | None) -> Markup:
    """Write lines of names, the first one *down* from the box's upper edge."""
    written = []
    for number, line in enumerate(lines):
        pieces: list[Markup] = []
        for place, (labelled, shown) in enumerate(line):
            name = shown.removesuffix(",")
            pieces += [
                Markup(" ") if place else Markup(""),
                link(labelled.href, name, tabindex="-1") if labelled.href else tag("tspan", name),
                Markup(",") if shown.endswith(",") else Markup(""),
            ]
        written.append(tag("tspan", *pieces, x=_PAD, y=down + number * _LINE))
    return tag("text", *written, class_=role)


def _drawn(one: _Placed) -> Markup:
    frame = tag("rect", width=_WIDTH, height=one.height, rx=2.0)
    return tag("g", frame, *one.text, transform=f"translate({one.left:g} {one.top:.1f})")


def _lines(placed: Mapping[str, _Placed]) -> Iterator[Markup]:
    """Draw the way from each box to each other one."""
    found = [
        (one, placed[to]) for one in placed.values() for to in one.middles if placed[to] is not one
    ]
    for one, other in found:
        begins_right = other.column > one.column  # within a column lines bend to the left
        ends_right = other.column < one.column
        beside = [
            source
            for source, target in found
            if target is other and (target.column < source.column) == ends_right
        ]
        beside.sort(key=lambda source: source.top)
        place = next(number for number, source in enumerate(beside) if source is one)
        spread = min(_SPREAD, (other.height - 14) / max(len(beside) - 1, 1))
        start = (one.left + _WIDTH * begins_right, one.top + one.middles[other.box.key])
        middle = min(other.height / 2, _HEAD / 2 + spread * (len(beside) - 1) / 2)
        y = other.top + middle + (place - (len(beside) - 1) / 2) * spread
        end = (other.left + _WIDTH * ends_right, y)
        yield _curve(start, end, begins_right, ends_right)


def _curve(
    start: tuple[float, float], end: tuple[float, float], begins_right: bool, ends_right: bool
) -> Markup:
    """Draw a line that leaves and arrives level, with a tip at its end."""
    (x, y), (u, v) = start, end
    out, back = (1 if begins_right else -1), (1 if ends_right else -1)
    far = abs(u - x) / 2 or min(_GUTTER - 24, 26 + abs(v - y) / 12)
    stop = u + back * _TIP
    bends = f"{x + out * far:.1f} {y:.1f} {stop + back * far:.1f} {v:.1f}"
    path = f"M{x:.1f} {y:.1f}C{bends} {stop:.1f} {v:.1f}"
    tip = f"M{u:.1f} {v:.1f}L{stop:.1f} {v - _TIP / 2:.1f}V{v + _TIP / 2:.1f}Z"
    return tag("path", d=path) + tag("path", d=tip, class_="tip")


def _list(boxes: Sequence[Box], names: Mapping[str, str]) -> Markup:
    return tag("ul", *(_item(box, names) for box in boxes), class_="list-plain classes-list")


def _item(box: Box, names: Mapping[str, str]) -> Markup:
    kinds = Markup(", ").join(link(kind.href, kind.label) for kind in box.kinds)
    ways = (
        tag(
            "li",
            Markup(", ").join(link(one.href, one.label) for one in way.properties),
            f" → {names[way.to]}",
        )
        for way in box.ways
        if way.to in names
    )
    return tag(
        "li",
        link(box.head.href, box.head.label),
        tag("small", kinds) if box.kinds else None,
        tag("ul", *ways) if box.ways else None,
    )
