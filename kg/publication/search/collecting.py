"""Collect what a text may name, in a table of hits beside the index. Knows no kind and no page.

Source: https://www.sqlite.org/fts5.html#full_text_query_syntax
"""

import json
import sqlite3
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from kg.namespaces import BASE, PREFIXES, THINGS, expand
from kg.publication.search.folding import (
    alternatives,
    bare_forms,
    designated,
    fold,
    form,
    key_form,
    words_of,
)

MAX_WORDS: Final = 12
"""Of a longer question no more words are looked for."""

_LAST: Final = "\U0010ffff"
_MAX_ALIKE: Final = 60
_MAX_PARTS: Final = 60
_PREFIX_LETTERS: Final = 4
"""A word of so many letters stands for longer ones too; the last one, still written, always."""

_DESIGNATED: Final = MappingProxyType(
    {
        **dict.fromkeys(
            ("stadt", "gemeinde", "markt", "hansestadt", "landeshauptstadt", "kreisstadt"),
            expand("fg:Municipality"),
        ),
        **dict.fromkeys(("kreis", "lkr", "staedteregion"), expand("fg:District")),
        **dict.fromkeys(("land", "freistaat"), expand("fg:State")),
        **dict.fromkeys(
            ("amt", "samtgemeinde", "verbandsgemeinde", "verwaltungsgemeinschaft"),
            expand("fg:MunicipalAssociation"),
        ),
        "regierungsbezirk": expand("fg:GovernmentDistrict"),
    }
)
"""What a place is called in front of its name → the class of such places."""


_HITS: Final = """
CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, exact INTEGER NOT NULL, relevance REAL NOT NULL)
"""
_EXACT: Final = """
INSERT INTO hit SELECT id, max(exact), 0.0 FROM (
  SELECT thing AS id, quality AS exact FROM name WHERE form = :form
  UNION ALL SELECT thing, quality FROM key WHERE form = :key
  UNION ALL SELECT name.thing, min(quality, 96) FROM name
    JOIN class ON class.iri = :designated JOIN kind ON kind.class = class.id
    AND kind.thing = name.thing WHERE form = :rest
  UNION ALL SELECT thing, CASE WHEN quality > 88 THEN 88 ELSE 75 END
    FROM json_each(:shorter) AS given CROSS JOIN name ON form = given.value
  UNION ALL SELECT thing.id, 100 FROM json_each(:iris) AS given
    CROSS JOIN thing ON iri = given.value
  UNION ALL SELECT id, 50 FROM (
    SELECT thing.id FROM name JOIN thing ON thing.id = name.thing
    WHERE form >= :form AND form < :after AND length(:form) > 1 AND rank < 45
    ORDER BY rank, weight DESC LIMIT 200)
) GROUP BY id
"""
_BY_WORDS: Final = """
INSERT INTO hit SELECT rowid, 0, bm25(words, 10.0, 5.0, 8.0, 1.0, 6.0) FROM words
WHERE words MATCH ? AND true
ON CONFLICT (id) DO UPDATE SET relevance = excluded.relevance
"""
_OF_OTHER_KINDS: Final = """
DELETE FROM hit WHERE id NOT IN (SELECT thing FROM json_each(?) JOIN kind ON class = value)
"""
_BEST_BY_WORDS: Final = """
INSERT OR IGNORE INTO hit SELECT rowid, 0, bm25(words, 10.0, 5.0, 8.0, 0.5, 6.0) FROM words
WHERE words MATCH :match AND (:are_all OR EXISTS (SELECT 1 FROM json_each(:chosen) AS given
  JOIN kind ON class = given.value AND thing = words.rowid)) ORDER BY 3 LIMIT :count
"""
_BEST_BY_PARTS: Final = """
INSERT OR IGNORE INTO hit SELECT rowid, 0, rank FROM parts
WHERE parts MATCH :match AND (:are_all OR EXISTS (SELECT 1 FROM json_each(:chosen) AS given
  JOIN kind ON class = given.value AND thing = parts.rowid)) ORDER BY rank LIMIT :count
"""


