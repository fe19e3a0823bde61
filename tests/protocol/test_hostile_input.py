"""What is sent and what is stored may mean harm: none of it reaches a header, a page or a path."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from kg import errors
from kg.web.problems import FAULT, STATUSES, problem_of
from kg.web.wire.links import Links

BROWSER = {"Accept": "text/html"}


def test_no_href_leads_into_a_script(client: FlaskClient) -> None:
    text = client.get("/doc/gemeinde/05962999", headers=BROWSER).text
    assert "javascript:alert(1)" in text
    assert 'href="javascript:' not in text


def test_text_from_the_data_stays_text(client: FlaskClient) -> None:
    text = client.get("/doc/gemeinde/05962999", headers=BROWSER).text
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_query_is_shown_as_text(client: FlaskClient) -> None:
    query = 'SELECT ("</textarea><script>alert(1)</script>" AS ?x) {}'
    text = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert "<script>" not in text


def test_an_error_page_shows_the_query_as_text(client: FlaskClient) -> None:
    text = client.get("/sparql?query=<script>alert(1)</script>", headers=BROWSER).text
    assert "<script>" not in text


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://example.org/\x00",
        "http://example.org/ x",
        "",
        "relative",
    ],
)
def test_only_harmless_schemes_are_followed(iri: str) -> None:
    assert Links("http://127.0.0.1:8000").of(iri) is None


@pytest.mark.parametrize(
    "path",
    [
        "/id/a%0D%0ASet-Cookie:%20x=y",
        "/doc/a%0D%0ASet-Cookie:%20x=y.ttl",
        "/id/%00",
        "/id/a%20b%3E%20%3Chttp://x/%3E",
        "/id/%22%3E%3Cscript%3E",
        "/graph/%7D%20UNION%20%7B%20%3Fs%20%3Fp%20%3Fo",
        "/vocab/x%7B%7D",
        "/doc/../../etc/passwd",
        "/doc/..%2f..%2fetc%2fpasswd",
        "/static/..%2f..%2fcli%2f__init__.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/ns.%2e%2e",
    ],
)
def test_a_crafted_path_is_404_and_leaves_no_trace_in_headers(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert not any("\r" in value or "\n" in value for value in response.headers.values())
    assert "Set-Cookie" not in response.headers
    assert "root:" not in response.text


def test_a_path_that_is_not_utf_8_is_not_there(client: FlaskClient) -> None:
    assert client.get("/id/%FF%FE").status_code == 404


def test_an_iri_of_the_data_cannot_break_a_header(client: FlaskClient) -> None:
    response = client.get("/doc/gemeinde/05962999.ttl")
    assert not any("\r" in value or "\n" in value for value in response.headers.values())


@pytest.mark.parametrize(
    "word", ["csv\r\nX-Injected: 1", "\x00", "<script>", "../../etc/passwd", "x" * 5_000]
)
def test_an_odd_format_word_is_left_out(client: FlaskClient, word: str) -> None:
    response = client.get("/sparql", query_string={"query": "ASK {}", "format": word})
    assert response.content_type == "application/sparql-results+json"
    assert "X-Injected" not in response.headers


@pytest.mark.parametrize("length", [30_001, 50_000_000])
def test_a_body_beyond_the_limit_is_413_before_it_is_read(client: FlaskClient, length: int) -> None:
    """Reading it would find it shorter than announced, which is 400."""
    response = client.post(
        "/sparql",
        content_type="application/sparql-query",
        input_stream=BytesIO(),
        environ_overrides={"CONTENT_LENGTH": str(length)},
    )
    assert response.status_code == 413


def test_a_body_without_length_is_read_up_to_the_limit(client: FlaskClient) -> None:
    response = client.post(
        "/sparql",
        content_type="application/sparql-query",
        input_stream=BytesIO(b"#" * 100_000),
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert response.status_code == 413


@pytest.mark.parametrize(
    "header", ["\x00", "text/html;q=" + "9" * 5000, "a" * 60_000, "*/*;q=0.0000000000001", "ü/ü"]
)
def test_an_odd_accept_header_is_no_fault_of_ours(client: FlaskClient, header: str) -> None:
    response = client.get("/sparql?query=ASK{}", headers={"Accept": header})
    assert response.status_code in {200, 406}


@pytest.mark.parametrize("tag", ["", "*", '"' + "a" * 10_000, "W/", '"\x00"'])
def test_an_odd_entity_tag_is_no_fault_of_ours(client: FlaskClient, tag: str) -> None:
    response = client.get("/sparql?query=ASK{}", headers={"If-None-Match": tag})
    assert response.status_code in {200, 304}


def test_three_thousand_nested_groups_are_400(client: FlaskClient) -> None:
    query = "SELECT * " + "{" * 3000 + "}" * 3000
    response = client.get("/sparql", query_string={"query": query})
    assert response.status_code == 400
    assert "nested more than 100 deep" in json.loads(response.data)["detail"]


def test_every_response_forbids_sniffing_framing_and_foreign_scripts(client: FlaskClient) -> None:
    for path in ("/", "/sparql", "/nothing", "/doc/gemeinde/05962024.ttl", "/static/plain.css"):
        headers = client.get(path, buffered=True).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_fault_of_ours_shows_neither_trace_nor_path() -> None:
    problem = problem_of(ZeroDivisionError("/home/secret/file.py"))
    assert (problem.status.value, problem.detail, problem.extensions) == (500, FAULT, ())


def test_an_engines_own_words_stay_in_the_log() -> None:
    problem = problem_of(errors.EvaluationError("http://internal:9999/ cannot be reached"))
    assert (problem.status.value, problem.detail) == (500, FAULT)


def test_every_error_that_a_request_can_meet_has_a_status() -> None:
    met = (errors.StoreError, errors.RequestError)
    kinds = {kind for base in met for kind in base.__subclasses__()}
    assert kinds - set(STATUSES) == set()


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/problem+json"),
        ("", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("image/png", "application/problem+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_a_problem_is_told_as_the_client_likes_it(
    client: FlaskClient, accept: str, content_type: str
) -> None:
    response = client.get("/nothing", headers={"Accept": accept})
    assert response.content_type == content_type
    assert "https://w3id.org/foerdergraph/nothing" in response.text


@pytest.mark.parametrize(
    "number",
    ["0000000019999999999999999999999", "000000001" + "0" * 5_000, "000000001999999999", "10001"],
)
def test_a_long_number_of_a_page_is_refused_by_name(client: FlaskClient, number: str) -> None:
    for path in ("/search", "/search.json", "/search/suggest"):
        response = client.get(f"{path}?q=a&page={number}")
        assert response.status_code == 400
        assert json.loads(response.data)["parameter"] == "page"


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/search?q=a&q=b", "q"),
        ("/search.json?q=a&page=1&page=2", "page"),
        ("/search/suggest?q=a&type=x&type=y", "type"),
        ("/doc/gemeinde/05962024?v=a&v=b", "v"),
    ],
)
def test_a_parameter_of_two_values_is_refused_by_name(
    client: FlaskClient, address: str, parameter: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert json.loads(response.data)["parameter"] == parameter


@pytest.mark.parametrize(
    "path",
    [
        "/%25",
        "/%25zz",
        "/doc/%FF",
        "/id/%25",
        "/graph/%25",
        "/doc/a:b[c",
        "/doc/%C2%85",
        "/doc/x%EE%80%80",
    ],
)
def test_what_is_no_iri_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("suffix", ["trig", "nq"])
def test_a_graph_is_not_given_as_a_page_to_whoever_asks_for_quads(
    client: FlaskClient, suffix: str
) -> None:
    assert client.get("/graph/directory.ttl").status_code == 200
    assert client.get(f"/graph/directory.{suffix}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/search?q=a%00b", "/?via=%07", "/sparql?query=ASK%00", "/help?x=%1B", "/doc/a%00b"],
)
def test_no_control_character_of_an_address_reaches_a_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == (400 if "?" in path else 404)
    assert not [sign for sign in answer.text if sign < " " and sign not in "\t\n\r"]


def test_a_query_with_a_control_character_is_shown_without_it(client: FlaskClient) -> None:
    query = 'SELECT ("a\x07b\\u0000c" AS ?x) {} #\x01'
    text = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert ">a\ufffdb\ufffdc</td>" in text
    assert not [sign for sign in text if sign < " " and sign not in "\t\n\r"]


def test_tabs_and_ends_of_lines_are_part_of_a_query(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=ASK%09%7B%0D%0A%7D&format=json")
    assert answer.get_json()["boolean"] is True


@pytest.mark.parametrize("path", ["/", "/help", "/quality", "/search?q=x", "/sparql", "/data"])
def test_a_language_that_there_is_not_is_refused_in_one_that_there_is(
    client: FlaskClient, path: str
) -> None:
    address = f"{path}{'&' if '?' in path else '?'}lang=xx"
    answer = client.get(address, headers=BROWSER | {"Accept-Language": "de"})
    assert answer.status_code == 400
    assert "lang: hier wird erwartet: de oder en" in answer.text
