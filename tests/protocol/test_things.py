"""A thing's page says who says what; its document says the same in every format."""

import json

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg.engine import WHOLE_DATASET, DataFiles, DatasetClause, LocalEngine, Prepared, load_files
from kg.formats import GRAPH_FORMATS
from kg.jsonld import Context
from kg.namespaces import expand
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.reading.document_queries import read_document_queries
from tests.conftest import CONTEXT, FIXTURES, ROOT

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ADDRESS = "https://daten.example/graph"
PROGRAMME = "/doc/programm/p"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


MENTIONS = ("property", "count")
SOURCES = ("graph", "source", "url", "asOf", "asOfPrecision", "retrieved", "statements")


class Counting(LocalEngine):
    """An engine that counts what it is asked."""

    asked = 0

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        Counting.asked += 1
        return super().prepare(text, clause)


@pytest.fixture(scope="module")
def site() -> FlaskClient:
    files = DataFiles((FIXTURES / "contested-things.trig",))
    engine = Counting(load_files(files), "memory", is_union=True)
    documents = read_document_queries(ROOT / "queries" / "documents")
    served = Served(engine, "2026.01.02-89abcdef", documents, Context.parse(CONTEXT))
    app = create_app(Settings(public_url=ADDRESS), FixedServing(served))
    return app.test_client()


def triples_in(client: FlaskClient, path: str, suffix: str) -> set[Triple]:
    offer = next(offer for offer in GRAPH_FORMATS if offer.suffix == suffix)
    assert isinstance(offer.codec, RdfFormat)
    return {quad.triple for quad in parse(client.get(f"{path}.{suffix}").data, format=offer.codec)}


