"""A project in miniature: an ontology, a scheme, a context, and a way to put files beside them."""

from collections.abc import Callable
from pathlib import Path

import pytest

PREFIXES = """\
@prefix betrag: <https://w3id.org/foerdergraph/id/betrag/> .
@prefix fg: <https://w3id.org/foerdergraph/ns#> .
@prefix fgv: <https://w3id.org/foerdergraph/vocab/> .
@prefix graph: <https://w3id.org/foerdergraph/graph/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""

ONTOLOGY = """\
fg:AmountStatement a owl:Class .
fg:Municipality a owl:Class .
fg:ags a owl:DatatypeProperty .
fg:ars a owl:DatatypeProperty .
fg:asOf a owl:DatatypeProperty .
fg:amountKind a owl:ObjectProperty .
fg:motto a owl:DatatypeProperty ;
    rdfs:range rdf:langString .
fg:population a owl:DatatypeProperty .
fg:areaKm2 a owl:DatatypeProperty .
fg:within a owl:ObjectProperty .
fg:value a owl:DatatypeProperty .
"""

SCHEME = """\
fgv:amount-planned a skos:Concept .
fgv:amount-committed a skos:Concept .
"""

CONTEXT = """\
{
  "@context": {
    "@version": 1.1,
    "betrag": "https://w3id.org/foerdergraph/id/betrag/",
    "fg": "https://w3id.org/foerdergraph/ns#",
    "fgv": "https://w3id.org/foerdergraph/vocab/",
    "gemeinde": "https://w3id.org/foerdergraph/id/gemeinde/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ags": "fg:ags",
    "amountKind": {"@id": "fg:amountKind", "@type": "@id"},
    "areaKm2": {"@id": "fg:areaKm2", "@type": "xsd:decimal"},
    "id": "@id",
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "Municipality": "fg:Municipality",
    "population": {"@id": "fg:population", "@type": "xsd:integer"},
    "type": "@type",
    "within": {"@id": "fg:within", "@type": "@id"}
  }
}
"""

Put = Callable[[str, str], Path]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project's folder with a small model and no data."""
    (tmp_path / "ontology/schemes").mkdir(parents=True)
    (tmp_path / "data/curated").mkdir(parents=True)
    (tmp_path / "ontology/foerdergraph.ttl").write_text(PREFIXES + ONTOLOGY)
    (tmp_path / "ontology/schemes/amount-kind.ttl").write_text(PREFIXES + SCHEME)
    (tmp_path / "ontology/context.jsonld").write_text(CONTEXT)
    return tmp_path


@pytest.fixture
def put(root: Path) -> Put:
    """Write a file of the small project: path below the root, text."""

    def write(path: str, text: str) -> Path:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    return write


@pytest.fixture
def curate(put: Put) -> Callable[[str], Path]:
    """Write `data/curated/facts.trig` from what follows the prefixes; those take ten lines."""
    return lambda body: put("data/curated/facts.trig", PREFIXES + body)
