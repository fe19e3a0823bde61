"""Find out what points at a thing: by which property, how much of it, and page by page.

Knows no Flask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.namespaces import PREFIXES, compact
from kg.web.reading.asking import anywhere, reference, rows

MAX_MENTIONS: Final = 25
"""How many things that point here are shown for each property before one leads to all."""

PAGE_SIZE: Final = 250
"""How many a page of all of them has."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Things that point here by one property: some of them, and how many there are."""

    predicate: str
    subjects: tuple[str, ...]
    count: int

    @property
    def name(self) -> str:
        """Return the property's name as it stands in an address."""
        return compact(self.predicate)

    @property
    def is_whole(self) -> bool:
        """Say whether all of them are here."""
        return self.count == len(self.subjects)


@dataclass(frozen=True, slots=True)
class Part:
    """One page of all things that point at a thing by one property.

    Attributes:
        mention: what the page shows.
        number: of the page, from 1.
        last: number of the last page.
    """

    mention: Mention
    number: int
    last: int


def mentions_query(engine: Engine, iri: str) -> str:
    """Write the query that counts what points at *iri*, by property."""
    return (
        "SELECT ?property (COUNT(DISTINCT ?thing) AS ?count)\nWHERE {\n"
        f"  {anywhere(engine, f'?thing ?property {reference(iri)}')}\n  FILTER(isIRI(?thing))\n}}\n"
        "GROUP BY ?property\nORDER BY ?property"
    )


def subjects_query(engine: Engine, iri: str, predicate: str) -> str:
    """Write the query that lists what points at *iri* by *predicate*."""
    pattern = f"?thing {reference(predicate)} {reference(iri)}"
    return (
        f"SELECT DISTINCT ?thing\nWHERE {{\n  {anywhere(engine, pattern)}\n"
        "  FILTER(isIRI(?thing))\n}\nORDER BY ?thing"
    )


def mentions(engine: Engine, iri: str, limit: int = MAX_MENTIONS) -> tuple[Mention, ...]:
    """List by which properties things point at *iri*, with *limit* of the things for each."""
    counted = rows(engine, mentions_query(engine, iri))
    return tuple(
        _mention(engine, iri, row["property"].text, int(row["count"].text), limit)
        for row in counted
        if "property" in row
    )


def part(engine: Engine, iri: str, predicate: str, number: int) -> Part | None:
    """Return page *number* of all that points at *iri* by *predicate*; None where there is none."""
    counted = rows(engine, mentions_query(engine, iri))
    count = next((int(r["count"].text) for r in counted if r["property"].text == predicate), 0)
    last = -(-count // PAGE_SIZE)
    if not 1 <= number <= last:
        return None
    subjects = _subjects(engine, iri, predicate, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return Part(Mention(predicate, subjects, count), number, last)


def predicate_named(name: str) -> str:
    """Return the IRI of a property as an address names it: by prefix, or whole."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


def _mention(engine: Engine, iri: str, predicate: str, count: int, limit: int) -> Mention:
    return Mention(predicate, _subjects(engine, iri, predicate, limit, 0), count)


def _subjects(engine: Engine, iri: str, predicate: str, limit: int, offset: int) -> tuple[str, ...]:
    text = f"{subjects_query(engine, iri, predicate)}\nLIMIT {limit} OFFSET {offset}"
    return tuple(row["thing"].text for row in rows(engine, text))


def things_of(found: Sequence[Mention]) -> set[str]:
    """Collect every IRI that occurs in *found*."""
    return {iri for one in found for iri in (one.predicate, *one.subjects)}
