"""The start page shows the landscape as the graph has it, and every number can be asked again."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.web.overview.home import QUESTIONS
from tests.promises.conftest import ROOT, Ask

LINK = re.compile(r'href="(/[^"]*)"')


@pytest.fixture(scope="module")
def text(site: FlaskClient) -> str:
    return site.get("/?lang=de").text


def page_query(name: str) -> str:
    return (ROOT / "queries" / "pages" / f"{name}.rq").read_text(encoding="utf-8")


def test_its_numbers_are_those_of_the_graph(text: str, ask: Ask) -> None:
    (classes,) = ask(
        "SELECT ?programmes ?projects ?sources {"
        "{ SELECT (COUNT(DISTINCT ?s) AS ?programmes) { ?s a fg:FundingProgramme } }"
        "{ SELECT (COUNT(DISTINCT ?s) AS ?projects) { ?s a fg:Project } }"
        "{ SELECT (COUNT(DISTINCT ?s) AS ?sources) { ?s a fg:Source } } }"
    )
    for words, count in (
        ("Programme", classes["programmes"]),
        ("Projekte", classes["projects"]),
        ("Quelldokumente", classes["sources"]),
    ):
        assert re.search(rf"<dt>{words}</dt><dd>(<a [^>]*>)?{count}(</a>)?</dd>", text), words


def test_each_funded_place_is_on_the_map_and_in_its_list(text: str, ask: Ask) -> None:
    rows = ask(page_query("home-places"))
    assert all("point" in row for row in rows)
    iserlohn = {row["level"].rpartition("/")[2] for row in rows if row["placeLabel"] == "Iserlohn"}
    assert iserlohn == {"level-federal", "level-state"}
    drawing = text.partition('class="map"')[2].partition("</svg>")[0]
    assert drawing.count("<circle") == len(rows)
    assert drawing.count(" ring") == sum(row["level"].endswith("level-state") for row in rows)


def test_places_counted_are_places_drawn(ask: Ask) -> None:
    (counts,) = ask(page_query("home-counts"))
    assert int(counts["places"]) == len({row["place"] for row in ask(page_query("home-places"))})


def test_rounds_are_those_of_the_sources(ask: Ask) -> None:
    rows = ask(page_query("home-rounds"))
    shown = [(r["year"], r["applications"], r["projects"], r["volume"]) for r in rows]
    assert list(dict.fromkeys(shown)) == [
        ("2019", "100", "13", "170000000"),
        ("2020", "86", "32", "350000000"),
        ("2021", "94", "28", "300000000"),
    ]
    others = [(r["year"], r["otherVolume"]) for r in rows if "otherVolume" in r]
    assert others == [("2020", "354750000"), ("2021", "270000000"), ("2021", "270000000")]


def test_money_by_year_leaves_out_bounds_and_counts_no_project_twice(ask: Ask) -> None:
    rows = ask(page_query("home-money"))
    whole = sum(int(row["projects"]) for row in rows)
    (known,) = ask(
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a fg:Project ; fg:preferredAmount ?a ."
        " ?a fg:amountKind fgv:amount-committed ; fg:amountBasis fgv:basis-funding ;"
        "   fg:fundingSource ?s ; fg:accuracy ?q ."
        " FILTER(?q NOT IN (fgv:accuracy-at-most, fgv:accuracy-at-least)) }"
    )
    assert 0 < whole <= int(known["n"]) + len({row["source"] for row in rows})
    assert [row["sum"] for row in rows if row.get("year") == "2020"] == ["203570000"]


def test_a_volume_says_what_it_covers_and_whether_sources_disagree(text: str) -> None:
    drawn = text.partition('id="programmes"')[2] or text
    for note in ("100 Mio. € „until 2020“", "91 Mio. € – 100 Mio. €, mehrere Angaben"):
        assert note in drawn
    assert "56,6 Mio. €" not in drawn  # granted, not planned


def test_programmes_without_dates_are_named(text: str, ask: Ask) -> None:
    rows = ask(page_query("home-programmes"))
    assert len(rows) == len({row["programme"] for row in rows})
    for row in rows:
        assert f">{html.escape(row['programmeLabel'])}</a>" in text, row["programme"]


def test_the_queries_on_it_are_those_of_the_release(site: FlaskClient, text: str) -> None:
    links = {html.unescape(link) for link in LINK.findall(text)}
    asked = [link for link in links if "/sparql?query=" in link and "format=csv" in link]
    assert len(asked) == 5
    for link in asked:
        query = parse_qs(urlsplit(link).query)["query"][0]
        assert any(query in page_query(path.stem) for path in (ROOT / "queries/pages").glob("*.rq"))
        answer = site.get(link)
        assert answer.status_code == 200
        assert len(answer.text.splitlines()) > 1


def test_all_questions_to_begin_with_are_there(site: FlaskClient, text: str) -> None:
    section = text.partition('class="questions"')[2].partition("</ul>")[0]
    links = LINK.findall(section)
    assert len(links) == len(QUESTIONS) == 10
    for link in links:
        answer = site.get(f"{link}.csv", buffered=True)
        assert len(answer.text.splitlines()) > 1, link


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Wer fördert die digitale Kommune?", "22.11.2026", "820 Mio. €")),
        ("en", ("Who funds the digital municipality?", "22 November 2026", "€820 million")),
    ],
)
def test_it_speaks_both_languages(site: FlaskClient, language: str, words: tuple[str, ...]) -> None:
    page = site.get(f"/?lang={language}").text
    assert [word for word in words if word not in page] == []


def test_every_link_leads_somewhere(site: FlaskClient, text: str) -> None:
    main = text.partition("<main")[2]
    links = {html.unescape(link) for link in LINK.findall(main) if "/doc/gemeinde/" not in link}
    answers = {link: site.get(link, headers={"Accept": "*/*"}, buffered=True) for link in links}
    assert {link: a.status_code for link, a in answers.items() if a.status_code >= 400} == {}
