"""A validation report is told by rule, in words that need no ontology at hand."""

import json
from collections.abc import Mapping

from kg.web.overview.report import mentioned, read_report, spoken


def result(severity: str, rule: str, focus: str, right: Mapping[str, str]) -> dict[str, object]:
    words = {"de": "Ding", "en": "thing"}
    return {
        "severity": severity,
        "rule": {"id": rule, "name": {"de": "Regel", "en": "rule"}},
        "focus": focus,
        "focusLabel": words,
        "fault": {"de": "fehlt", "en": "is missing"},
        "right": right,
    }


PLACE = {
    "de": "Ein Projekt liegt in einem Gebiet: durch fg:locatedIn oder Stellen (dcterms:spatial).",
    "en": "A project lies in a territory: by fg:locatedIn or a body (dcterms:spatial).",
}
WRITTEN = json.dumps(
    {
        "rules": 3,
        "statements": 10,
        "violations": 0,
        "warnings": 3,
        "infos": 1,
        "results": [
            result("info", "checks/unused.rq", "_:b1", {}),
            result("warning", "fgs:A", "https://w3id.org/foerdergraph/id/projekt/1", PLACE),
            result("warning", "fgs:B", "https://w3id.org/foerdergraph/id/projekt/1", {}),
            result("warning", "fgs:B", "https://w3id.org/foerdergraph/id/projekt/2", {}),
        ],
    }
)


def test_the_gravest_rule_comes_first_and_then_the_most_frequent() -> None:
    read = read_report(WRITTEN)
    assert [(rule.severity, len(rule.findings)) for rule in read.by_rule] == [
        ("warning", 2),
        ("warning", 1),
        ("info", 1),
    ]
    assert [rule.iri.rpartition("#")[2] for rule in read.by_rule] == ["B", "A", ""]
    assert (read.rules, read.warnings, read.by_rule[2].findings[0].iri) == (3, 3, "")


def test_terms_are_said_by_their_labels_and_not_at_all_in_brackets() -> None:
    read = read_report(WRITTEN)
    located = "https://w3id.org/foerdergraph/ns#locatedIn"
    assert mentioned(read) == {located}
    rule = read.by_rule[1].right
    assert spoken(rule.de, {located: "liegt in"}, "de") == (
        "Ein Projekt liegt in einem Gebiet: durch „liegt in“ oder Stellen."
    )
    assert spoken(rule.en, {}, "en") == (
        "A project lies in a territory: by fg:locatedIn or a body."
    )


def test_long_numbers_in_findings_are_written_for_the_reader() -> None:
    fault = "19500000 und 17300000.5 (2021-12345): kein fg:Contradiction hält es fest."
    assert spoken(fault, {}, "de").startswith("19.500.000 und 17.300.000,5 (2021-12345)")
