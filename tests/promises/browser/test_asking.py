"""Somebody asks: a question that is ready, one of their own, one that takes too long."""

import csv
import io
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.promises.browser.conftest import Open
from tests.promises.conftest import ROOT, Ask

pytestmark = pytest.mark.browser

PHONE: Final = {"width": 375, "height": 720}

WORDS: Final = {
    "de": {
        "title": "Kommunen der zweiten Staffel der Modellprojekte Smart Cities",
        "find": "zweiten staffel",
        "chart": "Diagramm",
        "map": "Karte",
        "table": "Tabelle",
        "download": "Herunterladen",
        "share": "Teilen",
        "run": "Ausführen",
        "rows": "{n} Zeilen, vollständig",
    },
    "en": {
        "title": "Municipalities of the second round of Model Projects Smart Cities",
        "find": "second round",
        "chart": "Chart",
        "map": "Map",
        "table": "Table",
        "download": "Download",
        "share": "Share",
        "run": "Run",
        "rows": "{n} rows, complete",
    },
}

INHABITANTS: Final = """PREFIX fg: <https://w3id.org/foerdergraph/ns#>
SELECT DISTINCT ?place ?inhabitants { ?place fg:ags "05962024" ; fg:population ?inhabitants }"""
GRAPH: Final = """PREFIX fg: <https://w3id.org/foerdergraph/ns#>
CONSTRUCT { ?place fg:ags ?ags } { ?place fg:ags ?ags FILTER(?ags = "05962024") }"""
PERMALINK: Final = re.compile(r"/q/\w{12,}$")
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }"


def question(number: str) -> str:
    (path,) = (ROOT / "queries" / "competency").glob(f"{number}-*.rq")
    return path.read_text(encoding="utf-8")


def write(page: Page, query: str) -> None:
    """Replace what stands in the editor, as one does by hand."""
    field = page.locator(".CodeMirror textarea")
    expect(field).to_be_attached()
    page.locator(".CodeMirror-lines").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(query)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


@pytest.mark.parametrize("language", WORDS)
def test_a_ready_question_is_shown_as_table_chart_and_map(
    window: Open, ask: Ask, language: str
) -> None:
    words, rows = WORDS[language], ask(question("cq04"))
    page = window(language).page
    page.goto("/sparql")
    page.locator("#find-question").fill(words["find"])
    page.get_by_role("link", name=words["title"], exact=True).click()
    expect(page.locator(".told-line")).to_contain_text(words["rows"].format(n=len(rows)))
    expect(page.get_by_role("cell", name=rows[0]["ags"], exact=True).first).to_be_visible()

    tab(page, words["map"])
    dots = page.locator(".view-map svg .dot")
    expect(dots).to_have_count(len({row["municipality"] for row in rows}))
    towns = page.locator(".view-map svg a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert {town.rpartition("/")[2] for town in towns} == {row["ags"] for row in rows}


def test_money_becomes_bars_with_its_numbers(window: Open, ask: Ask) -> None:
    rows = ask(question("cq05"))
    page = window().page
    page.goto(f"/sparql?{urlencode({'query': question('cq05')})}")
    tab(page, WORDS["de"]["chart"])
    chart = page.locator(".view-chart")
    expect(chart.get_by_label("Art")).to_have_value("bar")
    expect(chart.get_by_label("Werte")).to_have_value("sum")
    expect(chart.locator("svg rect.mark")).to_have_count(len(rows))


@pytest.mark.parametrize("query", [INHABITANTS, GRAPH], ids=["solutions", "graph"])
def test_a_page_with_an_answer_does_not_ask_for_it_again(window: Open, query: str) -> None:
    page = window().page
    posted: list[str] = []
    page.on("request", lambda asked: posted.append(asked.post_data or asked.method))
    page.goto(f"/sparql?{urlencode({'query': query})}")
    expect(page.locator(".told-line")).to_contain_text(re.compile("^1 (Zeile|Aussagen)"))
    expect(page.locator(".CodeMirror-code")).to_be_visible()
    page.locator("#share").wait_for(state="detached")
    tab(page, "Rohdaten")
    expect(page.locator(".view-raw pre")).to_contain_text("05962024")
    page.wait_for_load_state("networkidle")
    assert not [data for data in posted if "query-id" in data]


def test_a_query_that_takes_too_long_is_cancelled_on_the_server(window: Open) -> None:
    watched = window()
    page = watched.page
    page.goto(f"/sparql?{urlencode({'query': INHABITANTS})}")
    expect(page.locator(".told-line")).to_contain_text("1 Zeile")
    write(page, ENDLESS)
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_role("timer")).to_contain_text("läuft")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        page.get_by_role("button", name="Abbrechen").click()
    assert ended.value.status == 204
    expect(page.get_by_role("alert")).to_contain_text("Abgebrochen nach")
    expect(page.get_by_role("button", name="Ausführen")).to_be_enabled()
    # The browser's own word for the query that was ended, where its answer comes first.
    watched.faults[:] = [fault for fault in watched.faults if "409 (Conflict)" not in fault]


def test_an_address_that_takes_too_long_comes_at_once_and_is_cancelled(window: Open) -> None:
    watched = window()
    page = watched.page
    page.goto(f"/sparql?{urlencode({'query': ENDLESS})}")
    expect(page.get_by_role("timer")).to_contain_text("läuft")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        page.get_by_role("button", name="Abbrechen").click()
    assert ended.value.status == 204
    expect(page.get_by_role("alert")).to_contain_text("Abgebrochen nach")
    watched.faults[:] = [fault for fault in watched.faults if "409 (Conflict)" not in fault]


