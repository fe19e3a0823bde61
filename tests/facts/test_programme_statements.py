"""Every further statement on programmes, rounds, regions and bodies: value, scope, date, source."""

import datetime as dt
from decimal import Decimal

import pytest
from fact_graph import Facts
from fact_tables import (
    Row,
    Term,
    Text,
    accuracy,
    amount,
    english,
    moment,
    open_from,
    open_until,
    rows,
)

TABLE = "programme_statements"

# Subjects of the table → things; a subject that limits a programme or round has places beside it.
SUBJECTS = {
    "mpsc-kts": "stelle:kts",
    "mpsc-2020": "runde:mpsc-2020",
    "mpsc-2021": "runde:mpsc-2021",
    "mpsc-hessen-2020": "runde:mpsc-2020",
    "mpsc-berlin-brandenburg": "programm:mpsc",
    "bmi": "stelle:bmi",
    "stadt-soest": "stelle:gemeinde-05974040",
    "kreis-soest": "stelle:kreis-05974",
    "stadt-wuppertal": "stelle:gemeinde-05124000",
    "bergische-universitaet-wuppertal": "stelle:buw",
    "westfaelische-hochschule": "stelle:westfaelische-hochschule",
    **{
        f"dmr-{key}": f"modellregion:dmr-{key}"
        for key in ("aachen", "owl", "soest", "emscher-lippe")
    },
}
PLACES = {
    "mpsc-hessen-2020": {"land:06"},
    "mpsc-berlin-brandenburg": {"land:11", "land:12"},
}
STATE = {"dmr-nrw", "dmr-owl", "dmr-soest", "starke-heimat-hessen"}
UNSPLIT = {"efre-nrw-2127"}

AMOUNTS = {
    "fundingVolume": ("planned", "volume"),
    "shareNRW": ("planned", "volume"),
    "totalInvestment": ("planned", "investment"),
    "approvedFunding": ("committed", "volume"),
    "fundingReceived": ("received", "funding"),
    "phaseAMaxEligibleCost": ("planned", "eligible-cost"),
    "phaseBMaxEligibleCost": ("planned", "eligible-cost"),
}
RULES = {"phaseA": "strategy", "phaseB": "implementation"}
RATES = {
    "fundingRateStandard": ("0.65", "regular"),
    "fundingRateBudgetEmergency": ("0.9", "budget-emergency"),
}

# Scopes that say something of the counted number itself. All other numbers in a scope belong to
# something else: money, actors, municipalities, later rounds.
COUNTS = {
    '"over 60"': "at-least",
    '"over 20", in and around Soest': "at-least",
    '"more than 520"': "at-least",
}
# The volume note of the programme says "about 380 projects" on the same page.
ALSO = {("mfund", "380"): {"fgv:accuracy-rounded"}}

MONEY_ROWS = [row for row in rows(TABLE) if row["predicate"] in AMOUNTS]
OTHER_ROWS = [row for row in rows(TABLE) if row["predicate"] not in AMOUNTS]


def name(row: Row) -> str:
    return f"{row['line']}-{row['subject']}-{row['predicate']}"


def subject(row: Row) -> str:
    return SUBJECTS.get(row["subject"], f"programm:{row['subject']}")


def tier(row: Row) -> str | None:
    if row["predicate"] in {"totalInvestment", *(f"phase{p}MaxEligibleCost" for p in "AB")}:
        return None
    if row["subject"] in UNSPLIT:
        return None
    land = row["subject"] in STATE or row["predicate"] == "fundingReceived"
    return "state" if land else "federal"


def holder(facts: Facts, graph: str, row: Row) -> list[str]:
    """List what may hold the amount: the subject, or the subject's rule for a phase."""
    if row["predicate"].startswith("phase"):
        kind = RULES[row["predicate"][:6]]
        return [
            str(rule)
            for rule in facts.values(graph, subject(row), "fg:phaseRule")
            if facts.one(graph, str(rule), "fg:phaseType") == f"fgv:phase-{kind}"
        ]
    return [subject(row)]


