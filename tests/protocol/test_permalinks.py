"""`/q`: a query is stored once, found by its hash, answered in each format, and never a page."""

import json
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.query_shelf import MAX_QUERY_BYTES
from kg.web.operating.serving import FixedServing, Served
from tests.conftest import ROOT
from tests.protocol.test_server import DATA, TOWN, served

QUERY = f"SELECT ?p ?o {{ <{TOWN}> ?p ?o }} ORDER BY ?p ?o"
BASE = "https://daten.example/graph"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def site(two_linked_things: Served, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(public_url=BASE, out=tmp_path_factory.mktemp("build"))
    return create_app(settings, FixedServing(two_linked_things)).test_client()


def stored(site: FlaskClient, text: str = QUERY, **parameters: str) -> str:
    """Store a query and return its path."""
    response = site.post("/q", data={"query": text, **parameters})
    assert response.status_code in {200, 201}, response.text
    return urlsplit(response.headers["Location"]).path.removeprefix("/graph")


def test_a_new_query_is_201_and_a_known_one_200(site: FlaskClient) -> None:
    text = "ASK { <urn:new> ?p ?o }"
    first, second = (site.post("/q", data={"query": text}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Cache-Control"] == "no-store"
    told = first.get_json()
    assert told["url"] == first.headers["Location"] == f"{BASE}/q/{told['address']}"
    assert told["pinned"] == f"{told['url']}?v=2026.01.01-0123abcd"


def test_a_query_may_be_posted_as_it_is(site: FlaskClient) -> None:
    posted = site.post("/q", data=QUERY, content_type="application/sparql-query")
    assert posted.headers["Location"].endswith(stored(site))


def test_no_address_is_made_of_what_the_client_calls_us(site: FlaskClient) -> None:
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    made = site.post("/q", data={"query": QUERY}, headers=evil)
    assert "evil.example" not in f"{made.headers}{made.text}"
    for suffix in (".csv", ".html", "/cite.html", "/cite.json"):
        got = site.get(f"{stored(site)}{suffix}", headers=evil)
        assert "evil.example" not in f"{got.headers}{got.text}"


def test_a_browser_is_led_to_the_page(site: FlaskClient) -> None:
    response = site.post("/q", data={"query": QUERY}, headers=BROWSER)
    assert (response.status_code, response.headers["Location"]) == (303, "/graph" + stored(site))


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/sparql-results+json"),
        ("srj", "application/sparql-results+json"),
        ("tsv", "text/tab-separated-values; charset=utf-8"),
        ("xml", "application/sparql-results+xml"),
    ],
)
def test_each_format_has_an_address(site: FlaskClient, suffix: str, media_type: str) -> None:
    """It says just what the endpoint says, to whatever `Accept`."""
    for header in ({}, BROWSER, {"Accept": "image/png"}):
        got = site.get(f"{stored(site)}.{suffix}", headers=header)
        assert (got.status_code, got.headers["Content-Type"]) == (200, media_type)
        asked = site.get("/sparql", query_string={"query": QUERY, "format": suffix})
        assert got.data == asked.data
        assert got.headers["ETag"] == asked.headers["ETag"]
        assert "Accept" not in got.headers["Vary"].split(", ")


def test_no_accept_at_all_gives_the_data(site: FlaskClient) -> None:
    got = site.get(stored(site))
    assert got.headers["Content-Type"] == "application/sparql-results+json"
    assert got.headers["Content-Location"] == f"/graph{stored(site)}.srj"
    assert "Accept" in got.headers["Vary"].split(", ")


def test_a_graph_is_given_as_graph(site: FlaskClient) -> None:
    path = stored(site, f"DESCRIBE <{TOWN}>")
    assert site.get(f"{path}.ttl").headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert site.get(f"{path}.json").headers["Content-Type"] == "application/ld+json"
    assert site.get(f"{path}.csv").status_code == 406


def test_the_graphs_that_were_asked_are_asked_again(site: FlaskClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    nothing = stored(site, count, **{"default-graph-uri": "urn:nothing"})
    assert nothing != stored(site, count)
    assert site.get(f"{nothing}.csv").text == "n\r\n0\r\n"


def test_the_answer_that_the_client_has_is_not_sent_again(site: FlaskClient) -> None:
    tag = site.get(f"{stored(site)}.csv").headers["ETag"]
    again = site.get(f"{stored(site)}.csv", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_head_says_what_get_says(site: FlaskClient) -> None:
    head, get = (call(f"{stored(site)}.csv") for call in (site.head, site.get))
    for name in ("Content-Type", "Content-Length", "ETag", "Link"):
        assert head.headers.getlist(name) == get.headers.getlist(name)


def test_links_name_what_to_cite_and_the_other_forms(site: FlaskClient) -> None:
    path = stored(site)
    links = site.get(f"{path}.csv").headers.getlist("Link")
    assert f'<{BASE}{path}?v=2026.01.01-0123abcd>; rel="cite-as"' in links
    assert f'<{BASE}{path}.tsv>; rel="alternate"; type="text/tab-separated-values"' in links
    assert "geojson" not in " ".join(links)  # which only an answer with a geometry can be
    assert f'<{BASE}{path}.html>; rel="alternate"; type="text/html"' in links


@pytest.mark.parametrize(
    ("bound", "has_map"), [('"POINT(7.6 51.3)"^^geo:wktLiteral', True), ("1", False)]
)
def test_a_page_leads_to_geojson_only_where_there_is_a_geometry(
    site: FlaskClient, bound: str, has_map: bool
) -> None:
    text = (
        f"PREFIX geo: <http://www.opengis.net/ont/geosparql#> SELECT ?x {{ BIND({bound} AS ?x) }}"
    )
    path = stored(site, text)
    page = site.get(path, headers=BROWSER).text
    assert (f"{path}.geojson" in page) is has_map


def test_the_query_itself_is_there_as_text(site: FlaskClient) -> None:
    got = site.get(f"{stored(site)}.rq", headers=BROWSER)
    assert (got.text, got.headers["Content-Type"]) == (
        f"{QUERY}\n",
        "application/sparql-query; charset=utf-8",
    )
    assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_what_a_client_wrote_is_text_on_the_page(site: FlaskClient) -> None:
    evil = (
        "# title: </title><script>alert(1)</script>\n"
        'SELECT ("<img src=x onerror=alert(2)>" AS ?html) '
        "(IRI('javascript:alert(3)') AS ?iri) {} #</pre><script>alert(4)</script>"
    )
    page = site.get(stored(site, evil), headers=BROWSER)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<script>" not in page.text
    assert "<img" not in page.text
    assert 'href="javascript' not in page.text
    assert "&lt;img src=x onerror=alert(2)&gt;" in page.text
    assert "<title>Gespeicherte Abfrage" in page.text
    assert '<meta name="robots" content="noindex">' in page.text


def test_answers_to_what_clients_wrote_are_not_to_be_indexed(site: FlaskClient) -> None:
    for suffix in (".csv", ".html", ".rq", "/cite", "/cite.txt", "/cite.html"):
        assert site.get(f"{stored(site)}{suffix}").headers["X-Robots-Tag"] == "noindex"
    for suffix in (".rq", "/cite", "/cite.html"):
        own = site.get("/q").get_json()[0]["url"].removeprefix(BASE)
        assert "X-Robots-Tag" not in site.get(f"{own}{suffix}").headers


def test_what_changes_from_call_to_call_is_not_kept(site: FlaskClient) -> None:
    path = stored(site, "SELECT (RAND() AS ?r) {}")
    for suffix in (".csv", ".html"):
        got = site.get(path + suffix)
        assert (got.headers["Cache-Control"], got.headers.get("ETag")) == ("no-store", None)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"query": "SELECT ?s { ?s ?p"}, 400),
        ({"query": "SELECT (<urn:f>(1) AS ?x) {}"}, 400),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 403),
        ({"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, 403),
        ({"update": "CLEAR ALL"}, 403),
        ({"format": "csv"}, 400),
    ],
)
def test_only_a_good_query_is_stored(site: FlaskClient, form: dict[str, str], status: int) -> None:
    assert site.post("/q", data=form).status_code == status


