"""Iserlohn's measures: three named, two of which only the existence is known."""

import pytest
from fact_graph import Facts
from fact_tables import Row, Text, all_rows, amount, english, folder, german, open_from, rows

TABLE = "iserlohn_measures"

PROJECT = "projekt:mpsc-2020-15"


def test_a_named_measure_says_what_its_document_says(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"massnahme:mpsc-2020-15-{row['measure_no']}"
    assert "fg:Measure" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "fg:measureOf") == {PROJECT}
    assert facts.values(graph, node, "fg:number") == {amount(row["measure_no"])}
    assert facts.values(graph, node, "dcterms:title") == german(row["name"])
    assert facts.values(graph, node, "dcterms:alternative") == {
        Text(name, "de") for name in row["alt_names"].split("; ")
    }
    assert english(row["description"]) <= facts.values(graph, node, "dcterms:description")
    assert facts.values(graph, node, "skos:note") == english(row["note"])
    assert row["phase"] == "Umsetzungsphase"
    assert facts.values(graph, node, "fg:phaseType") == {"fgv:phase-implementation"}
    periods = {open_from(row["start"])} if row["start"] else set()
    assert facts.periods(graph, node) == periods


def test_a_measure_without_name_exists_and_has_none(facts: Facts, any_row: Row) -> None:
    if any_row["name"]:
        return
    node = f"massnahme:mpsc-2020-15-{any_row['measure_no']}"
    (graph,) = [graph for graph, found in facts.all_nodes("fg:Measure") if found == node]
    assert facts.values(graph, node, "fg:measureOf") == {PROJECT}
    assert facts.values(graph, node, "fg:titleStatus") == {"fgv:title-unknown"}
    assert not facts.anywhere(node, "dcterms:title")
    assert not facts.anywhere(node, "dcterms:alternative")
    # Only a document that says how many there are supports a measure without a name.
    assert amount("5") in facts.values(graph, PROJECT, "fg:numberOfMeasures")


def test_the_candidates_for_the_missing_names_are_not_published(facts: Facts) -> None:
    (note,) = [row["note"] for row in all_rows(TABLE) if "candidates" in row["note"]]
    assert "Smarter Innenstadtplan" in note
    names = '"Smarter Innenstadtplan"@de "Smarter Innenstadtplan"@en'
    assert facts.count(f"VALUES ?o {{ {names} }} ?x ?p ?o") == 0


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_iserlohn_has_five_measures(facts: Facts) -> None:
    assert len(rows(TABLE)) == 3
    assert facts.count(f"?x fg:measureOf {PROJECT}") == 5
