"""Ask a search index: what is found, in which order, of which kinds. Knows no server.

A question opens the file, read-only and as one that never changes, and closes it again, so nothing
is held when a release is replaced. It has a deadline.

Source: https://www.sqlite.org/uri.html#recognized_query_parameters (mode, immutable)
"""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import QueryTimeoutError
from kg.publication.search.collecting import collect, collect_candidates, collect_loosely
from kg.publication.search.statements import (
    CHOSEN,
    KINDS,
    KINDS_OF_HITS,
    KINDS_OF_THINGS,
    LOOSELY_ORDERED,
    ORDERED,
    PROPERTIES,
    THINGS,
    WITHOUT_STATEMENTS,
)
from kg.publication.search.writing import INDEX_VERSION


@dataclass(frozen=True, slots=True)
class Named:
    """A class or property with the name that clients write, such as `fg:Municipality`."""

    iri: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A class, and how many of what was found are of it."""

    named: Named
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    Attributes:
        iri: the thing.
        label: in the language asked for, where it has one.
        names: its other names.
        context: what it is a part of, or where it is.
        kinds: its classes.
        exact: how well a whole name or key fits, from 0 (only words fit) to 100.
    """

    iri: str
    label: str
    names: tuple[str, ...]
    context: str
    kinds: tuple[Named, ...]
    exact: int


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was found.

    Attributes:
        hits: the part that was asked for.
        total: how many there are in all.
        kinds: of which classes all of them are, whatever class was asked for.
        is_loose: whether nothing has all the words, so that these have some of them, or are alike.
    """

    hits: tuple[Hit, ...]
    total: int
    kinds: tuple[Kind, ...]
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes:
        text: a name, the beginning of one, words, an identifier or an IRI.
        language: of the labels: `de` or `en`.
        kinds: names or IRIs of classes, of which a thing must have one; empty for all.
        start: how many hits to skip.
        count: how many to return.
    """

    text: str
    language: str = "de"
    kinds: tuple[str, ...] = ()
    start: int = 0
    count: int = 20


def has_index(path: Path) -> bool:
    """Say whether *path* is a search index that this version reads."""
    if not path.is_file():
        return False
    try:
        with _opened(path, 1.0) as database:
            found: int = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        return False
    return found == INDEX_VERSION


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A search index, which is opened for each question.

    Attributes:
        path: the file; it never changes.
        limit_s: how long one question may take.
    """

    path: Path
    limit_s: float = 2.0

    def find(self, wanted: Wanted) -> Found:
        """Find things: whole names and keys first, then what people look for first.

        Raises:
            QueryTimeoutError: it takes too long.
        """
        with _opened(self.path, self.limit_s) as database:
            is_loose = not collect(database, wanted.text)
            if is_loose:
                collect_loosely(database, wanted.text)
            return _found(database, wanted, is_loose=is_loose)

    def candidates(self, wanted: Wanted) -> tuple[Hit, ...]:
        """Find what may be meant by a name that may be misspelt; likeness is to be judged still.

        Statements about other things are among it only if one of their classes is asked for.

        Raises:
            QueryTimeoutError: it takes too long.
        """
        with _opened(self.path, self.limit_s) as database:
            classes = _class_numbers(database, wanted.kinds) if wanted.kinds else None
            collect_candidates(database, wanted.text, classes)
            if classes is None:
                database.execute(WITHOUT_STATEMENTS)
            values = _chosen(database, wanted)
            return _hits(database, database.execute(LOOSELY_ORDERED, values), wanted.language)

    def things(self, iris: Iterable[str], language: str) -> dict[str, Hit]:
        """Tell of each of *iris* what is shown of it; those that are not here are left out.

        Raises:
            QueryTimeoutError: it takes too long.
        """
        with _opened(self.path, self.limit_s) as database:
            rows = database.execute(THINGS, (json.dumps(list(iris)),))
            return {hit.iri: hit for hit in _hits(database, rows, language)}

    def kinds(self, language: str) -> tuple[Kind, ...]:
        """List all classes that things have, the ones looked for first in front.

        Raises:
            QueryTimeoutError: it takes too long.
        """
        with _opened(self.path, self.limit_s) as database:
            return tuple(_kind(row, language) for row in database.execute(KINDS))

    def known_kinds(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Return those of *kinds* that are classes of things here.

        Raises:
            QueryTimeoutError: it takes too long.
        """
        with _opened(self.path, self.limit_s) as database:
            return tuple(kind for kind in kinds if _class_numbers(database, (kind,)))

    def properties(self, kinds: Iterable[str], language: str) -> tuple[Kind, ...]:
        """List the properties of things of *kinds*, or of all, with how many things have them.

        Raises:
            QueryTimeoutError: it takes too long.
        """
        given = list(kinds)
        with _opened(self.path, self.limit_s) as database:
            values = {
                "are_all": not given,
                "chosen": json.dumps(_class_numbers(database, given)),
            }
            return tuple(_kind(row, language) for row in database.execute(PROPERTIES, values))


