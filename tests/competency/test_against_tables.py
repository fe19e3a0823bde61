"""Answers compared with the sourced tables that the facts were taken from, by rules of their own.

The tables are not part of the repository: `SHARED_DIR` names the folder that has `facts/*.csv`.
"""

import csv
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

Answer = list[dict[str, str]]
Asking = Callable[[str], Answer]
Row = dict[str, str]

SHARED = Path(os.environ.get("SHARED_DIR", "")) / "facts"
pytestmark = pytest.mark.skipif(
    not os.environ.get("SHARED_DIR") or not SHARED.is_dir(),
    reason="SHARED_DIR names no folder with the sourced tables (facts/*.csv)",
)


def table(name: str) -> list[Row]:
    """Read the sourced rows of a table."""
    with (SHARED / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row.get("confidence", "source") == "source"]


def members() -> list[Row]:
    return [row for row in table("mpsc_project_members") if len(row["official_key"]) == 8]


def test_round_2_has_the_municipalities_of_the_member_table(answer: Asking) -> None:
    wanted = {(r["official_key"], r["project_id"]) for r in members() if r["cohort"] == "2020"}
    assert {(r["ags"], r["project"].partition(":")[2]) for r in answer("cq04")} == wanted


def test_municipalities_in_two_programmes_are_in_both_tables(answer: Asking) -> None:
    leaders = " ; ".join(
        row["lead_or_recipient"] + row["partners"] for row in table("dmr_projects")
    )
    in_dmr = {
        row["official_key"]
        for row in table("dmr_region_members")
        if row["member_name"].startswith("Stadt ") and row["member_name"] in leaders
    }
    # "Städte Wuppertal, Solingen, Remscheid" names three with one word.
    in_dmr |= {
        row["official_key"]
        for row in table("dmr_region_members")
        if re.search(rf"Städte [^;]*{row['member_name'].removeprefix('Stadt ')}", leaders)
    }
    wanted = in_dmr & {row["official_key"] for row in members()}
    assert {row["ags"] for row in answer("cq07")} == wanted
    assert {row["municipalityLabel"] for row in answer("cq07")} == {
        "Gelsenkirchen",
        "Iserlohn",
        "Paderborn",
        "Soest",
        "Solingen",
        "Wuppertal",
    }


CHOSEN = {
    "mpsc-2019-01": 10_000_000,  # the programme office's later figure before the press of 2019
    "mpsc-2019-11": 13_000_000,  # 17 million is "more than", and the total cost
    "mpsc-2020-10": None,  # 18 million is "from the fund": disputed
    "mpsc-2020-14": 15_750_000,  # 17.5 million equals the eligible cost: disputed
    "mpsc-2020-18": 10_920_000,  # 16.5 million was expected before the notice
    "mpsc-2020-21": None,  # 17.5 million is disputed, 11 million is "over"
    "mpsc-2020-27": 15_750_000,  # 17.5 million equals the eligible cost: disputed
    "mpsc-2020-28": 14_400_000,  # the district's own page before the press
    "mpsc-2020-31": 5_400_000,  # the notices for both phases before the press
    "mpsc-2021-06": 9_500_000,  # the press before a member of parliament
    "mpsc-2021-13": 5_600_000,  # the town's page; "about 8 million" is disputed
    "mpsc-2021-17": 6_000_000,  # reduced twice, the last statement counts
    "mpsc-2021-27": None,  # "more than 12 million" is a bound
}
"""What the written rule of preference chooses where a table has several rows or a bound."""


def test_the_committed_sums_are_those_of_one_statement_per_project(answer: Asking) -> None:
    stated: defaultdict[str, set[int]] = defaultdict(set)
    for row in table("mpsc_funding_amounts"):
        if row["amount_type"] == "federal grant":
            stated[row["project_id"]].add(int(row["amount_eur"]))
    chosen: dict[str, int] = {}
    for project, values in stated.items():
        if project in CHOSEN:
            if CHOSEN[project]:
                chosen[project] = CHOSEN[project] or 0
        else:
            (chosen[project],) = values
    by_round: Counter[str] = Counter()
    for project, value in chosen.items():
        by_round[project[:9]] += value
    found = {r["round"]: r for r in answer("cq05") if r["source"] == "fgv:source-federal"}
    assert {name: int(row["sum"]) for name, row in found.items()} == {
        f"runde:{name}": total for name, total in by_round.items()
    }
    counted = Counter(project[:9] for project in chosen)
    assert {name: int(row["projectsWithAmount"]) for name, row in found.items()} == {
        f"runde:{name}": n for name, n in counted.items()
    }


