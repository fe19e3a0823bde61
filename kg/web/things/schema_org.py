"""Say of a thing in schema.org's words what search engines look for. Pure.

Only what the data say is said; schema.org is for export, the graph has its own vocabulary.

Source: https://schema.org/docs/full.html
"""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg.namespaces import expand
from kg.web.reading.asking import Value
from kg.web.reading.describing import Description
from kg.web.wire.signposting import AUTHOR, DATASET, LICENCE, schema_type

_EURO: Final = expand("fgv:currency-eur")
_POINT: Final = re.compile(
    r"(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE
)

_TEXTS: Final = MappingProxyType(
    {
        "skos:definition": "description",
        "dcterms:description": "description",
        "skos:prefLabel": "name",
        "skos:altLabel": "alternateName",
        "dcterms:alternative": "alternateName",
        "fg:officialName": "alternateName",
        "dcterms:title": "alternateName",
        "fg:retrievedAt": "dateModified",
        "dcterms:issued": "datePublished",
        "dcat:startDate": "startDate",
        "dcat:endDate": "endDate",
    }
)
"""Property → schema.org's, whose value is a text."""

_THINGS: Final = MappingProxyType(
    {
        "fg:within": "containedInPlace",
        "fg:inProgramme": "isPartOf",
        "fg:roundOf": "isPartOf",
        "skos:inScheme": "inDefinedTermSet",
        "fg:locatedIn": "location",
        "fg:funder": "funder",
        "fg:grantor": "funder",
        "fg:funds": "fundedItem",
        "fg:fundedBy": "funding",
        "dcterms:publisher": "publisher",
        "dcterms:creator": "creator",
        "dcat:distribution": "distribution",
    }
)
"""Property → schema.org's, whose value is a thing."""

_ALIKE: Final = ("skos:exactMatch", "owl:sameAs", "fg:sourceUrl", "foaf:homepage")
_KEYS: Final = ("fg:ags", "fg:ars", "fg:grantNumber", "dcterms:identifier")


def page_document(
    thing: Description, address: str, language: str, modified: str | None, licence: str = ""
) -> dict[str, object]:
    """Describe the page at *address*, and the thing it is about.

    Args:
        thing: what is known of it.
        address: of the page in this language.
        language: of the page.
        modified: the day of the release, None where it has none.
        licence: of a dataset as a whole, empty where it has none.
    """
    page: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "AboutPage",
        "@id": address,
        "url": address,
        "name": thing.label(thing.iri),
        "inLanguage": language,
        "license": LICENCE,
        "isPartOf": {"@type": "Dataset", "@id": DATASET},
        "publisher": {"@type": "Organization", "@id": AUTHOR, "name": "Fördergraph"},
    }
    if modified:
        page["dateModified"] = modified
    about = entity(thing, language)
    if licence and about["@type"] == "Dataset":
        about["license"] = licence
    return page | {"mainEntity": about}


def entity(thing: Description, language: str) -> dict[str, object]:
    """Describe the thing itself."""
    kind = schema_type(thing.iri)
    found: dict[str, object] = {"@type": kind, "@id": thing.iri, "name": thing.label(thing.iri)}
    for own, theirs in _TEXTS.items():
        if text := _best(thing.values(own), language):
            found.setdefault(theirs, text)
    if found.get("alternateName") == found["name"]:
        del found["alternateName"]
    for own, theirs in _THINGS.items():
        if things := [_thing(thing, v.text) for v in thing.values(own) if v.is_iri]:
            found.setdefault(theirs, things[0] if len(things) == 1 else things)
    if terms := [v.text for v in thing.values("dcterms:license") if v.is_iri]:
        found["license"] = min(terms)
    alike = [v.text for name in _ALIKE for v in thing.values(name) if v.text.startswith("http")]
    if alike:
        found["url" if kind == "WebPage" else "sameAs"] = alike[0] if len(alike) == 1 else alike
    if keys := [_key(thing, name, value) for name in _KEYS for value in thing.values(name)]:
        found["identifier"] = keys[0] if len(keys) == 1 else keys
    for make in (_amount, _centre):
        found |= make(thing)
    return found


def as_script(document: Mapping[str, object]) -> str:
    """Write *document* so that it can stand in a page: nothing in it ends the element."""
    text = json.dumps(document, ensure_ascii=False)
    escapes = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
    return "".join(escapes.get(character, character) for character in text)


def _best(values: tuple[Value, ...], language: str) -> str:
    order = (language, "", "de", "en")
    ranked = sorted(
        (order.index(v.language) if v.language in order else len(order), v.text)
        for v in values
        if not v.is_iri
    )
    return ranked[0][1] if ranked else ""


def _thing(thing: Description, iri: str) -> dict[str, object]:
    return {"@type": schema_type(iri), "@id": iri, "name": thing.label(iri)}


def _key(thing: Description, name: str, value: Value) -> dict[str, object]:
    return {
        "@type": "PropertyValue",
        "propertyID": thing.label(expand(name)),
        "value": value.text,
    }


def _amount(thing: Description) -> dict[str, object]:
    """Say how much: of an amount its value, of a grant the amount that is counted with."""
    if values := thing.values("fg:value"):
        is_euro = any(v.text == _EURO for v in thing.values("fg:currency"))
        currency: dict[str, object] = {"currency": "EUR"} if is_euro else {}
        return {"value": values[0].text} | currency
    preferred = thing.values("fg:preferredAmount")
    if preferred and schema_type(thing.iri) == "MonetaryGrant":
        return {"amount": _thing(thing, preferred[0].text)}
    return {}


def _centre(thing: Description) -> dict[str, object]:
    for value in thing.values("dcat:centroid"):
        if point := _POINT.search(value.text):
            longitude, latitude = point.groups()
            geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
            return {"geo": geo}
    return {}
