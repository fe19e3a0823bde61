"""The statements of whole graphs in memory, by subject and by object. Knows no Flask.

For what is small and shown as a whole: ontology, schemes, shapes.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.engine import Engine
from kg.namespaces import compact, expand
from kg.web.reading.asking import Row, Value, references, rows

MODEL_GRAPHS: Final = ("graph:ontology", "graph:alignments", "graph:shapes", "graph:vocabularies")
"""The graphs that say what the others mean."""

LABELS: Final = ("rdfs:label", "skos:prefLabel", "sh:name", "dcterms:title")


@dataclass(frozen=True, slots=True)
class Words:
    """The same in German and in English; either may be empty."""

    de: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the words in *language*, else those in the other one."""
        return (self.en or self.de) if language == "en" else (self.de or self.en)

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.de or self.en)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a page names and leads to.

    Attributes:
        iri: of the thing.
        name: the shortest name it has, such as `fg:Grant`.
        label: its names in words; empty where none are known.
    """

    iri: str
    name: str
    label: Words

    @property
    def anchor(self) -> str:
        """Return what stands for it in the address of a page about many things."""
        return self.name.partition(":")[2]


def by_label(named: Named, language: str) -> str:
    """Return what sorts names in a language: `Änderung` stands beside `Anderes`."""
    words = named.label.in_language(language) or named.name
    folded = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def ordered(all_named: Iterable[Named], language: str) -> list[Named]:
    """Sort things by their names in a language."""
    return sorted(all_named, key=lambda named: (by_label(named, language), named.name))


@dataclass(frozen=True, slots=True)
class Facts:
    """Statements, found by subject and property, or by property and object."""

    by_subject: Mapping[str, Mapping[str, tuple[Value, ...]]]
    by_object: Mapping[tuple[str, str], tuple[str, ...]]
    _names: dict[str, Named] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, found: Iterable[Row]) -> "Facts":
        """Take in solutions with `?s ?p ?o`."""
        by_subject: dict[str, dict[str, list[Value]]] = {}
        by_object: dict[tuple[str, str], list[str]] = {}
        for row in found:
            subject, predicate, value = row["s"].text, row["p"].text, row["o"]
            by_subject.setdefault(subject, {}).setdefault(predicate, []).append(value)
            by_object.setdefault((predicate, value.text), []).append(subject)
        return cls(
            {s: {p: tuple(values) for p, values in own.items()} for s, own in by_subject.items()},
            {key: tuple(sorted(subjects)) for key, subjects in by_object.items()},
        )

    def values(self, subject: str, prefixed: str) -> tuple[Value, ...]:
        """List the values of a property, such as `rdfs:range`, sorted."""
        held = self.by_subject.get(subject, {}).get(expand(prefixed), ())
        return tuple(sorted(held, key=lambda value: (value.text, value.language)))

    def iris(self, subject: str, prefixed: str) -> tuple[str, ...]:
        """List the values of a property that are things; blank nodes are among them."""
        found = self.values(subject, prefixed)
        return tuple(value.text for value in found if value.is_iri or value.is_blank)

    def text(self, subject: str, prefixed: str) -> str:
        """Return one value of a property as text, the first of several; empty without any."""
        return next((value.text for value in self.values(subject, prefixed)), "")

    def subjects(self, prefixed: str, iri: str) -> tuple[str, ...]:
        """List what has *iri* as the value of a property."""
        return self.by_object.get((expand(prefixed), iri), ())

    def instances(self, prefixed: str) -> tuple[str, ...]:
        """List the things of a class."""
        return self.subjects("rdf:type", expand(prefixed))

    def words(self, subject: str, *prefixed: str) -> Words:
        """Return a text in both languages, of the first of several properties that has it."""
        for name in prefixed:
            found = {value.language: value.text for value in reversed(self.values(subject, name))}
            if found:
                return Words(found.get("de", found.get("", "")), found.get("en", ""))
        return Words()

    def all_words(self, subject: str, prefixed: str) -> tuple[Words, ...]:
        """List the texts of a property; those of one language stand alone."""
        return tuple(
            Words(en=value.text) if value.language == "en" else Words(de=value.text)
            for value in self.values(subject, prefixed)
        )

    def members(self, node: str) -> Iterator[Value]:
        """Walk along an RDF list."""
        seen = set()
        while node not in seen and (held := self.values(node, "rdf:first")):
            seen.add(node)
            yield held[0]
            node = self.text(node, "rdf:rest")

    def named(self, iri: str) -> Named:
        """Name a thing."""
        if iri not in self._names:
            self._names[iri] = Named(iri, compact(iri), self.words(iri, *LABELS))
        return self._names[iri]

    def all_named(self, iris: Iterable[str]) -> tuple[Named, ...]:
        """Name things, sorted by name."""
        return tuple(sorted(map(self.named, iris), key=lambda named: named.name.casefold()))


def facts_of(asked: Engine, *graphs: str) -> Facts:
    """Read everything that the graphs of these names, such as `graph:ontology`, hold."""
    block = references(map(expand, graphs))
    text = f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?g {{ {block} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    return Facts.of(rows(asked, text))
