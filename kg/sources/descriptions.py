"""Read `source.toml`: what a source is, which graph it fills, how its columns become nodes.

Knows the form of the file, not its tables and not the ontology.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import SourceError

FILE_NAME: Final = "source.toml"

FORMATS: Final = ("csv", "json", "geojson")
DELIMITERS: Final = (",", ";", "\t", "|")
ENCODINGS: Final = ("utf-8-sig", "utf-8", "cp1252", "iso-8859-1", "iso-8859-15", "utf-16")

Texts = Mapping[str, str]
"""Language tag → text."""

Template = str | tuple[str, ...] | Texts
"""What a key becomes: a text, several, or one for each language; columns stand in braces."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a row that meets *where* becomes a node.

    A template names columns in braces, with converters after bars: `kreis:{land}{rb}{kreis}` or
    `{bevoelkerung|integer}`. Where a cell is blank the key is left out.
    """

    id: str
    type: str
    where: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, Template]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a source: its file and notation, the columns that are needed, its records.

    A table that is not *committed* comes by `kg import`; until then its source is not read.
    """

    file: str
    format: str
    delimiter: str
    encoding: str
    committed: bool
    columns: tuple[str, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """One `source.toml`; *id* names its folder, its `quelle:` and its `graph:`."""

    id: str
    folder: Path
    shown: Path
    text: str
    title: Texts
    description: Texts
    rights: Texts
    attribution: Texts
    graph_label: Texts
    url: str
    retrieved: date | None
    as_of: date | None
    kind: str
    copy: str
    license: str
    publisher: str
    publisher_name: Texts
    sha256: str
    tables: tuple[Table, ...]
    maps: Mapping[str, Texts]

    def line(self, words: str) -> int | None:
        """Return the first line of the file that holds *words*."""
        numbered = enumerate(self.text.splitlines(), 1)
        return next((number for number, line in numbered if words in line), None)


class _Section:
    """One table of the TOML file, read key by key; what is wrong is collected in *faults*."""

    def __init__(self, name: str, data: object, faults: list[tuple[str, str, str]]) -> None:
        self.name, self.faults = name, faults
        self.data: dict[str, object] = data if isinstance(data, dict) else {}
        self.asked: set[str] = set()
        if not isinstance(data, dict):
            self.faults.append((name, f"{name} is not a table", f"write [{name}]"))

    def _get(self, key: str, kind: type, right: str, *, needed: bool) -> object:
        self.asked.add(key)
        value = self.data.get(key)
        if value is None:
            if needed:
                self.faults.append((self.name, f"{key} is missing in [{self.name}]", right))
        elif type(value) is not kind:
            self.faults.append((key, f"{key} is {value!r}", right))
            value = None
        return value

    def text(self, key: str, default: str | None = None) -> str:
        right = f'write {key} = "…"'
        value = self._get(key, str, right, needed=default is None)
        return value if isinstance(value, str) else default or ""

    def choice(self, key: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(key, default)
        if value not in choices:
            self.faults.append((key, f"{key} is {value!r}", f"one of {', '.join(choices)}"))
        return value

    def day(self, key: str, *, needed: bool) -> date | None:
        right = f"write a date without quotes: {key} = 2026-11-22"
        value = self._get(key, date, right, needed=needed)
        return value if isinstance(value, date) else None

    def switch(self, key: str, *, default: bool) -> bool:
        value = self._get(key, bool, f"write {key} = true or false", needed=False)
        return value if isinstance(value, bool) else default

    def texts(self, key: str, *, needed: bool) -> Texts:
        right = f'write {key} = {{ de = "…", en = "…" }}'
        value = self._get(key, dict, right, needed=needed)
        if not isinstance(value, dict):
            return {}
        if all(isinstance(each, str) for each in value.values()):
            return value
        self.faults.append((key, f"{key} holds more than texts", right))
        return {}

    def names(self, key: str) -> tuple[str, ...]:
        right = f'write {key} = ["…", "…"]'
        value = self._get(key, list, right, needed=True)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        return ()

    def section(self, key: str) -> "_Section":
        self.asked.add(key)
        return _Section(key, self.data.get(key, {}), self.faults)

    def sections(self, key: str) -> "list[_Section]":
        found = self._get(key, list, f"write [[{key}]]", needed=True)
        parts = found if isinstance(found, list) else []
        return [_Section(key, part, self.faults) for part in parts]

    def finish(self) -> None:
        """Name the keys that nothing asked for."""
        for key in self.data.keys() - self.asked:
            near = get_close_matches(key, self.asked, n=1)
            right = (
                f"did you mean {near[0]}?" if near else f"one of {', '.join(sorted(self.asked))}"
            )
            self.faults.append((key, f"unknown key {key} in [{self.name}]", right))


def _record(section: _Section) -> Record:
    where, keys = section.section("where"), section.section("keys")
    record = Record(
        id=section.text("id"),
        type=section.text("type", ""),
        where={
            column: (wanted,) if isinstance(wanted, str) else tuple(map(str, _items(wanted)))
            for column, wanted in where.data.items()
        },
        keys={key: _template(key, value, keys) for key, value in keys.data.items()},
    )
    section.finish()
    return record


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _template(key: str, value: object, keys: _Section) -> Template:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return value
    keys.faults.append((key, f"{key} is {value!r}", f'write {key} = "…" with columns in braces'))
    return ()


def _table(section: _Section) -> Table:
    table = Table(
        file=section.text("file"),
        format=section.choice("format", "csv", FORMATS),
        delimiter=section.choice("delimiter", ",", DELIMITERS),
        encoding=section.choice("encoding", "utf-8-sig", ENCODINGS),
        committed=section.switch("committed", default=True),
        columns=section.names("columns"),
        records=tuple(_record(part) for part in section.sections("record")),
    )
    section.finish()
    return table


def _description(path: Path, shown: Path, text: str, top: _Section) -> Description:
    source, graph, maps = top.section("source"), top.section("graph"), top.section("maps")
    description = Description(
        id=top.text("id"),
        folder=path.parent,
        shown=shown,
        text=text,
        title=source.texts("title", needed=True),
        description=source.texts("description", needed=False),
        rights=source.texts("rights", needed=True),
        attribution=source.texts("attribution", needed=False),
        graph_label=graph.texts("label", needed=True),
        url=source.text("url"),
        retrieved=source.day("retrieved", needed=True),
        as_of=source.day("as_of", needed=False),
        kind=source.text("kind"),
        copy=source.text("copy", "fgv:copy-stored"),
        license=source.text("license", ""),
        publisher=source.text("publisher", ""),
        publisher_name=source.texts("publisher_name", needed=False),
        sha256=source.text("sha256", ""),
        tables=tuple(_table(part) for part in top.sections("table")),
        maps={name: maps.texts(name, needed=True) for name in maps.data},
    )
    for section in (source, graph, maps, top):
        section.finish()
    return description


def read_description(path: Path, shown: Path) -> Description | tuple[SourceError, ...]:
    """Read the `source.toml` at *path*, or say everything that is wrong with it.

    Args:
        path: the file.
        shown: the path that problems name.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        return (SourceError(shown, None, "the file is not UTF-8", "save the file as UTF-8"),)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        return (SourceError(shown, line, f"not TOML: {error}", "put texts in straight quotes"),)
    faults: list[tuple[str, str, str]] = []
    description = _description(path, shown, text, _Section("the file", data, faults))
    if description.id and description.id != path.parent.name:
        words = f"id is {description.id}, the folder {path.parent.name}"
        faults.append(("id", words, f'write id = "{path.parent.name}"'))
    if not faults:
        return description
    return tuple(
        SourceError(shown, _line(text, key), reason, repair) for key, reason, repair in faults
    )


def _line(text: str, key: str) -> int | None:
    pattern = re.compile(rf"^\s*(?:\[+[\w.]*)?{re.escape(key)}\b")
    return next((n for n, line in enumerate(text.splitlines(), 1) if pattern.match(line)), None)
