"""Find out what sources assert of a thing beside its own statements, and where they contradict.

An assertion is a statement with its own date and source (`fg:Assertion`); a contradiction is a
thing with both sides (`fg:Contradiction`). Knows no Flask.
"""

from dataclasses import dataclass, field
from typing import Final

from kg.engine import Engine
from kg.namespaces import expand
from kg.web.reading.asking import Row, Value, reference, rows
from kg.web.reading.precision import known_part

_LANGUAGES: Final = ("de", "en", "")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says the value of a property is, or was on some day."""

    iri: str
    predicate: str
    value: Value
    source: str
    as_of: str
    accuracy: str


@dataclass(slots=True)
class Dispute:
    """Two sources that do not agree.

    Attributes:
        iri: of the contradiction.
        texts: what it is about, both values, the likely reason, in the best language there is.
        first_source: IRI of who says the first value.
        second_source: likewise.
        statements: IRIs of the amounts and assertions that disagree.
    """

    iri: str
    texts: dict[str, str] = field(default_factory=dict)
    first_source: str = ""
    second_source: str = ""
    statements: set[str] = field(default_factory=set)


def claims_query(iri: str) -> str:
    """Write the query for the assertions about *iri*."""
    return (
        f"PREFIX fg: <{expand('fg:')}>\nPREFIX prov: <{expand('prov:')}>\n"
        f"PREFIX rdf: <{expand('rdf:')}>\n"
        "SELECT DISTINCT ?assertion ?property ?value ?source ?asOf ?asOfPrecision ?accuracy\n"
        "WHERE {\n"
        f"  ?assertion rdf:subject {reference(iri)} ;\n"
        "    rdf:predicate ?property ;\n    rdf:object ?value .\n"
        "  OPTIONAL { ?assertion prov:hadPrimarySource ?source }\n"
        "  OPTIONAL { ?assertion fg:asOf ?asOf OPTIONAL "
        "{ ?assertion fg:asOfPrecision ?asOfPrecision } }\n"
        "  OPTIONAL { ?assertion fg:accuracy ?accuracy }\n}\nORDER BY ?property ?asOf ?assertion"
    )


def disputes_query(iri: str) -> str:
    """Write the query for the contradictions that concern *iri*, or that it is a side of."""
    this = reference(iri)
    return (
        f"PREFIX fg: <{expand('fg:')}>\nPREFIX rdfs: <{expand('rdfs:')}>\n"
        "SELECT DISTINCT ?contradiction ?part ?value\nWHERE {\n"
        f"  {{ ?contradiction fg:concerns {this} }}\n  UNION\n"
        f"  {{ ?contradiction fg:statement {this} }}\n"
        "  ?contradiction a fg:Contradiction ; ?part ?value\n"
        "  FILTER(?part IN (rdfs:label, fg:firstValue, fg:firstSource, fg:secondValue, "
        "fg:secondSource, fg:likelyReason, fg:statement))\n"
        "}\nORDER BY ?contradiction ?part ?value"
    )


def claims(engine: Engine, iri: str) -> tuple[Claim, ...]:
    """List what sources assert of *iri*, by property and day."""
    return tuple(_claim(row) for row in rows(engine, claims_query(iri)))


def disputes(engine: Engine, iri: str, language: str) -> tuple[Dispute, ...]:
    """List the contradictions about *iri*, their words in *language* where they have it."""
    found: dict[str, Dispute] = {}
    ranks: dict[tuple[str, str], int] = {}
    order = (language, *(other for other in _LANGUAGES if other != language))
    for row in rows(engine, disputes_query(iri)):
        name = row["contradiction"].text
        dispute = found.setdefault(name, Dispute(name))
        part, value = row["part"].text.rpartition("#")[2], row["value"]
        if part == "statement":
            dispute.statements.add(value.text)
        elif part == "firstSource":
            dispute.first_source = value.text
        elif part == "secondSource":
            dispute.second_source = value.text
        else:
            rank = order.index(value.language) if value.language in order else len(order)
            if rank < ranks.get((name, part), len(order) + 1):
                ranks[name, part] = rank
                dispute.texts[part] = value.text
    return tuple(found.values())


def _claim(row: Row) -> Claim:
    def field_of(name: str) -> str:
        return row[name].text if name in row else ""

    return Claim(
        row["assertion"].text,
        row["property"].text,
        row["value"],
        field_of("source"),
        known_part(field_of("asOf"), field_of("asOfPrecision")),
        field_of("accuracy"),
    )