def test_a_query_that_is_too_long_gets_no_link(site: FlaskClient) -> None:
    """The endpoint answers longer ones."""
    long = "ASK {} #" + "x" * MAX_QUERY_BYTES
    assert site.post("/q", data={"query": long}).status_code == 413


@pytest.mark.parametrize(
    "name",
    [
        "a" * 26,
        "A" * 26,
        "a" * 25,
        "..%2F..%2Fetc%2Fpasswd",
        "%2e%2e",
        "a%0d%0aX-Evil:%201",
        "%ff",
        "' OR 1=1 --",
    ],
)
def test_what_was_never_stored_is_404(site: FlaskClient, name: str) -> None:
    got = site.get(f"/q/{name}", headers={"Accept": "application/json"})
    assert got.status_code == 404
    assert "X-Evil" not in got.headers


def test_questions_of_the_project_have_links_from_the_start(site: FlaskClient) -> None:
    listed = site.get("/q").get_json()
    assert len(listed) == len(list((ROOT / "queries" / "competency").glob("*.rq")))
    first = listed[0]
    assert first["name"] == "cq01-programmes-and-owners"
    assert first["title"]["en"] == "Programmes and who is responsible today"
    path = first["url"].removeprefix(BASE)
    assert site.get(f"{path}.csv").text.startswith("programme,programmeLabel,")
    assert "X-Robots-Tag" not in site.get(f"{path}.csv").headers
    assert "<h1>Programme und wer sie heute verantwortet</h1>" in site.get(f"{path}.html").text


