"""Literals: what is in a datatype's lexical space, and the spelling that is kept."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import expand
from kg.sources.literals import datatype_fault, key_fault, normalise


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(expand(datatype)))


@pytest.mark.parametrize(
    ("good", "bad", "datatype", "repair"),
    [
        ("1234.5", "1.234,5", "xsd:decimal", "1234.5"),
        ("1234", "1.234.567", "xsd:decimal", "1234567"),
        ("-0.5", "€ 0,5", "xsd:decimal", "0.5"),
        ("1E3", "1,5", "xsd:double", "1.5"),
        ("92174", "92 174", "xsd:integer", "92174"),
        ("92174", "92.174", "xsd:integer", "92174"),
        ("1", "0", "xsd:positiveInteger", "bounds"),
        ("0", "-1", "xsd:nonNegativeInteger", "bounds"),
        ("true", "ja", "xsd:boolean", "write true"),
        ("false", "FALSE", "xsd:boolean", "write false"),
        ("2020-02-29", "2021-02-29", "xsd:date", "day that exists"),
        ("2020-12-31", "31.12.2020", "xsd:date", '"2020-12-31"'),
        ("2020-12-31Z", "2020", "xsd:date", '"2020-01-01" or "2020-12-31"'),
        ("2020-12-31T23:59:00Z", "2020-12-31 23:59", "xsd:dateTime", "T23:59"),
        ("2020-12-31T23:59:00.5+01:00", "2020-12-31T25:59:00", "xsd:dateTime", "T23:59"),
        ("2020", "20", "xsd:gYear", "four digits"),
        ("2020", "2020-01", "xsd:gYear", "four digits"),
        ("2020-06", "2020-13", "xsd:gYearMonth", '"2020-12"'),
        ("https://example.org/a", "https://example.org/a b", "xsd:anyURI", "without blanks"),
        ("POINT(7.69 51.37)", "7.69, 51.37", "geo:wktLiteral", "longitude first"),
    ],
)
def test_a_text_outside_the_lexical_space_is_told_what_would_be_right(
    good: str, bad: str, datatype: str, repair: str
) -> None:
    assert datatype_fault(typed(good, datatype)) is None
    fault = datatype_fault(typed(bad, datatype))
    assert fault is not None
    assert repair in fault.repair


@pytest.mark.parametrize(
    ("good", "bad", "property_name"),
    [
        ("05962024", "17962024", "fg:ags"),
        ("059620024024", "05962024", "fg:ars"),
        ("05962024", "962024", "fg:lau"),
        ("05", "5", "fg:regionKey"),
        ("059", "0596", "fg:regionKey"),
        ("05962", "05-962", "fg:regionKey"),
        ("010515163", "0105151633", "fg:regionKey"),
        ("DEA58", "dea58", "fg:nuts"),
        ("01067", "1067", "fg:postalCode"),
    ],
)
def test_an_official_key_has_its_pattern(good: str, bad: str, property_name: str) -> None:
    predicate = NamedNode(expand(property_name))
    assert key_fault(predicate, Literal(good)) is None
    assert key_fault(predicate, Literal(bad)) is not None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (typed("1234.50", "xsd:decimal"), typed("1234.5", "xsd:decimal")),
        (typed("65.00", "xsd:decimal"), typed("65", "xsd:decimal")),
        (typed("007", "xsd:integer"), typed("7", "xsd:integer")),
        (typed("5", "xsd:nonNegativeInteger"), typed("5", "xsd:integer")),
        (typed("1", "xsd:boolean"), typed("true", "xsd:boolean")),
        (typed("2020-12-31", "xsd:date"), typed("2020-12-31", "xsd:date")),
        (Literal("1234.50"), Literal("1234.50")),
        (Literal("1234.50", language="de"), Literal("1234.50", language="de")),
    ],
)
def test_a_value_gets_the_spelling_that_the_store_keeps(written: Literal, kept: Literal) -> None:
    subject = NamedNode("https://example.org/s")
    [quad] = normalise([Quad(subject, subject, written)])
    assert quad.object == kept
