"""Put what is known of a thing into the order of its page. Pure: a description in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.engine import Engine
from kg.namespaces import expand
from kg.web.frame.source_marks import SourceMark, source_marks
from kg.web.reading import describing, disputes, incoming
from kg.web.reading.asking import Value
from kg.web.reading.describing import Description, Source, Statement
from kg.web.reading.incoming import Part
from kg.web.reading.statements import FIRST

_AMOUNT: Final = expand("fg:amount")
_PREFERRED: Final = expand("fg:preferredAmount")
_RDF: Final = expand("rdf:")
_SOURCES: Final = expand("quelle:")
_LONG_NAME: Final = 44

MAX_TEXT: Final = 600
"""A longer text, such as an outline, is cut on the page; every other format has all of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a property, or several that the same sources give, as the page shows them.

    Attributes:
        values: the values.
        graphs: that hold the statements; none for an assertion.
        claim: IRI of the assertion of this value, or empty.
        source: IRI of the document that a mere assertion was read in, or empty.
        as_of: the day, month or year for which the assertion speaks, or empty.
        accuracy: IRI of what the assertion says of its own accuracy, or empty.
        is_preferred: whether this is the one of several values that is counted with.
        is_disputed: whether another source says otherwise, and that is not this one's fault.
    """

    values: tuple[Value, ...]
    graphs: tuple[str, ...] = ()
    claim: str = ""
    source: str = ""
    as_of: str = ""
    accuracy: str = ""
    is_preferred: bool = False
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """A property with all its values, those that are contested last."""

    iri: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of the page, and how many of its statements were read there."""

    source: Source
    count: int


def page_values(thing: Description, engine: Engine, language: str) -> dict[str, object]:
    """Fill the page of a thing."""
    lines = source_lines(thing)
    return {
        "thing": thing,
        "properties": properties(thing, language),
        "mentions": sorted(thing.mentions, key=lambda one: _mention_place(thing, one.predicate)),
        "source_lines": lines,
        "is_long": len(thing.label(thing.iri)) > _LONG_NAME,
        "statement_count": sum(len(held) for held in thing.statements.values()),
        "max_text": MAX_TEXT,
        "statements_query": describing.statements_query(thing.iri),
        "claims_query": disputes.claims_query(thing.iri),
        "disputes_query": disputes.disputes_query(thing.iri),
        "mentions_query": incoming.mentions_query(engine, thing.iri),
        "sources_query": sources_query(thing.iri),
    }


def page_marks(
    thing: Description, engine: Engine, labels: object, language: str
) -> dict[str, SourceMark]:
    """Find out what the marks of the page say: of its statements, and of its portrait.

    Args:
        thing: what the page is about.
        engine: that answers.
        labels: names of what the portrait shows, sources among it.
        language: of the page.
    """
    named = {source.document for source in thing.sources.values()}
    named |= {claim.source for claims in thing.claims.values() for claim in claims}
    named |= {name for one in thing.disputes for name in (one.first_source, one.second_source)}
    if isinstance(labels, dict):
        named |= {iri for iri in labels if iri.startswith(_SOURCES)}
    return source_marks(engine, named - {""}, language)


def incoming_values(
    engine: Engine, iri: str, part: Part, language: str, parameter: str
) -> dict[str, object]:
    """Fill one page of all that points at a thing by a property."""
    mention = part.mention
    named = {iri, *incoming.things_of([mention])}
    return {
        "labels": describing.labels(engine, named, language),
        "part": part,
        "parameter": parameter,
        "query": incoming.subjects_query(engine, iri, mention.predicate),
    }


def properties(thing: Description, language: str) -> tuple[Property, ...]:
    """Order what is said of *thing*: names first, then the rest by label.

    The preferred amount is not said twice, but marked among the others; values that another
    source contests stand under those that are counted with.
    """
    contested = {name for dispute in thing.disputes for name in dispute.statements}
    preferred = {value.text for value in thing.values("fg:preferredAmount")}
    names = dict.fromkeys((*thing.statements, *thing.claims))
    if _AMOUNT in names:
        names.pop(_PREFERRED, None)
    ordered = sorted(names, key=lambda iri: (_rank(iri), thing.label(iri).casefold(), iri))
    return tuple(
        Property(iri, _joined(_settled(_rows(thing, iri, language, preferred, contested))))
        for iri in ordered
    )


