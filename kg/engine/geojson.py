"""Write solutions as GeoJSON, for maps: one feature a row.

Source: https://www.rfc-editor.org/rfc/rfc7946
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, Final

from pyoxigraph import Literal, QuerySolutions

from kg.engine import wkt
from kg.engine.excel import Term, text_of
from kg.engine.pieces import Pieces
from kg.errors import NoGeometryError
from kg.namespaces import expand

PROBLEM: Final = "geometryProblem"
"""A member of a feature whose literal is no geometry; its text then stands in the properties."""

SEARCHED_ROWS: Final = 10_000
"""So many rows without any geometry are held back; then there is taken to be none."""

Row = tuple[Term | None, ...]

_WKT: Final = expand("geo:wktLiteral")
_BOOLEAN: Final = expand("xsd:boolean")
_NUMERIC: Final = frozenset(
    expand(f"xsd:{name}") for name in ("decimal", "double", "float", "integer")
)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,39})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_HEAD: Final = '{"type":"FeatureCollection","features":['


def write_geojson(solutions: QuerySolutions, out: BinaryIO) -> None:
    """Write *solutions* to *out*, piece by piece, as a feature collection.

    The geometry of a feature is the first `geo:wktLiteral` of its row, in the order of the
    variables. The others are its properties: numbers and truth as such, all else as text, null
    where nothing is bound. What is no WKT, or of another reference system than CRS84 and
    EPSG:4326, gives no geometry, and a member `geometryProblem` that says so.

    Raises:
        NoGeometryError: there are rows, and the first 10,000 of them have no such literal.
    """
    keys = [json.dumps(variable.value) for variable in solutions.variables]
    rows: Iterator[Row] = (tuple(solution) for solution in solutions)
    searched = _up_to_geometry(rows)
    pieces = Pieces(out)
    pieces.write(_HEAD)
    separator = "\n"
    for row in chain(searched, rows):
        pieces.write(separator + feature(keys, row))
        separator = ",\n"
    pieces.write("\n]}\n")
    pieces.end()


def feature(keys: Sequence[str], row: Row) -> str:
    """Write one row; *keys* are the variables' names as JSON strings."""
    place = next((index for index, term in enumerate(row) if _is_wkt(term)), -1)
    shape, problem = _geometry(row[place]) if place >= 0 else (None, "")
    members = ",".join(
        f"{key}:{_plain(term)}"
        for index, (key, term) in enumerate(zip(keys, row, strict=True))
        if index != place or problem
    )
    written = json.dumps(shape, separators=(",", ":"))
    told = f',"{PROBLEM}":{json.dumps(problem, ensure_ascii=False)}' if problem else ""
    return f'{{"type":"Feature","geometry":{written},"properties":{{{members}}}{told}}}'


def _up_to_geometry(rows: Iterator[Row]) -> list[Row]:
    """Take rows up to the first with a geometry: only then is it known that there is one."""
    taken: list[Row] = []
    for row in islice(rows, SEARCHED_ROWS):
        taken.append(row)
        if any(map(_is_wkt, row)):
            return taken
    if taken:
        raise NoGeometryError
    return taken


def _is_wkt(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype.value == _WKT


def _geometry(term: Term | None) -> tuple[wkt.Geometry | None, str]:
    try:
        return wkt.geometry(text_of(term)), ""
    except wkt.WKTError as error:
        return None, str(error)


def _plain(term: Term | None) -> str:
    """Write a term as a plain JSON value."""
    if term is None:
        return "null"
    text = text_of(term)
    if isinstance(term, Literal):
        datatype = term.datatype.value
        if datatype in _NUMERIC and _NUMBER.fullmatch(text):
            return text
        if datatype == _BOOLEAN and text in {"true", "false"}:
            return text
    return json.dumps(text, ensure_ascii=False)