def collect(database: sqlite3.Connection, text: str) -> bool:
    """Note what *text* names and what has all its words; say whether there is anything."""
    _collect_exact(database, text)
    if match := _all_words(text):
        database.execute(_BY_WORDS, (match,))
    return _has_hits(database)


def collect_loosely(database: sqlite3.Connection, text: str) -> None:
    """Note what has some of the words of *text*; where nothing has, whose names look like it."""
    words = [word for word in words_of(fold(text))[:MAX_WORDS] if len(word) >= _PREFIX_LETTERS]
    for operator in (" AND ", " OR "):
        if words:
            database.execute(_BY_WORDS, (operator.join(f'"{word}" *' for word in words),))
        if _has_hits(database):
            return
    _collect_best(database, _BEST_BY_PARTS, _any_part(text), None)


def collect_candidates(
    database: sqlite3.Connection, text: str, classes: Sequence[int] | None
) -> None:
    """Note what may be meant by *text*, of *classes* if they are given.

    Where something has this very name nothing is guessed.
    """
    _collect_exact(database, text)
    if classes is not None:
        database.execute(_OF_OTHER_KINDS, (json.dumps(classes),))
    _collect_best(database, _BEST_BY_WORDS, _all_words(text), classes)
    if not database.execute("SELECT EXISTS (SELECT 1 FROM hit WHERE exact > 95)").fetchone()[0]:
        _collect_best(database, _BEST_BY_PARTS, _any_part(text), classes)


def _collect_exact(database: sqlite3.Connection, text: str) -> None:
    own = form(text)
    designation, rest = designated(own)
    database.execute(_HITS)
    database.execute(
        _EXACT,
        {
            "form": own,
            "after": own + _LAST,
            "key": key_form(text),
            "designated": _DESIGNATED.get(designation, ""),
            "rest": rest,
            "shorter": json.dumps(sorted(bare_forms(text))),
            "iris": json.dumps(_iris(text)),
        },
    )


def _collect_best(
    database: sqlite3.Connection, statement: str, match: str, classes: Sequence[int] | None
) -> None:
    if match:
        given = {
            "match": match,
            "are_all": classes is None,
            "chosen": json.dumps(classes or []),
            "count": _MAX_ALIKE,
        }
        database.execute(statement, given)


def _any_part(text: str) -> str:
    """Write an FTS5 question for names that share parts of three letters with *text*."""
    own = form(text)
    parts = dict.fromkeys(own[start : start + 3] for start in range(len(own) - 2))
    return " OR ".join(f'"{part}"' for part in list(parts)[:_MAX_PARTS])


def _has_hits(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT EXISTS (SELECT 1 FROM hit)").fetchone()[0])


def _all_words(text: str) -> str:
    """Write an FTS5 question for things that have every word of *text*, however it is abbreviated.

    A word holds letters and digits alone, so nothing in it is syntax.
    """
    words = words_of(fold(text))[:MAX_WORDS]
    pieces = alternatives(words)
    return " AND ".join(
        "(" + " OR ".join(_phrase(way, is_last=n == len(pieces)) for way in ways) + ")"
        for n, ways in enumerate(pieces, start=1)
    )


def _phrase(words: Sequence[str], *, is_last: bool) -> str:
    found = [f'"{word}" *' if len(word) >= _PREFIX_LETTERS else f'"{word}"' for word in words]
    if is_last:
        found[-1] = f'"{words[-1]}" *'
    return "(" + " AND ".join(found) + ")" if len(found) > 1 else found[0]


def _iris(text: str) -> list[str]:
    """List what *text* may be an IRI of: as it stands, below our base, or as a CURIE."""
    given = text.strip()
    if not given or " " in given:
        return []
    prefix, colon, local = given.partition(":")
    expanded = [PREFIXES[prefix] + local] if colon and prefix in PREFIXES else []
    return [given, BASE + given, THINGS + given, *expanded]
