"""Every named measure of a model project: name, number, description, status, document."""

import pytest
from fact_graph import Facts
from fact_tables import Row, Text, amount, english, folder, rows

TABLE = "mpsc_measures"

# Words of a description that say a measure is not confirmed as carried out.
NOT_CONFIRMED = ("planned", "idea", "field of action", "focus", "building blocks")
# "Eight scenes planned" speaks of scenes, not of the measure.
OTHER_PLANS = ("Eight scenes planned",)


def measure(facts: Facts, row: Row) -> tuple[str, str]:
    graph = facts.graph(row)
    found = [
        node
        for node in facts.where(graph, "dcterms:title", Text(row["name"], "de"))
        if facts.values(graph, node, "fg:measureOf") == {f"projekt:{row['project_id']}"}
    ]
    assert len(found) == 1, found
    assert "fg:Measure" in facts.values(graph, found[0], "rdf:type")
    return graph, found[0]


def test_a_measure_stands_in_its_document(facts: Facts, row: Row) -> None:
    graph, node = measure(facts, row)
    number = {amount(row["measure_no"])} if row["measure_no"] else set()
    assert facts.values(graph, node, "fg:number") == number
    assert facts.source(row) in facts.values(graph, node, "prov:hadPrimarySource")
    assert english(row["description"]) <= facts.values(graph, node, "dcterms:description")
    assert Text(row["name"], "de") in facts.anywhere(node, "rdfs:label")


def test_a_title_that_is_described_says_so(facts: Facts, row: Row) -> None:
    graph, node = measure(facts, row)
    kind = "described" if "title described" in row["description"] else "printed"
    assert facts.one(graph, node, "fg:titleStatus") == f"fgv:title-{kind}"


def test_a_measure_is_not_called_running_where_it_is_only_planned(facts: Facts, row: Row) -> None:
    graph, node = measure(facts, row)
    status = facts.one(graph, node, "fg:status")
    words = row["description"].lower()
    if row["description"] == "Funded, in implementation":
        assert status == "fgv:status-running"
    elif row["description"] in OTHER_PLANS:
        assert status != "fgv:status-finished"
    elif words.startswith("idea"):
        assert status == "fgv:status-idea"
    elif "planned" in words:
        assert status == "fgv:status-planned"
    elif any(word in words for word in NOT_CONFIRMED):
        assert status in {"fgv:status-planned", "fgv:status-idea", "fgv:status-unknown"}
    else:
        assert status == "fgv:status-unknown"


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_92_named_measures(facts: Facts) -> None:
    found = {measure(facts, row)[1] for row in rows(TABLE)}
    assert len(found) == 92
    named = facts.solutions("SELECT DISTINCT ?x WHERE { ?x a fg:Measure ; dcterms:title ?t }")
    assert {str(node) for (node,) in named} == found
