"""Send a representation: its type, its entity tag, its neighbours, what it varies by."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Response, render_template, request
from werkzeug.http import parse_date

from kg.engine import Answer
from kg.formats import Format
from kg.web.links import Links
from kg.web.negotiation import HTML
from kg.web.serving import Served
from kg.web.site import language, links, served, site
from kg.web.texts import text

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_COMMON: Final = [
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Content-Language, Content-Location, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, "
        "X-Dataset-Version, X-Query-Id",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
        "object-src 'none'",
    ),
]
_PREFLIGHT: Final = [
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match",
    ),
    ("Access-Control-Max-Age", "86400"),
]


@dataclass(frozen=True, slots=True)
class Representation:
    """What is sent: how it is made, and by what its identity is known.

    Attributes:
        content_type: its media type with charset.
        make: makes the body; not called where the client has it already.
        identity: whatever besides the dataset decides about the bytes.
        vary: request headers that chose it.
        links: values of `Link` headers.
        location: the path of exactly this representation, empty where it is the requested one.
        is_lasting: whether asking again gives the same bytes.
    """

    content_type: str
    make: Callable[[], bytes | Iterable[bytes]]
    identity: Sequence[str]
    vary: Sequence[str] = ("Accept",)
    links: Sequence[str] = ()
    location: str = ""
    is_lasting: bool = True


def send(representation: Representation) -> Response:
    """Send *representation*, or 304 where the client has it: that costs no evaluation.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
    """
    here = site()
    now = served()
    tag = _tag(representation, now)
    headers = [
        *((("Vary", ", ".join(representation.vary)),) if representation.vary else ()),
        ("X-Dataset-Version", now.version),
        *(("Link", link) for link in representation.links),
    ]
    if representation.location:
        headers.append(("Content-Location", links().path(representation.location)))
    if not representation.is_lasting:
        headers.append(("Cache-Control", "no-store"))
        return _with_body(representation.make(), representation, headers)
    headers += [
        ("ETag", f'"{tag}"'),
        ("Cache-Control", f"public, max-age={here.settings.max_age_s}"),
        ("Last-Modified", now.modified),
    ]
    if _is_current(tag, now):
        response = Response(status=304, headers=headers)
        del response.headers["Content-Type"]
        return response
    body = here.cache.get(tag)
    if body is None:
        made = representation.make()
        if not isinstance(made, bytes):
            return _with_body(made, representation, headers)
        here.cache.put(tag, made, len(made))
        body = made
    return _with_body(body, representation, headers)


def _with_body(
    body: bytes | Iterable[bytes], representation: Representation, headers: list[tuple[str, str]]
) -> Response:
    headers.append(("Content-Type", representation.content_type))
    return Response(body, headers=headers)


def _is_current(tag: str, now: Served) -> bool:
    """Say whether the client has just this; a tag goes before a date (RFC 9110, 13.2.2)."""
    if "HTTP_IF_NONE_MATCH" in request.environ:
        return request.if_none_match.contains(tag)
    given = request.environ.get("HTTP_IF_MODIFIED_SINCE")
    if given is None:
        return False
    since = parse_date(given)
    modified = parse_date(now.modified)
    return since is not None and modified is not None and modified <= since


def answer_body(answer: Answer) -> bytes | Iterable[bytes]:
    """Return an answer's body: in one piece where it is complete, else as it comes."""
    if answer.length_bytes is not None:
        return b"".join(answer.chunks)
    return answer.chunks


def page(
    template: str,
    values: dict[str, object],
    identity: Sequence[str],
    *,
    alternates: Sequence[str] = (),
    is_lasting: bool = True,
) -> Response:
    """Send an HTML page in the request's language."""
    chosen = language()

    def made() -> bytes:
        return rendered(template, values).encode("utf-8")

    response = send(
        Representation(
            f"{HTML}; charset=utf-8",
            made,
            ("page", chosen, site().software, *identity),
            vary=("Accept", "Accept-Language"),
            links=alternates,
            is_lasting=is_lasting,
        )
    )
    response.headers["Content-Language"] = chosen
    return response


def rendered(template: str, values: dict[str, object]) -> str:
    """Fill a template; it finds words, links and the dataset's version beside *values*."""
    chosen = language()
    return render_template(
        template,
        language=chosen,
        other_language="de" if chosen == "en" else "en",
        links=links(),
        version=served().version,
        t=lambda key: text(key, chosen),
        **values,
    )


def alternate_links(where: Links, document_path: str, offers: Iterable[Format]) -> tuple[str, ...]:
    """List `Link` headers to each representation of a document.

    Source: https://www.rfc-editor.org/rfc/rfc8288
    """
    return tuple(
        f'<{where.url(f"{document_path}.{offer.suffix}")}>; rel="alternate"; '
        f'type="{offer.media_type}"'
        for offer in offers
    )


class CommonHeaders:
    """Adds what every response carries: open to other origins, closed to sniffing and framing.

    A layer around the app, since headers are cheaper to add to a list than to a response.

    Source: https://fetch.spec.whatwg.org/#http-cors-protocol
    """

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        is_preflight = environ["REQUEST_METHOD"] == "OPTIONS"

        def started(
            status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            common = _COMMON
            if is_preflight:
                allowed = dict(headers).get("Allow", "GET, HEAD, OPTIONS")
                common = [*common, *_PREFLIGHT, ("Access-Control-Allow-Methods", allowed)]
            return start_response(status, headers + common, error)

        return self._app(environ, started)


def _tag(representation: Representation, now: Served) -> str:
    parts = (
        now.version,
        now.engine.edition,
        representation.content_type,
        *representation.identity,
    )
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
