"""The lists of the real release: what is shown is what the query behind it gives, and as files."""

import csv
import html
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, RdfFormat, parse

from kg.web.browsing.lists import COLLECTIONS
from tests.promises.conftest import ROOT, Ask

QUERY = re.compile(r'href="(/sparql\?query=[^"]*)"')

STATES = (
    "/places?land=05&programm=mpsc&sort=-projects",
    "/places?gefoerdert=true&art=District&art=MunicipalAssociation&sort=population",
    "/places?land=02&land=03&q=HAM",
    "/places?q=muenster",
    "/places?q=munster&art=Municipality",
    "/programmes?ebene=level-state&sort=-volume",
    "/programmes?geld=none",
    "/programmes?thema=theme-data&thema=theme-education&beginn=2025",
    "/organisations?rolle=role-lead&land=none",
    "/organisations?art=org-ministry&programm=none&sort=-label",
    "/themes?oberbegriff=none&programm=dmr-nrw&sort=measures",
    "/years?ereignis=money-committed&sort=year",
)


def shown(site: FlaskClient, path: str) -> dict[str, object]:
    name, _, state = path.partition("?")
    answer = site.get(f"{name}.json?{state}")
    assert answer.status_code == 200, answer.text
    told: dict[str, object] = json.loads(answer.text)
    return told


def things(site: FlaskClient, path: str) -> list[str]:
    thing = COLLECTIONS[path.partition("?")[0][1:]].thing
    rows = shown(site, path)["rows"]
    assert isinstance(rows, list)
    return [row[thing] for row in rows]


@pytest.mark.parametrize("path", [*STATES, *(f"/{name}" for name in COLLECTIONS)])
def test_the_query_behind_a_list_gives_what_is_shown(
    site: FlaskClient, ask: Ask, path: str
) -> None:
    name = path.partition("?")[0][1:]
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    page = answer.text
    links = {html.unescape(link) for link in QUERY.findall(page) if "format=" not in link}
    (link,) = links
    rows = ask(parse_qs(urlsplit(link).query)["query"][0])
    thing = COLLECTIONS[name].thing
    assert rows
    assert {row[thing] for row in rows} == set(things(site, path))
    assert len(rows) == len(things(site, path))
    assert f"<strong>{len(rows)}</strong>" in page.replace(".", "")


@pytest.mark.parametrize("path", [path for path in STATES if "sort=" in path])
def test_sorted_as_the_query_sorts(site: FlaskClient, ask: Ask, path: str) -> None:
    """Of equals and of umlauts the order may differ, of values it may not."""
    key = parse_qs(urlsplit(path).query)["sort"][0].removeprefix("-")
    link = html.unescape(QUERY.findall(site.get(path).text)[0])
    rows = ask(parse_qs(urlsplit(link).query)["query"][0])
    asked = [float(row[key]) for row in rows if re.fullmatch(r"[\d.]+", row.get(key, ""))]
    told = shown(site, path)["rows"]
    assert isinstance(told, list)
    name = "label" if key in {"label", "year"} else key
    listed = [row[name] for row in told if row[name] is not None]
    assert asked == [float(value) for value in listed if re.fullmatch(r"[\d.]+", str(value))]


def test_funded_places_are_those_of_the_start_page(site: FlaskClient, ask: Ask) -> None:
    query = (ROOT / "queries" / "pages" / "home-places.rq").read_text(encoding="utf-8")
    assert set(things(site, "/places?gefoerdert=true")) == {row["place"] for row in ask(query)}


def test_money_of_a_place_is_that_of_its_page(site: FlaskClient, ask: Ask) -> None:
    query = (ROOT / "queries" / "pages" / "place-per-head.rq").read_text(encoding="utf-8")
    (own,) = (row for row in ask(query) if row["unit"].endswith("/05962024"))
    rows = shown(site, "/places?q=Iserlohn")["rows"]
    assert isinstance(rows, list)
    assert [row["committed"] for row in rows] == [float(own["sum"])]
    assert rows[0]["population"] == int(own["population"])


def test_joint_money_is_no_single_place_s_unless_a_source_says_which_part(
    site: FlaskClient,
) -> None:
    rows = shown(site, "/places?gefoerdert=true&art=Municipality")["rows"]
    assert isinstance(rows, list)
    money = {row["label"]: row["committed"] for row in rows}
    for lead in ("Hamburg", "Kiel", "Lemgo", "Osnabrück", "Fuchstal", "Bottrop"):
        assert money[lead] is None, lead
    assert (money["Dortmund"], money["Schwerte"]) == (8800000, 3600000)
    assert (money["Gelsenkirchen"], money["Wuppertal"]) == (12800000, 19700000)


