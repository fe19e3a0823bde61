"""Searching the project's own data over HTTP: what people and browsers send, and what they get."""

import json
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from kg.namespaces import expand

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def told(site: FlaskClient, address: str) -> dict[str, Any]:
    response = site.get(address)
    assert (response.status_code, response.content_type) == (200, "application/json")
    return json.loads(response.data)


def first(site: FlaskClient, text: str) -> str:
    return told(site, f"/search.json?q={quote(text)}")["results"][0]["iri"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iserlohn", "gemeinde:05962024"),
        ("05962024", "gemeinde:05962024"),
        ("5962024", "gemeinde:05962024"),
        ("059620024024", "gemeinde:05962024"),
        ("Q1130", "gemeinde:05962024"),
        ("Stadt Iserlohn", "stelle:gemeinde-05962024"),
        ("Köln", "gemeinde:05315000"),
        ("KOELN", "gemeinde:05315000"),
        ("Koln", "gemeinde:05315000"),
        ("DEA5B", "kreis:05974"),
        ("Kreis Soest", "stelle:kreis-05974"),
        ("Landkreis Nordhausen", "stelle:kreis-16062"),
        ("NRW", "land:05"),
        ("Neustadt an der Aisch", "gemeinde:09575153"),
        ("Sankt Wendel", "gemeinde:10046117"),
        ("KfW 436", "programm:mpsc"),
        ("Modellprojekte Smart Cities", "programm:mpsc"),
        ("Model Projects Smart Cities", "programm:mpsc"),
        ("mpsc", "programm:mpsc"),
        ("Digitale Modellregionen NRW", "programm:dmr-nrw"),
        ("BMI", "stelle:bmi"),
        ("Bundesministerium des Innern, für Bauen und Heimat", "stelle:bmi"),
        ("Stadtwerke Iserlohn", "stelle:swi"),
        ("ILE Ilzer Land eV", "stelle:ilzerland"),
        ("MVG Märkische Verkehrsgesellschaft Gesellschaft mit beschränkter Haftung", "stelle:mvg"),
        ("Isrlohn", "gemeinde:05962024"),
        ("Mobilität", "fgv:theme-mobility"),
    ],
)
def test_it_is_found_first(site: FlaskClient, text: str, expected: str) -> None:
    assert first(site, text) == expand(expected)


def test_everything_with_a_name_is_found_by_it(site: FlaskClient) -> None:
    """Ask for every programme, round, region and body by its label."""
    for kind in ("fg:FundingProgramme", "fg:ModelRegion", "m8g:PublicOrganisation"):
        query = f"SELECT ?s ?l {{ ?s a <{expand(kind)}> ; <{expand('rdfs:label')}> ?l }}"
        answer = json.loads(site.get(f"/sparql?query={quote(query)}&format=json").data)
        bindings = answer["results"]["bindings"]
        assert bindings, kind
        for row in bindings:
            results = told(site, f"/search.json?q={quote(row['l']['value'])}")["results"]
            exact = {hit["iri"] for hit in results if hit["exact"] == 100}
            assert row["s"]["value"] in exact, row["l"]["value"]


def test_the_page_has_hits_kinds_and_the_way_on(site: FlaskClient) -> None:
    page = site.get("/search?q=Smart", headers=BROWSER)
    assert page.content_type == "text/html; charset=utf-8"
    assert 'href="/doc/programm/mpsc"' in page.text
    assert "<mark>Smart</mark>" in page.text
    assert 'href="/search?q=Smart&amp;type=fg%3AProject"' in page.text
    assert 'href="/search?q=Smart&amp;page=2" rel="next"' in page.text
    assert 'href="?q=Smart&amp;lang=en"' in page.text
    assert '<meta name="robots" content="noindex, follow">' in page.text
    assert page.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"


def test_the_page_speaks_english_too(site: FlaskClient) -> None:
    page = site.get("/search?q=xyzzy&lang=en", headers=BROWSER).text
    assert "Nothing found" in page


