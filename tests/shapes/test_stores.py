"""What pySHACL finds by itself, on its own store and on rdflib, is what the project reports.

All invalid cases are put together, so that every rule has something to find; each case keeps its
things apart by a number in their IRIs.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, SH, Graph
from rdflib.query import ResultRow

from kg.engine import memory_store, select
from kg.namespaces import compact
from kg.validation import Report, core, validate
from kg.validation.questions import one_query, subclass_finder
from kg.validation.report import Term
from kg.validation.shapes import Constraint
from tests.shapes.small_world import INVALID, base, dataset, expected_of, quads_of, shapes


def apart(case: Path, number: int) -> Iterator[Quad]:
    quads = list(quads_of(case))
    own = {quad.subject for quad in quads} - {quad.subject for quad in base()}

    def numbered(term: Term) -> Term:
        return NamedNode(f"{term.value}-{number}") if term in own else term

    for quad in quads:
        yield Quad(numbered(quad.subject), quad.predicate, numbered(quad.object), quad.graph_name)


@pytest.fixture(scope="module")
def every_fault() -> Store:
    """The triples of the small world and of all invalid cases, in one graph."""
    cases = [quad for number, case in enumerate(INVALID) for quad in apart(case, number)]
    triples = {(quad.subject, quad.predicate, quad.object) for quad in dataset(cases)}
    return memory_store(Quad(*triple) for triple in triples)


@pytest.fixture(scope="module")
def report(every_fault: Store) -> Report:
    return validate(every_fault, shapes(), (), select)


@pytest.fixture(scope="module")
def graph(every_fault: Store) -> Graph:
    data = serialize((quad.triple for quad in every_fault), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


Row = tuple[str, str, str, str, str]


def rows_of(report: Report, rules: set[str]) -> set[Row]:
    return {
        (
            result.severity.value,
            result.rule.id,
            str(result.focus),
            result.path,
            str(result.value),
        )
        for result in report.results
        if result.rule.id in rules
    }


def pyshacl_rows(report: Graph) -> Iterator[Row]:
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        path = shapes().graph.value(shape, SH.path)
        value = report.value(result, SH.value)
        yield (
            str(report.value(result, SH.resultSeverity)).partition("#")[2].lower(),
            compact(str(shape)),
            str(core.to_term(report.value(result, SH.focusNode))),
            core.write_path(shapes().graph, path) if path is not None else "",
            str(core.to_term(value) if value is not None else None),
        )


def test_every_rule_with_a_case_finds_something(report: Report) -> None:
    broken = {row["rule"] for case in INVALID for row in expected_of(case)}
    assert broken - {result.rule.id for result in report.results} == set()


def test_pyshacl_alone_finds_the_same_on_the_store(every_fault: Store, report: Report) -> None:
    """Nothing is taken out of the shapes: each SPARQL constraint is asked for each focus node."""
    _, theirs, _ = pyshacl_validate(
        core.Data(every_fault), shacl_graph=shapes().graph, inplace=True
    )
    assert isinstance(theirs, Graph)
    constraints = {constraint.rule.id for constraint in shapes().constraints}
    core_rules = {result.rule.id for result in report.results} - constraints
    rows = set(pyshacl_rows(theirs))
    assert {row for row in rows if row[1] in core_rules} == rows_of(report, core_rules)
    assert set(map(without_value, rows)) == set(map(without_value, all_rows(report)))


def all_rows(report: Report) -> set[Row]:
    return rows_of(report, {result.rule.id for result in report.results})


def without_value(row: Row) -> tuple[str, ...]:
    """SHACL takes the focus node for the value where a query selects none."""
    return row[:4]


def test_the_core_constraints_find_the_same_on_rdflib(graph: Graph, report: Report) -> None:
    published = Graph()
    for triple in shapes().graph:
        published.add(triple)
    published.remove((None, SH.sparql, None))
    _, theirs, _ = pyshacl_validate(graph, shacl_graph=published)
    assert isinstance(theirs, Graph)
    rules = {compact(str(shape)) for shape in shapes().graph.subjects(RDF.type, SH.PropertyShape)}
    assert set(pyshacl_rows(theirs)) == rows_of(report, rules)


@pytest.mark.parametrize("constraint", shapes().constraints, ids=lambda each: each.rule.id)
def test_a_sparql_constraint_finds_the_same_on_rdflib(
    constraint: Constraint, graph: Graph, every_fault: Store, report: Report
) -> None:
    query = one_query(constraint, subclass_finder(every_fault))
    focuses = {
        str(core.to_term(row["this"])) for row in graph.query(query) if isinstance(row, ResultRow)
    }
    assert focuses == {row[2] for row in rows_of(report, {constraint.rule.id})}
