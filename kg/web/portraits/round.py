"""The page of a round: its figures, its money, and its projects with places, as list and map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Place, map_of, point_of
from kg.web.frame.page_queries import ask_page, laender_outlines
from kg.web.frame.site import engine, links
from kg.web.portraits.facts import Fact, linked_fact, sources_of
from kg.web.portraits.money import amounts_of, tone_of
from kg.web.portraits.projects import Funded, projects_of, said_period
from kg.web.portraits.stated import parts_of, stated_of
from kg.web.portraits.words import said
from kg.web.reading import describing
from kg.web.reading.asking import Row
from kg.web.reading.describing import Description
from kg.web.words.writing import number

_COUNTS: Final = ("fg:applicationCount", "fg:projectCount")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A project of the round.

    Attributes:
        project: with its money and periods.
        areas: where those are who run it.
    """

    project: Funded
    areas: tuple[str, ...]


def round_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of a round shows."""
    stated, asked = ask_page("stated-amounts", thing.iri), ask_page("round-projects", thing.iri)
    projects = projects_of(asked.rows)
    named = {iri for one in projects for iri in one.named}
    named |= {v.text for row in stated.rows for v in row.values() if v.is_iri}
    named |= {row["area"].text for row in asked.rows if "area" in row}
    facts = list(_facts(thing, language))
    named |= {iri for fact in facts for iri in (*fact.things, *fact.sources)}
    areas = _areas(asked.rows)
    return {
        "portrait": "portrait-round.html",
        "facts": facts,
        "labels": describing.labels(engine(), named, language),
        "stated": stated,
        "amounts": stated_of(amounts_of(stated.rows), parts_of(stated.rows)),
        "asked": asked,
        "admitted": [Admitted(one, areas.get(one.iri, ())) for one in projects],
        "drawn": _map(thing, asked.rows, language) if any(areas.values()) else None,
        "said_period": lambda edtf: said_period(edtf, language),
    }


def _facts(thing: Description, language: str) -> Iterable[Fact]:
    yield from linked_fact(thing, "fg:roundOf")
    for motto in dict.fromkeys(value.text for value in thing.values("fg:motto")):
        yield Fact(thing.label(expand("fg:motto")), motto, sources=sources_of(thing, "fg:motto"))
        break
    for period in thing.values("fg:announcedIn"):
        name = thing.label(expand("fg:announcedIn"))
        yield Fact(name, thing.label(period.text), sources=sources_of(thing, "fg:announcedIn"))
    for name in _COUNTS:
        for value in thing.values(name):
            shown = number(value.text, language)
            yield Fact(thing.label(expand(name)), shown, sources=sources_of(thing, name))


def _areas(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """List for each project the areas of those who run it."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if "area" in row:
            found.setdefault(row["project"].text, {})[row["area"].text] = None
    return {iri: tuple(areas) for iri, areas in found.items()}


def _map(thing: Description, rows: Sequence[Row], language: str) -> Markup:
    spots: dict[str, Place] = {}
    for row in rows:
        at = point_of(row["centre"].text) if "centre" in row else None
        if at is not None:
            iri, tone = row["area"].text, tone_of(row["level"].text)
            spot = Place(row["areaLabel"].text, *at, tone=tone, href=links().of(iri) or "")
            spots.setdefault(iri, spot)
    return map_of(
        f"{thing.label(thing.iri)}: {said('where', language)}",
        sorted(spots.values(), key=lambda place: place.label.casefold()),
        laender_outlines(),
        language=language,
        has_list=False,
    )
