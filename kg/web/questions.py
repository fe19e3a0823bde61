"""What a query's answer is as a representation: in which format, known by what. Pure."""

import json
from functools import lru_cache
from typing import Final

from kg.engine import Prepared
from kg.formats import Format
from kg.web.negotiation import Accept, choose_format, prefers_page
from kg.web.replies import Representation

PATH: Final = "/sparql"

_CHANGING: Final = ("now", "rand", "uuid", "bnode")
"""Functions whose value differs from call to call (SPARQL 1.1, 17.4), STRUUID included."""


@lru_cache(maxsize=1024)
def negotiated(header: str, offers: tuple[Format, ...], words: tuple[str, ...]) -> Format | None:
    """Choose a format, or None for the page; clients send few different headers, but often.

    Args:
        header: the request's `Accept`.
        offers: in our order of preference.
        words: what the client wrote into `format` and the like.

    Raises:
        NotAcceptableError: the client accepts none of them.
    """
    accepted = Accept.parse(header)
    if not words and prefers_page(accepted, offers):
        return None
    return choose_format(accepted, offers, words)


def representation_of(prepared: Prepared, chosen: Format) -> Representation:
    """Describe the answer to *prepared*, written in *chosen*."""
    folded = prepared.text.casefold()
    return Representation(
        chosen.content_type,
        identity_of(prepared, chosen.name),
        is_lasting=not any(name in folded for name in _CHANGING),
    )


def identity_of(prepared: Prepared, written_as: str) -> tuple[str, ...]:
    """Return whatever besides the dataset decides about the answer."""
    clause = prepared.clause
    graphs = json.dumps([clause.default, clause.named]) if clause.is_given else ""
    return ("sparql", prepared.text, graphs, written_as)
