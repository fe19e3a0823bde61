"""The endpoint as clients meet it: statuses, media types, headers, conditional requests."""

import json

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from kg.formats import BOOLEAN_FORMATS, GRAPH_FORMATS, Format

NAMES = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "SELECT ?label { <https://w3id.org/foerdergraph/id/gemeinde/05962024> rdfs:label ?label }"
)
GRAPH = "CONSTRUCT WHERE { <https://w3id.org/foerdergraph/id/kreis/05962> ?p ?o }"


@pytest.mark.parametrize("offer", BOOLEAN_FORMATS, ids=lambda f: f.name)
def test_solutions_come_in_every_format(client: FlaskClient, offer: Format) -> None:
    response = client.get(
        "/sparql", query_string={"query": NAMES}, headers={"Accept": offer.media_type}
    )
    assert response.content_type == offer.content_type
    assert "Iserlohn" in response.text


@pytest.mark.parametrize("offer", GRAPH_FORMATS, ids=lambda f: f.name)
def test_graphs_come_in_every_format_with_the_same_statements(
    client: FlaskClient, offer: Format
) -> None:
    response = client.get(
        "/sparql", query_string={"query": GRAPH}, headers={"Accept": offer.media_type}
    )
    assert response.content_type == offer.content_type
    assert isinstance(offer.codec, RdfFormat)
    found = {str(quad.triple.object) for quad in parse(response.data, format=offer.codec)}
    assert found == {'"Märkischer Kreis"@de', "<https://w3id.org/foerdergraph/ns#District>"}


def test_the_default_graph_is_the_union(client: FlaskClient) -> None:
    response = client.get("/sparql?query=ASK{<https://w3id.org/foerdergraph/id/kreis/05962>?p?o}")
    assert response.json == {"head": {}, "boolean": True}


def test_a_named_dataset_narrows_the_union(client: FlaskClient) -> None:
    parameters = {
        "query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "default-graph-uri": "https://w3id.org/foerdergraph/graph/shapes",
        "format": "csv",
    }
    assert client.get("/sparql", query_string=parameters).text.split() == ["n", "3"]


@pytest.mark.parametrize(
    ("method", "content_type", "data"),
    [
        ("POST", "application/x-www-form-urlencoded", "query=ASK+%7B%7D"),
        ("POST", "application/sparql-query; charset=utf-8", "ASK {}"),
        ("QUERY", "application/sparql-query", "ASK {}"),
    ],
)
def test_a_query_may_come_in_the_body(
    client: FlaskClient, method: str, content_type: str, data: str
) -> None:
    response = client.open("/sparql", method=method, content_type=content_type, data=data)
    assert response.json == {"head": {}, "boolean": True}


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    get = client.get("/sparql", query_string={"query": NAMES})
    head = client.head("/sparql", query_string={"query": NAMES})
    assert head.data == b""
    assert get.headers.pop("X-Query-Id") != head.headers.pop("X-Query-Id")  # two queries
    assert dict(head.headers) == dict(get.headers)


def test_options_allows_every_method_to_every_origin(client: FlaskClient) -> None:
    response = client.options("/sparql", headers={"Origin": "https://other.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    allowed = set(response.headers["Access-Control-Allow-Methods"].split(", "))
    assert allowed == {"GET", "HEAD", "POST", "QUERY", "OPTIONS"}


def test_what_a_client_has_already_is_304(client: FlaskClient) -> None:
    first = client.get("/sparql", query_string={"query": NAMES})
    again = client.get(
        "/sparql", query_string={"query": NAMES}, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "other",
    [
        {"query": NAMES + " "},
        {"query": NAMES, "format": "csv"},
        {"query": NAMES, "default-graph-uri": "http://example.org/"},
    ],
)
def test_another_answer_has_another_tag(client: FlaskClient, other: dict[str, str]) -> None:
    tags = {
        client.get("/sparql", query_string=parameters).headers["ETag"]
        for parameters in ({"query": NAMES}, other)
    }
    assert len(tags) == 2


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_an_answer_that_changes_is_not_kept(client: FlaskClient, function: str) -> None:
    query = f"SELECT ({function} AS ?x) {{}}"
    response = client.get("/sparql", query_string={"query": query})
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_an_answer_names_its_dataset(client: FlaskClient) -> None:
    response = client.get("/sparql?query=ASK{}")
    assert response.headers["X-Dataset-Version"] == "2026.01.01-0123abcd"
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    ("parameters", "headers", "status", "fields"),
    [
        ({"query": "SELECT * {\n ?s fg:x ?o }"}, {}, 400, {"line": 2, "column": 5}),
        ({"query": "ASK { FILTER(<urn:f>(1)) }"}, {}, 400, {"iri": "urn:f"}),
        ({"query": "ASK { SERVICE <http://x/> {} }"}, {}, 403, {"keyword": "SERVICE"}),
        ({"query": "INSERT DATA {}"}, {}, 403, {"keyword": "INSERT"}),
        ({"update": "CLEAR ALL"}, {}, 403, {}),
        ({"query": "ASK {}"}, {"Accept": "image/png"}, 406, {}),
        ({"query": "x" * 10_001}, {}, 413, {"limit_bytes": 10_000}),
        ({"query": "x" * 70_000}, {}, 414, {"limit_bytes": 65_536}),
    ],
)
def test_a_refusal_says_what_is_wrong_in_fields(
    client: FlaskClient,
    parameters: dict[str, str],
    headers: dict[str, str],
    status: int,
    fields: dict[str, object],
) -> None:
    response = client.get("/sparql", query_string=parameters, headers=headers)
    problem = json.loads(response.data)
    assert response.content_type == "application/problem+json"
    assert (response.status_code, problem["status"]) == (status, status)
    assert fields.items() <= problem.items()


def test_a_406_lists_what_there_is(client: FlaskClient) -> None:
    response = client.get("/sparql?query=ASK{}", headers={"Accept": "image/png"})
    assert json.loads(response.data)["offers"] == [f.media_type for f in BOOLEAN_FORMATS]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_with_the_list(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql?query=ASK{}", method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) >= {"GET", "POST", "QUERY"}


def test_the_service_description_says_what_this_endpoint_is(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = "<https://daten.example/graph/sparql#service>"
    for predicate, value in (
        ("endpoint", "<https://daten.example/graph/sparql>"),
        ("feature", f"<{sd}UnionDefaultGraph>"),
        ("supportedLanguage", f"<{sd}SPARQL11Query>"),
        ("resultFormat", "<http://www.w3.org/ns/formats/SPARQL_Results_CSV>"),
    ):
        assert f"{service} <{sd}{predicate}> {value} ." in response.text
    assert f"<{sd}name> <https://w3id.org/foerdergraph/graph/directory> ." in response.text


def test_the_host_header_writes_no_address(client: FlaskClient) -> None:
    for path in ("/sparql", "/doc/gemeinde/05962024.ttl", "/id/gemeinde/05962024"):
        response = client.get(path, headers={"Host": "evil.example"})
        assert "evil.example" not in response.text + str(response.headers)


def test_a_browser_gets_a_form_without_query_and_a_table_with_one(client: FlaskClient) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert "<textarea" in client.get("/sparql", headers=headers).text
    answer = client.get("/sparql", query_string={"query": NAMES}, headers=headers)
    assert "<td>Iserlohn</td>" in answer.text
    assert "ja" in client.get("/sparql?query=ASK{}", headers=headers).text
    assert (
        "rdfs:label" in client.get("/sparql", query_string={"query": GRAPH}, headers=headers).text
    )
