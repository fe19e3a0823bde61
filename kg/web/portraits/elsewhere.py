"""Where else the same thing is described, by the names of those places. Pure."""

from typing import Final

from kg.web.reading.describing import Description

_PLACES: Final = (
    ("wikidata.org/entity/", "Wikidata"),
    ("d-nb.info/gnd/", "GND"),
    ("data.europa.eu/nuts/", "NUTS"),
    ("data.europa.eu/eli/", "ELI"),
    ("dcat-ap.de/def/", "DCAT-AP.de"),
    ("ror.org/", "ROR"),
)


def same_elsewhere(thing: Description) -> list[tuple[str, str]]:
    """List the places that describe the same thing and are known by name: name and IRI."""
    found: dict[str, str] = {}
    for iri in (value.text for value in thing.values("skos:exactMatch")):
        for part, name in _PLACES:
            if part in iri:
                found.setdefault(name, iri)
    return list(found.items())
