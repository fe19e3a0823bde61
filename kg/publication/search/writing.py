"""Write the search index: plain tables for names and keys, FTS5 for words and parts of words.

The same entries give the same bytes with the same version of SQLite. All texts are folded before
they are written, so SQLite's own tokenizers have nothing to decide.

Source: https://www.sqlite.org/fts5.html
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Final

from kg.namespaces import THINGS, compact
from kg.publication.search.folding import bare_forms, fold, fold_bare, form, key_form, words_of
from kg.publication.search.gathering import LANGUAGES, Entry, Gathered
from kg.publication.search.ranks import (
    FOREIGN_LABELS,
    NO_MATCH_RANK,
    UNSHOWN,
    rank_of,
    rank_of_class,
)

Maker = Callable[[Entry], Iterable[tuple[str, int]]]

INDEX_VERSION: Final = 1
"""Of the tables below; kept as `user_version`, a reader refuses another one."""

_OWN_NAME: Final = 100
_OTHER_NAME: Final = 97
_WITHOUT_DOTS: Final = 96
_SHORTER_NAME: Final = 88
_OWN_KEY: Final = 100
_KEY_WITHOUT_ZEROS: Final = 95
_SHARED_KEY: Final = 70
_KEY_OF_IRI: Final = 80

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label_de TEXT NOT NULL,
  label_en TEXT NOT NULL, names TEXT NOT NULL, context_de TEXT NOT NULL, context_en TEXT NOT NULL,
  rank INTEGER NOT NULL, weight INTEGER NOT NULL);
CREATE TABLE name (form TEXT NOT NULL, thing INTEGER NOT NULL, quality INTEGER NOT NULL,
  PRIMARY KEY (form, thing)) WITHOUT ROWID;
CREATE TABLE key (form TEXT NOT NULL, thing INTEGER NOT NULL, quality INTEGER NOT NULL,
  PRIMARY KEY (form, thing)) WITHOUT ROWID;
CREATE TABLE class (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  label_de TEXT NOT NULL, label_en TEXT NOT NULL, rank INTEGER NOT NULL, things INTEGER NOT NULL);
CREATE TABLE kind (class INTEGER NOT NULL, thing INTEGER NOT NULL, is_stated INTEGER NOT NULL,
  PRIMARY KEY (class, thing)) WITHOUT ROWID;
CREATE INDEX kind_of ON kind (thing, class, is_stated);
CREATE TABLE property (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  label_de TEXT NOT NULL, label_en TEXT NOT NULL);
CREATE TABLE usage (class INTEGER NOT NULL, property INTEGER NOT NULL, things INTEGER NOT NULL,
  PRIMARY KEY (class, property)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, other, key, text, plain, content='', prefix='2 3',
  tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE parts USING fts5(name, content='', tokenize='trigram case_sensitive 1');
"""
_ENDING: Final = (
    "INSERT INTO words(words) VALUES ('optimize')",
    "INSERT INTO parts(parts) VALUES ('optimize')",
    "COMMIT",
    "ANALYZE",
    "VACUUM",
)


