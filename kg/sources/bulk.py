"""Find the table sources below `data/` and read them; an imported table goes before a committed."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.errors import SourceError
from kg.iris import graph_iri
from kg.sources.context import Context, read_context
from kg.sources.descriptions import FILE_NAME, Description, Table, read_description
from kg.sources.mapping import make_records
from kg.sources.records import make_nodes, node_quads
from kg.sources.register import register_quads
from kg.sources.tables import read_rows
from kg.sources.terms import Vocabulary

FOLDERS: Final = ("data/places", "data/sources")
NOTE: Final = "import.toml"
"""What `kg import` writes beside an imported table: sha256 and day."""


@dataclass(frozen=True, slots=True)
class BulkReading:
    """What one source gave its *graph*: quads, the table and line of each thing, problems."""

    graph: str
    quads: tuple[Quad, ...]
    lines: tuple[tuple[Path, dict[str, int]], ...]
    problems: tuple[SourceError, ...]


def descriptions(root: Path) -> Iterator[Description | tuple[SourceError, ...]]:
    """Read every `source.toml` below *root*, sorted by path."""
    for folder in FOLDERS:
        for path in sorted((root / folder).glob(f"*/{FILE_NAME}")):
            yield read_description(path, path.relative_to(root))


def read_bulk(root: Path, imports: Path | None, known: Vocabulary) -> Iterator[BulkReading]:
    """Read every table source; one that is not committed and was not imported is left out.

    Args:
        root: the project's folder.
        imports: folder of imported tables, one folder for each source.
        known: which terms are declared.
    """
    context: Context | None = None
    for description in descriptions(root):
        if isinstance(description, tuple):
            yield BulkReading("", (), (), description)
            continue
        if context is None:
            context = read_context(root, known)
            yield BulkReading("", (), (), context.problems)
        if context.content:
            yield read_source(description, root, imports, context, known)


def read_source(
    description: Description, root: Path, imports: Path | None, context: Context, known: Vocabulary
) -> BulkReading:
    """Read the tables of one source into its graph, and describe it in the register."""
    imported = imports / description.id if imports else None
    quads: list[Quad] = []
    lines: list[tuple[Path, dict[str, int]]] = []
    problems: list[SourceError] = []
    for table in description.tables:
        path = _place(description, table, imported)
        if path is None:
            continue
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        makers, faults = make_records(description, table, context, known)
        problems += faults
        if not path.exists():
            line = description.line(table.file)
            problems.append(SourceError(description.shown, line, f"{shown} is missing", "add it"))
        elif not faults:
            rows = read_rows(path, shown, table)
            made = make_nodes(rows.rows, makers, context, known, shown)
            problems += (*rows.problems, *made.problems)
            quads += node_quads(made.nodes, context, graph_iri(description.id))
            lines.append((shown, dict(made.lines)))
    if quads:
        quads += register_quads(_dated(description, imported))
    graph = graph_iri(description.id)
    return BulkReading(graph, tuple(quads), tuple(lines), tuple(problems))


def _place(description: Description, table: Table, imported: Path | None) -> Path | None:
    if imported and (imported / table.file).exists():
        return imported / table.file
    return description.folder / table.file if table.committed else None


def _dated(description: Description, imported: Path | None) -> Description:
    """Take hash and day of an imported table from the note beside it."""
    if imported is None or not (imported / NOTE).exists():
        return description
    note = tomllib.loads((imported / NOTE).read_text(encoding="utf-8"))
    day = note["retrieved"]
    return replace(
        description,
        sha256=str(note["sha256"]),
        retrieved=day if isinstance(day, date) else description.retrieved,
    )
