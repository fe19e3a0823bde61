"""Read the rows of a table: CSV, JSON lists, GeoJSON. Knows columns, not what they mean."""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.sources.descriptions import Table

_FEATURE: Final = re.compile(r'"type"\s*:\s*"Feature"')


class ShapeError(ValueError):
    """A JSON text is not built as its format asks; the words say how it should be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it starts, and column → cell as printed."""

    line: int | None
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, and what kept the others from being read."""

    rows: tuple[Row, ...]
    problems: tuple[SourceError, ...]


def read_rows(path: Path, shown: Path, table: Table) -> Rows:
    """Read every row of *table* from *path*, which may be gzipped; cells keep their blanks.

    Args:
        path: the file.
        shown: the path that problems name.
        table: its notation and the columns it must have; it may have more.
    """
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode(table.encoding)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return Rows((), (SourceError(shown, None, "not a whole gzip file", "fetch it again"),))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = f"the file is not {table.encoding.removesuffix('-sig')}"
        repair = "save it so, or name its encoding in source.toml"
        return Rows((), (SourceError(shown, line, reason, repair),))
    if table.format == "csv":
        return _csv_rows(text, shown, table)
    try:
        content = json.loads(text, parse_float=str, parse_int=str)
        found = list(_json_rows(content) if table.format == "json" else _features(content, text))
    except json.JSONDecodeError as error:
        return Rows((), (SourceError(shown, error.lineno, f"not JSON: {error.msg}"),))
    except ShapeError as error:
        return Rows((), (SourceError(shown, None, f"not {error}"),))
    problems = _missing(found[0].cells if found else (), shown, table)
    return Rows((), tuple(problems)) if problems else Rows(tuple(found), ())


def _csv_rows(text: str, shown: Path, table: Table) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True)
    rows: list[Row] = []
    problems: list[SourceError] = []
    try:
        header = next(reader, [])
        missing = _missing(header, shown, table)
        if missing:
            return Rows((), tuple(missing))
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                rows.append(Row(line, dict(zip(header, cells, strict=True))))
            elif cells:
                reason = f"{len(cells)} cells, but {len(header)} columns"
                repair = f"put cells that hold {table.delimiter!r} in double quotes"
                problems.append(SourceError(shown, line, reason, repair))
            line = reader.line_num + 1
    except csv.Error as error:
        repair = "a double quote in a cell is written twice"
        problems.append(SourceError(shown, reader.line_num, f"not CSV: {error}", repair))
    return Rows(tuple(rows), tuple(problems))


def _missing(
    header: Sequence[str] | Mapping[str, str], shown: Path, table: Table
) -> list[SourceError]:
    problems: list[SourceError] = []
    for column in table.columns:
        if column not in header:
            near = get_close_matches(column, header, n=1)
            there = f"“{near[0]}” is there" if near else f"there are {', '.join(header)}"
            problems.append(SourceError(shown, 1, f"column “{column}” is missing", there))
    return problems


def _json_rows(content: object) -> Iterator[Row]:
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise ShapeError("a list of objects")
    for item in content:
        yield Row(None, {str(key): _cell(value) for key, value in item.items()})


def _features(content: object, text: str) -> Iterator[Row]:
    """Yield the features of a GeoJSON collection: properties, `id`, and `wkt` of the geometry."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise ShapeError("a GeoJSON feature collection")
    for feature, start in zip(features, _FEATURE.finditer(text), strict=False):
        match feature:
            case {
                "properties": dict(properties),
                "geometry": {"type": str(kind), "coordinates": list(coordinates)},
            }:
                cells = {str(key): _cell(value) for key, value in properties.items()}
                cells |= {"id": _cell(feature.get("id")), "wkt": _wkt(kind, coordinates)}
                yield Row(text.count("\n", 0, start.start()) + 1, cells)
            case _:
                raise ShapeError("a feature with properties and a geometry")


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _wkt(kind: str, coordinates: list[object]) -> str:
    """Write a GeoJSON geometry as WKT, coordinates as printed, longitude first.

    Source: https://www.rfc-editor.org/rfc/rfc7946#section-3.1
    """
    written = _nested(coordinates)
    return f"POINT ({written})" if kind == "Point" else f"{kind.upper()} {written}"


def _nested(part: object) -> str:
    if isinstance(part, list) and part and not isinstance(part[0], list):
        return " ".join(map(str, part))
    items = part if isinstance(part, list) else []
    return f"({', '.join(map(_nested, items))})"
