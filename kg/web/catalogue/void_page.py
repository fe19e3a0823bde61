"""What the page of the VoID description shows, from the statements of its graph. Knows no Flask."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.namespaces import PREFIXES, compact, expand
from kg.publication.void import DOCUMENT, WHOLE
from kg.web.reading.facts import Facts, Named, Words

CLASSES_QUERY: Final = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things)"""

GRAPHS_QUERY: Final = """SELECT ?graph (COUNT(*) AS ?statements) (COUNT(DISTINCT ?thing) AS ?things)
WHERE { GRAPH ?graph { ?thing ?property ?value } }
GROUP BY ?graph
ORDER BY DESC(?statements)"""

PROPERTIES_QUERY: Final = """SELECT ?property (COUNT(*) AS ?statements)
WHERE { { SELECT DISTINCT ?thing ?property ?value WHERE { ?thing ?property ?value } } }
GROUP BY ?property
ORDER BY DESC(?statements)"""

LINKS_QUERY: Final = f"""PREFIX void: <{expand("void:")}>

SELECT ?dataset ?property (COUNT(*) AS ?links)
WHERE {{
  ?dataset void:uriSpace ?space .
  FILTER(?dataset != <{WHOLE.value}>)
  {{ SELECT DISTINCT ?thing ?property ?value WHERE {{ ?thing ?property ?value }} }}
  FILTER(isIRI(?value) && STRSTARTS(STR(?value), ?space) && STR(?value) != ?space)
}}
GROUP BY ?dataset ?property
ORDER BY DESC(?links)"""


_LEADS: Final = {
    "void:classPartition": "void:class",
    "void-ext:datatypePartition": "void-ext:datatype",
}
"""Partitions of the values of a property → what names each of them."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What values are: a class or a datatype.

    Attributes:
        anchor: the fragment of the IRI of those values.
        to: the class or datatype.
    """

    anchor: str
    to: Named


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the dataset.

    Attributes:
        anchor: the fragment of its IRI.
        of: what picks it out: a class, a property, a graph.
        statements: how many it has.
        things: how many they are about.
        values: how many distinct values they have; None where nobody says.
        leads: what the values are: classes and datatypes.
        properties: its parts by property, the largest first.
    """

    anchor: str
    of: Named
    statements: int
    things: int
    values: int | None = None
    leads: tuple[Lead, ...] = ()
    properties: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class LinkSet:
    """Links into another dataset by one property.

    Attributes:
        anchor: the fragment of its IRI.
        target_anchor: of the other dataset; empty but for the first of its link sets.
    """

    anchor: str
    target_anchor: str
    target: Words
    homepage: str
    by: Named
    links: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what it is called and its page."""

    name: str
    title: Words
    text: Words


@dataclass(frozen=True, slots=True)
class DescriptionPage:
    """Everything that the page shows; lists of parts have the largest first.

    Attributes:
        sizes: what is counted of the whole, such as `triples` → how many.
        queries: for each list the query that makes it.
    """

    sizes: dict[str, int]
    classes: list[Part]
    properties: list[Part]
    graphs: list[Part]
    links: list[LinkSet]
    questions: list[Question]
    prefixes: dict[str, str]
    queries: dict[str, str]


def page_of(facts: Facts) -> DescriptionPage:
    """Make the page of what *facts* say."""
    this = WHOLE.value
    sizes = ("triples", "distinctSubjects", "entities", "distinctObjects", "properties", "classes")
    return DescriptionPage(
        sizes={name: _count(facts, this, name) for name in sizes},
        classes=_by_size(_class(facts, part) for part in facts.iris(this, "void:classPartition")),
        properties=_by_size(
            _part(facts, part, "void:property")
            for part in facts.iris(this, "void:propertyPartition")
        ),
        graphs=_by_size(_part(facts, part, "sd:name") for part in facts.instances("sd:NamedGraph")),
        links=_links(facts),
        questions=_questions(facts),
        prefixes=dict(PREFIXES),
        queries={
            "classes": CLASSES_QUERY,
            "graphs": GRAPHS_QUERY,
            "links": LINKS_QUERY,
            "properties": PROPERTIES_QUERY,
        },
    )


def _class(facts: Facts, part: str) -> Part:
    kind = facts.text(part, "void:class")
    members = facts.iris(part, "void:propertyPartition")
    return Part(
        _anchor(part),
        facts.named(kind),
        _count(facts, part, "triples"),
        _count(facts, part, "entities"),
        properties=tuple(_by_size(_part(facts, member, "void:property") for member in members)),
    )


def _part(facts: Facts, part: str, picked_by: str) -> Part:
    picked = facts.named(facts.text(part, picked_by))
    if not picked.label and picked_by == "sd:name":
        picked = Named(picked.iri, compact(picked.iri), facts.words(part, "rdfs:label"))
    values = facts.text(part, "void:distinctObjects")
    return Part(
        _anchor(part),
        picked,
        _count(facts, part, "triples"),
        _count(facts, part, "distinctSubjects"),
        int(values) if values else None,
        tuple(_leads(facts, part)),
    )


def _leads(facts: Facts, part: str) -> list[Lead]:
    found = [
        Lead(_anchor(to), facts.named(facts.text(to, names)))
        for parts, names in _LEADS.items()
        for to in facts.iris(part, parts)
    ]
    return sorted(found, key=lambda lead: lead.to.name.casefold())


def _links(facts: Facts) -> list[LinkSet]:
    found = []
    for this in facts.instances("void:Linkset"):
        target = facts.text(this, "void:objectsTarget")
        found.append(
            LinkSet(
                _anchor(this),
                _anchor(target),
                facts.words(target, "rdfs:label"),
                facts.text(target, "foaf:homepage"),
                facts.named(facts.text(this, "void:linkPredicate")),
                _count(facts, this, "triples"),
            )
        )
    named: set[str] = set()
    return [_named_once(one, named) for one in sorted(found, key=lambda s: (-s.links, s.anchor))]


def _named_once(links: LinkSet, named: set[str]) -> LinkSet:
    """Leave the anchor of the target to the first of its link sets: a page has it once."""
    if links.target_anchor in named:
        return replace(links, target_anchor="")
    named.add(links.target_anchor)
    return links


def _questions(facts: Facts) -> list[Question]:
    found = [
        Question(
            this.rpartition("/")[2],
            facts.words(this, "rdfs:label"),
            facts.words(this, "rdfs:comment"),
        )
        for this in facts.instances("sh:SPARQLExecutable")
        if facts.words(this, "rdfs:comment")
    ]
    return sorted(found, key=lambda question: question.name)


def _by_size(parts: Iterable[Part]) -> list[Part]:
    return sorted(
        parts,
        key=lambda part: (-(part.things if part.properties else part.statements), part.of.name),
    )


def _anchor(iri: str) -> str:
    return iri.removeprefix(f"{DOCUMENT.value}#") if "#" in iri else iri.rpartition("/")[2]


def _count(facts: Facts, subject: str, name: str) -> int:
    return int(facts.text(subject, f"void:{name}") or 0)
