"""Ontology, shapes and schemes as their pages tell them, made from a small model."""

import pytest

from kg.engine import DataFiles, Engine, LocalEngine, load_files
from kg.namespaces import NS, expand
from kg.web.reading.asking import Value, rows
from kg.web.reading.facts import MODEL_GRAPHS, Facts, Words, by_label, facts_of
from kg.web.vocabularies.ontology_terms import Term, iris_of, reused_terms, terms_of, tree_of
from kg.web.vocabularies.schemes import concepts_in, properties_with, scheme_of, schemes_of
from kg.web.vocabularies.shape_rules import shapes_of
from kg.web.vocabularies.term_uses import class_uses, concept_uses, property_uses
from tests.conftest import FIXTURES

SCHEME = expand("fgv:theme")


@pytest.fixture(scope="module")
def engine() -> Engine:
    files = DataFiles((FIXTURES / "small-model.trig",))
    return LocalEngine(load_files(files), "memory", is_union=True)


@pytest.fixture(scope="module")
def facts(engine: Engine) -> Facts:
    return facts_of(engine, *MODEL_GRAPHS)


@pytest.fixture(scope="module")
def terms(facts: Facts) -> dict[str, Term]:
    return {term.term.name: term for term in terms_of(facts, NS, {})}


def related(term: Term) -> dict[str, list[str]]:
    return {relation.key: [named.name for named in relation.to] for relation in term.relations}


def test_a_term_has_its_words_in_both_languages(terms: dict[str, Term]) -> None:
    project = terms["fg:Project"]
    assert project.term.label == Words("Projekt", "project")
    assert project.definition == Words("Ein Projekt.", "")
    assert project.definition.in_language("en") == "Ein Projekt."
    assert set(project.examples) == {Words("Ein Beispiel."), Words(en="An example.")}
    assert project.status == "testing"


def test_a_class_knows_its_neighbours(terms: dict[str, Term]) -> None:
    assert related(terms["fg:Project"]) == {"sub-class-of": ["fg:Activity"]}
    assert related(terms["fg:Activity"]) == {
        "has-sub-class": ["fg:Project"],
        "disjoint-with": ["fg:Grant"],
        "has-property": ["fg:theme"],
    }


def test_a_property_knows_its_neighbours_and_its_list(terms: dict[str, Term]) -> None:
    assert related(terms["fg:theme"]) == {
        "domain": ["fg:Activity"],
        "range": ["skos:Concept"],
        "from-scheme": ["fgv:theme"],
        "inverse-of": ["fg:themeOf"],
    }
    assert related(terms["fg:themeOf"]) == {"inverse-of": ["fg:theme"]}


def test_a_term_tells_the_rules_that_hold_for_it(terms: dict[str, Term]) -> None:
    assert [shape.name for shape in terms["fg:Project"].shapes] == ["fgs:ProjectShape"]
    assert [rule.message.en for rule in terms["fg:theme"].rules] == ["A project has a theme."]


def test_a_correspondence_is_named_by_its_home(terms: dict[str, Term]) -> None:
    shown = [(match.relation, match.shown) for match in terms["fg:Project"].matches]
    assert shown == [
        ("closeMatch", "Project (data.europa.eu)"),
        ("closeMatch", "schema:Project"),
    ]


def test_a_deprecated_term_names_its_successor(terms: dict[str, Term]) -> None:
    assert terms["fg:Old"].is_deprecated
    assert [named.name for named in terms["fg:Old"].successor] == ["fg:Grant"]
    assert not terms["fg:Grant"].is_deprecated


def test_terms_of_others_are_told_apart(facts: Facts) -> None:
    assert [named.name for named in reused_terms(facts, NS)] == ["skos:Concept"]
    classes, properties = iris_of(facts, NS)
    assert [iri.removeprefix(NS) for iri in classes] == ["Activity", "Grant", "Old", "Project"]
    assert [iri.removeprefix(NS) for iri in properties] == ["theme", "themeOf"]


def test_a_tree_is_sorted_by_label_and_a_loop_is_left_out(facts: Facts) -> None:
    """What is above itself has no place below a top, so it is not walked forever."""
    branches = tree_of(facts, concepts_in(facts, SCHEME), "skos:broader", "de")
    assert [(b.term.name.removeprefix("fgv:theme-"), b.depth) for b in branches] == [
        ("b", 0),
        ("c", 1),
        ("d", 2),
        ("a", 0),
    ]
    in_english = tree_of(facts, concepts_in(facts, SCHEME), "skos:broader", "en")
    assert [b.term.name[-1] for b in in_english] == ["a", "b", "c", "d"]


