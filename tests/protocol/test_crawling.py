"""Crawlers find every page, and are kept from what is computed anew each time."""

import io
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from kg.engine import DataFiles, LocalEngine, load_files
from kg.release import PlainProgress, load
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.reading.document_queries import read_document_queries
from tests.conftest import ROOT

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PUBLIC = "https://daten.example/graph"


def addresses(client: FlaskClient, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/xml; charset=utf-8"
    return [element.text or "" for element in ElementTree.fromstring(response.data).iter(LOC)]


def path_of(address: str) -> str:
    assert address.startswith(PUBLIC)
    return address.removeprefix(PUBLIC)


def test_the_index_names_a_part_for_each_kind_of_thing(client: FlaskClient) -> None:
    assert addresses(client, "/sitemap.xml") == [
        f"{PUBLIC}/sitemap-{part}.xml"
        for part in ("pages", "gemeinde-1", "graph-1", "kreis-1", "quelle-1", "vocab-1")
    ]


def test_a_part_lists_the_pages_of_its_things_that_were_not_withdrawn(client: FlaskClient) -> None:
    assert client.get("/doc/gemeinde/05962000").status_code == 410
    assert addresses(client, "/sitemap-gemeinde-1.xml") == [
        f"{PUBLIC}/doc/gemeinde/{key}.{language}.html"
        for key in ("05962024", "05962999")
        for language in ("de", "en")
    ]


def test_a_crawler_gets_every_page_that_the_sitemap_lists(client: FlaskClient) -> None:
    for part in addresses(client, "/sitemap.xml"):
        for address in addresses(client, path_of(part)):
            response = client.get(path_of(address), headers={"Accept": "text/html"})
            assert response.status_code == 200, address


def test_a_page_of_no_thing_is_listed_in_each_language_under_its_canonical_address(
    client: FlaskClient,
) -> None:
    listed = addresses(client, "/sitemap-pages.xml")
    assert f"{PUBLIC}/?lang=de" in listed
    assert f"{PUBLIC}/sparql?lang=en" in listed
    for address in listed:
        page = client.get(path_of(address), headers={"Accept": "text/html"}).text
        assert f'<link rel="canonical" href="{address}">' in page


def test_pages_are_as_new_as_their_documents_say(client: FlaskClient) -> None:
    page = client.get("/doc/gemeinde/05962024.html")
    listed = client.get("/sitemap-gemeinde-1.xml")
    assert page.headers["Last-Modified"] == listed.headers["Last-Modified"]
    assert "<lastmod>1970-01-01T00:00:00Z</lastmod>" in listed.text


@pytest.mark.parametrize(
    "part",
    [
        "gemeinde-2",
        "gemeinde-0",
        "gemeinde-01",
        "gemeinde",
        "nichts-1",
        "a b-1",
        "x%22-1",
        "pages-1",
    ],
)
def test_there_are_no_other_parts(client: FlaskClient, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_a_second_visit_costs_no_answer(client: FlaskClient) -> None:
    tag = client.get("/sitemap-gemeinde-1.xml").headers["ETag"]
    again = client.get("/sitemap-gemeinde-1.xml", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/doc/gemeinde/05962024", True),
        ("/catalog", True),
        ("/catalog?page=2&v=2026.11.22-0123abcd", True),
        ("/doc/datensatz/foerdergraph?v=2026.11.22-0123abcd", True),
        ("/data", True),
        ("/sparql", True),
        ("/sparql?lang=en", True),
        ("/sparql?query=ASK%7B%7D", False),
        ("/sparql?query=ASK%7B%7D&lang=en", False),
        ("/search?q=x", False),
        ("/reconcile", False),
    ],
)
def test_robots_may_read_pages_and_ask_nothing(client: FlaskClient, path: str, may: bool) -> None:
    response = client.get("/robots.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.text.splitlines())
    assert rules.can_fetch("crawler", f"{PUBLIC}{path}") is may
    assert rules.site_maps() == [f"{PUBLIC}/sitemap.xml"]
    assert rules.crawl_delay("crawler") == 1


def test_addresses_are_public_ones_whatever_host_is_asked(client: FlaskClient) -> None:
    for path in ("/sitemap.xml", "/robots.txt", "/.well-known/host-meta"):
        response = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil"})
        assert "evil" not in response.text


def test_host_meta_tells_how_a_thing_is_described(client: FlaskClient) -> None:
    response = client.get("/.well-known/host-meta.json")
    assert response.content_type == "application/json; charset=utf-8"
    templates = [link["template"] for link in response.json["links"] if "template" in link]
    thing = "https%3A%2F%2Fw3id.org%2Ffoerdergraph%2Fid%2Fgemeinde%2F05962024"
    address = urlsplit(templates[0].replace("{uri}", thing))
    assert unquote(address.query) == (
        "query=DESCRIBE <https://w3id.org/foerdergraph/id/gemeinde/05962024>"
    )
    path = path_of(address.geturl())
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert 'fg:ags "05962024"' in answer.text


def test_host_meta_is_xrd(client: FlaskClient) -> None:
    response = client.get("/.well-known/host-meta")
    assert response.content_type == "application/xrd+xml; charset=utf-8"
    root = ElementTree.fromstring(response.data)
    assert root.tag == "{http://docs.oasis-open.org/ns/xri/xrd-1.0}XRD"


LAND = "<https://w3id.org/foerdergraph/id/land/{}>"
CLASS = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/foerdergraph/ns#State>"
NAME = "<http://www.w3.org/2000/01/rdf-schema#label>"


def test_a_page_is_as_new_as_the_last_change_of_its_thing(tmp_path: Path) -> None:
    """Of two things one gets another name, then a third one comes; one is left as it was."""
    states = [
        {"01": "Schleswig-Holstein", "02": "Hamburg"},
        {"01": "Schleswig-Holstein", "02": "Freie und Hansestadt Hamburg"},
        {"01": "Schleswig-Holstein", "02": "Freie und Hansestadt Hamburg", "03": "Niedersachsen"},
    ]
    source = tmp_path / "data.nt"
    for state in states:
        lines = (
            f'{LAND.format(key)} {CLASS} .\n{LAND.format(key)} {NAME} "{name}" .\n'
            for key, name in state.items()
        )
        source.write_text("".join(lines), encoding="utf-8")
        release = load([source], tmp_path / "out", PlainProgress(io.StringIO()))
    served = Served(
        LocalEngine(load_files(DataFiles((release.quads_path,))), "memory", is_union=True),
        release.version,
        read_document_queries(ROOT / "queries" / "documents"),
        release=release,
    )
    client = create_app(Settings(public_url=PUBLIC), FixedServing(served)).test_client()
    tree = ElementTree.fromstring(client.get("/sitemap-land-1.xml").data)
    times = {entry[0].text: entry[1].text or "" for entry in tree if entry[0].text}
    untouched, renamed, fresh = (
        times[f"{PUBLIC}/doc/land/{key}.de.html"] for key in ("01", "02", "03")
    )
    assert untouched < renamed < fresh
    assert (
        f"<loc>{PUBLIC}/sitemap-land-1.xml</loc><lastmod>{fresh}<"
        in client.get("/sitemap.xml").text
    )


def test_what_pages_are_drawn_with_may_be_fetched_under_its_version(client: FlaskClient) -> None:
    """The longest rule holds (RFC 9309, 2.2.2)."""
    lines = client.get("/robots.txt").text.splitlines()
    path = "/graph/static/plain.css?v=0123456789ab"
    allowed = [line for line in lines if line.startswith("Allow: ") and path.startswith(line[7:])]
    assert max(map(len, allowed)) - len("Allow: ") > len("/graph/*?v=")
