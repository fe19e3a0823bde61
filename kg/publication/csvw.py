"""Say of a table what its columns mean, as CSV on the Web wants it.

Source: https://www.w3.org/TR/tabular-metadata/
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from kg.namespaces import BASE
from kg.publication.columns import Column
from kg.publication.tables import SEPARATOR, Table

CONTEXT: Final = "http://www.w3.org/ns/csvw"
DATASET: Final = f"{BASE}id/datensatz/foerdergraph"

Json = dict[str, object]


def written_metadata(table: Table) -> bytes:
    """Write the metadata of *table*, which lies beside it as `<name>.csv-metadata.json`."""
    return _written({"@context": CONTEXT, **_described(table)})


def written_group(tables: Sequence[Table]) -> bytes:
    """Write the metadata of all *tables* as one group: only there can one refer to another."""
    keys = {table.name: table.columns[0].name for table in tables}
    described = []
    for table in tables:
        schema = {**_schema(table), **_foreign_keys(table, keys)}
        described.append({**_described(table), "tableSchema": schema})
    return _written({"@context": CONTEXT, "dc:isPartOf": {"@id": DATASET}, "tables": described})


def _described(table: Table) -> Json:
    headers = table.query.headers
    return {
        "url": f"{table.name}.csv",
        "dc:title": _in_both(headers["title.de"], headers["title.en"]),
        "dc:description": _in_both(headers["about.de"], headers["about.en"]),
        "dc:isPartOf": {"@id": DATASET},
        "tableSchema": _schema(table),
    }


def _schema(table: Table) -> Json:
    key = table.columns[0].name
    return {
        "columns": [_column(column, key) for column in table.columns],
        "primaryKey": key,
        "aboutUrl": f"{{+{key}}}",
    }


def _column(column: Column, key: str) -> Json:
    german, english = column.titles
    fields: Json = {
        "name": column.name,
        "titles": {"de": [german, column.name], "en": [english, column.name]},
        "datatype": column.datatype,
    }
    if column.language:
        fields["lang"] = column.language
    if column.is_list:
        fields["separator"] = SEPARATOR
    if column.name == key:
        fields["required"] = True
    if not column.property_iri:
        return {**fields, "suppressOutput": True}
    fields["propertyUrl"] = column.property_iri
    if column.about != key:
        fields["aboutUrl"] = f"{{+{column.about}}}"
    if column.datatype != "anyURI":
        return fields
    if column.is_list:  # a template cannot make several IRIs of one cell
        return {**fields, "suppressOutput": True}
    return {**fields, "valueUrl": f"{{+{column.name}}}"}


def _foreign_keys(table: Table, keys: Mapping[str, str]) -> Json:
    """Refer to other tables; the standard knows no references from cells with several values."""
    references = [
        {
            "columnReference": column.name,
            "reference": {
                "resource": f"{column.table}.csv",
                "columnReference": keys[column.table],
            },
        }
        for column in table.columns
        if column.table and not column.is_list
    ]
    return {"foreignKeys": references} if references else {}


def _in_both(german: str, english: str) -> list[Json]:
    return [{"@value": german, "@language": "de"}, {"@value": english, "@language": "en"}]


def _written(fields: Json) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
