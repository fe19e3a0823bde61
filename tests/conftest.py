"""What the tests share. A fixture's name says its state; nothing here is changed by a test."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.engine import DataFiles, LocalEngine, load_files
from kg.jsonld import Context
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.reading.document_queries import read_document_queries

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "fixtures"

CONTEXT = """{"@context": {
  "fg": "https://w3id.org/foerdergraph/ns#",
  "gemeinde": "https://w3id.org/foerdergraph/id/gemeinde/",
  "kreis": "https://w3id.org/foerdergraph/id/kreis/",
  "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
  "xsd": "http://www.w3.org/2001/XMLSchema#",
  "id": "@id",
  "ags": "fg:ags",
  "label": {"@id": "rdfs:label", "@container": "@language"},
  "population": {"@id": "fg:population", "@type": "xsd:integer"},
  "within": {"@id": "fg:within", "@type": "@id"},
  "Municipality": "fg:Municipality"
}}"""


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(public_url="https://daten.example/graph", query_limit_bytes=10_000)


@pytest.fixture(scope="session")
def two_linked_things() -> Served:
    files = DataFiles((FIXTURES / "two-linked-things.trig",))
    context = Context.parse(CONTEXT)
    engine = LocalEngine(load_files(files), "memory", is_union=True, context=context)
    documents = read_document_queries(ROOT / "queries" / "documents")
    return Served(engine, "2026.01.01-0123abcd", documents, context)


@pytest.fixture(scope="session")
def app(settings: Settings, two_linked_things: Served) -> Flask:
    return create_app(settings, FixedServing(two_linked_things))


@pytest.fixture(scope="session")
def client(app: Flask) -> FlaskClient:
    return app.test_client()
