"""Make tables of query results: rows that say a thing's values each for itself become one row.

A query gives a thing as often as it likes, with whatever of its values; a row of the table has all
of them. So a query is a list of short patterns, and nothing is multiplied. Rows are sorted by their
key and the values of a cell too, so the same statements give the same bytes. Knows no engine.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryFileError
from kg.namespaces import expand
from kg.publication.columns import DATATYPES, TABLE_HEADERS, Column, read_columns
from kg.queries import QueryFile, read_queries

SEPARATOR: Final = "|"
"""Between the values of one cell."""

Term = NamedNode | BlankNode | Literal | Triple
Cell = tuple[Term, ...]


class Solutions(Protocol):
    """What a SELECT query gives."""

    @property
    def variables(self) -> Sequence[str]:
        """Names of the columns."""

    @property
    def rows(self) -> Iterable[Sequence[Term | None]]:
        """The solutions, None where a variable is not bound."""


Select = Callable[[str], Solutions]
"""Evaluates a SELECT query over the union of the named graphs."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        query: what it was made by.
        columns: the first one is the key.
        rows: sorted by key; of each column its values, sorted, none where nothing is known.
    """

    query: QueryFile
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def name(self) -> str:
        """Return the name of its files."""
        return self.query.name


def read_tables(folder: Path) -> tuple[QueryFile, ...]:
    """Read the queries of *folder* that make tables.

    Raises:
        QueryFileError: one of them lacks its title, or what a row is, in one of the two languages.
    """
    return read_queries(folder, TABLE_HEADERS)


def make_table(query: QueryFile, select: Select) -> Table:
    """Evaluate *query* and put together what it says of each thing.

    Raises:
        QueryFileError: the header and the query name different columns, a value is not of its
            column's type, or a thing has several values where there may be one.
        StoreError: the query could not be evaluated.
    """
    columns = read_columns(query)
    solutions = select(query.text)
    names = tuple(column.name for column in columns)
    if tuple(solutions.variables) != names:
        wanted = ", ".join(solutions.variables)
        raise QueryFileError(
            query.path, f"the header must name the columns {wanted}, in this order"
        )
    gathered: dict[str, list[set[Term]]] = {}
    for row in solutions.rows:
        key = row[0]
        if not isinstance(key, NamedNode):
            raise QueryFileError(query.path, f"?{names[0]} must be an IRI in each row")
        cells = gathered.setdefault(key.value, [set() for _ in columns])
        for values, term in zip(cells, row, strict=True):
            if term is not None:
                values.add(term)
    rows = (
        tuple(
            _cell(query, key, column, values) for column, values in zip(columns, cells, strict=True)
        )
        for key, cells in sorted(gathered.items())
    )
    return Table(query, columns, tuple(rows))


def written_csv(table: Table) -> bytes:
    """Write *table* as CSV in UTF-8, with a head and CRLF as RFC 4180 has it.

    Nothing is put before a text that a spreadsheet would take for a formula: whoever reads the file
    by a program gets what is there.

    Source: https://www.rfc-editor.org/rfc/rfc4180
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(SEPARATOR.join(map(text_of, cell)) for cell in row)
    return out.getvalue().encode("utf-8")


def text_of(term: Term) -> str:
    """Return what stands in a cell for *term*."""
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else str(term)


def check_references(tables: Mapping[str, Table]) -> None:
    """Check that what a column calls a key of another table is one.

    Raises:
        QueryFileError: there is no such table, or it has no such key.
    """
    keys = {name: {row[0] for row in table.rows} for name, table in tables.items()}
    for table in tables.values():
        for index, column in enumerate(table.columns):
            if not column.table:
                continue
            if column.table not in keys:
                reason = f"column.{column.name}: there is no table {column.table}"
                raise QueryFileError(table.query.path, reason)
            for row in table.rows:
                for term in row[index]:
                    if (term,) not in keys[column.table]:
                        reason = f"column.{column.name}: {term} is not in table {column.table}"
                        raise QueryFileError(table.query.path, reason)


def _cell(query: QueryFile, key: str, column: Column, values: set[Term]) -> Cell:
    where = f"<{key}>, column {column.name}"
    if len(values) > 1 and not column.is_list:
        shown = ", ".join(sorted(map(str, values)))
        raise QueryFileError(query.path, f"{where}: there may be one value, not {shown}")
    for term in values:
        if not _is_of_type(term, column):
            raise QueryFileError(query.path, f"{where}: {term} is not of type {column.datatype}")
        if column.is_list and SEPARATOR in text_of(term):
            raise QueryFileError(query.path, f"{where}: {term} holds the separator {SEPARATOR}")
    return tuple(sorted(values, key=lambda term: (text_of(term), str(term))))


_TYPES: Final = {
    name: frozenset(expand(datatype) for datatype in datatypes)
    for name, datatypes in DATATYPES.items()
}


def _is_of_type(term: Term, column: Column) -> bool:
    if isinstance(term, NamedNode):
        return column.datatype == "anyURI"
    if not isinstance(term, Literal) or term.datatype.value not in _TYPES[column.datatype]:
        return False
    return not column.language or term.language == column.language