def test_an_umlaut_sorts_beside_its_letter(facts: Facts) -> None:
    assert by_label(facts.named(expand("fgv:theme-b")), "de") == "uberall"


def test_a_shape_tells_what_it_looks_at_and_asks(facts: Facts) -> None:
    project, theme = shapes_of(facts)
    assert [(t.way, t.of.name) for t in project.targets] == [("sh:targetClass", "fg:Project")]
    assert (theme.targets, [caller.name for caller in theme.callers]) == (
        (),
        ["fgs:ProjectShape-theme"],
    )
    grant, with_theme, query = project.rules
    assert (with_theme.path, with_theme.is_warning) == ("fg:theme", True)
    one = Value("1", datatype=expand("xsd:integer"))
    assert [(c.name, c.values) for c in with_theme.constraints[:2]] == [
        ("minCount", (one,)),
        ("maxCount", (one,)),
    ]
    assert with_theme.constraints[2].named[0].label.de == "Begriff der Liste Handlungsfeld"
    assert query.query == "SELECT $this { $this a fg:Old }"
    assert not query.is_warning
    assert [value.text for value in grant.constraints[0].values] == ["eins", "zwei"]


def test_a_path_is_written_as_sparql_does(facts: Facts) -> None:
    grant = shapes_of(facts)[0].rules[0]
    assert grant.path == "^fg:funds / fg:a | fg:b / fg:c*"
    assert [named.name for named in grant.on] == ["fg:a", "fg:b", "fg:c", "fg:funds"]


def test_a_class_counts_the_things_of_its_subclasses(engine: Engine) -> None:
    uses = class_uses(engine, [expand("fg:Activity"), expand("fg:Grant")], "de")
    assert set(uses) == {expand("fg:Activity")}
    use = uses[expand("fg:Activity")]
    assert (use.count, [example.label for example in use.examples]) == (2, ["Eins", "Zwei"])


def test_a_statement_of_two_graphs_counts_once(engine: Engine) -> None:
    use = property_uses(engine, [expand("fg:theme")], "en")[expand("fg:theme")]
    assert use.count == 2
    assert [(e.label, e.value_label) for e in use.examples] == [
        ("Eins", "everywhere"),
        ("Zwei", "everywhere"),
    ]


def test_a_count_is_that_of_the_rows_of_its_query(engine: Engine, facts: Facts) -> None:
    classes, properties = iris_of(facts, NS)
    uses = {
        **class_uses(engine, classes, "de"),
        **property_uses(engine, properties, "en"),
        **concept_uses(engine, concepts_in(facts, SCHEME), "de"),
    }
    assert len(uses) == 4
    assert {term: len(rows(engine, use.query)) for term, use in uses.items()} == {
        term: use.count for term, use in uses.items()
    }


def test_a_query_is_written_as_people_would(engine: Engine) -> None:
    use = property_uses(engine, [expand("fg:theme")], "en")[expand("fg:theme")]
    assert use.query.splitlines() == [
        "PREFIX fg: <https://w3id.org/foerdergraph/ns#>",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
        "SELECT DISTINCT ?thing ?value ?label WHERE {",
        "  ?thing fg:theme ?value",
        '  OPTIONAL { ?thing rdfs:label ?label FILTER(LANG(?label) = "en") }',
        "}",
        "ORDER BY ?label ?thing ?value",
    ]


def test_a_concept_counts_the_data_and_not_the_model(engine: Engine, facts: Facts) -> None:
    uses = concept_uses(engine, concepts_in(facts, SCHEME), "de")
    assert {iri[-1]: use.count for iri, use in uses.items()} == {"b": 2}


def test_a_scheme_tells_where_its_concepts_are_values(engine: Engine, facts: Facts) -> None:
    assert properties_with(engine, facts, SCHEME) == {expand("fg:theme")}
    scheme = scheme_of(facts, SCHEME, {}, "de")
    assert [named.name for named in scheme.properties] == ["fg:theme"]
    first = scheme.concepts[0]
    assert (first.notation, set(first.other_names)) == ("b", {Words("hier"), Words(en="here")})
    assert [one.scheme.name for one in schemes_of(facts, "de")] == ["fgv:theme"]
