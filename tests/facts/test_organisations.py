"""Every body of the table: names, kind, level, dates, succession, part in a programme."""

import datetime as dt
import re

import pytest
from fact_graph import Facts
from fact_tables import (
    Row,
    Text,
    all_rows,
    bounds,
    english,
    folder,
    german,
    open_from,
    open_until,
    rows,
)

TABLE = "organisations"

KINDS = {
    "ministry": "ministry",
    "promotional bank": "promotional-bank",
    "coordination office": "coordination-office",
    "project management agency": "project-manager",
    "research institute": "research",
    "consultancy": "consultancy",
    "public consultancy": "consultancy",
    "association": "association",
    "inter-municipal association": "association",
    "public-law institution": "public-institution",
    "district government": "district-government",
    "federal institute": "federal-institute",
    "university": "university",
    "municipal company": "municipal-company",
    "regional agency": "regional-agency",
    "company": "company",
    "non-profit company": "non-profit",
}
LEVELS = {"Land": {"fgv:level-state"}, "Bund": {"fgv:level-federal"}, "": set()}

# What the column `role` says of a part in a programme or project; other roles name none that the
# graph has, or another table says the same of the same body.
PARTS = {
    "mwide-nrw": {("programm:dmr-nrw", "owner"), ("programm:dmr-nrw", "funder")},
    "mhkbd-nrw": {("programm:dmr-nrw", "owner"), ("programm:dmr-nrw", "funder")},
    "bmi": {("programm:mpsc", "owner"), ("programm:mpsc", "funder")},
    "bmwsb": {("programm:mpsc", "owner"), ("programm:mpsc", "funder")},
    "kfw": {("programm:mpsc", "bank")},
    "kts": {("programm:mpsc", "coordination")},
    "dlr-pt": {("programm:mpsc", "coordination")},
    "iao": {("programm:mpsc", "coordination")},
    "iese": {("programm:mpsc", "coordination")},
    "difu": {("programm:mpsc", "coordination")},
    "ccc": {("programm:mpsc", "transfer")},
    "prognos": {("programm:mpsc", "evaluator")},
    "iqib": {("programm:mpsc", "coordination")},
    "kdn": {("programm:dmr-nrw", "transfer")},
    "dnrw": {("programm:dmr-nrw", "transfer")},
    "ptj": {("programm:dmr-nrw", "manager")},
    "br-arnsberg": {("programm:dmr-nrw", "grantor")},
    "br-detmold": {("programm:dmr-nrw", "grantor")},
    "br-muenster": {("programm:dmr-nrw", "grantor")},
    "swf-agentur": {("projekt:mpsc-2019-11", "coordination")},
    "ilzerland": {("projekt:mpsc-2021-25", "coordination")},
    "da-grenzregion": {("projekt:mpsc-2021-27", "executing")},
}
RECALLED = [row for row in all_rows(TABLE) if row["confidence"] == "recalled"]


def first_day_after(row: Row) -> dt.date:
    """Read valid_to as the first day on which the body is no more.

    A ministry ends on the day on which its successor begins; any other end is a last day.
    """
    last = bounds(row["valid_to"])[1]
    return last if row["successor"] else last + dt.timedelta(days=1)


