"""One test per clause of the SPARQL 1.1 Protocol, on plain values."""

import pytest

from kg.engine import WHOLE_DATASET, DatasetClause
from kg.errors import (
    BodyTooLargeError,
    KGError,
    MalformedRequestError,
    UnsupportedMediaTypeError,
    UpdateRefusedError,
)
from kg.web.querying.protocol import (
    FORM,
    QUERY,
    UPDATE,
    DescriptionOperation,
    ProtocolRequest,
    QueryOperation,
    parse,
)

LIMIT_BYTES = 1000


def read(
    method: str = "GET",
    query_string: bytes = b"",
    content_type: str = "",
    body: bytes = b"",
    encoding: str = "",
) -> QueryOperation | DescriptionOperation:
    request = ProtocolRequest(method, query_string, content_type, encoding, body)
    return parse(request, LIMIT_BYTES)


@pytest.mark.parametrize(
    "operation",
    [
        read("GET", b"query=ASK%20%7B%7D"),
        read("GET", b"query=ASK+%7B%7D"),
        read("HEAD", b"query=ASK+%7B%7D"),
        read("POST", b"", FORM, b"query=ASK+%7B%7D"),
        read("POST", b"", f"{FORM}; charset=UTF-8", b"query=ASK+%7B%7D"),
        read("POST", b"", QUERY, b"ASK {}"),
        read("POST", b"", f'{QUERY};charset="utf-8"', b"ASK {}"),
        read("POST", b"", QUERY.upper(), b"\xef\xbb\xbfASK {}"),
        read("QUERY", b"", QUERY, b"ASK {}"),
        read("QUERY", b"", FORM, b"query=ASK+%7B%7D"),
    ],
)
def test_every_way_to_send_a_query_is_read(operation: object) -> None:
    assert operation == QueryOperation("ASK {}", WHOLE_DATASET, ())


def test_umlauts_come_through_percent_encoding() -> None:
    operation = read("GET", b"query=ASK+%7B%3Fs+%3Fp+%22K%C3%B6ln%22%7D")
    assert isinstance(operation, QueryOperation)
    assert operation.text == 'ASK {?s ?p "Köln"}'


def test_a_request_without_query_asks_for_the_service_description() -> None:
    assert read("GET", b"format=ttl") == DescriptionOperation(("ttl",))


def test_format_may_be_given_by_three_names_and_twice() -> None:
    operation = read("GET", b"query=ASK+%7B%7D&format=tsv&format=text/csv&output=xml&results=json")
    assert isinstance(operation, QueryOperation)
    assert operation.format_words == ("tsv", "text/csv", "xml", "json")


@pytest.mark.parametrize(
    ("parameters", "clause"),
    [
        (b"default-graph-uri=http://a/", DatasetClause(default=("http://a/",))),
        (b"named-graph-uri=urn:b", DatasetClause(named=("urn:b",))),
        (
            b"default-graph-uri=http://a/&default-graph-uri=http://b/&named-graph-uri=http://c/",
            DatasetClause(("http://a/", "http://b/"), ("http://c/",)),
        ),
    ],
)
def test_the_dataset_is_read_from_the_url_whatever_the_method(
    parameters: bytes, clause: DatasetClause
) -> None:
    for operation in (
        read("GET", b"query=ASK+%7B%7D&" + parameters),
        read("POST", parameters, QUERY, b"ASK {}"),
        read("POST", b"", FORM, b"query=ASK+%7B%7D&" + parameters),
    ):
        assert isinstance(operation, QueryOperation)
        assert operation.clause == clause


