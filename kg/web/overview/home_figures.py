"""The figures of the start page, made of the rows of `queries/pages/home-*.rq`. Knows no Flask."""

from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import (
    Bar,
    Column,
    Entry,
    Outline,
    Part,
    Place,
    Span,
    Tone,
    bars,
    columns,
    map_of,
    point_of,
    timeline,
)
from kg.web.reading.asking import Row
from kg.web.wire.links import Links
from kg.web.words.texts import text
from kg.web.words.writing import money, number, quoted, short_money

_LEVELS: Final = MappingProxyType(
    {
        expand("fgv:level-federal"): ("bund", "tier-federal"),
        expand("fgv:level-state"): ("land", "tier-state"),
        expand("fgv:level-eu"): ("eu", "tier-eu"),
        expand("fgv:level-municipal"): ("kommune", "tier-municipal"),
    }
)
_SOURCES: Final = MappingProxyType(
    {
        expand("fgv:source-federal"): ("bund", "tier-federal"),
        expand("fgv:source-state"): ("land", "tier-state"),
        expand("fgv:source-eu"): ("eu", "tier-eu"),
        expand("fgv:source-municipality"): ("kommune", "tier-municipal"),
    }
)
_OTHER: Final = ("other", "tier-other")
_MILLION: Final = 1_000_000
_ZERO: Final = Decimal(0)


def places_map(
    rows: Sequence[Row], outlines: Sequence[Outline], links: Links, language: str
) -> Markup:
    """Draw places that the federation funds as dots, those that a Land funds as rings."""
    places = []
    for row in rows:
        point = point_of(row["point"].text) if "point" in row else None
        if point is None:
            continue
        tone, _ = _LEVELS.get(row["level"].text, _OTHER)
        places.append(
            Place(
                row["placeLabel"].text,
                *point,
                tone=_tone(tone),
                href=links.of(row["place"].text) or "",
                note=_label(row, "programmeLabels", language),
                is_ring=tone == "land",
            )
        )
    return map_of(
        text("home-map", language),
        places,
        outlines,
        language=language,
        key=[
            Entry(_tone(tone), text(f"home-map-{tone}", language), is_ring=tone == "land")
            for tone in ("bund", "land", "eu")
            if any(place.tone == tone for place in places)
        ],
    )


def rounds_bars(rows: Sequence[Row], links: Links, language: str) -> Markup:
    """Draw the rounds of a programme with what was announced for each, contradicting sums below."""
    keys = ("applications", "projects", "volume")
    by_round: dict[str, list[Row]] = {}
    for row in rows:
        by_round.setdefault(row["round"].text, []).append(row)
    drawn = []
    for held in by_round.values():
        drawn.append(_round(held[0], links, language))
        others: dict[str, list[str]] = {}
        for row in held:
            if "otherVolume" in row:
                others.setdefault(row["otherVolume"].text, []).append(row["other"].text)
        drawn += [_other(value, iris, links, language) for value, iris in others.items()]
    firsts = [held[0] for held in by_round.values()]
    sums = [sum((Decimal(row[key].text) for row in firsts if key in row), _ZERO) for key in keys]
    total = (number(sums[0], language), number(sums[1], language), _millions(sums[2], language))
    head = [text(f"home-rounds-{key}", language) for key in ("round", *keys)]
    return bars(drawn, head, total=(text("sum", language), *total))


def _other(value: str, statements: Sequence[str], links: Links, language: str) -> Bar:
    """Make the bar of another value, which one or several sources state."""
    several = f"{len(statements)} {text('home-rounds-others', language)}"
    return Bar(
        label=several if len(statements) > 1 else text("home-rounds-other", language),
        parts=(Part(float(value), "bund", money(value, language), is_unsure=True),),
        cells=("", "", _millions(Decimal(value), language)),
        href=links.of(statements[0]) or "",
        is_other=True,
    )


def _round(row: Row, links: Links, language: str) -> Bar:
    volume = row["volume"].text if "volume" in row else ""
    return Bar(
        label=row["year"].text,
        parts=(Part(float(volume), "bund", money(volume, language)),) if volume else (),
        cells=(
            _known(row, "applications", language),
            _known(row, "projects", language),
            _millions(Decimal(volume), language) if volume else text("unknown", language),
        ),
        href=links.of(row["round"].text) or "",
    )


