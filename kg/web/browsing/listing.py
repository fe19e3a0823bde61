"""The things of a list as plain values, made of the rows of `queries/pages/list-*.rq`. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal

from kg.publication.search import folded_words
from kg.web.reading.asking import Row

Kind = Literal["name", "iri", "count", "money", "date", "text", "point"]

NONE: Final = "none"
"""The code of a facet for what has no value of it."""

_ENGLISH: Final = "En"


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of a list's query.

    Attributes:
        key: the variable.
        kind: how its values are read; `name` is the thing itself, shown by its label.
        is_many: whether it holds several IRIs or words with blanks between.
        is_shown: whether the table has it; all are in the files.
        is_small: whether it stands below the name instead of in a column of its own.
        stated: the property by which the thing itself states the value; empty where none does.
        datatype: of the literal that it states, or its language as `@de`; empty for an IRI.
        is_summed: whether adding up its amounts counts nothing twice and mixes no kinds.
        instead: the variable that tells what is known where this one has no value.
        leads_to: the list, and the facet there, that show what a count counts.
        scope: the variable with what an amount covers, in the words of its source; empty if none.
        shown_at: the part of the thing's page that shows the amount with its sources.
    """

    key: str
    kind: Kind
    is_many: bool = False
    is_shown: bool = True
    is_small: bool = False
    stated: str = ""
    datatype: str = ""
    is_summed: bool = False
    instead: str = ""
    leads_to: tuple[str, str] = ("", "")
    scope: str = ""
    shown_at: str = ""

    @property
    def is_number(self) -> bool:
        """Say whether its values are added up and set to the right."""
        return self.kind in {"count", "money"}

    @property
    def is_sortable(self) -> bool:
        """Say whether the list can be sorted by it."""
        has_order = self.kind in {"name", "count", "money", "date"}
        return self.is_shown and not self.is_small and has_order


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be narrowed by.

    Attributes:
        parameter: of the address.
        column: the variable that it looks at.
        is_by_value: whether its values stand in their own order, the last one first; else the most
            frequent one is first.
    """

    parameter: str
    column: str
    is_by_value: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list.

    Attributes:
        iri: of the thing; a plain word, such as a year, where it is none.
        label: its German name.
        label_en: its English name.
        values: variable → its values; a variable without one is missing.
        names: its names as they are sorted, German and English.
        searched: what is looked into, in one line.
    """

    iri: str
    label: str
    label_en: str
    values: Mapping[str, tuple[str, ...]]
    names: tuple[str, str]
    searched: str

    def name(self, language: str) -> str:
        """Return its name in *language*."""
        return self.label_en if language == "en" else self.label

    def first(self, key: str) -> str:
        """Return the value of a variable, empty where there is none."""
        held = self.values.get(key)
        return held[0] if held else ""


@dataclass(frozen=True)
class Listing:
    """All things of a list, and the names of what their values name.

    Sets of things are whole numbers, in which bit *n* stands for the thing at place *n*.

    Attributes:
        items: in the order of the query.
        names: language → IRI → label.
        codes: facet parameter → code in addresses → value, `none` for the lack of one.
        sets: facet parameter → code → the things of that value.
        held: the variables of which anything has a value.
    """

    items: tuple[Item, ...]
    names: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, Mapping[str, str]]
    sets: Mapping[str, Mapping[str, int]]
    held: frozenset[str]

    @cached_property
    def everything(self) -> int:
        """Return the set of all things."""
        return (1 << len(self.items)) - 1

    @cached_property
    def searched(self) -> tuple[str, list[int]]:
        """Return what is looked into, a line for each thing, and where each line begins."""
        lines = [item.searched for item in self.items]
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        return "\n".join(lines), starts[:-1]

    @cached_property
    def _orders(self) -> dict[tuple[str, bool, str], tuple[int, ...]]:
        return {}

    def label(self, value: str, language: str) -> str:
        """Return the name of an IRI, or the word itself."""
        return self.names[language].get(value, value)

    def order(self, column: Column, language: str, *, is_descending: bool) -> tuple[int, ...]:
        """Return the places of all things as a column sorts them, from then on without sorting.

        What has no value comes last, and names decide equals.
        """
        key = (column.key, is_descending, language)
        if key not in self._orders:
            self._orders[key] = tuple(_sorted(self.items, column, language, is_descending))
        return self._orders[key]


def items_of(
    rows: Iterable[Row], thing: str, columns: Sequence[Column], searched: Sequence[str]
) -> tuple[Item, ...]:
    """Read the rows, one for each thing; values of several are sorted, as the engine is free."""
    known: dict[str, str] = {}

    def read(row: Row) -> Item:
        values = {
            column.key: tuple(known.setdefault(v, v) for v in _values(row[column.key].text, column))
            for column in columns
            if column.key in row and row[column.key].text
        }
        iri = row[thing].text
        label = row["label"].text if "label" in row else iri
        english = row[f"label{_ENGLISH}"].text if f"label{_ENGLISH}" in row else label
        words = [row[key].text for key in searched if key in row]
        names = _sorted_as(label), _sorted_as(english)
        return Item(iri, label, english, values, names, " ".join(" ".join(words).split()))

    return tuple(read(row) for row in rows)


def named_iris(items: Iterable[Item], columns: Sequence[Column]) -> set[str]:
    """List what needs a name: the IRIs of all columns that hold some."""
    keys = [column.key for column in columns if column.kind == "iri"]
    return {value for item in items for key in keys for value in item.values.get(key, ())}


def listing_of(
    items: tuple[Item, ...], names: Mapping[str, Mapping[str, str]], facets: Sequence[Facet]
) -> Listing:
    """Put things and names together, and give each value of a facet its code and its set."""
    codes, sets = {}, {}
    for facet in facets:
        places: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            for value in item.values.get(facet.column, ("",)):
                places.setdefault(value, []).append(place)
        ordered = sorted(places, key=lambda value: (not value, value))
        codes[facet.parameter] = {code_of(value): value for value in ordered}
        sets[facet.parameter] = {code_of(value): set_of(places[value]) for value in ordered}
    return Listing(items, names, codes, sets, frozenset(k for item in items for k in item.values))


def set_of(places: Iterable[int]) -> int:
    """Return the set of the things at *places*."""
    bits = bytearray()
    for place in places:
        if place >> 3 >= len(bits):
            bits.extend(bytes((place >> 3) + 1 - len(bits)))
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def code_of(value: str) -> str:
    """Return what stands for a value in addresses: the last part of an IRI, or the word itself."""
    if not value:
        return NONE
    return re.split(r"[/#]", value)[-1] if ":" in value else value


def _sorted_as(name: str) -> str:
    return " ".join(folded_words(name))


def _values(text: str, column: Column) -> Iterator[str]:
    yield from sorted(set(text.split())) if column.is_many else (text,)


def _sorted(items: Sequence[Item], column: Column, language: str, is_descending: bool) -> list[int]:
    place = 1 if language == "en" else 0
    named = sorted(range(len(items)), key=lambda n: (items[n].names[place], items[n].iri))
    if column.kind == "name":
        return named[::-1] if is_descending else named
    read = Decimal if column.is_number else str
    values = {n: read(items[n].first(column.key)) for n in named if column.key in items[n].values}
    known = sorted(values, key=lambda n: values[n], reverse=is_descending)
    return [*known, *(n for n in named if n not in values)]