def links_of(client: FlaskClient, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in client.get(path, headers=BROWSER).headers.get_all("Link"):
        target, _, rest = link.partition(">; rel=")
        relation = rest.partition('"')[2].partition('"')[0]
        found.setdefault(relation, []).append(target.removeprefix("<"))
    return found


@pytest.mark.parametrize("path", [PROGRAMME, "/doc/projekt/eins", "/doc/quelle/ministry"])
def test_a_document_says_the_same_in_every_format(site: FlaskClient, path: str) -> None:
    said = {offer.suffix: triples_in(site, path, offer.suffix) for offer in GRAPH_FORMATS}
    assert len(said["ttl"]) > 10
    assert all(triples == said["ttl"] for triples in said.values())


def test_each_statement_stands_in_the_graph_of_its_source(site: FlaskClient) -> None:
    quads = set(parse(site.get(f"{PROGRAMME}.nq").data, format=RdfFormat.N_QUADS))
    programme, amount = NamedNode(expand("programm:p")), NamedNode(expand("fg:amount"))
    expected = {
        Quad(programme, amount, NamedNode(expand("betrag:a")), NamedNode(expand("graph:ministry"))),
        Quad(programme, amount, NamedNode(expand("betrag:b")), NamedNode(expand("graph:press"))),
    }
    assert {q for q in quads if q.subject == programme and q.predicate == amount} == expected


def test_a_document_says_where_its_graphs_were_read(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.ttl").text
    assert "graph:ministry prov:wasDerivedFrom quelle:ministry" in text
    assert "fg:sourceUrl <https://example.org/report>" in text


def test_a_document_says_what_it_is_about_and_under_which_licence(site: FlaskClient) -> None:
    said = triples_in(site, PROGRAMME, "nt")
    this = NamedNode(expand("fgi:programm/p").replace("/id/", "/doc/"))
    about = NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")
    assert Triple(this, about, NamedNode(expand("programm:p"))) in said
    assert Triple(this, NamedNode(expand("dcterms:license")), NamedNode(LICENCE)) in said


def test_contested_values_stand_under_the_one_that_is_counted_with(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.de.html").text
    preferred, other = text.index("91 Mio. €</a><small>"), text.index("rund 100 Mio. €</a><small>")
    assert preferred < other
    assert "damit wird gerechnet" in text[preferred:other]
    assert "andere Angabe" in text[other : other + 100]
    assert text.rindex('<tr class="contra">', 0, other) > preferred
    assert "bevorzugter" not in text
    assert expand("fg:preferredAmount") not in text


def test_an_assertion_is_shown_with_the_value_that_it_supports(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.de.html").text
    supported = text.index(">72</span>")
    assert "Stand 30.09.2022" in text[supported : supported + 300]
    contested = text.index(">60</span>")
    assert "Stand 01.01.2023" in text[contested : contested + 300]
    assert text.count(">72</span>") == 1


def test_both_sides_of_a_contradiction_stand_side_by_side(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.de.html").text
    table = text[text.index('id="contradictions"') :]
    row = table[table.index("Volumen") : table.index("</tr>", table.index("Volumen"))]
    for word in ("91 Mio. €", "Bericht des Ministeriums", "rund 100 Mio. €", "Zeitung", "Rundung"):
        assert word in row
    assert "nicht bekannt" in table[table.index("Zahl der Projekte") :]


def test_a_page_says_when_each_source_was_read(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.de.html").text
    lines = text[text.index('id="sources"') :]
    ministry = lines[lines.index("Bericht des Ministeriums") : lines.index("Zeitung")]
    assert "31.12.2022" in ministry
    assert "15.01.2026" in ministry
    assert 'href="https://example.org/report"' in ministry
    assert "nicht angegeben" in lines[lines.index("Zeitung") :]
    assert "javascript:" not in text


def test_every_figure_of_a_page_is_what_its_query_says(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.de.html").text
    found = {}
    for piece in text.split('<p class="src"><a href="')[1:]:
        address = piece.partition('"')[0].replace("&amp;", "&").removeprefix("/graph")
        if address == "/q":
            continue  # leads to all questions: no figure
        answer = json.loads(site.get(f"{address}&format=json").data)
        found[tuple(answer["head"]["vars"])] = answer["results"]["bindings"]
    counted = [(row["property"]["value"], row["count"]["value"]) for row in found[MENTIONS]]
    assert counted == [
        (expand("rdf:subject"), "2"),
        (expand("fg:concerns"), "2"),
        (expand("fg:inProgramme"), "1"),
    ]
    assert text.count('<span class="count">2</span>') == 2
    assert len(found["property", "value", "graph"]) == 8
    assert {row["graph"]["value"]: row["statements"]["value"] for row in found[SOURCES]} == {
        expand("graph:ministry"): "6",
        expand("graph:press"): "1",
        expand("graph:derived"): "1",
    }


def test_a_page_holds_what_search_engines_read(site: FlaskClient) -> None:
    text = site.get("/doc/projekt/eins.en.html").text
    script = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    said = json.loads(script)
    assert said["inLanguage"] == "en"
    assert said["url"] == f"{ADDRESS}/doc/projekt/eins.en.html"
    assert said["license"] == LICENCE
    assert said["mainEntity"]["@type"] == "Project"
    assert said["mainEntity"]["@id"] == expand("projekt:eins")
    assert said["mainEntity"]["isPartOf"]["name"] == "Programme P"


def test_no_text_of_the_data_ends_the_script(site: FlaskClient) -> None:
    text = site.get(PROGRAMME, headers=BROWSER).text
    assert text.count('<script type="application/ld+json">') == 1
    assert text.count("</script") == text.count("<script")
    assert "<script>alert" not in text


@pytest.mark.parametrize(("spoken", "word"), [("de", "Programm P"), ("en", "Programme P")])
def test_a_page_in_one_language_has_an_address_of_its_own(
    site: FlaskClient, spoken: str, word: str
) -> None:
    response = site.get(f"{PROGRAMME}.{spoken}.html", headers={"Accept-Language": "en, de;q=0.5"})
    assert f"<h1>{word}</h1>" in response.text
    assert response.headers["Content-Language"] == spoken
    assert response.headers["Vary"] == "Accept-Encoding"


def test_pages_lead_to_each_other_in_both_languages(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.de.html").text
    assert f'href="/graph{PROGRAMME}.en.html" lang="en" hreflang="en"' in text
    assert f'<link rel="alternate" hreflang="x-default" href="{ADDRESS}{PROGRAMME}">' in text
    assert f'<link rel="canonical" href="{ADDRESS}{PROGRAMME}.de.html">' in text
    assert f'<meta property="og:url" content="{ADDRESS}{PROGRAMME}.de.html">' in text


def test_a_negotiated_page_names_exactly_itself(site: FlaskClient) -> None:
    response = site.get(PROGRAMME, headers={**BROWSER, "Accept-Language": "en"})
    assert response.headers["Content-Location"] == f"/graph{PROGRAMME}.en.html"
    assert response.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"


def test_a_page_carries_the_signposts(site: FlaskClient) -> None:
    found = links_of(site, PROGRAMME)
    assert found["cite-as"] == [expand("programm:p")]
    assert found["type"] == ["https://schema.org/AboutPage", "https://schema.org/FundingScheme"]
    assert found["describedby"] == [f"{ADDRESS}{PROGRAMME}.ttl", f"{ADDRESS}{PROGRAMME}.jsonld"]
    assert found["item"] == [f"{ADDRESS}{PROGRAMME}.trig"]
    assert found["license"] == [LICENCE]
    assert found["author"] == [expand("stelle:foerdergraph")]
    linkset = f"{ADDRESS}/linkset{PROGRAMME}"
    assert found["linkset"] == [f"{linkset}.json", f"{linkset}.txt"]


def test_data_lead_back_to_the_page(site: FlaskClient) -> None:
    assert f"{ADDRESS}{PROGRAMME}" in links_of(site, f"{PROGRAMME}.ttl")["describes"]
    assert links_of(site, f"{PROGRAMME}.trig")["collection"] == [f"{ADDRESS}{PROGRAMME}"]


def test_the_link_set_says_what_the_headers_say(site: FlaskClient) -> None:
    response = site.get(f"/linkset{PROGRAMME}.json")
    assert response.content_type == "application/linkset+json"
    contexts = {one["anchor"]: one for one in json.loads(response.data)["linkset"]}
    page = contexts[f"{ADDRESS}{PROGRAMME}"]
    for relation in ("cite-as", "type", "describedby", "item", "license", "author", "linkset"):
        targets = [target["href"] for target in page[relation]]
        assert targets == links_of(site, PROGRAMME)[relation]
    turtle = contexts[f"{ADDRESS}{PROGRAMME}.ttl"]
    assert turtle["describes"] == [{"href": f"{ADDRESS}{PROGRAMME}", "type": "text/html"}]


def test_the_link_set_as_text_holds_the_same_links(site: FlaskClient) -> None:
    response = site.get(f"/linkset{PROGRAMME}", headers={"Accept": "application/linkset"})
    assert response.content_type == "application/linkset"
    lines = response.text.strip().split(",\n")
    assert len(lines) == sum(
        len(targets)
        for context in json.loads(site.get(f"/linkset{PROGRAMME}.json").data)["linkset"]
        for relation, targets in context.items()
        if relation != "anchor"
    )
    assert all(f'; anchor="{ADDRESS}{PROGRAMME}' in line for line in lines)


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/linkset/doc/programm/nichts", "*/*", 404),
        (f"/linkset{PROGRAMME}", "text/html", 406),
        (f"/linkset{PROGRAMME}", "*/*", 200),
        (f"/linkset{PROGRAMME}", "application/json", 200),
    ],
)
def test_a_link_set_is_refused_like_any_document(
    site: FlaskClient, path: str, accept: str, status: int
) -> None:
    assert site.get(path, headers={"Accept": accept}).status_code == status


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/id/projekt/doppelt", "/graph/id/projekt/eins"),
        ("/doc/projekt/doppelt", "/graph/doc/projekt/eins"),
        ("/doc/projekt/doppelt.ttl", "/graph/doc/projekt/eins.ttl"),
        ("/doc/projekt/doppelt.en.html", "/graph/doc/projekt/eins.en.html"),
        (
            "/id/projekt/doppelt?v=2026.01.02-89abcdef",
            "/graph/id/projekt/eins?v=2026.01.02-89abcdef",
        ),
        (
            "/doc/projekt/doppelt.ttl?via=fg:inProgramme&page=2&x=1",
            "/graph/doc/projekt/eins.ttl?via=fg:inProgramme&page=2",
        ),
        ("/doc/projekt/doppelt?format=a%0d%0ab", "/graph/doc/projekt/eins?format=a%0D%0Ab"),
        ("/linkset/doc/projekt/doppelt", "/graph/linkset/doc/projekt/eins"),
        ("/linkset/doc/projekt/doppelt.json", "/graph/linkset/doc/projekt/eins.json"),
        ("/linkset/doc/projekt/doppelt.txt", "/graph/linkset/doc/projekt/eins.txt"),
    ],
)
def test_what_was_merged_leads_to_what_stayed(site: FlaskClient, asked: str, location: str) -> None:
    response = site.get(asked)
    assert response.status_code == 301
    assert response.headers["Location"] == location


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("/linkset/doc/projekt/doppelt", 301),
        ("/linkset/doc/projekt/entfuehrt", 410),
        ("/linkset/doc/projekt/gr%C3%B6%C3%9Fe", 406),
        ("/linkset/doc/projekt/gro%CC%88%C3%9Fe", 301),
    ],
)
def test_what_became_of_a_thing_goes_before_the_form_of_its_links(
    site: FlaskClient, asked: str, status: int
) -> None:
    assert site.get(asked, headers={"Accept": "text/html"}).status_code == status


@pytest.mark.parametrize("asked", ["/id/projekt/entfuehrt", "/doc/projekt/entfuehrt"])
def test_no_statement_leads_a_client_to_another_site(site: FlaskClient, asked: str) -> None:
    response = site.get(asked)
    assert response.status_code == 410
    assert "Location" not in response.headers
    assert "Link" not in response.headers


@pytest.mark.parametrize("path", ["/id/gemeinde/05962000", "/doc/gemeinde/05962000"])
def test_what_was_withdrawn_names_its_successor(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 410
    successor = f"{ADDRESS}/doc/gemeinde/05962024"
    assert response.headers["Link"] == f'<{successor}>; rel="successor-version"'
    assert 'href="/graph/doc/gemeinde/05962024"' in response.text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("/doc/projekt/gr%C3%B6%C3%9Fe", 200),
        ("/doc/projekt/gro%CC%88%C3%9Fe", 301),
        ("/doc/projekt/stra%C3%9Fe", 200),
        ("/doc/projekt/gr%C3%B6%C3%9Fer", 200),
        ("/doc/projekt/gr%C3%B6\u00dfer", 200),
        ("/doc/projekt/gro%CC%88%C3%9Fer", 301),
        ("/doc/projekt/gr%C3%B6%C3%9Fer.ttl", 200),
        ("/doc/projekt/h%C3%B6he", 200),
        ("/doc/projekt/eins/", 301),
        ("/doc/projekt/zw%C3%B6lf", 404),
        (f"/doc/projekt/{'%C3%B6' * 40}", 404),
    ],
)
def test_a_name_is_found_as_clients_spell_it(site: FlaskClient, asked: str, status: int) -> None:
    response = site.get(asked)
    assert response.status_code == status
    if status == 301:
        assert response.headers["Location"].isascii()
        assert site.get(response.headers["Location"].removeprefix("/graph")).status_code == 200


@pytest.mark.parametrize("suffix", ["", ".de.html", ".ttl", ".trig"])
def test_a_304_asks_the_engine_nothing(site: FlaskClient, suffix: str) -> None:
    first = site.get(f"{PROGRAMME}{suffix}")
    before = Counting.asked
    tagged = site.get(f"{PROGRAMME}{suffix}", headers={"If-None-Match": first.headers["ETag"]})
    dated = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert (tagged.status_code, tagged.data) == (304, b"")
    assert site.get(f"{PROGRAMME}{suffix}", headers=dated).status_code == 304
    assert Counting.asked == before


@pytest.mark.parametrize(
    "conditional",
    [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}],
)
@pytest.mark.parametrize(("path", "status"), [("nichts", 404), ("doppelt", 301)])
def test_nothing_is_unchanged_that_is_not_there(
    site: FlaskClient, conditional: dict[str, str], path: str, status: int
) -> None:
    assert site.get(f"/doc/projekt/{path}.ttl", headers=conditional).status_code == status


