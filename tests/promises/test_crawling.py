"""The sitemap of the real data lists each thing once, and nothing that is not there."""

import gzip
import re

from flask.testing import FlaskClient

from kg.namespaces import BASE
from tests.promises.conftest import Ask

LOC = re.compile("<loc>([^<]+)</loc>")
PUBLIC = "http://127.0.0.1:8000"


def test_each_thing_of_the_data_is_listed_once(site: FlaskClient, ask: Ask) -> None:
    parts = LOC.findall(site.get("/sitemap.xml").text)
    listed = [
        address
        for part in parts
        if not part.endswith("-pages.xml")
        for address in LOC.findall(site.get(part.removeprefix(PUBLIC)).text)
    ]
    things = ask(
        f'SELECT DISTINCT ?thing {{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}") '
        '&& REGEX(STR(?thing), "/(id|vocab|graph)/[^#]+$") ) '
        "FILTER NOT EXISTS { ?thing owl:deprecated ?any } }"
    )
    paths = [
        row["thing"].replace(f"{BASE}id/", f"{PUBLIC}/doc/").replace(BASE, f"{PUBLIC}/")
        for row in things
    ]
    expected = [f"{path}.{language}.html" for path in paths for language in ("de", "en")]
    assert len(paths) > 10_000
    assert sorted(listed) == sorted(expected)


def test_every_page_of_no_thing_is_listed_in_both_languages(site: FlaskClient) -> None:
    listed = LOC.findall(site.get("/sitemap-pages.xml").text)
    for path in ("/", "/data", "/quality", "/sparql", "/q", "/catalog", "/dumps", "/cite", "/ldes"):
        assert {f"{PUBLIC}{path}?lang=de", f"{PUBLIC}{path}?lang=en"} < set(listed)
    for path in ("/ns", "/shapes", "/vocab", "/void"):
        assert {f"{PUBLIC}{path}.de.html", f"{PUBLIC}{path}.en.html"} < set(listed)
    for address in listed:
        page = site.get(address.removeprefix(PUBLIC), headers={"Accept": "text/html"})
        assert f'<link rel="canonical" href="{address}">' in page.text, address


def test_a_sitemap_is_compressed_for_who_asks(site: FlaskClient) -> None:
    path = "/sitemap-gemeinde-1.xml"
    response = site.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == site.get(path).data
