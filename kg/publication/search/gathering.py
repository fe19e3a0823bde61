"""Read from the lines of a release what a search index is made of: names, keys, kinds, uses.

Lines are looked at as bytes; only those that hold a name or the like are parsed. What a predicate
means for the search stands in one table. Knows no SQLite.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import BASE, expand
from kg.publication.canonical import read_lines, subject_of

LANGUAGES: Final = ("de", "en")


class Role(Enum):
    """What a predicate means for the search."""

    LABEL = "label"
    NAME = "name"
    KEY = "key"
    SHARED_KEY = "shared key"
    SAME = "same"
    TEXT = "text"
    PLACE = "place"
    WHOLE = "whole"
    SIZE = "size"
    BROADER = "broader"
    CLASS = "class"


_ROLES: Final = MappingProxyType(
    {
        f"<{expand(curie)}>".encode(): role
        for role, curies in (
            (
                Role.LABEL,
                "rdfs:label skos:prefLabel dcterms:title foaf:name schema:name",
            ),
            (
                Role.NAME,
                "skos:altLabel skos:hiddenLabel dcterms:alternative schema:alternateName "
                "fg:officialName fg:asPrinted fg:applicationTitle",
            ),
            (
                Role.KEY,
                "fg:ags fg:ars fg:lau fg:nuts fg:regionKey fg:grantNumber dcterms:identifier "
                "skos:notation schema:identifier",
            ),
            (Role.SHARED_KEY, "fg:postalCode"),
            (Role.SAME, "skos:exactMatch owl:sameAs schema:sameAs"),
            (
                Role.TEXT,
                "skos:definition dcterms:description rdfs:comment skos:scopeNote skos:note "
                "schema:description fg:motto fg:applicationMotto fg:innovationField",
            ),
            (Role.PLACE, "dcterms:spatial fg:locatedIn geo:sfWithin"),
            (
                Role.WHOLE,
                "fg:measureOf fg:subProjectOf fg:roundOf fg:callFor fg:admittedIn fg:inProgramme "
                "skos:inScheme",
            ),
            (Role.SIZE, "fg:population"),
            (Role.BROADER, "rdfs:subClassOf"),
            (Role.CLASS, "rdf:type"),
        )
        for curie in curies.split()
    }
)
_TYPE: Final = f"<{expand('rdf:type')}>".encode()
_PLACES_SHOWN: Final = (expand("fg:District"), expand("fg:State"))
"""Of the places that a thing lies in, those of these classes are said beside its name."""

_UNSEARCHED: Final = (f"{BASE}.well-known/genid/", f"{BASE}void#")
"""Nodes that stand for blank ones, and parts of the dataset's description of itself."""

_MAX_TEXT: Final = 2_000
"""Of longer texts no more is searched."""


