"""What the mark of a source says: the document, who published it, of when, read when.

Knows no Flask.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.namespaces import expand
from kg.web.reading.asking import Row, references, rows
from kg.web.reading.describing import labels
from kg.web.reading.precision import known_part
from kg.web.reading.term_names import short_name
from kg.web.words.writing import day

_LONGEST: Final = 48
"""Letters of a title that a mark has; its note has all of it."""

_KNOWN_AS: Final = re.compile(r"\(([^()]+)\)$")
"""The name in brackets behind the full one, such as `Destatis`."""


@dataclass(frozen=True, slots=True)
class SourceMark:
    """One document that figures were read in.

    Attributes:
        iri: of the document.
        title: of the document.
        publisher: who published it, else the site it was on; empty where neither is known.
        as_of: the day, month or year for which it speaks; empty where it names none.
        retrieved: the day on which it was read.
    """

    iri: str
    title: str
    publisher: str = ""
    as_of: str = ""
    retrieved: str = ""

    @property
    def short(self) -> str:
        """Name publisher and document as briefly as a mark in a table can."""
        title = ""
        for word in self.title.split():
            if title and len(title) + len(word) >= _LONGEST:
                title = title.rstrip(",;:–(") + " …"
                break
            title += f" {word}" if title else word
        return f"{self.brief}: {title}" if self.publisher else title

    @property
    def brief(self) -> str:
        """Name who says it, where there is no room for what the document is called."""
        known_as = _KNOWN_AS.search(self.publisher)
        return known_as[1] if known_as else self.publisher or self.title

    def told(self, language: str) -> str:
        """Say all of it, each on its line: document, publisher, of when, read when."""
        return "\n".join(filter(None, (self.title, self.publisher, *self._dates(language))))

    def dated(self, language: str) -> str:
        """Say of when it is and when it was read."""
        return ", ".join(self._dates(language))

    def _dates(self, language: str) -> list[str]:
        is_english, lines = language == "en", []
        if self.as_of:
            lines.append(f"{'as of' if is_english else 'Stand'} {day(self.as_of, language)}")
        else:
            lines.append("no date of its own" if is_english else "ohne eigenen Stand")
        if self.retrieved:
            read = day(self.retrieved, language)
            lines.append(f"retrieved {read}" if is_english else f"abgerufen {read}")
        return lines


def source_marks(engine: Engine, documents: Iterable[str], language: str) -> dict[str, SourceMark]:
    """Find out in one go what the marks of *documents* say; those that are none get none."""
    wanted = sorted(set(documents))
    if not wanted:
        return {}
    found = {row["source"].text: row for row in rows(engine, _query(wanted))}
    publishers = {row["publisher"].text for row in found.values() if "publisher" in row}
    names = labels(engine, {*found, *publishers}, language)
    return {iri: _mark(iri, row, names) for iri, row in found.items()}


def _query(documents: Iterable[str]) -> str:
    return (
        f"PREFIX dcterms: <{expand('dcterms:')}>\nPREFIX fg: <{expand('fg:')}>\n"
        "SELECT DISTINCT ?source ?publisher ?site ?asOf ?precision ?retrieved\nWHERE {\n"
        f"  VALUES ?source {{ {references(documents)} }}\n  ?source a fg:Source .\n"
        "  OPTIONAL { ?source dcterms:publisher ?publisher }\n"
        "  OPTIONAL { ?source fg:site ?site }\n"
        "  OPTIONAL { ?source fg:asOf ?asOf OPTIONAL { ?source fg:asOfPrecision ?precision } }\n"
        "  OPTIONAL { ?source fg:retrievedAt ?retrieved }\n}"
    )


def _mark(iri: str, row: Row, names: dict[str, str]) -> SourceMark:
    def field(name: str) -> str:
        return row[name].text if name in row else ""

    return SourceMark(
        iri,
        names.get(iri) or short_name(iri),
        names.get(field("publisher")) or field("site"),
        known_part(field("asOf"), field("precision")),
        field("retrieved"),
    )
