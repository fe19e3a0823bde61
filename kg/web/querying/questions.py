"""What a query's answer is as a representation: in which format, known by what. Pure."""

import json
import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlencode

from kg.engine import Prepared
from kg.formats import ALL_FORMATS, JSON, XML, Format
from kg.web.wire.links import Links
from kg.web.wire.negotiation import MAX_LENGTH, Accept, choose_format, ignored_words, prefers_page
from kg.web.wire.replies import Header, Representation

PATH: Final = "/sparql"

_CHANGING: Final = re.compile(r"(?:now|rand|uuid|bnode)(?:\s|#[^\n]*\n)*+\(")
"""Functions whose value differs from call to call (SPARQL 1.1, 17.4), STRUUID included.

What stands before the name does not count, as the grammar has no word boundaries: `FILTERNOW()`.
"""

_LETTER: Final = re.compile(r"\\u(?:0000)?00([0-7][0-9a-f])")
"""An escape that stands for a character of ASCII."""

IGNORED: Final = "X-Ignored-Format"
"""The header that names what a client wrote into `format` and the like, and nobody understood."""

_LINKED_CHARACTERS: Final = 1000
_SHOWN_WORDS: Final = 5
_SHOWN_CHARACTERS: Final = 40


def _disposition(written_as: Format) -> Header:
    kept = "inline" if written_as.is_negotiable else "attachment"
    suffix = written_as.suffix
    names = f"filename=\"foerdergraph.{suffix}\"; filename*=UTF-8''F%C3%B6rdergraph.{suffix}"
    return "Content-Disposition", f"{kept}; {names}"


_DISPOSITIONS: Final = {f.name: _disposition(f) for f in ALL_FORMATS if f not in (JSON, XML)}
"""How people keep an answer (RFC 6266); what is for Excel is a download."""


def negotiated(header: str, offers: tuple[Format, ...], words: tuple[str, ...]) -> Format | None:
    """Choose a format, or None for the page; clients send few different headers, but often.

    What is remembered is short, whatever a client sends.

    Args:
        header: the request's `Accept`.
        offers: in our order of preference.
        words: what the client wrote into `format` and the like.

    Raises:
        NotAcceptableError: the client accepts none of them.
    """
    return _negotiated(header[:MAX_LENGTH], offers, words)


@lru_cache(maxsize=1024)
def _negotiated(header: str, offers: tuple[Format, ...], words: tuple[str, ...]) -> Format | None:
    accepted = Accept.parse(header)
    if not words and prefers_page(accepted, offers):
        return None
    return choose_format(accepted, offers, words)


def representation_of(
    prepared: Prepared, chosen: Format, words: tuple[str, ...] = ()
) -> Representation:
    """Describe the answer to *prepared*, written in *chosen* by a client that wrote *words*."""
    return Representation(
        chosen.content_type,
        identity_of(prepared, chosen.name),
        is_lasting=not _is_changing(prepared.text),
        extra=_extra(chosen, prepared.form.formats, words),
    )


def _is_changing(text: str) -> bool:
    """Say whether a query may have another answer when it is asked again of the same data."""
    folded = text.casefold()
    if "\\u" in folded:  # an engine elsewhere may read escapes before it looks for names
        folded = _LETTER.sub(lambda found: chr(int(found[1], 16)), folded).casefold()
    return _CHANGING.search(folded) is not None


@lru_cache(maxsize=1024)
def _extra(
    chosen: Format, offers: tuple[Format, ...], words: tuple[str, ...]
) -> tuple[Header, ...]:
    """List the headers that tell of *chosen*, and of the *words* that did not choose."""
    kept = _DISPOSITIONS.get(chosen.name)
    headers = (kept,) if kept else ()
    ignored = ignored_words(offers, words)[:_SHOWN_WORDS]
    if not ignored:
        return headers
    told = ", ".join(quote(word[:_SHOWN_CHARACTERS], safe="/+") for word in ignored)
    return (*headers, (IGNORED, told))


def alternates_of(prepared: Prepared, where: Links, version: str = "") -> tuple[str, ...]:
    """List `Link` headers to the answer to *prepared* in each format; none for a long query.

    Args:
        prepared: the query.
        where: builds addresses.
        version: the release that is asked; empty for the newest.
    """
    clause = prepared.clause
    parameters = [
        ("query", prepared.text),
        *(("default-graph-uri", iri) for iri in clause.default or ()),
        *(("named-graph-uri", iri) for iri in clause.named or ()),
        *((("v", version),) if version else ()),
    ]
    asked = f"{where.url(PATH)}?{urlencode(parameters, errors='replace')}"
    if len(asked) > _LINKED_CHARACTERS:
        return ()
    return tuple(
        f'<{asked}&format={offer.name}>; rel="alternate"; type="{offer.media_type}"'
        for offer in prepared.form.formats
    )


def identity_of(prepared: Prepared, written_as: str) -> tuple[str, ...]:
    """Return whatever besides the dataset decides about the answer."""
    clause = prepared.clause
    graphs = json.dumps([clause.default, clause.named]) if clause.is_given else ""
    return ("sparql", prepared.text, graphs, written_as)
