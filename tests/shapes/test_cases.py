"""Each shape has a case that conforms and one that nothing else rejects."""

from pathlib import Path

import pytest
from rdflib import SH, URIRef

from kg.namespaces import compact
from kg.validation.shapes import TARGETS
from tests.shapes.small_world import (
    INVALID,
    VALID,
    dataset,
    expected_of,
    found,
    has_focus,
    quads_of,
    report_on,
    shapes,
)


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def rules_with_targets() -> set[str]:
    graph = shapes().graph
    nodes = {node for target in TARGETS for node in graph.subjects(target)}
    return {
        compact(str(rule))
        for node in nodes
        for predicate in (SH.property, SH.sparql)
        for rule in graph.objects(node, predicate)
    }


@pytest.mark.parametrize("case", INVALID, ids=name_of)
def test_an_invalid_case_is_rejected_as_expected(case: Path) -> None:
    assert found(report_on(quads_of(case)).results) == expected_of(case)


@pytest.mark.parametrize("case", VALID, ids=name_of)
def test_a_valid_case_has_no_result(case: Path) -> None:
    assert found(report_on(quads_of(case)).results) == []


def test_every_rule_has_a_case_that_only_it_rejects() -> None:
    only = [{row["rule"] for row in expected_of(case)} for case in INVALID]
    alone = {rule for rules in only if len(rules) == 1 for rule in rules}
    assert rules_with_targets() - alone == set()


def test_every_case_is_in_the_folder_of_the_shape_that_rejects_it() -> None:
    strays = {
        name_of(case)
        for case in INVALID
        for row in expected_of(case)
        if folder_of(str(row["rule"])) != case.parent.name
    }
    assert strays == set()


def folder_of(rule: str) -> str:
    name = rule.removeprefix("fgs:").partition("-")[0].removesuffix("Shape")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


def test_every_shape_has_a_valid_case_that_it_looks_at() -> None:
    unseen = set()
    for case in VALID:
        store = dataset(quads_of(case))
        nodes = {
            node
            for target in TARGETS
            for node in shapes().graph.subjects(target)
            if folder_of(compact(str(node))) == case.parent.name
        }
        unseen |= {compact(str(node)) for node in nodes if not has_focus(store, URIRef(str(node)))}
    folders = {case.parent.name for case in VALID}
    assert {folder_of(rule) for rule in rules_with_targets()} - folders == set()
    assert unseen == set()
