"""Facts by hand: what is read, and what a curator is told, with line and repair."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import expand
from kg.sources import read_files, read_sources

HEAD = 10
"""Lines before what a test writes."""

Curate = Callable[[str], Path]
Put = Callable[[str, str], Path]


def node(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


def told(root: Path) -> list[tuple[int | None, str, str]]:
    problems = read_sources(root).problems
    return [
        (problem.line - HEAD if problem.line else None, problem.reason, problem.repair)
        for problem in problems
    ]


def test_a_statement_keeps_the_graph_it_stands_in(root: Path, curate: Curate) -> None:
    curate("graph:a { betrag:x fg:value 1.5 . }\n")
    reading = read_sources(root)
    quad = Quad(
        node("betrag:x"),
        node("fg:value"),
        Literal("1.5", datatype=node("xsd:decimal")),
        node("graph:a"),
    )
    assert reading.problems == ()
    assert quad in reading.quads


@pytest.mark.parametrize(
    ("path", "graph"),
    [
        ("ontology/foerdergraph.ttl", "graph:ontology"),
        ("ontology/alignments.ttl", "graph:alignments"),
        ("ontology/schemes/more.ttl", "graph:vocabularies"),
        ("shapes/amount.ttl", "graph:shapes"),
    ],
)
def test_a_model_file_fills_its_graph(root: Path, put: Put, path: str, graph: str) -> None:
    put(path, "<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n")
    reading = read_sources(root)
    subject = NamedNode("https://example.org/a")
    assert [quad.graph_name for quad in reading.quads if quad.subject == subject] == [node(graph)]


def test_two_readings_of_the_same_files_are_equal(root: Path, curate: Curate, put: Put) -> None:
    put("shapes/a.ttl", "<https://example.org/s> <https://example.org/in> ( 1 2 [] ) .\n")
    curate("graph:a { betrag:x fg:value 1.50, 2 . betrag:y fg:value 3 . }\n")
    assert read_sources(root) == read_sources(root)


@pytest.mark.parametrize(
    ("body", "line", "reason", "repair"),
    [
        (
            'graph:a {\n  betrag:x\n    fg:asOf "2020-13-45"^^xsd:date .\n}\n',
            3,
            '"2020-13-45" is not an xsd:date',
            'write a day that exists as year-month-day, such as "2020-12-31"',
        ),
        (
            'graph:a {\n  betrag:x\n    fg:value "1.234,50"^^xsd:decimal .\n}\n',
            3,
            '"1.234,50" is not an xsd:decimal',
            "write 1234.50 with a decimal point, no thousands separator",
        ),
        (
            "graph:a {\n  betrag:x\n    fg:value 1.234,50 .\n}\n",
            3,
            "1.234,50 is read as two numbers",
            "write 1234.50 with a decimal point, no thousands separator"
            " (two values stand on two lines)",
        ),
        (
            'graph:a {\n  betrag:x fg:ags "5962024" .\n}\n',
            2,
            'fg:ags "5962024" has a wrong form',
            "write 8 digits, the first two 01 to 16",
        ),
        (
            "graph:a {\n  betrag:x fg:ags 05962024 .\n}\n",
            2,
            "fg:ags 05962024 is not a text",
            'write "05962024" in quotes: a number loses its leading zero',
        ),
        (
            'graph:a {\n  betrag:x\n    rdfs:label "Betrag" .\n}\n',
            3,
            '"Betrag" has no language tag',
            'write "Betrag"@de (or @en)',
        ),
        (
            'graph:a {\n  betrag:x fg:motto "Los" .\n}\n',
            2,
            '"Los" has no language tag',
            'write "Los"@de (or @en)',
        ),
        (
            "graph:a {\n  betrag:x a fg:AmountStatment .\n}\n",
            2,
            "fg:AmountStatment is not declared",
            "did you mean fg:AmountStatement? Else declare it in ontology/foerdergraph.ttl",
        ),
        (
            "graph:a {\n  betrag:x\n    fg:amountKind fgv:amount-commited .\n}\n",
            3,
            "fgv:amount-commited is not declared",
            "did you mean fgv:amount-committed? Else declare it in ontology/schemes/",
        ),
        (
            "graph:a {\n  betrag:x foerder:value 1 .\n}\n",
            2,
            "unknown prefix foerder:",
            "Declare it at the top with @prefix",
        ),
        (
            "graph:a {\n  betrag:x dcterms:date 1 .\n}\n",
            2,
            "unknown prefix dcterms:",
            "add “@prefix dcterms: <http://purl.org/dc/terms/> .” at the top",
        ),
        (
            "betrag:x fg:value 1 .\n",
            1,
            "a statement outside a graph",
            "put it into graph:<source> { … }",
        ),
        (
            "<https://example.org/g> { betrag:x fg:value 1 }\n",
            1,
            "<https://example.org/g> is not a graph of ours",
            "name it graph:<source>",
        ),
        (
            "graph:ontology { betrag:x fg:value 1 }\n",
            1,
            "graph:ontology is not filled from data files",
            "put the statement into the graph of the source it was read in",
        ),
        (
            "graph:a {\n  betrag:x fg:value _:b .\n  _:b fg:value _:b .\n}\n",
            None,
            "blank nodes refer to each other in a circle",
            "give one of them an IRI",
        ),
    ],
)
def test_a_fault_is_told_with_line_and_repair(
    root: Path, curate: Curate, body: str, line: int, reason: str, repair: str
) -> None:
    curate(body)
    assert told(root) == [(line, reason, repair)]


@pytest.mark.parametrize(
    "body",
    [
        'graph:a { betrag:x fg:asOf "2020-12-31"^^xsd:date }\n',
        'graph:a { betrag:x fg:value "1234.50"^^xsd:decimal }\n',
        "graph:a { betrag:x fg:value 1234.50, 2 }\n",
        'graph:a { betrag:x fg:ags "05962024" }\n',
        'graph:a { betrag:x rdfs:label "1.234,50 €"@de }\n',
        'graph:a { betrag:x rdfs:label """1.234,50\n"zwei" 3,4"""@de }\n',
        "graph:a { betrag:x fg:amountKind fgv:amount-committed } # 1.234,50\n",
    ],
)
def test_what_is_right_is_left_alone(root: Path, curate: Curate, body: str) -> None:
    curate(body)
    assert told(root) == []


@pytest.mark.parametrize(
    ("body", "line", "repair"),
    [
        ("graph:a {\n  betrag:x fg:value 1\n  betrag:y fg:value 2 .\n}\n", 3, "“.” at the end"),
        ("graph:a {\n  betrag:x fg:value 1 fg:asOf 2 .\n}\n", 2, "put “;”"),
        ("graph:a {\n  betrag:x fg:value , 1 .\n}\n", 2, "a value is missing"),
        ("graph:a {\n  betrag:x fg:value ; fg:asOf 1 .\n}\n", 2, "a value is missing"),
        ("graph:a {\n  betrag:x rdfs:label „x“@de .\n}\n", 2, "straight quotes"),
        ("graph:a {\n  betrag:x fg:value 65% .\n}\n", 2, "such as 0.65"),
        ("graph:a {\n  betrag:x fg:value ja .\n}\n", 2, "write true or false"),
        ('graph:a {\n  betrag:x rdfs:label "x\ny"@de .\n}\n', 2, '"""three quotes"""'),
        ("graph:a {\n  betrag:x fg:within <http://a b> .\n}\n", 2, "write %20"),
        ("graph:a {\n  betrag:x fg:value 1 .\n", 2, "full stop is missing"),
    ],
)
def test_malformed_trig_is_told_with_line_and_repair(
    root: Path, curate: Curate, body: str, line: int, repair: str
) -> None:
    curate(body)
    [(found, _, words)] = told(root)
    assert found in (line, line + 1)
    assert repair in words


def test_a_syntax_fault_does_not_hide_the_faults_of_other_graphs(
    root: Path, curate: Curate
) -> None:
    curate(
        "graph:a {\n  betrag:x fg:value 1 fg:asOf 2 .\n}\n\n"
        'graph:b {\n  betrag:y fg:value "1,5"^^xsd:decimal .\n}\n\n'
        "graph:c {\n  betrag:z nope:value 1 .\n}\n"
    )
    assert [line for line, _, _ in told(root)] == [2, 6, 10]


def test_problems_of_all_files_are_told_sorted_by_path_and_line(root: Path, put: Put) -> None:
    prefixes = "@prefix x: <https://example.org/> .\n"
    put("data/curated/b.trig", f"{prefixes}x:a x:b x:c .\n")
    put("data/curated/a.trig", f"{prefixes}x:a x:b x:c .\nx:d x:e x:f .\n")
    places = [(str(problem.path), problem.line) for problem in read_sources(root).problems]
    assert places == [
        ("data/curated/a.trig", 2),
        ("data/curated/a.trig", 3),
        ("data/curated/b.trig", 2),
    ]


def test_a_file_that_is_not_utf_8_is_told_with_its_line(root: Path) -> None:
    (root / "data/curated/a.trig").write_bytes(b"# x\n# gr\xf6sse\n")
    [problem] = read_sources(root).problems
    assert (problem.line, problem.repair) == (2, "save the file as UTF-8")


def test_any_rdf_file_can_be_read_and_may_use_the_default_graph(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "given.ttl"
    path.write_text('<https://example.org/a> <https://w3id.org/foerdergraph/ns#ags> "1" .\n')
    reading = read_files([path], root)
    assert [(problem.path, problem.line) for problem in reading.problems] == [(path, 1)]
    assert len(reading.quads) == 1


def test_a_file_of_another_kind_is_refused_by_name(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"")
    [problem] = read_files([path], root).problems
    assert problem.reason == "not an RDF file"
