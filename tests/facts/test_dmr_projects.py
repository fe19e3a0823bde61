"""Every snapshot of a project of Digitale Modellregionen NRW, in the document it was read in."""

import re

import pytest
from fact_graph import Facts
from fact_tables import (
    Period,
    Row,
    Text,
    accuracy,
    amount,
    between,
    english,
    folder,
    german,
    moment,
    rows,
)

TABLE = "dmr_projects"

AGS = {
    "Aachen": "05334002",
    "Bielefeld": "05711000",
    "Bottrop": "05512000",
    "Delbrück": "05774020",
    "Gelsenkirchen": "05513000",
    "Iserlohn": "05962024",
    "Paderborn": "05774032",
    "Remscheid": "05120000",
    "Soest": "05974040",
    "Solingen": "05122000",
    "Wuppertal": "05124000",
}
DISTRICTS = {"Paderborn": "05774", "Recklinghausen": "05562", "Soest": "05974"}

# Printed name (in lower case) → body. Two names are one body only where the table says so.
BODIES = {
    "aptiv": "aptiv",
    "aptiv services deutschland gmbh": "aptiv",
    "bergische struktur- und wirtschaftsförderungsgesellschaft mbh": "bsw",
    "bsw": "bsw",
    "bergische universität wuppertal": "buw",
    "cowork ag": "cowork",
    "dialego ag": "dialego",
    "fachhochschule südwestfalen": "fh-swf",
    "ima der rwth aachen": "ima-rwth",
    "institut für internet-sicherheit (westfälische hochschule)": "if-is",
    "westfälische hochschule, institut für internet-sicherheit": "if-is",
    "mvg": "mvg",
    "mvg märkische verkehrsgesellschaft gmbh": "mvg",
    "neue effizienz": "neueeffizienz",
    "neue effizienz gemeinnützige gmbh": "neueeffizienz",
    "regionalverkehr ruhr-lippe (rlg)": "rlg",
    "rtb": "rtb",
    "rvr": "rvr",
    "sic e.v. (safety innovation center)": "sic",
    "sicp": "sicp",
    "stadtwerke iserlohn": "swi",
    "stadtwerke iserlohn gmbh": "swi",
    "symcon": "symcon",
    "theater paderborn": "theater-paderborn",
    "universität paderborn": "upb",
    "universität speyer": "universitaet-speyer",
    "viafly": "viafly",
    "wsw mobil gmbh": "wsw",
    "wuppertaler stadtwerke": "wsw-stadtwerke",
    "xignsys gmbh": "xignsys",
}
NO_BODY = {"five hospitals and the practice network in Paderborn"}
ROLES = {"coordination": "coordination", "scientific support": "adviser"}

TITLE_DESCRIBED = "title as described"
NOT_PRINTED = "project name not printed there"
PROGRAMME_NOT_NAMED = ("DMR attribution not stated on the page", "programme not named on the page")

PARTS = {"dmr-p-kitraffic", "dmr-p-ondemand", "dmr-p-sva", "dmr-p-rethinking"}


def bodies(name: str) -> set[str]:
    """Read a printed name, which may list several towns."""
    if match := re.fullmatch(r"(?:Stadt|Städte) ([\w, ]+?)(?: \(Amt .*\))?", name):
        return {f"stelle:gemeinde-{AGS[town]}" for town in match[1].split(", ")}
    if match := re.fullmatch(r"Kreis (\w+)", name):
        return {f"stelle:kreis-{DISTRICTS[match[1]]}"}
    return {f"stelle:{BODIES[name.lower()]}"}


def split(printed: str, role: str) -> set[tuple[str, str, Text]]:
    """Expect the participations of a cell: body, role and printed name."""
    found = set()
    for name in filter(None, printed.split("; ")):
        if name in NO_BODY:
            continue
        remark = re.search(r" \((coordination|scientific support)\)$", name)
        plain = name[: remark.start()] if remark else name
        as_role = ROLES[remark[1]] if remark else role
        found |= {(body, f"fgv:role-{as_role}", Text(name, "de")) for body in bodies(plain)}
    return found


def snapshot(row: Row) -> str:
    return f"stand:{row['project_id']}-{row['snapshot']}"


def test_a_snapshot_stands_in_its_document(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), snapshot(row)
    assert [other for other, found in facts.all_nodes("fg:Snapshot") if found == node] == [graph]
    assert facts.values(graph, node, "fg:snapshotOf") == {f"projekt:{row['project_id']}"}
    assert facts.values(graph, node, "fg:ordinal") == {amount(row["snapshot"])}
    assert facts.values(graph, node, "dcterms:title") == german(row["title"])
    assert facts.values(graph, node, "skos:note") == english(row["amount_note"])
    printed = english(row["partners"]) if row["partners"] in NO_BODY else german(row["partners"])
    assert facts.values(graph, node, "fg:partnersAsPrinted") == printed
    assert facts.values(graph, node, "prov:hadPrimarySource") == {facts.source(row)}
    facts.assert_as_of(graph, node, row["as_of"])