def test_applications_are_the_rows_of_that_type(answer: Asking) -> None:
    wanted = Counter(
        (row["project_id"], row["amount_eur"])
        for row in table("mpsc_funding_amounts")
        if row["amount_type"] == "amount applied for"
    )
    found = Counter((r["project"].partition(":")[2], r["applied"]) for r in answer("cq06"))
    assert found == wanted


def test_three_measures_of_iserlohn_have_the_names_of_the_table(answer: Asking) -> None:
    wanted = {
        r["measure_no"]: r["name"] for r in table("iserlohn_measures") if r["measure_no"] in "123"
    }
    named = {r["number"]: r["measureLabel"] for r in answer("cq09") if r["number"]}
    assert named == wanted
    assert len({row["measure"] for row in answer("cq09")}) == 5


def test_the_model_regions_have_the_members_of_the_table(answer: Asking) -> None:
    wanted = {
        (f"modellregion:{row['region_id']}", row["role"], row["official_key"])
        for row in table("dmr_region_members")
    }
    found = {(r["region"], r["roleLabelEn"], r["body"].rpartition("-")[2]) for r in answer("cq10")}
    assert found == wanted
    assert len(answer("cq10")) == 16


def test_direct_entries_are_the_statements_on_the_entry_phase(answer: Asking) -> None:
    rows = [*table("mpsc_project_statements"), *table("iserlohn_statements")]
    wanted = {
        (row["subject"], row["source_url"])
        for row in rows
        if row["predicate"] == "entryPhase" and re.match("implementation|Umsetzung", row["value"])
    }
    found = {(r["project"].partition(":")[2], r["sourceUrl"]) for r in answer("cq11")}
    assert found == wanted


def test_the_rates_are_those_of_the_tables(answer: Asking) -> None:
    stated = {row["predicate"]: row["value"] for row in table("programme_statements")}
    mpsc = {
        r["conditionLabelEn"]: r["percent"]
        for r in answer("cq14")
        if r["programme"] == "programm:mpsc"
    }
    assert mpsc == {
        "regular": stated["fundingRateStandard"],
        "budget emergency": stated["fundingRateBudgetEmergency"],
    }
    (dmr,) = (row for row in table("programmes") if row["programme_id"] == "dmr-nrw")
    rates = re.findall(r"(\d+) %", dmr["funding_rate"])
    assert [r["percent"] for r in answer("cq14") if r["programme"] == "programm:dmr-nrw"] == rates


def test_the_items_of_wikidata_are_those_of_the_links(answer: Asking) -> None:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for row in table("wikidata_links"):
        wanted[row["official_key"]].add(row["wikidata_qid"])
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in answer("cq25"):
        found[row["ags"]].add(row["item"].rpartition("/")[2])
    keys = {row["official_key"] for row in members()}
    assert found == {key: items for key, items in wanted.items() if key in keys}
    assert found.keys() == keys


def test_the_contradictions_are_those_of_the_table(answer: Asking) -> None:
    wanted = Counter(row["topic"] for row in table("contradictions"))
    assert Counter(row["contradictionLabelEn"] for row in answer("cq27")) == wanted
    assert len(answer("cq27")) == 39
    reasons = Counter(row["likely_reason"] for row in table("contradictions"))
    assert Counter(row["reasonEn"] for row in answer("cq27")) == reasons


def test_the_events_are_those_of_the_table(answer: Asking) -> None:
    wanted = Counter((row["event_id"], row["date"]) for row in table("organisation_events"))
    found = Counter((row["event"].partition(":")[2], row["day"]) for row in answer("cq30"))
    assert found == wanted


