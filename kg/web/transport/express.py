"""The short way of a small query: begun, awaited and sent by the thread that received it.

Most queries are answered in less time than it takes to hand them to another thread and back. What
is not plain (pages, errors, long answers, no free place) takes the way of all requests, through the
app, which goes on with what was begun here. What an answer is, is decided by the same functions.
"""

import asyncio
import contextlib
import select
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.engine import Cancellation, Terms
from kg.errors import KGError
from kg.web.frame.site import Site
from kg.web.operating.bound import Ride
from kg.web.operating.clients import client_of
from kg.web.operating.metrics import ASKED_BY_CLIENT
from kg.web.operating.observing import Observation
from kg.web.operating.outcomes import OK
from kg.web.operating.serving import Served
from kg.web.operating.shares import rate_limit_fields
from kg.web.querying import protocol
from kg.web.querying.protocol import ProtocolRequest, QueryOperation
from kg.web.querying.questions import PATH, negotiated, representation_of
from kg.web.transport.wsgi_call import Call
from kg.web.wire.common_headers import COMMON
from kg.web.wire.replies import Begun, Body, Edition, Header, Reply, Wish, begun, finished

_QUICK_S: Final = 0.5
"""Whatever is not there by then goes the long way."""

_AT_ONCE_MS: Final = 1
"""Most answers are there by then, and to wait for them costs less than to be told of them."""

_WAIT_S: Final = 0.25
"""So long a query waits for a place; then it joins the line of all requests."""

_LOOK_AGAIN_S: Final = 0.005
"""Places that threads give back are not heard of here."""

