"""The small world that every case is added to, and what the shapes say of it. No real data."""

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import SH, URIRef

from kg.derivation import derive, read_rules
from kg.engine import ask, construct, memory_store, select
from kg.namespaces import compact, expand
from kg.queries import QueryFile
from kg.release.checking import DRAFT
from kg.validation import Report, Result, Shapes, read_checks, read_shapes, validate
from tests.conftest import ROOT

CASES = ROOT / "tests" / "shapes"
WORLD = CASES / "world.trig"

INVALID = sorted(CASES.glob("*/invalid.*.ttl"))
VALID = sorted(CASES.glob("*/valid.*.ttl"))

Expected = dict[str, str | None]

_TARGETS = {
    SH.targetClass: "?this a/rdfs:subClassOf* <{}>",
    SH.targetSubjectsOf: "?this <{}> ?any",
    SH.targetObjectsOf: "?any <{}> ?this",
}

_NEEDED = {expand("rdfs:subClassOf"), expand("skos:inScheme")}
"""What shapes need of the model; with its concepts' types, every case would check them too."""


@cache
def shapes() -> Shapes:
    return read_shapes(sorted((ROOT / "shapes").glob("*.ttl")))


@cache
def checks() -> tuple[QueryFile, ...]:
    return read_checks(ROOT / "queries" / "checks")


@cache
def rules() -> tuple[QueryFile, ...]:
    return read_rules(ROOT / "queries" / "rules")


@cache
def base() -> tuple[Quad, ...]:
    model = [
        Quad(quad.subject, quad.predicate, quad.object, _graph("ontology"))
        for path in sorted((ROOT / "ontology").rglob("*.ttl"))
        for quad in parse(path=path)
        if quad.predicate.value in _NEEDED
    ]
    return (*model, *parse(path=WORLD, format=RdfFormat.TRIG))


def _graph(name: str) -> NamedNode:
    return NamedNode(expand(f"graph:{name}"))


def quads_of(path: Path) -> Iterator[Quad]:
    """Read a case; the statements of a Turtle file are a draft, as `kg validate FILE` has it."""
    for quad in parse(path=path):
        is_draft = path.suffix == ".ttl" and isinstance(quad.graph_name, DefaultGraph)
        graph = DRAFT if is_draft else quad.graph_name
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def dataset(case: Iterable[Quad]) -> Store:
    """Make the small world with a case in it and with what the rules conclude."""
    store = memory_store((*base(), *case))
    store.bulk_extend(derive(rules(), partial(construct, store)))
    return store


def report_on(case: Iterable[Quad], asked: tuple[QueryFile, ...] = ()) -> Report:
    """Check the small world with a case in it against the shapes, and ask check queries."""
    return validate(dataset(case), shapes(), asked, select)


def has_focus(store: Store, shape: URIRef) -> bool:
    """Tell whether *shape* has a focus node in the union of the named graphs."""
    prefix = f"PREFIX rdfs: <{expand('rdfs:')}>"
    return any(
        ask(store, f"{prefix} ASK {{ {pattern.format(value)} }}")
        for target, pattern in _TARGETS.items()
        for value in shapes().graph.objects(shape, target)
    )


def found(results: Iterable[Result]) -> list[Expected]:
    """Write results as `*.expected.json` has them."""
    rows = [
        {
            "severity": result.severity.value,
            "rule": result.rule.id,
            "focus": compact(getattr(result.focus, "value", "")) or None,
            "path": result.path or None,
            "value": str(result.value) if result.value is not None else None,
        }
        for result in results
    ]
    return sorted(rows, key=lambda row: [row[key] or "" for key in row])


def expected_of(case: Path) -> list[Expected]:
    text = case.with_suffix(".expected.json").read_text(encoding="utf-8")
    rows: list[Expected] = json.loads(text)
    return rows
