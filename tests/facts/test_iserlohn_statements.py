"""Every further statement on Iserlohn: subject, property, value, document."""

import pytest
from fact_graph import Facts
from fact_tables import (
    Period,
    Row,
    Term,
    Text,
    amount,
    bounds,
    english,
    folder,
    moment,
    open_from,
    rows,
    span,
)

TABLE = "iserlohn_statements"

TOWN, TERRITORY = "stelle:gemeinde-05962024", "gemeinde:05962024"
SUBJECTS = {
    "mpsc-2020-15": "projekt:mpsc-2020-15",
    "dmr-p-abus": "projekt:dmr-p-abus",
    "iserlohn-measure-2": "massnahme:mpsc-2020-15-2",
}
PHASES = {"implementationPeriod": "implementation", "operationPeriod": "operation"}
STRATEGIES = {
    "Digitalisierungsstrategie (with PD – Berater der öffentlichen Hand, 2020)": (
        "Digitalisierungsstrategie",
        "with PD – Berater der öffentlichen Hand, 2020",
    ),
    'Stadtentwicklungskonzept "Mein Iserlohn 2040"': (
        "Stadtentwicklungskonzept „Mein Iserlohn 2040“",
        "",
    ),
}


def value_of(row: Row) -> tuple[str, Term]:
    """Read the property and value of a row that is neither period nor strategy."""
    predicate, value = row["predicate"], row["value"]
    if predicate in {"population", "areaKm2", "routeLengthKm", "numberOfMeasures"}:
        return f"fg:{predicate}", amount(value)
    if predicate in {"innovationField", "citySizeClass"}:
        return f"fg:{predicate}", Text(value, "de")
    if predicate == "cohort":
        return "fg:admittedIn", f"runde:mpsc-{value}"
    assert value.startswith("Umsetzungsphase")
    return {"phase": "fg:phaseType", "entryPhase": "fg:entryPhase"}[predicate], (
        "fgv:phase-implementation"
    )


def assertion(facts: Facts, row: Row) -> tuple[str, str]:
    """Find the one assertion of a row."""
    graph = facts.graph(row)
    found = [node for node in facts.nodes(graph, "fg:Assertion") if says(facts, graph, node, row)]
    assert len(found) == 1, found
    return graph, found[0]


def says(facts: Facts, graph: str, node: str, row: Row) -> bool:
    subject, predicate, value = (
        facts.one(graph, node, f"rdf:{word}") for word in ("subject", "predicate", "object")
    )
    if value not in facts.values(graph, str(subject), str(predicate)):
        return False
    if row["predicate"] == "strategy":
        title = facts.values(graph, str(value), "dcterms:title")
        wanted = {Text(STRATEGIES[row["value"]][0], "de")}
        return (subject, predicate, title) == (TOWN, "fg:documentedIn", wanted)
    if row["predicate"] in PHASES:
        project = SUBJECTS[row["subject"]]
        kind = f"fgv:phase-{PHASES[row['predicate']]}"
        return (
            predicate == "dcterms:temporal"
            and facts.values(graph, str(subject), "fg:phaseOf") == {project}
            and facts.values(graph, str(subject), "fg:phaseType") == {kind}
            and facts.period(graph, value) == span(row["value"])
        )
    if row["predicate"] == "start":
        same = (subject, predicate) == (SUBJECTS[row["subject"]], "dcterms:temporal")
        return same and facts.period(graph, value) == open_from(row["value"])
    thing = SUBJECTS.get(row["subject"], TERRITORY)
    return (subject, predicate, value) == (thing, *value_of(row))


def test_a_statement_stands_in_its_document(facts: Facts, row: Row) -> None:
    graph, node = assertion(facts, row)
    assert facts.values(graph, node, "prov:hadPrimarySource") == {facts.source(row)}
    facts.assert_as_of(graph, node, row["as_of"])
    if row["predicate"] == "strategy":
        assert facts.values(graph, node, "skos:note") == english(STRATEGIES[row["value"]][1])
        document = str(facts.one(graph, node, "rdf:object"))
        assert facts.values(graph, document, "fg:documentType") == {"fgv:document-strategy"}
    if row["predicate"] == "entryPhase":
        assert facts.values(graph, node, "skos:note") == english(row["value"])


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_two_rows_never_share_a_statement(facts: Facts) -> None:
    found = [assertion(facts, row)[1] for row in rows(TABLE)]
    assert len(set(found)) == len(found) == 15


def test_the_strategy_of_2020_names_its_adviser_and_year(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if "with PD" in row["value"]]
    graph, node = assertion(facts, row)
    document = str(facts.one(graph, node, "rdf:object"))
    assert facts.periods(graph, document) == {moment("2020")}
    assert facts.participants(graph, document) == {("stelle:pd", "fgv:role-adviser", None)}


def test_the_bus_ran_until_a_day_and_from_a_month(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if row["predicate"] == "operationPeriod"]
    graph, node = assertion(facts, row)
    assert facts.period(graph, facts.one(graph, node, "rdf:object")) == Period(
        bounds("2021-10")[0],
        "fgv:precision-month",
        bounds("2023-06-30")[1],
        "fgv:precision-day",
        "2021-10/2023-06-30",
    )
