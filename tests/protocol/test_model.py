"""The pages of ontology, schemes and shapes, and the same as RDF."""

import json
import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.engine import LocalEngine
from kg.formats import GRAPH_FORMATS, Format
from kg.namespaces import expand
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("path", "anchors"),
    [
        ("/ns", ["Municipality", "within"]),
        ("/ns/0.1.0", ["Municipality", "within"]),
        ("/vocab", ["role"]),
        ("/vocab/role", ["role-lead"]),
        ("/shapes", ["Municipality"]),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_has_an_anchor_for_each_term(
    client: FlaskClient, path: str, anchors: list[str], language: str
) -> None:
    text = client.get(f"{path}?lang={language}", headers=PAGE).text
    for anchor in anchors:
        assert f'id="{anchor}"' in text


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_term_stands_in_german_beside_english(client: FlaskClient, language: str) -> None:
    text = client.get(f"/ns?lang={language}", headers=PAGE).text
    assert re.search(
        r'<div lang="de">\s*<h3>Gemeinde</h3>\s*<p>Kleinste Gebietskörperschaft.</p>\s*</div>\s*'
        r'<div lang="en">\s*<h3>municipality</h3>\s*<p>Smallest territorial authority.</p>',
        text,
    )


def test_a_class_shows_examples_from_the_data(client: FlaskClient) -> None:
    assert '<a href="/graph/doc/gemeinde/05962024">Iserlohn</a>' in client.get("/ns.html").text


def test_a_label_from_the_data_stays_text(client: FlaskClient) -> None:
    text = client.get("/ns.html").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>" not in text


def test_a_version_is_the_one_that_is_served(client: FlaskClient) -> None:
    assert client.get("/ns/0.1.0.nt").data == client.get("/ns.nt").data
    for other in ("/ns/0.0.9", "/ns/0.1", "/ns/0.0.9.ttl", "/ns/%3E"):
        assert client.get(other).status_code == 404


@pytest.mark.parametrize("offer", GRAPH_FORMATS, ids=lambda f: f.name)
def test_a_scheme_comes_with_all_its_concepts(client: FlaskClient, offer: Format) -> None:
    response = client.get(f"/vocab/role.{offer.suffix}")
    assert response.content_type == offer.content_type
    assert isinstance(offer.codec, RdfFormat)
    triples = {quad.triple for quad in parse(response.data, format=offer.codec)}
    subjects = {triple.subject for triple in triples}
    assert subjects == {NamedNode(expand("fgv:role")), NamedNode(expand("fgv:role-lead"))}
    assert len(triples) == 5


def test_a_scheme_keeps_the_graph_of_each_statement(client: FlaskClient) -> None:
    quads = parse(client.get("/vocab/role.nq").data, format=RdfFormat.N_QUADS)
    assert {quad.graph_name for quad in quads} == {NamedNode(expand("graph:vocabularies"))}


def test_all_schemes_come_as_one_graph(client: FlaskClient) -> None:
    assert "fgv:role-lead skos:inScheme fgv:role" in client.get("/vocab.ttl").text
    assert client.get("/vocab.exe").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/ns", "/ns/0.1.0", "/shapes", "/vocab", "/vocab/role"],
)
def test_a_page_has_an_address_in_each_language(client: FlaskClient, path: str) -> None:
    english = client.get(f"{path}.en.html", headers={"Accept-Language": "de"})
    assert english.headers["Content-Language"] == "en"
    assert (
        f'<link rel="canonical" href="https://daten.example/graph{path}.en.html">' in english.text
    )
    assert f'href="/graph{path}.de.html" lang="de"' in english.text
    assert client.get(f"{path}.fr.html").status_code == 404


@pytest.mark.parametrize(
    "path", ["/ns.de.html", "/ns/0.1.0.ttl", "/shapes.nt", "/vocab", "/vocab/role"]
)
def test_a_304_asks_the_engine_nothing(
    two_linked_things: Served, settings: Settings, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(settings, FixedServing(two_linked_things)).test_client()
    tag = client.get(path).headers["ETag"]

    def refused(*_: object) -> None:
        raise AssertionError("the engine was asked")

    monkeypatch.setattr(LocalEngine, "prepare", refused)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_search_engines_find_a_scheme_as_a_set_of_terms(client: FlaskClient) -> None:
    text = client.get("/vocab/role.de.html").text
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    markup = json.loads(found)
    assert (markup["@type"], markup["name"]) == ("DefinedTermSet", "Rollen")
    assert [term["name"] for term in markup["hasDefinedTerm"]] == ["Federführung"]
    assert markup["url"] == "https://daten.example/graph/vocab/role.de.html"
