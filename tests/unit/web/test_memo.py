"""A reply is given again to requests that are alike, and only while the same dataset is served."""

from dataclasses import dataclass

import pytest

from kg.web.transport.memo import Kept, Memo

PUBLIC = [
    ("cache-control", "public, max-age=60"),
    ("x-dataset-version", "one"),
    ("etag", '"a"'),
    ("ratelimit", "r=5"),
    ("x-query-id", "abc"),
]


@dataclass(frozen=True)
class Request:
    method: str = "GET"
    path: str = "/sparql"
    query_string: str = "query=ASK{}"


class Site:
    """Serves versions, of which a test says the next."""

    def __init__(self, limit_bytes: int = 100_000) -> None:
        self.version = "one"
        self.memo = Memo(limit_bytes, lambda: self.version)

    def found(self, request: Request, headers: dict[str, str]) -> Kept | None:
        key = self.memo.key(request, lambda name: [headers[name]] if name in headers else [])
        return self.memo.find(key) if key is not None else None

    def kept(self, headers: list[tuple[str, str]], status: int = 200) -> None:
        key = self.memo.key(Request(), lambda _: [])
        assert key is not None
        self.memo.keep(key, Kept(status, headers, b"body"))


def test_a_reply_is_found_without_what_belonged_to_the_first_request() -> None:
    site = Site()
    site.kept(PUBLIC)
    assert site.found(Request(), {}) == Kept(200, PUBLIC[:3], b"body")
    assert site.memo.state().hits == 1


@pytest.mark.parametrize(
    ("request_", "headers"),
    [
        (Request(method="HEAD"), {}),
        (Request(method="POST"), {}),
        (Request(path="/"), {}),
        (Request(query_string="query=ASK{}&format=xml"), {}),
        (Request(), {"accept": "text/csv"}),
        (Request(), {"accept-encoding": "gzip"}),
        (Request(), {"accept-language": "en"}),
        (Request(), {"if-none-match": '"a"'}),
        (Request(), {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        (Request(), {"range": "bytes=0-1"}),
    ],
)
def test_a_request_that_differs_finds_nothing(request_: Request, headers: dict[str, str]) -> None:
    site = Site()
    site.kept(PUBLIC)
    assert site.found(request_, headers) is None


def test_every_line_of_a_header_counts() -> None:
    memo = Memo(100_000, lambda: "one")
    lines = {"accept": ["*/*;q=0.1", "text/csv"], "accept-encoding": ["identity"]}
    mixed = memo.key(Request(), lambda name: lines.get(name, []))
    assert mixed is not None
    memo.keep(mixed, Kept(200, PUBLIC, b"a comma separated answer"))
    first = memo.key(Request(), lambda name: lines.get(name, [])[:1])
    assert first is not None
    assert memo.find(first) is None
    assert memo.find(mixed) is not None


def test_another_dataset_finds_nothing_of_this_one() -> None:
    site = Site()
    site.kept(PUBLIC)
    site.version = "two"
    assert site.found(Request(), {}) is None


def test_a_reply_of_another_dataset_than_the_request_met_is_not_kept() -> None:
    site = Site()
    key = site.memo.key(Request(), lambda _: [])
    assert key is not None
    site.memo.keep(key, Kept(200, [("x-dataset-version", "two"), *PUBLIC[:1]], b"body"))
    assert site.memo.find(key) is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [([("cache-control", "no-store"), PUBLIC[1]], 200), (PUBLIC[1:], 200), (PUBLIC, 503)],
)
def test_what_is_not_public_is_not_kept(headers: list[tuple[str, str]], status: int) -> None:
    site = Site()
    site.kept(headers, status)
    assert site.found(Request(), {}) is None


def test_a_memo_without_room_keeps_nothing() -> None:
    site = Site(0)
    site.kept(PUBLIC)
    assert site.found(Request(), {}) is None


def test_the_oldest_go_when_room_is_needed() -> None:
    memo = Memo(20_000, lambda: "one")
    for number in range(40):
        key = memo.key(Request(query_string=str(number)), lambda _: [])
        assert key is not None
        memo.keep(key, Kept(200, PUBLIC, b"body"))
    assert memo.state().size_bytes <= 20_000
    assert memo.state().entries < 40
