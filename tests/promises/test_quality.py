"""The page about quality tells what the report and the graph say, in both languages."""

import json
import re

import pytest
from flask.testing import FlaskClient

from kg.queries import read_query
from kg.release import Release
from tests.promises.conftest import ROOT, Ask

PAGE = {"Accept": "text/html"}


def page(site: FlaskClient, language: str) -> str:
    response = site.get(f"/quality?lang={language}", headers=PAGE)
    assert response.status_code == 200
    return response.text


def part(text: str, name: str) -> str:
    return text.partition(f'<section id="{name}">')[2].partition("</section>")[0]


@pytest.fixture(scope="module")
def german(site: FlaskClient) -> str:
    return page(site, "de")


def ask_page(ask: Ask, name: str) -> list[dict[str, str]]:
    return ask(read_query(ROOT / "queries" / "pages" / f"{name}.rq", ()).body)


def test_the_report_is_shown_rule_by_rule_and_given_as_it_is(
    site: FlaskClient, german: str, release: Release
) -> None:
    written = json.loads(release.report_path.read_text(encoding="utf-8"))
    shown = part(german, "report")
    rules = {result["rule"]["id"] for result in written["results"]}
    assert shown.count("<tr>") == len(rules) + 1
    counts = re.findall(r'<td class="number">(\d+)</td>', shown)
    assert sum(map(int, counts)) == len(written["results"])
    assert site.get("/quality/report.json").get_json() == written


@pytest.mark.parametrize("language", ["de", "en"])
def test_rules_are_told_without_names_of_terms(site: FlaskClient, language: str) -> None:
    shown = part(page(site, language), "report")
    rules = re.findall(r'<th scope="row">(.*?)<small>', shown)
    assert len(rules) > 5
    assert [rule for rule in rules if re.search(r"\b(?:fg|fgv|dcterms):", rule)] == []


def test_a_dot_is_full_where_something_is_known_of_a_programme(german: str, ask: Ask) -> None:
    rows = ask_page(ask, "quality-programmes")
    known = sum(row[name] == "true" for row in rows for name in ("amount", "rate", "basis"))
    known += sum(row[name] == "true" for row in rows for name in ("period", "owner", "manager"))
    shown = part(german, "programmes")
    assert shown.count('<small class="hidden">bekannt</small>') == known
    assert shown.count('<small class="hidden">nicht bekannt</small>') == 6 * len(rows) - known


def test_projects_are_counted_as_the_query_counts_them(german: str, ask: Ask) -> None:
    known = ask(
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a fg:Project ; "
        "fg:inProgramme <https://w3id.org/foerdergraph/id/programm/dmr-nrw> ; fg:amount ?a }"
    )[0]["n"]
    rows = {row["programme"].rpartition("/")[2]: row for row in ask_page(ask, "quality-programmes")}
    assert rows["dmr-nrw"]["withAmount"] == known
    assert f"{known} von {rows['dmr-nrw']['projects']}" in part(german, "projects")


def test_every_contradiction_stands_with_both_sources(german: str, ask: Ask) -> None:
    shown = part(german, "contradictions")
    recorded = ask("SELECT DISTINCT ?c { ?c a fg:Contradiction }")
    paths = {row["c"].removeprefix("https://w3id.org/foerdergraph/id") for row in recorded}
    assert {path for path in paths if f'href="/doc{path}"' not in shown} == set()
    assert shown.count('class="cite"') == 2 * len(paths)


def test_each_figure_leads_to_its_query(german: str) -> None:
    sections = ("programmes", "projects", "amounts", "links", "contradictions", "unplaced")
    assert [name for name in sections if "/sparql?query=" not in part(german, name)] == []


def test_english_has_the_same_numbers(site: FlaskClient, german: str) -> None:
    def numbers(text: str) -> list[str]:
        return re.findall(r'<td class="number">([^<]*)</td>', text)

    swapped = [number.replace(",", ".") for number in numbers(page(site, "en"))]
    assert swapped == numbers(german)
