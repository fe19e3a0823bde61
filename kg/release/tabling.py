"""Make the tables and maps of a release: the queries say what, the makers know how."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from kg.engine import WKTError, select, wkt_geometry
from kg.errors import QueryFileError
from kg.publication.csvw import written_group, written_metadata
from kg.publication.maps import written_geojson
from kg.publication.tables import Table, check_references, make_table, read_tables, written_csv
from kg.release.manifest import DUMPS
from kg.release.progress import Progress

TABLES: Final = "tables"
MAPS: Final = "maps"

_FOLDER: Final = f"{DUMPS}/{TABLES}"
_GROUP: Final = f"{_FOLDER}/csv-metadata.json"


def make_tables(store: Store, root: Path, progress: Progress) -> Mapping[str, bytes]:
    """Make the tables and maps that the queries of the project say, from all that *store* holds.

    Returns:
        Path in the release → bytes: `dumps/tables/<name>.csv` with `<name>.csv-metadata.json`
        beside it, all of them in `csv-metadata.json`, and `dumps/<name>.geojson`.

    Raises:
        QueryFileError: a query and what its header says of the columns do not fit the data.
        StoreError: a query could not be evaluated.
    """
    ask = partial(select, store)
    with progress.step("make the tables"):
        tables = [make_table(query, ask) for query in read_tables(root / "queries" / TABLES)]
        maps = [make_table(query, ask) for query in read_tables(root / "queries" / MAPS)]
        named = {table.name: table for table in tables}
        check_references(named)
        made: dict[str, bytes] = {}
        for table in tables:
            made |= _files(table)
        if tables:
            made[_GROUP] = written_group(tables)
        for drawn in maps:
            made[f"{DUMPS}/{drawn.name}.geojson"] = _drawn(drawn)
    return made


def _drawn(table: Table) -> bytes:
    try:
        return written_geojson(table, wkt_geometry)
    except WKTError as error:
        raise QueryFileError(table.query.path, f"a place is no geometry: {error}") from None


def _files(table: Table) -> dict[str, bytes]:
    return {
        f"{_FOLDER}/{table.name}.csv": written_csv(table),
        f"{_FOLDER}/{table.name}.csv-metadata.json": written_metadata(table),
    }
