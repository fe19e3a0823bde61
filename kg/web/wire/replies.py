"""What HTTP decides about sending a representation: tags, dates, copies, compression. Pure.

A reply is made in two steps, so that whoever evaluates a query may do so in between: `begun` says
what is to be sent or that the client has it already, `finished` puts the body to it.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

from kg.web.wire.cache import Cache
from kg.web.wire.encoding import ENCODINGS, Encoding, encoding_for

Header = tuple[str, str]
Body = bytes | Iterator[bytes]

_EVERYTHING: Final = "*"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, headers with names as they are to be sent, and a body."""

    status: int
    headers: list[Header]
    body: Body


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request says about how, and whether, it wants the representation.

    Attributes:
        accept_encoding: its `Accept-Encoding`, empty where there is none.
        if_none_match: its `If-None-Match`.
        if_modified_since: its `If-Modified-Since`.
    """

    accept_encoding: str = ""
    if_none_match: str | None = None
    if_modified_since: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The dataset that answers.

    Attributes:
        version: names its content.
        order: names what decides about an order that the query leaves open.
        modified: since when it is there, as HTTP writes dates.
        max_age_s: how long a client may keep an answer unasked.
        is_final: whether no later dataset has other bytes at the same address.
    """

    version: str
    order: str
    modified: str
    max_age_s: int
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Representation:
    """What is to be sent.

    Attributes:
        content_type: its media type with charset.
        identity: whatever besides the dataset decides about the bytes.
        vary: request headers that chose it.
        links: values of `Link` headers.
        location: the address of exactly this representation, empty where it is the one asked.
        is_lasting: whether asking again gives the same bytes.
        extra: further headers.
    """

    content_type: str
    identity: Sequence[str]
    vary: Sequence[str] = ("Accept",)
    links: Sequence[str] = ()
    location: str = ""
    is_lasting: bool = True
    extra: Sequence[Header] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A reply that lacks its body.

    Attributes:
        representation: what is to be sent.
        headers: as far as they do not depend on the body.
        tag: the entity tag of the plain body, empty where it has none.
        accept_encoding: of the request.
    """

    representation: Representation
    headers: list[Header]
    tag: str
    accept_encoding: str


def begun(
    representation: Representation, wish: Wish, edition: Edition, cache: Cache[bytes]
) -> Begun | Reply:
    """Begin the reply that sends *representation*; whole where client or *cache* has the body."""
    headers = [("X-Dataset-Version", edition.version), *representation.extra]
    headers += [("Link", link) for link in representation.links]
    if representation.location:
        headers.append(("Content-Location", representation.location))
    headers.append(("Vary", ", ".join((*representation.vary, "Accept-Encoding"))))
    if not representation.is_lasting:
        headers.append(("Cache-Control", "no-store"))
        return Begun(representation, headers, "", wish.accept_encoding)
    final = ", immutable" if edition.is_final else ""
    headers.append(("Cache-Control", f"public, max-age={edition.max_age_s}{final}"))
    headers.append(("Last-Modified", edition.modified))
    started = Begun(representation, headers, _tag(representation, edition), wish.accept_encoding)
    if (had := had_tag(started.tag, wish, edition.modified)) is not None:
        return Reply(304, [*headers, ("ETag", f'"{had}"')], b"")
    kept = cache.get(started.tag)
    return _whole(started, kept, cache) if kept is not None else started


def finished(started: Begun, body: bytes | Iterable[bytes], cache: Cache[bytes]) -> Reply:
    """Put *body* to the reply; a whole one is kept where it lasts."""
    if not isinstance(body, bytes):
        return _streamed(started, iter(body))
    if started.tag:
        cache.put(started.tag, body, len(body))
    return _whole(started, body, cache)


def _whole(started: Begun, body: bytes, cache: Cache[bytes]) -> Reply:
    content_type = started.representation.content_type
    encoding = encoding_for(started.accept_encoding, content_type, len(body))
    if encoding is not None:
        body = _compressed(body, encoding, started.tag, cache)
    headers = [
        *started.headers,
        *_named(started.tag, encoding),
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
    ]
    return Reply(200, headers, body)


def _streamed(started: Begun, pieces: Iterator[bytes]) -> Reply:
    content_type = started.representation.content_type
    encoding = encoding_for(started.accept_encoding, content_type, None)
    headers = [*started.headers, *_named(started.tag, encoding), ("Content-Type", content_type)]
    return Reply(200, headers, encoding.stream(pieces) if encoding else pieces)


def _compressed(body: bytes, encoding: Encoding, tag: str, cache: Cache[bytes]) -> bytes:
    if not tag:
        return encoding.compress(body)
    key = encoding.tagged(tag)
    kept = cache.get(key)
    if kept is None:
        kept = encoding.compress(body)
        cache.put(key, kept, len(kept))
    return kept


def _named(tag: str, encoding: Encoding | None) -> list[Header]:
    headers = [("Content-Encoding", encoding.name)] if encoding else []
    if tag:
        headers.append(("ETag", f'"{encoding.tagged(tag) if encoding else tag}"'))
    return headers


def _tag(representation: Representation, edition: Edition) -> str:
    parts = (edition.version, edition.order, representation.content_type, *representation.identity)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def had_tag(tag: str, wish: Wish, modified: str) -> str | None:
    """Return the tag of what the client has, in whatever encoding, if it is this.

    A tag goes before a date (RFC 9110, 13.2.2).

    Args:
        tag: of the plain body.
        wish: what the request says of what the client has.
        modified: since when the body is the same, as HTTP writes dates.
    """
    if wish.if_none_match is not None:
        given = (part.strip() for part in wish.if_none_match.split(","))
        known = [part.removeprefix("W/").strip('"') for part in given]
        if _EVERYTHING in known:
            return tag
        ours = {tag, *(encoding.tagged(tag) for encoding in ENCODINGS)}
        return next((one for one in known if one in ours), None)
    if wish.if_modified_since is None:
        return None
    try:
        since = parsedate_to_datetime(wish.if_modified_since)
        return tag if parsedate_to_datetime(modified) <= since else None
    except (ValueError, TypeError):  # no date, or one without a zone
        return None
