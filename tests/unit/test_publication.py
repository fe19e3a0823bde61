"""Canonical lines and dumps: the same statements give the same bytes, in every format."""

import gzip
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg.publication.canonical import (
    as_union,
    by_graph,
    canonical_lines,
    content_sha256,
    graph_of,
    read_lines,
    subject_of,
)
from kg.publication.dumps import (
    CHECKSUMS,
    write_checksums,
    write_dumps,
    write_graphs,
    write_lines,
)

TRIG = """
@prefix fg: <https://w3id.org/foerdergraph/ns#> .
@prefix graph: <https://w3id.org/foerdergraph/graph/> .
@prefix projekt: <https://w3id.org/foerdergraph/id/projekt/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
graph:b { projekt:p a fg:Project ; rdfs:label "Straße \\"1\\"\\n\\t€"@de , "über"@de . }
graph:a { projekt:p a fg:Project ; fg:number 1 . projekt:q rdfs:label "q"@de . }
projekt:r rdfs:label "im Standardgraphen"@de .
"""


def quads_of(text: str) -> list[Quad]:
    return list(parse(text, RdfFormat.TRIG))


def ignore_progress(quads: object) -> object:
    return quads


def test_lines_are_sorted_distinct_and_independent_of_order() -> None:
    quads = quads_of(TRIG)
    lines = canonical_lines(quads)
    assert lines == sorted(set(lines))
    assert len(lines) == 7
    assert lines == canonical_lines([*reversed(quads), *quads])


def test_blank_nodes_get_the_same_labels_whatever_a_parser_called_them() -> None:
    first = canonical_lines(quads_of("_:x <http://e/p> [ <http://e/q> 1 ] , [ <http://e/q> 2 ] ."))
    other = canonical_lines(
        quads_of("_:y <http://e/p> _:b , _:a . _:a <http://e/q> 1 . _:b <http://e/q> 2 .")
    )
    assert first == other
    assert all(b"_:c14n" in line for line in first)


