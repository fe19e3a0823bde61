"""Make the records of a `source.toml` ready to read rows: templates compiled, names checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import translate

from kg.errors import SourceError
from kg.sources.context import Context
from kg.sources.descriptions import Description, Record, Table
from kg.sources.templates import Compiled, TemplateError, compile_template
from kg.sources.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class KeyMaker:
    """One value of one key: *language* is empty unless the key holds texts."""

    key: str
    language: str
    template: Compiled


@dataclass(frozen=True, slots=True)
class RecordMaker:
    """A record made ready: what a row must have, and how its node is made."""

    where: tuple[tuple[str, re.Pattern[str]], ...]
    id: Compiled
    type: str
    keys: tuple[KeyMaker, ...]

    def takes(self, cells: Mapping[str, str]) -> bool:
        """Tell whether the row is one of this record's."""
        return all(pattern.match(cells[column].strip()) for column, pattern in self.where)


def make_records(
    description: Description, table: Table, context: Context, known: Vocabulary
) -> tuple[tuple[RecordMaker, ...], tuple[SourceError, ...]]:
    """Make the records of *table* ready, and say which keys, columns or converters are unknown."""
    makers: list[RecordMaker] = []
    problems: list[SourceError] = []
    for record in table.records:
        faults = [*_record_faults(record, table, context, known)]
        try:
            makers.append(_maker(record, table, description))
        except TemplateError as error:
            faults.append((record.id, str(error), "see CONTRIBUTING.md, “add a source”"))
        problems += (
            SourceError(description.shown, description.line(words), reason, repair)
            for words, reason, repair in faults
        )
    return tuple(makers), tuple(problems)


def _record_faults(
    record: Record, table: Table, context: Context, known: Vocabulary
) -> Iterator[tuple[str, str, str]]:
    for column in record.where:
        if column not in table.columns:
            yield column, f"column {column} is not among the columns of the table", "add it there"
    for key in (*record.keys, *([record.type] if record.type else [])):
        if key not in context.keys:
            yield key, f"key {key} is not in ontology/context.jsonld", "add it there"
            continue
        fault = known.fault(context.keys[key].iri)
        if fault:
            yield (key, *fault)
    for key, template in record.keys.items():
        if (key in context.keys and context.keys[key].form == "text") != isinstance(template, dict):
            yield key, f"{key} has the wrong form", f'texts are written {key} = {{ de = "…" }}'


def _maker(record: Record, table: Table, description: Description) -> RecordMaker:
    def compiled(template: str) -> Compiled:
        return compile_template(template, table.columns, description.maps)

    keys: list[KeyMaker] = []
    for key, template in record.keys.items():
        if isinstance(template, str):
            keys.append(KeyMaker(key, "", compiled(template)))
        elif isinstance(template, tuple):
            keys += (KeyMaker(key, "", compiled(each)) for each in template)
        else:
            keys += (KeyMaker(key, tag, compiled(each)) for tag, each in template.items())
    where = tuple(
        (column, re.compile("|".join(translate(each) for each in wanted)))
        for column, wanted in record.where.items()
    )
    return RecordMaker(where, compiled(record.id), record.type, tuple(keys))
