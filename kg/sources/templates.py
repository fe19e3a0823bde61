"""Fill templates such as `kreis:{land}{rb}{kreis}` or `{flaeche|decimal}` from a row's cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.sources.converters import CONVERTERS, Converter, from_map

_FIELD: Final = re.compile(r"\{([^{}|]+)((?:\|[^{}|]+)*)\}")


class TemplateError(ValueError):
    """A template names a column or converter that there is not."""


class CellError(ValueError):
    """A cell is not in the notation that its converter reads."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column in a template and what its cell goes through."""

    column: str
    converters: tuple[Converter, ...]

    def read(self, cells: Mapping[str, str]) -> str:
        """Return the converted cell, or "" where it is blank.

        Raises:
            CellError: the cell is not in the notation of a converter.
        """
        cell = cells[self.column].strip()
        value = cell
        for convert in self.converters:
            if not value:
                return ""
            try:
                value = convert(value)
            except ValueError as error:
                raise CellError(f"{self.column}: “{cell}” is not {error}") from None
        return value


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template taken apart: literal text and fields in turn."""

    parts: tuple[str | Field, ...]

    def fill(self, cells: Mapping[str, str]) -> str:
        """Return the text, or "" where a cell of it is blank.

        Raises:
            CellError: a cell is not in the notation of its converter.
        """
        filled: list[str] = []
        for part in self.parts:
            value = part if isinstance(part, str) else part.read(cells)
            if not value:
                return ""
            filled.append(value)
        return "".join(filled)


def compile_template(
    template: str, columns: tuple[str, ...], maps: Mapping[str, Mapping[str, str]]
) -> Compiled:
    """Take *template* apart.

    Raises:
        TemplateError: a column is not listed, or a converter or map is not known.
    """
    parts: list[str | Field] = []
    end = 0
    for match in _FIELD.finditer(template):
        if match.start() > end:
            parts.append(template[end : match.start()])
        if match[1] not in columns:
            raise TemplateError(f"column {match[1]} is not among the columns of the table")
        names = match[2].split("|")[1:]
        parts.append(Field(match[1], tuple(_converter(name, maps) for name in names)))
        end = match.end()
    if end < len(template):
        parts.append(template[end:])
    return Compiled(tuple(parts))


def _converter(name: str, maps: Mapping[str, Mapping[str, str]]) -> Converter:
    kind, _, argument = name.partition(":")
    if kind == "map" and argument in maps:
        return from_map(maps[argument])
    if name not in CONVERTERS:
        there = [*CONVERTERS, *(f"map:{each}" for each in maps)]
        raise TemplateError(f"there is no converter {name}; there are {', '.join(there)}")
    return CONVERTERS[name]