def write_index(path: Path, gathered: Gathered) -> None:
    """Write the search index of what was *gathered* to the new file *path*.

    Raises:
        OSError: the disk is full, or the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.executescript(f"PRAGMA user_version = {INDEX_VERSION};{_TABLES}")
            database.execute("BEGIN")
            _fill(database, gathered)
            for statement in _ENDING:
                database.execute(statement)
    except sqlite3.Error as error:
        raise OSError(f"the search index cannot be written: {error}") from error


def _fill(database: sqlite3.Connection, gathered: Gathered) -> None:
    entries = [gathered.entries[iri] for iri in sorted(gathered.entries)]
    numbers = {entry.iri: number for number, entry in enumerate(entries, start=1)}
    many = database.executemany
    many("INSERT INTO thing VALUES (?,?,?,?,?,?,?,?,?)", _things(gathered, entries))
    many("INSERT OR IGNORE INTO name VALUES (?,?,?)", _rows(numbers, entries, _names))
    many("INSERT OR IGNORE INTO key VALUES (?,?,?)", _rows(numbers, entries, _keys))
    many(
        "INSERT INTO words(rowid, name, other, key, text, plain) VALUES (?,?,?,?,?,?)",
        ((numbers[entry.iri], *_words(gathered, entry)) for entry in entries),
    )
    many(
        "INSERT INTO parts(rowid, name) VALUES (?,?)",
        (
            (numbers[entry.iri], " | ".join(dict.fromkeys(map(form, entry.names))))
            for entry in entries
            if rank_of(entry) < NO_MATCH_RANK
        ),
    )
    _fill_kinds(database, gathered, numbers)


def _fill_kinds(database: sqlite3.Connection, gathered: Gathered, numbers: dict[str, int]) -> None:
    wider = {
        one: gathered.superclasses(one)
        for one in {one for entry in gathered.entries.values() for one in entry.classes}
    }
    classes = sorted({*wider, *chain.from_iterable(wider.values())})
    class_numbers = {iri: number for number, iri in enumerate(classes, start=1)}
    kinds: dict[tuple[int, int], bool] = {}
    for entry in gathered.entries.values():
        thing = numbers[entry.iri]
        telling = set(entry.classes) - UNSHOWN or set(entry.classes)
        for one in entry.classes:
            for reached in (one, *wider[one]):
                kinds.setdefault((class_numbers[reached], thing), False)
            kinds[class_numbers[one], thing] = one in telling
    database.executemany(
        "INSERT INTO kind VALUES (?,?,?)",
        sorted((*pair, int(is_stated)) for pair, is_stated in kinds.items()),
    )
    database.executemany(
        "INSERT INTO class SELECT ?1, ?2, ?3, ?4, ?5, ?6, count(*) FROM kind WHERE class = ?1",
        (
            (class_numbers[iri], iri, compact(iri), *_labels(gathered, iri), rank_of_class(iri))
            for iri in classes
        ),
    )
    _fill_usage(database, gathered, class_numbers, wider)


def _fill_usage(
    database: sqlite3.Connection,
    gathered: Gathered,
    class_numbers: dict[str, int],
    wider: dict[str, list[str]],
) -> None:
    used = {pair: count for pair, count in gathered.uses.items() if pair[0] in wider}
    properties = sorted({predicate for _, predicate in used})
    numbers = {iri: number for number, iri in enumerate(properties, start=1)}
    database.executemany(
        "INSERT INTO property VALUES (?,?,?,?,?)",
        ((numbers[iri], iri, compact(iri), *_labels(gathered, iri)) for iri in properties),
    )
    counted: dict[tuple[int, int], int] = {}
    for (one, predicate), count in used.items():
        for reached in (one, *wider[one]):
            pair = class_numbers[reached], numbers[predicate]
            counted[pair] = counted.get(pair, 0) + count
    database.executemany(
        "INSERT INTO usage VALUES (?,?,?)", sorted((*pair, n) for pair, n in counted.items())
    )


def _labels(gathered: Gathered, iri: str) -> tuple[str, str]:
    """Return the German and the English label of a term, or for both its local name."""
    local = compact(iri).replace("#", "/").rpartition("/")[2].rpartition(":")[2] or iri
    given = FOREIGN_LABELS.get(iri, (local, local))
    german, english = (
        gathered.label(iri, language) or other
        for language, other in zip(LANGUAGES, given, strict=True)
    )
    return german, english


def _things(gathered: Gathered, entries: Iterable[Entry]) -> Iterator[tuple[str | int, ...]]:
    for number, entry in enumerate(entries, start=1):
        labels = [entry.label(language) for language in LANGUAGES]
        others = [name for name in entry.names if name not in labels]
        contexts = [gathered.context(entry, language) for language in LANGUAGES]
        yield number, entry.iri, *labels, "\n".join(others), *contexts, rank_of(entry), entry.weight


def _rows(
    numbers: dict[str, int], entries: Iterable[Entry], make: Maker
) -> Iterator[tuple[str, int, int]]:
    """List the forms of each entry, the best first, since the first of equal ones is kept."""
    for entry in entries:
        for text, quality in make(entry):
            if text:
                yield text, numbers[entry.iri], quality


def _names(entry: Entry) -> Iterator[tuple[str, int]]:
    labels = set(entry.labels.values())
    for name in entry.names:
        if name in labels:
            yield form(name), _OWN_NAME
    if rank_of(entry) < NO_MATCH_RANK:
        for name in entry.names:
            yield form(name), _OTHER_NAME
        for name in entry.names:
            yield " ".join(words_of(fold_bare(name))), _WITHOUT_DOTS
        for name in entry.names:
            for shorter in sorted(bare_forms(name)):
                yield shorter, _SHORTER_NAME


def _keys(entry: Entry) -> Iterator[tuple[str, int]]:
    for key in entry.keys:
        yield key_form(key), _OWN_KEY
    for key in entry.keys:
        if key.isdecimal():  # spreadsheets take the zeros in front away
            yield key.lstrip("0"), _KEY_WITHOUT_ZEROS
    for key in entry.shared_keys:
        yield key_form(key), _SHARED_KEY
    if entry.iri.startswith(THINGS) and rank_of(entry) < NO_MATCH_RANK:
        yield key_form(entry.iri.rpartition("/")[2]), _KEY_OF_IRI


def _words(gathered: Gathered, entry: Entry) -> tuple[str, str, str, str, str]:
    labels = list(dict.fromkeys(entry.labels.values()))
    others = [name for name in entry.names if name not in labels]
    contexts = [gathered.context(entry, language) for language in LANGUAGES]
    plain = " ".join(entry.names)
    bare = set(words_of(fold_bare(plain))) - set(words_of(fold(plain)))
    return (
        fold(" | ".join(labels)),
        fold(" | ".join(others)),
        fold(" ".join((*entry.keys, *entry.shared_keys))),
        fold(" | ".join((*entry.texts, *dict.fromkeys(contexts)))),
        " ".join(sorted(bare)),
    )
