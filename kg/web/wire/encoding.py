"""Compress what is sent, as the client likes it best. Pure: knows no Flask.

An encoded answer that breaks off is no valid stream: the end of the format is written only after
the last chunk.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding and, for zstd,
https://www.rfc-editor.org/rfc/rfc9659
"""

import re
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEAST_BYTES: Final = 1024
"""A shorter body gains nothing by being compressed."""

_GZIP_LEVEL: Final = 5
_ZSTD_LEVEL: Final = 3
_GZIP_CONTAINER: Final = 16 + zlib.MAX_WBITS

_FLUSHED_EVERY_S: Final = 0.25
_FLUSHED_EVERY_BYTES: Final = 1_048_576
"""A client never waits for bytes that were made longer ago, or more, than this."""

_MAX_LENGTH: Final = 1024
_QUALITY: Final = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?", re.ASCII)
_COMPRESSIBLE: Final = re.compile(
    r"text/.+|application/(?:json|xml|javascript|trig|n-triples|n-quads|sparql-query|wasm"
    r"|.+\+json|.+\+xml)|image/svg\+xml",
)


class _Compressor(Protocol):
    """What gzip and zstd have in common, one for each answer."""

    def compress(self, piece: bytes, /) -> bytes:
        """Take in *piece*; return what is ready."""

    def flushed(self) -> bytes:
        """Return everything that was taken in and not returned yet."""

    def ended(self) -> bytes:
        """Return the rest and the end of the format."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One content coding.

    Attributes:
        name: as it stands in `Content-Encoding`.
        begun: begins to compress one answer.
    """

    name: str
    begun: "Callable[[], _Compressor]"

    def compress(self, body: bytes) -> bytes:
        """Compress a whole body; the same body gives the same bytes."""
        compressor = self.begun()
        return compressor.compress(body) + compressor.ended()

    def stream(
        self, chunks: Iterator[bytes], clock: Callable[[], float] = time.monotonic
    ) -> Iterator[bytes]:
        """Compress *chunks* as they come: the first one leaves at once, no other waits for long.

        What *chunks* raises is passed on, and what was sent until then is no valid stream.
        Closing closes *chunks*.
        """
        return _Stream(_pieces(self.begun(), chunks, clock), chunks)

    def tagged(self, tag: str) -> str:
        """Turn the entity tag of the plain answer into that of the compressed one."""
        return f"{tag}-{self.name}"


def _pieces(
    compressor: _Compressor, chunks: Iterator[bytes], clock: Callable[[], float]
) -> Iterator[bytes]:
    held_bytes, flushed_s = _FLUSHED_EVERY_BYTES, clock()
    for chunk in chunks:
        if not chunk:
            continue
        held_bytes += len(chunk)
        piece = compressor.compress(chunk)
        if held_bytes >= _FLUSHED_EVERY_BYTES or clock() - flushed_s >= _FLUSHED_EVERY_S:
            piece += compressor.flushed()
            held_bytes, flushed_s = 0, clock()
        if piece:
            yield piece
    yield compressor.ended()


class _Stream(Iterator[bytes]):
    """Compressed pieces; closing it closes what they are made from, read or not."""

    def __init__(self, pieces: Iterator[bytes], chunks: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._chunks = chunks

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        if (close := getattr(self._chunks, "close", None)) is not None:
            close()


class _Gzip:
    def __init__(self) -> None:
        self._deflate = zlib.compressobj(_GZIP_LEVEL, wbits=_GZIP_CONTAINER)

    def compress(self, piece: bytes, /) -> bytes:
        return self._deflate.compress(piece)

    def flushed(self) -> bytes:
        return self._deflate.flush(zlib.Z_SYNC_FLUSH)

    def ended(self) -> bytes:
        return self._deflate.flush(zlib.Z_FINISH)


class _Zstd:
    def __init__(self) -> None:
        self._compressor = zstd.ZstdCompressor(_ZSTD_LEVEL)

    def compress(self, piece: bytes, /) -> bytes:
        return self._compressor.compress(piece)

    def flushed(self) -> bytes:
        return self._compressor.flush(zstd.ZstdCompressor.FLUSH_BLOCK)

    def ended(self) -> bytes:
        return self._compressor.flush(zstd.ZstdCompressor.FLUSH_FRAME)


ZSTD: Final = Encoding("zstd", _Zstd)
GZIP: Final = Encoding("gzip", _Gzip)

ENCODINGS: Final = (ZSTD, GZIP)
"""In the order in which they are preferred where the client is indifferent."""

_ALIASES: Final = {"x-gzip": "gzip"}


def choose_encoding(header: str) -> Encoding | None:
    """Choose how to compress for a client that sent *header* as `Accept-Encoding`.

    None is for sending the body as it is: where the client names nothing that we have, or likes
    that better. `*` alone gets gzip, which everybody reads; so does who refuses `identity` and
    names nothing else.
    """
    wanted = _qualities(header)
    others = wanted.get("*", 0.0)
    identity = wanted.get("identity", 0.0)
    if not any(encoding.name in wanted for encoding in ENCODINGS):
        is_refused = refuses_identity(header) and wanted.get("*") != 0
        return GZIP if is_refused or others > identity else None
    best = max(wanted.get(encoding.name, others) for encoding in ENCODINGS)
    if best == 0 or best < identity:
        return None
    return next(e for e in ENCODINGS if wanted.get(e.name, others) == best)


def refuses_identity(header: str) -> bool:
    """Say whether the client wants no body as it is, however short."""
    wanted = _qualities(header)
    return wanted.get("identity", wanted.get("*", 1.0)) == 0


def encoding_for(header: str, content_type: str, length_bytes: int | None) -> Encoding | None:
    """Choose how to compress one body.

    Args:
        header: the request's `Accept-Encoding`, empty where there is none.
        content_type: of the body.
        length_bytes: of the body, None where it is not known yet, so that it is long.
    """
    if not is_compressible(content_type):
        return None
    is_short = length_bytes is not None and length_bytes <= LEAST_BYTES
    return None if is_short and not refuses_identity(header) else choose_encoding(header)


def is_compressible(content_type: str) -> bool:
    """Say whether bodies of this type get shorter; archives and pictures do not."""
    return _COMPRESSIBLE.fullmatch(content_type.partition(";")[0].strip().lower()) is not None


def _qualities(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header[:_MAX_LENGTH].split(","):
        name, _, parameters = part.strip().lower().partition(";")
        name = name.strip()
        quality = _quality(parameters)
        if name and quality is not None:
            found[_ALIASES.get(name, name)] = quality
    return found


def _quality(parameters: str) -> float | None:
    """Read `q=…`; None where it is none, so that the coding does not count."""
    if not parameters.strip():
        return 1.0
    name, _, value = parameters.partition("=")
    if name.strip() != "q" or not _QUALITY.fullmatch(value.strip()):
        return None
    return float(value)