def money_columns(rows: Sequence[Row], language: str) -> Markup:
    """Draw euros by year, stacked by where they come from; those of no known year come last."""
    sums: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        of_year = sums.setdefault(row["year"].text if "year" in row else "", {})
        of_year[row["source"].text] = Decimal(row["sum"].text)
    present = [source for source in _SOURCES if any(source in by for by in sums.values())]
    known = [int(year) for year in sums if year]
    years = [str(year) for year in range(min(known), max(known) + 1)] if known else []
    steps = []
    for year in [*years, *(("",) if "" in sums else ())]:
        held = sums.get(year, {})
        steps.append(
            Column(
                year or text("home-money-undated", language),
                tuple(
                    _part(source, held[source], language) for source in present if source in held
                ),
                tuple(money(str(held[s]), language) if s in held else "–" for s in present),
            )
        )
    names = [text(_SOURCES[source][1], language) for source in present]
    return columns(
        text("home-money", language),
        steps,
        [text("home-money-year", language), *names],
        language=language,
        unit="€",
        key=[
            Entry(_tone(_SOURCES[source][0]), name)
            for source, name in zip(present, names, strict=True)
        ],
    )


def _part(source: str, value: Decimal, language: str) -> Part:
    tone, key = _SOURCES[source]
    said = f"{text(key, language)}: {money(str(value), language)}"
    return Part(float(value), _tone(tone), said)


def programmes_timeline(rows: Sequence[Row], links: Links, language: str) -> Markup:
    """Draw when programmes ran, as far as a source says; in colours of who is behind them."""
    spans = [_span(row, links, language) for row in rows if "start" in row or "end" in row]
    keys = {row["level"].text: None for row in rows if row["level"].text in _LEVELS}
    return timeline(
        text("home-programmes", language),
        spans,
        language=language,
        key=[
            Entry(_tone(_LEVELS[level][0]), text(_LEVELS[level][1], language))
            for level in _LEVELS
            if level in keys
        ],
    )


def undated(rows: Sequence[Row], links: Links, language: str) -> list[tuple[str, str]]:
    """List address and name of programmes of which no source says when they ran."""
    return [
        (links.of(row["programme"].text) or "", _label(row, "programmeLabel", language))
        for row in rows
        if "start" not in row and "end" not in row
    ]


def _span(row: Row, links: Links, language: str) -> Span:
    tone, _ = _LEVELS.get(row["level"].text, _OTHER)
    notes = _volume(row, language)
    if int(row["ends"].text if "ends" in row else "0") > 1:
        notes.append(text("home-programmes-ends", language))
    return Span(
        _label(row, "programmeLabel", language),
        row["start"].text if "start" in row else "",
        row["end"].text if "end" in row else "",
        tone=_tone(tone),
        href=links.of(row["programme"].text) or "",
        note=" · ".join(notes),
    )


def _volume(row: Row, language: str) -> list[str]:
    """Write the planned volume and what it covers, or from where to where the sources go."""
    if "volume" in row:
        volume = short_money(Decimal(row["volume"].text), language)
        scope = [quoted(row["volumeScope"].text, language)] if "volumeScope" in row else []
        return [" ".join((volume, *scope))]
    ends = [row[name].text for name in ("volumeLeast", "volumeMost") if name in row]
    stated = dict.fromkeys(short_money(Decimal(value), language) for value in ends)
    return [f"{' – '.join(stated)}, {text('browse-several-values', language)}"] if stated else []


def _millions(value: Decimal, language: str) -> str:
    return number(f"{(value / _MILLION).normalize():f}", language)


def _known(row: Row, name: str, language: str) -> str:
    return number(row[name].text, language) if name in row else text("unknown", language)


def _label(row: Row, name: str, language: str) -> str:
    chosen = f"{name}En" if language == "en" else name
    return row[chosen].text if chosen in row else row[name].text


def _tone(name: str) -> Tone:
    return _TONES[name]


_TONES: Final[MappingProxyType[str, Tone]] = MappingProxyType(
    {"bund": "bund", "land": "land", "eu": "eu", "kommune": "kommune", "other": "other"}
)
