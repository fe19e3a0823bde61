"""Full text search: a page, JSON, suggestions while somebody types, and what browsers need to know.

Source: https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response

from kg.errors import MalformedRequestError, UnknownPageError
from kg.publication.search import Found, Hit, Named, Wanted, folded_words
from kg.web.frame.responses import page, send
from kg.web.frame.site import accept, asked_once, language, links, refuse_pin
from kg.web.reading.asking import references
from kg.web.searching.index import address_of, search_index
from kg.web.wire.negotiation import HTML
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("search", __name__)
blueprint.before_request(refuse_pin)

PATH: Final = "/search"
MAX_QUESTION: Final = 200
"""So many characters may be looked for."""

HITS_PER_PAGE: Final = 25
MAX_SUGGESTIONS: Final = 10
_MAX_PAGE: Final = 10_000
_MAX_NAMES: Final = 3
_GUESSED: Final = 5

_JSON: Final = "application/json"
_SUGGESTIONS: Final = "application/x-suggestions+json"
_DESCRIPTION: Final = "application/opensearchdescription+xml"
_LABELS_OF: Final = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?thing ?class ?label WHERE {{\n  VALUES ?thing {{ {0} }}\n"
    "  ?thing a ?class ; rdfs:label ?label .\n}}"
)
_WORD: Final = re.compile(r"([^\W_]+)")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for.

    Attributes:
        text: of the question, without blanks around.
        kind: the class that it is narrowed to, empty for all.
        page: which page of the hits, from 1.
    """

    text: str
    kind: str
    page: int

    @property
    def wanted(self) -> Wanted:
        """Return what to ask the index."""
        kinds = (self.kind,) if self.kind else ()
        start = (self.page - 1) * HITS_PER_PAGE
        return Wanted(self.text, language(), kinds, start, HITS_PER_PAGE)

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what tells its answer from others."""
        return "search", self.text, self.kind, str(self.page), links().base_url

    def given(self, *, kind: str | None = None, page: int = 1) -> list[tuple[str, str]]:
        """List the parameters of the same question, of another kind or page."""
        chosen = self.kind if kind is None else kind
        pairs = (("q", self.text), ("type", chosen), ("page", str(page) if page > 1 else ""))
        return [(name, value) for name, value in pairs if value]

    def parameters(self, *, kind: str | None = None, page: int = 1) -> str:
        """Write them as a query string."""
        return urlencode(self.given(kind=kind, page=page))

    def path(self, *, kind: str | None = None, page: int = 1) -> str:
        """Return where a page leads for that."""
        return f"{links().path(PATH)}?{self.parameters(kind=kind, page=page)}"


@blueprint.route(PATH)
def search() -> Response:
    """Give what is found, as a page or as JSON."""
    if accept().named(_JSON) > accept().named(HTML):
        return _as_json(("Accept", "Accept-Language"))
    return _as_page()


@blueprint.route(f"{PATH}.html")
def search_as_page() -> Response:
    """Give the page, whatever is accepted."""
    return _as_page()


@blueprint.route(f"{PATH}.json")
def search_as_json() -> Response:
    """Give JSON, whatever is accepted."""
    return _as_json(("Accept-Language",))


@blueprint.route(f"{PATH}/suggest")
def suggest() -> Response:
    """Complete what is being typed: names, what tells them apart, and where they lead.

    Source: https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki
    """
    asked = question()
    wanted = Wanted(asked.text, language(), count=MAX_SUGGESTIONS)
    index = search_index()
    representation = Representation(
        _SUGGESTIONS, ("suggest", *asked.identity, language()), vary=("Accept-Language",)
    )
    return send(representation, lambda: _written(_suggested(asked.text, index.find(wanted))))


@blueprint.route(f"{PATH}/description.xml")
def description() -> Response:
    """Tell browsers how to search here."""
    address = links().url
    templates = (
        (HTML, "results", f"{address(PATH)}?q={{searchTerms}}&page={{startPage?}}"),
        (_JSON, "results", f"{address(PATH)}.json?q={{searchTerms}}&page={{startPage?}}"),
        (_SUGGESTIONS, "suggestions", f"{address(PATH)}/suggest?q={{searchTerms}}"),
        (_DESCRIPTION, "self", f"{address(PATH)}/description.xml"),
    )
    representation = Representation(_DESCRIPTION, ("opensearch", links().base_url), vary=())
    return send(representation, lambda: _described(templates).encode("utf-8"))


def question() -> Question:
    """Read what the request asks for.

    Raises:
        MalformedRequestError: the text is too long, the page is none, or one is given twice.
    """
    text = " ".join(asked_once("q").split())
    if len(text) > MAX_QUESTION:
        raise MalformedRequestError("q", f"longer than {MAX_QUESTION} characters")
    number = asked_once("page") or "1"
    is_short = number.isascii() and number.isdecimal() and len(number) < 7
    if not (is_short and 1 <= int(number) <= _MAX_PAGE):
        raise MalformedRequestError("page", f"expected a number from 1 to {_MAX_PAGE}")
    return Question(text, asked_once("type")[:MAX_QUESTION], int(number))


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """Cut *text* where words begin and end; say of each piece whether one of *words* begins it."""
    wanted = tuple(words)
    return [
        (piece, any(own.startswith(wanted) for own in folded_words(piece)))
        for piece in _WORD.split(text)
        if piece
    ]


def _as_page() -> Response:
    asked = question()
    find = partial(_found, asked)
    json_address = f"{links().url(PATH)}.json?{asked.parameters(page=asked.page)}"
    return page(
        "search.html",
        lambda: _page_values(asked, find()),
        asked.identity,
        alternates=(f'<{json_address}>; rel="alternate"; type="{_JSON}"',),
        kept=asked.given(page=asked.page),
    )


def _as_json(vary: Sequence[str]) -> Response:
    asked = question()
    representation = Representation(
        _JSON,
        ("json", language(), *asked.identity),
        vary=vary,
        location=f"{links().path(PATH)}.json?{asked.parameters(page=asked.page)}",
        extra=(("Content-Language", language()),),
    )
    return send(representation, lambda: _written(_told(asked, _found(asked))))


def _found(asked: Question) -> Found:
    """Look into the index.

    Raises:
        UnknownPageError: there is no such page of the hits.
    """
    found = search_index().find(asked.wanted)
    if asked.page > _pages(found):
        last = _pages(found)
        raise UnknownPageError(
            asked.path(page=asked.page), f"{PATH}?{asked.parameters(page=last)}", last
        )
    return found


def _pages(found: Found) -> int:
    return max(1, -(-found.total // HITS_PER_PAGE))


def _page_values(asked: Question, found: Found) -> dict[str, object]:
    words = folded_words(asked.text)
    hits = [
        {
            "hit": hit,
            "label": marked(hit.label, words),
            "names": [
                pieces
                for pieces in (marked(name, words) for name in hit.names)
                if any(is_marked for _, is_marked in pieces)
            ][:_MAX_NAMES],
        }
        for hit in found.hits
    ]
    return {
        "asked": asked,
        "found": found,
        "hits": hits,
        "first": (asked.page - 1) * HITS_PER_PAGE + 1,
        "pages_count": _pages(found),
        "address_of_page": lambda number: asked.path(page=number),
        "sparql": _LABELS_OF.format(references(hit.iri for hit in found.hits)),
        "json_path": f"{links().path(PATH)}.json?{asked.parameters(page=asked.page)}",
    }


def _told(asked: Question, found: Found) -> dict[str, object]:
    last = _pages(found)
    return {
        "query": asked.text,
        "type": asked.kind or None,
        "total": found.total,
        "page": asked.page,
        "pages": last,
        "isLoose": found.is_loose,
        "results": [_told_hit(hit) for hit in found.hits],
        "types": [_told_kind(kind.named) | {"count": kind.count} for kind in found.kinds],
        "next": _address(asked, asked.page + 1) if asked.page < last else None,
        "previous": _address(asked, asked.page - 1) if asked.page > 1 else None,
    }


def _address(asked: Question, number: int) -> str:
    return f"{links().url(PATH)}.json?{asked.parameters(page=number)}"


def _told_hit(hit: Hit) -> dict[str, object]:
    return {
        "iri": hit.iri,
        "url": address_of(hit.iri),
        "label": hit.label,
        "names": hit.names,
        "context": hit.context,
        "types": [_told_kind(kind) for kind in hit.kinds],
        "exact": hit.exact,
    }


def _told_kind(kind: Named) -> dict[str, object]:
    return {"iri": kind.iri, "name": kind.name, "label": kind.label}


def _suggested(text: str, found: Found) -> list[object]:
    """Suggest what is found; of a few letters that begin nothing no guesses are made."""
    hits = () if found.is_loose and len(text) < _GUESSED else found.hits
    told = [", ".join((*(kind.label for kind in hit.kinds), hit.context)) for hit in hits]
    return [
        text,
        [hit.label for hit in hits],
        [one.strip(", ") for one in told],
        [address_of(hit.iri) for hit in hits],
    ]


def _described(templates: Iterable[tuple[str, str, str]]) -> str:
    urls = "".join(
        f'<Url type="{media_type}" rel="{relation}" template="{escape(template)}"/>\n'
        for media_type, relation, template in templates
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Fördergraph</ShortName>\n"
        "<Description>Wer fördert digitale Kommunen? Who funds digital municipalities?"
        "</Description>\n"
        f'{urls}<Image type="image/svg+xml">{escape(links().url("/static/mark.svg"))}</Image>\n'
        "<Language>de</Language>\n<Language>en</Language>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
        "</OpenSearchDescription>\n"
    )


def _written(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8")
