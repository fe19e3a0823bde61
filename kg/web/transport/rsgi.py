"""What RSGI gives to answer a request with, and how its body is read.

Source: https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Final, Protocol, TypeVar

BODY_S: Final = 30.0
"""A body that takes longer to come is not waited for."""

_DRAIN_BYTES: Final = 64 * 1_048_576

T = TypeVar("T")


class HeaderMap(Protocol):
    """The headers of a request."""

    def get(self, name: str) -> str | None:
        """Return the first value of a header."""

    def get_all(self, name: str) -> list[str]:
        """Return the values of all lines of a header."""

    def items(self) -> list[tuple[str, str]]:
        """List names in small letters with their values, in the order of the request."""


class Scope(Protocol):
    """What RSGI tells of a request."""

    http_version: str
    scheme: str
    method: str
    path: str
    query_string: str
    server: str
    client: str
    headers: HeaderMap


class HTTPProtocol(Protocol):
    """What RSGI gives to read a request's body and to answer; may be used by any thread."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body piece by piece."""

    async def client_disconnect(self) -> None:
        """Wait until the client leaves."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer with bytes."""

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        """Answer with text."""

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        """Answer with what a file holds, read as fast as the client takes it."""

    def response_file_range(
        self, status: int, headers: list[tuple[str, str]], file: str, start: int, end: int
    ) -> None:
        """Answer with the bytes of a file from *start* up to, but without, *end*."""


async def read_body(
    pieces: AsyncIterator[bytes], limit_bytes: int, wait_s: float
) -> tuple[bytes, bool]:
    """Read a body, and no more of it than a little over *limit_bytes*; say whether it is cut off.

    Raises:
        TimeoutError: it takes longer than *wait_s* to come.
    """
    body = bytearray()

    async def read() -> bool:
        while piece := await anext(pieces, b""):
            body.extend(piece)
            if len(body) > limit_bytes:
                return True
        return False

    is_cut = await _within(wait_s, read())
    return bytes(body), is_cut


async def drain_body(pieces: AsyncIterator[bytes]) -> None:
    """Read on for a while, so that the client comes to read why it was refused."""

    async def read() -> None:
        length = 0
        while length < _DRAIN_BYTES and (piece := await anext(pieces, b"")):
            length += len(piece)

    with contextlib.suppress(TimeoutError):
        await _within(BODY_S, read())


async def _within(seconds: float, reading: Coroutine[None, None, T]) -> T:
    """Wait for *reading*, which cannot be cancelled: the server's futures do not know of that.

    Raises:
        TimeoutError: it takes longer; it goes on until the client leaves.
    """
    task = asyncio.ensure_future(reading)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.add_done_callback(lambda late: late.cancelled() or late.exception())
        raise TimeoutError
    return task.result()
