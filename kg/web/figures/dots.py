"""A matrix of dots: how complete something is, row by row and column by column. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from kg.web.figures.drawing import Tone, link, tag


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot: how much is there, from 0 to 1, and the same in words, such as `17 von 32`.

    A share of None means that the question makes no sense here; the words say so.
    """

    share: float | None
    said: str


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row of dots, one for each column."""

    label: str
    dots: tuple[Dot, ...]
    href: str = ""
    note: str = ""


def dots(
    rows: Sequence[DotRow],
    head: Sequence[str],
    *,
    caption: str = "",
    tone: Tone = "accent",
    has_words: bool = True,
) -> Markup:
    """Draw dots whose areas are the shares, in rings of what would be complete; nothing of nothing.

    It is a table: each cell has its share in words beside the dot.

    Args:
        rows: in the order in which they are shown.
        head: names the columns, that of the labels first.
        caption: says what is shown, for those who do not see it.
        tone: of all dots.
        has_words: whether the words below the dots are seen, as they are where dots are shares;
            where dots are full or empty only, they are there for those who do not see these.
    """
    if not rows:
        return Markup("")
    names = (
        tag("th", head[0], scope="col"),
        *(tag("th", name, scope="col", class_="dotted") for name in head[1:]),
    )
    body = (
        tag(
            "tr",
            tag(
                "th",
                link(row.href, row.label),
                tag("small", row.note) if row.note else None,
                scope="row",
            ),
            *(tag("td", _dot(dot, tone, has_words=has_words), class_="dotted") for dot in row.dots),
        )
        for row in rows
    )
    drawn = tag(
        "table",
        tag("caption", caption, class_="hidden") if caption else None,
        tag("thead", tag("tr", *names)),
        tag("tbody", *body),
        class_="dots",
    )
    return tag("div", drawn, class_="chart wide")


def _dot(dot: Dot, tone: Tone, *, has_words: bool) -> Markup:
    if dot.share is None:
        return tag("small", dot.said, class_="unknown")
    share = min(max(dot.share, 0.0), 1.0)
    filled = tag("circle", cx=9, cy=9, r=7 * sqrt(share)) if share else None
    ring = tag("circle", cx=9, cy=9, r=7.5, class_="ring")
    drawing = tag(
        "svg", ring, filled, viewBox="0 0 18 18", class_=f"dot tone-{tone}", aria_hidden="true"
    )
    words = tag("small", dot.said, class_=None if has_words else "hidden")
    return tag("span", drawing, words, class_="with-dot", title=None if has_words else dot.said)
