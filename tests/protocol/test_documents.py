"""Every IRI of ours leads to what it names, as a page and as RDF."""

import json
import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.formats import GRAPH_FORMATS, Format
from kg.namespaces import expand

TOWN = "/doc/gemeinde/05962024"
DATA_BLOCKS = {'<script type="application/ld+json">', '<script type="application/json" id="told">'}
OWN_SCRIPT = re.compile(r'<script type="module" src="/graph/static/built/assets/[\w.-]+\.js">')
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_the_way_from_a_thing_keeps_what_was_asked_of_it(client: FlaskClient) -> None:
    asked = "/id/gemeinde/05962024?via=fg:within&page=2&v=2026.01.01-0123abcd"
    location = client.get(asked).headers["Location"]
    assert location == f"/graph/doc{asked.removeprefix('/id')}"


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*", "image/png"])
def test_a_thing_leads_to_its_document_by_303(client: FlaskClient, accept: str) -> None:
    response = client.get("/id/gemeinde/05962024", headers={"Accept": accept})
    assert response.status_code == 303
    assert response.headers["Location"] == "/graph/doc/gemeinde/05962024"
    described_by = '<https://daten.example/graph/doc/gemeinde/05962024>; rel="describedby"'
    assert response.headers["Link"] == described_by


@pytest.mark.parametrize("offer", GRAPH_FORMATS, ids=lambda f: f.name)
def test_a_document_comes_in_every_graph_format_by_suffix(
    client: FlaskClient, offer: Format
) -> None:
    response = client.get(f"{TOWN}.{offer.suffix}", headers={"Accept": "image/png"})
    assert response.content_type == offer.content_type
    assert isinstance(offer.codec, RdfFormat)
    triples = {quad.triple for quad in parse(response.data, format=offer.codec)}
    codes = {t.object.value for t in triples if t.predicate == NamedNode(expand("fg:ags"))}
    assert codes == {"05962024"}
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("offer", GRAPH_FORMATS, ids=lambda f: f.name)
def test_a_document_comes_in_every_graph_format_by_accept(
    client: FlaskClient, offer: Format
) -> None:
    response = client.get(TOWN, headers={"Accept": offer.media_type})
    assert response.content_type == offer.content_type
    assert response.headers["Content-Location"] == f"/graph{TOWN}.{offer.suffix}"
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


def test_the_document_names_neighbours_and_sources(client: FlaskClient) -> None:
    text = client.get(f"{TOWN}.ttl").text
    assert 'kreis:05962 rdfs:label "Märkischer Kreis"@de' in text
    assert "fg:sourceUrl <https://example.org/directory>" in text


def test_the_document_starts_with_the_thing_itself(client: FlaskClient) -> None:
    lines = [line for line in client.get(f"{TOWN}.ttl").text.splitlines() if line[0] != "@"]
    assert lines[0] == "gemeinde:05962024 a fg:Municipality ;"


def test_a_document_says_what_points_at_the_thing(client: FlaskClient) -> None:
    text = client.get("/doc/kreis/05962.nt").text
    within = f"<{expand('gemeinde:05962024')}> <{expand('fg:within')}> <{expand('kreis:05962')}> ."
    assert within in text


def test_trig_keeps_the_graph_of_each_statement(client: FlaskClient) -> None:
    quads = list(parse(client.get(f"{TOWN}.trig").data, format=RdfFormat.TRIG))
    town = NamedNode(expand("gemeinde:05962024"))
    own = {quad.graph_name for quad in quads if quad.subject == town}
    assert own == {NamedNode(expand("graph:directory"))}
    read = [quad for quad in quads if quad.predicate == NamedNode(expand("fg:retrievedAt"))]
    assert {quad.graph_name for quad in read} == {NamedNode(expand("graph:register"))}


def test_json_ld_speaks_in_the_keys_of_the_context(client: FlaskClient) -> None:
    town = json.loads(client.get(f"{TOWN}.jsonld").data)["@graph"][0]
    assert town["ags"] == "05962024"
    assert town["within"] == "kreis:05962"
    assert town["label"] == {"de": "Iserlohn"}


def test_a_page_shows_labels_sources_and_formats(client: FlaskClient) -> None:
    response = client.get(TOWN, headers=BROWSER)
    assert response.content_type == "text/html; charset=utf-8"
    assert "<h1>Iserlohn</h1>" in response.text
    assert '<a href="/graph/doc/kreis/05962"' in response.text
    assert ">Märkischer Kreis</a>" in response.text
    told = "Verzeichnis der Gemeinden\nStand 31.12.2025\nabgerufen 15.01.2026"
    assert told in response.text
    assert '<link rel="alternate" type="text/turtle"' in response.text


