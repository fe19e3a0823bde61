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
    assert f"{service} <http://www.w3.org/2000/01/rdf-schema#comment>" in response.text
    assert "mit DISTINCT zählen" in response.text


def test_the_service_description_says_what_the_engine_can_and_what_it_may(
    client: FlaskClient,
) -> None:
    text = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    sd = "http://www.w3.org/ns/sparql-service-description#"
    within = "<http://www.opengis.net/def/function/geosparql/sfWithin>"
    service = "<https://daten.example/graph/sparql#service>"
    assert f"{service} <{sd}extensionFunction> {within} ." in text
    assert f"<{sd}Function>" in text
    assert "<http://www.w3.org/ns/formats/JSON-LD>" in text
    assert 'höchstens 30 s."@de' in text
    assert '30 s at most."@en' in text
    vocabulary = "<http://rdfs.org/ns/void#vocabulary>"
    assert f"{vocabulary} <https://w3id.org/foerdergraph/ns#> ." in text
    assert "/id/gemeinde/" not in text


@pytest.mark.parametrize("offer", GRAPH_FORMATS, ids=lambda f: f.name)
def test_the_service_description_is_the_same_each_time_in_every_format(
    client: FlaskClient, offer: Format
) -> None:
    bodies = [client.get("/sparql", headers={"Accept": offer.media_type}).data for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert isinstance(offer.codec, RdfFormat)
    triples = {quad.triple for quad in parse(bodies[0], format=offer.codec)}
    plain = client.get("/sparql?format=nt").data
    assert triples == {quad.triple for quad in parse(plain, format=RdfFormat.N_TRIPLES)}


PLACES = """PREFIX geo: <http://www.opengis.net/ont/geosparql#>
SELECT ?name ?where { VALUES (?name ?where) { ("=Köln" "POINT(6.96 50.94)"^^geo:wktLiteral) } }"""


def test_what_is_for_excel_is_a_download_with_both_forms_of_its_name(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": PLACES, "format": "csv-excel"})
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename=\"foerdergraph.csv\"; filename*=UTF-8''F%C3%B6rdergraph.csv"
    )
    lines = "\ufeffname;where\r\n'=Köln;POINT(6.96 50.94)\r\n"
    assert response.data == lines.encode()


def test_csv_stays_as_the_w3c_has_it(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": PLACES, "format": "csv"})
    assert response.data == "name,where\r\n=Köln,POINT(6.96 50.94)\r\n".encode()
    assert response.headers["Content-Disposition"].startswith("inline; ")


@pytest.mark.parametrize("how", ["parameter", "header"])
def test_places_come_as_geojson(client: FlaskClient, how: str) -> None:
    response = client.get(
        "/sparql",
        query_string={"query": PLACES} | ({"format": "geojson"} if how == "parameter" else {}),
        headers={"Accept": "application/geo+json"} if how == "header" else {},
    )
    assert response.content_type == "application/geo+json"
    (feature,) = json.loads(response.data)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [6.96, 50.94]}
    assert feature["properties"] == {"name": "=Köln"}


def test_geojson_without_places_is_406_and_says_what_it_needs(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": NAMES, "format": "geojson"})
    assert response.status_code == 406
    assert "geo:wktLiteral" in json.loads(response.data)["detail"]


def test_a_graph_comes_in_the_keys_of_the_context(client: FlaskClient) -> None:
    query = "CONSTRUCT WHERE { <https://w3id.org/foerdergraph/id/gemeinde/05962024> ?p ?o }"
    response = client.get("/sparql", query_string={"query": query, "format": "jsonld"})
    (node,) = json.loads(response.data)["@graph"]
    assert node["@id"] == "gemeinde:05962024"
    assert node["label"] == {"de": "Iserlohn"}


@pytest.mark.parametrize(
    ("parameters", "media_type", "ignored"),
    [
        ("format=csv", "text/csv", None),
        ("format=parquet", "application/sparql-results+json", "parquet"),
        ("format=parquet&output=csv", "text/csv", "parquet"),
        ("format=tsv&format=text/tab-separated-values", "text/tab-separated-values", None),
        ("format=xml&output=xml&results=xml", "application/sparql-results+xml", None),
        ("format=turtle", "application/sparql-results+json", "turtle"),
        ("format=&output=", "application/sparql-results+json", None),
        ("format=a%0D%0Ab:%20%C3%A4", "application/sparql-results+json", "a%0D%0Ab%3A%20%C3%A4"),
        ("format=csv-excel", "application/sparql-results+json", "csv-excel"),
    ],
)
def test_words_that_nobody_understands_are_told_and_harm_nothing(
    client: FlaskClient, parameters: str, media_type: str, ignored: str | None
) -> None:
    response = client.get(f"/sparql?query=ASK{{}}&{parameters}")
    assert response.status_code == 200
    assert response.content_type.partition(";")[0] == media_type
    assert response.headers.get("X-Ignored-Format") == ignored


@pytest.mark.parametrize(
    ("parameter", "name"), [("timeout=soon", "timeout"), ("query-id=short", "query-id")]
)
def test_junk_in_a_parameter_is_400_by_its_name(
    client: FlaskClient, parameter: str, name: str
) -> None:
    response = client.get(f"/sparql?query=ASK{{}}&{parameter}")
    assert response.status_code == 400
    assert json.loads(response.data)["parameter"] == name


@pytest.mark.parametrize("accept", ["", "*/*", "nonsense", ";;,", "*/*;q=0.1"])
def test_who_does_not_choose_gets_json_or_turtle(client: FlaskClient, accept: str) -> None:
    for query, media_type in ((NAMES, "application/sparql-results+json"), (GRAPH, "text/turtle")):
        response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
        assert response.content_type.partition(";")[0] == media_type


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY", "HEAD"])
def test_a_preflight_lets_every_method_and_header_in(client: FlaskClient, method: str) -> None:
    headers = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type, x-own",
    }
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 200
    assert method in response.headers["Access-Control-Allow-Methods"]
    assert "*" in response.headers["Access-Control-Allow-Headers"]
    assert "X-Ignored-Format" in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("spelling", ["Märkischer", "M%C3%A4rkischer", "M%c3%a4rkischer"])
def test_umlauts_come_through_in_every_spelling(client: FlaskClient, spelling: str) -> None:
    query = f'ASK{{?s ?p ?o FILTER(STRSTARTS(STR(?o),"{spelling}"))}}'.replace(" ", "%20")
    raw = query.replace('"', "%22").encode("utf-8").decode("latin-1")
    environ = {"QUERY_STRING": f"query={raw}", "PATH_INFO": "/sparql", "REQUEST_METHOD": "GET"}
    assert client.open("/sparql", environ_overrides=environ).json == {"head": {}, "boolean": True}


def test_the_page_of_an_answer_links_to_it_in_every_format(client: FlaskClient) -> None:
    query = 'ASK { ?s ?p "ä>,<" }'
    page = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    asked = "https://daten.example/graph/sparql?query=ASK+%7B+%3Fs+%3Fp+%22%C3%A4%3E%2C%3C%22+%7D"
    assert [link for link in page.headers.getlist("Link") if "alternate" in link] == [
        f'<{asked}&format={offer.name}>; rel="alternate"; type="{offer.media_type}"'
        for offer in BOOLEAN_FORMATS
    ]


def test_a_long_query_is_not_repeated_in_links(client: FlaskClient) -> None:
    query = "ASK {} #" + "a" * 1000
    page = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Link" not in page.headers


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
