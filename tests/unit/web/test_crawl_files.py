"""What crawlers read, as text."""

import json
from xml.etree import ElementTree

from kg.web.releases.crawl_files import (
    HostLink,
    SitemapPage,
    host_meta,
    host_meta_json,
    robots,
    sitemap,
    sitemap_index,
    w3c_date,
)

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XRD = "{http://docs.oasis-open.org/ns/xri/xrd-1.0}"
LINK = HostLink("describedby", "https://daten.example/sparql?query=a&b=%3C{uri}%3E", "text/turtle")


def test_a_date_of_http_becomes_one_of_w3c() -> None:
    assert w3c_date("Sun, 22 Nov 2026 08:05:09 GMT") == "2026-11-22T08:05:09Z"


def test_a_sitemap_escapes_its_addresses() -> None:
    page = SitemapPage("https://daten.example/?a=1&b=<2>", "2026-11-22")
    root = ElementTree.fromstring(sitemap([page]))
    assert root.tag == f"{SITEMAP}urlset"
    assert [e.text for e in root.iter(f"{SITEMAP}loc")] == ["https://daten.example/?a=1&b=<2>"]
    assert [e.text for e in root.iter(f"{SITEMAP}lastmod")] == ["2026-11-22"]
    assert list(root.iter(f"{XHTML}link")) == []


def test_a_page_stands_once_in_each_language_beside_the_others() -> None:
    spoken = {"de": "https://daten.example/a.de.html", "en": "https://daten.example/a.en.html"}
    root = ElementTree.fromstring(
        sitemap([SitemapPage("https://daten.example/a", "2026-11-22", spoken)])
    )
    entries = root.findall(f"{SITEMAP}url")
    assert [e.findtext(f"{SITEMAP}loc") for e in entries] == list(spoken.values())
    for entry in entries:
        links = {e.get("hreflang"): e.get("href") for e in entry.findall(f"{XHTML}link")}
        assert links == {**spoken, "x-default": "https://daten.example/a"}


def test_an_index_names_its_parts() -> None:
    part = "https://daten.example/sitemap-land-1.xml"
    root = ElementTree.fromstring(sitemap_index([(part, "2026-11-22")]))
    assert root.tag == f"{SITEMAP}sitemapindex"
    (entry,) = root.findall(f"{SITEMAP}sitemap")
    assert [child.text for child in entry] == [part, "2026-11-22"]


def test_robots_says_the_particular_before_the_general() -> None:
    """Some crawlers take the first rule that fits, others the longest: both must come out right."""
    lines = robots("/graph", "https://daten.example/graph/sitemap.xml").splitlines()
    assert lines[0] == "User-agent: *"
    places = ["Allow: /graph/catalog", "Disallow: /graph/*&v=", "Allow: /graph/"]
    assert sorted(map(lines.index, places)) == [lines.index(place) for place in places]
    assert lines[-1] == "Sitemap: https://daten.example/graph/sitemap.xml"


def test_host_meta_tells_templates_from_addresses() -> None:
    plain = HostLink("license", "https://daten.example/licence", "text/html")
    links = ElementTree.fromstring(host_meta([LINK, plain])).findall(f"{XRD}Link")
    assert [link.get("template") for link in links] == [LINK.address, None]
    assert [link.get("href") for link in links] == [None, plain.address]
    written = json.loads(host_meta_json([LINK, plain]))["links"]
    assert written == [
        {"rel": "describedby", "type": "text/turtle", "template": LINK.address},
        {"rel": "license", "type": "text/html", "href": plain.address},
    ]