@pytest.mark.parametrize(
    ("headers", "query", "word"),
    [
        ({"Accept-Language": "de"}, "", "liegt in"),
        ({"Accept-Language": "en-GB"}, "", "within"),
        ({"Accept-Language": "en"}, "?lang=de", "liegt in"),
        ({}, "?lang=en", "within"),
    ],
)
def test_a_page_speaks_the_language_asked_for(
    client: FlaskClient, headers: dict[str, str], query: str, word: str
) -> None:
    response = client.get(TOWN + ".html" + query, headers=headers)
    assert f">{word}</a>" in response.text
    assert response.headers["Vary"] == "Accept-Language, Accept-Encoding"


def test_a_page_has_no_script_inside(client: FlaskClient) -> None:
    for path in ("/", TOWN, "/ns", "/shapes", "/graph/directory", "/sparql"):
        page = client.get(path, headers=BROWSER).text
        scripts = re.findall(r"<script[^>]*>", page)
        assert {s for s in scripts if not OWN_SCRIPT.fullmatch(s)} <= DATA_BLOCKS


def test_link_headers_name_every_other_format(client: FlaskClient) -> None:
    links = client.get(f"{TOWN}.ttl").headers.get_all("Link")
    alternates = [link for link in links if 'rel="alternate"' in link]
    assert len(alternates) == len(GRAPH_FORMATS)
    assert f'<https://daten.example/graph{TOWN}.ttl>; rel="canonical"' in links
    assert f'<{expand("gemeinde:05962024")}>; rel="describes"' in links


def test_a_document_that_is_known_is_304(client: FlaskClient) -> None:
    tag = client.get(f"{TOWN}.ttl").headers["ETag"]
    assert client.get(f"{TOWN}.ttl", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/ns",
        "/ns.ttl",
        "/ns/0.1.0",
        "/vocab/role",
        "/vocab/role-lead",
        "/vocab/role-lead.jsonld",
        "/shapes",
        "/shapes.nt",
        "/graph/directory",
        "/graph/directory.rdf",
        "/graph/register",
        "/doc/quelle/directory",
        "/",
        "/healthz",
        "/readyz",
        "/static/plain.css",
    ],
)
@pytest.mark.parametrize("accept", ["*/*", ""])
def test_every_kind_of_address_answers(client: FlaskClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept}, buffered=True)
    assert response.status_code == 200
    head = client.head(path, headers={"Accept": accept}, buffered=True)
    assert {**head.headers, "Date": ""} == {**response.headers, "Date": ""}


@pytest.mark.parametrize(
    "path",
    [
        "/id/gemeinde/99999999",
        "/doc/gemeinde/99999999",
        "/doc/gemeinde/99999999.ttl",
        "/doc/gemeinde/05962024.exe",
        "/vocab/nothing",
        "/graph/nothing",
        "/ns.exe",
        "/ns/9.9.9",
        "/favicon.ico",
        "/id/",
    ],
)
def test_an_unknown_address_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("suffix", ["", ".ttl", ".html"])
def test_a_withdrawn_thing_is_410_with_its_successor(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"/doc/gemeinde/05962000{suffix}", headers={"Accept": "application/json"})
    assert response.status_code == 410
    assert json.loads(response.data)["successor"] == expand("gemeinde:05962024")


def test_the_ontology_page_has_an_anchor_for_every_term(client: FlaskClient) -> None:
    text = client.get("/ns", headers=BROWSER).text
    assert '<article class="term" id="Municipality">' in text
    assert "Kleinste Gebietskörperschaft." in text


def test_a_graph_gives_its_content_and_its_source(client: FlaskClient) -> None:
    triples = client.get("/graph/directory.nt").text
    assert '"05962024"' in triples
    assert f"<{expand('prov:wasDerivedFrom')}>" in triples
    assert '"3"' not in triples


@pytest.mark.parametrize(
    "path", [TOWN, "/ns", "/shapes", "/vocab", "/vocab/role", "/graph/directory"]
)
def test_the_switch_of_language_leads_to_the_same_page(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={**BROWSER, "Accept-Language": "de"}).text
    switch = page.partition('<a class="language" href="/graph')[2].partition('"')[0]
    other = client.get(switch)
    assert other.status_code == 200
    assert other.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "path", [TOWN, "/ns", "/shapes", "/vocab", "/vocab/role", "/graph/directory", "/ns/0.1.0"]
)
def test_every_typed_link_of_a_document_leads_somewhere(client: FlaskClient, path: str) -> None:
    for link in client.get(path, headers=BROWSER).headers.get_all("Link"):
        target = link.partition(">")[0].removeprefix("<")
        if target.startswith("https://daten.example/graph/"):
            assert client.get(target.removeprefix("https://daten.example/graph")).status_code == 200
