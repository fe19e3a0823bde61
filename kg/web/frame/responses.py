"""Send a representation: its type, its entity tag, its neighbours, what it varies by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import Response, render_template, request

from kg.engine import Answer
from kg.formats import Format
from kg.web.frame.navigation import FOOT, SECTIONS, present
from kg.web.frame.site import is_older, is_pinned, language, links, observation, served, site
from kg.web.frame.statics import built, fingerprint, static_path
from kg.web.wire.links import Links
from kg.web.wire.negotiation import HTML, LANGUAGES
from kg.web.wire.replies import Begun, Edition, Header, Reply, Representation, Wish, begun, finished
from kg.web.words import writing
from kg.web.words.texts import text

_FINAL_S: Final = 604_800
"""What never changes may be kept for a week: long enough, should its bytes have been wrong."""

_PAGE: Final = "html"
_WHOLE_BYTES: Final = 1_048_576
"""A longer answer is not held in memory, even where all of it is there."""


def send(representation: Representation, make: Callable[[], bytes | Iterable[bytes]]) -> Response:
    """Send *representation*; *make* makes its body, unless the client or the cache has it."""
    now = served()
    edition = Edition(now.version, now.engine.edition, now.modified, site().settings.max_age_s)
    return send_edition(representation, edition, make)


def send_answer(
    representation: Representation, make: Callable[[], bytes | Iterable[bytes]]
) -> Response:
    """Send the answer to a client's query; final where its address names the release."""
    now, is_final = served(), is_pinned()
    max_age_s = _FINAL_S if is_final else site().settings.max_age_s
    edition = Edition(now.version, now.engine.edition, now.modified, max_age_s, is_final)
    return send_edition(representation, edition, make)


def send_edition(
    representation: Representation, edition: Edition, make: Callable[[], bytes | Iterable[bytes]]
) -> Response:
    """Send *representation* of another edition than the one that is served now."""
    here = site()
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
    kept: Sequence[tuple[str, str]] = (),
    vary: Sequence[str] = ("Accept", "Accept-Language"),
    location: str = "",
    extra: Sequence[Header] = (),
) -> Response:
    """Send an HTML page in the request's language; *values* are made where the page is.

    Args:
        template: of the page.
        values: fill it.
        identity: whatever besides dataset, software, language and *kept* decides about the page.
        alternates: values of `Link` headers.
        is_lasting: whether asking again gives the same page.
        kept: parameters of the address that the page in the other language has too.
        vary: request headers that chose the page.
        location: the address of exactly this page, empty where it is the one asked.
        extra: further headers.
    """
    chosen = language()
    told = ("older",) if is_older() else ()
    kept_words = (part for pair in kept for part in pair)
    representation = Representation(
        f"{HTML}; charset=utf-8",
        ("page", chosen, site().software, fingerprint(), *told, *identity, *kept_words),
        vary=vary,
        links=alternates,
        location=location,
        is_lasting=is_lasting,
        extra=(("Content-Language", chosen), *extra),
    )
    spoken = {one: "?" + urlencode([*kept, ("lang", one)]) for one in LANGUAGES}
    known = _addresses(spoken, chosen) | {"in_other_language": spoken[other_language(chosen)]}
    return send(representation, lambda: rendered(template, known | values()).encode("utf-8"))


def _addresses(spoken: Mapping[str, str], chosen: str) -> dict[str, object]:
    """Tell where the page is in each language, whatever address it was asked for by."""
    plain = links().url(request.path.removesuffix(f".{_PAGE}").rstrip("/") or "/")
    return {
        "canonical": plain + spoken[chosen],
        "translations": {one: plain + query for one, query in spoken.items()},
        "negotiated": plain,
    }


def other_language(language: str) -> str:
    """Name the language that a page in *language* leads to."""
    return "de" if language == "en" else "en"


def rendered(template: str, values: dict[str, object]) -> str:
    """Fill a template.

    Beside *values* it finds words (`t`), links, the paths of styles, scripts and fonts (`static`,
    `built`), the dataset's version and day, and functions that write numbers, money, days and
    sizes in the page's language.
    """
    chosen = language()
    release = served().release
    return render_template(
        template,
        **{
            "language": chosen,
            "other_language": other_language(chosen),
            "in_other_language": f"?lang={other_language(chosen)}",
            "links": links(),
            "version": served().version,
            "newest": _newest_address() if is_older() else "",
            "released": release.manifest.date if release else None,
            "built": built,
            "static": static_path,
            "sections": present(SECTIONS),
            "foot_places": present(FOOT),
            "t": lambda key: text(key, chosen),
            "number": partial(writing.number, language=chosen),
            "any_number": partial(writing.any_number, language=chosen),
            "money": partial(writing.money, language=chosen),
            "day": partial(writing.day, language=chosen),
            "size": partial(writing.size, language=chosen),
            "place": partial(writing.place, language=chosen),
            **values,
        },
    )


def _newest_address() -> str:
    """Return where the page of the current request is in the newest release."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "v"]
    return links().path(request.path) + (f"?{urlencode(asked)}" if asked else "")


def alternate_links(where: Links, document_path: str, offers: Iterable[Format]) -> tuple[str, ...]:
    """List `Link` headers to each representation of a document.

    Source: https://www.rfc-editor.org/rfc/rfc8288
    """
    return tuple(
        f'<{where.url(f"{document_path}.{offer.suffix}")}>; rel="alternate"; '
        f'type="{offer.media_type}"'
        for offer in offers
    )
