"""Every member and partner of a model project: body, role, printed name, document."""

import pytest
from fact_graph import Facts
from fact_tables import Row, Text, folder, rows

TABLE = "mpsc_project_members"

ROLES = {
    "applicant": "applicant",
    "applicant (as described)": "applicant",
    "lead": "lead",
    "member": "member",
    "partner": "partner",
}
KINDS = {"municipality": "gemeinde", "district": "kreis", "association": "verband"}
WITHOUT_KEY = {
    "Verband Region Rhein-Neckar": "stelle:vrrn",
    "KielRegion GmbH": "stelle:kielregion",
    "Stadtwerke Osnabrück AG": "stelle:swo",
    "SWO Netz GmbH": "stelle:swonetz",
}
CLASSES = {
    "municipality": {"fgv:org-municipality"},
    "district": {"fgv:org-district"},
    "association": {"fgv:org-association"},
    "company": {"fgv:org-municipal-company", "fgv:org-regional-agency"},
}


def body(facts: Facts, row: Row) -> str:
    """Find the body by its key; one without a key by its name."""
    if row["official_key"]:
        kind = KINDS[row["member_type"]]
        assert len(row["official_key"]) == {"gemeinde": 8, "kreis": 5, "verband": 9}[kind]
        return f"stelle:{kind}-{row['official_key']}"
    (found,) = {
        node
        for _, node in [
            *facts.all_nodes("org:Organization"),
            *facts.all_nodes("m8g:PublicOrganisation"),
        ]
        if Text(row["member_name"], "de") in facts.anywhere(node, "rdfs:label")
    }
    return found


def test_a_member_takes_part_in_its_role(facts: Facts, row: Row) -> None:
    graph = facts.graph(row)
    found = facts.participants(graph, f"projekt:{row['project_id']}")
    role = f"fgv:role-{ROLES[row['role']]}"
    assert (body(facts, row), role, Text(row["member_name"], "de")) in found


def test_the_body_of_a_member_has_its_kind_and_territory(facts: Facts, row: Row) -> None:
    node = body(facts, row)
    assert facts.anywhere(node, "org:classification") & CLASSES[row["member_type"]]
    if row["official_key"]:
        territory = f"{KINDS[row['member_type']]}:{row['official_key']}"
        assert facts.anywhere(node, "dcterms:spatial") == {territory}


def test_the_label_of_a_body_has_the_name_of_its_row(facts: Facts, row: Row) -> None:
    name = row["member_name"].split(",")[0]
    labels = {
        text.value
        for text in facts.anywhere(body(facts, row), "rdfs:label")
        if isinstance(text, Text) and text.language == "de"
    }
    assert any(name in label or label in row["member_name"] for label in labels), labels


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_a_project_has_no_other_members(facts: Facts) -> None:
    wanted = {
        (facts.graph(row), f"projekt:{row['project_id']}", body(facts, row), ROLES[row["role"]])
        for row in rows(TABLE)
    }
    found = {
        (graph, f"projekt:{key}", who, role.removeprefix("fgv:role-"))
        for graph in facts.source_graphs()
        for key in {row["project_id"] for row in rows(TABLE)}
        for who, role, _ in facts.participants(graph, f"projekt:{key}")
    }
    # What the table of organisations says of a body's part in a project.
    organisations = {
        ("projekt:mpsc-2019-11", "stelle:swf-agentur", "coordination"),
        ("projekt:mpsc-2021-25", "stelle:ilzerland", "coordination"),
        ("projekt:mpsc-2021-27", "stelle:da-grenzregion", "executing"),
    }
    assert len(wanted) == 115
    assert wanted <= found
    assert {entry[1:] for entry in found - wanted} == organisations