def test_a_question_is_found_by_its_name(site: FlaskClient) -> None:
    got = site.get("/q/cq01-programmes-and-owners.csv")
    path = site.get("/q").get_json()[0]["url"].removeprefix(BASE)
    assert (got.status_code, got.headers["Location"]) == (302, f"/graph{path}.csv")
    kept = site.get("/q/cq01-programmes-and-owners?lang=en&v=2026.01.01-0123abcd&x=1")
    assert kept.headers["Location"] == f"/graph{path}?lang=en&v=2026.01.01-0123abcd"


def test_the_text_of_a_question_leads_to_its_link(site: FlaskClient) -> None:
    text = (ROOT / "queries" / "competency" / "cq01-programmes-and-owners.rq").read_text("utf-8")
    assert stored(site, text) == site.get("/q").get_json()[0]["url"].removeprefix(BASE)


def test_a_release_that_is_not_there_is_404(site: FlaskClient) -> None:
    path = stored(site)
    now, other = (site.get(f"{path}.csv?v={v}") for v in ("2026.01.01-0123abcd", "2025.01.01-0"))
    assert (now.status_code, other.status_code) == (200, 404)
    assert now.data == site.get(f"{path}.csv").data


def test_people_see_the_list_in_both_languages(site: FlaskClient) -> None:
    german = site.get("/q", headers=BROWSER).text
    english = site.get("/q?lang=en", headers=BROWSER).text
    assert "<h1>Dauerhafte Links</h1>" in german
    assert "Programmes and who is responsible today" in english


def test_the_form_of_the_endpoint_makes_links(site: FlaskClient) -> None:
    page = site.get("/sparql", query_string={"query": QUERY}, headers=BROWSER).text
    assert 'formmethod="post" formaction="/graph/q"' in page


def test_nobody_stores_where_the_operator_wants_none(
    two_linked_things: Served, tmp_path: Path
) -> None:
    settings = Settings(out=tmp_path, stored_queries_bytes=0)
    site = create_app(settings, FixedServing(two_linked_things)).test_client()
    refused = site.post("/q", data={"query": QUERY})
    assert (refused.status_code, refused.get_json()["detail"]) == (
        503,
        "this server stores no queries",
    )


def test_a_client_that_stores_very_much_waits(two_linked_things: Served, tmp_path: Path) -> None:
    site = create_app(Settings(out=tmp_path), FixedServing(two_linked_things)).test_client()
    for number in range(60):
        stored(site, f"ASK {{}} #{number}")
    refused = site.post("/q", data={"query": "ASK {} #60"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 30
    assert site.post("/q", data={"query": "ASK {} #59"}).status_code == 200


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("--data", str(DATA), out=tmp_path_factory.mktemp("build")) as address:
        yield address


def posted(base: str, text: str) -> tuple[int, dict[str, object]]:
    connection = HTTPConnection(base.removeprefix("http://"), timeout=20)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/q", urlencode({"query": text}), kind)
    response = connection.getresponse()
    told = response.status, json.loads(response.read())
    connection.close()
    return told


def test_the_workers_check_what_is_to_be_stored(base: str) -> None:
    assert posted(base, "SELECT ?s { ?s ?p }")[0] == 400
    assert posted(base, QUERY)[0] == 201


def test_what_would_run_for_long_is_stored_without_running(base: str) -> None:
    """It is asked of an empty graph."""
    slow = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
    assert posted(base, slow)[0] == 201


def test_the_page_tells_the_script_what_to_show_as_chart_or_map(site: FlaskClient) -> None:
    query = 'SELECT ("a < b & c" AS ?x) {}'
    path = stored(site, query)
    page = site.get(path, headers=BROWSER).text
    assert f'data-permalink="{path}"' in page
    assert '<script type="application/json" id="told">' in page
    shown = page.partition('<pre id="stored-query">')[2].partition("</pre>")[0]
    assert unescape(shown) == query


def test_a_query_to_some_graphs_is_shown_by_the_server_alone(site: FlaskClient) -> None:
    """The script would have to name the graphs too."""
    path = stored(site, **{"default-graph-uri": "urn:some"})
    assert "data-permalink" not in site.get(path, headers=BROWSER).text
