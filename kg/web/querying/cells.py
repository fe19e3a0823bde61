"""What a cell of an answer shows: a label for a thing, a number as its readers write it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.namespaces import PREFIXES, compact
from kg.web.words import writing

_XSD: Final = PREFIXES["xsd"]
_WHOLE: Final = ("byte", "int", "integer", "long", "negativeInteger", "nonNegativeInteger")
_WHOLE_TOO: Final = ("nonPositiveInteger", "positiveInteger", "short", "unsignedInt")
_BROKEN: Final = ("decimal", "double", "float")
NUMBERS: Final = frozenset(f"{_XSD}{name}" for name in (*_WHOLE, *_WHOLE_TOO, *_BROKEN))
_DAYS: Final = frozenset(f"{_XSD}{name}" for name in ("date", "dateTime", "gYearMonth"))
_TRUTH: Final = f"{_XSD}boolean"
_GEOMETRY: Final = f"{PREFIXES['geo']}wktLiteral"

_YEAR_DIGITS: Final = 4

Term = Mapping[str, str]
"""A term as the JSON of SPARQL's results writes it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    Attributes:
        text: to be read.
        exact: the value itself, where *text* is another one.
        iri: of the thing that it leads to.
        language: of the text, where it has one.
        is_number: whether it stands at the right.
    """

    text: str
    exact: str = ""
    iri: str = ""
    language: str = ""
    is_number: bool = False


NO_CELL: Final = Cell("")


def counted(terms: Iterable[Term | None]) -> bool:
    """Say whether a column's numbers are counts or measures: one of them is too long for a year."""
    numbers = (term["value"] for term in terms if term and term.get("datatype") in NUMBERS)
    return any(len(value.lstrip("+-").partition(".")[0]) > _YEAR_DIGITS for value in numbers)


def cell_of(
    term: Term | None, labels: Mapping[str, str], language: str, *, is_counted: bool = False
) -> Cell:
    """Write a term for a page in *language*; None is a variable without a value.

    Args:
        term: as the answer has it.
        labels: of things.
        language: of the page.
        is_counted: whether the numbers of its column are `counted`.
    """
    if term is None:
        return NO_CELL
    value, datatype = term["value"], term.get("datatype", "")
    if term["type"] == "uri":
        return Cell(labels.get(value) or compact(value), iri=value)
    if term["type"] == "bnode":
        return Cell("…", exact=f"_:{value}")
    if datatype in NUMBERS:
        write = writing.number if is_counted else writing.any_number
        return _exactly(write(value, language), value, is_number=True)
    if datatype in _DAYS:
        return _exactly(writing.day(value, language), value)
    if datatype == _TRUTH and value in {"true", "false"}:
        words = ("yes", "no") if language == "en" else ("ja", "nein")
        return Cell(words[value == "false"], exact=value)
    return Cell(writing.visible(value), language=term.get("xml:lang", ""))


def has_geometry(terms: Mapping[str, Term]) -> bool:
    """Say whether a row has a geometry, so that there is GeoJSON of it."""
    return any(term.get("datatype") == _GEOMETRY for term in terms.values())


def _exactly(text: str, value: str, *, is_number: bool = False) -> Cell:
    return Cell(text, exact="" if text == value else value, is_number=is_number)
