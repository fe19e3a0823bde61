"""The queries that have a permalink: one file beside the releases, a row each. Knows no Flask.

A query's address is a hash of what it asks, so the same query has the same address everywhere, and
an address never means another query. Who stored it is not written down: only a number out of
4,096, which many clients share, so that a client that stores much makes room at its own expense.

Source: https://doi.org/10.15497/RDA00016, recommendations 4 to 8
"""

import base64
import hashlib
import json
import logging
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.engine import DatasetClause, Shares
from kg.errors import QueryNotStoredError, TooManyStoredError

_log: Final = logging.getLogger(__name__)

MAX_QUERY_BYTES: Final = 65_536
"""A longer query gets no permalink."""

_ADDRESS_CHARACTERS: Final = 26
"""130 bits: nobody finds two queries of one address."""

_DRAWERS: Final = 4096
_ROW_BYTES: Final = 512
"""What a row takes beside its text, about; so the size bounds the number too."""

_DAY_S: Final = 86_400
_WAIT_S: Final = 2.0
_LAYOUT: Final = 1

_TURNS: Final = 60.0
"""New queries that a client may store in one go."""

_TURNS_BACK: Final = 1 / 30
"""Of them come back in a second."""

_SCHEMA: Final = f"""
CREATE TABLE queries (
  address TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  graphs TEXT NOT NULL,
  size INTEGER NOT NULL,
  drawer INTEGER,
  opened INTEGER NOT NULL
);
CREATE INDEX by_drawer ON queries (drawer, opened, size, address);
CREATE TABLE salt (value BLOB NOT NULL);
PRAGMA user_version = {_LAYOUT};
"""
_USED: Final = "SELECT TOTAL(size) FROM queries WHERE drawer IS NOT NULL"
_FULLEST: Final = (
    "SELECT address FROM queries WHERE address != ? AND drawer = ("
    "  SELECT drawer FROM queries WHERE drawer IS NOT NULL AND address != ?"
    "  GROUP BY drawer ORDER BY SUM(size) DESC, drawer LIMIT 1"
    ") ORDER BY opened, address LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A query with a permalink.

    Attributes:
        address: the hash of the rest, and the last part of the permalink.
        text: as `normalised` writes it.
        clause: the dataset that was asked, graphs sorted.
    """

    address: str
    text: str
    clause: DatasetClause

    @classmethod
    def of(cls, text: str, clause: DatasetClause) -> "StoredQuery":
        """Take a query as it came in."""
        plain = normalised(text)
        asked = DatasetClause(_sorted(clause.default), _sorted(clause.named))
        digest = hashlib.sha256(json.dumps([plain, asked.default, asked.named]).encode()).digest()
        address = base64.b32encode(digest).decode("ascii").lower()[:_ADDRESS_CHARACTERS]
        return cls(address, plain, asked)


def normalised(text: str) -> str:
    """Write a query so that its way here leaves no trace: forms send CRLF, files end in LF."""
    return text.replace("\r\n", "\n").strip()


class QueryShelf:
    """Keeps queries by address. Safe among threads and among processes.

    Args:
        path: the file; it is made with the first query.
        limit_bytes: what all queries of clients take together; 0 stores none.
    """

    def __init__(self, path: Path, limit_bytes: int) -> None:
        self._path = path
        self._limit_bytes = limit_bytes
        self._own: set[str] = set()
        self._turns = Shares(_TURNS, _TURNS_BACK)  # one turn is one of its seconds

    def find(self, address: str) -> StoredQuery | None:
        """Return the query of *address*, which counts as opened today.

        Raises:
            QueryNotStoredError: the file cannot be read.
        """
        if not self._path.is_file():
            return None
        with self._opened() as file:
            if not _is_made(file):
                return None
            row = file.execute(
                "SELECT text, graphs, opened FROM queries WHERE address = ?", (address,)
            ).fetchone()
            if row is None:
                return None
            text, graphs, opened = row
            if opened != _today():
                self._note_opened(file, address)
        default, named = json.loads(graphs)
        return StoredQuery(address, text, DatasetClause(_sorted(default), _sorted(named)))

    def put(self, query: StoredQuery, client: str) -> bool:
        """Keep a query of *client*; where room is needed, who has most loses what rested longest.

        Returns:
            Whether it is new here.

        Raises:
            TooManyStoredError: the client has stored many just now.
            QueryNotStoredError: none are stored here, or the file cannot be written.
        """
        if not self._limit_bytes:
            raise QueryNotStoredError("this server stores no queries")
        self._prepare()
        with self._opened() as file:
            file.execute("BEGIN IMMEDIATE")
            known = file.execute("SELECT 1 FROM queries WHERE address = ?", (query.address,))
            if known.fetchone() is not None:
                self._note_opened(file, query.address)
                file.execute("COMMIT")
                return False
            self._take_turn(client)
            self._insert(file, query, self._drawer(file, client))
            self._make_room(file, query.address)
            file.execute("COMMIT")
        return True

    def put_own(self, queries: Mapping[str, StoredQuery]) -> None:
        """Keep the house's own queries for good, at nobody's expense; tried once for each.

        A file that cannot be written is a line in the log: what is served now is known without it.

        Args:
            queries: by address.
        """
        new = queries.keys() - self._own
        if not new:
            return
        self._own |= new
        with suppress(QueryNotStoredError):
            self._prepare()
            with self._opened() as file:
                file.execute("BEGIN IMMEDIATE")
                for address in sorted(new):
                    self._insert(file, queries[address], None)
                    file.execute("UPDATE queries SET drawer = NULL WHERE address = ?", (address,))
                file.execute("COMMIT")

    def _prepare(self) -> None:
        """Make the file where there is none."""
        with self._opened() as file:
            if _is_made(file):
                return
            file.execute("BEGIN IMMEDIATE")
            if not _is_made(file):
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    file.execute(statement)
                file.execute("INSERT INTO salt VALUES (?)", (secrets.token_bytes(16),))
            file.execute("COMMIT")

    def _take_turn(self, client: str) -> None:
        now_s = time.monotonic()
        if self._turns.remaining_s(client, now_s) < 1:
            raise TooManyStoredError(self._turns.retry_after_s(client, 1, now_s))
        self._turns.charge(client, 1, now_s)

    def _make_room(self, file: sqlite3.Connection, address: str) -> None:
        """Let others than *address* go until the rest fits."""
        while file.execute(_USED).fetchone()[0] > self._limit_bytes:
            victim = file.execute(_FULLEST, (address, address)).fetchone()
            if victim is None:
                return
            file.execute("DELETE FROM queries WHERE address = ?", victim)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            # Transactions are begun and ended above; what is not committed falls with the close.
            connection = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)
            with closing(connection) as file:
                yield file
        except sqlite3.Error as error:
            _log.error("%s: %s", self._path, error)
            raise QueryNotStoredError("the place for queries is not to be used now") from error

    @staticmethod
    def _insert(file: sqlite3.Connection, query: StoredQuery, drawer: int | None) -> None:
        graphs = json.dumps([query.clause.default, query.clause.named])
        size = len(query.text.encode("utf-8")) + len(graphs) + _ROW_BYTES
        file.execute(
            "INSERT OR IGNORE INTO queries VALUES (?, ?, ?, ?, ?, ?)",
            (query.address, query.text, graphs, size, drawer, _today()),
        )

    @staticmethod
    def _drawer(file: sqlite3.Connection, client: str) -> int:
        salt = file.execute("SELECT value FROM salt").fetchone()[0]
        digest = hashlib.blake2b(client.encode("utf-8", "replace"), key=salt).digest()
        return int.from_bytes(digest[:2], "big") % _DRAWERS

    @staticmethod
    def _note_opened(file: sqlite3.Connection, address: str) -> None:
        """Note the day; a file that may only be read knows no days."""
        try:
            file.execute("UPDATE queries SET opened = ? WHERE address = ?", (_today(), address))
        except sqlite3.OperationalError as error:
            _log.warning("the day cannot be noted: %s", error)


def _is_made(file: sqlite3.Connection) -> bool:
    """Say whether the file has its tables; whoever made it may have been ended before."""
    return bool(file.execute("PRAGMA user_version").fetchone()[0] == _LAYOUT)


def _sorted(graphs: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if graphs is None else tuple(sorted(set(graphs)))


def _today() -> int:
    """Count the days since 1970."""
    return int(time.time()) // _DAY_S
