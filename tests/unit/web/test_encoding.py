"""Compressed bodies are what they were, come early, and are never whole when they break off."""

import gzip
import sys
import zlib
from collections.abc import Iterator

import pytest

from kg.web.wire.encoding import (
    ENCODINGS,
    GZIP,
    Encoding,
    choose_encoding,
    encoding_for,
    is_compressible,
    refuses_identity,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BODY = b'{"name": "Iserlohn"}' * 5000

each_encoding = pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda e: e.name)


def whole(encoding: Encoding, body: bytes) -> bytes:
    """Read an encoded body as clients do; an unfinished one raises."""
    return gzip.decompress(body) if encoding is GZIP else zstd.decompress(body)


def readable(encoding: Encoding, body: bytes) -> bytes:
    """Read as much as has come."""
    if encoding is GZIP:
        return zlib.decompressobj(31).decompress(body)
    return zstd.ZstdDecompressor().decompress(body)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate", None),
        ("br", None),
        ("zstd;q=0.5, gzip;q=0.8", "gzip"),
        ("zstd;q=0.5, gzip;q=0.5", "zstd"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.0, zstd", "zstd"),
        ("*", "gzip"),
        ("*;q=0", None),
        ("zstd;q=0, *", "gzip"),
        ("gzip;q=0, *", "zstd"),
        ("identity;q=0", "gzip"),
        ("identity;q=0, br", "gzip"),
        ("identity;q=0, zstd", "zstd"),
        ("identity;q=1, *;q=0", None),
        ("gzip;q=1, *;q=0", "gzip"),
        ("gzip;q=5", None),
        ("gzip;q=nonsense", None),
        ("gzip ; q=0.3", "gzip"),
        (",,;;=", None),
    ],
)
def test_the_client_chooses_how_to_compress(header: str, name: str | None) -> None:
    chosen = choose_encoding(header)
    assert (chosen.name if chosen else None) == name


@pytest.mark.parametrize(
    ("header", "is_refused"),
    [
        ("", False),
        ("gzip", False),
        ("identity;q=0", True),
        ("gzip, *;q=0", True),
        ("identity, *;q=0", False),
    ],
)
def test_a_client_may_refuse_a_plain_body(header: str, is_refused: bool) -> None:
    assert refuses_identity(header) == is_refused


@pytest.mark.parametrize(
    ("content_type", "length_bytes", "header", "is_compressed"),
    [
        ("text/csv; charset=utf-8", 1025, "gzip", True),
        ("text/csv; charset=utf-8", 1024, "gzip", False),
        ("text/csv; charset=utf-8", None, "gzip", True),
        ("text/csv; charset=utf-8", 10, "gzip, identity;q=0", True),
        ("application/sparql-results+json", 5000, "gzip", True),
        ("application/gzip", 5000, "gzip", False),
        ("image/png", None, "gzip", False),
    ],
)
def test_only_what_gets_shorter_is_compressed(
    content_type: str, length_bytes: int | None, header: str, is_compressed: bool
) -> None:
    assert (encoding_for(header, content_type, length_bytes) is GZIP) == is_compressed


@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/ld+json", "application/rdf+xml", "application/trig",
     "application/n-quads", "application/n-triples", "application/geo+json", "image/svg+xml",
     "Application/Problem+JSON; charset=utf-8"],
)  # fmt: skip
def test_every_text_is_compressible(media_type: str) -> None:
    assert is_compressible(media_type)


@each_encoding
def test_a_body_is_what_it_was_and_the_same_each_time(encoding: Encoding) -> None:
    compressed = encoding.compress(BODY)
    assert whole(encoding, compressed) == BODY
    assert compressed == encoding.compress(BODY)
    assert len(compressed) < len(BODY) / 10


@each_encoding
@pytest.mark.parametrize("chunks", [[BODY], [BODY[i : i + 999] for i in range(0, 90_000, 999)], []])
def test_a_stream_is_what_it_was(encoding: Encoding, chunks: list[bytes]) -> None:
    assert whole(encoding, b"".join(encoding.stream(iter(chunks)))) == b"".join(chunks)


@each_encoding
def test_the_first_chunk_is_readable_at_once(encoding: Encoding) -> None:
    stream = encoding.stream(iter([b"first", b"second"]))
    assert readable(encoding, next(stream)) == b"first"


@each_encoding
def test_no_chunk_waits_for_long(encoding: Encoding) -> None:
    moments = iter(range(100))
    stream = encoding.stream(iter([b"1", b"2", b"3", b"4"]), clock=lambda: next(moments))
    sent = b""
    for expected in (b"1", b"12", b"123", b"1234"):
        sent += next(stream)
        assert readable(encoding, sent) == expected


@each_encoding
def test_chunks_that_come_fast_are_compressed_together(encoding: Encoding) -> None:
    chunks = [BODY[i : i + 100] for i in range(0, len(BODY), 100)]
    sent = list(encoding.stream(iter(chunks), clock=lambda: 0.0))
    assert len(sent) < 10
    assert sum(map(len, sent)) < 1.5 * len(encoding.compress(BODY))


class Failing(Iterator[bytes]):
    """Breaks off after two chunks; says whether it was closed."""

    def __init__(self) -> None:
        self.left = [b"first" * 1000, b"second" * 1000]
        self.is_closed = False

    def __next__(self) -> bytes:
        if not self.left:
            raise OSError("broke off")
        return self.left.pop(0)

    def close(self) -> None:
        self.is_closed = True


@each_encoding
def test_a_stream_that_fails_is_never_whole(encoding: Encoding) -> None:
    failing, sent = Failing(), b""
    with pytest.raises(OSError, match="broke off"):  # noqa: PT012 -- what came before counts
        for piece in encoding.stream(failing, clock=iter(range(9)).__next__):
            sent += piece
    assert readable(encoding, sent) == b"first" * 1000 + b"second" * 1000
    with pytest.raises((EOFError, zstd.ZstdError)):
        whole(encoding, sent)


@each_encoding
def test_who_closes_before_reading_ends_what_is_behind(encoding: Encoding) -> None:
    failing = Failing()
    stream = encoding.stream(failing)
    stream.close()  # type: ignore[attr-defined] # a generator
    assert failing.is_closed


@each_encoding
def test_each_encoding_has_its_own_tag(encoding: Encoding) -> None:
    assert encoding.tagged("abc") == f"abc-{encoding.name}"
