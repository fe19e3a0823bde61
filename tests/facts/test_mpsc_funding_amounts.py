"""Every amount of the model projects: value, kind, origin, accuracy, period, date, subject."""

import re

from fact_graph import Facts
from fact_tables import Period, Row, accuracy, amount, between, bounds, english, open_until, rows

TABLE = "mpsc_funding_amounts"

# amount_type → kind, basis, tier; the rest of the type (bound, phase, part) is checked apart.
KINDS = {
    "federal grant": ("committed", "funding", "federal"),
    "phase A grant": ("committed", "funding", "federal"),
    "phase B grant": ("committed", "funding", "federal"),
    "total cost": ("planned", "total-cost", None),
    "total incl. own shares": ("planned", "total-cost", None),
    "own share": ("planned", "own-share", "municipality"),
    "amount applied for": ("applied", "funding", "federal"),
    "Land co-financing": ("committed", "funding", "state"),
    "phase A eligible cost": ("planned", "eligible-cost", None),
    "phase B eligible cost": ("planned", "eligible-cost", None),
}

PARTS = {"part Dortmund": "stelle:gemeinde-05913000", "part Schwerte": "stelle:gemeinde-05978028"}

# What someone expected before the decision is not committed.
EXPECTED_ONLY = {"expected by the mayor before the notice": "planned"}

AUTUMN_2026 = "until autumn 2026"


def holder(facts: Facts, graph: str, row: Row) -> str:
    """Find what the amount belongs to: the project, one of its phases, or a share of its grant."""
    project = f"projekt:{row['project_id']}"
    part = re.search(r"\((part \w+)\)", row["amount_type"])
    if part:
        (share,) = facts.where(graph, "fg:shareRecipient", PARTS[part[1]])
        grant = facts.one(graph, share, "fg:shareOf")
        assert facts.values(graph, str(grant), "fg:funds") == {project}
        return share
    phase = re.match(r"phase (A|B)\b", row["amount_type"]) or re.match(r"phase (A|B),", row["note"])
    if phase:
        node = f"phase:{row['project_id']}-{phase[1].lower()}"
        kind = "strategy" if phase[1] == "A" else "implementation"
        assert facts.values(graph, node, "fg:phaseOf") == {project}
        assert facts.values(graph, node, "fg:phaseType") == {f"fgv:phase-{kind}"}
        return node
    return project


def find(facts: Facts, row: Row) -> tuple[str, str]:
    """Find a row's statement by value and basis; each row has exactly one."""
    graph = facts.graph(row)
    basis = KINDS[re.sub(r" \(.*\)$", "", row["amount_type"])][1]
    nodes = [
        node
        for node in facts.amounts(graph, holder(facts, graph, row), amount(row["amount_eur"]))
        if facts.one(graph, node, "fg:amountBasis") == f"fgv:basis-{basis}"
    ]
    assert len(nodes) == 1, nodes
    return graph, nodes[0]


def expected_period(text: str) -> Period | None:
    """Read the dates in the column `period`; a mere duration has none."""
    if match := re.fullmatch(r"(\d{4})-(\d{4})", text):
        return between(match[1], match[2])
    if match := re.fullmatch(r"until (?:end of )?([\d-]+)", text):
        return open_until(match[1])
    return None


def test_an_amount_stands_in_its_document_with_its_kind(facts: Facts, row: Row) -> None:
    graph, node = find(facts, row)
    kind, basis, source = KINDS[re.sub(r" \(.*\)$", "", row["amount_type"])]
    bound = row["amount_type"].endswith("(upper bound)")
    allowed = {"fgv:accuracy-at-most"} if bound else accuracy(row["note"])
    if row["note"].startswith("phase B, about"):
        allowed = {"fgv:accuracy-rounded"}
    kind = EXPECTED_ONLY.get(row["note"], kind)
    facts.assert_amount(graph, node, kind, basis, source, allowed)


def test_an_amount_concerns_its_project_alone(facts: Facts, row: Row) -> None:
    graph, node = find(facts, row)
    assert facts.values(graph, node, "fg:concerns") == {f"projekt:{row['project_id']}"}


def test_an_amount_keeps_its_note_period_and_date(facts: Facts, row: Row) -> None:
    graph, node = find(facts, row)
    assert facts.values(graph, node, "skos:note") == english(row["note"])
    assert facts.values(graph, node, "fg:periodAsRecorded") == english(row["period"])
    facts.assert_as_of(graph, node, row["as_of"])


def test_the_period_of_an_amount_has_the_printed_bounds(facts: Facts, row: Row) -> None:
    graph, node = find(facts, row)
    found = facts.periods(graph, node, "fg:coversPeriod")
    if row["period"] == AUTUMN_2026:
        ((start, _, end, precision, edtf),) = found
        assert start is None
        assert precision == "fgv:precision-season"
        assert edtf == "/2026-23"
        assert end is not None
        assert bounds("2026-11")[1] <= end <= bounds("2026-12")[1]
    elif row["period"].startswith("from 2020-12-01"):
        assert {(period.start, period.start_precision) for period in found} == {
            (bounds("2020-12-01")[0], "fgv:precision-day")
        }
    else:
        expected = expected_period(row["period"])
        assert found == ({expected} if expected else set())


def test_two_rows_never_share_a_statement(facts: Facts) -> None:
    found = [find(facts, row)[1] for row in rows(TABLE)]
    assert len(set(found)) == len(found) == 111
