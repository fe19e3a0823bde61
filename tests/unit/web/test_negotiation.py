"""Which representation a client gets, for every header that a client is known to send."""

import pytest

from kg.errors import NotAcceptableError
from kg.formats import CSV, CSV_EXCEL, CSV_EXCEL_EN, GRAPH_FORMATS, SOLUTION_FORMATS
from kg.web.wire.negotiation import (
    Accept,
    choose_document,
    choose_format,
    choose_language,
    ignored_words,
)

SPARQLWRAPPER_JSON = (
    "application/sparql-results+json,application/json,text/javascript,application/javascript"
)
SPARQLWRAPPER_HEAD = f"application/x-sparqlstar-results+json,{SPARQLWRAPPER_JSON}"
RDFLIB_STORE = "application/sparql-results+xml, application/rdf+xml"
RDFLIB_PARSE = (
    "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, "
    "application/n-quads, application/trix, application/trig"
)
COMUNICA_PROBE = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,"
    "application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,"
    "application/xml;q=0.3,image/svg+xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,"
    "application/json;q=0.135"
)
COMUNICA_QUERY = "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7"
OXIGRAPH_SERVICE = "application/sparql-results+json, application/sparql-results+xml"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "words", "solutions", "graph"),
    [
        ("application/sparql-results+xml", ("xml", "xml", "xml"), "xml", "rdfxml"),
        (SPARQLWRAPPER_JSON, ("json", "json", "json"), "json", "jsonld"),
        (SPARQLWRAPPER_HEAD, ("json",), "json", "jsonld"),
        ("text/tab-separated-values", ("tsv", "text/tab-separated-values"), "tsv", None),
        ("application/rdf+xml", ("rdf+xml", "application/rdf+xml"), None, "rdfxml"),
        (SPARQLWRAPPER_JSON, (), "json", "jsonld"),
        (RDFLIB_STORE, (), "xml", "rdfxml"),
        (RDFLIB_PARSE, (), None, "turtle"),
        (COMUNICA_PROBE, (), "xml", "nquads"),
        (COMUNICA_QUERY, (), "json", None),
        (OXIGRAPH_SERVICE, (), "json", None),
        ("*/*", (), "json", "turtle"),
        ("", (), "json", "turtle"),
        (BROWSER, (), "xml", "rdfxml"),
    ],
    ids=[
        "SPARQLWrapper default",
        "SPARQLWrapper JSON",
        "SPARQLWrapper git head",
        "SPARQLWrapper TSV",
        "SPARQLWrapper RDF/XML",
        "rdflib SERVICE",
        "rdflib SPARQLStore",
        "rdflib Graph.parse",
        "Comunica probe and ldes-client",
        "Comunica query",
        "Oxigraph SERVICE",
        "requests and curl",
        "pandas read_csv without Accept",
        "browser",
    ],
)
def test_known_clients_get_what_they_can_read(
    accept: str, words: tuple[str, ...], solutions: str | None, graph: str | None
) -> None:
    for offers, expected in ((SOLUTION_FORMATS, solutions), (GRAPH_FORMATS, graph)):
        if expected is not None:
            assert choose_format(Accept.parse(accept), offers, words).name == expected


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/*", "csv"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv"),
        ("*/*;q=0.1, text/csv", "csv"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("application/*", "json"),
        ("TEXT/CSV", "csv"),
        ("text/csv;header=present;q=0.9", "csv"),
        ("text/csv; q=2, application/json", "json"),
        ("nonsense", "json"),
        (", ,", "json"),
        ('text/csv;x="a,b;q=0", image/png', "csv"),
        ("text/plain", "tsv"),
        ("text/csv", "csv"),
        ("application/geo+json", "geojson"),
        ("application/vnd.geo+json, application/json;q=0.9", "geojson"),
    ],
)
def test_quality_precision_and_noise_are_weighed(accept: str, name: str) -> None:
    assert choose_format(Accept.parse(accept), SOLUTION_FORMATS).name == name


def test_a_profile_parameter_does_not_hide_the_type() -> None:
    accept = Accept.parse('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"')
    assert choose_format(accept, GRAPH_FORMATS).name == "jsonld"


def test_accept_q0_excludes_a_format() -> None:
    with pytest.raises(NotAcceptableError):
        choose_format(Accept.parse("*/*;q=0"), SOLUTION_FORMATS)


def test_nothing_acceptable_lists_what_there_is() -> None:
    with pytest.raises(NotAcceptableError) as caught:
        choose_format(Accept.parse("image/png"), SOLUTION_FORMATS)
    assert caught.value.offers == (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
        "application/geo+json",
    )


def test_words_that_choose_nothing_are_told_once_each() -> None:
    words = ("json", "parquet", "json", "parquet", "turtle")
    assert ignored_words(SOLUTION_FORMATS, words) == ("parquet", "turtle")


def test_what_is_for_excel_is_chosen_by_name_only() -> None:
    anything = Accept.parse("text/csv")
    assert choose_format(anything, SOLUTION_FORMATS, ("csv-excel",)) is CSV_EXCEL
    assert choose_format(anything, SOLUTION_FORMATS, ("csv-excel-en",)) is CSV_EXCEL_EN
    assert choose_format(anything, SOLUTION_FORMATS, ("text/csv",)) is CSV


def test_an_unknown_word_is_left_to_the_header() -> None:
    assert choose_format(Accept.parse("text/csv"), SOLUTION_FORMATS, ("parquet",)).name == "csv"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", None),
        ("*/*", None),
        (BROWSER, None),
        ("text/html", None),
        ("text/*", "turtle"),
        ("text/html;q=0.5, text/turtle", "turtle"),
        (COMUNICA_PROBE, "nquads"),
        (RDFLIB_PARSE, "turtle"),
        ("application/json", "jsonld"),
        ("image/png, text/html;q=0.1", None),
        ("application/xhtml+xml", None),
    ],
)
def test_a_document_is_a_page_for_people_and_rdf_for_programs(
    accept: str, name: str | None
) -> None:
    chosen = choose_document(Accept.parse(accept), GRAPH_FORMATS)
    assert (chosen.name if chosen else None) == name


def test_a_document_that_nobody_accepts_offers_the_page_too() -> None:
    with pytest.raises(NotAcceptableError) as caught:
        choose_document(Accept.parse("image/png"), GRAPH_FORMATS)
    assert caught.value.offers[0] == "text/html"


@pytest.mark.parametrize(
    ("header", "word", "language"),
    [
        ("", "", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "", "en"),
        ("fr, de;q=0.3, en;q=0.2", "", "de"),
        ("fr", "", "de"),
        ("en", "de", "de"),
        ("de", "klingon", "de"),
        ("en;q=nonsense, de", "", "de"),
    ],
)
def test_the_language_is_the_parameter_or_the_best_of_the_header(
    header: str, word: str, language: str
) -> None:
    assert choose_language(header, word) == language


def test_a_hostile_header_is_read_in_linear_time() -> None:
    """With an unbounded quadratic pattern this one would run for minutes."""
    assert choose_format(Accept.parse('"\\' * 200_000), SOLUTION_FORMATS).name == "json"
