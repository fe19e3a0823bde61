"""Well-known text becomes GeoJSON, or an error that says what is wrong with it."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.wkt import WKTError, geometry

SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
HOLE = [[0.2, 0.2], [0.2, 0.8], [0.8, 0.8], [0.2, 0.2]]


@pytest.mark.parametrize(
    ("text", "kind", "coordinates"),
    [
        ("POINT(7.5 51)", "Point", [7.5, 51.0]),
        ("point ( -7.5\n+51.25 )", "Point", [-7.5, 51.25]),
        ("POINT Z (1 2 3)", "Point", [1.0, 2.0, 3.0]),
        ("POINTZ(1 2 3)", "Point", [1.0, 2.0, 3.0]),
        ("POINT M (1 2 3)", "Point", [1.0, 2.0]),
        ("POINT ZM(1 2 3 4)", "Point", [1.0, 2.0, 3.0]),
        ("POINT(1 2 3)", "Point", [1.0, 2.0, 3.0]),
        ("POINT(1e1 .5)", "Point", [10.0, 0.5]),
        ("POINT EMPTY", "Point", []),
        ("LINESTRING(1 2, 3 4)", "LineString", [[1.0, 2.0], [3.0, 4.0]]),
        ("MULTIPOINT(1 2, 3 4)", "MultiPoint", [[1.0, 2.0], [3.0, 4.0]]),
        ("MULTIPOINT((1 2), (3 4))", "MultiPoint", [[1.0, 2.0], [3.0, 4.0]]),
        ("MULTIPOINT(EMPTY, (3 4))", "MultiPoint", [[3.0, 4.0]]),
        ("MULTILINESTRING((1 2, 3 4), EMPTY)", "MultiLineString", [[[1.0, 2.0], [3.0, 4.0]], []]),
        ("POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))", "Polygon", [SQUARE]),
        ("POLYGON EMPTY", "Polygon", []),
        (
            "POLYGON((0 0,1 0,1 1,0 1,0 0),(.2 .2,.2 .8,.8 .8,.2 .2))",
            "Polygon",
            [SQUARE, HOLE],
        ),
        ("MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),EMPTY)", "MultiPolygon", [[SQUARE], []]),
    ],
)
def test_every_kind_of_geometry_is_read(text: str, kind: str, coordinates: list[Any]) -> None:
    assert geometry(text) == {"type": kind, "coordinates": coordinates}


def test_a_collection_holds_others() -> None:
    found = geometry("GEOMETRYCOLLECTION(POINT(1 2), GEOMETRYCOLLECTION EMPTY)")
    assert found == {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Point", "coordinates": [1.0, 2.0]},
            {"type": "GeometryCollection", "geometries": []},
        ],
    }


def test_rings_are_turned_as_the_standard_has_them() -> None:
    clockwise = "POLYGON((0 0,0 1,1 1,1 0,0 0),(.2 .2,.8 .8,.2 .8,.2 .2))"
    assert geometry(clockwise)["coordinates"] == [SQUARE, HOLE]


@pytest.mark.parametrize(
    ("system", "position"),
    [
        ("", "7 51"),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> ", "7 51"),
        ("<https://www.opengis.net/def/crs/OGC/1.3/CRS84>", "7 51"),
        ("<http://www.opengis.net/def/crs/OGC/0/CRS84h>\n", "7 51"),
        ("<http://www.opengis.net/def/crs/EPSG/0/4326> ", "51 7"),
    ],
)
def test_the_reference_system_says_which_number_is_first(system: str, position: str) -> None:
    found = geometry(f"{system}POINT({position})")
    assert found == {"type": "Point", "coordinates": [7.0, 51.0]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<http://www.opengis.net/def/crs/EPSG/0/25832> POINT(1 2)", "is not CRS84"),
        ("", "expected a kind of geometry at character 1"),
        ("POINT", "expected a kind of geometry"),
        ("SRID=4326;POINT(1 2)", "expected a kind of geometry"),
        ("CIRCLE(1 2)", "CIRCLE is no kind of geometry"),
        ("POINT(1)", "a position has 1 numbers"),
        ("POINT Z(1 2)", "a position has 2 numbers"),
        ("POINT(1 2, 3 4)", "one position"),
        ("POINT(1 2", "positions in brackets"),
        ("POINT(nan 2)", "positions in brackets"),
        ("POINT(1_0 2)", "positions in brackets"),
        ("POINT(٣ 2)", "positions in brackets"),
        ("POINT(1e999 2)", "too large"),
        ("POINT(1-2 3)", "1-2 3 is no position"),
        ("POINT(1 2) POINT(1 2)", "expected the end at character 11"),
        ("LINESTRING(1 2)", "two positions"),
        ("POLYGON(0 0, 1 1, 2 2, 0 0)", "positions in brackets"),
        ("POLYGON((0 0, 1 1, 0 0))", "a ring"),
        ("POLYGON((0 0, 1 1, 2 3, 4 5))", "a ring"),
        ("MULTIPOLYGON(((0 0, 1 1, 2 3, 0 0))", r"expected \)"),
        ("GEOMETRYCOLLECTION(" * 20 + "POINT(1 2)" + ")" * 20, "nested too deeply"),
    ],
)
def test_what_is_no_geometry_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(WKTError, match=reason):
        geometry(text)


@given(st.text("POINTLSGEMYUCRK()<>,. -+0123456789eEzZ\n", max_size=40))
def test_whatever_the_text_is_nothing_else_is_raised(text: str) -> None:
    with contextlib.suppress(WKTError):
        assert geometry(text)["type"]


def test_a_long_outline_and_a_hostile_text_take_no_time() -> None:
    ring = ", ".join(f"{n % 180} {n % 90}" for n in range(1, 20_000))
    assert geometry(f"POLYGON((0 0, {ring}, 0 0))")["type"] == "Polygon"
    for hostile in (
        "POINT" + " " * 200_000,
        "P" * 200_000,
        "(" * 200_000,
        "POLYGON" + "(" * 10_000,
    ):
        with pytest.raises(WKTError):
            geometry(hostile)
