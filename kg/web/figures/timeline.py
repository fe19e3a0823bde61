"""Bars on an axis of years, open where an end is not known to the day. Pure."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import Entry, Tone, joined, legend, link, percent, tag
from kg.web.figures.words import said
from kg.web.writing import day

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d).*")
_MANY_YEARS: Final = 10
_OPEN: Final = 0.6
"""How many years a bar goes on, fading, where its end is not known at all."""


@dataclass(frozen=True, slots=True)
class Span:
    """One bar: something that lasted, from a date to a date of XML Schema.

    Attributes:
        label: above the bar.
        start: `2020`, `2020-07` or `2020-07-01`; empty where it is not known.
        end: likewise; the bar reaches to the end of that year, month or day.
        tone: its colour.
        href: where the label leads.
        note: beside the label, softer.
        is_running: whether an unknown end means that it goes on.
    """

    label: str
    start: str = ""
    end: str = ""
    tone: Tone = "accent"
    href: str = ""
    note: str = ""
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class _Drawn:
    span: Span
    begins: float
    ends: float


def timeline(
    title: str,
    spans: Sequence[Span],
    *,
    language: str,
    key: Sequence[Entry] = (),
    years: tuple[int, int] | None = None,
) -> Markup:
    """Draw spans below each other on one axis; nothing where no date is known.

    An end of which only the year is known is drawn with a dashed rest; one that is not known at
    all fades. Every span says its dates in words too, so no table is needed beside it.

    Args:
        title: says what is shown, for those who do not see it.
        spans: in the order in which they are shown.
        language: of words and dates.
        key: a legend below.
        years: first and last year of the axis, where figures beside each other share one.
    """
    known = [drawn for span in spans if (drawn := _placed(span))]
    if not known:
        return Markup("")
    first = years[0] if years else int(min(drawn.begins for drawn in known))
    last = years[1] if years else int(max(drawn.ends - 1e-6 for drawn in known))
    items = [_item(drawn, first, last + 1, language) for drawn in known]
    return tag(
        "div",
        tag("ol", *items, aria_label=title, class_="spans"),
        _axis(first, last),
        legend(key),
        class_="chart timeline",
    )


def _placed(span: Span) -> _Drawn | None:
    begins, ends = _moment(span.start, is_end=False), _moment(span.end, is_end=True)
    if begins is None and ends is None:
        return None
    if begins is None:
        begins = (ends or 0) - _OPEN
    if ends is None:
        ends = begins + _OPEN
    return _Drawn(span, begins, max(ends, begins))


def _moment(written: str, *, is_end: bool) -> float | None:
    """Return a date as a year with a fraction: where it begins, or where it ends."""
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    year = int(found[1])
    if found[2] is None:
        return year + (1.0 if is_end else 0.0)
    month = int(found[2])
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    day_of_month = min(int(found[3]), length) if found[3] else (length if is_end else 1)
    of_year = date(year, month, max(day_of_month, 1)).timetuple().tm_yday - (0 if is_end else 1)
    return year + of_year / (366 if calendar.isleap(year) else 365)


def _item(drawn: _Drawn, first: int, last: int, language: str) -> Markup:
    span = drawn.span
    note = tag("span", span.note, class_="soft") if span.note else None
    return tag(
        "li",
        tag("p", link(span.href, span.label), " " if note else None, note),
        tag("p", _in_words(span, language), class_="soft when"),
        tag(
            "svg",
            *_grid(first, last),
            *_bar(drawn, first, last),
            class_=f"span tone-{span.tone}",
            aria_hidden="true",
            focusable="false",
        ),
    )


def _bar(drawn: _Drawn, first: int, last: int) -> list[Markup]:
    """Draw what is sure in full, and a year of which nothing more is known as a paler rest."""
    sure_from, sure_to = drawn.begins, drawn.ends
    begins_pale, ends_pale = _slack(drawn.span.start), _slack(drawn.span.end)
    if sure_to - sure_from > begins_pale + ends_pale:
        sure_from, sure_to = sure_from + begins_pale, sure_to - ends_pale
    pieces = []
    if sure_from > drawn.begins:
        pieces.append(_rect(drawn.begins, sure_from, first, last, "pale"))
    pieces.append(_rect(sure_from, sure_to, first, last, None))
    if sure_to < drawn.ends:
        pieces.append(_rect(sure_to, drawn.ends, first, last, "pale"))
    return pieces


def _slack(written: str) -> float:
    """Return how much of a year is not known of a date."""
    found = _DATE.fullmatch(written)
    if found is None:
        return _OPEN
    return 0.0 if found[3] else 1 / 12 if found[2] else 1.0


def _rect(begins: float, ends: float, first: int, last: int, class_: str | None) -> Markup:
    whole = last - first
    x, width = percent(begins - first, whole), percent(max(ends - begins, 0.004 * whole), whole)
    return tag("rect", x=x, width=width, height="100%", class_=class_)


def _grid(first: int, last: int) -> list[Markup]:
    whole = last - first
    xs = (percent(place, whole) for place in range(whole + 1))
    return [tag("line", x1=x, x2=x, y1="0", y2="100%", class_="grid") for x in xs]


def _axis(first: int, last: int) -> Markup:
    whole = last + 1 - first
    step = 1 + (whole - 1) // (2 * _MANY_YEARS)
    texts = joined(
        tag(
            "text",
            str(first + place),
            x=percent(place + 0.5, whole),
            y="1em",
            class_="odd" if whole > _MANY_YEARS / 2 and place % (2 * step) else None,
        )
        for place in range(0, whole, step)
    )
    return tag("svg", texts, class_="steps", aria_hidden="true")


def _in_words(span: Span, language: str) -> str:
    start, end = (day(written, language) for written in (span.start, span.end))
    if start and end:
        return start if start == end else f"{start} – {end}"
    if start:
        if span.is_running:
            return f"{said('since', language)} {start}"
        return f"{said('from', language)} {start}, {said('end-unknown', language)}"
    return f"{said('until', language)} {end}, {said('begin-unknown', language)}"
