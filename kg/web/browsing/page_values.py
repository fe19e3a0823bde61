"""What the page of a list shows, as its template takes it. Pure: things and state in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.web.browsing.listing import NONE, Column, Facet, Item, Listing, code_of
from kg.web.browsing.lists import Collection
from kg.web.browsing.narrowing import Choice
from kg.web.browsing.states import State
from kg.web.wire.links import Links
from kg.web.words.texts import TEXTS, text
from kg.web.words.writing import day, money, number

_OPEN_TO: Final = {0: 1_000, 1: 6}
"""Place of a facet → up to how many values it is open unasked."""

_MANY: Final = 3
"""More IRIs than these in a cell are counted instead of listed."""


@dataclass(frozen=True, slots=True)
class View:
    """A list in a language, and where its pages lead.

    Attributes:
        collection: the list.
        listing: its things.
        state: what of it is shown.
        links: to all pages.
        language: of the words.
    """

    collection: Collection
    listing: Listing
    state: State
    links: Links
    language: str

    def path(self, state: State) -> str:
        """Return where a state is."""
        return self.links.path(self.collection.path) + state.address

    def said(self, value: str, facet: Facet) -> str:
        """Return the words for a value of a facet; its lack may have words of its own."""
        if not value:
            lack = f"browse-none-{facet.parameter}"
            return text(lack if lack in TEXTS else "unknown", self.language)
        key = f"browse-value-{value}"
        return text(key, self.language) if key in TEXTS else self.name(value)

    def name(self, value: str) -> str:
        """Return the name of an IRI, or a word as it is."""
        return self.listing.label(value, self.language)

    def heading(self, column: Column) -> str:
        """Return the head of a column; a list may have words of its own for it."""
        own = f"browse-col-{self.collection.name}-{column.key}"
        return text(own if own in TEXTS else f"browse-col-{column.key}", self.language)


def facet_values(view: View, choices: Mapping[str, Sequence[Choice]]) -> list[dict[str, object]]:
    """List the facets that still offer anything, with words for each value."""
    return [
        {
            "parameter": facet.parameter,
            "title": text(f"browse-facet-{facet.parameter}", view.language),
            "is_open": facet.parameter in view.state.chosen
            or len(choices[facet.parameter]) <= _OPEN_TO.get(place, 0),
            "choices": [(one, view.said(one.value, facet)) for one in choices[facet.parameter]],
        }
        for place, facet in enumerate(view.collection.facets)
        if len(view.listing.codes[facet.parameter]) > 1 and choices[facet.parameter]
    ]


def chosen_values(view: View) -> list[tuple[str, str, str]]:
    """List what the list is narrowed to: facet, value, and where it is without."""
    state, codes = view.state, view.listing.codes
    found = [
        (
            text(f"browse-facet-{facet.parameter}", view.language),
            view.said(codes[facet.parameter][code], facet),
            view.path(state.without(facet.parameter, code)),
        )
        for facet in view.collection.facets
        for code in state.chosen.get(facet.parameter, ())
    ]
    if state.words:
        search = text("search", view.language)
        found.append((search, state.words, view.path(state.without_words())))
    return found


def head_values(view: View) -> list[dict[str, object]]:
    """List the heads of the table, and where each leads to sort by it."""
    state = view.state
    ways = {True: "descending", False: "ascending"}
    return [
        {
            "title": view.heading(column),
            "is_number": column.is_number,
            "sorted": ways[state.is_descending] if column.key == state.sort else "",
            "path": view.path(state.by(column.key, is_first_descending=column.is_number))
            if column.is_sortable
            else "",
        }
        for column in _shown(view)
    ]


def row_values(view: View, items: Sequence[Item]) -> list[dict[str, object]]:
    """List the rows of the table."""
    columns = _shown(view)
    small = [column for column in view.collection.columns if column.is_small]
    return [
        {
            "path": view.links.of(item.iri) or "",
            "name": item.name(view.language),
            "small": ", ".join(_small(view, item, small)),
            "cells": [_cell(view, item, column) for column in columns if column.kind != "name"],
        }
        for item in items
    ]


def total_values(view: View, sums: Mapping[str, tuple[Decimal, int]]) -> list[tuple[str, str, int]]:
    """List the cells of the last row: head, sum, and of how many things something is stated."""
    columns = [column for column in _shown(view) if column.kind != "name"]
    return [
        (view.heading(c), number(_rounded(sums[c.key][0]), view.language), sums[c.key][1])
        if c.key in sums
        else ("", "", 0)
        for c in columns
    ]


def only_state(state: State, facets: Sequence[Facet]) -> str:
    """Return the key of the Land that the list is narrowed to, if it is one."""
    lands = [state.chosen.get(facet.parameter, ()) for facet in facets if facet.column == "state"]
    chosen = lands[0] if lands else ()
    return chosen[0] if len(chosen) == 1 and chosen[0] != NONE else ""


def _shown(view: View) -> list[Column]:
    """List the columns of the table; one that is empty all through the list is none."""
    return [
        column
        for column in view.collection.columns
        if column.is_shown
        and not column.is_small
        and (column.kind == "name" or column.key in view.listing.held)
    ]


def _small(view: View, item: Item, columns: Sequence[Column]) -> list[str]:
    names = [view.name(v) for column in columns for v in item.values.get(column.key, ())]
    return [name for name in names if name != item.name(view.language)]


def _cell(view: View, item: Item, column: Column) -> dict[str, object]:
    """Write a cell: links, or a text with its exact value where that is another one."""
    values = item.values.get(column.key, ())
    cell: dict[str, object] = {
        "is_number": column.is_number,
        "head": view.heading(column),
        "links": [],
        "path": "",
        "text": "",
        "exact": "",
        "scope": item.first(column.scope) if values else "",
    }
    if column.kind == "iri":
        named = [(view.links.of(value) or "", view.name(value)) for value in values]
        return cell | {"links": named[:_MANY], "more": max(len(named) - _MANY, 0)}
    if not values:
        return cell | {"lack": _lack(view, item, column)}
    return cell | _written(column, values[0], view) | {"path": _leads(view, item, column)}


def _written(column: Column, value: str, view: View) -> dict[str, object]:
    if column.kind == "date":
        return {"text": day(value, view.language)}
    if column.kind == "money":
        shown, exact = number(_rounded(Decimal(value)), view.language), money(value, view.language)
        return {"text": shown, "exact": exact if Decimal(value) % 1 else ""}
    return {"text": number(value, view.language)}


def _lack(view: View, item: Item, column: Column) -> str:
    """Say what is known where a value is not: values of which none is preferred, or bounds."""
    stated = item.values.get(column.instead, ())
    if column.instead == "volumes" and stated:
        ordered = sorted(Decimal(one) for one in stated)
        several = text("browse-several-values", view.language)
        ends = dict.fromkeys(
            number(_rounded(one), view.language) for one in ordered[:: len(ordered) - 1 or 1]
        )
        return f"{'–'.join(ends)} ({several})"
    if column.instead == "bounds" and stated:
        kind, _, value = stated[0].partition(":")
        words = text(f"browse-bound-{kind}", view.language)
        return f"{words} {number(_rounded(Decimal(value)), view.language)}" if value else words
    own = f"browse-lack-{view.collection.name}-{column.kind}"
    return text(own if own in TEXTS else "unknown", view.language)


def _leads(view: View, item: Item, column: Column) -> str:
    if column.shown_at and (page := view.links.of(item.iri)):
        return f"{page}#{column.shown_at}"
    name, parameter = column.leads_to
    if not name or item.first(column.key) in {"", "0"}:
        return ""
    return f"{view.links.path(f'/{name}')}?{parameter}={code_of(item.iri)}"


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1))