@dataclass(slots=True)
class Entry:
    """One thing as the search knows it.

    Attributes:
        iri: the thing.
        labels: language → its best label; "" for one without a language.
        names: every name, labels first, each once.
        keys: identifiers of its own.
        shared_keys: identifiers that it may share with others, such as postal codes.
        texts: what else is said of it in words.
        classes: IRIs of its classes, as they are stated.
        places: IRIs of the places it lies in.
        wholes: IRIs of what it is a part of, the nearest first.
        broader: IRIs of its superclasses, where it is a class.
        size: its population, 0 where it has none.
        mentions: how many statements point at it.
    """

    iri: str
    labels: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    shared_keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    size: int = 0
    mentions: int = 0

    def label(self, language: str) -> str:
        """Return its label in *language*, else in German, English or any; else nothing."""
        order = (language, *LANGUAGES, "", *self.labels)
        return next((self.labels[one] for one in order if one in self.labels), "")

    @property
    def weight(self) -> int:
        """Say how well known it is: by statements that point at it, and by inhabitants."""
        return round(20 * math.log1p(self.mentions) + 10 * math.log10(1 + self.size))


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a search index is made of.

    Attributes:
        entries: everything that has a name, by IRI.
        uses: (class, property) → how many things of the class have it.
    """

    entries: dict[str, Entry]
    uses: Counter[tuple[str, str]]

    def label(self, iri: str, language: str) -> str:
        """Return the label of *iri*; nothing where it has none."""
        entry = self.entries.get(iri)
        return entry.label(language) if entry else ""

    def context(self, entry: Entry, language: str) -> str:
        """Say what helps to tell *entry* from its namesakes: what it is a part of, where it is."""
        iris = [*entry.wholes[:1], *self._places(entry)]
        own = entry.label(language)
        labels = (self.label(iri, language) for iri in iris)
        return ", ".join(dict.fromkeys(text for text in labels if text and text != own))

    def superclasses(self, iri: str) -> list[str]:
        """List all superclasses of a class, the nearest first."""
        found: dict[str, None] = {}
        waiting = [iri]
        for one in waiting:
            for broader in self.entries[one].broader if one in self.entries else ():
                if broader not in found and broader != iri:
                    found[broader] = None
                    waiting.append(broader)
        return list(found)

    def _places(self, entry: Entry) -> list[str]:
        around = [self.entries[iri] for iri in sorted(entry.places) if iri in self.entries]
        reached = {one.iri: one for one in around}
        for one in around:
            reached |= {iri: self.entries[iri] for iri in one.places if iri in self.entries}
        found = []
        for wanted in _PLACES_SHOWN:
            fitting = [iri for iri, one in reached.items() if wanted in one.classes]
            if len(fitting) == 1:  # what lies in several of them is in none of them
                found += fitting
        return found


def gather(lines: Sequence[bytes]) -> Gathered:
    """Read the sorted N-Quads *lines* of a dataset.

    Left out are things without a name, blank nodes, nodes that stand for one, and what the dataset
    says of its own parts.
    """
    mentions: Counter[bytes] = Counter()
    uses: Counter[tuple[bytes, bytes]] = Counter()
    telling: list[bytes] = []
    for subject, group in groupby(lines, subject_of):
        predicates: set[bytes] = set()
        classes: set[bytes] = set()
        targets: set[tuple[bytes, bytes]] = set()
        for line in group:
            _, predicate, rest = line.split(b" ", 2)
            predicates.add(predicate)
            if rest.startswith(b"<"):
                target = rest[: rest.index(b" ")]
                targets.add((predicate, target))
                if predicate == _TYPE:
                    classes.add(target)
            if predicate in _ROLES and subject.startswith(b"<"):
                telling.append(line)
        mentions.update(target for predicate, target in targets if predicate != _TYPE)
        uses.update((one, predicate) for one in classes for predicate in predicates)
    entries = _entries(telling)
    for entry in entries.values():
        entry.mentions = mentions[f"<{entry.iri}>".encode()]
    return Gathered(entries, _readable(uses))


def _entries(lines: Iterable[bytes]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for subject, quads in groupby(read_lines(lines), lambda quad: quad.subject):
        if not isinstance(subject, NamedNode) or subject.value.startswith(_UNSEARCHED):
            continue
        entry = Entry(subject.value)
        ranked = {_role_of(quad): quad for quad in quads}  # the same statement in two graphs once
        for (role, _), quad in sorted(ranked.items(), key=lambda item: _order(item[1])):
            _note(entry, role, quad)
        if entry.labels:
            entries[entry.iri] = entry
    return entries


def _role_of(quad: Quad) -> tuple[Role, str]:
    return _ROLES[str(quad.predicate).encode()], f"{quad.predicate} {quad.object}"


_PLACES_OF: Final = {predicate: place for place, predicate in enumerate(_ROLES)}


def _order(quad: Quad) -> tuple[int, str]:
    return _PLACES_OF[str(quad.predicate).encode()], str(quad.object)


def _note(entry: Entry, role: Role, quad: Quad) -> None:
    value = quad.object
    if isinstance(value, Literal):
        _note_text(entry, role, value)
    elif isinstance(value, NamedNode):
        _note_link(entry, role, value.value)


def _note_text(entry: Entry, role: Role, value: Literal) -> None:
    text = value.value.strip()
    if not text:
        return
    if role is Role.LABEL:
        entry.labels.setdefault(value.language or "", text)
    if role in {Role.LABEL, Role.NAME} and text not in entry.names:
        entry.names.append(text)
    elif role is Role.KEY:
        entry.keys.append(text)
    elif role is Role.SHARED_KEY:
        entry.shared_keys.append(text)
    elif role is Role.TEXT:
        entry.texts.append(text[:_MAX_TEXT])
    elif role is Role.SIZE and text.isdecimal():
        entry.size = max(entry.size, int(text))


def _note_link(entry: Entry, role: Role, iri: str) -> None:
    if role is Role.SAME:
        entry.keys.append(iri.rstrip("/#").replace("#", "/").rpartition("/")[2])
    elif role is Role.PLACE:
        entry.places.append(iri)
    elif role is Role.WHOLE:
        entry.wholes.append(iri)
    elif role is Role.BROADER:
        entry.broader.append(iri)
    elif role is Role.CLASS:
        entry.classes.append(iri)


def _readable(uses: Counter[tuple[bytes, bytes]]) -> Counter[tuple[str, str]]:
    return Counter(
        {
            (one[1:-1].decode(), predicate[1:-1].decode()): count
            for (one, predicate), count in uses.items()
        }
    )
