"""Each check query finds its fault in a broken case, and nothing in the intact small world."""

import json
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store, parse

from kg.derivation import derive
from kg.engine import construct, memory_store, select
from kg.errors import QueryFileError
from kg.namespaces import expand
from kg.queries import QueryFile
from kg.validation import Severity, read_checks
from kg.validation.running import ask
from tests.conftest import ROOT
from tests.shapes.small_world import WORLD, Expected, checks, found, rules

CASES = ROOT / "tests" / "checks"
BROKEN = sorted(CASES.glob("*/broken.*.trig"))
INTACT = sorted(CASES.glob("*/intact.*.trig"))
CHECKS = {check.name: check for check in checks()}

UNDERIVED = {"participation-without-shortcut": "the rule that makes shortcuts must not have run"}
"""Checks that find what a rule would mend, each with its reason."""


@cache
def intact() -> tuple[Quad, ...]:
    """The small world, the whole model, and the register of the model's graphs."""
    model = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(expand(f"graph:{name}")))
        for name, pattern in (("ontology", "*.ttl"), ("vocabularies", "schemes/*.ttl"))
        for path in sorted((ROOT / "ontology").glob(pattern))
        if path.stem != "alignments"
        for quad in parse(path=path)
    ]
    return (*model, *parse(path=WORLD), *parse(path=CASES / "register.trig"))


def world_with(case: Iterable[Quad], check: str) -> Store:
    store = memory_store((*intact(), *case))
    if check not in UNDERIVED:
        store.bulk_extend(derive(rules(), partial(construct, store)))
    return store


def rows_of(check: QueryFile, case: Iterable[Quad] = ()) -> list[Expected]:
    return found(ask(world_with(case, check.name), [check], select).results)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_broken_case_is_found(case: Path) -> None:
    check = CHECKS[case.parent.name]
    before = rows_of(check)
    text = case.with_suffix(".expected.json").read_text(encoding="utf-8")
    rows = rows_of(check, parse(path=case))
    assert [row for row in rows if row not in before] == json.loads(text)


@pytest.mark.parametrize("case", INTACT, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_an_intact_case_adds_no_fault(case: Path) -> None:
    check = CHECKS[case.parent.name]
    assert rows_of(check, parse(path=case)) == rows_of(check)


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_the_intact_world_has_no_fault(check: QueryFile) -> None:
    rows = rows_of(check) if check.name not in UNDERIVED else []
    assert [row for row in rows if row["severity"] != Severity.INFO.value] == []


def test_every_check_has_a_broken_case() -> None:
    assert set(CHECKS) == {case.parent.name for case in BROKEN}


def test_a_check_with_an_unknown_severity_is_refused(tmp_path: Path) -> None:
    text = CHECKS["iri-form"].text.replace("# severity: violation", "# severity: fatal")
    (tmp_path / "iri-form.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError, match="severity is one of violation, warning, info"):
        read_checks(tmp_path)


def test_a_check_that_is_not_sparql_is_refused(tmp_path: Path) -> None:
    text = CHECKS["iri-form"].text.replace("WHERE {", "WHERE {{")
    (tmp_path / "iri-form.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError, match=r"iri-form\.rq"):
        ask(Store(), read_checks(tmp_path), select)