def test_money_within_an_area_is_that_of_all_projects_that_lie_in_it(
    site: FlaskClient, ask: Ask
) -> None:
    """Germany has what the programmes have together; a town that shares has its share alone."""
    query = (ROOT / "queries" / "pages" / "place-per-head.rq").read_text(encoding="utf-8")
    rows = ask(query.replace("gemeinde:05962024", "gemeinde:05978028"))  # Schwerte
    found = {row["unit"].rpartition("/id/")[2]: (row["sum"], row["perHead"]) for row in rows}
    assert found == {
        "gemeinde/05978028": ("3600000", "77.93"),
        "kreis/05978": ("3600000", "9.12"),
        "land/05": ("143200894.84", "7.98"),
        "staat/de": ("432307894.84", "5.2"),
    }
    programmes = shown(site, "/programmes")["rows"]
    assert isinstance(programmes, list)
    assert round(sum(row["committed"] or 0 for row in programmes), 2) == 432307894.84
    hamburg = ask(query.replace("gemeinde:05962024", "gemeinde:02000000"))
    assert [row["unit"].rpartition("/id/")[2] for row in hamburg] == ["staat/de"]


def test_money_of_a_programme_and_of_a_year_are_those_of_their_pages(
    site: FlaskClient, ask: Ask
) -> None:
    query = (ROOT / "queries" / "pages" / "programme-money.rq").read_text(encoding="utf-8")
    whole = sum(float(row["sum"]) for row in ask(query))
    programmes = shown(site, "/programmes?q=Modellprojekte")["rows"]
    assert isinstance(programmes, list)
    assert [row["committed"] for row in programmes] == [whole]
    years = shown(site, "/years")["rows"]
    assert isinstance(years, list)
    assert {y["federal"] for y in years if y["year"] == "2020"} == {203570000}


def test_the_volume_of_a_programme_is_what_is_planned_or_from_where_to_where_sources_go(
    site: FlaskClient,
) -> None:
    rows = shown(site, "/programmes")["rows"]
    assert isinstance(rows, list)
    keys = ("volume", "volumeScope", "granted")
    money = {row["label"]: tuple(row[key] for key in keys) for row in rows}
    dmr, dkv = "Digitale Modellregionen in NRW", "Digitalisierung kommunaler Verkehrssysteme"
    assert money[dmr] == (None, None, 56600000)
    assert money[dkv] == (None, None, None)
    assert money["mFUND"] == (100000000, "until 2020", None)
    assert money["Modellprojekte Smart Cities"] == (820000000, None, None)
    page = site.get("/programmes?lang=de").text
    assert "91.000.000–100.000.000 (mehrere Angaben)" in page
    assert '100.000.000</a><small><q lang="en">until 2020</q></small>' in page
    stated = things(site, "/programmes?geld=volume")
    assert {iri.rpartition("/")[2] for iri in stated} >= {"dmr-nrw", "dkv"}


def test_money_of_a_body_is_as_stated(site: FlaskClient) -> None:
    rows = shown(site, "/organisations?q=stadt wuppertal")["rows"]
    assert isinstance(rows, list)
    money = {row["label"]: (row["received"], row["committed"]) for row in rows}
    assert money == {
        "Stadt Wuppertal": (16800000, 19700000),
        "Wuppertaler Stadtwerke": (None, None),
    }
    rows = shown(site, "/organisations?art=org-municipality")["rows"]
    assert isinstance(rows, list)
    committed = {row["label"]: row["committed"] for row in rows}
    assert committed["Freie und Hansestadt Hamburg"] is None  # leads, with Leipzig and Munich
    assert (committed["Stadt Schwerte"], committed["Stadt Iserlohn"]) == (3600000, 1700000)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_turtle_says_what_the_graph_says(site: FlaskClient, ask: Ask, name: str) -> None:
    path = "/places.ttl?gefoerdert=true" if name == "places" else f"/{name}.ttl"
    answer = site.get(path)
    assert answer.content_type == "text/turtle; charset=utf-8"
    told = [quad.triple for quad in parse(answer.data, format=RdfFormat.TURTLE)]
    listed = path.replace(".ttl", "")
    assert len({triple.subject for triple in told}) == len(things(site, listed))
    stated = [triple for triple in told if not isinstance(triple.subject, BlankNode)]
    patterns = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in stated)
    found = ask(f"SELECT DISTINCT ?s ?p ?o {{ VALUES (?s ?p ?o) {{ {patterns} }} ?s ?p ?o }}")
    assert len(found) == len(set(stated))


