"""Say how much two names are alike: whole, word by word, and with words that are cut short."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from kg.publication.search.folding import bare_forms, form

_REORDERED: Final = 0.98
_CUT_SHORT: Final = 0.9
_BARE: Final = 0.92
_BOTH_BARE: Final = 0.8
_SLIPS: Final = 0.72
"""Words less alike than this have nothing to do with each other."""

_SHORT: Final = 3


def likeness(one: str, other: str) -> float:
    """Compare two names as they are written; 1 is the same name, 0 nothing in common.

    Abbreviations, legal forms and German letters do not count (`form`). Names of which
    one leaves out what may be left out (`bare_forms`) are nearly the same; names that are the same
    only without it may well be different ones (`Stadt Soest`, `Kreis Soest`).
    """
    left, right = form(one), form(other)
    best = _of_forms(left, right)
    if best >= _BARE:
        return best
    if left in bare_forms(other) or right in bare_forms(one):
        return _BARE
    are_same = not bare_forms(one).isdisjoint(bare_forms(other))
    return max(best, _BOTH_BARE) if are_same else best


def overlap(one: str, other: str) -> float:
    """Compare two names roughly, by the parts of three letters they share (Dice's coefficient)."""
    left, right = _parts(form(one)), _parts(form(other))
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


def _of_forms(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    own, others = left.split(), right.split()
    if sorted(own) == sorted(others):
        return _REORDERED
    by_words = (_covered(own, others) + _covered(others, own)) / 2
    joined = _ratio("".join(own), "".join(others))
    return min(_REORDERED, max(by_words, joined))


def _covered(words: Sequence[str], others: Sequence[str]) -> float:
    """Say how much of *words*, by letters, has a counterpart among *others*."""
    letters = sum(map(len, words))
    return sum(len(word) * max(_of_words(word, other) for other in others) for word in words) / (
        letters
    )


@lru_cache(maxsize=32_768)
def _of_words(word: str, other: str) -> float:
    if word == other:
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) <= _SHORT and longer.startswith(shorter):
        return _CUT_SHORT
    found = _ratio(word, other)
    return found if found >= _SLIPS else 0.0


def _ratio(one: str, other: str) -> float:
    if 2 * min(len(one), len(other)) < _SLIPS * (len(one) + len(other)):
        return 0.0  # it could not be more, whatever the letters are
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=8192)
def _parts(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
