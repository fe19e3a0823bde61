"""The ontology as a page tells it: each term with all that holds for it. Knows no Flask."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kg.namespaces import compact
from kg.web.reading.facts import Facts, Named, Words, ordered
from kg.web.vocabularies.shape_rules import Rule, rules_by_property, schemes_of_values, shapes_for
from kg.web.vocabularies.term_uses import UNUSED, Use

CLASS: Final = "class"
PROPERTY: Final = "property"

MATCHES: Final = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)

_CLASSES: Final = ("owl:Class", "rdfs:Class")
_PROPERTIES: Final = (
    "owl:ObjectProperty",
    "owl:DatatypeProperty",
    "owl:AnnotationProperty",
    "rdf:Property",
)


@dataclass(frozen=True, slots=True)
class Match:
    """A term of another vocabulary that corresponds: how closely, and which."""

    relation: str
    to: Named

    @property
    def shown(self) -> str:
        """Name the other term: by its CURIE, or by its own name and where it is at home."""
        if self.to.name != self.to.iri:
            return self.to.name
        own = re.split(r"[/#]", self.to.iri)[-1]
        return f"{own} ({urlsplit(self.to.iri).hostname})"


@dataclass(frozen=True, slots=True)
class Relation:
    """Terms that stand in a relation to the one described; *key* names the relation."""

    key: str
    to: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property.

    Attributes:
        term: itself.
        kind: `class` or `property`.
        type: its class in OWL, such as `owl:ObjectProperty`.
        definition: what it means.
        examples: examples in words.
        relations: to other terms: above, below, of which class, with which values.
        matches: terms of other vocabularies.
        shapes: of a class, those that look at its things.
        rules: of a property, what they ask of it.
        status: how settled it is (`vs:term_status`).
        successor: what stands for it, where it is deprecated.
        is_deprecated: whether it is.
        use: what the data do with it.
    """

    term: Named
    kind: str
    type: str
    definition: Words
    examples: tuple[Words, ...]
    relations: tuple[Relation, ...]
    matches: tuple[Match, ...]
    shapes: tuple[Named, ...]
    rules: tuple[Rule, ...]
    status: str
    is_deprecated: bool
    successor: tuple[Named, ...]
    use: Use


@dataclass(frozen=True, slots=True)
class Branch:
    """A term in a tree: how deep it stands."""

    term: Named
    depth: int


def terms_of(facts: Facts, namespace: str, uses: Mapping[str, Use]) -> tuple[Term, ...]:
    """List the terms below *namespace*, the classes first, each kind by name."""
    rules, schemes = rules_by_property(facts), schemes_of_values(facts)
    classes, properties = iris_of(facts, namespace)
    return (
        *(
            _term(facts, iri, CLASS, _class_ways(facts, iri), (), uses.get(iri, UNUSED))
            for iri in classes
        ),
        *(
            _term(
                facts,
                iri,
                PROPERTY,
                _property_ways(facts, iri, schemes.get(iri, ())),
                rules.get(iri, ()),
                uses.get(iri, UNUSED),
            )
            for iri in properties
        ),
    )


def iris_of(facts: Facts, namespace: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the classes and the properties below *namespace*."""
    return _of(facts, namespace, _CLASSES), _of(facts, namespace, _PROPERTIES)


def reused_terms(facts: Facts, namespace: str) -> tuple[Named, ...]:
    """List the terms of others that the ontology names in words."""
    found = {
        iri
        for kind in (*_CLASSES, *_PROPERTIES)
        for iri in facts.instances(kind)
        if not iri.startswith(namespace) and facts.named(iri).label
    }
    return facts.all_named(found)


def tree_of(facts: Facts, iris: Iterable[str], upwards: str, language: str) -> tuple[Branch, ...]:
    """Put things under what is above each by the property *upwards*; siblings stand by label.

    What is above several stands below each of them, what is above itself only once on a way down.
    """
    inside = set(iris)
    below: dict[str, list[str]] = {}
    tops = []
    for iri in sorted(inside):
        above = [other for other in facts.iris(iri, upwards) if other in inside and other != iri]
        for other in above:
            below.setdefault(other, []).append(iri)
        if not above:
            tops.append(iri)

    def walked(iri: str, way: tuple[str, ...]) -> Iterator[Branch]:
        yield Branch(facts.named(iri), len(way))
        for child in ordered(map(facts.named, below.get(iri, ())), language):
            if child.iri not in way:
                yield from walked(child.iri, (*way, iri))

    above_all = ordered(map(facts.named, tops), language)
    return tuple(branch for top in above_all for branch in walked(top.iri, ()))


def matches_of(facts: Facts, iri: str) -> tuple[Match, ...]:
    """List the terms of other vocabularies that correspond to *iri*."""
    return tuple(
        Match(relation.partition(":")[2], named)
        for relation in MATCHES
        for named in facts.all_named(facts.iris(iri, relation))
    )


def _of(facts: Facts, namespace: str, kinds: Iterable[str]) -> tuple[str, ...]:
    found = {iri for kind in kinds for iri in facts.instances(kind) if iri.startswith(namespace)}
    return tuple(sorted(found, key=str.casefold))


def _term(
    facts: Facts,
    iri: str,
    kind: str,
    ways: Iterable[tuple[str, Iterable[str]]],
    rules: Iterable[Rule],
    use: Use,
) -> Term:
    types = {compact(held) for held in facts.iris(iri, "rdf:type")}
    return Term(
        facts.named(iri),
        kind,
        next(name for name in (*_CLASSES, *_PROPERTIES) if name in types),
        facts.words(iri, "skos:definition", "rdfs:comment"),
        facts.all_words(iri, "skos:example"),
        tuple(Relation(key, facts.all_named(found)) for key, found in ways if found),
        matches_of(facts, iri),
        shapes_for(facts, iri) if kind == CLASS else (),
        tuple(rules),
        facts.text(iri, "vs:term_status"),
        facts.text(iri, "owl:deprecated") == "true",
        facts.all_named(facts.iris(iri, "dcterms:isReplacedBy")),
        use,
    )


def _class_ways(facts: Facts, iri: str) -> Iterator[tuple[str, Iterable[str]]]:
    yield "sub-class-of", facts.iris(iri, "rdfs:subClassOf")
    yield "has-sub-class", facts.subjects("rdfs:subClassOf", iri)
    yield "disjoint-with", _disjoint(facts, iri)
    yield "has-property", facts.subjects("rdfs:domain", iri)
    yield "is-value-of", facts.subjects("rdfs:range", iri)


def _property_ways(
    facts: Facts, iri: str, schemes: Iterable[str]
) -> Iterator[tuple[str, Iterable[str]]]:
    yield "sub-property-of", facts.iris(iri, "rdfs:subPropertyOf")
    yield "has-sub-property", facts.subjects("rdfs:subPropertyOf", iri)
    yield "domain", facts.iris(iri, "rdfs:domain")
    yield "range", facts.iris(iri, "rdfs:range")
    yield "from-scheme", schemes
    yield "inverse-of", {*facts.iris(iri, "owl:inverseOf"), *facts.subjects("owl:inverseOf", iri)}


def _disjoint(facts: Facts, iri: str) -> set[str]:
    """List what shares no thing with a class, as lists of classes say."""
    found = {*facts.iris(iri, "owl:disjointWith"), *facts.subjects("owl:disjointWith", iri)}
    for group in facts.instances("owl:AllDisjointClasses"):
        members = {value.text for value in facts.members(facts.text(group, "owl:members"))}
        if iri in members:
            found |= members - {iri}
    return found
