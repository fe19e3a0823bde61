"""How to cite: a result that anyone finds again and can check, the dataset as a whole."""

import json
import re
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.releases import citing
from tests.protocol.test_server import TOWN

BASE = "https://daten.example/graph"
VERSION = "2026.01.01-0123abcd"
QUERY = f"SELECT ?p ?o {{ <{TOWN}> ?p ?o }}"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def site(two_linked_things: Served, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(public_url=BASE, out=tmp_path_factory.mktemp("build"))
    return create_app(settings, FixedServing(two_linked_things)).test_client()


def stored(site: FlaskClient, text: str = QUERY) -> str:
    location = site.post("/q", data={"query": text}).headers["Location"]
    return urlsplit(location).path.removeprefix("/graph")


@pytest.mark.parametrize("text", [QUERY, f"DESCRIBE <{TOWN}>", "ASK {}"])
def test_the_hash_is_of_what_the_address_gives(site: FlaskClient, text: str) -> None:
    path = stored(site, text)
    cited = site.get(f"{path}/cite.json").get_json()[0]
    suffix = "nt" if text.startswith("DESCRIBE") else "tsv"
    lines = sorted(site.get(f"{path}.{suffix}?v={VERSION}").data.splitlines(keepends=True))
    told = cited["note"].removeprefix("SHA-256 des Ergebnisses: ")
    assert told == sha256(b"".join(line.rstrip(b"\n") + b"\n" for line in lines)).hexdigest()
    assert cited["URL"] == f"{BASE}{path}?v={VERSION}"
    assert cited["version"] == VERSION


@pytest.mark.parametrize(
    ("suffix", "accept", "media_type"),
    [
        ("txt", "text/plain", "text/plain; charset=utf-8"),
        ("bib", "application/x-bibtex", "application/x-bibtex; charset=utf-8"),
        ("json", "application/json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
        (
            "json",
            "application/vnd.citationstyles.csl+json",
            "application/vnd.citationstyles.csl+json; charset=utf-8",
        ),
    ],
)
@pytest.mark.parametrize("what", ["/cite", "/q/cq01-programmes-and-owners/cite"])
def test_each_form_is_found_by_suffix_and_by_type(
    site: FlaskClient, what: str, suffix: str, accept: str, media_type: str
) -> None:
    named = site.get(f"{what}.{suffix}", headers=BROWSER)
    negotiated = site.get(what, headers={"Accept": accept})
    assert named.headers["Content-Type"] == negotiated.headers["Content-Type"] == media_type
    assert named.data == negotiated.data
    assert VERSION in named.text


def test_text_is_given_to_whoever_does_not_say(site: FlaskClient) -> None:
    assert site.get("/cite").headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_dataset_is_cited_with_its_release(site: FlaskClient) -> None:
    """Files that are served as they are say neither a date nor who made them."""
    assert site.get("/cite", headers={"Accept-Language": "en"}).text == (
        "Fördergraph (n.d.): Fördergraph: who funds digital municipalities in Germany? "
        f"Release {VERSION}. {BASE}/.\n"
    )


def test_the_title_is_that_of_the_question(site: FlaskClient) -> None:
    english = site.get("/q/cq01-programmes-and-owners/cite.txt?lang=en")
    assert english.text.startswith("Fördergraph (n.d.): Programmes and who is responsible today.")
    assert english.headers["Content-Language"] == "en"


def test_what_a_client_wrote_is_no_title_of_ours(site: FlaskClient) -> None:
    path = stored(site, f"# title.de: Ganz was anderes\n{QUERY}")
    cited = site.get(f"{path}/cite.txt").text
    assert "Ganz was anderes" not in cited
    assert f"SPARQL {path.removeprefix('/q/')}" in cited


def test_the_page_shows_it_and_how_to_check(site: FlaskClient) -> None:
    path = stored(site)
    page = site.get(f"{path}/cite", headers=BROWSER).text
    assert f'curl -s "{BASE}{path}.tsv?v={VERSION}" | LC_ALL=C sort | sha256sum' in page
    assert "@misc{foerdergraph-" in page
    assert f'href="/graph{path}/cite.bib?v={VERSION}&amp;lang=de"' in page


@pytest.mark.parametrize("text", ["SELECT (RAND() AS ?r) {}", "SELECT (BNODE() AS ?b) {}"])
def test_what_differs_each_time_is_cited_without_hash(site: FlaskClient, text: str) -> None:
    got = site.get(f"{stored(site, text)}/cite.txt")
    assert "SHA-256" not in got.text
    assert got.headers["Cache-Control"] == "no-store"


def test_a_long_result_is_cited_without_hash(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT ?a { VALUES ?a { " + " ".join(map(str, range(100))) + " } }"
    monkeypatch.setattr(citing, "_HASHED_BYTES", 100)
    cited = json.loads(site.get(f"{stored(site, text)}/cite.json").data)[0]
    assert "note" not in cited


@pytest.mark.parametrize(
    "path", ["/cite.exe", "/q/" + "a" * 26 + "/cite", f"/cite?v=2020.01.01-{'0' * 8}"]
)
def test_what_is_not_there_is_404(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_a_client_that_has_it_is_told_so(site: FlaskClient) -> None:
    path = f"{stored(site)}/cite.bib"
    tag = site.get(path).headers["ETag"]
    assert site.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_links_lead_to_each_form(site: FlaskClient) -> None:
    links = site.get("/cite").headers.getlist("Link")
    suffixes = [re.search(r"/cite\.(\w+)\?v=", link) for link in links]
    assert [found[1] for found in suffixes if found] == ["txt", "bib", "json"]
