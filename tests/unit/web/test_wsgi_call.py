"""A request of another interface reaches a WSGI app as PEP 3333 says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.web.transport.wsgi_call import Call, call, split_address

Start = Callable[[str, list[tuple[str, str]]], object]


def request(**changes: object) -> Call:
    values: dict[str, object] = {
        "method": "GET",
        "path": "/id/Köln",
        "query_string": "q=%C3%A4",
        "protocol": "HTTP/1.1",
        "scheme": "http",
        "server": "127.0.0.1:8000",
        "client": "[::1]:4711",
        "headers": [("accept", "a/b"), ("accept", "c/d"), ("content-type", "text/plain")],
        "body": b"body",
    }
    return Call(**(values | changes))  # type: ignore[arg-type] # a table of fields


def test_the_environment_is_that_of_pep_3333() -> None:
    seen: dict[str, object] = {}

    def app(environ: dict[str, Any], start_response: Start) -> list[bytes]:
        seen.update(environ, read=environ["wsgi.input"].read())
        start_response("204 No Content", [("X-A", "1")])
        return []

    reply = call(app, request(), {"extra": 5})
    assert (reply.status, reply.headers, list(reply.body)) == (204, [("x-a", "1")], [])
    expected = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/id/Köln".encode().decode("latin-1"),
        "QUERY_STRING": "q=%C3%A4",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "::1",
        "REMOTE_PORT": "4711",
        "HTTP_ACCEPT": "a/b,c/d",
        "CONTENT_TYPE": "text/plain",
        "read": b"body",
        "extra": 5,
    }
    assert {name: seen[name] for name in expected} == expected
    assert "HTTP_CONTENT_TYPE" not in seen


def test_an_app_may_begin_with_its_first_piece() -> None:
    closed: list[bool] = []

    class Body:
        def __init__(self, start_response: Start) -> None:
            self.start_response = start_response

        def __iter__(self) -> Iterator[bytes]:
            self.start_response("200 OK", [])
            yield b"one"
            yield b"two"

        def close(self) -> None:
            closed.append(True)

    reply = call(lambda _, start_response: Body(start_response), request(), {})
    assert (reply.status, list(reply.body)) == (200, [b"one", b"two"])
    reply.close()
    assert closed == [True]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:4711", ("::1", 4711)), ("unix", ("", 0))],
)
def test_an_address_is_split(address: str, expected: tuple[str, int]) -> None:
    if address == "unix":
        with pytest.raises(ValueError, match="unix"):
            split_address(address)
        return
    assert split_address(address) == expected


def test_a_query_string_with_letters_beyond_ascii_is_read_as_if_it_were_encoded() -> None:
    """Clients send them as they are; PEP 3333 wants their bytes as Latin-1."""
    seen: dict[str, object] = {}

    def app(environ: dict[str, Any], start_response: Start) -> list[bytes]:
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    call(app, request(query_string="q=Köln€"), {})
    assert seen["QUERY_STRING"] == "q=Köln€".encode().decode("latin-1")