def test_lines_that_differ_give_another_hash() -> None:
    lines = canonical_lines(quads_of(TRIG))
    assert content_sha256(lines) != content_sha256(lines[1:])


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    lines = canonical_lines(quads_of(TRIG))
    write_lines(tmp_path / "q.nq.gz", lines)
    (tmp_path / "q.nq").write_bytes(gzip.decompress((tmp_path / "q.nq.gz").read_bytes()))
    found = subprocess.run(
        ["sha256sum", "q.nq"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert found.stdout.split()[0] == content_sha256(lines)


@pytest.mark.parametrize(
    ("line", "graph"),
    [
        (b"<http://s> <http://p> <http://o> <http://g> .", b"<http://g>"),
        (b"<http://s> <http://p> <http://o> .", b""),
        (b"_:s <http://p> _:o _:g .", b"_:g"),
        (b"_:s <http://p> _:o .", b""),
        (b'<http://s> <http://p> "a b" <http://g> .', b"<http://g>"),
        (b'<http://s> <http://p> "a <http://b>" .', b""),
        (b'<http://s> <http://p> "a <b"^^<http://d> .', b""),
        (b'<http://s> <http://p> "a _:b"@de .', b""),
        (b'<http://s> <http://p> "a"@de--ltr <http://g> .', b"<http://g>"),
        (b"<http://s> <http://p> <<( <http://a> <http://b> <http://c> )>> .", b""),
        (b"<http://s> <http://p> <<( _:a <http://b> _:c )>> <http://g> .", b"<http://g>"),
    ],
)
def test_the_graph_is_read_from_a_line(line: bytes, graph: bytes) -> None:
    assert graph_of(line) == graph
    (quad,) = read_lines([line])
    name = quad.graph_name
    assert (b"" if isinstance(name, DefaultGraph) else str(name).encode()) == graph
    assert subject_of(line) == str(quad.subject).encode()


def test_graphs_follow_each_other_and_keep_their_order() -> None:
    lines = canonical_lines(quads_of(TRIG))
    grouped = by_graph(lines)
    assert [graph_of(line) for line in grouped] == sorted(graph_of(line) for line in lines)
    assert Counter(grouped) == Counter(lines)


def test_the_union_holds_a_triple_once_that_two_graphs_state() -> None:
    triples = list(as_union(canonical_lines(quads_of(TRIG))))
    assert len(triples) == 6
    assert {triple.graph_name for triple in triples} == {DefaultGraph()}


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_a_dump_with_graphs_says_what_was_written(tmp_path: Path, suffix: str) -> None:
    quads = quads_of(TRIG)
    write_dumps(tmp_path, canonical_lines(quads), ignore_progress)
    assert set(read_dump(tmp_path, suffix)) == set(quads)


@pytest.mark.parametrize("suffix", ["ttl", "nt"])
def test_a_dump_without_graphs_is_their_union(tmp_path: Path, suffix: str) -> None:
    quads = quads_of(TRIG)
    write_dumps(tmp_path, canonical_lines(quads), ignore_progress)
    union = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    found = read_dump(tmp_path, suffix)
    assert set(found) == union
    assert len(found) == len(union)


def test_turtle_uses_the_prefixes_of_the_project(tmp_path: Path) -> None:
    write_dumps(tmp_path, canonical_lines(quads_of(TRIG)), ignore_progress)
    text = gzip.decompress((tmp_path / "foerdergraph.ttl.gz").read_bytes()).decode()
    assert "projekt:p a fg:Project" in text


def test_two_writings_give_the_same_bytes(tmp_path: Path) -> None:
    quads = [*quads_of(TRIG), Quad(BlankNode(), NamedNode("http://e/p"), BlankNode())]
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        write_dumps(tmp_path / name, canonical_lines(quads), ignore_progress)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("first", "second")
    )
    assert first == second


def test_gzip_records_no_time_and_no_name(tmp_path: Path) -> None:
    write_lines(tmp_path / "named.nq.gz", [b"<a:a> <a:a> <a:a> ."])
    head = (tmp_path / "named.nq.gz").read_bytes()[:10]
    assert head[3] == 0, "a flag says that a name or a comment follows"
    assert head[4:8] == bytes(4), "the time is not zero"


def test_the_checksums_satisfy_sha256sum(tmp_path: Path) -> None:
    lines = canonical_lines(quads_of(TRIG))
    write_dumps(tmp_path, lines, ignore_progress)
    write_graphs(tmp_path, lines)
    write_checksums(tmp_path)
    subprocess.run(["sha256sum", "--check", "--strict", CHECKSUMS], cwd=tmp_path, check=True)
    named = {line.split()[1] for line in (tmp_path / CHECKSUMS).read_text().splitlines()}
    files = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert named == {path.as_posix() for path in files} - {CHECKSUMS}
    assert "graphs/a.ttl" in named


def test_each_graph_of_ours_has_a_file_with_exactly_its_statements(tmp_path: Path) -> None:
    quads = quads_of(TRIG)
    write_graphs(tmp_path, canonical_lines(quads))
    for name in ("a", "b"):
        graph = NamedNode(f"https://w3id.org/foerdergraph/graph/{name}")
        found = set(parse((tmp_path / "graphs" / f"{name}.ttl").read_bytes(), RdfFormat.TURTLE))
        assert {(q.subject, q.predicate, q.object) for q in found} == {
            (q.subject, q.predicate, q.object) for q in quads if q.graph_name == graph
        }
    assert sorted(path.name for path in (tmp_path / "graphs").iterdir()) == ["a.ttl", "b.ttl"]


@pytest.mark.parametrize(
    "graph",
    [
        "http://e/g",
        "https://w3id.org/foerdergraph/graph/",
        "https://w3id.org/foerdergraph/graph/a/b",
        "https://w3id.org/foerdergraph/graph/../../etc",
        "https://w3id.org/foerdergraph/graph/.hidden",
        "https://w3id.org/foerdergraph/graph/Upper",
        "https://w3id.org/foerdergraph/graph/" + "a" * 300,
    ],
)
def test_a_graph_whose_name_would_not_do_for_a_file_has_none(tmp_path: Path, graph: str) -> None:
    write_graphs(tmp_path, [f"<http://e/s> <http://e/p> <http://e/o> <{graph}> .".encode()])
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_looks_like_the_end_of_a_line_stays_whole(tmp_path: Path) -> None:
    name = "https://w3id.org/foerdergraph/graph/a"
    line = f'<http://e/s> <http://e/p> "so <{name}> . und <{name}> ." <{name}> .'.encode()
    write_graphs(tmp_path, [line])
    (found,) = parse((tmp_path / "graphs" / "a.ttl").read_bytes(), RdfFormat.TURTLE)
    assert found.object == next(read_lines([line])).object


def test_the_file_of_a_graph_binds_only_prefixes_that_occur(tmp_path: Path) -> None:
    write_graphs(tmp_path, canonical_lines(quads_of(TRIG)))
    text = (tmp_path / "graphs" / "a.ttl").read_text(encoding="utf-8")
    bound = {line.split()[1] for line in text.splitlines() if line.startswith("@prefix")}
    assert bound == {"fg:", "fgi:", "projekt:", "rdf:", "rdfs:", "xsd:"}


def read_dump(folder: Path, suffix: str) -> list[Quad]:
    codec = RdfFormat.from_extension(suffix)
    assert codec is not None
    data = gzip.decompress((folder / f"foerdergraph.{suffix}.gz").read_bytes())
    return list(parse(data, codec))