def test_csv_is_the_whole_list_and_names_what_it_names(site: FlaskClient) -> None:
    answer = site.get("/places.csv?land=05&gefoerdert=true&lang=en&page=2")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["place"] for row in rows] == things(site, "/places?land=05&gefoerdert=true")
    iserlohn = next(row for row in rows if row["label"] == "Iserlohn")
    assert iserlohn["classLabel"] == "municipality"
    assert iserlohn["stateLabel"] == "Nordrhein-Westfalen"
    assert iserlohn["programmes"].split() == [
        f"https://w3id.org/foerdergraph/id/programm/{name}" for name in ("dmr-nrw", "mpsc")
    ]
    assert iserlohn["ags"] == "05962024"


def test_a_list_links_to_its_files_in_the_same_state(site: FlaskClient) -> None:
    page = site.get("/places?land=05&page=2&lang=de").text
    for suffix in ("csv", "json", "ttl"):
        assert f'href="/places.{suffix}?land=05&amp;lang=de"' in page
    assert 'rel="prev"' in page
    assert 'href="/places?land=05&amp;page=3&amp;lang=de" rel="next"' in page


def test_the_page_shows_choice_order_and_counts(site: FlaskClient) -> None:
    page = site.get("/organisations?rolle=role-lead&rolle=role-partner&lang=de").text
    assert 'name="rolle" value="role-lead" checked' in page
    assert page.count('title="Eingrenzung aufheben"') == 2
    assert 'href="/organisations?rolle=role-partner&amp;lang=de" title="Eingrenzung' in page
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"><a href="/organisations?' in page


def test_only_the_plain_list_is_for_search_engines(site: FlaskClient) -> None:
    plain, narrowed = site.get("/places?lang=en").text, site.get("/places?land=05&lang=en").text
    for page in (plain, narrowed):
        assert re.search(r'<link rel="canonical" href="http://[^"/]*/places\?lang=en">', page)
    assert 'content="noindex' not in plain
    assert 'content="noindex' in narrowed
    robots = site.get("/robots.txt").text
    assert robots.index("Allow: /places?lang=") < robots.index("Disallow: /places?*")
    assert re.search(
        r"<loc>http://[^/]*/places\?lang=de</loc>", site.get("/sitemap-pages.xml").text
    )


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/places?state=05", 400, "gefoerdert, art, land, programm"),
        ("/places?land=5", 400, "01, 02"),
        ("/places.csv?land=5", 400, "01, 02"),
        ("/themes?sort=point", 400, "label, programmeCount, projects or measures"),
        ("/years?page=2", 404, "the last page is 1"),
        ("/places?q=%00", 400, "q: has a control character"),
        ("/places?land=05&q=Iser%1flohn", 400, "q: has a control character"),
        ("/places.csv?q=%C2%85", 400, "q: has a control character"),
        ("/places?lang=xx", 400, "lang: expected de or en"),
        ("/places.json?lang=fr", 400, "lang: expected de or en"),
        ("/years.xlsx", 404, ""),
    ],
)
def test_what_is_not_there_is_said(site: FlaskClient, path: str, status: int, words: str) -> None:
    answer = site.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert words in answer.text


def test_past_the_last_page_is_the_way_to_it(site: FlaskClient) -> None:
    for language, words, way in (
        ("de", "gibt es nichts; die letzte Seite ist 3", "Zur letzten Seite"),
        ("en", "There is nothing at /places", "To the last page"),
    ):
        path = f"/places?art=District&land=09&land=05&page=9999&lang={language}"
        page = html.unescape(site.get(path, headers={"Accept": "text/html"}).text)
        last = f"/places?art=District&land=05&land=09&page=3&lang={language}"
        assert words in page
        assert f'<a href="{last}">{way}</a>' in page


def test_a_form_leaves_nothing_empty_in_the_address(site: FlaskClient) -> None:
    answer = site.get("/places?q=&land=05&sort=&lang=de")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/places?land=05&lang=de")
    assert site.get("/places?q=").headers["Location"] == "/places"
    assert site.get("/places.csv?q=&land=05").status_code == 200


@pytest.mark.parametrize("words", ["(((", "%20.%20", "*"])
def test_what_has_no_letters_finds_nothing(site: FlaskClient, words: str) -> None:
    assert things(site, f"/places?q={words}") == []
    page = site.get(f"/places?q={words}&lang=de").text
    assert "Nichts passt zu dieser Auswahl" in page