def test_a_project_has_its_title_and_region(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    assert "fg:Project" in facts.values(graph, node, "rdf:type")
    assert Text(row["title"], "de") in facts.values(graph, node, "dcterms:title")
    assert facts.values(graph, node, "fg:locatedIn") == {f"modellregion:{row['region_id']}"}


def test_a_title_is_printed_only_where_the_document_prints_it(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    described = TITLE_DESCRIBED in row["amount_note"] or NOT_PRINTED in row["amount_note"]
    expected = "fgv:title-described" if described else "fgv:title-printed"
    assert facts.values(graph, node, "fg:titleStatus") == {expected}


def test_a_document_that_names_no_programme_does_not_state_it(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    silent = any(remark in row["amount_note"] for remark in PROGRAMME_NOT_NAMED)
    found = facts.values(graph, node, "fg:inProgramme")
    assert found == (set() if silent else {"programm:dmr-nrw"})


def test_a_project_is_in_the_programme_by_some_document(facts: Facts, row: Row) -> None:
    node = f"projekt:{row['project_id']}"
    assert facts.anywhere(node, "fg:inProgramme") == {"programm:dmr-nrw"}


def test_lead_and_partners_are_the_printed_bodies(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    expected = split(row["lead_or_recipient"], "lead") | split(row["partners"], "partner")
    included = facts.values(graph, snapshot(row), "fg:includes")
    found = set()
    for name in facts.where(graph, "fg:inActivity", node):
        assert name in included
        body, role, printed = (
            facts.one(graph, name, f"fg:{word}") for word in ("participant", "role", "asPrinted")
        )
        found.add((body, role, printed))
    assert found == expected


def test_the_period_has_the_printed_bounds(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    expected: set[Period] = set()
    if row["start"] or row["end"]:
        expected = {between(row["start"], row["end"])}
    included = facts.values(graph, snapshot(row), "fg:includes")
    own = facts.values(graph, node, "dcterms:temporal") & included
    assert {facts.period(graph, name) for name in own} == expected
    assert facts.periods(graph, node) == expected


def test_the_amounts_are_the_printed_ones(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:{row['project_id']}"
    included = facts.values(graph, snapshot(row), "fg:includes")
    allowed = accuracy(row["amount_note"])
    if "newer page version" in row["amount_note"]:
        # The page rounds to thousands, as the pair in the table of contradictions says.
        allowed = {"fgv:accuracy-rounded"} if "rounded" in row["amount_note"] else accuracy("")
    wanted = {
        (basis, amount(row[column])): (kind, basis, source)
        for column, kind, basis, source in (
            ("total_eur", "planned", "total-cost", None),
            ("land_eur", "committed", "funding", "state"),
        )
        if row[column]
    }
    found = set()
    for name in facts.values(graph, node, "fg:amount"):
        assert name in included
        value = facts.one(graph, str(name), "fg:value")
        basis = str(facts.one(graph, str(name), "fg:amountBasis")).removeprefix("fgv:basis-")
        key = next(key for key in wanted if key == (basis, value))
        exact = accuracy("") if "over" in row["amount_note"] and basis != "funding" else allowed
        facts.assert_amount(graph, str(name), *wanted[key], exact)
        facts.assert_as_of(graph, str(name), row["as_of"])
        assert facts.values(graph, str(name), "fg:concerns") == {node}
        if facts.one(graph, str(name), "fg:accuracy") == "fgv:accuracy-exact":
            assert key[1] % 100
        found.add(key)
    assert found == set(wanted)


def test_an_approval_is_a_dated_decision_on_a_grant_to_the_lead(facts: Facts, row: Row) -> None:
    graph, project = facts.graph(row), f"projekt:{row['project_id']}"
    included = facts.values(graph, snapshot(row), "fg:includes")
    grants = facts.where(graph, "fg:funds", project)
    if not row["approved"]:
        assert not grants
        return
    (grant,) = grants
    assert grant in included
    assert facts.values(graph, grant, "fg:awardedUnder") == {"programm:dmr-nrw"}
    (decision,) = facts.values(graph, grant, "fg:decidedBy")
    assert facts.values(graph, str(decision), "fg:decisionType") == {"fgv:decision-awarded"}
    assert facts.periods(graph, str(decision), "fg:decidedIn") == {moment(row["approved"])}
    recipients = {
        (body, name)
        for body, role, name in facts.participants(graph, grant)
        if role == "fgv:role-recipient"
    }
    assert recipients == {
        (body, name) for body, _, name in split(row["lead_or_recipient"], "recipient")
    }
    amounts = {
        facts.one(graph, str(name), "fg:value") for name in facts.values(graph, grant, "fg:amount")
    }
    assert amounts == ({amount(row["land_eur"])} if row["land_eur"] else set())


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_49_projects_in_62_snapshots(facts: Facts) -> None:
    found = {node for _, node in facts.all_nodes("fg:Snapshot")}
    assert found == {snapshot(row) for row in rows(TABLE)}
    assert len(found) == 62
    projects = {
        node for (node,) in facts.solutions("SELECT DISTINCT ?x WHERE { ?s fg:snapshotOf ?x }")
    }
    assert projects == {f"projekt:{row['project_id']}" for row in rows(TABLE)}
    assert len(projects) == 49


def test_the_parts_of_the_bergisch_project_say_so(facts: Facts) -> None:
    found = {node for (node,) in facts.solutions("SELECT ?x WHERE { ?x fg:subProjectOf ?y }")}
    assert found == {f"projekt:{key}" for key in PARTS}
    for key in PARTS:
        whole = facts.anywhere(f"projekt:{key}", "fg:subProjectOf")
        assert whole == {"projekt:dmr-p-bergischsmart"}