_STEPS: Final = 10_000
"""How many steps of SQLite's machine pass between two looks at the clock."""

_Shown = tuple[int, str, str, str, str, str, str, int]


@contextmanager
def _opened(path: Path, limit_s: float) -> Iterator[sqlite3.Connection]:
    """Open the index for one question.

    Raises:
        QueryTimeoutError: the question takes longer than it may.
    """
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
    )
    database.execute("PRAGMA temp_store = MEMORY")
    until = time.monotonic() + limit_s
    database.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        yield database
    except sqlite3.OperationalError as error:
        if time.monotonic() > until:
            raise QueryTimeoutError(limit_s) from None
        raise error
    finally:
        database.close()


def _found(database: sqlite3.Connection, wanted: Wanted, *, is_loose: bool) -> Found:
    values = _chosen(database, wanted)
    ordered = LOOSELY_ORDERED if is_loose else ORDERED
    hits = _hits(database, database.execute(ordered, values), wanted.language)
    total = database.execute(f"SELECT count(*) {CHOSEN}", values).fetchone()[0]
    kinds = tuple(_kind(row, wanted.language) for row in database.execute(KINDS_OF_HITS))
    return Found(hits, total, kinds, is_loose and total > 0)


def _chosen(database: sqlite3.Connection, wanted: Wanted) -> dict[str, str | int]:
    return {
        "are_all": not wanted.kinds,
        "chosen": json.dumps(_class_numbers(database, wanted.kinds)),
        "count": wanted.count,
        "start": wanted.start,
    }


def _hits(database: sqlite3.Connection, found: Iterable[_Shown], language: str) -> tuple[Hit, ...]:
    rows = list(found)
    kinds: dict[int, list[Named]] = {row[0]: [] for row in rows}
    for thing, *named in database.execute(KINDS_OF_THINGS, (json.dumps(list(kinds)),)):
        kinds[thing].append(_kind((*named, 0), language).named)
    hits = []
    for number, iri, german, english, names, german_context, english_context, exact in rows:
        label, other_label = _in(language, german, english), _in(language, english, german)
        others = [name for name in (other_label, *names.split("\n")) if name and name != label]
        context = _in(language, german_context, english_context)
        hits.append(Hit(iri, label, tuple(others), context, tuple(kinds[number]), exact))
    return tuple(hits)


def _kind(row: Sequence[str | int], language: str) -> Kind:
    iri, name, german, english, count = row
    return Kind(Named(str(iri), str(name), _in(language, str(german), str(english))), int(count))


def _in(language: str, german: str, english: str) -> str:
    return english if language == "en" else german


def _class_numbers(database: sqlite3.Connection, kinds: Iterable[str]) -> list[int]:
    """Find the classes that are called by IRI, by name such as `fg:Project`, or by `Project`."""
    rows = database.execute(
        "SELECT DISTINCT class.id FROM json_each(?) "
        "JOIN class ON value IN (iri, name) OR name LIKE '%:' || value ORDER BY class.id",
        (json.dumps(list(kinds)),),
    )
    return [row[0] for row in rows]