_SHORT_BYTES: Final = 16_384
_METHODS: Final = frozenset({"GET", "POST"})
_ROUTE: Final = "sparql"


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply as it goes out, and what was noted about it."""

    status: int
    headers: list[Header]
    body: Body
    noted: Observation


@dataclass(slots=True)
class Trip:
    """One request on the short way.

    Attributes:
        served: what answers it.
        begun: the reply without its body.
        terms: those of the request.
        noted: what is noted about it.
        begin: begins the evaluation, where a place is free.
        ride: the evaluation, once it was begun.
    """

    served: Served
    begun: Begun
    terms: Terms
    noted: Observation
    begin: Callable[[], Ride | None]
    ride: Ride | None = None


@dataclass(slots=True)
class Express:
    """Answers queries in an event loop, as far as that needs no waiting.

    Attributes:
        site: what the app is made from.
    """

    site: Site
    _running: int = 0
    _turns: deque["asyncio.Future[None]"] = field(default_factory=deque)

    async def reply(
        self, request: Call, cancellation: Cancellation
    ) -> tuple[Sent | None, Ride | None]:
        """Answer *request*.

        Returns:
            The reply; or None and, where the query was begun, the ride with which the app goes on.
        """
        if request.path != PATH or request.method not in _METHODS:
            return None, None
        served = self.site.serving.take()
        try:
            found = self._trip(request, served, cancellation)
            if not isinstance(found, Trip):
                return found, None
            return await self._taken(found), found.ride
        except KGError:
            return None, None  # the app says it in the words that the client understands
        finally:
            self.site.serving.give_back(served)

    def over(self, sent: Sent) -> None:
        """Take note of a request whose reply is on its way."""
        self.site.operation.begun(sent.noted)
        self.site.operation.ended(sent.noted)

    def _trip(
        self, request: Call, served: Served, cancellation: Cancellation
    ) -> Trip | Sent | None:
        headers = _joined(request.headers)
        operation = self._operation(request, headers)
        if operation is None:
            return None
        prepared = served.engine.prepare(operation.text, operation.clause)
        accepted = headers.get("accept", "")
        chosen = negotiated(accepted, prepared.form.formats, operation.format_words)
        if chosen is None:
            return None
        noted = Observation(request.method, route=_ROUTE, release=served.version)
        noted.query, noted.form = operation.text, prepared.form.name
        terms = self._terms(request, headers, operation, cancellation)
        noted.client = terms.client
        wish = Wish(
            headers.get("accept-encoding", ""),
            headers.get("if-none-match"),
            headers.get("if-modified-since"),
        )
        edition = Edition(
            served.version,
            served.engine.edition,
            served.modified,
            self.site.settings.max_age_s,
        )
        representation = representation_of(prepared, chosen, operation.format_words)
        started = begun(representation, wish, edition, self.site.cache)
        if isinstance(started, Reply):
            noted.cache = "hit"
            return self._sent(started, noted, served, terms)
        noted.cache = "miss"

        def begin() -> Ride | None:
            ridden = served.engine.start(prepared, chosen, terms)
            return Ride(served.engine, prepared, chosen, ridden) if ridden is not None else None

        return Trip(served, started, terms, noted, begin)

    def _operation(self, request: Call, headers: dict[str, str]) -> QueryOperation | None:
        """Read the query, if it is one that may go the short way."""
        if len(request.query_string) + len(request.body) > _SHORT_BYTES:
            return None
        if len(request.query_string) + len(PATH) > self.site.settings.url_limit_bytes:
            return None
        asked = ProtocolRequest(
            request.method,
            request.query_string.encode("utf-8"),
            headers.get("content-type", ""),
            headers.get("content-encoding", "").strip().lower(),
            request.body,
        )
        operation = protocol.parse(asked, self.site.settings.query_limit_bytes)
        if not isinstance(operation, QueryOperation) or operation.query_id or operation.version:
            return None
        return operation

    def _terms(
        self,
        request: Call,
        headers: dict[str, str],
        operation: QueryOperation,
        cancellation: Cancellation,
    ) -> Terms:
        rule = self.site.operation.proxies
        forwarded = headers.get(rule.header.lower(), "") if rule.trusted else ""
        client = client_of(request.client, forwarded, rule)
        return Terms(client, operation.timeout_s, cancellation=cancellation)

    async def _taken(self, trip: Trip) -> Sent | None:
        """Begin the query when a place is free, and wait a little for its answer."""
        until_s = time.perf_counter() + _WAIT_S
        while (ride := trip.begin()) is None:
            if time.perf_counter() > until_s:
                return None
            await self._turn()
        trip.ride = ride
        self._running += 1
        began_s = time.perf_counter()
        try:
            descriptor = ride.started.fileno()
            wait_ms = _AT_ONCE_MS if self._running == 1 else 0
            if not _is_readable(descriptor, wait_ms):
                await _readable(descriptor, _QUICK_S)
            body = ride.started.whole()
        finally:
            self._running -= 1
            self._next_turn()
        if body is None:
            return None
        trip.ride = None
        trip.noted.outcome = OK
        trip.noted.evaluation_s = time.perf_counter() - began_s
        self.site.operation.metrics.queried(OK, trip.noted.evaluation_s, ASKED_BY_CLIENT)
        reply = finished(trip.begun, body, self.site.cache)
        return self._sent(reply, trip.noted, trip.served, trip.terms)

    async def _turn(self) -> None:
        """Wait until a query before this one is answered, or a little."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._turns.append(turn)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_AGAIN_S):
                await turn

    def _next_turn(self) -> None:
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done():
                turn.set_result(None)
                return

    def _sent(self, reply: Reply, noted: Observation, served: Served, terms: Terms) -> Sent:
        headers = [(name.lower(), value) for name, value in (*reply.headers, *COMMON)]
        share = served.engine.share(terms.client)
        if share is not None:
            headers += [(name.lower(), value) for name, value in rate_limit_fields(share)]
        noted.status = reply.status
        if isinstance(reply.body, bytes):
            noted.sent_bytes = len(reply.body)
        noted.is_complete = True
        return Sent(reply.status, headers, reply.body, noted)


def _joined(headers: Sequence[Header]) -> dict[str, str]:
    """Put values of one name together, as RFC 9110, 5.3 allows."""
    values: dict[str, str] = {}
    for name, value in headers:
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def _is_readable(descriptor: int, wait_ms: int) -> bool:
    ready = select.poll()
    ready.register(descriptor, select.POLLIN)
    return bool(ready.poll(wait_ms))


async def _readable(descriptor: int, wait_s: float) -> None:
    """Wait until *descriptor* is readable, or *wait_s* is over."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()

    def settle() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(descriptor, settle)
    timer = loop.call_later(wait_s, settle)
    try:
        await ready
    finally:
        timer.cancel()
        loop.remove_reader(descriptor)