def test_what_points_here_is_paged(site: FlaskClient) -> None:
    path = "/doc/programm/p.ttl?via=fg:inProgramme&page=1"
    text = site.get(path).text
    assert "fg:inProgramme programm:p" in text
    assert "hydra:totalItems 1" in text
    assert "Projekt eins" in site.get("/doc/programm/p.de.html?via=fg:inProgramme").text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("via=fg:inProgramme&page=2", 404),
        ("via=fg:within", 404),
        ("via=<script>", 404),
        ("via=fg:inProgramme&page=0", 400),
        ("via=fg:inProgramme&page=-1", 400),
        ("via=fg:inProgramme&page=9999999", 400),
        ("via=fg:inProgramme&page=1%0d%0aX-Injected:%201", 400),
    ],
)
def test_a_page_that_is_not_there_is_refused(site: FlaskClient, query: str, status: int) -> None:
    response = site.get(f"{PROGRAMME}?{query}")
    assert response.status_code == status
    assert "X-Injected" not in response.headers


def test_no_address_comes_from_the_host_header(site: FlaskClient) -> None:
    headers = {**BROWSER, "Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    response = site.get(f"{PROGRAMME}.en.html", headers=headers)
    assert "evil.example" not in response.text
    assert "evil.example" not in str(response.headers)


def test_a_page_brings_a_picture_for_previews(site: FlaskClient) -> None:
    text = site.get(f"{PROGRAMME}.en.html").text
    address = text.partition('<meta property="og:image" content="')[2].partition('"')[0]
    assert address.startswith(f"{ADDRESS}/static/preview.png?v=")
    response = site.get(address.removeprefix(ADDRESS))
    assert response.content_type == "image/png"
    assert response.data[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


@pytest.mark.parametrize(("suffix", "written"), [("json", "jsonld"), ("xml", "rdf")])
def test_a_suffix_by_habit_means_a_format(site: FlaskClient, suffix: str, written: str) -> None:
    habit, proper = (site.get(f"{PROGRAMME}.{one}") for one in (suffix, written))
    assert (habit.status_code, habit.data) == (200, proper.data)
    assert habit.headers["Content-Location"] == proper.headers["Content-Location"]


@pytest.mark.parametrize("suffix", ["csv", "pdf"])
def test_another_suffix_is_told_which_there_are(site: FlaskClient, suffix: str) -> None:
    response = site.get(f"{PROGRAMME}.{suffix}")
    assert response.status_code == 404
    there = ".ttl, .nt, .rdf, .jsonld, .trig, .nq, .html, .de.html, .en.html"
    told = f"there is no {PROGRAMME}.{suffix}; forms of this document: {there}"
    assert response.get_json()["detail"] == told
    page = site.get(f"{PROGRAMME}.{suffix}", headers=BROWSER | {"Accept-Language": "de"}).text
    assert "<h1>In diesem Format gibt es das nicht</h1>" in page
    assert "forms" not in site.get(f"/doc/programm/q.{suffix}").get_json()["detail"]