def test_counts_have_groups_from_a_thousand_on(site: FlaskClient) -> None:
    page = site.get("/places?lang=de").text
    counts = re.findall(r'<span class="count">([\d.]+)</span>', page)
    assert [one for one in counts if re.fullmatch(r"\d\.\d{3}", one)]
    assert not [one for one in counts if re.fullmatch(r"\d{4,}", one)]


def test_asked_again_it_costs_no_query(site: FlaskClient) -> None:
    first = site.get("/places?q=iserlohn")
    tag = first.headers["ETag"]
    again = site.get("/places?q=iserlohn", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert site.get("/places?q=iser", headers={"If-None-Match": tag}).status_code == 200
    assert first.headers["Vary"].startswith("Accept-Language")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", COLLECTIONS)
def test_each_figure_and_count_is_there_in_both_languages(
    site: FlaskClient, name: str, language: str
) -> None:
    page = site.get(f"/{name}?lang={language}").text
    assert page.count("<figure") == len(COLLECTIONS[name].drawn)
    assert f'<html lang="{language}">' in page
    assert 'aria-current="true"' in page or name == "years"


def test_themes_of_projects_and_of_measures_are_two_figures_and_categories_a_third(
    site: FlaskClient,
) -> None:
    page = html.unescape(site.get("/themes").text)
    figures = [
        [
            (name, int(count))
            for name, count in re.findall(
                r'<th scope="row"><a [^>]*>([^<]+)</a></th><td class="number">(\d+)</td>', figure
            )
        ]
        for figure in page.split("<figure")[1:]
    ]
    assert [figure[0] for figure in figures] == [
        ("Digitale Stadtentwicklung", 27),
        ("Daten und Datenplattformen", 17),
        ("Großstädte", 28),
    ]
    for figure in figures:
        assert [count for _, count in figure] == sorted((c for _, c in figure), reverse=True)


def test_counts_lead_to_what_they_count(site: FlaskClient) -> None:
    page = html.unescape(site.get("/years").text)
    link, count = re.findall(r'href="(/programmes\?beginn=2021)">(\d+)<', page)[0]
    assert len(things(site, link)) == int(count)
    page = html.unescape(site.get("/themes").text)
    link, count = re.findall(r'href="(/programmes\?thema=theme-data)">(\d+)<', page)[0]
    assert len(things(site, link)) == int(count)
    page = html.unescape(site.get("/programmes").text)
    link, count = re.findall(r'href="(/places\?programm=mpsc)">(\d+)<', page)[0]
    assert len(things(site, link)) == int(count)


def _cells(site: FlaskClient, path: str, name: str) -> list[str]:
    table = html.unescape(site.get(path).text).partition('<table class="things">')[2]
    rows = table.split("<tr>")
    row = next(one for one in rows if f">{name}<" in f"{one.partition('</th>')[0]}<")
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells]


def test_values_of_which_none_is_preferred_are_shown_as_several(site: FlaskClient) -> None:
    name = "Digitalisierung kommunaler Verkehrssysteme"
    path = "/programmes?lang=de&geld=volume"
    assert "620.000.000–625.000.000 (mehrere Angaben)" in _cells(site, path, name)


def test_where_only_bounds_are_documented_the_list_says_so_and_adds_nothing(
    site: FlaskClient,
) -> None:
    assert "höchstens 13.600.000" in _cells(site, "/places?lang=de&q=oberhausen", "Oberhausen")
    assert "at most 200,000" in _cells(site, "/organisations?lang=en&q=lippe", "Kreis Lippe")
    named = "Smarte.Land.Regionen"
    assert "nur Grenzen belegt" in _cells(site, "/programmes?lang=de&geld=committed", named)
    told = json.loads(site.get("/places.json?q=oberhausen").text)["rows"]
    bounded = [row for row in told if row["bounds"]]
    assert [(row["bounds"], row["committed"]) for row in bounded] == [("at-most:13600000", None)]


def test_a_year_without_committed_money_says_that_none_is_known(site: FlaskClient) -> None:
    assert _cells(site, "/years?lang=de", "2017")[-2:] == ["keine Zusage bekannt"] * 2


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/programmes", "/doc/programm/mpsc#amounts"),
        ("/places?q=iserlohn", "/doc/gemeinde/05962024#funding"),
        ("/organisations?q=stadt wuppertal", "/doc/stelle/gemeinde-05124000#undertakings"),
    ],
)
def test_an_amount_leads_to_where_its_sources_are(
    site: FlaskClient, path: str, target: str
) -> None:
    assert f'<a href="{target}"' in site.get(path).text
    page, _, part = target.partition("#")
    assert f'id="{part}"' in site.get(page, headers={"Accept": "text/html"}).text
