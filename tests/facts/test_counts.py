"""The counts that the landscape must show, asked with SPARQL."""

import pytest
from fact_graph import Facts, short

MPSC = "fg:admittedIn/fg:roundOf programm:mpsc"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (f"?x {MPSC}", 73),
        ("?x fg:admittedIn runde:mpsc-2019", 13),
        ("?x fg:admittedIn runde:mpsc-2020", 32),
        ("?x fg:admittedIn runde:mpsc-2021", 28),
        ("?x fg:roundOf programm:mpsc", 3),
        (
            f"?x a fg:Participation ; fg:inActivity ?p ; fg:role ?r . ?p {MPSC} "
            "FILTER(?r IN (fgv:role-applicant, fgv:role-lead, fgv:role-member, fgv:role-partner))",
            115,
        ),
        (f"?x a fg:Measure ; dcterms:title ?t ; fg:measureOf ?p . ?p {MPSC}", 92),
        (f"?x a fg:AmountStatement ; fg:concerns ?p . ?p {MPSC}", 111),
        ("?x a fg:ModelRegion", 5),
        ("?r fg:memberUnit ?u BIND(CONCAT(STR(?r), STR(?u)) AS ?x)", 16),
        ("?x a fg:Snapshot", 62),
        ("?s fg:snapshotOf ?x", 49),
        ("?x fg:inProgramme programm:dmr-nrw . ?x a fg:Project", 49),
        ("?x a fg:FundingProgramme", 17),
        ("?x skos:prefLabel ?n ; org:classification ?k", 41),
        ("?x a org:ChangeEvent", 13),
        ("?x a fg:Contradiction", 39),
        ("?x fg:inProgramme programm:smarte-land-regionen ; a fg:Project", 22),
    ],
)
def test_a_count_is_the_expected_one(facts: Facts, pattern: str, expected: int) -> None:
    assert facts.count(pattern) == expected


def test_no_triple_stands_outside_a_graph_with_a_source(facts: Facts) -> None:
    described = facts.solutions(
        "SELECT ?g WHERE { GRAPH graph:register "
        "{ ?g prov:wasDerivedFrom ?q . ?q a fg:Source ; fg:sourceUrl ?u } }"
    )
    held = {short(str(graph).strip("<>")) for graph in facts.store.named_graphs()}
    assert held <= {graph for (graph,) in described}
    assert held == facts.index.keys()
    assert not bool(facts.store.query("ASK { ?s ?p ?o }")), "the default graph is empty"
