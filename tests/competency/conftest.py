"""What the tests of questions share: the project's own graph, built once, and answers as texts."""

import csv
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg.derivation import derive, read_rules
from kg.engine import construct, memory_store, select
from kg.namespaces import compact
from kg.sources import read_sources

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "queries" / "competency"
EXPECTED = Path(__file__).parent / "expected"

Answer = list[dict[str, str]]


@pytest.fixture(scope="session")
def built_graph() -> Store:
    """Read the repository's files and derive, as the build does; left unchanged by every test."""
    reading = read_sources(ROOT)
    assert not reading.problems
    store = memory_store(reading.quads)
    store.bulk_extend(derive(read_rules(ROOT / "queries" / "rules"), partial(construct, store)))
    return store


@pytest.fixture(scope="session")
def answer(built_graph: Store) -> Callable[[str], Answer]:
    """Give a function that answers the question whose number it is given, such as `cq07`."""

    @cache
    def answered(number: str) -> Answer:
        (path,) = QUESTIONS.glob(f"{number}-*.rq")
        solutions = select(built_graph, path.read_text(encoding="utf-8"))
        return [
            {name: _text(term) for name, term in zip(solutions.variables, row, strict=True)}
            for row in solutions.rows
        ]

    return answered


@pytest.fixture(scope="session")
def expected() -> Callable[[str], Answer]:
    """Give a function that reads the rows expected of the question of that number."""

    def read(number: str) -> Answer:
        (path,) = EXPECTED.glob(f"{number}-*.csv")
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return read


def _text(term: object) -> str:
    """Write a term as the expected tables do: an IRI as CURIE, a literal as its value."""
    match term:
        case None:
            return ""
        case NamedNode():
            return compact(term.value)
        case Literal():
            return term.value
    raise AssertionError(f"a question returns {term}")
