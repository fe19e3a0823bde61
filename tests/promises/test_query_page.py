"""The page where queries are asked knows the real data: its words, its places, its questions."""

import html
import re
import time
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kg.namespaces import expand
from tests.promises.conftest import ROOT, Ask

NAMES = sorted(path.stem for path in (ROOT / "queries" / "competency").glob("*.rq"))


def test_suggested_terms_come_by_how_often_the_data_have_them(site: FlaskClient, ask: Ask) -> None:
    told = site.get("/sparql/terms.json?lang=de").get_json()
    counted = ask("SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a fg:Municipality }")[0]["n"]
    first = told["classes"][0]
    assert (first["iri"], first["label"]) == (expand("fg:Municipality"), "Gemeinde")
    assert first["count"] == int(counted)
    for kind in ("classes", "properties"):
        counts = [term["count"] for term in told[kind]]
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] > 0
    labelled = [term for term in told["properties"] if term["label"]]
    assert expand("fg:within") in {term["iri"] for term in labelled}


def test_terms_have_the_words_of_the_page(site: FlaskClient) -> None:
    told = site.get("/sparql/terms.json?lang=en").get_json()
    assert told["classes"][0]["label"] == "municipality"


def test_the_map_has_an_outline_for_each_land(site: FlaskClient) -> None:
    told = site.get("/sparql/outlines.json").get_json()
    assert len(told["areas"]) == 16
    assert 550 < told["width"] < 750
    assert 800 < told["height"] < 950
    assert all(path.startswith("M") and path.endswith("Z") for path in told["areas"])


def test_all_questions_stand_beside_the_editor_in_both_languages(site: FlaskClient) -> None:
    for language, title in (
        ("de", "Programme und wer sie heute verantwortet"),
        ("en", "Programmes and who is responsible today"),
    ):
        page = site.get(f"/sparql?lang={language}", headers={"Accept": "text/html"}).text
        assert page.count("<li data-words=") == len(NAMES)
        assert f">{title}</a>" in page
        assert "who is responsible today" in page
        assert "wer sie heute verantwortet" in page


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_question_shows_its_rows(site: FlaskClient, name: str) -> None:
    """Without a script too: labels, not IRIs, and all rows or a word that they are not all."""
    led = site.get(f"/q/{name}.html")
    page = site.get(led.headers["Location"], headers={"Accept-Language": "de"})
    assert page.status_code == 200
    assert "<tbody>\n<tr>" in page.text
    assert ">https://w3id.org/foerdergraph/id/" not in page.text.partition("<table>")[2]


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }"


def page_of(address: str) -> tuple[int, str]:
    wish = {"Accept": "text/html", "Accept-Language": "de"}
    request = urllib.request.Request(address, headers=wish)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_page_does_not_wait_long_for_its_answer(server: str) -> None:
    """Without a script a link waits for it; one that is too slow keeps editor and questions."""
    began_s = time.perf_counter()
    status, page = page_of(f"{server}/sparql?query={quote(ENDLESS)}")
    assert (status, time.perf_counter() - began_s < 6) == (200, True)
    assert "data-asked" in page
    assert "Diese Abfrage braucht länger als 2 Sekunden." in page
    (link,) = re.findall(r'<a href="([^"]*&amp;timeout=[\d.]+)" rel="nofollow">', page)
    assert quote(ENDLESS, safe="") in link.replace("+", "%20")
    waited = re.sub(r"timeout=[\d.]+", "timeout=1", html.unescape(link))
    status, page = page_of(server + waited)
    assert status == 504
    assert "Die Abfrage dauerte zu lange" in page
    assert html.escape(ENDLESS, quote=False) in page
    assert page.count("<li data-words=") == len(NAMES)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_first_query_names_each_programme_once(
    site: FlaskClient, ask: Ask, language: str
) -> None:
    page = site.get(f"/sparql?lang={language}", headers={"Accept": "text/html"}).text
    (starter,) = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)
    rows = ask(re.sub(r"(?m)^PREFIX .*$", "", html.unescape(starter)))
    programmes = [row["programme"] for row in rows]
    assert len(programmes) == len(set(programmes)) > 10
    mpsc = next(row["name"] for row in rows if row["programme"].endswith("/mpsc"))
    assert (
        mpsc == {"de": "Modellprojekte Smart Cities", "en": "Model Projects Smart Cities"}[language]
    )


def test_counts_in_an_answer_have_groups_and_years_have_none(site: FlaskClient) -> None:
    query = "SELECT ?n ?y { VALUES (?n ?y) { (1144 2020) (11023 1998) } }"
    page = site.get(
        "/sparql", query_string={"query": query, "lang": "de"}, headers={"Accept": "text/html"}
    ).text
    cells = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', page)
    assert cells == ["1.144", "2020", "11.023", "1998"]
