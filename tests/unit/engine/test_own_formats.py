"""The formats of solutions that are ours: for Excel and for maps."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from pyoxigraph import QuerySolutions, Store

from kg.engine.writing import write_answer
from kg.errors import NoGeometryError
from kg.formats import CSV_EXCEL, CSV_EXCEL_EN, GEOJSON, Format

PREFIXES = """PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def written(values: str, answer_format: Format, names: str = "?x") -> bytes:
    """Write the rows of a VALUES clause."""
    solutions = Store().query(f"{PREFIXES} SELECT {names} {{ VALUES ({names}) {{ {values} }} }}")
    assert isinstance(solutions, QuerySolutions)
    out = BytesIO()
    write_answer(solutions, answer_format, out)
    return out.getvalue()


def cell(term: str, answer_format: Format = CSV_EXCEL) -> str:
    """Read the one cell that a term becomes."""
    text = written(f"({term} 1)", answer_format, "?x ?y").decode("utf-8-sig")
    separator = ";" if answer_format is CSV_EXCEL else ","
    _, row = csv.reader(StringIO(text, newline=""), delimiter=separator)
    return row[0]


def test_excel_finds_a_byte_order_mark_its_separator_and_its_line_ends() -> None:
    values = '("a;b" "c,d") ("Köln" UNDEF) ("say \\"ä\\"" <http://x/>)'
    assert written(values, CSV_EXCEL, "?one ?two") == (
        '\ufeffone;two\r\n"a;b";c,d\r\nKöln;\r\n"say ""ä""";http://x/\r\n'.encode()
    )
    assert written(values, CSV_EXCEL_EN, "?one ?two") == (
        '\ufeffone,two\r\na;b,"c,d"\r\nKöln,\r\n"say ""ä""",http://x/\r\n'.encode()
    )


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ('"=1+1"', "'=1+1"),
        ('"+49 2371"', "'+49 2371"),
        ('"-5"', "'-5"),
        ('"@SUM(A1)"@de', "'@SUM(A1)"),
        ('"\\t=1"', "'\t=1"),
        ('"\\r=1"', "'\r=1"),
        ('"\\n=1"', "'\n=1"),
        ('"＝1"', "'＝1"),
        ('"=1"^^xsd:integer', "'=1"),
        ('"-1 "^^<http://x/>', "'-1 "),
        ('"-2020-01-01"^^xsd:date', "'-2020-01-01"),
        ('"a=1"', "a=1"),
        ('""', ""),
        ("-5", "-5"),
        ("+5", "5"),
        ("<mailto:a@b>", "mailto:a@b"),
        ('"2020-01-31"^^xsd:date', "2020-01-31"),
        ("true", "true"),
    ],
)
def test_no_cell_is_a_formula_and_numbers_stay_numbers(term: str, text: str) -> None:
    assert cell(term, CSV_EXCEL) == text
    assert cell(term, CSV_EXCEL_EN) == text


@pytest.mark.parametrize(
    ("term", "german", "english"),
    [
        ("1.50", "1,5", "1.5"),
        ("-1.5e-7", "-0,00000015", "-0.00000015"),
        ('"1.5"', "1.5", "1.5"),
        ('"1.5"^^<http://x/>', "1.5", "1.5"),
        ('"INF"^^xsd:double', "INF", "INF"),
    ],
)
def test_each_country_has_its_decimal_mark(term: str, german: str, english: str) -> None:
    assert (cell(term, CSV_EXCEL), cell(term, CSV_EXCEL_EN)) == (german, english)


def test_a_feature_has_the_first_geometry_of_its_row_and_all_else_as_plain_values() -> None:
    values = (
        '("Iserlohn"@de "POINT(7.7 51.4)"^^geo:wktLiteral "POINT(1 2)"^^geo:wktLiteral 92174)'
        '(<http://x/> UNDEF "POINT(1 2)"^^geo:wktLiteral 1.50)'
        '(true "POINT(1 2)"^^geo:wktLiteral UNDEF "INF"^^xsd:double)'
    )
    document = json.loads(written(values, GEOJSON, "?n ?w ?v ?m"))
    assert document["type"] == "FeatureCollection"
    assert [feature["type"] for feature in document["features"]] == ["Feature"] * 3
    assert [feature["geometry"]["coordinates"] for feature in document["features"]] == [
        [7.7, 51.4],
        [1.0, 2.0],
        [1.0, 2.0],
    ]
    assert [feature["properties"] for feature in document["features"]] == [
        {"n": "Iserlohn", "v": "POINT(1 2)", "m": 92174},
        {"n": "http://x/", "w": None, "m": 1.5},
        {"n": True, "v": None, "m": "INF"},
    ]


def test_what_is_no_geometry_gives_none_and_keeps_its_text() -> None:
    other = "<http://www.opengis.net/def/crs/EPSG/0/25832> POINT(1 2)"
    values = f'("{other}"^^geo:wktLiteral) ("POINT(here)"^^geo:wktLiteral)'
    first, second = json.loads(written(values, GEOJSON))["features"]
    assert (first["geometry"], first["properties"]) == (None, {"x": other})
    assert "25832> is not CRS84" in first["geometryProblem"]
    assert (second["geometry"], second["properties"]) == (None, {"x": "POINT(here)"})


def test_rows_before_the_first_geometry_are_kept() -> None:
    values = '(UNDEF) ("a") ("POINT(1 2)"^^geo:wktLiteral) (UNDEF)'
    features = json.loads(written(values, GEOJSON))["features"]
    assert [feature["geometry"] is None for feature in features] == [True, True, False, True]


def test_an_empty_answer_is_an_empty_collection() -> None:
    assert json.loads(written("", GEOJSON)) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("count", [1, 20_000])
def test_an_answer_without_geometry_is_refused_before_anything_is_written(count: int) -> None:
    out = BytesIO()
    rows = Store().query(f"SELECT ?x {{ VALUES ?x {{ {'1 ' * count} }} }}")
    with pytest.raises(NoGeometryError, match="geo:wktLiteral"):
        write_answer(rows, GEOJSON, out)
    assert out.getvalue() == b""


@pytest.mark.parametrize("answer_format", [CSV_EXCEL, GEOJSON], ids=lambda f: f.name)
def test_a_boolean_is_refused(answer_format: Format) -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        write_answer(Store().query("ASK {}"), answer_format, BytesIO())


@pytest.mark.parametrize("answer_format", [CSV_EXCEL, CSV_EXCEL_EN, GEOJSON], ids=lambda f: f.name)
def test_a_long_answer_is_written_in_pieces(answer_format: Format) -> None:
    pieces: list[int] = []

    class Sink(BytesIO):
        def write(self, piece: object) -> int:
            pieces.append(len(piece))  # type: ignore[arg-type] # bytes, as every sink is given
            return pieces[-1]

    place = '"POINT(1 2)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    ones = "1 " * 20_000
    rows = Store().query(f"SELECT ?y ({place} AS ?x) {{ VALUES ?y {{ {ones} }} }}")
    write_answer(rows, answer_format, Sink())
    assert len(pieces) > 5
    assert max(pieces) < 2**17
