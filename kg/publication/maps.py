"""Write a table whose rows have a place as GeoJSON: a feature for each row, lists as lists.

Source: https://www.rfc-editor.org/rfc/rfc7946
"""

import json
from collections.abc import Callable
from typing import Final

from pyoxigraph import Literal

from kg.errors import QueryFileError
from kg.publication.columns import Column
from kg.publication.tables import Cell, Table, text_of

PLACE: Final = "wktLiteral"
"""The type of the column that holds a row's geometry."""

Geometry = Callable[[str], object]
"""Reads a `geo:wktLiteral` as what GeoJSON calls a geometry."""

_NUMERIC: Final = frozenset({"decimal", "integer"})


def written_geojson(table: Table, geometry: Geometry) -> bytes:
    """Write *table* as a feature collection; the key of a row is the id of its feature.

    Raises:
        QueryFileError: the table has no column of geometries, or more than one.
    """
    places = [index for index, column in enumerate(table.columns) if column.datatype == PLACE]
    if len(places) != 1:
        raise QueryFileError(table.query.path, f"one column must be of type {PLACE}")
    features = [_feature(table.columns, row, places[0], geometry) for row in table.rows]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()


def _feature(
    columns: tuple[Column, ...], row: tuple[Cell, ...], place: int, geometry: Geometry
) -> dict[str, object]:
    found = [geometry(text_of(term)) for term in row[place]]
    cells = list(zip(columns, row, strict=True))
    return {
        "type": "Feature",
        "id": text_of(row[0][0]),
        "geometry": found[0] if found else None,
        "properties": {
            column.name: _plain(column, cell)
            for index, (column, cell) in enumerate(cells)
            if index not in (0, place)
        },
    }


def _plain(column: Column, cell: Cell) -> object:
    """Write a cell as JSON: a list where there may be several values, null where there is none."""
    values = [_value(column, term) for term in cell]
    if column.is_list:
        return values
    return values[0] if values else None


def _value(column: Column, term: object) -> object:
    if not isinstance(term, Literal):
        return getattr(term, "value", str(term))
    if column.datatype in _NUMERIC:
        return json.loads(term.value)
    return term.value == "true" if column.datatype == "boolean" else term.value
