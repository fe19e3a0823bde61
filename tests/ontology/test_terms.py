"""Every term of ours is labelled, defined and used; schemes are in order; the profile is kept."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.namespaces import NS, VOCABULARY, compact, expand

ROOT = Path(__file__).resolve().parents[2]
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
LANGUAGES = ("de", "en")

SLOTS = {
    "fg:Payment": "payments of the federal and Land lists",
    "fg:applicationDeadline": "calls of the Förderdatenbank",
    "fg:financingType": "Finanzierungsart of a grant notice",
    "fg:funderUnit": "Referat of the Förderkatalog",
    "fg:fundingForm": "Förderart of the Förderkatalog",
    "fg:fundingProfile": "Förderprofil of the Förderkatalog",
    "fg:fundsPhase": "notices of one phase",
    "fg:interventionCategory": "EU lists of operations",
    "fg:jointProject": "Verbundprojekt of the Förderkatalog",
    "fg:managerUnit": "Arbeitseinheit of the Förderkatalog",
    "fg:paymentDate": "payments of the federal and Land lists",
    "fg:paymentOf": "payments of the federal and Land lists",
    "fg:planCategory": "Leistungsplansystematik of the Förderkatalog",
}
"""Terms that no fact of today uses, kept as places for the fields of the lists named."""


def graph_of(*patterns: str) -> Graph:
    graph = Graph()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            graph.parse(data=path.read_text(encoding="utf-8"), format="turtle")
    return graph


ONTOLOGY = graph_of("ontology/foerdergraph.ttl")
SCHEMES = graph_of("ontology/schemes/*.ttl")
TERMS = sorted(
    term
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in ONTOLOGY.subjects(RDF.type, kind)
    if str(term).startswith(NS)
)
CONCEPTS = sorted(SCHEMES.subjects(RDF.type, SKOS.Concept))
SCHEME_NODES = sorted(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme))


def by_name(nodes: list[URIRef]) -> dict[str, URIRef]:
    return {compact(str(node)): node for node in nodes}


def texts(graph: Graph, node: URIRef, predicate: URIRef) -> Counter[str]:
    return Counter(str(text.language) for text in graph.objects(node, predicate))


@pytest.mark.parametrize("term", TERMS, ids=[compact(str(t)) for t in TERMS])
def test_a_term_has_one_label_and_one_definition_in_each_language(term: URIRef) -> None:
    assert texts(ONTOLOGY, term, RDFS.label) == Counter(LANGUAGES)
    assert texts(ONTOLOGY, term, SKOS.definition) == Counter(LANGUAGES)
    assert (term, RDFS.isDefinedBy, URIRef(NS.rstrip("#"))) in ONTOLOGY
    assert (term, VS.term_status, None) in ONTOLOGY


@pytest.mark.parametrize("node", [*CONCEPTS, *SCHEME_NODES], ids=compact)
def test_a_concept_and_a_scheme_have_label_and_definition_in_each_language(node: URIRef) -> None:
    for predicate in (SKOS.prefLabel, RDFS.label, SKOS.definition):
        assert texts(SCHEMES, node, predicate) == Counter(LANGUAGES), predicate


def test_definitions_are_sentences() -> None:
    for graph in (ONTOLOGY, SCHEMES):
        for node, text in graph.subject_objects(SKOS.definition):
            assert re.fullmatch(r"[A-ZÄÖÜ„“].*\.", str(text)), f"{node}: {text}"
            assert str(text) == str(text).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty])
def test_no_two_terms_of_a_kind_share_a_label(kind: URIRef, language: str) -> None:
    labels = Counter(
        str(label)
        for term in ONTOLOGY.subjects(RDF.type, kind)
        for label in ONTOLOGY.objects(term, RDFS.label)
        if isinstance(label, Literal) and label.language == language
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_names_are_camel_case() -> None:
    for term in TERMS:
        is_class = (term, RDF.type, OWL.Class) in ONTOLOGY
        pattern = r"[A-Z][A-Za-z]+" if is_class else r"[a-z][A-Za-z0-9]+"
        assert re.fullmatch(pattern, str(term).removeprefix(NS)), term


HEADER = (
    "dcterms:title",
    "dcterms:description",
    "dcterms:creator",
    "dcterms:publisher",
    "dcterms:created",
    "dcterms:issued",
    "dcterms:modified",
    "dcterms:license",
    "dcterms:bibliographicCitation",
    "owl:versionIRI",
    "owl:versionInfo",
    "vann:preferredNamespacePrefix",
    "vann:preferredNamespaceUri",
    "bibo:status",
)


@pytest.mark.parametrize("predicate", HEADER)
def test_the_header_of_the_ontology_is_complete(predicate: str) -> None:
    assert (URIRef(NS.rstrip("#")), URIRef(expand(predicate)), None) in ONTOLOGY


def test_the_version_iri_ends_in_the_version() -> None:
    header = URIRef(NS.rstrip("#"))
    version = str(ONTOLOGY.value(header, OWL.versionInfo))
    assert str(ONTOLOGY.value(header, OWL.versionIRI)) == f"{header}/{version}"


BEYOND_RL = (
    OWL.someValuesFrom,
    OWL.minCardinality,
    OWL.cardinality,
    OWL.minQualifiedCardinality,
    OWL.qualifiedCardinality,
    OWL.hasSelf,
    OWL.disjointUnionOf,
    OWL.equivalentClass,
    OWL.oneOf,
    OWL.unionOf,
    OWL.onDatatype,
)
RL_DATATYPES = {"xsd:decimal", "xsd:integer", "xsd:string", "xsd:boolean", "xsd:anyURI"}


def test_the_ontology_stays_within_owl_2_rl() -> None:
    used = {compact(str(p)) for p in ONTOLOGY.predicates() if p in BEYOND_RL}
    assert used == set()
    ranges = {
        compact(str(value))
        for term in ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty)
        for value in ONTOLOGY.objects(term, RDFS.range)
    }
    assert ranges <= RL_DATATYPES


def test_the_ontology_says_nothing_of_the_terms_of_others() -> None:
    foreign = {
        str(s)
        for s in ONTOLOGY.subjects()
        if isinstance(s, URIRef) and not str(s).startswith(NS) and str(s) != NS.rstrip("#")
    }
    assert foreign == set()


def test_alignments_are_mappings_only_and_start_from_our_terms() -> None:
    alignments = graph_of("ontology/alignments.ttl")
    assert {compact(str(p)) for p in alignments.predicates()} <= {
        "skos:broadMatch",
        "skos:closeMatch",
        "skos:exactMatch",
        "skos:narrowMatch",
    }
    own = {*TERMS, *CONCEPTS}
    assert [str(s) for s in alignments.subjects() if s not in own] == []


def test_each_scheme_stands_alone_in_a_file_of_its_name() -> None:
    for path in sorted((ROOT / "ontology" / "schemes").glob("*.ttl")):
        graph = graph_of(str(path.relative_to(ROOT)))
        scheme = URIRef(f"{VOCABULARY}{path.stem}")
        assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
        assert set(graph.objects(None, SKOS.inScheme)) == {scheme}


@pytest.mark.parametrize("concept", CONCEPTS, ids=[compact(str(c)) for c in CONCEPTS])
def test_a_concept_is_in_one_scheme_and_hangs_from_its_top(concept: URIRef) -> None:
    (scheme,) = SCHEMES.objects(concept, SKOS.inScheme)
    above = [concept]
    for step in itertools.count():
        assert step < 10, f"{concept}: the broader concepts go round in a circle"
        parent = SCHEMES.value(above[-1], SKOS.broader)
        if parent is None:
            break
        above.append(parent)
    assert (scheme, SKOS.hasTopConcept, above[-1]) in SCHEMES
    assert (above[-1], SKOS.topConceptOf, scheme) in SCHEMES


def test_no_two_concepts_of_a_scheme_share_a_label_or_a_notation() -> None:
    for scheme in SCHEME_NODES:
        members = list(SCHEMES.subjects(SKOS.inScheme, scheme))
        for predicate in (SKOS.prefLabel, SKOS.notation):
            values = Counter(v for m in members for v in SCHEMES.objects(m, predicate))
            assert [str(v) for v, n in values.items() if n > 1] == [], scheme


def texts_of(*patterns: str) -> str:
    paths = (path for pattern in patterns for path in ROOT.glob(pattern))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_term_is_used_by_data_rules_or_is_a_named_slot() -> None:
    by_curie = texts_of("data/curated/*.trig", "ontology/schemes/*.ttl", "queries/rules/*.rq")
    by_key = texts_of("data/*/*/source.toml") + texts_of("kg/sources/register.py")
    superclasses = {str(c) for c in ONTOLOGY.objects(None, RDFS.subClassOf)}
    unused = {
        curie
        for curie, term in by_name(TERMS).items()
        if not re.search(rf"\b{re.escape(curie)}\b", by_curie)
        and not re.search(rf"\b{re.escape(curie.removeprefix('fg:'))}\b", by_key)
        and str(term) not in superclasses
    }
    assert unused == set(SLOTS)


def test_the_licence_is_cc0() -> None:
    header = URIRef(NS.rstrip("#"))
    cc0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
    assert ONTOLOGY.value(header, DCTERMS.license) == cc0
    assert {SCHEMES.value(scheme, DCTERMS.license) for scheme in SCHEME_NODES} == {cc0}
