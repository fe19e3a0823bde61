"""A problem has a page in German and in English that says what to do."""

import pytest
from flask.testing import FlaskClient

from kg.web.problems import STATUSES
from kg.web.words.problem_reasons import in_german
from kg.web.words.texts import TEXTS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("status", sorted({*(s.value for s in STATUSES.values()), 404, 405}))
def test_every_status_has_words_in_both_languages(status: int) -> None:
    for key in (f"problem-{status}", f"problem-{status}-words"):
        german, english = TEXTS[key]
        assert german != english


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Das gibt es hier nicht"), ("en", "This is not here")]
)
def test_an_unknown_address_has_a_page_in_the_readers_language(
    client: FlaskClient, language: str, title: str
) -> None:
    answer = client.get("/doc/nichts", headers={"Accept": BROWSER, "Accept-Language": language})
    assert answer.status_code == 404
    assert f"<h1>{title}</h1>" in answer.text


def test_a_query_that_ends_early_is_not_told_to_use_another_form(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT {"})
    assert answer.status_code == 400
    assert answer.get_json()["detail"] == "line 1, column 9: this cannot stand here"


def test_a_page_says_the_reason_in_the_readers_language(client: FlaskClient) -> None:
    for language, reason in (("de", "q: länger als 200 Zeichen"), ("en", "q: longer than 200")):
        answer = client.get(
            f"/search?q={'a' * 201}", headers={"Accept": BROWSER, "Accept-Language": language}
        )
        assert answer.status_code == 400
        assert f'<p class="reason">{reason}' in answer.text
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]


def test_programs_are_told_in_english_and_get_the_german_beside_it(client: FlaskClient) -> None:
    answer = client.get("/doc/nichts", headers={"Accept-Language": "de", "Accept": "text/turtle"})
    assert answer.headers["Content-Language"] == "en"
    told = answer.get_json()
    assert told["detail"] == "nothing is known of <https://w3id.org/foerdergraph/id/nichts>"
    assert told["detail_de"] == "über <https://w3id.org/foerdergraph/id/nichts> ist nichts bekannt"


@pytest.mark.parametrize(
    "path",
    [
        "/?v=2026.01.01-0123abcd",
        "/data?v=2026.01.01-0123abcd",
        "/linkset/doc/gemeinde/05962024?v=2026.01.01-0123abcd",
        "/help?v=",
        "/quality?v=",
        "/reconcile?v=2026.01.01-0123abcd",
        "/search?q=x&v=2026.01.01-0123abcd",
        "/search/suggest?q=x&v=2026.01.01-0123abcd",
        "/void.ttl?v=2026.01.01-0123abcd",
        "/.well-known/void?v=2026.01.01-0123abcd",
    ],
)
def test_what_has_no_older_state_says_so(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "v"
    assert "/sparql, /q, /catalog, /cite and /dumps have older ones" in answer.get_json()["detail"]
    page = client.get(path, headers={"Accept": BROWSER, "Accept-Language": "de"}).text
    assert "das gibt es nur von der neuesten Ausgabe" in page


def test_the_reason_is_text_and_only_what_is_code_is_set_as_such(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql",
        query_string={"query": "SELECT ?x { ?x a nichts:da }", "lang": "de"},
        headers={"Accept": BROWSER},
    )
    reason = (
        "Zeile 1, Spalte 18: das Präfix <code>nichts:</code> ist nicht mit <code>PREFIX</code> "
        "vereinbart</p>"
    )
    assert f'<p class="reason" data-fault>{reason}' in answer.text
    page = client.get("/nichts?lang=de", headers={"Accept": BROWSER}).text
    assert (
        '<p class="reason">Über &lt;https://w3id.org/foerdergraph/nichts&gt; ist nichts bekannt</p>'
        in page
    )
    assert '<link rel="icon" href="' in page


def test_numbers_in_a_reason_are_written_in_its_language() -> None:
    assert in_german("the query ran longer than 0.5 s") == "die Abfrage lief länger als 0,5 s"
    assert in_german("the query ran longer than 30 s") == "die Abfrage lief länger als 30 s"