def source_lines(thing: Description) -> tuple[SourceLine, ...]:
    """List the sources of the page, the one with most statements first."""
    counted = sorted(thing.statement_counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SourceLine(thing.sources[graph], count) for graph, count in counted)


def sources_query(iri: str) -> str:
    """Write the query that counts from which sources the statements about *iri* were read."""
    return (
        f"PREFIX fg: <{expand('fg:')}>\nPREFIX prov: <{expand('prov:')}>\n"
        "SELECT ?graph ?source ?url ?asOf ?asOfPrecision ?retrieved ?statements\nWHERE {\n"
        "  { SELECT ?graph (COUNT(*) AS ?statements) WHERE { "
        f"GRAPH ?graph {{ <{iri}> ?property ?value }} }} GROUP BY ?graph }}\n"
        "  OPTIONAL { ?graph prov:wasDerivedFrom ?source\n"
        "    OPTIONAL { ?source fg:sourceUrl ?url }\n"
        "    OPTIONAL { ?source fg:asOf ?asOf\n"
        "      OPTIONAL { ?source fg:asOfPrecision ?asOfPrecision } }\n"
        "    OPTIONAL { ?source fg:retrievedAt ?retrieved } }\n}\nORDER BY DESC(?statements) ?graph"
    )


def _mention_place(thing: Description, predicate: str) -> tuple[bool, str]:
    """Put how RDF states an assertion, which the page has shown already, behind all else."""
    return predicate.startswith(_RDF), thing.label(predicate).casefold()


def _rank(iri: str) -> int:
    return FIRST.index(iri) if iri in FIRST else len(FIRST)


def _rows(
    thing: Description, iri: str, language: str, preferred: set[str], contested: set[str]
) -> Iterable[Row]:
    """List the values that *thing* has, then those that sources only assert.

    An assertion of a value that it has is shown with it.
    """
    claims = list(thing.claims.get(iri, ()))
    own = _readable(thing.statements.get(iri, ()), language)
    for held in sorted(own, key=lambda held: _foreign(held.value, language)):
        claim = next((claim for claim in claims if claim.value == held.value), None)
        if claim:
            claims.remove(claim)
        is_preferred = iri == _AMOUNT and held.value.text in preferred
        is_contested = not contested.isdisjoint({held.value.text, claim.iri if claim else ""})
        yield Row(
            (held.value,),
            held.graphs,
            claim=claim.iri if claim else "",
            as_of=claim.as_of if claim else "",
            accuracy=claim.accuracy if claim else "",
            is_preferred=is_preferred,
            is_disputed=is_contested and not is_preferred,
        )
    for claim in claims:
        yield Row(
            (claim.value,),
            claim=claim.iri,
            source=claim.source,
            as_of=claim.as_of,
            accuracy=claim.accuracy,
            is_disputed=claim.iri in contested,
        )


def _readable(held: Sequence[Statement], language: str) -> list[Statement]:
    """Leave out texts in other languages where there are some in the page's own."""
    if any(one.value.language == language for one in held):
        return [one for one in held if not _foreign(one.value, language)]
    return list(held)


def _foreign(value: Value, language: str) -> bool:
    return value.language not in ("", language)


def _settled(rows: Iterable[Row]) -> list[Row]:
    """Put the preferred value first and contested ones last; one of them has to lead."""
    ordered = sorted(rows, key=lambda row: (not row.is_preferred, row.is_disputed))
    if ordered and ordered[0].is_disputed:
        ordered[0] = replace(ordered[0], is_disputed=False)
    return ordered


def _joined(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Put things that the same sources name into one row."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last and last.values[0].is_iri and replace(row, values=last.values) == last:
            joined[-1] = replace(last, values=(*last.values, *row.values))
        else:
            joined.append(row)
    return tuple(joined)
