"""Write solutions as CSV that Excel opens by a double click, harmless and unharmed.

The W3C's CSV stays as the W3C has it; this is the other one. Excel reads UTF-8 only behind a byte
order mark, separates cells by what the country uses, and takes a text for a formula by its first
character.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kg.engine.pieces import Pieces
from kg.formats import CSV_EXCEL, CSV_EXCEL_EN
from kg.namespaces import FOREIGN_PREFIXES


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the countries."""

    separator: str
    decimal_mark: str


DIALECTS: Final = {CSV_EXCEL.name: Dialect(";", ","), CSV_EXCEL_EN.name: Dialect(",", ".")}
"""With a point in it `1.5` would become the first of May in a German Excel."""

_XSD: Final = FOREIGN_PREFIXES["xsd"]
_NUMERIC: Final = frozenset(
    _XSD + name
    for name in (
        *("decimal", "integer", "double", "float"),
        *("long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_DANGEROUS: Final = tuple("=+-@\t\r\n＝＋－＠")

Term = NamedNode | BlankNode | Literal | Triple


def write_excel(solutions: QuerySolutions, dialect: Dialect, out: BinaryIO) -> None:
    """Write *solutions* to *out*, piece by piece: byte order mark, CRLF, a row of names first.

    A cell that Excel would take for a formula gets an apostrophe in front, except for numbers: a
    literal of a numeric type that is written as one.
    """
    pieces = Pieces(out)
    rows = csv.writer(pieces, delimiter=dialect.separator, lineterminator="\r\n")
    pieces.write("\ufeff")
    rows.writerow([variable.value for variable in solutions.variables])
    for solution in solutions:
        rows.writerow([_cell(term, dialect) for term in solution])
    pieces.end()


def _cell(term: Term | None, dialect: Dialect) -> str:
    text = text_of(term)
    if not isinstance(term, Literal):
        return text
    if term.datatype.value in _NUMERIC and _NUMBER.fullmatch(text):
        return text.replace(".", dialect.decimal_mark)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def text_of(term: Term | None) -> str:
    """Write a term as the W3C's CSV does: no quotes, no brackets, nothing where nothing is bound.

    Source: https://www.w3.org/TR/sparql11-results-csv-tsv/#csv-terms
    """
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
