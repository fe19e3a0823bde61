import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.client import Connection, Request, read_wrk, timings

ASKED = Request("/sparql?query=ASK%20%7B%7D", (("Accept", "text/csv"),))


@contextmanager
def server(*pieces: bytes) -> Iterator[int]:
    """A server that gives these bytes to each request of its only connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                while connection.recv(65_536):
                    for piece in pieces:
                        connection.sendall(piece)
                    if b"close" in pieces[0]:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


def test_a_request_is_written_as_http() -> None:
    assert ASKED.raw == (
        b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/csv\r\n\r\n"
    )


@pytest.mark.parametrize(
    "pieces",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\na,b\r\n1,0",),
        (b"HTTP/1.1 200 OK\r\nContent-", b"Length: 8\r\n\r\na,b", b"\r\n1,0"),
        # Row ends look like the end of the chunks.
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na,b\r\n\r\n",
            b"3;x=y\r\n1,0\r\n0\r\n\r\n",
        ),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\na,b\r\n", b"1,0"),
    ],
    ids=["whole", "in pieces", "chunked", "to the end"],
)
def test_a_reply_is_read_to_its_end(pieces: tuple[bytes, ...]) -> None:
    with server(*pieces) as port:
        connection = Connection(port, 5)
        reply = connection.ask(ASKED.raw)
        if b"close" not in pieces[0]:
            assert connection.ask(ASKED.raw) == reply
        connection.close()
    assert (reply.status, reply.body) == (200, b"a,b\r\n1,0")


def test_a_reply_without_a_body_ends_with_its_head() -> None:
    with server(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n') as port:
        connection = Connection(port, 5)
        reply = connection.ask(ASKED.raw)
        connection.close()
    assert (reply.status, reply.header("etag"), reply.header("Vary")) == (304, '"x"', "")


def test_half_a_reply_is_an_error() -> None:
    with server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: close\r\n\r\na,b") as port:
        connection = Connection(port, 5)
        with pytest.raises(OSError, match="broke off"):
            connection.ask(ASKED.raw)


def test_failed_answers_are_not_timed() -> None:
    with server(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n") as port:
        found = timings(port, [ASKED], clients=1, limit=5, budget_s=1)
    assert (found.taken_ms, found.failures) == ((), ("HTTP 503",))


def test_a_rate_is_read_with_its_failures() -> None:
    printed = (
        "  100 requests in 1.00s\n"
        "  Socket errors: connect 1, read 2, write 0, timeout 0\n"
        "  Non-2xx or 3xx responses: 4\n"
        "Requests/sec:   1048.56\n"
    )
    found = read_wrk(printed)
    assert (found.per_s, found.failures) == (1048.56, 7)
    with pytest.raises(ValueError, match="no rate"):
        read_wrk("unable to connect")
