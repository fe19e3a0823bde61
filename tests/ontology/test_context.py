"""`ontology/context.jsonld` has a plain key for every term, and the prefixes of the table."""

import json
from pathlib import Path

from rdflib import OWL, RDF, RDFS, XSD, Graph

from kg.namespaces import NS, PREFIXES, compact

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
ONTOLOGY = Graph().parse(
    data=(ROOT / "ontology" / "foerdergraph.ttl").read_text(encoding="utf-8"), format="turtle"
)


def entry(key: str) -> dict[str, str]:
    value = CONTEXT[key]
    return {"@id": value} if isinstance(value, str) else value


def test_the_prefixes_are_those_of_the_table() -> None:
    assert {key: CONTEXT.get(key) for key in PREFIXES} == dict(PREFIXES)


def test_every_class_has_its_name_as_key() -> None:
    for term in ONTOLOGY.subjects(RDF.type, OWL.Class):
        assert entry(str(term).removeprefix(NS)) == {"@id": compact(str(term))}


def test_every_property_has_its_name_as_key_with_its_range() -> None:
    for term in ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty):
        assert entry(str(term).removeprefix(NS)) == {"@id": compact(str(term)), "@type": "@id"}
    for term in ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty):
        found = entry(str(term).removeprefix(NS))
        assert found["@id"] == compact(str(term))
        match ONTOLOGY.value(term, RDFS.range):
            case XSD.string:
                assert set(found) == {"@id"}
            case None:
                assert found.get("@type") == "xsd:date" or found.get("@container") == "@language"
            case datatype:
                assert found["@type"] == compact(str(datatype))


def test_the_keys_are_sorted() -> None:
    keys = [key for key in CONTEXT if key not in PREFIXES and not key.startswith("@")]
    assert keys == sorted(keys, key=lambda key: (key.lower(), key))
