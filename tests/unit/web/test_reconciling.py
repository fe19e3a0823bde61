"""What a client of the Reconciliation API may ask, and what is refused by name."""

import json

import pytest

from kg.errors import BatchTooLargeError, MalformedRequestError, UnsupportedMediaTypeError
from kg.namespaces import expand
from kg.web.searching.reconciling import (
    MAX_IDS,
    MAX_QUERIES,
    Fetched,
    id_of,
    iri_of,
    parameters,
    read_batch,
    read_extension,
)

FORM = "application/x-www-form-urlencoded"


def test_parameters_come_by_address_and_by_form() -> None:
    assert parameters(b"queries=%7B%7D", "", b"") == {"queries": "{}"}
    assert parameters(b"lang=de", f"{FORM}; charset=utf-8", "extend={ä}".encode()) == {
        "lang": "de",
        "extend": "{ä}",
    }


def test_another_body_is_refused() -> None:
    with pytest.raises(UnsupportedMediaTypeError):
        parameters(b"", "application/json", b"{}")


@pytest.mark.parametrize("encoded", [b"q=%FF", b"\xff", b"&".join(b"a=1" for _ in range(30))])
def test_unreadable_parameters_are_refused(encoded: bytes) -> None:
    with pytest.raises(MalformedRequestError):
        parameters(encoded, "", b"")


@pytest.mark.parametrize(
    ("identifier", "iri"),
    [
        ("id/gemeinde/05962024", expand("gemeinde:05962024")),
        ("gemeinde:05962024", expand("gemeinde:05962024")),
        (expand("gemeinde:05962024"), expand("gemeinde:05962024")),
        ("fg:within", expand("fg:within")),
        ("vocab/theme-mobility", expand("fgv:theme-mobility")),
    ],
)
def test_an_id_may_be_written_in_three_ways(identifier: str, iri: str) -> None:
    assert iri_of(identifier) == iri
    assert iri_of(id_of(iri)) == iri


def test_a_batch_is_read_as_openrefine_writes_it() -> None:
    text = json.dumps(
        {
            "q0": {
                "query": "  Iser\tlohn ",
                "type": "fg:Municipality",
                "type_strict": "should",
                "limit": 3,
                "properties": [
                    {"pid": "fg:within", "v": {"id": "id/kreis/05962", "name": "MK"}},
                    {"pid": "fg:ags", "v": ["05962024", 5962024, True]},
                ],
            },
            "q1": {"query": "x", "type": ["fg:Project", {"id": "fg:Measure"}]},
        }
    )
    batch = read_batch(text)
    first = batch["q0"]
    assert (first.text, first.types, first.limit) == ("Iser lohn", ("fg:Municipality",), 3)
    within, ags = first.wishes
    assert (within.property, within.iris) == (expand("fg:within"), (expand("kreis:05962"),))
    assert (ags.pid, ags.values) == ("fg:ags", ("05962024", "5962024", "true"))
    assert batch["q1"].types == ("fg:Project", "fg:Measure")
    assert (batch["q1"].limit, batch["q1"].strictness) == (10, "should")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "queries"),
        ("{", "queries"),
        ("[]", "queries"),
        ('"x"', "queries"),
        ("[" * 100_000, "queries"),
        ('{"q": {"query": "\\ud800"}}', "queries"),
        ('{"q": 1}', "queries.q"),
        ('{"q": {}}', "queries.q"),
        ('{"q": {"query": " "}}', "queries.q"),
        ('{"q": {"query": 1}}', "queries.q.query"),
        ('{"q": {"query": "x", "limit": 0}}', "queries.q.limit"),
        ('{"q": {"query": "x", "limit": NaN}}', "queries.q.limit"),
        ('{"q": {"query": "x", "limit": "3"}}', "queries.q.limit"),
        ('{"q": {"query": "x", "type": 1}}', "queries.q.type"),
        ('{"q": {"query": "x", "type_strict": "sure"}}', "queries.q.type_strict"),
        ('{"q": {"query": "x", "properties": {"a": 1}}}', "queries.q.properties"),
        ('{"q": {"query": "x", "properties": [1]}}', "queries.q.properties"),
        ('{"q": {"query": "x", "properties": [{"v": 1}]}}', "queries.q.properties.pid"),
    ],
)
def test_what_is_not_of_its_form_is_named(text: str, place: str) -> None:
    with pytest.raises(MalformedRequestError) as caught:
        read_batch(text)
    assert caught.value.parameter == place


def test_a_batch_has_a_size() -> None:
    queries = {f"q{n}": {"query": "x"} for n in range(MAX_QUERIES)}
    assert len(read_batch(json.dumps(queries))) == MAX_QUERIES
    with pytest.raises(BatchTooLargeError):
        read_batch(json.dumps(queries | {"more": {"query": "x"}}))


def test_a_long_name_is_cut_and_a_high_limit_lowered() -> None:
    query = read_batch(json.dumps({"q": {"query": "x" * 1000, "limit": 1e30}}))["q"]
    assert (len(query.text), query.limit) == (200, 50)


def test_an_extension_is_read_with_its_settings() -> None:
    text = json.dumps(
        {
            "ids": ["id/gemeinde/05962024"],
            "properties": [
                {"id": "fg:within"},
                {"id": "rdfs:label", "settings": {"limit": "1", "language": "all"}},
                {"id": "fg:ags", "settings": {"limit": -1, "language": 3}},
            ],
        }
    )
    asked = read_extension(text, "en")
    assert asked.ids == ("id/gemeinde/05962024",)
    assert asked.properties == (
        Fetched(expand("fg:within"), "fg:within", 0, "en"),
        Fetched(expand("rdfs:label"), "rdfs:label", 1, ""),
        Fetched(expand("fg:ags"), "fg:ags", 0, ""),
    )


@pytest.mark.parametrize(
    "text", ["{}", '{"ids": [1], "properties": []}', '{"ids": [], "properties": [{}]}', "null"]
)
def test_an_extension_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(MalformedRequestError):
        read_extension(text, "de")


def test_an_extension_has_a_size() -> None:
    with pytest.raises(BatchTooLargeError):
        read_extension(json.dumps({"ids": ["x"] * (MAX_IDS + 1), "properties": []}), "de")


@pytest.mark.parametrize("chosen", [["de"], {}, {"de": 1}, 1, None, "fr"])
def test_a_language_that_is_none_means_every_one(chosen: object) -> None:
    wanted = [{"id": "fg:within", "settings": {"language": chosen}}]
    read = read_extension(json.dumps({"ids": [], "properties": wanted}), "de")
    assert [one.language for one in read.properties] == [""]


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [(FORM, "gzip"), (f"{FORM}; charset=iso-8859-1", ""), ("text/plain", "")],
)
def test_a_form_that_cannot_be_read_is_refused(content_type: str, encoding: str) -> None:
    assert parameters(b"", f"{FORM}; charset=UTF-8", b"queries={}", "identity") == {"queries": "{}"}
    with pytest.raises(UnsupportedMediaTypeError):
        parameters(b"", content_type, b"queries={}", encoding)


@pytest.mark.parametrize("name", ["queries", "extend"])
def test_a_batch_that_is_given_twice_is_refused_by_name(name: str) -> None:
    with pytest.raises(MalformedRequestError) as refused:
        parameters(f"{name}=%7B%7D".encode(), FORM, f"{name}=%7B%7D".encode())
    assert refused.value.parameter == name
