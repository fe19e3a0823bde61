"""Write what the Reconciliation API answers, as values that JSON can carry. Pure; knows no Flask.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.namespaces import BASE, ONTOLOGY, expand
from kg.publication.search import Hit, Kind, Named, folded_words
from kg.web.reading.asking import Value
from kg.web.searching.matching import Candidate
from kg.web.searching.reconciling import MAX_QUERIES, id_of

Told = dict[str, object]

SUGGESTED: Final = 20
"""So many suggestions are made at once."""

_INTEGERS: Final = frozenset({"integer", "nonNegativeInteger", "positiveInteger", "int", "long"})
_NUMBERS: Final = frozenset({"decimal", "double", "float"})

_DEFAULT_TYPES: Final = tuple(
    expand(name)
    for name in (
        "fg:Municipality",
        "fg:District",
        "fg:State",
        "org:Organization",
        "m8g:PublicOrganisation",
        "fg:FundingProgramme",
        "fg:Project",
        "fg:Measure",
    )
)


@dataclass(frozen=True, slots=True)
class Service:
    """What the manifest says of this service.

    Attributes:
        address: of the service.
        logo: address of a square picture.
        software: name and version of the server.
    """

    address: str
    logo: str
    software: str


def manifest(service: Service, kinds: Iterable[Kind], language: str) -> Told:
    """Describe the service, whose things are of *kinds*."""
    address = service.address
    known = {kind.named.iri: kind.named for kind in kinds}
    suggest = {
        what: {
            "service_url": address,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": address,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }
        for what in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": "Fördergraph",
        "identifierSpace": BASE,
        "schemaSpace": ONTOLOGY,
        "documentation": f"{address}/about",
        "logo": service.logo,
        "serviceVersion": service.software,
        "defaultTypes": [named(known[iri]) for iri in _DEFAULT_TYPES if iri in known],
        "view": {"url": f"{address}/view?id={{{{id}}}}"},
        "preview": {"url": f"{address}/preview?id={{{{id}}}}", "width": 430, "height": 200},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": address, "service_path": "/properties"},
            "property_settings": _settings(language),
        },
        "batchSize": MAX_QUERIES,
    }


def _settings(language: str) -> list[Told]:
    is_english = language == "en"
    return [
        {
            "name": "limit",
            "label": "Limit" if is_english else "Höchstens",
            "type": "number",
            "default": 0,
            "help_text": "Most values of a row, 0: all"
            if is_english
            else "Werte je Zeile, 0: alle",
        },
        {
            "name": "language",
            "label": "Language" if is_english else "Sprache",
            "type": "select",
            "default": language,
            "help_text": "Of texts" if is_english else "Der Texte",
            "choices": [
                {"value": "de", "name": "Deutsch"},
                {"value": "en", "name": "English"},
                {"value": "all", "name": "all" if is_english else "alle"},
            ],
        },
    ]


def cells(values: Sequence[Value], hits: Mapping[str, Hit], wanted: str, limit: int) -> list[Told]:
    """Write values as cells of a table.

    Args:
        values: of one property of one thing.
        hits: names of the things among them.
        wanted: language of texts, where there are any in it; empty for all.
        limit: how many at most; 0 for all.
    """
    if wanted and any(value.language == wanted for value in values):
        values = [value for value in values if value.language in {wanted, ""}]
    return [_cell(value, hits) for value in (values[:limit] if limit else values)]


def _cell(value: Value, hits: Mapping[str, Hit]) -> Told:
    if value.is_iri and value.text.startswith(BASE):
        hit = hits.get(value.text)
        return {"id": id_of(value.text), "name": hit.label if hit else id_of(value.text)}
    kind = value.datatype.rpartition("#")[2] if value.datatype.startswith(expand("xsd:")) else ""
    try:
        if kind in _INTEGERS:
            return {"int": int(value.text)}
        if kind in _NUMBERS:
            return {"float": float(value.text)}
    except ValueError:
        return {"str": value.text}
    if kind == "date":
        return {"date": f"{value.text[:10]}T00:00:00Z"}
    return {"str": value.text}


def candidate(one: Candidate) -> Told:
    """Write a candidate with its score and what that is made of."""
    return described(one.hit, as_types="type") | {
        "score": one.score,
        "match": one.is_match,
        "features": [{"id": name, "value": value} for name, value in one.features],
    }


def described(hit: Hit, as_types: str) -> Told:
    """Write a thing; *as_types* is the key under which its classes stand."""
    told: Told = {"id": id_of(hit.iri), "name": hit.label}
    words = [*(kind.label for kind in hit.kinds), *([hit.context] if hit.context else [])]
    return told | {"description": ", ".join(words), as_types: [named(kind) for kind in hit.kinds]}


def named(one: Named) -> dict[str, str]:
    """Write a class or property."""
    return {"id": one.name, "name": one.label}


def completed(kinds: Iterable[Kind], prefix: str, start: int) -> Told:
    """Write those of *kinds* whose label or name has words that begin as those of *prefix*."""
    wanted = folded_words(prefix)
    found = [
        named(kind.named) | {"description": kind.named.iri}
        for kind in kinds
        if prefix in {kind.named.iri, kind.named.name} or _begins(kind.named, wanted)
    ]
    return {"result": found[start : start + SUGGESTED]}


def _begins(one_named: Named, wanted: Sequence[str]) -> bool:
    words = folded_words(f"{one_named.label} {one_named.name}")
    return all(any(word.startswith(one) for word in words) for one in wanted)
