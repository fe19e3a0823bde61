"""What the header of a table's query says of its columns.

    # column.kindLabel: string@de of kind | rdfs:label | Art | kind in German

reads: a text in German; it is the `rdfs:label` of what the column `kind` holds; titles in German
and English. A star behind the type is for several values, `in TABLE` for a key of another table,
`-` for what no single statement says. Without `of`, it is said of what the first column holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.errors import QueryFileError
from kg.namespaces import expand
from kg.queries import TITLES, QueryFile

TABLE_HEADERS: Final = (*TITLES, "about.de", "about.en")

DATATYPES: Final = MappingProxyType(
    {
        "anyURI": ("xsd:anyURI",),
        "boolean": ("xsd:boolean",),
        "date": ("xsd:date",),
        "decimal": ("xsd:decimal", "xsd:integer"),
        "integer": ("xsd:integer", "xsd:nonNegativeInteger", "xsd:positiveInteger"),
        "string": ("xsd:string", "rdf:langString"),
        "wktLiteral": ("geo:wktLiteral",),
    }
)
"""Type of a column → the datatypes of literals that may stand there, as CURIEs."""

_KEY: Final = "column."
_NOTHING: Final = "-"
_TYPE: Final = re.compile(
    r"(?P<datatype>\w+)(?:@(?P<language>[a-z]{2}))?(?P<star>\*)?"
    r"(?: of (?P<about>\w+))?(?: in (?P<table>[a-z-]+))?"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: of the variable; it heads the column.
        datatype: a key of `DATATYPES`.
        language: of its texts, empty where it is none or differs.
        is_list: whether a cell may hold several values.
        about: the column that holds what the statement is about.
        table: whose first column holds the same IRIs; empty where that is no table.
        property_iri: of the statement, empty where no single one says it.
        titles: in German and in English.
    """

    name: str
    datatype: str
    language: str
    is_list: bool
    about: str
    table: str
    property_iri: str
    titles: tuple[str, str]


def read_columns(query: QueryFile) -> tuple[Column, ...]:
    """Read the columns of *query* from its header, in their order; the first one is the key.

    Raises:
        QueryFileError: there is none, a line is not of the form above, or it names an unknown
            type, prefix or column.
    """
    lines = {
        key.removeprefix(_KEY): text for key, text in query.headers.items() if key.startswith(_KEY)
    }
    if not lines:
        raise QueryFileError(query.path, "the header lacks `# column.…: …`")
    key = next(iter(lines))
    columns = tuple(_column(query, name, text, key) for name, text in lines.items())
    for column in columns:
        if column.about not in lines:
            raise QueryFileError(query.path, f"column.{column.name}: no column {column.about}")
    return columns


def by_name(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    """Index columns by their names."""
    return {column.name: column for column in columns}


def _column(query: QueryFile, name: str, text: str, key: str) -> Column:
    where = f"column.{name}"
    parts = [part.strip() for part in text.split("|")]
    found = _TYPE.fullmatch(parts[0])
    if len(parts) != 4 or found is None or not all(parts):
        form = "TYPE[@LANGUAGE][*] [of COLUMN] [in TABLE] | PROPERTY or - | German | English"
        raise QueryFileError(query.path, f"{where}: wanted is {form}")
    if found["datatype"] not in DATATYPES:
        known = ", ".join(DATATYPES)
        raise QueryFileError(query.path, f"{where}: {found['datatype']} is none of {known}")
    try:
        property_iri = "" if parts[1] == _NOTHING else expand(parts[1])
    except KeyError:
        raise QueryFileError(query.path, f"{where}: the prefix of {parts[1]} is unknown") from None
    return Column(
        name,
        found["datatype"],
        found["language"] or "",
        found["star"] is not None,
        found["about"] or key,
        found["table"] or "",
        property_iri,
        (parts[2], parts[3]),
    )
