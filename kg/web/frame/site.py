"""What every view stands on: the site's settings, links and data, the request's terms."""

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, cast
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request

from kg.engine import Cancellation, Engine, Terms
from kg.errors import MalformedRequestError
from kg.settings import Settings
from kg.web.operating.bound import RIDE, BoundEngine
from kg.web.operating.clients import client_of
from kg.web.operating.metrics import ASKED_BY_CLIENT, ASKED_BY_PAGE
from kg.web.operating.observing import CANCELLATION, OBSERVATION, Observation
from kg.web.operating.operation import Operation
from kg.web.operating.query_shelf import QueryShelf
from kg.web.operating.serving import Served, Serving
from kg.web.wire.cache import Cache
from kg.web.wire.links import Links
from kg.web.wire.negotiation import LANGUAGES, Accept, choose_language

_KEY: Final = "foerdergraph"

_VERSION_CHARACTERS: Final = 40
"""No version is longer."""

_CONTROL: Final = re.compile(
    rb"%(?:0[0-8BCEF]|1[0-9A-F]|7F|C2%[89][0-9A-F])|[\x00-\x1f\x7f]", re.IGNORECASE
)
"""As addresses write them; tabs and ends of lines are part of queries."""

_KEPT: Final = frozenset({"v", "via", "page", "lang", "format"})
_NEWEST_ONLY: Final = (
    "this is there of the newest release only; /doc, /graph, /ns, /vocab, /shapes, /sparql, /q, "
    "/catalog, /cite and /dumps have older ones"
)


@dataclass(frozen=True, slots=True)
class Site:
    """What the app was made from.

    Attributes:
        settings: the operator's.
        serving: knows what is served now.
        links: builds every address.
        software: name and version of the package; pages change with it.
        cache: bodies that were made, by their entity tag.
        operation: counts, writes, and knows the queries that run.
        shelf: keeps the queries that have a permalink.
    """

    settings: Settings
    serving: Serving
    links: Links
    software: str
    cache: Cache[bytes]
    operation: Operation
    shelf: QueryShelf

    def register(self, extensions: dict[str, object]) -> None:
        """Put the site where views find it."""
        extensions[_KEY] = self


def site() -> Site:
    """Return the site of the current app."""
    return cast(Site, current_app.extensions[_KEY])


def site_of(app: Flask) -> Site:
    """Return what *app* was made from, for whatever stands in front of it."""
    return cast(Site, app.extensions[_KEY])


def served() -> Served:
    """Return what the current request is answered from; the same until it is answered."""
    if "served" not in g:
        g.served = site().serving.take()
        observation().release = g.served.version
    return cast(Served, g.served)


def pin(version: str) -> None:
    """Have the current request answered from the release *version*; empty leaves it as it is.

    Raises:
        UnknownReleaseError: there was never one of this version, as far as is known.
        ReleaseGoneError: it is not kept any more.
        EngineBusyError: no more releases can be open at this moment.
    """
    if not version:
        return
    if version != served().version:
        older = site().serving.take_version(version[:_VERSION_CHARACTERS])
        give_back_served()
        g.pop("engine", None)
        g.served = older
        observation().release = older.version
    g.is_pinned = True


def pin_asked() -> None:
    """Pin the release that the address names (`v`), if any; raises as `pin` does."""
    pin(asked_once("v"))


def asked_once(name: str, default: str = "") -> str:
    """Return the parameter *name* of the address; a repetition that says the same does no harm.

    Raises:
        MalformedRequestError: it has two values.
    """
    given = set(request.args.getlist(name))
    if len(given) > 1:
        raise MalformedRequestError(name, "given more than once")
    return given.pop() if given else default


def require_text() -> None:
    """Refuse characters in the address that no text has: they would stand in pages.

    Queries, and the words beside them, are read as their protocol says.

    Raises:
        MalformedRequestError: a parameter has one.
    """
    if request.blueprint != "sparql" and _CONTROL.search(request.query_string):
        pairs = request.args.items(multi=True)
        named = (name for name, value in pairs if _CONTROL.search(quote(value).encode()))
        raise MalformedRequestError(next(named, "query string"), "has a control character")


