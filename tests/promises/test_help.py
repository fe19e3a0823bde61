"""The help's queries run as they are shown, in both languages, and find what is shown beside."""

import html
import json
import re
from typing import Final

import pytest
from flask.testing import FlaskClient

from tests.promises.conftest import Ask, Rows

LANGUAGES: Final = ("de", "en")
STEP: Final = re.compile(r'<li id="step-(\d\d)">(.*?)</li>', re.DOTALL)
MPSC: Final = "<https://w3id.org/foerdergraph/id/programm/mpsc>"

Steps = dict[str, tuple[str, Rows]]


def page(site: FlaskClient, language: str) -> str:
    response = site.get(f"/help?lang={language}", headers={"Accept": "text/html"})
    assert response.status_code == 200
    return response.text


def asked_as_shown(site: FlaskClient, shown: str) -> Rows:
    code = re.search(r"<code>(PREFIX.*?)</code>", shown, re.DOTALL)
    assert code is not None
    query = html.unescape(code[1])
    response = site.get("/sparql", query_string={"query": query, "format": "json"})
    assert response.status_code == 200, response.text
    found = json.loads(response.text)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


@pytest.fixture(scope="module")
def answers(site: FlaskClient) -> dict[str, Steps]:
    """Give for each language and step what the page shows, and the rows that its query finds."""
    return {
        language: {
            number: (shown, asked_as_shown(site, shown))
            for number, shown in STEP.findall(page(site, language))
        }
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_finds_rows_and_shows_the_first(answers: dict[str, Steps], language: str) -> None:
    assert list(answers[language]) == [f"{number:02}" for number in range(1, 11)]
    for number, (shown, rows) in answers[language].items():
        table = shown.partition("<tbody>")[2].partition("</tbody>")[0]
        cells = re.findall(r"<td>(.*?)</td>", table)
        assert table.count("<tr>") == min(len(rows), 5), number
        plain = [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in cells]
        literals = {value for value in rows[0].values() if not value.startswith("http")}
        assert literals <= set(plain), number


def column(answers: dict[str, Steps], language: str, step: str, name: str) -> list[str]:
    return [row.get(name, "") for row in answers[language][step][1]]


def test_labels_are_in_the_language_of_the_page(answers: dict[str, Steps]) -> None:
    for language, label in (
        ("de", "Modellprojekte Smart Cities"),
        ("en", "Model Projects Smart Cities"),
    ):
        assert label in column(answers, language, "01", "programmeLabel")
    assert "area in km²" in column(answers, "en", "02", "propertyLabel")


def test_the_steps_teach_what_the_data_show(answers: dict[str, Steps], ask: Ask) -> None:
    """What the words beside a step say of its result: it must be so."""
    german = {number: rows for number, (_, rows) in answers["de"].items()}
    assert {"placeName": "Iserlohn"}.items() <= next(
        row for row in german["03"] if row["project"].endswith("mpsc-2020-15")
    ).items()
    (counted,) = german["04"]
    known = ask("SELECT DISTINCT ?m { ?m a fg:Municipality ; fg:areaKm2 ?a }")
    assert int(counted["municipalities"]) == len(known) < int(counted["rows"])
    assert {row["area"] for row in german["05"]} == {"125.49"}
    assert len({row["graph"] for row in german["05"]}) == len(german["05"]) == 2
    projects = ask("SELECT DISTINCT ?p { ?p fg:admittedIn runde:mpsc-2020 }")
    assert len(german["06"]) == len(projects)
    assert 0 < sum("value" not in row for row in german["06"]) < len(german["06"])
    told = {(row["value"], row["kindLabel"], row["basisLabel"]) for row in german["07"]}
    assert told == {
        ("1700000", "bewilligt oder zugesagt", "Förderung"),
        ("2700000", "veranschlagt", "Gesamtausgaben"),
    }
    assert [row["bodyName"] for row in german["09"]] == [
        "Bundesministerium des Innern, für Bau und Heimat"
    ]


def test_the_sums_are_those_of_the_question_about_rounds(
    site: FlaskClient, answers: dict[str, Steps]
) -> None:
    response = site.get("/q/cq05-committed-by-round-and-source.srj", follow_redirects=True)
    found = json.loads(response.text)["results"]["bindings"]
    federal = {
        row["round"]["value"]: (row["sum"]["value"], row["projectsWithAmount"]["value"])
        for row in found
        if row["source"]["value"].endswith("source-federal")
    }
    assert {
        row["round"]: (row["sum"], row["projects"]) for row in answers["de"]["08"][1]
    } == federal


def test_the_figure_counts_each_project_once_in_a_land(
    site: FlaskClient, answers: dict[str, Steps], ask: Ask
) -> None:
    pairs = ask(
        "SELECT DISTINCT ?project ?land { ?project fg:inProgramme "
        f"{MPSC} ; fg:locatedIn/fg:within* ?land . ?land a fg:State }}"
    )
    counts: dict[str, int] = {}
    for pair in pairs:
        counts[pair["land"]] = counts.get(pair["land"], 0) + 1
    assert {row["land"]: int(row["projects"]) for row in answers["de"]["10"][1]} == counts
    drawn = page(site, "de").partition('<section id="publish">')[2].partition("</table>")[0]
    assert [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', drawn)] == [
        int(row["projects"]) for row in answers["de"]["10"][1]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_page_leads_somewhere(site: FlaskClient, language: str) -> None:
    text = html.unescape(page(site, language))
    places = set(re.findall(r'\bid="([^"]+)"', text))
    links = set(re.findall(r'href="([^"]+)"', text.partition("<main")[2].partition("</main>")[0]))
    assert {link[1:] for link in links if link.startswith("#")} <= places
    paths = {link.partition("#")[0] for link in links if re.match(r"/(?!sparql\?)", link)}
    failing = [
        path
        for path in sorted(paths)
        if site.get(path, follow_redirects=True, headers={"Accept": "text/html"}).status_code != 200
    ]
    assert (len(paths) > 20, failing) == (True, [])


def test_the_example_is_pinned_and_answers(site: FlaskClient) -> None:
    address = re.search(r"<code>(http[^<]+/q/[^<]+\.csv\?v=[^<]+)</code>", page(site, "de"))
    assert address is not None
    path = "/q/" + html.unescape(address[1]).partition("/q/")[2]
    response = site.get(path)
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "Digitale Modellregionen in NRW"),
        ("en", "Digital Model Regions in North Rhine-Westphalia"),
    ],
)
def test_links_in_answers_show_labels_and_short_names_beside(
    answers: dict[str, Steps], language: str, label: str
) -> None:
    cells = [shown for shown, _ in answers[language].values()]
    links = re.findall(r"<a[^>]*>([^<]*)</a>", "".join(re.findall(r"<td>.*?</td>", "".join(cells))))
    assert label in links
    assert not [link for link in links if re.fullmatch(r"(programm|gemeinde|fg|fgv):.*", link)]
    assert "<small><code>programm:dmr-nrw</code></small>" in "".join(cells)
