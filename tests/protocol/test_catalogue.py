"""The catalogue over HTTP: pages, formats, what is expired, what is hostile."""

import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import DCAT, RDF, Graph, URIRef

from kg.namespaces import BASE, PREFIXES
from kg.publication.catalogue import catalogue_quads
from kg.publication.distributions import WHOLE_OFFERS
from kg.release import PlainProgress, Release, load
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served

PUBLIC = "https://daten.example/graph"
SOURCES = 230
HYDRA = "http://www.w3.org/ns/hydra/core#"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

HEADER = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
BY_HAND = f"""
graph:catalogue {{
  <{BASE}catalog> a dcat:Catalog ; dcterms:title "Katalog"@de ; dcterms:publisher stelle:wir .
  datensatz:foerdergraph a dcat:Dataset ; dcterms:title "<script>alert(1)</script>"@de ;
    dcterms:publisher stelle:wir .
  stelle:wir a foaf:Agent ; foaf:name "Wir" .
}}
"""


def register(count: int) -> str:
    """Register so many sources, taken over in ten years that are still to come."""
    parts = []
    for number in range(count):
        name, day = f"q{number:03}", f"302{number % 10}-01-01"
        parts.append(
            f'graph:register {{ graph:{name} a fg:SourceGraph ; rdfs:label "{name}"@de ; '
            f'prov:wasDerivedFrom quelle:{name} ; prov:generatedAtTime "{day}T00:00:00Z"'
            f'^^xsd:dateTime . quelle:{name} a fg:Source ; dcterms:title "{name}"@de . }} '
            f"graph:{name} {{ quelle:{name} rdfs:seeAlso quelle:{name} }}"
        )
    return "\n".join(parts)


def released(out: Path, count: int) -> Release:
    known = list(parse(f"{HEADER}\n{BY_HAND}\n{register(count)}", RdfFormat.TRIG))
    file = out / f"{count}.nq"
    made = catalogue_quads(known, WHOLE_OFFERS)
    file.write_bytes(serialize([*known, *made], format=RdfFormat.N_QUADS) or b"")
    return load([file], out, PlainProgress(sys.stderr))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def older(out: Path) -> Release:
    return released(out, SOURCES - 100)


@pytest.fixture(scope="module")
def release(out: Path, older: Release) -> Release:
    made = released(out, SOURCES)
    assert made.version != older.version
    return made


def site_of(served: Served, release: Release | None) -> FlaskClient:
    version = release.version if release else served.version
    now = replace(served, version=version, release=release)
    return create_app(Settings(public_url=PUBLIC), FixedServing(now)).test_client()


@pytest.fixture(scope="module")
def site(two_linked_things: Served, release: Release) -> FlaskClient:
    return site_of(two_linked_things, release)


def graph_of(site: FlaskClient, path: str) -> Graph:
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.text, format="turtle")


def page_node(graph: Graph) -> URIRef:
    (page,) = graph.subjects(RDF.type, URIRef(f"{HYDRA}PagedCollection"))
    assert isinstance(page, URIRef)
    return page


