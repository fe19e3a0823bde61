"""Send a representation: its type, its entity tag, its neighbours, what it varies by."""

from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Final

from flask import Response, render_template, request

from kg.engine import Answer
from kg.formats import Format
from kg.web.links import Links
from kg.web.negotiation import HTML
from kg.web.replies import Begun, Edition, Reply, Representation, Wish, begun, finished
from kg.web.site import language, links, observation, served, site
from kg.web.texts import text

_WHOLE_BYTES: Final = 1_048_576
"""A longer answer is not held in memory, even where all of it is there."""


def send(representation: Representation, make: Callable[[], bytes | Iterable[bytes]]) -> Response:
    """Send *representation*; *make* makes its body, unless the client or the cache has it."""
    here, now = site(), served()
    edition = Edition(now.version, now.engine.edition, now.modified, here.settings.max_age_s)
    reply = begun(representation, _wish(), edition, here.cache)
    observation().cache = "hit" if isinstance(reply, Reply) else "miss"
    if isinstance(reply, Begun):
        reply = finished(reply, make(), here.cache)
    response = Response(reply.body, reply.status, headers=reply.headers)
    if reply.status == HTTPStatus.NOT_MODIFIED:
        del response.headers["Content-Type"]  # of the body that is not there
    return response


def _wish() -> Wish:
    environ = request.environ
    return Wish(
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_IF_NONE_MATCH"),
        environ.get("HTTP_IF_MODIFIED_SINCE"),
    )


def answer_body(answer: Answer) -> bytes | Iterable[bytes]:
    """Return an answer's body: in one piece where it is complete and short, else as it comes."""
    if answer.length_bytes is not None and answer.length_bytes <= _WHOLE_BYTES:
        return b"".join(answer.chunks)
    return answer.chunks


def page(
    template: str,
    values: Callable[[], dict[str, object]],
    identity: Sequence[str],
    *,
    alternates: Sequence[str] = (),
    is_lasting: bool = True,
) -> Response:
    """Send an HTML page in the request's language; *values* are made where the page is."""
    chosen = language()
    representation = Representation(
        f"{HTML}; charset=utf-8",
        ("page", chosen, site().software, *identity),
        vary=("Accept", "Accept-Language"),
        links=alternates,
        is_lasting=is_lasting,
        extra=(("Content-Language", chosen),),
    )
    return send(representation, lambda: rendered(template, values()).encode("utf-8"))


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
