"""The concept schemes as pages tell them: a tree, each concept with all it has. Knows no Flask."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.engine import Engine
from kg.web.reading.asking import anywhere, references, rows
from kg.web.reading.facts import Facts, Named, Words, ordered
from kg.web.vocabularies.ontology_terms import Match, matches_of, tree_of
from kg.web.vocabularies.shape_rules import schemes_of_values
from kg.web.vocabularies.term_uses import MODEL_PROPERTIES, UNUSED, Use


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept.

    Attributes:
        concept: itself.
        depth: how deep it stands in its scheme.
        definition: what it means.
        other_names: further names, in the languages they have.
        notation: its code.
        matches: concepts of other schemes.
        use: what the data do with it.
    """

    concept: Named
    depth: int
    definition: Words
    other_names: tuple[Words, ...]
    notation: str
    matches: tuple[Match, ...]
    use: Use


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme.

    Attributes:
        scheme: itself.
        definition: what it is a list of.
        licence: the IRI of its licence, or empty.
        properties: those whose values must be of it.
        concepts: in the order of the tree.
    """

    scheme: Named
    definition: Words
    licence: str
    properties: tuple[Named, ...]
    concepts: tuple[Concept, ...]


def concepts_in(facts: Facts, scheme: str) -> tuple[str, ...]:
    """List the concepts of a scheme."""
    return facts.subjects("skos:inScheme", scheme)


def schemes_of(facts: Facts, language: str) -> tuple[Scheme, ...]:
    """List all schemes by label, with their concepts but without what the data do with them."""
    return tuple(
        scheme_of(facts, named.iri, {}, language)
        for named in ordered(map(facts.named, facts.instances("skos:ConceptScheme")), language)
    )


def scheme_of(facts: Facts, iri: str, uses: Mapping[str, Use], language: str) -> Scheme:
    """Describe one scheme."""
    asked = schemes_of_values(facts)
    return Scheme(
        facts.named(iri),
        facts.words(iri, "skos:definition", "dcterms:description"),
        facts.text(iri, "dcterms:license"),
        facts.all_named(prop for prop, all_of in asked.items() if iri in all_of),
        tuple(
            _concept(facts, branch.term, branch.depth, uses)
            for branch in tree_of(facts, concepts_in(facts, iri), "skos:broader", language)
        ),
    )


def _concept(facts: Facts, named: Named, depth: int, uses: Mapping[str, Use]) -> Concept:
    return Concept(
        named,
        depth,
        facts.words(named.iri, "skos:definition"),
        facts.all_words(named.iri, "skos:altLabel"),
        facts.text(named.iri, "skos:notation"),
        matches_of(facts, named.iri),
        uses.get(named.iri, UNUSED),
    )


def properties_with(asked: Engine, facts: Facts, iri: str) -> set[str]:
    """Find the properties whose values are of a scheme: by the rules, and in the data."""
    found = rows(
        asked,
        f"SELECT DISTINCT ?p {{ VALUES ?c {{ {references(concepts_in(facts, iri))} }} "
        f"{anywhere(asked, '?s ?p ?c')} }}",
    )
    asked_for = {prop for prop, all_of in schemes_of_values(facts).items() if iri in all_of}
    return asked_for | {row["p"].text for row in found} - MODEL_PROPERTIES


def scheme_markup(scheme: Scheme, address: str, language: str) -> dict[str, object]:
    """Write a scheme in schema.org's words, for search engines.

    Args:
        scheme: the scheme.
        address: of its page in this language.
        language: of the page.
    """
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": scheme.scheme.iri,
        "url": address,
        "name": scheme.scheme.label.in_language(language) or scheme.scheme.name,
        "description": scheme.definition.in_language(language),
        "inLanguage": language,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": entry.concept.iri,
                "name": entry.concept.label.in_language(language) or entry.concept.name,
                "description": entry.definition.in_language(language),
                **({"termCode": entry.notation} if entry.notation else {}),
            }
            for entry in scheme.concepts
        ],
    }