def amounts(facts: Facts, row: Row) -> tuple[str, list[str]]:
    """Find the amount statements of a row: one, or two for the ends of a range."""
    graph = facts.graph(row)
    found = [
        node
        for value in row["value"].split("-")
        for owner in holder(facts, graph, row)
        for node in facts.amounts(graph, owner, amount(value))
        if facts.values(graph, node, "skos:scopeNote") == english(row["statement_scope"])
        and facts.values(graph, node, "skos:note") == english(row["note"])
        and (row["statement_scope"] or not node.startswith("betrag:programm-"))
    ]
    assert len(found) == len(row["value"].split("-")), found
    return graph, found


@pytest.mark.parametrize("money", MONEY_ROWS, ids=name)
def test_an_amount_stands_in_its_document_with_its_kind(facts: Facts, money: Row) -> None:
    graph, nodes = amounts(facts, money)
    kind, basis = AMOUNTS[money["predicate"]]
    for i, node in enumerate(nodes):
        if len(nodes) == 2:
            allowed = {f"fgv:accuracy-{('at-least', 'at-most')[i]}"}
        elif "Max" in money["predicate"]:
            allowed = {"fgv:accuracy-at-most"}
        elif money["note"] == "about" or 'about 100 million"' in money["statement_scope"]:
            allowed = {"fgv:accuracy-rounded"}
        elif 'more than"' in money["statement_scope"]:
            allowed = {"fgv:accuracy-at-least"}
        else:
            allowed = accuracy(money["statement_scope"])
        facts.assert_amount(graph, node, kind, basis, tier(money), allowed)


@pytest.mark.parametrize("money", MONEY_ROWS, ids=name)
def test_an_amount_keeps_its_subject_date_and_limits(facts: Facts, money: Row) -> None:
    graph, nodes = amounts(facts, money)
    places = {"land:05"} if money["predicate"] == "shareNRW" else PLACES.get(money["subject"])
    for node in nodes:
        assert facts.values(graph, node, "fg:concerns") == {subject(money)}
        facts.assert_as_of(graph, node, money["as_of"])
        assert facts.values(graph, node, "fg:locatedIn") == (places or set())
        received = money["predicate"] == "fundingReceived"
        assert facts.values(graph, node, "fg:inProgramme") == (
            {"programm:dmr-nrw"} if received else set()
        )


def said(facts: Facts, graph: str, row: Row, node: str) -> bool:
    """Tell whether an assertion says what a row says."""
    thing, predicate, value = (
        facts.one(graph, node, f"rdf:{word}") for word in ("subject", "predicate", "object")
    )
    assert isinstance(predicate, str)
    wanted = row["predicate"]
    if wanted in {"projectCount", "plannedRounds"}:
        return (thing, predicate, value) == (subject(row), f"fg:{wanted}", amount(row["value"]))
    if wanted in {"startDate", "endDate"}:
        expected = (open_from if wanted == "startDate" else open_until)(row["value"])
        same = (thing, predicate) == (subject(row), "dcterms:temporal")
        return same and facts.period(graph, value) == expected
    if wanted in RATES:
        rate, condition = RATES[wanted]
        assert amount(row["value"]) / 100 == Decimal(rate)
        return (
            thing in facts.values(graph, subject(row), "fg:rateRule")
            and facts.one(graph, str(thing), "fg:rateCondition") == f"fgv:rate-{condition}"
            and (predicate, value) == ("fg:fundingRate", Decimal(rate))
        )
    if wanted.startswith("phase"):
        months = amount(row["value"]) * (12 if row["unit"] == "years" else 1)
        return thing in holder(facts, graph, row) and (predicate, value) == (
            "fg:maxMonths",
            months,
        )
    texts: dict[str, tuple[str, Term]] = {
        "motto": ("fg:motto", Text(row["value"], "de")),
        "officialName": ("skos:hiddenLabel", Text(row["value"], "de")),
        "kfwProductNumber": ("dcterms:identifier", Text(f"KfW {row['value']}", "")),
    }
    return thing == subject(row) and (predicate, value) == texts[wanted]


