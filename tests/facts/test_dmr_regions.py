"""Every model region of Digitale Modellregionen NRW: name, district, lead, announcement."""

from fact_graph import Facts
from fact_tables import Row, announcements, german, moment, rows

TABLE = "dmr_regions"

BEZIRKE = {
    "Düsseldorf": "regierungsbezirk:051",
    "Köln": "regierungsbezirk:053",
    "Münster": "regierungsbezirk:055",
    "Detmold": "regierungsbezirk:057",
    "Arnsberg": "regierungsbezirk:059",
}


def test_a_region_stands_in_the_directive(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"modellregion:{row['region_id']}"
    assert "fg:ModelRegion" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "dcterms:title") == german(row["name"])
    assert facts.values(graph, node, "rdfs:label") == german(row["name"])
    assert facts.values(graph, node, "fg:inProgramme") == {"programm:dmr-nrw"}
    assert facts.values(graph, node, "geo:sfWithin") == {BEZIRKE[row["regierungsbezirk"]]}


def test_the_lead_municipality_leads_the_region(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"modellregion:{row['region_id']}"
    leads = {
        (body, name.value if name else None)
        for body, role, name in facts.participants(graph, node)
        if role == "fgv:role-lead"
    }
    assert leads == {(f"stelle:gemeinde-{row['lead_ags']}", row["lead_municipality"])}


def test_the_announcement_stands_in_the_document_that_announces(facts: Facts, row: Row) -> None:
    (source,) = facts.sources(row["announced_source_url"])
    (graph,) = facts.where("graph:register", "prov:wasDerivedFrom", source)
    node = f"modellregion:{row['region_id']}"
    assert facts.periods(graph, node, "fg:announcedIn") == {moment(row["announced"])}
    others = [other for other in facts.index if facts.values(other, node, "fg:announcedIn")]
    assert others == [graph]


def test_five_regions_are_announced_in_two_documents() -> None:
    assert len(rows(TABLE)) == 5
    assert len(announcements()) == 2
