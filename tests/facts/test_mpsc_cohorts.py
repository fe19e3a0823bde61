"""Every round of the model projects: motto, announcement, numbers, volume, ministry."""

from fact_graph import Facts
from fact_tables import Row, Text, accuracy, amount, english, german, moment, rows

TABLE = "mpsc_cohorts"


def test_a_round_says_what_its_document_says(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"runde:mpsc-{row['cohort']}"
    assert "fg:FundingRound" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "fg:roundOf") == {"programm:mpsc"}
    assert facts.values(graph, node, "fg:motto") == german(row["motto"])
    assert facts.values(graph, node, "fg:projectCount") == {amount(row["projects"])}
    assert facts.values(graph, node, "fg:applicationCount") == {amount(row["applications"])}
    assert facts.periods(graph, node, "fg:announcedIn") == {moment(row["announced"])}
    assert facts.values(graph, node, "fg:funderAsPrinted") == {
        Text(row["ministry_at_announcement"], "de")
    }


def test_a_round_has_its_printed_volume(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"runde:mpsc-{row['cohort']}"
    (found,) = facts.amounts(graph, node, amount(row["budget_eur"]))
    facts.assert_amount(graph, found, "planned", "volume", "federal", accuracy(""))
    facts.assert_as_of(graph, found, row["as_of"])
    assert facts.values(graph, found, "skos:note") == english("")
    assert facts.values(graph, found, "fg:concerns") == {node}


def test_as_many_projects_are_admitted_as_the_round_counts(facts: Facts, row: Row) -> None:
    node = f"runde:mpsc-{row['cohort']}"
    assert facts.count(f"?x fg:admittedIn {node}") == int(row["projects"])


def test_rounds_are_numbered_in_the_order_of_their_years(facts: Facts) -> None:
    found = [facts.anywhere(f"runde:mpsc-{row['cohort']}", "fg:ordinal") for row in rows(TABLE)]
    assert found == [{amount("1")}, {amount("2")}, {amount("3")}]
