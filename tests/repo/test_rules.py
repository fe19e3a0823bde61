"""The rules on the project's own data, where rules of different authors meet."""

from functools import partial
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Quad

from kg.derivation import DERIVED, derive, read_rules
from kg.engine import construct, memory_store
from kg.sources import read_sources

ROOT: Final = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def quads() -> tuple[Quad, ...]:
    """What the project's files say, read once."""
    return read_sources(ROOT).quads


def test_no_rule_concludes_anything_from_a_conclusion(quads: tuple[Quad, ...]) -> None:
    rules = read_rules(ROOT / "queries" / "rules")
    store = memory_store(quads)
    once = set(derive(rules, partial(construct, store)))
    store.bulk_extend(once)
    for rule in rules:
        again = set(derive([rule], partial(construct, store)))
        assert again <= once, f"{rule.path.name} reads what a rule has derived"
    assert set(store.quads_for_pattern(None, None, None, DERIVED)) == once


def test_every_rule_concludes_something(quads: tuple[Quad, ...]) -> None:
    store = memory_store(quads)
    for rule in read_rules(ROOT / "queries" / "rules"):
        assert derive([rule], partial(construct, store)), f"{rule.path.name} is not needed"