def test_a_body_has_its_names_and_kind(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"stelle:{row['org_id']}"
    assert facts.values(graph, node, "rdf:type") & {"org:Organization", "m8g:PublicOrganisation"}
    assert facts.values(graph, node, "skos:prefLabel") == german(row["name"])
    assert facts.values(graph, node, "rdfs:label") == german(row["name"])
    assert facts.values(graph, node, "skos:altLabel") == german(row["short"])
    assert facts.values(graph, node, "org:classification") == {f"fgv:org-{KINDS[row['type']]}"}
    assert facts.values(graph, node, "fg:level") == LEVELS[row["level"]]
    assert facts.values(graph, node, "skos:scopeNote") == english(row["role"])


def test_a_body_has_its_sourced_dates(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"stelle:{row['org_id']}"
    sourced = row["dates_confidence"] == "source"
    start = {bounds(row["valid_from"])[0]} if sourced and row["valid_from"] else set()
    assert facts.values(graph, node, "fg:validFrom") == start
    assert facts.anywhere(node, "fg:validFrom") == start
    if start:
        precision = bounds(row["valid_from"])[2]
        assert facts.values(graph, node, "fg:startPrecision") == {precision}
    end = {first_day_after(row)} if sourced and row["valid_to"] else set()
    assert facts.values(graph, node, "fg:validUntil") == end
    if end:
        assert facts.values(graph, node, "fg:endPrecision") == {bounds(row["valid_to"])[2]}


def test_a_recalled_date_is_nowhere_but_a_sourced_end_is(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if row["dates_confidence"] == "recalled"]
    assert row["org_id"] == "bmdv"
    assert not facts.anywhere("stelle:bmdv", "fg:validFrom")
    assert not facts.anywhere("stelle:bmdv", "fg:startPrecision")
    graph = facts.graph(
        next(event for event in rows("organisation_events") if event["event_id"] == "oe-07")
    )
    assert facts.values(graph, "stelle:bmdv", "fg:validUntil") == {bounds(row["valid_to"])[1]}
    assert facts.anywhere("stelle:bmdv", "fg:validUntil") == {bounds(row["valid_to"])[1]}


def ids(text: str) -> set[str]:
    """Read the ids of bodies in predecessor or successor; other names are kept as a note."""
    known = {row["org_id"] for row in all_rows(TABLE)}
    found = re.findall(r"(?:^|; )([a-z-]+)(?= \(|;|$)", text)
    return {f"stelle:{name}" for name in found if name in known}


@pytest.mark.parametrize(
    ("column", "predicate"),
    [("predecessor", "dcterms:replaces"), ("successor", "dcterms:isReplacedBy")],
)
def test_a_body_follows_and_precedes_the_printed_ones(
    facts: Facts, row: Row, column: str, predicate: str
) -> None:
    graph, node = facts.graph(row), f"stelle:{row['org_id']}"
    assert facts.values(graph, node, predicate) == ids(row[column])
    note = english(f"{column.capitalize()}: {row[column]}") if row[column] else set()
    assert note <= facts.values(graph, node, "skos:note")


def test_a_body_has_its_part_in_a_programme(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"stelle:{row['org_id']}"
    wanted = PARTS.get(row["org_id"], set())
    found = {
        (activity, role.removeprefix("fgv:role-"))
        for activity in {activity for activity, _ in wanted}
        for body, role, _ in facts.participants(graph, activity)
        if body == node
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("programme", "change"),
    [("programm:mpsc", dt.date(2021, 12, 8)), ("programm:dmr-nrw", dt.date(2022, 6, 29))],
)
@pytest.mark.parametrize("role", ["fgv:role-owner", "fgv:role-funder"])
def test_on_no_day_do_two_ministries_answer_for_a_programme(
    facts: Facts, programme: str, change: dt.date, role: str
) -> None:
    periods = set()
    for graph in facts.source_graphs():
        for node in facts.where(graph, "fg:inActivity", programme):
            if facts.one(graph, node, "fg:role") == role:
                # The role text says the year only; the day is that of the body, by curation.
                periods |= facts.periods("graph:curation", node)
    # An end is the last day, as with every other period.
    last = change - dt.timedelta(days=1)
    assert periods == {open_from(change.isoformat()), open_until(last.isoformat())}


@pytest.mark.parametrize("recalled", RECALLED, ids=lambda row: str(row["org_id"]))
def test_a_body_without_source_is_nowhere(facts: Facts, recalled: Row) -> None:
    assert all(f"stelle:{recalled['org_id']}" not in found for found in facts.index.values())
    assert facts.count(f'?x rdfs:label "{recalled["name"]}"@de . ?x a org:Organization') == 0


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_41_bodies_in_the_table(facts: Facts) -> None:
    found = {node for _, node in facts.all_nodes("m8g:PublicOrganisation")} | {
        node for _, node in facts.all_nodes("org:Organization")
    }
    wanted = {f"stelle:{row['org_id']}" for row in rows(TABLE)}
    assert len(wanted) == 41
    assert wanted <= found
    assert facts.count("?x skos:prefLabel ?n ; org:classification ?k") == 41


def test_every_other_body_is_named_in_a_row(facts: Facts) -> None:
    # Whole levels of government that a row names as funder, in the words of this project.
    governments = {"stelle:bund", "stelle:laender", "stelle:land-05", "stelle:eu"}
    cells = {
        cell
        for table in ("programmes", "dmr_projects", "mpsc_project_members", "programme_statements")
        for row in rows(table)
        for cell in row.values()
    }
    cells |= {row["subject"].replace("-", " ").title() for row in rows("programme_statements")}
    known = {f"stelle:{row['org_id']}" for row in rows(TABLE)} | governments
    for graph in facts.source_graphs():
        for kind in ("org:Organization", "m8g:PublicOrganisation"):
            for node in set(facts.nodes(graph, kind)) - known:
                for label in facts.values(graph, node, "rdfs:label"):
                    assert isinstance(label, Text)
                    if node == "stelle:westfaelische-hochschule":
                        continue
                    assert any(label.value in cell for cell in cells), label
                    assert label.language == "de"
