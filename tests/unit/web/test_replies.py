"""Tags, dates, kept bodies and compression, as RFC 9110 has them."""

import gzip
from dataclasses import replace

import pytest

from kg.web.wire.cache import Cache
from kg.web.wire.replies import Begun, Edition, Reply, Representation, Wish, begun, finished

EDITION = Edition("2026.01.01-0123abcd", "memory", "Thu, 01 Jan 2026 12:00:00 GMT", 60)
SENT = Representation(
    "text/turtle; charset=utf-8", ("document", "a"), links=("<b>; rel=c",), location="/a"
)
LONG = b"a sentence that is said again and again. " * 100


def cache() -> Cache[bytes]:
    return Cache(1_000_000)


def started(
    representation: Representation = SENT,
    wish: Wish | None = None,
    kept: Cache[bytes] | None = None,
) -> Begun:
    reply = begun(representation, wish or Wish(), EDITION, kept or cache())
    assert isinstance(reply, Begun)
    return reply


def tag_of(reply: Reply) -> str:
    return dict(reply.headers)["ETag"]


def test_a_reply_says_what_it_is() -> None:
    reply = finished(started(), b"short", cache())
    assert reply.status == 200
    assert reply.body == b"short"
    headers = dict(reply.headers)
    assert len(headers.pop("ETag")) == 34
    assert headers == {
        "X-Dataset-Version": "2026.01.01-0123abcd",
        "Link": "<b>; rel=c",
        "Content-Location": "/a",
        "Vary": "Accept, Accept-Encoding",
        "Cache-Control": "public, max-age=60",
        "Last-Modified": "Thu, 01 Jan 2026 12:00:00 GMT",
        "Content-Type": "text/turtle; charset=utf-8",
        "Content-Length": "5",
    }


@pytest.mark.parametrize(
    "given",
    ["{0}", 'W/{0}, "other"', '"other", {0}', "*", "{0}".replace('"', "")],
)
def test_who_has_it_is_told_so_before_anything_is_made(given: str) -> None:
    tag = tag_of(finished(started(), b"short", cache()))
    reply = begun(SENT, Wish(if_none_match=given.format(tag)), EDITION, cache())
    assert isinstance(reply, Reply)
    assert (reply.status, reply.body, tag_of(reply)) == (304, b"", tag)


@pytest.mark.parametrize("end", ["-br", "-<b>", "-", "0"])
def test_a_tag_that_we_never_gave_is_not_given_back(end: str) -> None:
    tag = tag_of(finished(started(), b"short", cache())).strip('"')
    assert isinstance(begun(SENT, Wish(if_none_match=f'"{tag}{end}"'), EDITION, cache()), Begun)


@pytest.mark.parametrize(
    "edition",
    [replace(EDITION, version="2026.01.02-0123abcd"), replace(EDITION, order="disk")],
)
def test_another_dataset_or_order_has_another_tag(edition: Edition) -> None:
    tag = tag_of(finished(started(), b"short", cache()))
    assert isinstance(begun(SENT, Wish(if_none_match=tag), edition, cache()), Begun)


@pytest.mark.parametrize(
    ("since", "is_current"),
    [
        ("Thu, 01 Jan 2026 12:00:00 GMT", True),
        ("Fri, 02 Jan 2026 12:00:00 GMT", True),
        ("Thu, 01 Jan 2026 11:59:59 GMT", False),
        ("yesterday", False),
        ("", False),
    ],
)
def test_a_date_serves_who_has_no_tag(since: str, is_current: bool) -> None:
    reply = begun(SENT, Wish(if_modified_since=since), EDITION, cache())
    assert isinstance(reply, Reply) is is_current


def test_a_tag_goes_before_a_date() -> None:
    wish = Wish(if_none_match='"other"', if_modified_since="Fri, 02 Jan 2026 12:00:00 GMT")
    assert isinstance(begun(SENT, wish, EDITION, cache()), Begun)


def test_a_body_that_was_made_is_given_again() -> None:
    kept = cache()
    finished(started(kept=kept), b"short", kept)
    reply = begun(SENT, Wish(), EDITION, kept)
    assert isinstance(reply, Reply)
    assert reply.body == b"short"


def test_what_differs_each_time_is_neither_tagged_nor_kept() -> None:
    kept = cache()
    reply = finished(started(replace(SENT, is_lasting=False), kept=kept), b"short", kept)
    headers = dict(reply.headers)
    assert headers["Cache-Control"] == "no-store"
    assert "ETag" not in headers
    assert "Last-Modified" not in headers
    assert kept.state().entries == 0


def test_a_long_body_is_compressed_and_tagged_as_such() -> None:
    kept = cache()
    plain = finished(started(), LONG, cache())
    reply = finished(started(wish=Wish("gzip"), kept=kept), LONG, kept)
    headers = dict(reply.headers)
    assert headers["Content-Encoding"] == "gzip"
    assert isinstance(reply.body, bytes)
    assert headers["Content-Length"] == str(len(reply.body))
    assert gzip.decompress(reply.body) == LONG
    assert tag_of(reply) == tag_of(plain).rstrip('"') + '-gzip"'
    again = begun(SENT, Wish("gzip", if_none_match=tag_of(reply)), EDITION, kept)
    assert isinstance(again, Reply)
    assert (again.status, tag_of(again)) == (304, tag_of(reply))
    assert kept.state().entries == 2


def test_a_stream_has_no_length_and_is_compressed_as_it_comes() -> None:
    plain = finished(started(), iter([b"a", b"b"]), cache())
    assert not isinstance(plain.body, bytes)
    assert "Content-Length" not in dict(plain.headers)
    assert b"".join(plain.body) == b"ab"
    packed = finished(started(wish=Wish("gzip")), iter([LONG, LONG]), cache())
    assert not isinstance(packed.body, bytes)
    assert gzip.decompress(b"".join(packed.body)) == LONG + LONG
