"""Where a statement stands in the files that people edit."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.namespaces import expand
from kg.sources import Locator, locate

HEAD = 10

FACTS = """\
graph:a {
    betrag:x a fg:AmountStatement ;
        rdfs:label "Betrag. Eins"@de ;
        fg:value 1234.50 .

    betrag:xy a fg:AmountStatement ;
        fg:value 2.0 ;
        fg:within betrag:x .
}

graph:b {
    <https://w3id.org/foerdergraph/id/betrag/x>
        fg:value 99 .
}
"""


def number(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(expand("xsd:decimal")))


@pytest.mark.parametrize(
    ("graph", "subject", "value", "line"),
    [
        ("graph:a", "betrag:x", None, 2),
        ("graph:a", "betrag:x", number("1234.5"), 4),
        ("graph:a", "betrag:x", Literal("Betrag. Eins", language="de"), 3),
        ("graph:a", "betrag:xy", None, 6),
        ("graph:a", "betrag:xy", number("2"), 7),
        ("graph:a", "betrag:xy", NamedNode(expand("betrag:x")), 8),
        ("graph:a", "betrag:x", number("77"), 2),
    ],
)
def test_the_line_of_a_value_is_found_in_its_things_statements(
    root: Path, curate: Callable[[str], Path], graph: str, subject: str, value: Literal, line: int
) -> None:
    curate(FACTS)
    place = locate(root, expand(graph), NamedNode(expand(subject)), value)
    assert place == (Path("data/curated/facts.trig"), line + HEAD)


def test_a_predicate_narrows_the_line(root: Path, curate: Callable[[str], Path]) -> None:
    curate(FACTS)
    found = Locator(root).find(
        expand("graph:a"), NamedNode(expand("betrag:xy")), NamedNode(expand("fg:value"))
    )
    assert found == (Path("data/curated/facts.trig"), 7 + HEAD)


def test_a_term_of_the_ontology_is_found_in_its_file(root: Path) -> None:
    place = locate(root, expand("graph:ontology"), NamedNode(expand("fg:ags")))
    assert place == (Path("ontology/foerdergraph.ttl"), 3 + HEAD)


def test_nothing_is_found_in_a_graph_that_no_file_fills(root: Path) -> None:
    assert locate(root, expand("graph:derived"), NamedNode(expand("betrag:x"))) is None
