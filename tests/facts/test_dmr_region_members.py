"""Every member of a model region: body, territory, role, printed name."""

from fact_graph import Facts
from fact_tables import Row, Text, rows

TABLE = "dmr_region_members"


def unit(key: str) -> str:
    return f"{'gemeinde' if len(key) == 8 else 'kreis'}:{key}"


def test_a_member_takes_part_in_its_role(facts: Facts, row: Row) -> None:
    graph, region = facts.graph(row), f"modellregion:{row['region_id']}"
    body = f"stelle:{unit(row['official_key']).replace(':', '-')}"
    expected = (body, f"fgv:role-{row['role']}", Text(row["member_name"], "de"))
    assert expected in facts.participants(graph, region)
    assert unit(row["official_key"]) in facts.values(graph, region, "fg:memberUnit")


def test_the_body_of_a_member_is_that_of_its_territory(facts: Facts, row: Row) -> None:
    territory = unit(row["official_key"])
    body = f"stelle:{territory.replace(':', '-')}"
    assert facts.anywhere(body, "dcterms:spatial") == {territory}
    assert Text(row["member_name"], "de") in facts.anywhere(body, "rdfs:label")


def test_a_region_has_no_other_members(facts: Facts) -> None:
    found = {
        (region, str(member))
        for graph, region in facts.all_nodes("fg:ModelRegion")
        for member in facts.values(graph, region, "fg:memberUnit")
    }
    assert found == {
        (f"modellregion:{row['region_id']}", unit(row["official_key"])) for row in rows(TABLE)
    }
    assert len(found) == 16