def kept_query() -> str:
    """Write the parameters that mean the same at the address that a redirect leads to."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name in _KEPT]
    return f"?{urlencode(kept, safe=':')}" if kept else ""


def refuse_pin() -> None:
    """Refuse a release that the address names where only the newest one answers.

    Raises:
        MalformedRequestError: it names one.
    """
    if "v" in request.args:
        raise MalformedRequestError("v", _NEWEST_ONLY)


def is_pinned() -> bool:
    """Say whether the current request names the release that answers, so its answer is final."""
    return bool(g.get("is_pinned"))


def give_back_served(_: BaseException | None = None) -> None:
    """Let go of what the request was answered from; called when it is."""
    if (taken := g.pop("served", None)) is not None:
        site().serving.give_back(cast(Served, taken))


def observation() -> Observation:
    """Return what is noted about the current request."""
    return cast(Observation, request.environ[OBSERVATION])


def terms() -> Terms:
    """Return the terms under which the current request's queries are evaluated."""
    if "terms" not in g:
        rule = site().operation.proxies
        header = request.headers.get(rule.header, "")
        if header and not rule.trusted:
            site().operation.meet_proxy()
        client = client_of(request.remote_addr or "", header, rule)
        cancellation = request.environ.get(CANCELLATION) or Cancellation()
        observation().client = client
        g.terms = Terms(client, cancellation=cancellation)
    return cast(Terms, g.terms)


def begin_query(text: str, given_id: str = "", timeout_s: float | None = None) -> None:
    """Take *text* as the client's own query: it gets an id, by which it can be ended from outside.

    Args:
        text: the query, as it came in.
        given_id: the id that the client chose, or empty.
        timeout_s: the deadline that the client asks for; None where it does not.

    Raises:
        QueryIdTakenError: a query of that id is running.
        EngineBusyError: more queries run than can be noted.
    """
    noted = observation()
    noted.query = text
    g.terms = replace(terms(), timeout_s=timeout_s)
    g.pop("engine", None)
    running = site().operation.running
    g.query_id = running.begin(given_id, terms().cancellation)
    noted.endings.append(partial(running.end, g.query_id, terms().cancellation))


def query_id() -> str:
    """Return the id of the client's own query; empty where it has none."""
    return cast(str, g.get("query_id", ""))


def engine() -> Engine:
    """Return the engine that the current request asks, bound to the request's terms."""
    if "engine" not in g:
        noted = partial(_noted, site(), observation())
        g.engine = BoundEngine(served().engine, terms(), noted, request.environ.get(RIDE))
    return cast(Engine, g.engine)


def _noted(asked: Site, noted: Observation, outcome: str, seconds: float) -> None:
    """Note how a query ended; it may outlive the request's context, as its answer is streamed."""
    noted.outcome = outcome
    noted.evaluation_s += seconds
    asker = ASKED_BY_CLIENT if noted.is_query else ASKED_BY_PAGE
    asked.operation.metrics.queried(outcome, seconds, asker)


def is_older() -> bool:
    """Say whether the current request is answered from another release than the newest."""
    return is_pinned() and served().version != site().serving.current().version


def links() -> Links:
    """Return the builder of addresses."""
    return site().links


def accept() -> Accept:
    """Return what the current request accepts."""
    return Accept.parse(request.headers.get("Accept", ""))


def fix_language(chosen: str) -> None:
    """Let the current request's pages be in *chosen*, as its address says so."""
    g.language = chosen


def language() -> str:
    """Return the language of pages for the current request.

    Raises:
        MalformedRequestError: the address asks for another one than there are; only the first time,
            so that the page which says so has a language too.
    """
    if "language" not in g:
        asked_for = request.args.get("lang", "")
        g.language = choose_language(request.headers.get("Accept-Language", ""), asked_for)
        if asked_for and asked_for != g.language:
            raise MalformedRequestError("lang", f"expected {' or '.join(LANGUAGES)}")
    return cast(str, g.language)