def assertion(facts: Facts, row: Row) -> tuple[str, str]:
    """Find the one assertion of a row; its triple stands in the same graph."""
    graph = facts.graph(row)
    found = [
        node
        for node in facts.nodes(graph, "fg:Assertion")
        if said(facts, graph, row, node)
        and facts.values(graph, node, "skos:scopeNote") == english(row["statement_scope"])
    ]
    assert len(found) == 1, found
    thing, predicate, value = (
        facts.one(graph, found[0], f"rdf:{word}") for word in ("subject", "predicate", "object")
    )
    assert value in facts.values(graph, str(thing), str(predicate))
    return graph, found[0]


@pytest.mark.parametrize("other", OTHER_ROWS, ids=name)
def test_a_statement_stands_in_its_document_with_scope_note_and_date(
    facts: Facts, other: Row
) -> None:
    graph, node = assertion(facts, other)
    assert facts.values(graph, node, "skos:note") == english(other["note"])
    assert facts.values(graph, node, "fg:concerns") == {subject(other)}
    assert facts.values(graph, node, "prov:hadPrimarySource") == {facts.source(other)}
    facts.assert_as_of(graph, node, other["as_of"])


@pytest.mark.parametrize(
    "other", [row for row in OTHER_ROWS if row["predicate"] == "projectCount"], ids=name
)
def test_a_count_is_as_accurate_as_its_scope_says_of_the_count(facts: Facts, other: Row) -> None:
    graph, node = assertion(facts, other)
    found = facts.one(graph, node, "fg:accuracy")
    certainty = facts.one(graph, node, "fg:certainty")
    if other["statement_scope"] in COUNTS:
        assert found == f"fgv:accuracy-{COUNTS[other['statement_scope']]}"
        return
    allowed: set[Term | None] = {None, "fgv:accuracy-exact", "fgv:accuracy-unstated"}
    allowed |= ALSO.get((other["subject"], other["value"]), set())
    assert found in allowed
    assert found is not None or certainty != "fgv:certainty-estimated"


def test_two_rows_never_share_a_statement(facts: Facts) -> None:
    found = [node for row in MONEY_ROWS for node in amounts(facts, row)[1]]
    found += [assertion(facts, row)[1] for row in OTHER_ROWS]
    assert len(set(found)) == len(found)
    assert len(MONEY_ROWS) + len(OTHER_ROWS) == 70


def test_the_two_spellings_stand_in_two_documents_and_are_quoted(facts: Facts) -> None:
    for row in rows(TABLE):
        if "as printed on the Iserlohn page" in row["statement_scope"]:
            graph, node = assertion(facts, row)
            assert facts.values(graph, node, "fg:quote") == {Text(row["value"], "de")}
            assert facts.one(graph, node, "fg:certainty") == "fgv:certainty-conflicting"


def test_the_end_of_the_support_office_is_the_last_day_of_2030(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if name(row).endswith("mpsc-kts-endDate")]
    graph, node = assertion(facts, row)
    assert facts.period(graph, facts.one(graph, node, "rdf:object")).end == dt.date(2030, 12, 31)


def test_the_directive_is_a_dated_document_on_which_the_programme_rests(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if row["statement_scope"] == "date of the Runderlass"]
    graph, node = facts.graph(row), "dokument:dmr-nrw-richtlinie"
    assert "fg:ProgrammeDocument" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, "programm:dmr-nrw", "fg:legalBasis") == {node}
    assert facts.periods(graph, node) == {moment(row["value"])}
    assert facts.values(graph, node, "foaf:page") == {row["source_url"]}


def test_the_second_call_is_that_of_its_document(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if row["source_title"] == "2. Förderaufruf"]
    graph, node = facts.graph(row), "aufruf:heimat20-2"
    assert facts.values(graph, node, "fg:callFor") == {f"programm:{row['subject']}"}
    assert facts.values(graph, node, "fg:ordinal") == {amount("2")}
