"""Every committed file of `data/` and the JSON-LD context: form, header, prefixes, licence."""

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.sources import read_sources

ROOT = Path(__file__).parents[2]
TRIG = sorted(ROOT.glob("data/**/*.trig"))
TABLES = sorted(ROOT.glob("data/**/*.csv"))
SOURCES = sorted(ROOT.glob("data/*/*/source.toml"))
CONTEXT = ROOT / "ontology/context.jsonld"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def header(path: Path) -> str:
    """The comment that opens a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "\n".join(lines[:first])


def test_everything_can_be_read_and_nothing_is_wrong() -> None:
    assert [str(problem) for problem in read_sources(ROOT).problems] == []


@pytest.mark.parametrize("path", [*TRIG, *SOURCES], ids=name)
def test_a_file_opens_with_what_it_holds_its_licence_and_when_it_was_checked(path: Path) -> None:
    opening = header(path)
    assert re.search(r"Licence: \S", opening), "write “# Licence: …” at the top"
    assert re.search(r"Last checked: \d{4}-\d\d-\d\d\.", opening), "write “Last checked: <day>.”"


@pytest.mark.parametrize("path", TRIG, ids=name)
def test_prefixes_are_those_of_the_table_in_its_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = re.findall(r"^@prefix ([\w-]*): <([^>]*)> \.$", text, re.MULTILINE)
    assert declared == sorted(declared)
    assert {prefix: PREFIXES.get(prefix) for prefix, _ in declared} == dict(declared)


@pytest.mark.parametrize("path", TRIG, ids=name)
def test_no_prefix_is_declared_for_nothing(path: Path) -> None:
    head, _, body = path.read_text(encoding="utf-8").rpartition("@prefix ")
    used = set(re.findall(r"(?<![\w<])([a-z][\w-]*):", body.partition("\n")[2]))
    declared = set(re.findall(r"([\w-]+): <", head + body.partition("\n")[0]))
    assert declared <= used


@pytest.mark.parametrize("path", [*TRIG, *TABLES, *SOURCES, CONTEXT], ids=name)
def test_a_file_is_utf_8_with_line_feeds_and_ends_with_one(path: Path) -> None:
    data = path.read_bytes()
    data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf"), "save without a byte order mark"
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_committed_table_has_exactly_the_columns_that_are_needed(path: Path) -> None:
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["table"]:
        if table.get("format", "csv") != "csv" or not table.get("committed", True):
            continue
        with (path.parent / table["file"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file, delimiter=table.get("delimiter", ","))) == table["columns"]


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_belongs_to_a_source_and_has_no_row_twice(path: Path) -> None:
    assert (path.parent / "source.toml").exists(), "say in source.toml what this table is"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_source_states_its_rights_and_label_in_both_languages(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for texts in (data["source"]["title"], data["source"]["rights"], data["graph"]["label"]):
        assert texts.keys() >= {"de", "en"}
        assert all(text.strip() == text and text for text in texts.values())


def test_the_context_binds_the_prefixes_of_the_table() -> None:
    content = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    bound = {
        key: value
        for key, value in content.items()
        if isinstance(value, str) and value.endswith(("/", "#"))
    }
    assert bound == {prefix: iri for prefix, iri in PREFIXES.items() if iri.endswith(("/", "#"))}


def test_the_keys_of_the_context_are_sorted_after_its_prefixes() -> None:
    content = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    keys = [key for key in content if key not in PREFIXES and not key.startswith("@")]
    assert keys == sorted(keys, key=lambda key: (key.lower(), key))
    assert [key for key in content if key in PREFIXES] == sorted(PREFIXES)
