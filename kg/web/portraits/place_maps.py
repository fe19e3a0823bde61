"""Maps on the pages of places: a municipality among its neighbours, and what lies in an area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Entry, Place, Tone, map_of, point_of
from kg.web.frame.page_queries import Asked, ask_page, laender_outlines
from kg.web.frame.site import links
from kg.web.portraits.words import said
from kg.web.reading.asking import Row
from kg.web.reading.describing import Description

_STATE: Final = "https://w3id.org/foerdergraph/id/land/"
_LARGER: Final = MappingProxyType(
    {
        expand("fg:District"): "district",
        expand("fg:MunicipalAssociation"): "association",
    }
)
_NEAR: Final = 8


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map with the places that stand beside it.

    Attributes:
        asked: what it is made of.
        drawn: the map.
        listed: the rows of the places to name.
        kinds: what those are that are no municipalities, by class.
    """

    asked: Asked
    drawn: Markup
    listed: Sequence[Row]
    kinds: Mapping[str, str] = field(default_factory=dict)


def around(thing: Description, language: str) -> Mapped | None:
    """Draw a municipality among those of its Land that are funded too; list the nearest."""
    here = next(iter(thing.values("dcat:centroid")), None)
    point = point_of(here.text) if here else None
    land = _land(thing)
    if point is None or not land:
        return None
    asked = ask_page("place-neighbours", thing.iri)
    name = thing.label(thing.iri)
    spots = [Place(name, *point, tone="accent", size=2.2)]
    for row in asked.rows:
        if at := point_of(row["centre"].text):
            href = links().of(row["municipality"].text) or ""
            spots.append(Place(row["municipalityLabel"].text, *at, tone="soft", href=href))
    title = f"{name}: {said('around', language)}"
    return Mapped(asked, _drawn(title, spots, land, language), asked.rows[:_NEAR])


def inside(thing: Description, language: str) -> Mapped | None:
    """Draw the funded places of an area, those of the rest of its Land softer; list its own."""
    land = _land(thing)
    asked = ask_page("place-map", thing.iri)
    own = [row for row in asked.rows if row["inside"].text == "true"]
    if not own or not land:
        return None
    kinds = {iri: said(word, language) for iri, word in _LARGER.items()}
    name = thing.label(thing.iri)
    spots = []
    for row in asked.rows:
        if at := point_of(row["point"].text):
            tone: Tone = "accent" if row["inside"].text == "true" else "soft"
            href, kind = links().of(row["place"].text) or "", kinds.get(row["kind"].text, "")
            spots.append(Place(row["placeLabel"].text, *at, tone=tone, href=href, note=kind))
    key = [Entry("accent", name), Entry("soft", said("rest", language))]
    title = f"{name}: {said('inside', language)}"
    key = key if len(own) < len(spots) else []
    return Mapped(asked, _drawn(title, spots, land, language, key), own, kinds)


def _land(thing: Description) -> str:
    """Return the key of the Land that a place is or lies in."""
    within = [thing.iri, *(value.text for value in thing.values("geo:sfWithin"))]
    return next((iri.removeprefix(_STATE) for iri in within if iri.startswith(_STATE)), "")


def _drawn(
    title: str, spots: Sequence[Place], land: str, language: str, key: Sequence[Entry] = ()
) -> Markup:
    return map_of(
        title,
        spots,
        laender_outlines(),
        language=language,
        key=key,
        within=land,
        has_list=False,
    )
