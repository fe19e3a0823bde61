"""The W3C's SPARQL 1.1 query and result format tests, asked through the app."""

from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from flask.testing import FlaskClient

from kg.engine import LocalEngine
from kg.formats import CSV, JSON, N_TRIPLES, TSV, XML
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.reading.document_queries import DocumentQueries
from tests.protocol import w3c_suite
from tests.protocol.w3c_suite import Case

pytestmark = pytest.mark.w3c

UNBOUND_GRAPH = "oxigraph binds the variable of GRAPH by matching quads, not by listing graphs"
ZERO_LENGTH = "oxigraph's zero-length path does not match a constant that the data lack"
LANGUAGE = "oxigraph's GROUP_CONCAT keeps a common language tag, as SPARQL 1.2 has it"

KNOWN_FAILURES = {
    "aggregates/agg-empty-group-count-graph": UNBOUND_GRAPH,
    "aggregates/agg-groupconcat-04": LANGUAGE,
    "aggregates/agg-groupconcat-06": LANGUAGE,
    "bindings/graph": UNBOUND_GRAPH,
    "csv-tsv-res/tsv03": "the store keeps values: xsd:negativeInteger comes back as xsd:integer",
    "functions/bnode01": "oxigraph's BNODE(label) is the same node in every solution",
    "negation/graph-minus": "oxigraph's MINUS also compares the variable of the GRAPH around it",
    "property-path/zero_or_more_set_end": ZERO_LENGTH,
    "property-path/zero_or_more_set_start": ZERO_LENGTH,
    "property-path/zero_or_one_set_end": ZERO_LENGTH,
    "property-path/zero_or_one_set_start": ZERO_LENGTH,
    "syntax-query/test_4": "a function that is not there is refused when the query is prepared",
}

CASES = list(w3c_suite.cases("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"))


def parameter(case: Case) -> ParameterSet:
    reason = KNOWN_FAILURES.get(case.name)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.fixture(scope="module")
def documents(two_linked_things: Served) -> DocumentQueries:
    return two_linked_things.documents


@pytest.mark.skipif(not w3c_suite.SUITES, reason=w3c_suite.REASON)
@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_the_suite_agrees(case: Case, documents: DocumentQueries) -> None:
    engine = LocalEngine(case.store(), "memory", is_union=False)
    serving = FixedServing(Served(engine, "w3c", documents))
    client = create_app(Settings(), serving).test_client()
    if case.result is None:
        assert asked(client, case, "*/*")[0] == (400 if case.is_negative else 200)
        return
    assert_answer(client, case, case.result)


def assert_answer(client: FlaskClient, case: Case, result: Path) -> None:
    """Each case in each format that can carry its answer, not only in that of the expected file."""
    boolean = w3c_suite.expected_boolean(result)
    if boolean is not None:
        word = str(boolean).lower().encode()
        assert asked(client, case, JSON.media_type) == (200, b'{"head":{},"boolean":%s}' % word)
        assert b"<boolean>%s</boolean>" % word in asked(client, case, XML.media_type)[1]
    elif "CONSTRUCT" in case.text.upper():
        status, body = asked(client, case, N_TRIPLES.media_type)
        assert status == 200
        assert w3c_suite.is_same_graph(result, body)
    elif result.suffix == ".csv":
        _, body = asked(client, case, CSV.media_type)
        assert w3c_suite.csv_rows(body) == w3c_suite.csv_rows(result.read_bytes())
    else:
        expected = w3c_suite.expected_rows(result)
        for offer in (JSON, XML, TSV):
            status, body = asked(client, case, offer.media_type)
            assert status == 200
            found = w3c_suite.rows_in(body, offer.codec)  # type: ignore[arg-type] # of solutions
            assert w3c_suite.is_same_bag(expected, found), offer.name
        _, body = asked(client, case, CSV.media_type)
        assert w3c_suite.csv_rows(body) == w3c_suite.as_csv_rows(expected)


def asked(client: FlaskClient, case: Case, accept: str) -> tuple[int, bytes]:
    response = client.post(
        "/sparql",
        data=case.text.encode("utf-8"),
        content_type="application/sparql-query",
        headers={"Accept": accept},
    )
    return response.status_code, response.data


@pytest.mark.skipif(not w3c_suite.SUITES, reason=w3c_suite.REASON)
def test_the_suites_are_complete() -> None:
    """Else a slip in reading the manifests would pass for conformance."""
    assert len(CASES) == 338
    assert set(KNOWN_FAILURES) <= {case.name for case in CASES}
