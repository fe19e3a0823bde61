"""Which things of a list a state shows, in which order, and how many each choice would. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.publication.search import folded_words
from kg.web.browsing.listing import NONE, Column, Facet, Item, Listing
from kg.web.browsing.states import State

ITEMS_PER_PAGE: Final = 50

_BOUNDARY: Final = "(^|[^0-9A-Za-zÀ-ž])"
_LETTERS: Final = {
    "a": "aàáâãåä",
    "c": "cç",
    "e": "eèéêë",
    "i": "iìíîï",
    "n": "nñ",
    "o": "oòóôõøö",
    "u": "uùúûü",
    "y": "yýÿ",
}
_PAIRS: Final = {"ae": "(ae|ä|æ)", "oe": "(oe|ö|œ)", "ue": "(ue|ü)", "ss": "(ss|ß)"}
_TOKEN: Final = re.compile("|".join((*_PAIRS, ".")))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet.

    Attributes:
        code: in addresses.
        value: an IRI or word; empty for the lack of one.
        count: of the things that it would show, as the other facets are.
        is_chosen: whether it is chosen.
    """

    code: str
    value: str
    count: int
    is_chosen: bool


def patterns(words: str) -> list[str]:
    """Write a regular expression for each of the words, as Python and SPARQL read it.

    `koeln`, `Köln` and `koln` all find Köln: German letters are met in each of their spellings.
    """
    return [
        _BOUNDARY + "".join(_PAIRS.get(t) or _letter(t) for t in _TOKEN.findall(word))
        for word in folded_words(words)
    ]


def narrowed(listing: Listing, facets: Sequence[Facet], state: State) -> list[Item]:
    """Choose the things that the state shows, in the order of the list."""
    return _left(_found(listing.items, state), _wanted(listing, facets, state))


def choices(
    listing: Listing, facets: Sequence[Facet], state: State
) -> dict[str, tuple[Choice, ...]]:
    """List the values of each facet with counts that follow the other facets."""
    found, wanted = _found(listing.items, state), _wanted(listing, facets, state)
    made = {}
    for facet in facets:
        others = {column: held for column, held in wanted.items() if column != facet.column}
        chosen = state.chosen.get(facet.parameter, ())
        counts: Counter[str] = Counter()
        for item in _left(found, others):
            counts.update(item.values.get(facet.column, ("",)))
        shown = [
            Choice(code, value, counts[value], code in chosen)
            for code, value in listing.codes[facet.parameter].items()
            if counts[value] or code in chosen
        ]
        made[facet.parameter] = _in_order(shown, facet)
    return made


def arranged(items: Iterable[Item], column: Column, state: State, language: str) -> list[Item]:
    """Sort things as the state says; what has no value comes last, and names decide equals."""
    place = 1 if language == "en" else 0
    named = sorted(items, key=lambda item: (item.names[place], item.iri))
    if column.kind == "name":
        return named[::-1] if state.is_descending else named
    known = [item for item in named if column.key in item.values]
    unknown = [item for item in named if column.key not in item.values]
    if column.is_number:
        known.sort(key=lambda i: Decimal(i.first(column.key)), reverse=state.is_descending)
    else:
        known.sort(key=lambda i: i.first(column.key), reverse=state.is_descending)
    return [*known, *unknown]


def pages_of(count: int) -> int:
    """Return how many pages there are, one of nothing too."""
    return max(1, -(-count // ITEMS_PER_PAGE))


def page_of(items: Sequence[Item], page: int) -> Sequence[Item]:
    """Cut out one page."""
    return items[(page - 1) * ITEMS_PER_PAGE : page * ITEMS_PER_PAGE]


def totals(items: Iterable[Item], columns: Sequence[Column]) -> dict[str, tuple[Decimal, int]]:
    """Add up each column of money that may be: the sum, and of how many things it is known."""
    sums: dict[str, list[Decimal]] = {c.key: [] for c in columns if c.is_summed}
    for item in items:
        for key, held in sums.items():
            if key in item.values:
                held.append(Decimal(item.first(key)))
    return {key: (sum(held, Decimal(0)), len(held)) for key, held in sums.items() if held}


def _letter(letter: str) -> str:
    return f"[{_LETTERS[letter]}]" if letter in _LETTERS else letter


def _found(items: Iterable[Item], state: State) -> list[Item]:
    tests = [re.compile(pattern, re.IGNORECASE) for pattern in patterns(state.words)]
    return [item for item in items if all(test.search(item.searched) for test in tests)]


def _wanted(listing: Listing, facets: Sequence[Facet], state: State) -> dict[str, frozenset[str]]:
    """Return for each narrowed variable the values of which one must be there."""
    return {
        facet.column: frozenset(
            listing.codes[facet.parameter][code] for code in state.chosen[facet.parameter]
        )
        for facet in facets
        if facet.parameter in state.chosen
    }


def _left(items: Iterable[Item], wanted: Mapping[str, frozenset[str]]) -> list[Item]:
    nothing = ("",)
    return [
        item
        for item in items
        if all(not held.isdisjoint(item.values.get(c, nothing)) for c, held in wanted.items())
    ]


def _in_order(shown: Iterable[Choice], facet: Facet) -> tuple[Choice, ...]:
    """Sort the values of a facet; the lack of one comes last."""
    ordered = sorted(shown, key=lambda one: one.code, reverse=facet.is_by_value)
    if not facet.is_by_value:
        ordered.sort(key=lambda one: -one.count)
    return tuple(sorted(ordered, key=lambda one: one.code == NONE))
