"""Find what stands at a permalink: a query that a client stored, or a question of the project's."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.engine import WHOLE_DATASET
from kg.errors import UnknownPermalinkError
from kg.queries import QueryFile, read_queries
from kg.web.frame.site import links, pin, served, site
from kg.web.operating.query_shelf import StoredQuery
from kg.web.operating.serving import Served
from kg.web.wire.replies import Header

PATH: Final = "/q"
COMPETENCY: Final = "competency"

_ADDRESS: Final = re.compile(r"[a-z2-7]{26}")


@dataclass(frozen=True, slots=True)
class Permalink:
    """A query at its address.

    Attributes:
        query: what is asked.
        own: the file it stands in where it is one of the project's questions.
    """

    query: StoredQuery
    own: QueryFile | None = None

    @property
    def path(self) -> str:
        """Return where it is, without suffix."""
        return f"{PATH}/{self.query.address}"

    def title(self, language: str) -> str:
        """Return its title; empty for those of clients, whose words are not ours to say."""
        return self.own.title(language) if self.own else ""


@dataclass(frozen=True, slots=True)
class OwnPermalinks:
    """The project's questions.

    Attributes:
        by_name: such as `cq01-programmes-and-owners`, in the order of the names.
        by_address: the same.
        queries: by address, what is asked.
    """

    by_name: Mapping[str, Permalink]
    by_address: Mapping[str, Permalink]
    queries: Mapping[str, StoredQuery]


def own_permalinks() -> OwnPermalinks:
    """Return the questions of what is served.

    They are put on the shelf too, so that a permalink outlives the wording of its question.
    """
    own = _own(_folder(served()))
    if served().release is not None:
        site().shelf.put_own(own.queries)
    return own


def permalink(address: str) -> Permalink:
    """Return the query at *address*.

    Raises:
        UnknownPermalinkError: there is none.
        QueryNotStoredError: whether there is one cannot be told now.
    """
    if not _ADDRESS.fullmatch(address):
        raise UnknownPermalinkError(address)
    own = own_permalinks().by_address.get(address)
    if own is not None:
        return own
    found = site().shelf.find(address)
    if found is None:
        raise UnknownPermalinkError(address)
    return Permalink(found)


def pinned_permalink(name: str, version: str) -> Permalink:
    """Pin the release *version*, if any, and return what is at *name* there.

    A question's name means the question as that release has it; an address means the same query in
    each, also where only the newest release has that question.

    Args:
        name: an address, or the name of a question.
        version: of the release; empty for the newest.

    Raises:
        RequestError: as `permalink` and `pin` raise.
    """
    newest = None
    if version and _ADDRESS.fullmatch(name):
        with suppress(UnknownPermalinkError):
            newest = permalink(name)
    pin(version)
    own = own_permalinks()
    return own.by_name.get(name) or own.by_address.get(name) or newest or permalink(name)


def permalink_url(found: Permalink, suffix: str = "", version: str = "") -> str:
    """Return the absolute address of a permalink, or of one form of it, or of one release's."""
    return links().url(permalink_part(found, suffix, version))


def permalink_part(found: Permalink, suffix: str = "", version: str = "") -> str:
    """Return the same without host, below the public address's path."""
    return f"{found.path}{f'.{suffix}' if suffix else ''}{f'?v={version}' if version else ''}"


def unseen(found: Permalink) -> tuple[Header, ...]:
    """Return the headers that keep what a client wrote from being found under our name."""
    return () if found.own else (("X-Robots-Tag", "noindex"),)


def _folder(now: Served) -> Path:
    """Return the folder of the questions; files as they are have those of the checkout."""
    if now.release is not None:
        return now.release.queries_path / COMPETENCY
    return site().settings.root / "queries" / COMPETENCY


@lru_cache(maxsize=8)
def _own(folder: Path) -> OwnPermalinks:
    """Read the questions of a release, which never change."""
    made = [
        Permalink(StoredQuery.of(file.text, WHOLE_DATASET), file) for file in read_queries(folder)
    ]
    return OwnPermalinks(
        MappingProxyType({link.own.name: link for link in made if link.own}),
        MappingProxyType({link.query.address: link for link in made}),
        MappingProxyType({link.query.address: link.query for link in made}),
    )
