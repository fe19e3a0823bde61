"""The pages of lists, and the same lists as CSV, JSON and Turtle. Every list is one of a table."""

import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Final

from cachetools import LRUCache
from flask import Blueprint, Response, request

from kg.errors import UnknownPageError
from kg.web.browsing.filtered_query import filtered_query
from kg.web.browsing.list_figures import Ground
from kg.web.browsing.listing import Item, Listing, items_of, listing_of, named_iris
from kg.web.browsing.lists import COLLECTIONS, Collection
from kg.web.browsing.narrowing import (
    choices,
    narrowed,
    page_of,
    pages_of,
    totals,
)
from kg.web.browsing.page_values import (
    View,
    chosen_values,
    facet_values,
    head_values,
    only_state,
    row_values,
    total_values,
)
from kg.web.browsing.states import State, read_state, require_known
from kg.web.browsing.written import as_csv, as_json, as_turtle
from kg.web.frame.page_queries import ask_page, laender_outlines, page_query
from kg.web.frame.responses import page, send
from kg.web.frame.site import engine, language, links, served
from kg.web.reading import describing
from kg.web.wire.negotiation import LANGUAGES
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("browsing", __name__)

FILES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ttl": "text/turtle; charset=utf-8",
}
"""Suffix → media type of the files that a list is given as."""

_lock: Final = threading.Lock()
_making: Final = {name: threading.Lock() for name in COLLECTIONS}
"""Of each list: it is asked for once, however many are the first to want it."""

_listings: Final[LRUCache[tuple[str, str], Listing]] = LRUCache(2 * len(COLLECTIONS))


def list_page(name: str) -> Response:
    """Show a list as the address says."""
    collection = COLLECTIONS[name]
    state = _asked(collection)
    if any(not value for value in request.args.values()):  # a form sends what was left empty too
        where = links().path(collection.path) + state.address
        return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": where})
    where = links().url(collection.path)
    return page(
        "list.html",
        partial(_values, collection, state),
        ("list", name, state.address, links().base_url),
        alternates=[
            f'<{where}.{suffix}{state.at(1).address}>; rel="alternate"; type="{held}"'
            for suffix, held in FILES.items()
        ],
        kept=state.pairs,
        vary=("Accept-Language",),
    )


def list_file(name: str, suffix: str) -> Response:
    """Give all that the address asks for, whatever page it is of."""
    collection = COLLECTIONS[name]
    state = _asked(collection).at(1)
    representation = Representation(
        FILES[suffix],
        ("list", suffix, name, language(), state.address),
        vary=("Accept-Language",),
        extra=(("Content-Language", language()),),
    )
    return send(representation, partial(_WRITERS[suffix], collection, state))


def _asked(collection: Collection) -> State:
    pairs = list(request.args.items(multi=True))
    return read_state(pairs, collection.columns, collection.facets, collection.sort)


def _listing(collection: Collection) -> Listing:
    """Return all things of a list; they are asked for once for each release."""
    key = served().version, collection.name
    if (known := _known(key)) is not None:
        return known
    with _making[collection.name]:
        if (known := _known(key)) is not None:
            return known
        made = _made(collection)
        with _lock:
            _listings[key] = made
        return made


def _known(key: tuple[str, str]) -> Listing | None:
    with _lock:
        return _listings.get(key)


def _made(collection: Collection) -> Listing:
    rows = ask_page(collection.query).rows
    items = items_of(rows, collection.thing, collection.columns, collection.searched)
    iris = named_iris(items, collection.columns)
    names = {one: describing.labels(engine(), iris, one) for one in LANGUAGES}
    return listing_of(items, names, collection.facets)


def _found(collection: Collection, state: State) -> tuple[Listing, list[Item]]:
    """Find what the state shows, in its order.

    Raises:
        MalformedRequestError: a facet has no such value.
    """
    listing = _listing(collection)
    require_known(state, listing.codes)
    return listing, narrowed(listing, state, collection.column(state.sort), language())


def _values(collection: Collection, state: State) -> dict[str, object]:
    listing, items = _found(collection, state)
    last = pages_of(len(items))
    if state.page > last:
        asked, there = (collection.path + one.address for one in (state, state.at(last)))
        raise UnknownPageError(asked, there, last)
    view = View(collection, listing, state, links(), language())
    only = only_state(state, collection.facets)
    ground = Ground(language(), links(), laender_outlines(), only)
    query = filtered_query(
        page_query(collection.query).body,
        listing,
        state,
        collection.columns,
        collection.facets,
        collection.searched,
    )
    counts = choices(listing, collection.facets, state)
    sums = totals(items, collection.columns)
    values: dict[str, object] = {
        "section": collection.name,
        "name": collection.name,
        "state": state,
        "facets": facet_values(view, counts),
        "chosen": chosen_values(view),
        "cleared": view.path(state.cleared()),
        "heads": head_values(view),
        "rows": row_values(view, page_of(items, state.page)),
        "sums": total_values(view, sums) if sums else [],
        "total": len(items),
        "whole": len(listing.items),
        "drawn": [
            (caption, drawn)
            for caption, draw in collection.drawn
            if (drawn := draw(listing, items, ground))
        ],
        "query": query,
        "pages_count": last,
        "path_of_page": lambda number: view.path(state.at(number)),
        "files": [
            (s, f"{links().path(collection.path)}.{s}{state.at(1).spoken(language()).address}")
            for s in FILES
        ],
    }
    if not state.is_plain:  # crawlers are to keep the list, not each way to look at it
        values |= {
            "canonical": f"{links().url(collection.path)}?lang={language()}",
            "translations": {},
        }
    return values


def _csv(collection: Collection, state: State) -> bytes:
    return as_csv(collection, *_found(collection, state), language())


def _json(collection: Collection, state: State) -> bytes:
    listing, items = _found(collection, state)
    counts = choices(listing, collection.facets, state)
    return as_json(collection, listing, state, items, counts, language())


def _turtle(collection: Collection, state: State) -> bytes:
    return as_turtle(collection, _found(collection, state)[1])


_WRITERS: Final[dict[str, Callable[[Collection, State], bytes]]] = {
    "csv": _csv,
    "json": _json,
    "ttl": _turtle,
}

for _name in COLLECTIONS:
    blueprint.add_url_rule(f"/{_name}", _name, partial(list_page, _name))
    blueprint.add_url_rule(f"/{_name}.html", f"{_name}-html", partial(list_page, _name))
    for _suffix in FILES:
        _file = partial(list_file, _name, _suffix)
        blueprint.add_url_rule(f"/{_name}.{_suffix}", f"{_name}-{_suffix}", _file)
