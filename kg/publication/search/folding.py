"""Bring texts into the form in which they are compared: German letters, abbreviations, legal forms.

What is indexed and what is asked for goes through the same functions. Pure: texts in, texts out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final

_REMEMBERED: Final = 8192
"""Names of things are compared over and over."""

_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LETTERS: Final = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "&": " und ",
    }
)
_WORD: Final = re.compile(r"[^\W_]+")
_ASIDE: Final = re.compile(r"\([^()]*\)")

Words = tuple[str, ...]

_SHORT_FORMS: Final = tuple(
    (tuple(long.split()), tuple(short.split()))
    for long, short in (
        ("gesellschaft mit beschraenkter haftung", "gmbh"),
        ("gemeinnuetzige gesellschaft mit beschraenkter haftung", "ggmbh"),
        ("gemeinnuetzige gmbh", "ggmbh"),
        ("aktiengesellschaft", "ag"),
        ("eingetragener verein", "ev"),
        ("e v", "ev"),
        ("eingetragene genossenschaft", "eg"),
        ("e g", "eg"),
        ("anstalt des oeffentlichen rechts", "aoer"),
        ("a oe r", "aoer"),
        ("koerperschaft des oeffentlichen rechts", "kdoer"),
        ("k d oe r", "kdoer"),
        ("sankt", "st"),
        ("an der", "a d"),
        ("in der", "i d"),
        ("vor der", "v d"),
        ("ob der", "o d"),
        ("am", "a"),
        ("bei", "b"),
        ("im", "i"),
        ("und", "u"),
        ("landkreis", "lkr"),
        ("nordrhein westfalen", "nrw"),
        ("rheinland pfalz", "rlp"),
        ("baden wuerttemberg", "bw"),
        ("mecklenburg vorpommern", "mv"),
    )
)
"""Two ways to write the same; the second is that of the canonical form."""

_LEGAL_FORMS: Final = frozenset({"gmbh", "ggmbh", "mbh", "ag", "ev", "eg", "kg", "aoer", "kdoer"})

_LONGEST: Final = max(len(words) for pair in _SHORT_FORMS for words in pair)


def fold(text: str) -> str:
    """Write *text* in small letters without marks, the German way: `Größe` becomes `groesse`."""
    small = _small(text)
    return small if small.isascii() else _without_marks(small.translate(_GERMAN))


def fold_bare(text: str) -> str:
    """Write *text* likewise, but as those do who leave the dots out: `Köln` becomes `koln`."""
    return _without_marks(_small(text))


def words_of(folded: str) -> Words:
    """Split a folded text into its words."""
    return tuple(_WORD.findall(folded))


def folded_words(text: str) -> Words:
    """Return the words of *text* as they are looked for."""
    return words_of(fold(text))


def canonical(words: Sequence[str]) -> Words:
    """Replace every phrase that has a shorter way to be written by that one."""
    return tuple(chain.from_iterable(options[-1] for options in alternatives(words)))


@lru_cache(maxsize=_REMEMBERED)
def form(text: str) -> str:
    """Return the form in which two names are the same if they mean to be the same.

    `Stadtwerke Iserlohn Gesellschaft mit beschränkter Haftung` and `STADTWERKE ISERLOHN GMBH` have
    one form, `Neustadt an der Aisch` and `Neustadt a. d. Aisch` too.
    """
    return " ".join(canonical(words_of(fold(text))))


def alternatives(words: Sequence[str]) -> list[tuple[Words, ...]]:
    """Cut *words* into pieces, and say for each in which ways it is written.

    Returns:
        For each piece its ways, the canonical one last.
    """
    return list(_pieces(tuple(words)))


@lru_cache(maxsize=_REMEMBERED)
def bare_forms(text: str) -> frozenset[str]:
    """Return forms of a name that leave out what others may leave out.

    That is: what stands in brackets or behind a slash or comma, the legal form, and what a place is
    called (`Stadt`, `Kreis`). Its own form is not among them.
    """
    own = form(text)
    shorter = {_ASIDE.sub(" ", text), text.partition(",")[0], *text.split("/")}
    forms = {form(part) for part in shorter}
    forms |= {" ".join(_without_legal_form(one.split())) for one in {own, *forms}}
    forms |= {designated(one)[1] for one in {own, *forms}}
    return frozenset(forms - {own, ""})


def designated(canonical_form: str) -> tuple[str, str]:
    """Split a form such as `kreis soest` into what a place is called and its name.

    Returns:
        The designation, empty where there is none, and the rest.
    """
    words = tuple(canonical_form.split())
    for designation in _DESIGNATIONS:
        length = len(designation)
        if len(words) <= length:
            continue
        if words[:length] == designation:
            return " ".join(designation), " ".join(words[length:])
        if words[-length:] == designation:
            return " ".join(designation), " ".join(words[:-length])
    return "", canonical_form


def key_form(text: str) -> str:
    """Return the form in which identifiers are compared: letters and digits alone."""
    return "".join(words_of(fold(text)))


def _small(text: str) -> str:
    if text.isascii():
        return text.lower().replace("&", " und ")
    return unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _without_legal_form(words: Sequence[str]) -> list[str]:
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return kept or list(words)


def _ways() -> dict[Words, tuple[Words, ...]]:
    """List for each phrase all ways of the same, the canonical one last."""
    ways: dict[Words, set[Words]] = {}
    for long, short in _SHORT_FORMS:
        ways.setdefault(short, set()).add(long)
    return {
        phrase: (*sorted(longs), short)
        for short, longs in ways.items()
        for phrase in (short, *longs)
    }


_WAYS: Final = MappingProxyType(_ways())


def _pieces(words: Words) -> Iterator[tuple[Words, ...]]:
    start = 0
    while start < len(words):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            phrase = words[start : start + length]
            if (ways := _WAYS.get(phrase)) is not None:
                yield ways
                break
        else:
            length = 1
            yield (words[start : start + 1],)
        start += length


_DESIGNATIONS: Final = tuple(
    canonical(text.split())
    for text in (
        "freie und hansestadt",
        "freie hansestadt",
        "grosse kreisstadt",
        "kreisfreie stadt",
        "landeshauptstadt",
        "universitaetsstadt",
        "verbandsgemeinde",
        "verwaltungsgemeinschaft",
        "verwaltungsverband",
        "regierungsbezirk",
        "samtgemeinde",
        "staedteregion",
        "hansestadt",
        "kreisstadt",
        "landkreis",
        "freistaat",
        "gemeinde",
        "lkr",
        "markt",
        "kreis",
        "stadt",
        "land",
        "amt",
    )
)
"""What a place or its body is called, the longer ones first; in their canonical form."""
