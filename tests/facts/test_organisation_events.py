"""Every dated change of a ministry: kind, date, from and to whom, what, document, note."""

import pytest
from fact_graph import Facts
from fact_tables import Row, Text, all_rows, english, folder, german, moment, rows

TABLE = "organisation_events"

CHANGES = {
    "created": "created",
    "renamed": "renamed",
    "competence received": "competence",
    "programme transferred": "programme",
}
# Events whose column `competence` is written in English words of the table.
ENGLISH = {f"oe-{number:02}" for number in (1, 3, 5, 6, 9, 11, 12)}
PROGRAMMES = {"oe-05": {"programm:mpsc"}}


def test_an_event_stands_in_its_document(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"ereignis:{row['event_id']}"
    assert "org:ChangeEvent" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "fg:changeType") == {f"fgv:change-{CHANGES[row['event']]}"}
    assert facts.values(graph, node, "fg:concerns") == {f"stelle:{row['org_id']}"}
    assert facts.values(graph, node, "fg:concernsProgramme") == PROGRAMMES.get(
        row["event_id"], set()
    )
    assert facts.values(graph, node, "skos:note") == english(row["note"])
    assert facts.values(graph, node, "prov:hadPrimarySource") == {facts.source(row)}


def test_an_event_has_its_date_with_its_precision(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"ereignis:{row['event_id']}"
    expected = moment(row["date"])
    assert expected.start_precision == f"fgv:precision-{row['date_precision']}"
    assert facts.periods(graph, node) == {expected}


def test_an_event_leads_from_one_body_to_another(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"ereignis:{row['event_id']}"
    known = {other["org_id"] for other in all_rows("organisations")}
    origin = row["from_org"]
    original = {f"stelle:{origin}"} if origin in known else set()
    assert facts.values(graph, node, "org:originalOrganization") == original
    printed = german(origin) if origin and origin not in known else set()
    assert facts.values(graph, node, "fg:asPrinted") == printed
    assert facts.values(graph, node, "org:resultingOrganization") == {f"stelle:{row['to_org']}"}


def test_what_moved_is_kept_in_its_language(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"ereignis:{row['event_id']}"
    language = "en" if row["event_id"] in ENGLISH else "de"
    assert facts.values(graph, node, "fg:competence") == {Text(row["competence"], language)}


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_13_events(facts: Facts) -> None:
    found = {node for _, node in facts.all_nodes("org:ChangeEvent")}
    assert found == {f"ereignis:{row['event_id']}" for row in rows(TABLE)}
    assert len(found) == 13
