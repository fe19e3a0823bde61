"""Call a WSGI app with a request that another interface received. Knows no Flask.

Source: https://peps.python.org/pep-3333/
"""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Header = tuple[str, str]

_NOT_PREFIXED: Final = frozenset({"content-type", "content-length"})


@dataclass(frozen=True, slots=True)
class Call:
    """A request as WSGI sees it.

    Attributes:
        method: in capitals.
        path: decoded.
        query_string: as it came in.
        protocol: such as `HTTP/1.1`.
        scheme: `http` or `https`.
        server: address and port on which it came in.
        client: address and port from which it came.
        headers: names in small letters.
        body: all of it, or a little more than the app reads.
    """

    method: str
    path: str
    query_string: str
    protocol: str
    scheme: str
    server: str
    client: str
    headers: Sequence[Header]
    body: bytes


@dataclass(frozen=True, slots=True)
class Called:
    """What the app answered; *body* is to be closed by whoever reads it, where it can be."""

    status: int
    headers: list[Header]
    body: Iterable[bytes]

    def close(self) -> None:
        """Tell the app that nobody reads on."""
        if hasattr(self.body, "close"):
            self.body.close()


def call(app: "WSGIApplication", request: Call, extras: dict[str, object]) -> Called:
    """Have *app* answer *request*; *extras* are put into the environment as they are.

    Raises:
        Exception: whatever the app raises before it begins its answer.
    """
    begun: list[tuple[int, list[Header]]] = []

    def start_response(
        status: str, headers: list[Header], _: "OptExcInfo | None" = None
    ) -> "_Writer":
        begun[:] = [(int(status[:3]), [(name.lower(), value) for name, value in headers])]
        return _Writer()

    body = app(_environ(request) | extras, start_response)
    if not begun:
        # An app may wait with its status until it is asked for the first piece.
        pieces = iter(body)
        first = next(pieces, b"")
        body = _Rejoined(first, pieces, body)
    status, headers = begun[0]
    return Called(status, headers, body)


def split_address(address: str) -> tuple[str, int]:
    """Split `127.0.0.1:8000` or `[::1]:8000` into host and port."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port or 0)


class _Writer:
    """The write of WSGI's older days, which no app of today calls."""

    def __call__(self, data: bytes) -> None:
        raise NotImplementedError("write() is not there; return the body")


class _Rejoined:
    def __init__(self, first: bytes, rest: Iterator[bytes], body: Iterable[bytes]) -> None:
        self._first = first
        self._rest = rest
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        yield from self._rest

    def close(self) -> None:
        if hasattr(self._body, "close"):
            self._body.close()


def _environ(request: Call) -> "WSGIEnvironment":
    host, port = split_address(request.server)
    client, client_port = split_address(request.client)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode("utf-8").decode("latin-1"),
        "QUERY_STRING": request.query_string.encode("utf-8", "replace").decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": request.protocol,
        "REMOTE_ADDR": client,
        "REMOTE_PORT": str(client_port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        if "_" in name:
            continue  # would pass for the header with a hyphen, which a proxy may have set
        key = name.upper().replace("-", "_")
        if name not in _NOT_PREFIXED:
            key = f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
