"""Whole replies by request: what was answered a moment ago is given again without asking the app.

Under the app lies a cache of bodies by entity tag; this one saves the way to it. A reply is kept
where the app calls it public, and found for requests that are alike in everything the app varies
by, as long as the same dataset is served.

Source: https://www.rfc-editor.org/rfc/rfc9111#name-constructing-responses-from
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from kg.web.operating.observing import Observation
from kg.web.transport.wsgi_call import Header
from kg.web.wire.cache import Cache, CacheState

_VARY: Final = (
    "accept",
    "accept-encoding",
    "accept-language",
    "if-none-match",
    "if-modified-since",
    "range",
    "if-range",
)
"""Whatever any reply varies by."""

_OWN: Final = frozenset({"ratelimit", "ratelimit-policy", "x-query-id"})
"""Headers that belong to one request, not to the reply."""

_KEPT_STATUSES: Final = frozenset({200, 304})
_ENTRY_BYTES: Final = 1024
"""What a reply takes beside its body, about."""


class Asked(Protocol):
    """What is looked at of a request."""

    @property
    def method(self) -> str:
        """In capitals."""

    @property
    def path(self) -> str:
        """Decoded."""

    @property
    def query_string(self) -> str:
        """As it came in."""


Key = tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply with its body, and what was noted about the request that it was made for."""

    status: int
    headers: list[Header]
    body: bytes
    noted: Observation = field(default_factory=Observation, compare=False)


class Memo:
    """Replies to requests without a body.

    Args:
        limit_bytes: the size of all replies together; 0 keeps nothing.
        version: names the dataset that is served now.
    """

    def __init__(self, limit_bytes: int, version: Callable[[], str]) -> None:
        self._version = version
        self._replies: Cache[Kept] = Cache(limit_bytes)

    def key(self, asked: Asked, header: Callable[[str], Sequence[str]]) -> Key | None:
        """Name the request by what its reply may depend on; None where none is kept for it.

        Args:
            asked: the request.
            header: gives all values of a header, since the app sees every line of it.
        """
        if asked.method != "GET":
            return None
        varied = (tuple(header(name)) for name in _VARY)
        return (self._version(), asked.path, asked.query_string, *varied)

    def find(self, key: Key) -> Kept | None:
        """Return the reply to such a request."""
        return self._replies.get(key)

    def keep(self, key: Key, reply: Kept) -> None:
        """Keep *reply* if it is public and of the dataset that *key* names."""
        headers = dict(reply.headers)
        is_public = headers.get("cache-control", "").startswith("public")
        is_same = headers.get("x-dataset-version") == key[0]
        if reply.status in _KEPT_STATUSES and is_public and is_same:
            lasting = [header for header in reply.headers if header[0] not in _OWN]
            size = len(reply.body) + len(str(key)) + _ENTRY_BYTES
            self._replies.put(key, replace(reply, headers=lasting), size)

    def state(self) -> CacheState:
        """Tell what was found and kept so far."""
        return self._replies.state()
