"""Take a raw table of a source into the next build (`kg import`). Writes below `imports/` alone."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from kg.errors import SourceError
from kg.sources.bulk import FOLDERS, NOTE
from kg.sources.context import read_context
from kg.sources.descriptions import FILE_NAME, Description, Table, read_description
from kg.sources.mapping import make_records
from kg.sources.reading import model_documents, model_vocabulary
from kg.sources.records import make_nodes
from kg.sources.tables import Row, read_rows


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did: *path* is None and *problems* say why where nothing was written."""

    source_id: str
    path: Path | None
    rows: int
    nodes: int
    sha256: str
    problems: tuple[SourceError, ...]


def import_source(root: Path, source_id: str, path: Path, out: Path) -> Import:
    """Check the raw table at *path* against its `source.toml` and keep it for the next build.

    Only the columns that the source names are kept, as UTF-8 with line feeds. The folder
    `imports/<id>/` takes the place of the committed table, until it is removed.

    Args:
        root: the project's folder.
        source_id: folder of the source below `data/sources/` or `data/places/`.
        path: the raw table; it may have more columns than are needed.
        out: the folder of releases.
    """
    description = _find(root, source_id)
    if isinstance(description, tuple):
        return Import(source_id, None, 0, 0, "", description)
    if not path.is_file():
        problem = SourceError(path, None, "there is no such file", "name the raw table with --from")
        return Import(source_id, None, 0, 0, "", (problem,))
    table = _table(description, path)
    digest = sha256(path.read_bytes()).hexdigest()
    known = model_vocabulary(model_documents(root))
    context = read_context(root, known)
    makers, faults = make_records(description, table, context, known)
    rows = read_rows(path, path, table)
    made = make_nodes(rows.rows if not faults else (), makers, context, known, path)
    problems = (*context.problems, *faults, *rows.problems, *made.problems)
    if problems:
        return Import(source_id, None, len(rows.rows), len(made.nodes), digest, problems)
    content = _reduced(rows.rows, table) if table.format == "csv" else path.read_bytes()
    target = _write(out / "imports" / source_id, table.file, content, digest)
    return Import(source_id, target, len(rows.rows), len(made.nodes), digest, ())


def _find(root: Path, source_id: str) -> Description | tuple[SourceError, ...]:
    for folder in FOLDERS:
        path = root / folder / source_id / FILE_NAME
        if path.is_file():
            return read_description(path, path.relative_to(root))
    there = sorted(path.parent.name for f in FOLDERS for path in (root / f).glob(f"*/{FILE_NAME}"))
    missing = Path(FOLDERS[-1]) / source_id / FILE_NAME
    return (SourceError(missing, None, "there is no such source", f"one of {', '.join(there)}"),)


def _table(description: Description, path: Path) -> Table:
    """Take the table whose file has the name of *path*, else the first."""
    named = (table for table in description.tables if Path(table.file).name == path.name)
    return next(named, description.tables[0])


def _reduced(rows: Iterable[Row], table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([row.cells[column] for column in table.columns] for row in rows)
    return text.getvalue().encode()


def _write(folder: Path, file: str, content: bytes, digest: str) -> Path:
    """Write the table and its note into *folder*; a crash leaves each whole, old or new."""
    folder.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).date()
    _replace(folder / file, content)
    _replace(folder / NOTE, f'sha256 = "{digest}"\nretrieved = {today.isoformat()}\n'.encode())
    return folder / file


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