def test_what_was_asked_is_shown_as_text_only(site: FlaskClient) -> None:
    text = '"><script>alert(1)</script>'
    page = site.get(f"/search?q={quote(text)}&type={quote(text)}", headers=BROWSER).text
    assert "<script>" not in page
    assert "&#34;&gt;&lt;script&gt;" in page


def test_pages_of_hits_follow_each_other_and_end(site: FlaskClient) -> None:
    address, seen = "/search.json?q=Neustadt", []
    while address:
        answer = told(site, address)
        seen += [hit["iri"] for hit in answer["results"]]
        address = (
            answer["next"] and f"{urlsplit(answer['next']).path}?{urlsplit(answer['next']).query}"
        )
    assert len(seen) == len(set(seen)) == answer["total"] > 25
    assert site.get(f"/search.json?q=Neustadt&page={answer['pages'] + 1}").status_code == 404


def test_a_type_narrows_and_counts_stay(site: FlaskClient) -> None:
    whole = told(site, "/search.json?q=Soest")
    narrowed = told(site, "/search.json?q=Soest&type=fg:District")
    assert [hit["label"] for hit in narrowed["results"]] == ["Soest"]
    assert narrowed["types"] == whole["types"]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        (f"/search?q={'x' * 201}", "q"),
        ("/search?q=a&page=0", "page"),
        ("/search?q=a&page=-1", "page"),
        ("/search?q=a&page=1e9", "page"),
        ("/search?q=a&page=%D9%A1", "page"),
        (f"/search?q=a&page={'9' * 400}", "page"),
        (f"/search/suggest?q={'x' * 201}", "q"),
    ],
)
def test_what_cannot_be_asked_is_named(site: FlaskClient, address: str, parameter: str) -> None:
    response = site.get(address)
    assert response.status_code == 400
    assert json.loads(response.data)["parameter"] == parameter


def test_suggestions_are_what_browsers_read(site: FlaskClient) -> None:
    response = site.get("/search/suggest?q=Iserl")
    assert response.content_type == "application/x-suggestions+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    text, names, descriptions, addresses = json.loads(response.data)
    assert (text, names[0]) == ("Iserl", "Iserlohn")
    assert descriptions[0] == "Gemeinde, Märkischer Kreis, Nordrhein-Westfalen"
    assert urlsplit(addresses[0]).path == "/doc/gemeinde/05962024"
    assert len(names) == len(descriptions) == len(addresses) <= 10


def test_a_few_letters_that_begin_nothing_suggest_nothing(site: FlaskClient) -> None:
    assert json.loads(site.get("/search/suggest?q=xqz").data) == ["xqz", [], [], []]


def test_browsers_find_the_search_and_can_use_it(site: FlaskClient) -> None:
    home = site.get("/", headers=BROWSER).text
    assert 'href="/search/description.xml" type="application/opensearchdescription+xml"' in home
    response = site.get("/search/description.xml", headers={"Host": "evil.example"})
    assert response.content_type == "application/opensearchdescription+xml"
    root = ET.fromstring(response.data)
    name = root.findtext(f"{OPEN_SEARCH}ShortName") or ""
    assert 0 < len(name) <= 16
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{OPEN_SEARCH}Url")}
    assert templates["text/html"].startswith("http://127.0.0.1:8000/search?q={searchTerms}")
    for media_type in ("text/html", "application/json", "application/x-suggestions+json"):
        filled = (
            templates[media_type].replace("{searchTerms}", "Iserlohn").replace("{startPage?}", "")
        )
        address = urlsplit(filled)
        got = site.get(f"{address.path}?{address.query}", headers={"Accept": media_type})
        assert (got.status_code, got.mimetype) == (200, media_type)


def test_asking_again_costs_nothing(site: FlaskClient) -> None:
    tag = site.get("/search.json?q=Iserlohn").headers["ETag"]
    again = site.get("/search.json?q=Iserlohn", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
