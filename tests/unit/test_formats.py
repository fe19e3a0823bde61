"""The table of formats holds together and answers to every name that clients use."""

from pathlib import PurePosixPath

import pytest

from kg.formats import (
    ALL_FORMATS,
    GRAPH_FORMATS,
    SOLUTION_FORMATS,
    Format,
    Kind,
    format_named,
    format_of_file,
)


@pytest.mark.parametrize("offers", [GRAPH_FORMATS, SOLUTION_FORMATS], ids=["graph", "solutions"])
def test_no_word_means_two_formats_of_one_kind(offers: tuple[Format, ...]) -> None:
    words = [word for offer in offers for word in set(offer.words)]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("offer", [f for f in ALL_FORMATS if f.codec], ids=lambda f: f.name)
def test_the_media_type_is_the_one_of_the_codec(offer: Format) -> None:
    assert offer.codec is not None
    assert offer.codec.media_type.partition(";")[0] == offer.media_type


@pytest.mark.parametrize("offer", ALL_FORMATS, ids=lambda f: f.name)
def test_a_text_type_names_its_charset(offer: Format) -> None:
    assert ("charset=utf-8" in offer.content_type) == offer.media_type.startswith("text/")


@pytest.mark.parametrize(
    ("word", "kind", "name"),
    [
        ("json", Kind.SOLUTIONS, "json"),
        ("json", Kind.GRAPH, "jsonld"),
        ("xml", Kind.GRAPH, "rdfxml"),
        ("text/tab-separated-values", Kind.SOLUTIONS, "tsv"),
        ("application/sparql-results+json", Kind.SOLUTIONS, "json"),
        ("TTL", Kind.GRAPH, "turtle"),
        ("application/ld+json; profile=compacted", Kind.GRAPH, "jsonld"),
        ("srx", Kind.SOLUTIONS, "xml"),
        ("csv", Kind.SOLUTIONS, "csv"),
        ("text/csv", Kind.SOLUTIONS, "csv"),
        ("csv-excel", Kind.SOLUTIONS, "csv-excel"),
        ("CSV-Excel-EN", Kind.SOLUTIONS, "csv-excel-en"),
        ("geojson", Kind.SOLUTIONS, "geojson"),
        ("application/geo+json", Kind.SOLUTIONS, "geojson"),
    ],
)
def test_clients_words_find_their_format(word: str, kind: Kind, name: str) -> None:
    found = format_named(word, [offer for offer in ALL_FORMATS if offer.kind is kind])
    assert found is not None
    assert found.name == name


def test_an_unknown_word_finds_nothing() -> None:
    assert format_named("parquet", ALL_FORMATS) is None


def test_only_what_the_w3c_lists_has_an_iri() -> None:
    assert {f.name for f in ALL_FORMATS if not f.iri} == {"geojson", "csv-excel", "csv-excel-en"}
    assert all(f.iri.startswith("http://www.w3.org/ns/formats/") for f in ALL_FORMATS if f.iri)


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.ttl", "turtle"), ("a.b.nq.gz", "nquads"), ("A.TRIG", "trig"), ("x.jsonld", "jsonld")],
)
def test_a_file_is_known_by_its_suffix(file: str, name: str) -> None:
    found = format_of_file(PurePosixPath(file))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("file", ["a", "a.gz", "a.csv", "ttl"])
def test_a_file_without_rdf_suffix_is_of_no_format(file: str) -> None:
    assert format_of_file(PurePosixPath(file)) is None
