"""Read the W3C's SPARQL 1.1 test manifests, and compare answers as the specification means it.

The suites are not part of this repository: the variable W3C_TESTS names the folder that holds
`sparql11/`. Solutions are compared as bags, up to the names of blank nodes and the spelling of
numbers (the store keeps values, not spellings).
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

Term = NamedNode | BlankNode | Literal
Row = dict[str, Term]

SUITES = os.environ.get("W3C_TESTS", "")
REASON = "W3C_TESTS names no folder with the W3C test suites"

_RESULTS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}
_RDF = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMALS = frozenset(
    _XSD + name
    for name in (
        *("byte", "decimal", "int", "integer", "long", "short"),
        *("negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"),
        *("unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
    )
)
_FLOATS = frozenset({_XSD + "double", _XSD + "float"})

_PROLOGUE = """PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a manifest; *result* is None for a test of syntax."""

    name: str
    query: Path
    is_negative: bool
    default: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path | None

    @property
    def text(self) -> str:
        """Return the query with its base."""
        return f"BASE <{iri_of(self.query)}>\n{self.query.read_text(encoding='utf-8')}"

    def store(self) -> Store:
        """Load the data that the query is asked about."""
        store = Store()
        for path in self.default:
            store.load(path=str(path), format=_RDF[path.suffix], base_iri=iri_of(path))
        for path in self.named:
            graph = NamedNode(iri_of(path))
            store.add_graph(graph)
            store.load(
                path=str(path), format=_RDF[path.suffix], base_iri=iri_of(path), to_graph=graph
            )
        return store


def iri_of(path: Path) -> str:
    """Return the IRI by which a file of the suite is known."""
    return path.resolve().as_uri()


def cases(*manifests: str) -> Iterator[Case]:
    """List the cases of the manifests below `sparql11/` and of those they include.

    Left out are those that need an entailment regime, and federation, which goes to the network.
    """
    if SUITES:
        for manifest in manifests:
            yield from _cases(Path(SUITES).resolve() / "sparql11" / manifest)


def _cases(manifest: Path) -> Iterator[Case]:
    store = Store()
    store.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri=iri_of(manifest))
    included = "SELECT ?m { ?x mf:include/rdf:rest*/rdf:first ?m }"
    for row in _ask(store, included):
        yield from _cases(_path(row["m"]))
    text = """SELECT ?test ?type ?query ?result {
        ?m mf:entries/rdf:rest*/rdf:first ?test . ?test a ?type ; mf:action ?action
        OPTIONAL { ?test mf:result ?result } OPTIONAL { ?action qt:query ?asked }
        BIND(COALESCE(?asked, ?action) AS ?query) FILTER(isIRI(?query))
        FILTER NOT EXISTS { ?action sd:entailmentRegime ?regime }
        FILTER NOT EXISTS { ?action qt:serviceData ?service }
        FILTER(REGEX(STR(?type), "QueryEvaluationTest|CSVResultFormatTest|SyntaxTest11$"))
        } ORDER BY ?query ?test"""
    for row in _ask(store, text):
        yield _case(store, manifest, row)


def _case(store: Store, manifest: Path, row: Row) -> Case:
    test = row["test"].value
    data = {
        kind: tuple(_path(r["file"]) for r in _ask(store, _data_of(test, kind)))
        for kind in ("data", "graphData")
    }
    return Case(
        f"{manifest.parent.name}/{test.rpartition('#')[2]}",
        _path(row["query"]),
        "Negative" in row["type"].value,
        data["data"],
        data["graphData"],
        _path(row["result"]) if "result" in row else None,
    )


def _data_of(test: str, kind: str) -> str:
    return f"SELECT ?file {{ <{test}> mf:action/qt:{kind} ?file FILTER(isIRI(?file)) }}"


def _ask(store: Store, text: str) -> list[Row]:
    solutions = store.query(_PROLOGUE + text)
    assert isinstance(solutions, QuerySolutions)
    return [_row(solution, solutions) for solution in solutions]


def _row(solution: Iterable[Term | None], solutions: QuerySolutions) -> Row:
    names = [variable.value for variable in solutions.variables]
    return {n: value for n, value in zip(names, solution, strict=True) if value is not None}


def _path(term: Term) -> Path:
    return Path(unquote(urlsplit(term.value).path))


def expected_boolean(path: Path) -> bool | None:
    """Return the answer of an ASK test, None where the file holds something else."""
    if path.suffix not in (".srx", ".srj"):
        return None
    read = parse_query_results(path=str(path), format=_RESULTS[path.suffix])
    return None if isinstance(read, QuerySolutions) else bool(read)


def expected_rows(path: Path) -> list[Row]:
    """Return the solutions that a file expects, also where they are written as RDF."""
    if path.suffix in _RESULTS:
        return rows_in(path.read_bytes(), _RESULTS[path.suffix])
    store = Store()
    store.load(path=str(path), format=_RDF[path.suffix], base_iri=iri_of(path))
    rows: dict[str, Row] = {}
    text = "SELECT * { ?s rs:binding [ rs:variable ?n ; rs:value ?v ] }"
    for found in _ask(store, text):
        rows.setdefault(found["s"].value, {})[found["n"].value] = found["v"]
    return list(rows.values())


def rows_in(body: bytes, result_format: QueryResultsFormat) -> list[Row]:
    """Read solutions."""
    read = parse_query_results(body, format=result_format)
    assert isinstance(read, QuerySolutions)
    return [_row(solution, read) for solution in read]


def csv_rows(body: bytes) -> Counter[frozenset[tuple[str, str]]]:
    """Read CSV as a bag of rows, numbers by value; blank nodes have no identity there."""
    names, *found = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    return Counter(_csv_row(zip(names, row, strict=False)) for row in found)


def as_csv_rows(rows: list[Row]) -> Counter[frozenset[tuple[str, str]]]:
    """Turn solutions into what CSV can say of them."""
    return Counter(_csv_row((name, _csv_text(term)) for name, term in row.items()) for row in rows)


def _csv_text(term: Term) -> str:
    if isinstance(term, BlankNode):
        return "_:"
    value = _value(term)
    if isinstance(value, tuple) and isinstance(value[1], bool):
        return str(value[1]).lower()
    return term.value


def _csv_row(cells: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Make a row; CSV does not tell an empty text from nothing."""
    return frozenset((name, _csv_value(text)) for name, text in cells if text)


