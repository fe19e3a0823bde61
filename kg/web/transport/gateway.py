"""Answer RSGI requests with a WSGI app: threads for its calls, pipes for its long answers.

The server's own WSGI would keep a thread for each answer that is read slowly, would not say that a
client has left, and would end a failed answer as if it were whole. RSGI says where a request comes
from and when its client leaves; a long answer goes through a pipe that the server reads by itself,
as fast as the client takes it.

Source: https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from kg.engine import Cancellation
from kg.web.operating.bound import RIDE, Ride
from kg.web.operating.observing import CANCELLATION, OBSERVATION, Observation, file_of
from kg.web.transport.connections import break_off
from kg.web.transport.express import Express
from kg.web.transport.memo import Kept, Key, Memo
from kg.web.transport.pipes import ClientLeftError, Pipes
from kg.web.transport.rsgi import BODY_S, HTTPProtocol, Scope, drain_body, read_body
from kg.web.transport.threads import Threads
from kg.web.transport.wsgi_call import Call, Called, Header, call
from kg.web.wire.common_headers import COMMON

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_log: Final = logging.getLogger(__name__)

_WHOLE_BYTES: Final = 1_048_576
"""An answer up to this length, if the app tells it, is handed over in one piece."""

_WATCH_AFTER_S: Final = 0.1
"""Only requests that take longer than this are watched for a client that leaves."""

_SPARE_THREADS: Final = 4
_ALWAYS_ANSWERED: Final = ("/healthz", "/readyz", "/metrics", "/sparql/queries/")
"""Paths that have threads of their own: whoever ends a query need not wait until it has ended."""

_PLAIN: Final = [
    ("content-type", "text/plain; charset=utf-8"),
    ("cache-control", "no-store"),
    *((name.lower(), value) for name, value in COMMON),
]
"""Headers of what is answered without the app."""
_WITHOUT_BODY: Final = frozenset({204, 304})
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH", "QUERY"})


@dataclass(slots=True)
class _Errand:
    """One request on its way: what it asks, how it is answered, what was begun for it."""

    request: Call
    key: Key | None
    protocol: HTTPProtocol
    cancellation: Cancellation = field(default_factory=Cancellation)
    ride: Ride | None = None


class Gateway:
    """An RSGI app around a WSGI app.

    Args:
        app: answers.
        threads: how many requests are answered at the same time; more wait.
        body_limit_bytes: a longer body is cut off behind this, for the app to refuse.
        body_s: a body that takes longer to come is not waited for.
        stall_s: an answer that a client does not read on for so long is broken off.
        memo: keeps replies.
        express: answers what it can without a thread.
        at_repeat: is told of each kept reply that was given again: what was noted when it was made,
            who asks now, and how to get the headers.
        at_end: is called when the server stops.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        *,
        threads: int,
        body_limit_bytes: int,
        body_s: float = BODY_S,
        stall_s: float,
        memo: Memo,
        express: Express | None = None,
        at_repeat: Callable[[Observation, str, Callable[[], list[Header]]], None] = lambda *_: None,
        at_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._app = app
        self._threads = Threads(threads)
        self._spare = Threads(_SPARE_THREADS)
        self._body_limit_bytes = body_limit_bytes
        self._body_s = body_s
        self._pipes = Pipes(stall_s)
        self._memo = memo
        self._express = express
        self._at_repeat = at_repeat
        self._at_end = at_end

    def __rsgi_del__(self, _: asyncio.AbstractEventLoop) -> None:
        """End what the app holds; RSGI calls this when the server stops."""
        self._at_end()
        self._pipes.close()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        key = self._memo.key(scope, scope.headers.get_all)
        if key is not None and (kept := self._memo.find(key)) is not None:
            protocol.response_bytes(kept.status, kept.headers, kept.body)
            self._at_repeat(kept.noted, scope.client, scope.headers.items)
            return
        body, is_cut = b"", False
        pieces = aiter(protocol) if scope.method in _WITH_BODY else None
        if pieces is not None:
            try:
                body, is_cut = await read_body(pieces, self._body_limit_bytes, self._body_s)
            except TimeoutError:  # what has come of it may look like a whole query
                protocol.response_str(HTTPStatus.REQUEST_TIMEOUT, _PLAIN, "408 Request Timeout\n")
                return
            if not is_cut and len(body) < _told_length(scope):
                status = HTTPStatus.BAD_REQUEST
                text = "400 Bad Request: the body is shorter than its Content-Length\n"
                protocol.response_str(status, _PLAIN, text)
                return
        errand = _Errand(_call_of(scope, body), key, protocol)
        if not await self._expressed(errand):
            await self._threaded(errand)
        if pieces is not None and is_cut:
            await drain_body(pieces)

    async def _expressed(self, errand: _Errand) -> bool:
        """Answer without a thread; say whether that was done."""
        if self._express is None:
            return False
        reply, errand.ride = await self._express.reply(errand.request, errand.cancellation)
        if reply is None or not isinstance(reply.body, bytes):
            return False
        errand.protocol.response_bytes(reply.status, reply.headers, reply.body)
        self._express.over(reply)
        if errand.key is not None:
            self._memo.keep(errand.key, Kept(reply.status, reply.headers, reply.body, reply.noted))
        return True

    async def _threaded(self, errand: _Errand) -> None:
        """Have a thread call the app, and watch over the client meanwhile."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        def job() -> None:
            try:
                self._answer(errand)
            finally:
                loop.call_soon_threadsafe(_settle, done)
                if errand.ride is not None:
                    errand.ride.started.drop()

        is_spare = errand.request.path.startswith(_ALWAYS_ANSWERED)
        (self._spare if is_spare else self._threads).run(job)
        watch = loop.call_later(_WATCH_AFTER_S, _watch, errand, done)
        try:
            await done
        finally:
            watch.cancel()

    def _answer(self, errand: _Errand) -> None:
        noted = Observation()
        extras: dict[str, object] = {
            CANCELLATION: errand.cancellation,
            OBSERVATION: noted,
            RIDE: errand.ride,
        }
        protocol = errand.protocol
        try:
            reply = call(self._app, errand.request, extras)
        except Exception:  # noqa: BLE001 -- whatever it is, the client gets a status
            _log.exception("the app failed")
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            protocol.response_str(status, _PLAIN, "500 Internal Server Error\n")
            return
        try:
            if errand.request.method == "HEAD":
                protocol.response_bytes(reply.status, reply.headers, b"")
            elif _is_whole(reply):
                body = b"".join(reply.body)
                protocol.response_bytes(reply.status, reply.headers, body)
                if errand.key is not None:
                    self._memo.keep(errand.key, Kept(reply.status, reply.headers, body, noted))
            elif (part := file_of(reply.body)) is not None:
                path = str(part.path)
                protocol.response_file_range(
                    reply.status, reply.headers, path, part.start, part.end
                )
            else:
                self._stream(reply, protocol, errand.request.client)
        finally:
            reply.close()

    def _stream(self, reply: Called, protocol: HTTPProtocol, client: str) -> None:
        try:
            with self._pipes.opened(
                lambda path: protocol.response_file(reply.status, reply.headers, path)
            ) as pipe:
                try:
                    for piece in reply.body:
                        pipe.write(piece)
                except ClientLeftError:
                    raise
                except Exception:
                    # Before the pipe is closed: its end would be the end of a whole answer.
                    break_off(client)
                    raise
        except ClientLeftError:
            pass
        except Exception as error:  # noqa: BLE001 -- the client was told by the abort
            _log.warning("broke off an answer: %s", error)


def _told_length(scope: Scope) -> int:
    """Return the length that the body has by its header, which the server has checked."""
    return int(scope.headers.get("content-length") or 0)


def _call_of(scope: Scope, body: bytes) -> Call:
    return Call(
        scope.method,
        scope.path,
        scope.query_string,
        f"HTTP/{scope.http_version}",
        scope.scheme,
        scope.server,
        scope.client,
        scope.headers.items(),
        body,
    )


def _is_whole(reply: Called) -> bool:
    if reply.status in _WITHOUT_BODY:
        return True
    lengths = [value for name, value in reply.headers if name == "content-length"]
    return bool(lengths) and int(lengths[0]) <= _WHOLE_BYTES


def _settle(done: "asyncio.Future[None]") -> None:
    if not done.done():
        done.set_result(None)


def _watch(errand: _Errand, done: "asyncio.Future[None]") -> None:
    """Cancel where the client leaves before *done*.

    The server may keep the future that would tell so for as long as it likes; after *done*, it
    must not hold the query with it, nor all that was made of that.
    """
    left = asyncio.ensure_future(errand.protocol.client_disconnect())
    watched = [errand.cancellation]

    def ended(_: object) -> None:
        if done.done():
            watched.clear()
            left.cancel()
        for cancellation in watched:
            cancellation.cancel()

    left.add_done_callback(ended)
    done.add_done_callback(ended)
