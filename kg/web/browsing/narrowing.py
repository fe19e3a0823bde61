"""Which things of a list a state shows, in which order, and how many each choice would. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Final

from kg.publication.search import folded_words
from kg.web.browsing.listing import NONE, Column, Facet, Item, Listing, set_of
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


def is_in_vain(words: str) -> bool:
    """Say whether what is looked for has neither letters nor digits, so that it finds nothing."""
    return bool(words) and not folded_words(words)


def patterns(words: str) -> list[str]:
    """Write a regular expression for each of the words, as Python and SPARQL read it.

    `koeln`, `Köln` and `koln` all find Köln: German letters are met in each of their spellings.
    """
    return [
        _BOUNDARY + "".join(_PAIRS.get(t) or _letter(t) for t in _TOKEN.findall(word))
        for word in folded_words(words)
    ]


def narrowed(listing: Listing, state: State, column: Column, language: str) -> list[Item]:
    """Choose the things that the state shows, sorted by *column* as it says."""
    shown = _found(listing, state)
    for wanted in _wanted(listing, state).values():
        shown &= wanted
    order = listing.order(column, language, is_descending=state.is_descending)
    bits = f"{shown:b}"[::-1].ljust(len(listing.items), "0")
    return [listing.items[place] for place in order if bits[place] == "1"]


def choices(
    listing: Listing, facets: Sequence[Facet], state: State
) -> dict[str, tuple[Choice, ...]]:
    """List the values of each facet with counts that follow the other facets."""
    found, wanted = _found(listing, state), _wanted(listing, state)
    made = {}
    for facet in facets:
        left = found
        for parameter, held in wanted.items():
            left &= held if parameter != facet.parameter else listing.everything
        chosen = state.chosen.get(facet.parameter, ())
        counted = (
            Choice(
                code,
                listing.codes[facet.parameter][code],
                (held & left).bit_count(),
                code in chosen,
            )
            for code, held in listing.sets[facet.parameter].items()
        )
        shown = [choice for choice in counted if choice.count or choice.is_chosen]
        made[facet.parameter] = _in_order(shown, facet)
    return made


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


def _found(listing: Listing, state: State) -> int:
    """Return the set of things in which each of the words begins a word."""
    if is_in_vain(state.words):
        return 0
    found, (text, starts) = listing.everything, listing.searched
    for pattern in patterns(state.words):
        ends = (match.end() for match in re.finditer(pattern, text, re.IGNORECASE))
        found &= set_of(bisect_right(starts, end - 1) - 1 for end in ends)
    return found


def _wanted(listing: Listing, state: State) -> dict[str, int]:
    """Return for each facet that narrows the list the things of its chosen values."""
    return {
        parameter: reduce(or_, (listing.sets[parameter][code] for code in codes), 0)
        for parameter, codes in state.chosen.items()
    }


def _in_order(shown: Iterable[Choice], facet: Facet) -> tuple[Choice, ...]:
    """Sort the values of a facet; the lack of one comes last."""
    ordered = sorted(shown, key=lambda one: one.code, reverse=facet.is_by_value)
    if not facet.is_by_value:
        ordered.sort(key=lambda one: -one.count)
    return tuple(sorted(ordered, key=lambda one: one.code == NONE))