def _csv_value(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    try:
        return str(float(text))
    except ValueError:
        return text


def is_same_bag(expected: list[Row], found: list[Row]) -> bool:
    """Say whether two bags of solutions are equal up to the names of blank nodes."""
    return len(expected) == len(found) and _matched(expected, found, {})


def _matched(expected: list[Row], found: list[Row], names: dict[str, str]) -> bool:
    if not expected:
        return True
    first, *others = expected
    for index, candidate in enumerate(found):
        extended = _unified(first, candidate, names)
        if extended is not None and _matched(others, found[:index] + found[index + 1 :], extended):
            return True
    return False


def _unified(one: Row, other: Row, names: dict[str, str]) -> dict[str, str] | None:
    if one.keys() != other.keys():
        return None
    extended = dict(names)
    for variable, term in one.items():
        known = other[variable]
        if isinstance(term, BlankNode) and isinstance(known, BlankNode):
            taken = extended.setdefault(term.value, known.value)
            if taken != known.value or Counter(extended.values())[known.value] > 1:
                return None
        elif _value(term) != _value(known):
            return None
    return extended


def _value(term: Term) -> object:
    if isinstance(term, Literal):
        kind = term.datatype.value
        try:
            if kind in _DECIMALS:
                return kind, Decimal(term.value)
            if kind in _FLOATS:
                return kind, float(term.value)
            if kind == _XSD + "boolean":
                return kind, term.value in {"1", "true"}
        except (ArithmeticError, ValueError):
            return term
    return term


def is_same_graph(path: Path, body: bytes) -> bool:
    """Say whether *body*, N-Triples, is the graph in *path* up to the names of blank nodes."""
    graphs = []
    for quads in (
        parse(path=str(path), format=_RDF[path.suffix], base_iri=iri_of(path)),
        parse(body, format=RdfFormat.N_TRIPLES),
    ):
        dataset = Dataset(Quad(q.subject, q.predicate, q.object) for q in quads)
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        graphs.append(set(dataset))
    return graphs[0] == graphs[1]