@pytest.mark.parametrize(
    ("request_parts", "error"),
    [
        (("GET", b"query=ASK+%7B%7D&query=ASK+%7B%7D"), MalformedRequestError),
        (("POST", b"query=ASK+%7B%7D", FORM, b"query=ASK+%7B%7D"), MalformedRequestError),
        (("POST", b"query=ASK+%7B%7D", QUERY, b"ASK {}"), MalformedRequestError),
        (("POST", b"", FORM, b""), MalformedRequestError),
        (("POST", b"", FORM, b"query=%FF"), MalformedRequestError),
        (("GET", b"query=%C3%28"), MalformedRequestError),
        (("GET", b"query=\xff"), MalformedRequestError),
        (("POST", b"", QUERY, b"\xff\xfeA\x00S\x00K\x00"), MalformedRequestError),
        (("GET", b"query=ASK+%7B%7D&default-graph-uri=a"), MalformedRequestError),
        (("GET", b"query=ASK+%7B%7D&default-graph-uri=http://a/%0D%0Ab"), MalformedRequestError),
        (("GET", b"query=ASK+%7B%7D&named-graph-uri="), MalformedRequestError),
        (("GET", b"&".join([b"a=b"] * 2000)), MalformedRequestError),
        (("POST", b"", "", b"query=ASK+%7B%7D"), UnsupportedMediaTypeError),
        (("POST", b"", "text/plain", b"ASK {}"), UnsupportedMediaTypeError),
        (("POST", b"", "multipart/form-data; boundary=x", b"--x"), UnsupportedMediaTypeError),
        (("POST", b"", f"{QUERY}; charset=UTF-16", b""), UnsupportedMediaTypeError),
        (("POST", b"", QUERY, b"ASK {}", "gzip"), UnsupportedMediaTypeError),
        (("GET", b"update=CLEAR+ALL"), UpdateRefusedError),
        (("POST", b"", FORM, b"update=CLEAR+ALL"), UpdateRefusedError),
        (("POST", b"", UPDATE, b"CLEAR ALL"), UpdateRefusedError),
        (("POST", b"", f"{UPDATE}; charset=UTF-16", b"CLEAR ALL"), UpdateRefusedError),
        (("GET", b"query=" + b"a" * (LIMIT_BYTES + 1)), BodyTooLargeError),
        (("POST", b"", QUERY, "ä".encode() * (LIMIT_BYTES // 2 + 1)), BodyTooLargeError),
    ],
)
def test_what_is_no_good_request_is_refused_by_name(
    request_parts: tuple[str, bytes], error: type[KGError]
) -> None:
    with pytest.raises(error):
        read(*request_parts)


@pytest.mark.parametrize(
    ("parameter", "timeout_s", "query_id"),
    [
        (b"timeout=2.5", 2.5, ""),
        (b"timeout=30000", 30000.0, ""),
        (b"timeout=.5&timeout=.5", 0.5, ""),
        (b"timeout=", None, ""),
        (b"query-id=0123456789abcdef", None, "0123456789abcdef"),
        (b"query-id=" + b"A_-z" * 16, None, "A_-z" * 16),
    ],
)
def test_a_client_may_shorten_its_query_and_name_it(
    parameter: bytes, timeout_s: float | None, query_id: str
) -> None:
    for operation in (
        read("GET", b"query=ASK+%7B%7D&" + parameter),
        read("POST", parameter, QUERY, b"ASK {}"),
        read("POST", b"", FORM, b"query=ASK+%7B%7D&" + parameter),
    ):
        assert operation == QueryOperation("ASK {}", WHOLE_DATASET, (), timeout_s, query_id)


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        (b"timeout=0", "timeout"),
        (b"timeout=-1", "timeout"),
        (b"timeout=nan", "timeout"),
        (b"timeout=inf", "timeout"),
        (b"timeout=1e3", "timeout"),
        (b"timeout=10s", "timeout"),
        ("timeout=٣".encode(), "timeout"),
        (b"timeout=1&timeout=2", "timeout"),
        (b"query-id=", "query-id"),
        (b"query-id=short", "query-id"),
        (b"query-id=" + b"a" * 65, "query-id"),
        (b"query-id=0123456789abcde%0A", "query-id"),
        (b"query-id=0123456789abcdef&query-id=0123456789abcdeg", "query-id"),
    ],
)
def test_junk_in_a_parameter_is_refused_by_its_name(parameter: bytes, name: str) -> None:
    with pytest.raises(MalformedRequestError) as caught:
        read("GET", b"query=ASK+%7B%7D&" + parameter)
    assert caught.value.parameter == name


def test_a_query_of_exactly_the_limit_is_read() -> None:
    operation = read("POST", b"", QUERY, b"a" * LIMIT_BYTES)
    assert isinstance(operation, QueryOperation)


def test_of_words_for_a_format_no_more_is_kept_than_one_may_mean() -> None:
    words = "&".join(f"format={number}{'x' * 10_000}" for number in range(90))
    operation = read(query_string=f"query=ASK{{}}&{words}".encode())
    assert isinstance(operation, QueryOperation)
    assert sum(map(len, operation.format_words)) <= 2_000
