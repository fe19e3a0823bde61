"""What every engine does with a query: the form, the dataset, the errors, the bytes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.engine import (
    WHOLE_DATASET,
    DataFiles,
    DatasetClause,
    Engine,
    EngineData,
    Form,
    Limits,
    LocalEngine,
    ask,
    construct,
    load_files,
    memory_store,
    open_engine,
    open_worker_engine,
    select,
)
from kg.errors import (
    EvaluationError,
    QuerySyntaxError,
    ReleaseError,
    ServiceRefusedError,
    SettingsError,
    SourceError,
    UnknownFunctionError,
)
from kg.formats import CSV, JSON, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format

S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
GRAPHS = {name: NamedNode(f"http://example.org/{name}") for name in ("a", "b", "c")}
VALUES_OF_BOTH = "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?o"


@pytest.fixture(scope="module")
def three_graphs_and_a_default() -> Store:
    store = memory_store(Quad(S, P, Literal(name), graph) for name, graph in GRAPHS.items())
    store.add(Quad(S, P, Literal("default")))
    return store


@pytest.fixture(scope="module", params=["memory", "disk", "workers"])
def engine(
    request: pytest.FixtureRequest,
    three_graphs_and_a_default: Store,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    if request.param == "memory":
        yield LocalEngine(three_graphs_and_a_default, "memory", is_union=False)
        return
    if request.param == "workers":
        path = tmp_path_factory.mktemp("files") / "all.nq"
        three_graphs_and_a_default.dump(str(path), RdfFormat.N_QUADS)
        files = EngineData(DataFiles((path,)))
        workers = open_worker_engine("memory", files, Limits(), memory_share=0.5)
        yield workers
        workers.close()
        return
    folder = tmp_path_factory.mktemp("store")
    written = Store(str(folder))
    written.extend(three_graphs_and_a_default)
    written.flush()
    del written
    data = EngineData(DataFiles(), folder)
    yield open_engine("disk", data, memory_share=0.5, timeout_s=1)


def values(
    engine: Engine, text: str, clause: DatasetClause = WHOLE_DATASET, answer: Format = CSV
) -> list[str]:
    chunks = engine.evaluate(engine.prepare(text, clause), answer).chunks
    return b"".join(chunks).decode().split()[1:]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p ?o }", Form.SELECT),
        ("ASK { ?s ?p ?o }", Form.ASK),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.GRAPH),
        ("DESCRIBE <http://example.org/s>", Form.GRAPH),
    ],
)
def test_prepare_tells_the_form(engine: Engine, text: str, form: Form) -> None:
    assert engine.prepare(text).form is form


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELECT * {\n ?ä ?p 'öö' x }", 2, 16, "this cannot stand here"),
        ("SELECT * {\n ?s fg:x ?o }", 2, 5, "the prefix `fg:` is not declared by `PREFIX`"),
        ("", 1, 1, "expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("# c\nPREFIX a: <urn:a>\n SELEC *", 3, 2, "expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?x WHERE ?s ?p ?o", 1, 17, 'expected "{"'),
        ("SELECT (nope(1) AS ?x) {}", 1, 23, "this cannot stand here"),
        ("SELECT * { ?s ?p '\ud800' }", None, None, "surrogates"),
    ],
)
def test_bad_syntax_has_a_place_and_a_reason(
    engine: Engine, text: str, line: int | None, column: int | None, reason: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        engine.evaluate(engine.prepare(text), JSON)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert reason in caught.value.reason


def test_an_unknown_function_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownFunctionError) as caught:
        engine.evaluate(engine.prepare("SELECT * { FILTER(<http://x/nope>(1)) }"), JSON)
    assert caught.value.iri == "http://x/nope"


def test_a_relative_iri_starts_at_the_projects_base(engine: Engine) -> None:
    text = "SELECT ?x { VALUES ?x { <id/gemeinde/05962024> } }"
    assert values(engine, text) == ["https://w3id.org/foerdergraph/id/gemeinde/05962024"]


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("INSERT DATA { <http://a> <http://b> 1 }", "INSERT"),
        ("PREFIX x: <http://x/>\n# c\nDELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://127.0.0.1/>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", "SERVICE"),
    ],
)
def test_what_writes_or_reaches_out_is_refused_by_its_word(
    engine: Engine, text: str, keyword: str
) -> None:
    with pytest.raises(ServiceRefusedError) as caught:
        engine.prepare(text)
    assert caught.value.keyword == keyword


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (WHOLE_DATASET, ["a", "b", "c", "default"]),
        (DatasetClause(default=("http://example.org/a",)), ["a"]),
        (DatasetClause(named=("http://example.org/b",)), ["b"]),
        (
            DatasetClause(("http://example.org/a",), ("http://example.org/b",)),
            ["a", "b"],
        ),
        (DatasetClause(default=("http://example.org/unknown",)), []),
    ],
)
def test_the_dataset_is_the_one_that_the_request_names(
    engine: Engine, clause: DatasetClause, expected: list[str]
) -> None:
    assert values(engine, VALUES_OF_BOTH, clause) == expected


def test_the_request_goes_before_the_query(engine: Engine) -> None:
    text = "SELECT ?o FROM <http://example.org/a> { ?s ?p ?o }"
    assert values(engine, text, DatasetClause(default=("http://example.org/b",))) == ["b"]


def test_a_graph_without_an_iri_is_refused(engine: Engine) -> None:
    prepared = engine.prepare("ASK {}", DatasetClause(default=("no iri",)))
    with pytest.raises(QuerySyntaxError, match="<no iri> names no graph"):
        engine.evaluate(prepared, JSON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?o { ?s ?p ?o } ORDER BY ?o", ["a", "b", "c", "default"]),
        ("SELECT ?o FROM <http://example.org/a> { ?s ?p ?o }", ["a"]),
        ("SELECT ?o FROM NAMED <http://example.org/a> { ?s ?p ?o }", []),
    ],
)
def test_a_union_dataset_still_honours_from(
    three_graphs_and_a_default: Store, text: str, expected: list[str]
) -> None:
    union = LocalEngine(three_graphs_and_a_default, "memory", is_union=True)
    assert values(union, text) == expected


def test_a_small_answer_comes_in_one_piece_with_its_length(engine: Engine) -> None:
    answer = engine.evaluate(engine.prepare("ASK {}"), JSON)
    chunks = list(answer.chunks)
    assert answer.length_bytes == len(chunks[0])
    assert json.loads(chunks[0]) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("answer_format", "expected"),
    [
        (TURTLE, b"@prefix fg: <https://w3id.org/foerdergraph/ns#> .\nfg:x fg:p fg:y .\n"),
        (TRIG, b"@prefix fg: <https://w3id.org/foerdergraph/ns#> .\nfg:x fg:p fg:y .\n"),
        (
            N_TRIPLES,
            b"<https://w3id.org/foerdergraph/ns#x> <https://w3id.org/foerdergraph/ns#p> "
            b"<https://w3id.org/foerdergraph/ns#y> .\n",
        ),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_graph_is_written_with_the_prefixes_that_occur(
    engine: Engine, answer_format: Format, expected: bytes
) -> None:
    text = "PREFIX fg: <https://w3id.org/foerdergraph/ns#> CONSTRUCT { fg:x fg:p fg:y } WHERE {}"
    assert b"".join(engine.evaluate(engine.prepare(text), answer_format).chunks) == expected


def test_rdf_xml_binds_only_the_prefixes_that_occur(engine: Engine) -> None:
    text = "PREFIX fg: <https://w3id.org/foerdergraph/ns#> CONSTRUCT { fg:x fg:p fg:y } WHERE {}"
    body = b"".join(engine.evaluate(engine.prepare(text), RDF_XML).chunks)
    assert b"<fg:p " in body
    assert b"xmlns:fg=" in body
    assert b"xmlns:skos=" not in body


def test_solutions_cannot_be_written_as_a_graph(engine: Engine) -> None:
    with pytest.raises(EvaluationError, match="turtle cannot carry solutions"):
        engine.evaluate(engine.prepare("ASK {}"), TURTLE)


def test_select_gives_rows_of_the_union(three_graphs_and_a_default: Store) -> None:
    solutions = select(three_graphs_and_a_default, "SELECT ?o ?nothing { ?s ?p ?o } ORDER BY ?o")
    assert solutions.variables == ("o", "nothing")
    assert solutions.rows[0] == (Literal("a"), None)
    assert [str(row["o"]) for row in solutions] == ['"a"', '"b"', '"c"', '"default"']


def test_construct_gives_triples(three_graphs_and_a_default: Store) -> None:
    triples = construct(three_graphs_and_a_default, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert {str(triple.object) for triple in triples} == {'"a"', '"b"', '"c"', '"default"'}


def test_ask_gives_yes_or_no(three_graphs_and_a_default: Store) -> None:
    assert ask(three_graphs_and_a_default, "ASK { ?s ?p 'c' }") is True
    assert ask(three_graphs_and_a_default, "ASK { ?s ?p 'd' }") is False


def test_a_query_of_another_form_is_an_error(three_graphs_and_a_default: Store) -> None:
    with pytest.raises(EvaluationError, match="a SELECT query is wanted here"):
        select(three_graphs_and_a_default, "ASK {}")


def test_a_malformed_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<http://a> <http://b> 1 .\n<http://a> <http://b> .\n")
    with pytest.raises(SourceError) as caught:
        load_files(DataFiles(default=(path,)))
    assert (caught.value.path, caught.value.line) == (path, 2)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("absent.ttl", "cannot be read"), ("table.csv", "its suffix names no RDF format")],
)
def test_a_file_that_cannot_be_loaded_says_why(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        load_files(DataFiles(default=(tmp_path / name,)))


def test_a_file_that_names_graphs_is_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text("")
    with pytest.raises(SourceError, match="names graphs itself"):
        load_files(DataFiles(named=(("http://example.org/g", path),)))


def test_an_empty_file_still_makes_its_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("")
    store = load_files(DataFiles(named=(("http://example.org/g", path),)))
    assert [graph.value for graph in store.named_graphs()] == ["http://example.org/g"]


def opened(choice: str, data: EngineData, memory_share: float = 0.5) -> Engine:
    return open_engine(choice, data, memory_share=memory_share, timeout_s=1)


@pytest.mark.parametrize(("share", "kind"), [(0.5, "memory"), (0.0, "disk")])
def test_auto_weighs_size_against_memory_and_says_so(
    tmp_path: Path, share: float, kind: str
) -> None:
    Store(str(tmp_path / "store")).flush()
    engine = opened("auto", EngineData(DataFiles(), tmp_path / "store", quads=1_000), share)
    assert engine.description.startswith(f"{kind}, as about 0 MiB of ")


def test_auto_serves_files_from_memory_whatever_their_size() -> None:
    assert opened("auto", EngineData(DataFiles(), quads=10**12)).description.startswith("memory")


def test_files_cannot_be_served_from_disk() -> None:
    with pytest.raises(SettingsError, match="only a release has a store"):
        opened("disk", EngineData(DataFiles()))


def test_a_damaged_store_is_a_release_error(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="the store cannot be opened"):
        opened("disk", EngineData(DataFiles(), tmp_path / "absent"))


def test_an_unknown_engine_lists_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="`auto`, `memory`, `disk` or the address"):
        opened("virtuoso", EngineData(DataFiles()))
