"""An answer is kept where asking again gives the same, and only there."""

import pytest

from kg.engine import LocalEngine, memory_store
from kg.formats import JSON
from kg.web.querying.questions import representation_of

ENGINE = LocalEngine(memory_store(()), "memory", is_union=False)


@pytest.mark.parametrize(
    ("text", "is_lasting"),
    [
        ("SELECT (NOW() AS ?x) {}", False),
        ("SELECT (now ( ) AS ?x) {}", False),
        ("SELECT (nOw #(\n () AS ?x) {}", False),
        ("SELECT * { ?s ?p ?o FILTERRAND() }", False),
        ("SELECT (STRUUID() AS ?x) {}", False),
        ("SELECT (BNODE('a') AS ?x) {}", False),
        ("SELECT ?owner { ?owner ?knows ?grandchild }", True),
        ("# who is known now\nSELECT ?s { ?s ?p 'now' }", True),
        ("SELECT ?s { ?s ?p '\\u00fc' }", True),
        ("SELECT ?s { ?s ?p '\\u004eOW\\u0028)' }", False),
    ],
)
def test_what_calls_for_the_clock_or_for_chance_is_not_kept(text: str, is_lasting: bool) -> None:
    assert representation_of(ENGINE.prepare(text), JSON).is_lasting is is_lasting