def said(graph: Graph, word: str) -> str:
    return "".join(str(value) for value in graph.objects(page_node(graph), URIRef(HYDRA + word)))


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle", "text/*"])
def test_whoever_names_no_page_gets_turtle(site: FlaskClient, accept: str) -> None:
    answer = site.get("/catalog", headers={"Accept": accept} if accept else {})
    assert answer.content_type == "text/turtle; charset=utf-8"
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_a_browser_gets_a_page_in_its_language(site: FlaskClient) -> None:
    for language, words in (("de", "Einträge"), ("en", "Entries")):
        headers = {"Accept": BROWSER, "Accept-Language": language}
        answer = site.get("/catalog", headers=headers)
        assert answer.content_type == "text/html; charset=utf-8"
        assert answer.headers["Content-Language"] == language
        assert words in answer.text


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("n3", "text/turtle"),
        ("rdf", "application/rdf+xml"),
        ("xml", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
        ("html", "text/html"),
    ],
)
def test_a_suffix_fixes_the_format_whatever_is_accepted(
    site: FlaskClient, suffix: str, media_type: str
) -> None:
    answer = site.get(f"/catalog.{suffix}", headers={"Accept": "application/json"})
    assert answer.content_type.partition(";")[0] == media_type


@pytest.mark.parametrize("path", ["/catalog.pdf", "/catalog.nq", "/catalog.", "/catalog.ttl.gz"])
def test_there_is_no_other_format(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_what_nobody_can_write_is_not_acceptable(site: FlaskClient) -> None:
    answer = site.get("/catalog", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.json is not None
    assert "text/turtle" in answer.json["offers"]


def test_pages_lead_through_all_datasets_and_end(site: FlaskClient, release: Release) -> None:
    found: list[str] = []
    numbers = []
    following = f"{PUBLIC}/catalog.ttl?page=1&v={release.version}"
    while following:
        graph = graph_of(site, following.removeprefix(PUBLIC))
        assert str(page_node(graph)) == following
        assert said(graph, "totalItems") == str(SOURCES + 1)
        assert said(graph, "itemsPerPage") == "100"
        for word in ("first", "last", "next", "previous"):
            assert said(graph, word) == said(graph, f"{word}Page")
        found += map(str, graph.subjects(RDF.type, DCAT.Dataset))
        numbers.append(said(graph, "previous").partition("page=")[2].partition("&")[0])
        following = said(graph, "next")
    assert numbers == ["", "1", "2"]
    assert len(found) == len(set(found)) == SOURCES + 1


def test_links_of_a_negotiated_page_keep_its_format(site: FlaskClient, release: Release) -> None:
    answer = site.get("/catalog", headers={"Accept": "application/rdf+xml"})
    graph = Graph().parse(data=answer.text, format="xml")
    assert said(graph, "next") == f"{PUBLIC}/catalog.rdf?page=2&v={release.version}"
    link = f'<{PUBLIC}/catalog.rdf?page=2&v={release.version}>; rel="next"'
    assert link in answer.headers.getlist("Link")
    location = answer.headers["Content-Location"]
    assert location == f"/graph/catalog.rdf?page=1&v={release.version}"


@pytest.mark.parametrize("number", ["4", "0", "999999"])
def test_there_is_nothing_before_the_first_and_behind_the_last_page(
    site: FlaskClient, number: str
) -> None:
    assert site.get(f"/catalog.ttl?page={number}").status_code == 404


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=x", "page"),
        ("page=-1", "page"),
        ("page=²", "page"),
        ("page=1&page=2", "page"),
        ("page=12345678", "page"),
        ("modified_since=gestern", "modified_since"),
        ("modified_since=2026-13-01", "modified_since"),
        ('modified_since=2026-01-01"><script>', "modified_since"),
        ("modified_since=2026-W47-1", "modified_since"),
        ("modified_since=2026-01-01T25:00:00Z", "modified_since"),
        ("v=../../secret", "v"),
        ("v=2026.01.01-0123abcd%0d%0aX-Evil:1", "v"),
    ],
)
def test_a_faulty_parameter_is_named(site: FlaskClient, query: str, parameter: str) -> None:
    answer = site.get(f"/catalog.ttl?{query}")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["parameter"] == parameter


def test_parameters_of_other_portals_do_no_harm(site: FlaskClient) -> None:
    assert site.get("/catalog.ttl?q=&fq=").data == site.get("/catalog.ttl").data


@pytest.mark.parametrize(
    ("since", "count"),
    [
        ("3029-01-01", 24),
        ("3029-01-01T23:59:59Z", 24),
        ("3029-01-01T23:59:59.123+01:00", 24),
        ("3029-01-01T23:59", 24),
        ("3029-01-02", 0),
        ("3020-01-01", 231),
    ],
)
def test_only_what_was_changed_since_a_day_is_counted(
    site: FlaskClient, since: str, count: int
) -> None:
    graph = graph_of(site, f"/catalog.ttl?modified_since={since}")
    assert said(graph, "totalItems") == str(count)
    listed = set(graph.objects(URIRef(f"{BASE}catalog"), DCAT.dataset))
    assert len(listed) == min(count, 100)


def test_what_was_published_since_counts_though_the_register_names_an_older_day(
    site: FlaskClient,
) -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    graph = graph_of(site, f"/catalog.ttl?modified_since={yesterday}")
    assert said(graph, "totalItems") == str(SOURCES + 1)


def test_a_filtered_walk_stays_filtered(site: FlaskClient, release: Release) -> None:
    graph = graph_of(site, "/catalog.ttl?modified_since=3021-01-01")
    query = f"page=2&modified_since=3021-01-01&v={release.version}"
    assert said(graph, "next") == f"{PUBLIC}/catalog.ttl?{query}"


def test_a_walk_ends_in_the_release_in_which_it_began(site: FlaskClient, older: Release) -> None:
    graph = graph_of(site, f"/catalog.ttl?page=2&v={older.version}")
    assert said(graph, "totalItems") == str(SOURCES - 100 + 1)
    assert said(graph, "next") == ""
    answer = site.head(f"/catalog.ttl?page=2&v={older.version}")
    assert answer.headers["X-Dataset-Version"] == older.version


def test_a_walk_in_a_release_that_is_gone_begins_again(
    tmp_path: Path, two_linked_things: Served
) -> None:
    old = released(tmp_path, 3)
    now = site_of(two_linked_things, released(tmp_path, 4))
    shutil.rmtree(old.path)
    answer = now.get(f"/catalog.ttl?page=2&v={old.version}")
    assert answer.status_code == 410
    assert answer.json is not None
    assert answer.json["version"] == old.version
    german, english = (
        now.get(f"/catalog?v={old.version}&lang={language}", headers={"Accept": BROWSER}).text
        for language in ("de", "en")
    )
    assert "<h1>Diese Ausgabe gibt es nicht mehr</h1>" in german
    assert "<h1>This release is gone</h1>" in english
    assert "Das Ding gab es" not in german


def test_a_release_that_was_never_published_is_unknown(site: FlaskClient) -> None:
    answer = site.get("/catalog.ttl?page=2&v=2020.01.01-0123abcd")
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["version"] == "2020.01.01-0123abcd"


def test_a_second_server_writes_the_same_bytes(
    site: FlaskClient, two_linked_things: Served, release: Release, tmp_path: Path
) -> None:
    """Nothing depends on the process, on the time or on the order of requests."""
    copy = tmp_path / release.version
    shutil.copytree(release.path, copy)
    other = site_of(two_linked_things, replace(release, path=copy))
    for suffix in ("rdf", "nt", "jsonld", "ttl"):
        for number in (3, 1, 2):
            path = f"/catalog.{suffix}?page={number}"
            assert other.get(path).data == site.get(path).data


def test_all_formats_say_the_same(site: FlaskClient) -> None:
    def statements(suffix: str, codec: RdfFormat) -> set[str]:
        quads = parse(site.get(f"/catalog.{suffix}").data, codec)
        return {str(quad.triple).replace(f"/catalog.{suffix}?", "/catalog?") for quad in quads}

    expected = statements("nt", RdfFormat.N_TRIPLES)
    assert statements("ttl", RdfFormat.TURTLE) == expected
    assert statements("rdf", RdfFormat.RDF_XML) == expected
    assert statements("jsonld", RdfFormat.JSON_LD) == expected


def test_head_is_get_without_the_body(site: FlaskClient) -> None:
    got = site.get("/catalog.rdf?page=2")
    head = site.head("/catalog.rdf?page=2")
    assert head.data == b""
    assert dict(head.headers) == dict(got.headers)
    assert head.headers["Content-Length"] == str(len(got.data))


def test_whoever_has_the_page_is_told_so(site: FlaskClient) -> None:
    tag = site.get("/catalog.ttl").headers["ETag"]
    assert site.get("/catalog.ttl", headers={"If-None-Match": tag}).status_code == 304
    other = site.get("/catalog.ttl?page=2", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_the_host_of_the_request_is_nowhere_in_the_answer(site: FlaskClient) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = site.get("/catalog.ttl", headers=headers)
    assert "evil.example" not in answer.text + str(answer.headers)
    assert f"<{PUBLIC}/dumps/" in answer.text


def test_titles_are_words_on_the_page(site: FlaskClient) -> None:
    text = site.get("/catalog.html?lang=de").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_the_page_leads_to_entries_and_to_the_next_page(
    site: FlaskClient, release: Release
) -> None:
    text = site.get("/catalog.html").text
    assert 'href="/graph/doc/datensatz/q000"' in text
    assert f'href="/graph/catalog.html?page=2&amp;v={release.version}" rel="next"' in text


def test_files_as_they_are_have_no_catalogue(two_linked_things: Served) -> None:
    answer = site_of(two_linked_things, None).get("/catalog")
    assert answer.status_code == 404
    assert answer.json is not None
    assert "no release" in answer.json["detail"]


def test_a_release_of_foreign_data_has_no_catalogue(
    two_linked_things: Served, tmp_path: Path
) -> None:
    file = tmp_path / "one.nt"
    file.write_text("<http://a> <http://b> <http://c> .\n", encoding="ascii")
    foreign = load([file], tmp_path, PlainProgress(sys.stderr))
    assert site_of(two_linked_things, foreign).get("/catalog").status_code == 404
