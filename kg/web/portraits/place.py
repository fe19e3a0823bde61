"""The page of a place: what is funded there, by whom, how much per head, when, and beside whom."""

import threading
from decimal import Decimal
from typing import Final

from cachetools import LRUCache
from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Beside, compared, timeline
from kg.web.frame.page_queries import Asked, ask_page
from kg.web.frame.site import engine, links, served
from kg.web.portraits.elsewhere import same_elsewhere
from kg.web.portraits.facts import Fact, sources_of
from kg.web.portraits.measures import measures_of
from kg.web.portraits.place_maps import around, inside
from kg.web.portraits.projects import projects_of, said_period, spans
from kg.web.portraits.words import said
from kg.web.reading import describing
from kg.web.reading.asking import Row
from kg.web.reading.describing import Description
from kg.web.words.writing import day, money, number

_SMALL: Final = expand("fg:Municipality")
_COUNTRY: Final = expand("fg:Country")
_lock: Final = threading.Lock()
_funded: Final[LRUCache[str, frozenset[str]]] = LRUCache(4)
_MANY: Final = 25
_COUNTS: Final = ("fg:population", "fg:areaKm2")


def place_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of a place shows; of one without funding its key facts alone."""
    values: dict[str, object] = {
        "portrait": "portrait-place.html",
        "facts": _facts(thing, language),
        "same": same_elsewhere(thing),
    }
    is_small = _SMALL in thing.classes
    if thing.iri not in _funded_areas():
        return values
    if _COUNTRY in thing.classes:  # that is all there is, and the start page shows it
        return values
    funding = ask_page("place-funding", thing.iri)
    projects = projects_of(funding.rows)
    if not projects:
        return values
    if not is_small:
        projects = tuple(sorted(projects, key=lambda one: -one.weight))
    named = {iri for one in projects for iri in one.named}
    measures = ask_page("place-measures", thing.iri)
    named |= {
        row[name].text for row in measures.rows for name in ("measure", "phase") if name in row
    }
    labels = describing.labels(engine(), named, language)
    title = f"{said('timeline', language)}: {thing.label(thing.iri)}"
    return values | {
        "funding": funding,
        "projects": projects[:_MANY],
        "more_projects": projects[_MANY:],
        "is_small": is_small,
        "labels": labels,
        "said_period": lambda edtf: said_period(edtf, language),
        "measures": measures,
        "measure_list": measures_of(measures.rows, labels, language),
        "timeline": timeline(title, spans(projects[:_MANY], labels, links()), language=language),
        "untimed": [one.iri for one in projects[:_MANY] if not (one.periods or one.phases)],
        "per_head": _per_head(thing, language),
        "around": around(thing, language) if is_small else None,
        "inside": None if is_small else inside(thing, language),
    }


def _funded_areas() -> frozenset[str]:
    """Return the places that have anything to show; most have not, and are not asked about."""
    version = served().version
    with _lock:
        known = _funded.get(version)
    if known is None:
        known = frozenset(row["area"].text for row in ask_page("funded-areas").rows)
        with _lock:
            _funded[version] = known
    return known


def _facts(thing: Description, language: str) -> list[Fact]:
    """List the key facts: keys, inhabitants and area, each with who says so."""
    facts: list[Fact] = []
    for name in ("fg:ags", "fg:regionKey", "fg:nuts", "fg:population", "fg:areaKm2"):
        is_count = name in _COUNTS
        facts += [
            Fact(
                thing.label(expand(name)),
                number(value.text, language) if is_count else value.text,
                sources=sources_of(thing, name),
                is_code=not is_count,
                note=_date_of(thing, name, language) if is_count else "",
            )
            for value in thing.values(name)[:1]
        ]
        if name == "fg:nuts" and _SMALL in thing.classes:
            facts += _district_codes(thing, language)
    return facts


def _date_of(thing: Description, name: str, language: str) -> str:
    """Say for which day a count speaks; a source that names none is said to name none."""
    graphs = [graph for held in thing.statements[expand(name)] for graph in held.graphs]
    dates = {thing.sources[graph].as_of for graph in graphs if graph in thing.sources}
    known = dates.pop() if len(dates) == 1 else ""
    return (
        f"{said('as-of', language)} {day(known, language)}" if known else said("undated", language)
    )


def _district_codes(thing: Description, language: str) -> list[Fact]:
    """Give a municipality the NUTS code of its district, as that: NUTS ends there."""
    rows = ask_page("place-nuts", thing.iri).rows
    return [
        Fact(
            f"{said('nuts', language)}, {thing.label(row['district'].text)}",
            row["nuts"].text,
            is_code=True,
        )
        for row in rows
    ]


def _per_head(thing: Description, language: str) -> tuple[Asked, Markup] | None:
    asked = ask_page("place-per-head", thing.iri)
    rows, kept = asked.rows, dict[str, Row]()
    for row in rows:  # a town that is its own district is shown once
        kept.setdefault(row["population"].text, row)
    if len(kept) < 2 or rows[0]["unit"].text != thing.iri:
        return None
    names = describing.labels(engine(), (row["unit"].text for row in kept.values()), language)
    numbers = [_beside(row, names, thing.iri, language) for row in kept.values()]
    return asked, compared(numbers)


def _beside(row: Row, names: dict[str, str], this: str, language: str) -> Beside:
    iri, per_head = row["unit"].text, Decimal(row["perHead"].text)
    total = money(str(Decimal(row["sum"].text).quantize(Decimal(1))), language)
    heads = f"{number(row['population'].text, language)} {said('heads', language)}"
    return Beside(
        names.get(iri, iri),
        float(per_head),
        money(f"{per_head:.2f}", language),
        tone="accent" if iri == this else "soft",
        href="" if iri == this else links().of(iri) or "",
        note=f"{total} {said('among', language)} {heads}",
    )
