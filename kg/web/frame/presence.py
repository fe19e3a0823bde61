"""Know whether a thing is there without asking again for what was given before.

A 304 must not cost a query, nor be given for what is not there. A tag proves that: it is only known
from the document itself. A date or `*` proves nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from flask import Response, request

from kg.errors import NotAcceptableError
from kg.web.frame.document import Document, send_document
from kg.web.frame.site import served, site

_THERE: Final = b"there"

Made = TypeVar("Made")


def send_present(document: Document, suffix: str, require: Callable[[], None]) -> Response:
    """Send *document* if it is there; that it is not goes before that it is not so to be had.

    Args:
        document: makes sure by itself, where it is made, that it is there.
        suffix: as in `send_document`.
        require: makes sure of it where nothing is made; raises as the document does.

    Raises:
        UnknownIRIError: the data say nothing of it.
        WithdrawnIRIError: it was withdrawn.
        MergedIRIError: it was merged into another thing.
        NotAcceptableError: there is no representation that the client accepts.
    """
    iri = document.iri
    noting = replace(
        document,
        body=lambda written_as: noted(iri, partial(document.body, written_as)),
        values=partial(noted, iri, document.values),
    )
    require_unless_tagged(iri, require)
    try:
        return send_document(noting, suffix)
    except NotAcceptableError:
        require()
        raise


def require_unless_tagged(iri: str, require: Callable[[], None]) -> None:
    """Make sure that a 304 is for something that is there; raises as *require* does."""
    tags = request.headers.get("If-None-Match", "")
    is_dated = not tags and "If-Modified-Since" in request.headers
    if (is_dated or "*" in tags) and site().cache.get(_key(iri)) is None:
        noted(iri, require)


def noted(iri: str, make: Callable[[], Made]) -> Made:
    """Make something of *iri*, and note that it is there."""
    made = make()
    site().cache.put(_key(iri), _THERE, len(iri))
    return made


def _key(iri: str) -> tuple[str, str]:
    return served().version, iri
