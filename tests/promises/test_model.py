"""The model's pages of the real data: each term has its place, each link leads to one."""

import html
import re

import pytest
from flask.testing import FlaskClient

from kg.namespaces import NS, SHAPES, VOCABULARY
from tests.promises.conftest import Ask

ANCHOR = re.compile(r'\bid="([^"]+)"')
LINK = re.compile(r'href="([^"]+)"')

MODEL = {"/ns": "ontology", "/shapes": "shapes", "/vocab": "vocabularies"}


@pytest.fixture(scope="module")
def pages(site: FlaskClient, ask: Ask) -> dict[str, str]:
    schemes = ask("SELECT ?scheme { ?scheme a skos:ConceptScheme }")
    names = [row["scheme"].removeprefix(VOCABULARY) for row in schemes]
    paths = [*MODEL, *(f"/vocab/{name}" for name in names)]
    return {path: html.unescape(site.get(f"{path}.de.html").text) for path in paths}


def anchors(pages: dict[str, str], path: str) -> set[str]:
    return set(ANCHOR.findall(pages[path]))


def test_every_term_has_its_anchor(pages: dict[str, str], ask: Ask) -> None:
    terms = ask(
        "SELECT DISTINCT ?term { ?term a ?kind FILTER(STRSTARTS(STR(?term), STR(fg:))) "
        "VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty } }"
    )
    assert len(terms) > 150
    assert {row["term"].removeprefix(NS) for row in terms} <= anchors(pages, "/ns")


def test_every_shape_has_its_anchor(pages: dict[str, str], ask: Ask) -> None:
    shapes = ask(
        "SELECT DISTINCT ?shape { VALUES ?kind { sh:NodeShape sh:PropertyShape "
        "sh:SPARQLConstraint } ?shape a ?kind }"
    )
    names = {row["shape"].removeprefix(SHAPES) for row in shapes if SHAPES in row["shape"]}
    assert len(names) > 300
    assert names - anchors(pages, "/shapes") == set()


def test_every_concept_stands_in_its_scheme(pages: dict[str, str], ask: Ask) -> None:
    rows = ask("SELECT ?concept ?scheme { ?concept skos:inScheme ?scheme }")
    missing = [
        row["concept"]
        for row in rows
        if row["concept"].removeprefix(VOCABULARY)
        not in anchors(pages, f"/vocab/{row['scheme'].removeprefix(VOCABULARY)}")
    ]
    assert (len(rows) > 150, missing) == (True, [])


def test_every_link_within_the_model_leads_to_a_place(pages: dict[str, str]) -> None:
    places = {path: anchors(pages, path) for path in pages}
    dead = {
        (path, link)
        for path, text in pages.items()
        for link in LINK.findall(text)
        if "#" in link and not link.startswith("http")
        for target, _, anchor in [link.partition("#")]
        if anchor not in places.get(target or path, set()) and anchor != "content"
    }
    assert dead == set()


def test_a_class_tells_how_many_things_it_has(pages: dict[str, str], ask: Ask) -> None:
    counted = ask(
        "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?thing a/rdfs:subClassOf* ?class "
        "FILTER(STRSTARTS(STR(?class), STR(fg:))) } GROUP BY ?class"
    )
    entries = dict(
        re.findall(r'<article class="term" id="([^"]+)">(.*?)</article>', pages["/ns"], re.DOTALL)
    )
    for row in counted:
        shown = re.search(
            r'title="SPARQL[^"]*">([\d.]+)</a>', entries[row["class"].removeprefix(NS)]
        )
        assert shown is not None
        assert shown[1].replace(".", "") == row["n"]


def test_the_picture_has_every_class_with_its_ways(pages: dict[str, str], ask: Ask) -> None:
    picture = pages["/ns"].partition('<section id="diagram">')[2].partition("</section>")[0]
    drawing, _, listed = picture.partition("<details>")
    classes = ask("SELECT ?c { ?c a owl:Class FILTER(STRSTARTS(STR(?c), STR(fg:))) }")
    names = {row["c"].removeprefix(NS) for row in classes}
    for part in (drawing, listed):
        assert names - set(re.findall(r'href="/ns#([^"]+)"', part)) == set()
    told = re.sub(r"<[^>]+>", "", listed)
    assert "in Linie → Organisationslinie" in told  # the ontology says both ends
    assert "Beteiligung an → gefördertes Vorhaben" in told  # the data say the second
    assert "Handlungsfeld" not in told  # leads to a concept
