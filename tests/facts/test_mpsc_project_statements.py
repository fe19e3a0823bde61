"""Every further statement on a model project: subject, property, value, scope, date, note."""

import re
from decimal import Decimal

import pytest
from fact_graph import Facts
from fact_tables import (
    Row,
    Term,
    Text,
    amount,
    english,
    folder,
    moment,
    open_from,
    open_until,
    rows,
    span,
)

TABLE = "mpsc_project_statements"

PRECISION = {"year": 4, "month": 7, "date": 10}

GERMAN_TEXTS = {
    "projectTitle": "dcterms:title",
    "applicationTitle": "fg:applicationTitle",
    "projectMotto": "fg:motto",
    "applicationMotto": "fg:applicationMotto",
    "innovationField": "fg:innovationField",
}
ENGLISH_TEXTS = {
    "phaseModel": "fg:phaseModel",
    "ownShareSplit": "fg:ownShareSplit",
    "applicantType": "fg:applicantType",
}
BODIES = {
    "Südwestfalen Agentur GmbH": ("fg:networkNode", "stelle:swf-agentur"),
    "Landeshauptstadt Kiel": ("fg:leadPartner", "stelle:gemeinde-01002000"),
}
# Predicate → property, and what one unit of the table is in the graph.
NUMBERS = {
    "fundingRate": ("fg:fundingRate", Decimal("0.01")),
    "numberOfMeasures": ("fg:numberOfMeasures", Decimal(1)),
    "duration": ("fg:durationMonths", Decimal(12)),
}
PHASES = {"A": "strategy", "B": "implementation"}


def phase(facts: Facts, graph: str, row: Row) -> str:
    """Find the phase of the project that a predicate such as `phaseAEnd` names."""
    letter = row["predicate"][5]
    node = f"phase:{row['subject']}-{letter.lower()}"
    assert "fg:Phase" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "fg:phaseOf") == {f"projekt:{row['subject']}"}
    assert facts.values(graph, node, "fg:phaseType") == {f"fgv:phase-{PHASES[letter]}"}
    return node


def strategy(facts: Facts, graph: str, row: Row) -> str:
    """Find the strategy of a project, which the document joins to the project."""
    (node,) = facts.values(graph, f"projekt:{row['subject']}", "fg:documentedIn")
    assert facts.values(graph, str(node), "fg:documentType") == {"fgv:document-strategy"}
    return str(node)


def of_strategy(facts: Facts, graph: str, row: Row) -> tuple[str, str, Term | None]:
    """Read a row on the strategy of a project; a date is compared apart (None)."""
    node, value = strategy(facts, graph, row), Text(row["value"], "de")
    return {
        "strategyTitle": (node, "dcterms:title", value),
        "strategyAdopted": (node, "fg:adoptedIn", None),
        "strategyApproved": (node, "fg:approvedIn", None),
    }[row["predicate"]]


def expected(facts: Facts, graph: str, row: Row) -> tuple[str, str, Term | None]:
    """Read a row as subject, property and value; a period is compared apart (None)."""
    predicate, value = row["predicate"], row["value"]
    project = f"projekt:{row['subject']}"
    if predicate in GERMAN_TEXTS:
        return project, GERMAN_TEXTS[predicate], Text(value, "de")
    if predicate in ENGLISH_TEXTS:
        return project, ENGLISH_TEXTS[predicate], Text(value, "en")
    if predicate in {"networkNode", "lead"}:
        return project, *BODIES[value]
    if predicate.startswith("strategy"):
        return of_strategy(facts, graph, row)
    if predicate == "entryPhase":
        assert value.startswith("implementation")
        return project, "fg:entryPhase", "fgv:phase-implementation"
    if predicate in NUMBERS:
        name, factor = NUMBERS[predicate]
        return project, name, amount(value) * factor
    owner = phase(facts, graph, row) if predicate.startswith("phase") else project
    return owner, "dcterms:temporal", None


def assertion(facts: Facts, row: Row) -> tuple[str, str]:
    """Find the one assertion of a row; its triple stands in the same graph."""
    graph = facts.graph(row)
    subject, predicate, value = expected(facts, graph, row)
    found = []
    for node in facts.nodes(graph, "fg:Assertion"):
        said = [facts.one(graph, node, f"rdf:{word}") for word in ("subject", "predicate")]
        thing = facts.one(graph, node, "rdf:object")
        if said != [subject, predicate]:
            continue
        if value == thing or (value is None and period_fits(facts, graph, row, thing)):
            assert thing in facts.values(graph, subject, predicate)
            found.append(node)
    assert len(found) == 1, (row["predicate"], row["value"], found)
    return graph, found[0]


def period_fits(facts: Facts, graph: str, row: Row, node: Term | None) -> bool:
    """Compare bounds, precision and EDTF with the value and its unit."""
    predicate, value = row["predicate"], row["value"]
    if row["unit"] in PRECISION:
        assert len(value) == PRECISION[row["unit"]]
    if predicate.startswith("strategy"):
        wanted = moment(value)
    elif re.search(r"[sS]tart", predicate):
        wanted = open_from(value)
    elif re.search(r"[eE]nd", predicate):
        wanted = open_until(value)
    else:
        wanted = span(value)
    return facts.period(graph, node) == wanted


def test_a_statement_stands_in_its_document_about_its_subject(facts: Facts, row: Row) -> None:
    graph, node = assertion(facts, row)
    assert facts.values(graph, node, "fg:concerns") == {f"projekt:{row['subject']}"}
    assert facts.values(graph, node, "prov:hadPrimarySource") == {facts.source(row)}
    assert facts.one(graph, node, "fg:certainty") in {
        "fgv:certainty-stated",
        "fgv:certainty-conflicting",
        "fgv:certainty-estimated",
    }
    facts.assert_as_of(graph, node, row["as_of"])


def test_a_statement_keeps_its_scope_and_note(facts: Facts, row: Row) -> None:
    graph, node = assertion(facts, row)
    assert facts.values(graph, node, "skos:scopeNote") == english(row["statement_scope"])
    note = row["value"] if row["predicate"] == "entryPhase" else row["note"]
    assert facts.values(graph, node, "skos:note") == english(note)


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_two_rows_never_share_a_statement(facts: Facts) -> None:
    found = [assertion(facts, row)[1] for row in rows(TABLE)]
    assert len(set(found)) == len(found) == 107
