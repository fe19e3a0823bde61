"""The page where queries are asked knows the real data: its words, its places, its questions."""

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