def test_another_question_begins_with_its_table(window: Open) -> None:
    page = window().page
    page.goto(f"/sparql?{urlencode({'query': INHABITANTS})}#raw")
    expect(page.locator(".view-raw pre")).to_contain_text("05962024")
    page.get_by_role("button", name="Ausführen").click()
    expect(page.locator(".view-raw pre")).to_contain_text("05962024")
    page.locator("#questions a").first.click()
    expect(page.locator(".view-table td").first).to_be_visible()
    assert "#" not in page.url


def test_the_map_names_places_and_says_which_value_is_which(window: Open, ask: Ask) -> None:
    rows = ask(question("cq31"))
    page = window().page
    page.goto(f"/sparql?{urlencode({'query': question('cq31')})}#map")
    names = page.locator(".view-map svg text.name")
    expect(names.filter(has_text="Freiburg im Breisgau")).to_have_count(1)
    told = page.locator(".view-map .dot title").all_text_contents()
    ags = {row["ags"] for row in rows}
    assert {re.findall(r"^ags: (\d+)$", one, re.MULTILINE)[0] for one in told} == ags
    assert not [one for one in told if re.match(r"[\d,]+$", one.split("\n")[0])]


def test_names_in_a_graph_do_not_lie_on_each_other(window: Open) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o ; a fg:Project FILTER(ISIRI(?o)) } LIMIT 300"
    prefix = "PREFIX fg: <https://w3id.org/foerdergraph/ns#>"
    page = window().page
    page.goto(f"/sparql?{urlencode({'query': f'{prefix} {query}'})}#graph")
    names = page.locator(".view-graph text.name:not(.pointed)")
    expect(names.first).to_be_visible()
    boxes = [box for one in names.all() if (box := one.bounding_box())]
    assert 5 < len(boxes) <= 30
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = abs(one["y"] - other["y"]) >= 14 or (
                one["x"] + one["width"] < other["x"] or other["x"] + other["width"] < one["x"]
            )
            assert apart
    page.locator(".view-graph .node").first.hover()
    expect(page.locator(".view-graph .pointed")).not_to_be_empty()


def test_an_answer_is_shared_opened_again_and_downloaded(window: Open, tmp_path: Path) -> None:
    page = window("en").page
    page.goto("/sparql")
    write(page, INHABITANTS)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("cell", name="Iserlohn")).to_be_visible()
    inhabitants = page.locator(".view-table td").last.inner_text()

    page.get_by_role("button", name="Download").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV", exact=True).click()
    taken.value.save_as(tmp_path / "answer.csv")
    written = (tmp_path / "answer.csv").read_text(encoding="utf-8")
    assert list(csv.DictReader(io.StringIO(written))) == [
        {
            "place": "https://w3id.org/foerdergraph/id/gemeinde/05962024",
            "inhabitants": inhabitants.replace(",", ""),
        }
    ]

    page.get_by_role("button", name="Share").click()
    address = page.locator("#link-share-words").input_value()
    reader = window("de").page
    reader.goto(address)
    expect(reader.get_by_role("cell", name="Iserlohn")).to_be_visible()
    expect(reader.locator("pre")).to_contain_text("fg:population")


def test_a_fault_is_marked_where_it_is(window: Open) -> None:
    page = window().page
    page.goto("/sparql")
    write(page, "SELECT ?place {\n  ?place fg:ags 05962024 .\n  ?place rdfs:label }")
    fault = page.locator(".fault-words")
    expect(fault).to_contain_text(re.compile(r"Zeile \d+, Spalte 25: erwartet wird "))
    expect(fault).to_contain_text("eine Variable (?x)")


def test_the_page_of_a_fault_says_one_place_and_one_reason(window: Open) -> None:
    watched = window()
    page = watched.page
    page.goto(f"/sparql?{urlencode({'query': 'SELECT ?x { ?x a fg:Project . ?x fooo }'})}")
    expect(page.locator(".fault-words")).to_contain_text("Zeile 2, Spalte 34: erwartet wird")
    expect(page.locator("[data-fault]")).to_have_count(0)
    expect(page.locator("#questions a").first).to_be_visible()
    page.goto(f"/sparql?{urlencode({'query': 'SELECT ?x { ?x a fg:Project }'})}")
    expect(page.locator(".reason")).to_contain_text("ergänzt, was fehlte")
    watched.faults[:] = [fault for fault in watched.faults if "400 (Bad Request)" not in fault]


@pytest.mark.parametrize("view", ["table", "chart", "map"])
def test_an_answer_fits_a_phone(window: Open, view: str) -> None:
    watched = window(viewport=PHONE)
    watched.page.goto(f"/sparql?{urlencode({'query': question('cq31')})}#{view}")
    expect(watched.page.locator(f".view-{view} :is(td, svg)").first).to_be_visible()
    assert watched.beyond_the_edge() == []


def test_without_a_script_there_are_a_form_and_a_table(window: Open) -> None:
    page = window(java_script_enabled=False).page
    page.goto("/sparql")
    page.get_by_label("SPARQL-Abfrage").fill(INHABITANTS)
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_role("cell", name="Iserlohn")).to_be_visible()
    page.locator("#share").click()
    expect(page).to_have_url(PERMALINK)
    expect(page.get_by_role("cell", name="Iserlohn")).to_be_visible()
    page.reload()
    expect(page.get_by_role("cell", name="Iserlohn")).to_be_visible()
