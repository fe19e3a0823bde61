"""The page where queries are asked, without a script, and what its editor asks for."""

import json
from html import unescape

import pytest
from flask.testing import FlaskClient

from kg.namespaces import PREFIXES

PAGE = {"Accept": "text/html", "Accept-Language": "de"}
POPULATION = (
    "PREFIX fg: <https://w3id.org/foerdergraph/ns#>\n"
    "SELECT ?place ?people { ?place fg:population ?people }"
)


def test_a_table_shows_labels_that_lead_to_things_and_numbers_as_they_are_read(
    client: FlaskClient,
) -> None:
    page = client.get("/sparql", query_string={"query": POPULATION}, headers=PAGE).text
    assert '<a href="/graph/doc/gemeinde/05962024">Iserlohn</a>' in page
    assert '<td class="number" title="92174">92.174</td>' in page
    english = client.get("/sparql", query_string={"query": POPULATION, "lang": "en"}, headers=PAGE)
    assert '<td class="number" title="92174">92,174</td>' in english.text


def test_an_answer_says_how_long_it_is_and_that_it_is_complete(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": POPULATION}, headers=PAGE).text
    assert "1 Zeile, vollständig" in page
    assert "in der Ausgabe <code>2026.01.01-0123abcd</code>" in page


def test_an_answer_says_that_it_is_cut(client: FlaskClient) -> None:
    numbers = " ".join(str(number) for number in range(2000))
    query = f"SELECT ?x {{ VALUES ?x {{ {numbers} }} }}"
    page = client.get("/sparql", query_string={"query": query}, headers=PAGE).text
    assert "2.000 Zeilen, gezeigt werden die ersten 1.000" in page


def test_no_rows_are_no_empty_table(client: FlaskClient) -> None:
    query = {"query": "SELECT ?x { ?x a <urn:nothing> }", "lang": "en"}
    page = client.get("/sparql", query_string=query, headers=PAGE).text
    assert "nothing matches it" in page
    assert "<table>" not in page


def test_geojson_is_offered_where_there_is_a_geometry(client: FlaskClient) -> None:
    point = '"POINT(7.7 51.4)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    for query, is_offered in ((POPULATION, False), (f"SELECT ({point} AS ?x) {{}}", True)):
        page = client.get("/sparql", query_string={"query": query}, headers=PAGE).text
        assert ("format=geojson" in page) is is_offered
        assert "format=csv-excel" in page


def test_markup_in_data_stays_text(client: FlaskClient) -> None:
    query = 'SELECT ("<img src=x>" AS ?x) ("</script>" AS ?y) {}'
    page = client.get("/sparql", query_string={"query": query}, headers=PAGE).text
    assert "<img" not in page
    assert page.count("</script>") == page.count("<script")


@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*"])
def test_a_right_query_has_no_fault(client: FlaskClient, accept: str) -> None:
    told = client.post("/sparql/check", data={"query": POPULATION}, headers={"Accept": accept})
    assert (told.status_code, told.get_json()) == (200, {"fault": None})


@pytest.mark.parametrize(
    ("query", "language", "place", "words"),
    [
        ("SELECT * { ?x", "en", (1, 14), "expected"),
        ("SELECT ?x\nWHERE { ?x ?y }", "en", (2, 16), "this cannot stand here"),
        ("SELECT ?x\nWHERE { ?x ?y }", "de", (2, 16), "das kann hier nicht stehen"),
        ("SELECT * { ?x fg:ags 1 }", "en", (1, 15), "the prefix `fg:` is not declared"),
        ("SELECT * { ?x fg:ags 1 }", "de", (1, 15), "das Präfix `fg:` ist nicht mit `PREFIX`"),
        ("Iserlohn", "de", (1, 1), "hier wird erwartet: SELECT, ASK, CONSTRUCT oder DESCRIBE"),
        ("SELECT * { SERVICE <urn:x> {} }", "de", (None, None), "SERVICE ist nicht erlaubt"),
        ("DELETE WHERE { ?x ?y ?z }", "de", (None, None), "DELETE ist nicht erlaubt"),
        ("SELECT (<urn:f>(1) AS ?x) {}", "de", (None, None), "die Funktion <urn:f> gibt es"),
    ],
)
def test_a_fault_is_told_by_its_place_and_in_words(
    client: FlaskClient, query: str, language: str, place: tuple[int, int], words: str
) -> None:
    told = client.post(
        "/sparql/check", data={"query": query}, headers={"Accept-Language": language}
    )
    assert told.status_code == 200
    fault = told.get_json()["fault"]
    assert (fault["line"], fault["column"]) == place
    assert fault["reason"].startswith(words)


def test_nothing_is_no_query(client: FlaskClient) -> None:
    assert client.post("/sparql/check", data={"q": "ASK {}"}).status_code == 400


def test_the_editor_learns_the_prefixes(client: FlaskClient) -> None:
    told = client.get("/sparql/terms.json")
    assert told.get_json()["prefixes"] == dict(PREFIXES)
    assert (
        client.get(
            "/sparql/terms.json", headers={"If-None-Match": told.headers["ETag"]}
        ).status_code
        == 304
    )


def test_the_page_of_a_wrong_query_has_it_to_be_mended(client: FlaskClient) -> None:
    wrong = "SELECT ?x WHERE { ?x </textarea><script>alert(1)</script> }"
    page = client.get("/sparql", query_string={"query": wrong}, headers=PAGE)
    assert page.status_code == 400
    assert '<form id="asking"' in page.text
    assert "SELECT ?x WHERE { ?x &lt;/textarea&gt;" in page.text
    assert "<script>" not in page.text


def test_the_editor_begins_with_a_query_that_can_be_asked(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=PAGE).text
    assert "SELECT ?programme ?name WHERE {" in page
    told = json.loads(page.partition('<script type="application/json" id="told">')[2].split("<")[0])
    assert (told["root"], told["address"]) == ("/graph", "https://daten.example/graph")
    starter = unescape(page.partition('autocapitalize="off">')[2].partition("</textarea>")[0])
    assert client.get("/sparql", query_string={"query": starter}).status_code == 200


def given(page: str) -> dict[str, object]:
    held = page.partition('<script type="application/json" id="given">')[2]
    return dict(json.loads(held.partition("</script>")[0]))


def test_a_page_has_its_answer_for_the_script(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": POPULATION}, headers=PAGE).text
    held = given(page)
    answer = json.loads(str(held.pop("text")))
    assert answer["results"]["bindings"][0]["people"]["value"] == "92174"
    assert (held["isGraph"], held["version"]) == (False, "2026.01.01-0123abcd")


def test_a_page_has_its_graph_as_turtle_and_for_the_script(client: FlaskClient) -> None:
    query = POPULATION.replace(
        "SELECT ?place ?people", "CONSTRUCT { ?place fg:population ?people }"
    )
    page = client.get("/sparql", query_string={"query": query}, headers=PAGE).text
    assert "gemeinde:05962024 fg:population 92174 ." in unescape(page)
    assert str(given(page)["text"]).startswith(
        "<https://w3id.org/foerdergraph/id/gemeinde/05962024>"
    )


def test_markup_in_an_answer_does_not_end_what_the_script_reads(client: FlaskClient) -> None:
    query = 'SELECT ?x { VALUES ?x { "</script><b>" } }'
    page = client.get("/sparql", query_string={"query": query}, headers=PAGE).text
    assert (
        json.loads(str(given(page)["text"]))["results"]["bindings"][0]["x"]["value"]
        == "</script><b>"
    )


def test_a_long_answer_is_asked_for_by_the_script(client: FlaskClient) -> None:
    numbers = " ".join(str(number) for number in range(1800))
    wide = f"SELECT ?x ?y {{ VALUES ?x {{ {numbers} }} VALUES ?y {{ 1 2 3 4 5 6 7 8 }} }}"
    page = client.get("/sparql", query_string={"query": wide}, headers=PAGE).text
    assert 'id="given"' not in page
