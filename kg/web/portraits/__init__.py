"""What the pages of places, programmes, bodies, projects and the like show above their statements.

Numbers come from `queries/pages/`; each module makes the values of one template.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.namespaces import expand
from kg.web.frame.page_queries import has_page_query
from kg.web.portraits.body import body_values
from kg.web.portraits.contradiction import contradiction_values
from kg.web.portraits.measure import measure_values
from kg.web.portraits.place import place_values
from kg.web.portraits.programme import programme_values
from kg.web.portraits.project import project_values
from kg.web.portraits.round import round_values
from kg.web.reading.describing import Description


@dataclass(frozen=True, slots=True)
class _Portrait:
    """How things of some classes are shown.

    Attributes:
        values: fills the template.
        classes: as CURIEs.
        queries: that it asks.
    """

    values: Callable[[Description, str], dict[str, object]]
    classes: tuple[str, ...]
    queries: tuple[str, ...]


_PORTRAITS: Final = (
    _Portrait(
        place_values,
        (
            *("fg:Municipality", "fg:MunicipalAssociation", "fg:District"),
            *("fg:GovernmentDistrict", "fg:State", "fg:Country", "fg:ModelRegion"),
        ),
        (
            *("funded-areas", "place-funding", "place-map", "place-measures", "place-neighbours"),
            *("place-nuts", "place-per-head"),
        ),
    ),
    _Portrait(
        programme_values,
        ("fg:FundingProgramme",),
        (
            *("activity-bodies", "programme-documents", "programme-money", "programme-places"),
            *("programme-rounds", "programme-times", "stated-amounts"),
        ),
    ),
    _Portrait(
        project_values,
        ("fg:Project", "fg:Grant"),
        (
            *("activity-bodies", "grant-shares", "project-history", "project-measures"),
            "stated-amounts",
        ),
    ),
    _Portrait(
        body_values,
        ("m8g:PublicOrganisation", "org:Organization"),
        (
            *("body-activities", "body-line", "body-programme-money", "body-together"),
            "stated-amounts",
        ),
    ),
    _Portrait(round_values, ("fg:FundingRound",), ("round-projects", "stated-amounts")),
    _Portrait(measure_values, ("fg:Measure",), ("measure-places", "project-measures")),
    _Portrait(contradiction_values, ("fg:Contradiction",), ()),
)


def _pairs() -> Iterator[tuple[str, _Portrait]]:
    for portrait in _PORTRAITS:
        yield from ((expand(name), portrait) for name in portrait.classes)


_BY_CLASS: Final = MappingProxyType(dict(_pairs()))


def portrait_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of *thing* has beside its statements; nothing for most classes.

    Where neither the release nor the files have the queries, the page has the statements alone.
    """
    for name in thing.classes:
        portrait = _BY_CLASS.get(name)
        if portrait and all(map(has_page_query, portrait.queries)):
            return portrait.values(thing, language)
    return {}
