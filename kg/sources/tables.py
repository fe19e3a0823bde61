"""Read the rows of a table: CSV, JSON lists, GeoJSON. Knows columns, not what they mean."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.sources.descriptions import Table

_FEATURE: Final = re.compile(r'"type"\s*:\s*"Feature"')


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
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    try:
        text = data.decode(table.encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"the file is not {table.encoding.removesuffix('-sig')}"
        problem = SourceError(
            shown, line, reason, "save it so, or name its encoding in source.toml"
        )
        return Rows((), (problem,))
    if table.format == "csv":
        return _csv_rows(text, shown, table)
    try:
        content = json.loads(text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        return Rows((), (SourceError(shown, error.lineno, f"not JSON: {error.msg}"),))
    found = list(_json_rows(content) if table.format == "json" else _features(content, text))
    problems = list(_missing(found[0].cells if found else (), shown, table))
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
    for item in content if isinstance(content, list) else []:
        if isinstance(item, dict):
            yield Row(None, {str(key): _cell(value) for key, value in item.items()})


def _features(content: object, text: str) -> Iterator[Row]:
    """Yield the features of a GeoJSON collection: properties, `id`, and `wkt` of the geometry."""
    features = content.get("features", []) if isinstance(content, dict) else []
    starts = _FEATURE.finditer(text)
    for feature, start in zip(features, starts, strict=False):
        cells = {str(key): _cell(value) for key, value in feature.get("properties", {}).items()}
        cells["id"] = _cell(feature.get("id"))
        cells["wkt"] = _wkt(feature["geometry"])
        yield Row(text.count("\n", 0, start.start()) + 1, cells)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _wkt(geometry: Mapping[str, object]) -> str:
    """Write a GeoJSON geometry as WKT, coordinates as printed, longitude first.

    Source: https://www.rfc-editor.org/rfc/rfc7946#section-3.1
    """
    coordinates = _nested(geometry["coordinates"])
    kind = str(geometry["type"]).upper()
    return f"POINT ({coordinates})" if kind == "POINT" else f"{kind} {coordinates}"


def _nested(part: object) -> str:
    if isinstance(part, list) and part and not isinstance(part[0], list):
        return " ".join(map(str, part))
    items = part if isinstance(part, list) else []
    return f"({', '.join(map(_nested, items))})"
