"""Every funded district of Smarte.Land.Regionen: the right district, tier, greatest grant."""

import pytest
from fact_graph import Facts
from fact_tables import Row, Text, accuracy, amount, english, folder, rows

TABLE = "smarte_land_regionen"

# Official keys of the districts for which the table prints a name only.
KEYS = {
    "Bad Kissingen": "09672",
    "Wunsiedel im Fichtelgebirge": "09479",
    "Dahme-Spreewald": "12061",
    "Elbe-Elster": "12062",
    "Marburg-Biedenkopf": "06534",
    "Werra-Meißner-Kreis": "06636",
    "Wetteraukreis": "06440",
    "Emsland": "03454",
    "Grafschaft Bentheim": "03456",
    "Lippe": "05766",
    "Bad Kreuznach": "07133",
    "Neuwied": "07138",
    "Meißen": "14627",
    "Ostholstein": "01055",
    "Nordhausen": "16062",
}
# Names by which the official list differs from the printed ones.
OFFICIAL = {"im Fichtelgebirge": "i.Fichtelgebirge", "an der Waldnaab": "a.d.Waldnaab"}
TIERS = {"model region": "slr-model", "second tier": "slr-second"}
LAENDER = {
    "Rheinland-Pfalz": "07",
    "Nordrhein-Westfalen": "05",
    "Baden-Württemberg": "08",
    "Bayern": "09",
    "Brandenburg": "12",
    "Mecklenburg-Vorpommern": "13",
    "Niedersachsen": "03",
}


def key(row: Row) -> str:
    return row["district_key"] or KEYS[row["district"]]


def test_a_district_takes_part_with_a_project_of_its_tier(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:slr-{key(row)}"
    assert "fg:Project" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "fg:inProgramme") == {"programm:smarte-land-regionen"}
    assert facts.values(graph, node, "fg:projectCategory") == {f"fgv:category-{TIERS[row['tier']]}"}
    assert facts.values(graph, node, "fg:asPrinted") == {Text(row["district"], "de")}
    notes = set() if row["note"] == "up to" else english(row["note"])
    assert facts.values(graph, node, "skos:note") == notes
    assert facts.participants(graph, node) == {
        (f"stelle:kreis-{key(row)}", "fgv:role-recipient", Text(row["district"], "de"))
    }


def test_a_district_has_its_greatest_grant(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"projekt:slr-{key(row)}"
    (found,) = facts.amounts(graph, node, amount(row["max_grant_eur"]))
    assert facts.values(graph, node, "fg:amount") == {found}
    # The column is a maximum; for the second tier the page prints the sum without "up to".
    exact = accuracy("up to") | (set() if row["note"] == "up to" else accuracy(""))
    facts.assert_amount(graph, found, "committed", "funding", "federal", exact)
    facts.assert_as_of(graph, found, row["as_of"])


def test_the_key_is_that_of_the_named_district(facts: Facts, row: Row) -> None:
    name = row["district"]
    for printed, official in OFFICIAL.items():
        name = name.replace(f" {printed}", f" {official}")
    body = facts.anywhere(f"stelle:kreis-{key(row)}", "rdfs:label")
    assert any(isinstance(text, Text) and name in text.value for text in body), body
    assert facts.anywhere(f"stelle:kreis-{key(row)}", "dcterms:spatial") == {f"kreis:{key(row)}"}
    if row["land"]:
        assert key(row)[:2] == LAENDER[row["land"]]


def test_the_territory_of_the_key_bears_the_name(facts: Facts, row: Row) -> None:
    labels = facts.anywhere(f"kreis:{key(row)}", "rdfs:label")
    if not labels:
        pytest.skip("the territories are not in the files that were read")
    core = row["district"].removeprefix("Landkreis ").removeprefix("Kreis ").split(" im ")[0]
    core = core.split(" an der ")[0]
    assert any(isinstance(text, Text) and core in text.value for text in labels), labels


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_22_districts(facts: Facts) -> None:
    found = facts.solutions(
        "SELECT DISTINCT ?x WHERE { ?x fg:inProgramme ?p "
        "FILTER(?p = programm:smarte-land-regionen) . ?x a fg:Project }"
    )
    assert {str(node) for (node,) in found} == {f"projekt:slr-{key(row)}" for row in rows(TABLE)}
    assert len(found) == 22
