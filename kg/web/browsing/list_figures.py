"""What is drawn above a list: it shows what the list shows, all pages of it. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.browsing.listing import Item, Listing
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
from kg.web.wire.links import Links
from kg.web.words.texts import text
from kg.web.words.writing import money, number

_MOST: Final = 12
_LEVELS: Final[MappingProxyType[str, tuple[Tone, str]]] = MappingProxyType(
    {
        expand("fgv:level-federal"): ("bund", "tier-federal"),
        expand("fgv:level-state"): ("land", "tier-state"),
        expand("fgv:level-eu"): ("eu", "tier-eu"),
        expand("fgv:level-municipal"): ("kommune", "tier-municipal"),
    }
)
_TIERS: Final[tuple[tuple[str, Tone, str], ...]] = (
    ("federal", "bund", "tier-federal"),
    ("state", "land", "tier-state"),
    ("eu", "eu", "tier-eu"),
)
_OTHER: Final[tuple[Tone, str]] = ("other", "tier-other")
_THEME: Final = expand("fgv:theme")
_CATEGORY: Final = expand("fgv:project-category")
_HEADS: Final = MappingProxyType({_THEME: "theme", _CATEGORY: "category"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What figures are drawn on.

    Attributes:
        language: of the words.
        links: to the things.
        outlines: of the Länder.
        only: the key of the one Land that is shown, or empty.
    """

    language: str
    links: Links
    outlines: Sequence[Outline]
    only: str = ""


Draw = Callable[[Listing, Sequence[Item], Ground], Markup]


def places_map(listing: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw the funded places as dots, larger where there are more projects."""
    language, spots = ground.language, []
    for item in items:
        is_funded = item.first("funded") == "true"
        at = point_of(item.first("point") or item.first("middle")) if is_funded else None
        if at is None:
            continue
        count = number(item.first("projects"), language)
        programmes = ", ".join(listing.label(v, language) for v in item.values["programmes"])
        spots.append(
            Place(
                item.name(language),
                *at,
                href=ground.links.of(item.iri) or "",
                note=f"{programmes}: {count} {text('browse-projects', language)}",
                size=min(1 + float(item.first("projects")) / 3, 4),
            )
        )
    if not spots:
        return Markup("")
    title = text("browse-places-figure", language)
    return map_of(
        title, spots, ground.outlines, language=language, within=ground.only, has_list=False
    )


def programmes_timeline(_: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw when programmes ran, in colours of their levels."""
    language = ground.language
    dated = sorted(items, key=lambda i: (i.first("start") or i.first("end"), i.iri))
    spans = [
        Span(
            item.name(language),
            item.first("start"),
            item.first("end"),
            tone=_LEVELS.get(item.first("level"), _OTHER)[0],
            href=ground.links.of(item.iri) or "",
        )
        for item in dated
    ]
    present = {item.first("level") for item in items}
    key = [Entry(tone, text(k, language)) for v, (tone, k) in _LEVELS.items() if v in present]
    return timeline(text("browse-programmes-figure", language), spans, language=language, key=key)


def funded_by_state(listing: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw how many funded places each Land has."""
    counts = Counter(item.first("state") for item in items if item.first("funded") == "true")
    return _by_state(counts, "browse-places-funded", listing, ground)


def bodies_by_state(listing: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw how many bodies each Land has, those in none of them last."""
    counts = Counter(item.first("state") for item in items)
    return _by_state(counts, "browse-organisations", listing, ground)


def _by_state(counts: Counter[str], word: str, listing: Listing, ground: Ground) -> Markup:
    language = ground.language
    rows = [
        Bar(
            listing.label(state, language) if state else text("browse-none-land", language),
            (Part(float(counts[state]), "accent" if state else "soft"),),
            (number(counts[state], language),),
            href=(ground.links.of(state) or "") if state else "",
        )
        for state in sorted(counts, key=lambda state: (not state, -counts[state], state))
    ]
    head = [text(key, language) for key in ("browse-facet-land", word)]
    return bars(rows, head) if len(rows) > 1 else Markup("")


def themes_by_projects(_: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw the themes with most projects."""
    return _most_frequent(items, _THEME, "projects", ground)


def themes_by_measures(_: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw the themes with most measures; these and projects are no parts of one sum."""
    return _most_frequent(items, _THEME, "measures", ground)


def categories_by_projects(_: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw how many projects are of each category: where they are, not what they are about."""
    return _most_frequent(items, _CATEGORY, "projects", ground)


def _most_frequent(items: Sequence[Item], scheme: str, key: str, ground: Ground) -> Markup:
    language = ground.language
    counted = [
        (int(item.first(key)), item)
        for item in items
        if item.first("scheme") == scheme and int(item.first(key) or 0)
    ]
    most = sorted(counted, key=lambda pair: (-pair[0], pair[1].names[0]))[:_MOST]
    rows = [
        Bar(
            item.name(language),
            (Part(float(count), "accent"),),
            (number(count, language),),
            href=ground.links.of(item.iri) or "",
        )
        for count, item in most
    ]
    head = [text(f"browse-col-{word}", language) for word in (_HEADS[scheme], key)]
    return bars(rows, head) if len(rows) > 1 else Markup("")


def years_columns(_: Listing, items: Sequence[Item], ground: Ground) -> Markup:
    """Draw committed money by year, stacked by where it comes from."""
    language = ground.language
    held = {int(item.iri): item for item in items}
    tiers = [tier for tier in _TIERS if any(tier[0] in item.values for item in items)]
    known = [year for year, item in held.items() if any(t[0] in item.values for t in tiers)]
    if not known:
        return Markup("")
    steps = []
    for year in range(min(known), max(known) + 1):
        amounts = [(held[year].first(key) if year in held else "") for key, _, _ in tiers]
        parts = tuple(
            Part(float(Decimal(a)), tone, f"{text(word, language)}: {money(a, language)}")
            for a, (_, tone, word) in zip(amounts, tiers, strict=True)
            if a
        )
        cells = tuple(money(a, language) if a else "–" for a in amounts)
        steps.append(Column(str(year), parts, cells))
    head = [text("home-money-year", language), *(text(word, language) for _, _, word in tiers)]
    return columns(
        text("browse-years-figure", language),
        steps,
        head,
        language=language,
        unit="€",
        key=[Entry(tone, text(word, language)) for _, tone, word in tiers],
    )
