"""Bars on an axis of years, open where an end is not known to the day. Pure."""

import calendar
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from kg.web.figures.drawing import Entry, Tone, joined, legend, link, percent, tag
from kg.web.figures.words import said
from kg.web.words.writing import day

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d).*")
_MANY_YEARS: Final = 10
_MANY_SPANS: Final = 8
_FADING: Final = ("fade-1", "fade-2", "fade-3", "fade-4")
_OPEN: Final = 0.8
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
        when: its dates in words, where they are not simply begin and end.
    """

    label: str
    start: str = ""
    end: str = ""
    tone: Tone = "accent"
    href: str = ""
    note: str = ""
    is_running: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A span on the axis, in years: where it is sure, and how far it reaches beyond at each end."""

    span: Span
    begins: float
    sure_from: float
    sure_to: float
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
    first = years[0] if years else math.floor(min(drawn.begins for drawn in known))
    last = years[1] if years else math.ceil(max(drawn.ends for drawn in known) - 1e-6) - 1
    items = [_item(drawn, first, last + 1, language) for drawn in known]
    grid = tag("svg", *_grid(first, last + 1), class_="back", aria_hidden="true")
    return tag(
        "div",
        _axis(first, last) if len(known) > _MANY_SPANS else None,
        tag("div", grid, tag("ol", *items, aria_label=title), class_="spans"),
        _axis(first, last),
        legend(key),
        _explained(known, language),
        class_="chart timeline",
    )


def _placed(span: Span) -> _Drawn | None:
    start, end = _moment(span.start, is_end=False), _moment(span.end, is_end=True)
    if start is None and end is None:
        return None
    begins = start if start is not None else (end or 0) - _OPEN
    ends = max(end if end is not None else begins + _OPEN, begins)
    sure_from, sure_to = begins + _slack(span.start), ends - _slack(span.end)
    if sure_from > sure_to:  # nothing is sure but that it was about then
        sure_from = sure_to = begins if end is None else ends if start is None else sure_from
        sure_from = sure_to = min(max(sure_from, begins), ends)
    return _Drawn(span, begins, sure_from, sure_to, ends)


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
        tag("p", tag("span", link(span.href, span.label), " " if note else None, note)),
        tag("p", tag("span", span.when or _in_words(span, language)), class_="soft when"),
        tag(
            "svg",
            *_bar(drawn, first, last),
            class_=f"span tone-{span.tone}",
            aria_hidden="true",
            focusable="false",
        ),
    )


def _bar(drawn: _Drawn, first: int, last: int) -> list[Markup]:
    """Draw what is sure in full, what may be as a paler rest; what is not known at all fades."""

    def rect(begins: float, ends: float, class_: str | None) -> Markup:
        whole = last - first
        x, width = percent(begins - first, whole), percent(max(ends - begins, 0), whole)
        return tag("rect", x=x, width=width, height="100%", class_=class_)

    pieces = []
    if drawn.sure_from > drawn.begins:
        pieces += _rest(rect, drawn.sure_from, drawn.begins, is_known=bool(drawn.span.start))
    if drawn.sure_to > drawn.sure_from:
        least = max(drawn.sure_to, drawn.sure_from + 0.004 * (last - first))
        pieces.append(rect(drawn.sure_from, least, None))
    if drawn.ends > drawn.sure_to:
        pieces += _rest(rect, drawn.sure_to, drawn.ends, is_known=bool(drawn.span.end))
    return pieces


def _rest(
    rect: Callable[[float, float, str | None], Markup], sure: float, end: float, *, is_known: bool
) -> list[Markup]:
    """Draw from what is sure to an end: evenly, or fading where the end is not known."""
    if is_known:
        return [rect(min(sure, end), max(sure, end), "pale")]
    step = (end - sure) / len(_FADING)
    places = [(sure + n * step, sure + (n + 1) * step) for n in range(len(_FADING))]
    return [rect(min(p), max(p), name) for p, name in zip(places, _FADING, strict=True)]


def _slack(written: str) -> float:
    """Return how much of a year is not known of a date."""
    found = _DATE.fullmatch(written)
    if found is None:
        return _OPEN
    return 0.0 if found[3] else 1 / 12 if found[2] else 1.0


def _grid(first: int, last: int) -> list[Markup]:
    whole = last - first
    xs = (percent(place, whole) for place in range(whole + 1))
    return [tag("line", x1=x, x2=x, y1="0", y2="100%", class_="grid") for x in xs]


def _explained(known: Sequence[_Drawn], language: str) -> Markup | None:
    """Say what paler and fading ends mean, where there are any."""
    dates = [date for drawn in known for date in (drawn.span.start, drawn.span.end)]
    words = [
        said(key, language)
        for key, is_there in (
            ("pale", any(date and _slack(date) for date in dates)),
            ("fading", not all(dates)),
        )
        if is_there
    ]
    return tag("p", " ".join(words), class_="soft explained") if words else None


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
