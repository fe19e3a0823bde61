"""Send a representation: its type, its entity tag, its neighbours, what it varies by."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, render_template, request

from kg.engine import Answer
from kg.formats import Format
from kg.web.links import Links
from kg.web.negotiation import HTML
from kg.web.site import language, links, served, site
from kg.web.texts import text

ALLOWED_HEADERS: Final = (
    "Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match"
)
EXPOSED_HEADERS: Final = "Content-Language, Content-Location, ETag, Link, X-Dataset-Version"

_CONTENT_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
    "object-src 'none'"
)


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
    tag = _tag(representation)
    if representation.is_lasting and request.if_none_match.contains(tag):
        response = Response(status=304)
        del response.headers["Content-Type"]
    else:
        response = Response(representation.make(), content_type=representation.content_type)
    if representation.is_lasting:
        response.set_etag(tag)
        response.headers["Cache-Control"] = f"public, max-age={site().settings.max_age_s}"
    else:
        response.headers["Cache-Control"] = "no-store"
    for name in representation.vary:
        response.vary.add(name)
    for link in representation.links:
        response.headers.add("Link", link)
    if representation.location:
        response.headers["Content-Location"] = links().path(representation.location)
    response.headers["X-Dataset-Version"] = served().version
    return response


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


def add_common_headers(response: Response) -> Response:
    """Add what every response carries: open to other origins, closed to sniffing and framing.

    Source: https://fetch.spec.whatwg.org/#http-cors-protocol
    """
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, HEAD, OPTIONS")
        headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        headers["Access-Control-Max-Age"] = "86400"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    headers["Content-Security-Policy"] = _CONTENT_POLICY
    return response


def _tag(representation: Representation) -> str:
    parts = (served().version, representation.content_type, *representation.identity)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