def test_the_population_is_that_of_the_identifiers(answer: Asking) -> None:
    population = {row["ags"]: row["population"] for row in table("municipalities_identifiers")}
    for row in answer("cq31"):
        assert row["population"] == population[row["ags"]]
        per_head = Decimal(row["value"]) / Decimal(row["population"])
        assert row["perHead"] == str(round(per_head))


def test_the_size_classes_are_those_of_the_identifiers(answer: Asking) -> None:
    population = {
        row["ags"]: int(row["population"])
        for row in table("municipalities_identifiers")
        if row["ags"]
    }
    bounds = (5_000, 20_000, 100_000)
    keys = {row["official_key"] for row in members()}
    wanted = Counter(1 + sum(population[key] >= bound for bound in bounds) for key in keys)
    found = {int(row["sizeClass"][0]): int(row["takingPart"]) for row in answer("cq32")}
    assert found == wanted


def test_the_coverage_is_that_of_the_tables(answer: Asking) -> None:
    found = {r["programme"]: (int(r["projects"]), int(r["withAmount"])) for r in answer("cq34")}
    assert found["programm:mpsc"] == (
        len(table("mpsc_projects")),
        len({row["project_id"] for row in table("mpsc_funding_amounts")}),
    )
    snapshots = table("dmr_projects")
    priced = {row["project_id"] for row in snapshots if row["total_eur"] or row["land_eur"]}
    assert found["programm:dmr-nrw"] == (len({r["project_id"] for r in snapshots}), len(priced))
    districts = table("smarte_land_regionen")
    assert found["programm:smarte-land-regionen"] == (len(districts), len(districts))


def test_the_projects_per_land_are_those_of_the_table(answer: Asking) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for row in table("mpsc_projects"):
        for land in row["laender"].split(";"):
            wanted[(land.strip(), row["cohort"])] += 1
    found = Counter(
        {
            (row["landLabel"], cohort): int(row[column])
            for row in answer("cq39")
            for cohort, column in (("2019", "round1"), ("2020", "round2"), ("2021", "round3"))
            if row[column] != "0"
        }
    )
    assert found == wanted


def test_the_rounds_are_those_of_the_table(answer: Asking) -> None:
    wanted = [(row["applications"], row["projects"]) for row in table("mpsc_cohorts")]
    assert [(row["applications"], row["admitted"]) for row in answer("cq41")] == wanted
    assert [row["inGraph"] for row in answer("cq41")] == [
        row["projects"] for row in table("mpsc_cohorts")
    ]


def test_the_stated_measures_are_those_of_the_statements(answer: Asking) -> None:
    rows = [*table("mpsc_project_statements"), *table("iserlohn_statements")]
    wanted = {(r["subject"], r["value"]) for r in rows if r["predicate"] == "numberOfMeasures"}
    found = {(r["project"].partition(":")[2], r["stated"]) for r in answer("cq42")}
    assert found == wanted
    known = Counter(row["project_id"] for row in table("mpsc_measures"))
    for row in answer("cq42"):
        project = row["project"].partition(":")[2]
        two_unnamed = 2 if project == "mpsc-2020-15" else 0
        assert int(row["measures"]) == known[project] + two_unnamed


def test_the_own_shares_add_up_per_land(answer: Asking) -> None:
    chosen = {}
    for row in table("mpsc_funding_amounts"):
        if row["amount_type"] == "own share":
            # Konstanz is reduced twice: the smallest is the last.
            value = int(row["amount_eur"])
            chosen[row["project_id"]] = min(value, chosen.get(row["project_id"], value))
    lands = {row["project_id"]: row["laender"] for row in table("mpsc_projects")}
    wanted: Counter[str] = Counter()
    for project, value in chosen.items():
        wanted[lands[project]] += value
    assert {row["landLabel"]: int(row["sum"]) for row in answer("cq15")} == wanted


def test_the_parts_by_urbanisation_add_up_to_the_rounds(answer: Asking) -> None:
    federal = [row for row in answer("cq05") if row["source"] == "fgv:source-federal"]
    by_degree = answer("cq22")
    assert sum(int(r["sum"]) for r in by_degree) == sum(int(r["sum"]) for r in federal)
    assert sum(int(r["projects"]) for r in by_degree) == 73
