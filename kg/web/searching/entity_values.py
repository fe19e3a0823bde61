"""Ask the engine for values of properties of many things at once. Knows no Flask."""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.engine import Engine
from kg.namespaces import expand
from kg.web.reading.asking import Value, references, rows

_BLOCK: Final = 200
_WITHIN: Final = expand("fg:within")
_WITHIN_ALL: Final = expand("geo:sfWithin")

_NAMES: Final = ", ".join(
    f"<{expand(name)}>"
    for name in (
        "rdfs:label",
        "skos:prefLabel",
        "skos:altLabel",
        "dcterms:title",
        "fg:officialName",
    )
)


def values_of(
    engine: Engine, iris: Sequence[str], properties: Iterable[str]
) -> dict[str, dict[str, list[Value]]]:
    """Fetch what *iris* have of *properties*: thing → property → values, each once, in order."""
    wanted = ", ".join(references([one]) for one in dict.fromkeys(properties) if references([one]))
    found: dict[str, dict[str, list[Value]]] = {}
    if not wanted:
        return found
    for start in range(0, len(iris), _BLOCK):
        block = references(iris[start : start + _BLOCK])
        text = (
            f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {block} }} ?s ?p ?o "
            f"FILTER(?p IN ({wanted})) }} ORDER BY ?s ?p ?o"
        )
        for row in rows(engine, text):
            of_thing = found.setdefault(row["s"].text, {})
            of_thing.setdefault(row["p"].text, []).append(row["o"])
    return found


def values_to_match(
    engine: Engine, iris: Sequence[str], properties: Iterable[str]
) -> dict[str, dict[str, list[Value]]]:
    """Fetch likewise what things are compared by: what they lie in is all that lies around them."""
    asked = set(properties)
    found = values_of(engine, iris, asked | ({_WITHIN_ALL} if _WITHIN in asked else set()))
    if _WITHIN in asked:
        for of_thing in found.values():
            around = of_thing.get(_WITHIN_ALL, [])
            of_thing[_WITHIN] = [*of_thing.get(_WITHIN, []), *around]
    return found


def with_value(engine: Engine, property_iri: str, texts: Iterable[str], limit: int) -> list[str]:
    """Find things that have one of *texts* as a value of a property, or an IRI of it."""
    wanted = ", ".join(f"{_quoted(text)}" for text in texts)
    predicate = references([property_iri])
    if not wanted or not predicate:
        return []
    text = (
        f"SELECT DISTINCT ?s {{ ?s {predicate} ?o FILTER(isIRI(?s) && STR(?o) IN ({wanted})) }} "
        f"ORDER BY ?s LIMIT {limit}"
    )
    return [row["s"].text for row in rows(engine, text)]


def names_of(engine: Engine, iris: Iterable[str]) -> dict[str, list[str]]:
    """Fetch all names of *iris*."""
    found: dict[str, list[str]] = {}
    wanted = sorted(set(iris))
    for start in range(0, len(wanted), _BLOCK):
        block = references(wanted[start : start + _BLOCK])
        text = (
            f"SELECT DISTINCT ?s ?l {{ VALUES ?s {{ {block} }} ?s ?p ?l FILTER(?p IN ({_NAMES})) }}"
        )
        for row in rows(engine, text):
            found.setdefault(row["s"].text, []).append(row["l"].text)
    return found


_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text if letter >= " ") + '"'
