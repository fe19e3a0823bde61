"""The tables of places against each other: matches by name hold their rule, sums add up."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

PLACES = Path(__file__).parents[2] / "data/places"

WRITTEN_OUT = (
    ("a. d.", "an der"),
    ("a.d.", "an der "),
    ("i. d. opf", "in der oberpfalz"),
    ("i.d.opf.", "in der oberpfalz"),
    ("a.", "am "),
    ("i.", "im "),
)


def rows(path: str) -> list[dict[str, str]]:
    with (PLACES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    return rows("gemeindeverzeichnis/gemeindeverzeichnis.csv")


@pytest.fixture(scope="module")
def names(units: list[dict[str, str]]) -> dict[str, str]:
    """Official key of a Land, Regierungsbezirk or Kreis → name as printed."""
    parts = {"10": ("land",), "20": ("land", "rb"), "40": ("land", "rb", "kreis")}
    return {
        "".join(row[part] for part in parts[row["satzart"]]): row["gemeindename"]
        for row in units
        if row["satzart"] in parts
    }


def plain(name: str) -> str:
    """A name as the rule in `nuts-2013/source.toml` compares it."""
    folded = name.lower().partition(",")[0].replace(" (de)", "").replace("reg.-bez.", "")
    for short, long in WRITTEN_OUT:
        folded = folded.replace(short, long)
    return re.sub(r"[^a-zäöüß]", "", folded)


def test_a_nuts_code_and_its_unit_have_the_same_name(names: dict[str, str]) -> None:
    table = [row for row in rows("nuts-2013/nuts-2013.csv") if row["nuts_level"] != "0"]
    differ = [row for row in table if plain(row["name"]) != plain(names[row["key"]])]
    assert differ == []


def test_a_nuts_code_lies_in_the_code_of_its_land() -> None:
    table = rows("nuts-2013/nuts-2013.csv")
    laender = {row["key"]: row["nuts_code"] for row in table if row["nuts_level"] == "1"}
    assert len(laender) == 16
    for row in table:
        if row["nuts_level"] in {"2", "3"}:
            assert row["nuts_code"].startswith(laender[row["key"][:2]])


def test_no_nuts_code_and_no_unit_stands_twice() -> None:
    table = rows("nuts-2013/nuts-2013.csv")
    for column in ("nuts_code", "key"):
        assert [value for value, n in Counter(row[column] for row in table).items() if n > 1] == []


def test_all_kreise_but_goettingen_have_a_nuts_code(names: dict[str, str]) -> None:
    kreise = {key for key in names if len(key) == 5}
    matched = {row["key"] for row in rows("nuts-2013/nuts-2013.csv") if row["nuts_level"] == "3"}
    assert kreise - matched == {"03159"}
    assert matched <= kreise


def test_a_code_of_a_city_goes_to_a_city_and_of_a_landkreis_to_none(
    units: list[dict[str, str]],
) -> None:
    cities = {
        unit["land"] + unit["rb"] + unit["kreis"]: unit["textkennzeichen"] in {"41", "42"}
        for unit in units
        if unit["satzart"] == "40"
    }
    for row in rows("nuts-2013/nuts-2013.csv"):
        if "Kreisfreie Stadt" in row["name"] or "Stadtkreis" in row["name"]:
            assert cities[row["key"]], row
        elif "Landkreis" in row["name"]:
            assert not cities[row["key"]], row


def test_a_kreis_that_shares_its_name_with_a_city_has_the_code_of_the_rest(
    units: list[dict[str, str]],
) -> None:
    table = rows("nuts-2013/nuts-2013.csv")
    marked = {
        (row["key"][:2], plain(row["name"])) for row in table if "Kreisfreie Stadt" in row["name"]
    }
    kreise = {
        unit["land"] + unit["rb"] + unit["kreis"]
        for unit in units
        if unit["satzart"] == "40" and unit["textkennzeichen"] in {"43", "44"}
    }
    for row in table:
        pair = (row["key"][:2], plain(row["name"]))
        if row["nuts_level"] == "3" and pair in marked and "Stadt" not in row["name"]:
            assert row["key"] in kreise, row


def test_the_sums_of_kreise_add_up(units: list[dict[str, str]]) -> None:
    for row in rows("kreissummen/kreissummen.csv"):
        members = [
            unit
            for unit in units
            if unit["satzart"] == "60" and unit["land"] + unit["rb"] + unit["kreis"] == row["kreis"]
        ]
        people = sum(int(unit["bevoelkerung"].replace(" ", "")) for unit in members)
        area = sum((Decimal(unit["flaeche"].replace(" ", "")) for unit in members), Decimal())
        assert (people, area) == (int(row["bevoelkerung"]), Decimal(row["flaeche"])), row["name"]


@pytest.mark.parametrize("path", ["geo-api/wikidata.csv", "nwbib-spatial/nwbib-spatial.csv"])
def test_a_wikidata_item_is_linked_by_a_known_key(path: str, units: list[dict[str, str]]) -> None:
    lengths = {"state": 2, "government-district": 3, "district": 5, "municipality": 8}
    known = {
        "".join(unit[part] for part in ("land", "rb", "kreis", "gemeinde") if unit[part])
        for unit in units
        if unit["satzart"] != "50"
    }
    for row in rows(path):
        assert len(row["key"]) == lengths[row["level"]]
        assert row["key"] in known
        assert re.fullmatch(r"Q[1-9][0-9]*", row["wikidata"])


def test_a_municipality_with_an_association_key_has_that_association(
    units: list[dict[str, str]],
) -> None:
    associations = {
        (unit["land"], unit["rb"], unit["kreis"], unit["vb"])
        for unit in units
        if unit["satzart"] == "50" and unit["textkennzeichen"] != "50"
    }
    members = {
        (unit["land"], unit["rb"], unit["kreis"], unit["vb"])
        for unit in units
        if unit["satzart"] == "60" and unit["vb"].startswith("5")
    }
    assert members == associations
