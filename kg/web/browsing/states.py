"""What of a list an address asks for: its facets, words, order and page. Pure: pairs in, pairs out.

The address is the state: the same list is found by the same address, and nothing else is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from kg.errors import MalformedRequestError
from kg.web.browsing.listing import Column, Facet
from kg.web.wire.negotiation import LANGUAGES

MAX_WORDS: Final = 200
"""So many characters may be looked for."""

_MAX_DIGITS: Final = 5
_SEARCH: Final = "q"
_SORT: Final = "sort"
_PAGE: Final = "page"
_LANGUAGE: Final = "lang"
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class State:
    """What is asked for.

    Attributes:
        chosen: facet parameter → codes, each once and sorted; a facet without choice is missing.
        words: looked for in names.
        sort: the variable sorted by.
        is_descending: whether the largest comes first.
        default_sort: how the list is sorted unasked, with `-` for descending.
        page: from 1.
        language: of the pages, where the address says so: it is kept from page to page.
    """

    chosen: Mapping[str, tuple[str, ...]]
    words: str
    sort: str
    is_descending: bool
    default_sort: str
    page: int = 1
    language: str = ""

    @property
    def sorted_as(self) -> str:
        """Return the order as the address writes it."""
        return f"-{self.sort}" if self.is_descending else self.sort

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.chosen or self.words)

    @property
    def is_plain(self) -> bool:
        """Say whether it is the list as it stands."""
        return not (self.is_narrowed or self.page > 1 or self.sorted_as != self.default_sort)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """List the parameters of its address, in one order for the same state."""
        found = [(_SEARCH, self.words)] if self.words else []
        found += [(name, code) for name, codes in self.chosen.items() for code in codes]
        if self.sorted_as != self.default_sort:
            found.append((_SORT, self.sorted_as))
        return [*found, (_PAGE, str(self.page))] if self.page > 1 else found

    @property
    def address(self) -> str:
        """Write them as a query string with its question mark; empty for the plain list."""
        spoken = [(_LANGUAGE, self.language)] if self.language else []
        return f"?{urlencode([*self.pairs, *spoken])}" if self.pairs or spoken else ""

    def spoken(self, language: str) -> "State":
        """Return the same in a language."""
        return replace(self, language=language)

    def at(self, page: int) -> "State":
        """Return the same of another page."""
        return replace(self, page=page)

    def by(self, key: str, *, is_first_descending: bool) -> "State":
        """Return the same sorted by a variable; by the one it is sorted by, the other way round."""
        is_descending = not self.is_descending if key == self.sort else is_first_descending
        return replace(self, sort=key, is_descending=is_descending, page=1)

    def without(self, parameter: str, code: str = "") -> "State":
        """Return the same without a choice of a facet, or without any of it."""
        left = tuple(c for c in self.chosen.get(parameter, ()) if code and c != code)
        kept = {name: codes for name, codes in self.chosen.items() if name != parameter}
        if left:
            kept = {n: left if n == parameter else c for n, c in self.chosen.items()}
        return replace(self, chosen=MappingProxyType(kept), page=1)

    def without_words(self) -> "State":
        """Return the same without what is looked for."""
        return replace(self, words="", page=1)

    def cleared(self) -> "State":
        """Return the whole list in the same order."""
        return replace(self, chosen=MappingProxyType({}), words="", page=1)


def read_state(
    pairs: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    facets: Sequence[Facet],
    default_sort: str,
) -> State:
    """Read the parameters of an address; what is empty says nothing, as in a form.

    Raises:
        MalformedRequestError: a parameter is not known or not of its form, or has two values.
    """
    parameters = [facet.parameter for facet in facets]
    known = [_SEARCH, *parameters, _SORT, _PAGE, _LANGUAGE]
    for name, _ in pairs:
        if name not in known:
            raise MalformedRequestError(name[:_SHOWN], f"not known here; expected {_or(known)}")
    words = " ".join(_one(pairs, _SEARCH).split())
    if len(words) > MAX_WORDS:
        raise MalformedRequestError(_SEARCH, f"longer than {MAX_WORDS} characters")
    sort = _one(pairs, _SORT) or default_sort
    keys = [column.key for column in columns if column.is_sortable]
    if sort.removeprefix("-") not in keys:
        ways = _or(keys)
        raise MalformedRequestError(_SORT, f"expected {ways}, with - in front for descending")
    found = {p: tuple(sorted({v for name, v in pairs if name == p and v})) for p in parameters}
    return State(
        MappingProxyType({name: codes for name, codes in found.items() if codes}),
        words,
        sort.removeprefix("-"),
        sort.startswith("-"),
        default_sort,
        _page(_one(pairs, _PAGE)),
        spoken if (spoken := _one(pairs, _LANGUAGE)) in LANGUAGES else "",
    )


def require_known(state: State, codes: Mapping[str, Mapping[str, str]]) -> None:
    """Make sure that each choice is one that there is.

    Raises:
        MalformedRequestError: the list has no such value.
    """
    for parameter, chosen in state.chosen.items():
        for code in chosen:
            if code not in codes[parameter]:
                there = _or(sorted(codes[parameter]))
                reason = f"there is no {code[:_SHOWN]} in this list; expected {there}"
                raise MalformedRequestError(parameter, reason)


def _one(pairs: Iterable[tuple[str, str]], name: str) -> str:
    given = {value for key, value in pairs if key == name}
    if len(given) > 1:
        raise MalformedRequestError(name, "given more than once")
    return given.pop() if given else ""


def _page(written: str) -> int:
    is_number = written.isascii() and written.isdecimal() and len(written) <= _MAX_DIGITS
    if written and not (is_number and int(written) > 0):
        raise MalformedRequestError(_PAGE, "expected a number from 1")
    return int(written or "1")


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)
