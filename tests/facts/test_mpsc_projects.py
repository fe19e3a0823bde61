"""Every model project: printed label, title, round, category, Länder, members, note."""

import pytest
from fact_graph import Facts
from fact_tables import Row, amount, english, folder, german, rows

TABLE = "mpsc_projects"

CATEGORIES = {
    "Großstädte": "large-city",
    "Mittlere Städte": "medium-town",
    "Mittelstädte": "medium-town",
    "Kleinstädte und Landgemeinden": "small-town",
    "Interkommunale Kooperationen und Landkreise": "cooperation",
}
LAENDER = [
    "Schleswig-Holstein",
    "Hamburg",
    "Niedersachsen",
    "Bremen",
    "Nordrhein-Westfalen",
    "Hessen",
    "Rheinland-Pfalz",
    "Baden-Württemberg",
    "Bayern",
    "Saarland",
    "Berlin",
    "Brandenburg",
    "Mecklenburg-Vorpommern",
    "Sachsen",
    "Sachsen-Anhalt",
    "Thüringen",
]


def test_a_project_stands_in_the_list_that_selects_it(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    assert "fg:Project" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "fg:asPrinted") == german(row["label"])
    assert facts.values(graph, node, "fg:admittedIn") == {f"runde:mpsc-{row['cohort']}"}
    category = CATEGORIES[row["category"]]
    assert facts.values(graph, node, "fg:projectCategory") == {f"fgv:category-{category}"}
    assert facts.values(graph, node, "fg:statedMembers") == {amount(row["named_members"])}
    assert facts.values(graph, node, "dcterms:title") == german(row["project_name"])
    assert facts.values(graph, node, "skos:note") == english(row["note"])


def test_a_project_lies_in_its_laender(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    keys = {f"land:{LAENDER.index(name) + 1:02}" for name in row["laender"].split(";")}
    found = facts.values(graph, node, "dcterms:spatial") | facts.values(graph, node, "fg:locatedIn")
    assert found == keys


def test_a_project_is_admitted_in_one_round_only(facts: Facts, row: Row) -> None:
    found = facts.anywhere(f"projekt:{row['project_id']}", "fg:admittedIn")
    assert found == {f"runde:mpsc-{row['cohort']}"}


def test_no_published_text_names_a_working_file(facts: Facts) -> None:
    found = [
        (graph, subject, text)
        for graph in facts.source_graphs()
        for subject, properties in facts.index[graph].items()
        for values in properties.values()
        for text in values
        if isinstance(text, tuple) and ".csv" in text.value
    ]
    assert not found


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_73_projects(facts: Facts) -> None:
    found = facts.solutions(
        "SELECT DISTINCT ?x WHERE { ?x fg:admittedIn/fg:roundOf programm:mpsc }"
    )
    assert {str(node) for (node,) in found} == {
        f"projekt:{row['project_id']}" for row in rows(TABLE)
    }
    assert len(found) == 73
