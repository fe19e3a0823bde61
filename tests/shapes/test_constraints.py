"""Each constraint of each property shape rejects something, and no other shape rejects it too.

`constraints.csv` has a row for each: the thing that the shape looks at in its valid case is copied,
the values of one property of the copy are replaced, and the copy is checked. `values` are written
as in Turtle and may be empty; `^` before a property means that they are the subjects. Where a
second shape guards the same value, `also` names it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdflib import RDF, SH, URIRef

from kg.engine import memory_store
from kg.namespaces import PREFIXES, compact, expand
from kg.validation import core
from kg.validation.questions import subclass_finder
from kg.validation.report import Term
from tests.shapes.small_world import CASES, base, dataset, quads_of, shapes

CONSTRAINTS = {
    "class": "Class",
    "datatype": "Datatype",
    "disjoint": "Disjoint",
    "equals": "Equals",
    "hasValue": "HasValue",
    "in": "In",
    "languageIn": "LanguageIn",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
    "maxCount": "MaxCount",
    "maxInclusive": "MaxInclusive",
    "maxLength": "MaxLength",
    "minCount": "MinCount",
    "minExclusive": "MinExclusive",
    "minInclusive": "MinInclusive",
    "minLength": "MinLength",
    "node": "Node",
    "nodeKind": "NodeKind",
    "or": "Or",
    "pattern": "Pattern",
    "uniqueLang": "UniqueLang",
}
NO_CONSTRAINT = {"path", "name", "message", "severity"}

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Fault:
    rule: str
    constraint: str
    property: str
    values: str
    also: str

    def __str__(self) -> str:
        return f"{self.rule.removeprefix('fgs:')}-{self.constraint}"


def read_faults() -> list[Fault]:
    with (CASES / "constraints.csv").open(encoding="utf-8", newline="") as file:
        return [Fault(**row) for row in csv.DictReader(file)]


FAULTS = read_faults()
TEXTS_FOR_THINGS = [fault for fault in FAULTS if fault.constraint == "NodeKind"]


def folder_of(rule: str) -> str:
    name = rule.removeprefix("fgs:").partition("-")[0].removesuffix("Shape")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


def guarded() -> set[tuple[str, str]]:
    """Every constraint of a property shape; concepts are asked for their scheme by sh:node only."""
    graph = shapes().graph
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    names = {SH[name]: name for name in (*CONSTRAINTS, *NO_CONSTRAINT)}
    return {
        (compact(str(rule)), CONSTRAINTS[names[predicate]])
        for node in {node for target in targets for node in graph.subjects(target)}
        for rule in graph.objects(node, SH.property)
        for predicate in graph.predicates(rule)
        if str(predicate).startswith(str(SH)) and names[predicate] not in NO_CONSTRAINT
    }


def renamed(quads: list[Quad], own: set[Term], suffix: str) -> Iterator[Quad]:
    def name(term: Term) -> Term:
        return NamedNode(f"{term.value}-{suffix}") if term in own else term

    for quad in quads:
        yield Quad(name(quad.subject), quad.predicate, name(quad.object), quad.graph_name)


def valid_case(folder: str) -> list[Quad]:
    return list(quads_of(CASES / folder / "valid.whole.ttl"))


@cache
def world() -> Store:
    """The small world and all valid cases; a case keeps its things apart by its folder's name."""
    known = {quad.subject for quad in base()}
    cases = []
    for folder in sorted({folder_of(fault.rule) for fault in FAULTS}):
        quads = valid_case(folder)
        own = {quad.subject for quad in quads} - known
        cases += renamed(quads, own, folder)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in dataset(cases)}
    return memory_store(Quad(*triple) for triple in triples)


