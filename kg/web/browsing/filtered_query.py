"""The query of a list with a state's filter in it, for anyone to ask for what is shown. Pure."""

import re
from collections.abc import Sequence
from textwrap import indent
from typing import Final

from kg.web.browsing.listing import Column, Facet, Listing
from kg.web.browsing.narrowing import is_in_vain, patterns
from kg.web.browsing.states import State

_QUERY: Final = re.compile(
    r"(?P<prologue>(?:PREFIX [^\n]*\n)*)\n*(?P<select>SELECT (?P<names>[?\w\s]*?)\nWHERE .*)\n"
    r"ORDER BY [^\n]*\n",
    re.DOTALL,
)


def filtered_query(
    body: str,
    listing: Listing,
    state: State,
    columns: Sequence[Column],
    facets: Sequence[Facet],
    searched: Sequence[str],
) -> str:
    """Write the query that gives what the state shows, all pages of it; *body* for all in order.

    Raises:
        ValueError: the query is not a SELECT with its ORDER BY in a last line of its own.
    """
    if state.at(1).is_plain:
        return body
    found = _QUERY.fullmatch(body)
    if found is None:
        raise ValueError("a list's query is a SELECT that ends with a line ORDER BY …")
    filters = [
        _one_of(facet, columns, [listing.codes[facet.parameter][code] for code in chosen])
        for facet in facets
        if (chosen := state.chosen.get(facet.parameter))
    ]
    text = ", ' ', ".join(f"COALESCE(STR(?{key}), '')" for key in searched)
    filters += [f'REGEX(CONCAT({text}), "{_quoted(p)}", "i")' for p in patterns(state.words)]
    filters += ["false"] if is_in_vain(state.words) else []
    names = found["names"].split()
    inner = indent(found["select"], "    ")
    lines = "".join(f"  FILTER({one})\n" for one in filters)
    return (
        f"{found['prologue']}\nSELECT {' '.join(names)}\nWHERE {{\n  {{\n{inner}\n  }}\n{lines}}}\n"
        f"ORDER BY {_order(state, columns, names[0])}\n"
    )


def _one_of(facet: Facet, columns: Sequence[Column], values: Sequence[str]) -> str:
    """Write that a variable has one of the values, or for an empty one, that it has none."""
    variable = f"?{facet.column}"
    column = next(column for column in columns if column.key == facet.column)
    known = [value for value in values if value]
    parts = []
    if column.is_many:
        within = f'CONCAT(" ", {variable}, " ")'
        parts = [f'CONTAINS({within}, " {_quoted(value)} ")' for value in known]
    elif known:
        listed = ", ".join(_term(value, column) for value in known)
        subject = variable if column.kind == "iri" else f"STR({variable})"
        parts = [f"{subject} IN ({listed})"]
    if len(known) < len(values):
        parts.append(f"!BOUND({variable})" + (f' || {variable} = ""' if column.is_many else ""))
    return " || ".join(parts)


def _term(value: str, column: Column) -> str:
    return f"<{value}>" if column.kind == "iri" else f'"{_quoted(value)}"'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _order(state: State, columns: Sequence[Column], thing: str) -> str:
    column = next(column for column in columns if column.key == state.sort)
    name = next(f"?{one.key}" for one in columns if one.kind == "name")
    variable = f"?{column.key}"
    way = f"DESC({variable})" if state.is_descending else variable
    if column.kind == "name":
        return " ".join(dict.fromkeys((way, thing)))
    return f"(!BOUND({variable})) {way} {name} {thing}"
