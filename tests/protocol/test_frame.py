"""What every page is framed by: styles, scripts and fonts, sections, and the search field."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.web.frame import statics

PREFIX = "/graph"  # below which the site of these tests lies
LINKED = re.compile(rf'(?:href|src)="{PREFIX}(/static/[^"]*)"')
YEAR = "public, max-age=31536000, immutable"


def linked(client: FlaskClient) -> list[str]:
    return LINKED.findall(client.get("/").text)


def test_what_a_page_is_dressed_with_is_there_and_stays(client: FlaskClient) -> None:
    paths = linked(client)
    assert any(path.startswith("/static/plain.css?v=") for path in paths)
    for path in paths:
        answer = client.get(path, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, YEAR), path


def test_an_address_that_names_other_content_is_asked_for_again_soon(client: FlaskClient) -> None:
    for path in ("/static/plain.css", "/static/plain.css?v=0"):
        answer = client.get(path, buffered=True)
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_styles_are_sent_compressed(client: FlaskClient) -> None:
    answer = client.get("/static/plain.css", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < len(statics.static_files()["plain.css"].body) / 2


def test_only_files_of_known_kinds_are_sent(client: FlaskClient) -> None:
    for name in ("", "built/manifest.json", "../app.py", "nothing.css"):
        assert client.get(f"/static/{name}").status_code == 404, name


def test_a_page_works_where_nothing_was_built(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = Path(statics.__file__).parents[1] / "static"
    for path in source.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    remembered = (statics.static_files, statics.fingerprint, statics.built, statics._manifest)
    monkeypatch.setattr(statics, "_FOLDER", tmp_path)
    for function in remembered:
        function.cache_clear()
    try:
        paths = linked(client)
        assert {path.partition("?")[0] for path in paths} == {
            "/static/plain.css",
            "/static/figures.css",
            "/static/mark.svg",
        }
    finally:
        monkeypatch.undo()
        for function in remembered:
            function.cache_clear()


@pytest.mark.parametrize(("language", "word"), [("de", "Abfragen"), ("en", "Queries")])
def test_sections_are_named_in_the_language_of_the_page(
    client: FlaskClient, language: str, word: str
) -> None:
    text = client.get(f"/?lang={language}").text
    assert f'<a href="{PREFIX}/sparql">{word}</a>' in text


def test_a_page_says_in_which_section_it_is(client: FlaskClient) -> None:
    text = client.get("/ns", headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert f'<a href="{PREFIX}/ns" aria-current="true">Model</a>' in text


def test_sections_lead_somewhere(client: FlaskClient) -> None:
    text = client.get("/").text
    frame = text.partition("<main")[0] + text.partition("</main>")[2]
    for path in re.findall(rf'<a href="{PREFIX}(/[^"]*)"', frame):
        answer = client.get(path, headers={"Accept": "text/html"}, buffered=True)
        assert answer.status_code in {200, 404}, path
        assert "is nothing at" not in answer.text, path


def test_the_search_field_names_where_suggestions_are(client: FlaskClient) -> None:
    assert f'data-suggest="{PREFIX}/search/suggest"' in client.get("/").text


def test_where_nothing_is_a_search_leads_on(client: FlaskClient) -> None:
    answer = client.get("/nothing", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert f'action="{PREFIX}/search"' in answer.text.partition("<main")[2]
    refused = client.get("/sparql?query=x", headers={"Accept": "text/html"})
    assert f'action="{PREFIX}/search"' not in refused.text.partition("<main")[2]


@pytest.mark.parametrize("spoken", ["de", "en"])
def test_a_page_is_the_original_in_its_own_language(client: FlaskClient, spoken: str) -> None:
    """Else a crawler takes one language for a copy of the other one."""
    page = client.get(f"/sparql?lang={spoken}&other=1", headers={"Accept": "text/html"}).text
    address = "https://daten.example/graph/sparql"
    assert f'<link rel="canonical" href="{address}?lang={spoken}">' in page
    for other in ("de", "en"):
        assert f'<link rel="alternate" hreflang="{other}" href="{address}?lang={other}">' in page
    assert f'<link rel="alternate" hreflang="x-default" href="{address}">' in page