@cache
def focus_of(rule: str, predicate: str) -> NamedNode:
    """Find the thing that the shape looks at, one with the property where there is one."""
    graph, store = shapes().graph, world()
    shape = next(graph.subjects(SH.property, URIRef(expand(rule))))
    below = subclass_finder(store)
    found = {
        quad.subject
        for above in graph.objects(shape, SH.targetClass)
        for each in below(str(above))
        for quad in store.quads_for_pattern(None, NamedNode(str(RDF.type)), NamedNode(each))
    }
    for of in graph.objects(shape, SH.targetSubjectsOf):
        found |= {quad.subject for quad in store.quads_for_pattern(None, NamedNode(str(of)), None)}
    folder, wanted = folder_of(rule), NamedNode(expand(predicate.removeprefix("^")))
    described = {quad.subject for quad in valid_case(folder)}
    return min(
        found,
        key=lambda node: (
            NamedNode(node.value.removesuffix(f"-{folder}")) not in described,
            not any(store.quads_for_pattern(node, wanted, None)),
            node.value,
        ),
    )


def copy_of(focus: NamedNode, copy: NamedNode) -> Iterator[Quad]:
    for quad in world().quads_for_pattern(focus, None, None):
        yield Quad(copy, quad.predicate, quad.object)
    for quad in world().quads_for_pattern(None, None, focus):
        yield Quad(quad.subject, quad.predicate, copy)


def broken(fault: Fault, copy: NamedNode) -> Iterator[Quad]:
    first, *others = fault.property.split()
    gone = {NamedNode(expand(name.removeprefix("^"))) for name in (first, *others)}
    is_inverse = first.startswith("^")
    for quad in copy_of(focus_of(fault.rule, first), copy):
        end = quad.object if is_inverse else quad.subject
        if quad.predicate not in gone or end != copy:
            yield quad
    if fault.values:
        written = f"{HEAD}<{copy.value}> <{expand(first.removeprefix('^'))}> {fault.values} ."
        for quad in parse(written, format=RdfFormat.TURTLE):
            ends = (quad.object, quad.subject) if is_inverse else (quad.subject, quad.object)
            yield Quad(ends[0], quad.predicate, ends[1])


Findings = dict[Fault, set[tuple[str, str]]]


def find_in_copies(faults: list[Fault]) -> Findings:
    """Check the copies of all faults at once."""
    store, found = memory_store(world()), {}
    for number, fault in enumerate(faults):
        focus = focus_of(fault.rule, fault.property.split()[0])
        copy = NamedNode(f"{focus.value}-{number}")
        store.extend(broken(fault, copy))
        found[copy] = fault
    findings: Findings = {fault: set() for fault in faults}
    for finding in core.find(store, shapes()):
        if isinstance(finding.focus, NamedNode) and finding.focus in found:
            fault = found[finding.focus]
            findings[fault].add((compact(finding.shape), finding.component))
    return findings


@pytest.fixture(scope="module")
def findings() -> Findings:
    return find_in_copies([fault for fault in FAULTS if fault not in TEXTS_FOR_THINGS])


def test_every_constraint_has_a_fault() -> None:
    assert {(fault.rule, fault.constraint) for fault in FAULTS} == guarded()


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault not in TEXTS_FOR_THINGS], ids=str
)
def test_a_constraint_alone_rejects_its_fault(fault: Fault, findings: Findings) -> None:
    assert (fault.rule, fault.constraint) in findings[fault]
    assert {rule for rule, _ in findings[fault]} == {fault.rule, *fault.also.split()}


def test_a_text_for_a_thing_is_rejected() -> None:
    found = find_in_copies(TEXTS_FOR_THINGS)
    wanted = {str(fault): {fault.rule, *fault.also.split()} for fault in TEXTS_FOR_THINGS}
    assert {str(fault): {rule for rule, _ in found[fault]} for fault in found} == wanted


def test_an_unbroken_copy_has_no_finding() -> None:
    store = memory_store(world())
    focuses = {focus_of(fault.rule, fault.property.split()[0]) for fault in FAULTS}
    copies = {focus: NamedNode(f"{focus.value}-0") for focus in focuses}
    for focus, copy in copies.items():
        store.extend(copy_of(focus, copy))
    unwanted = [each for each in core.find(store, shapes()) if each.focus in copies.values()]
    assert unwanted == []
