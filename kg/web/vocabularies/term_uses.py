"""How often the data use a class, a property or a concept, and examples of it. Knows no Flask."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.namespaces import PREFIXES, compact, expand
from kg.web.reading.asking import Row, Value, anywhere, references, rows
from kg.web.reading.describing import labels

EXAMPLES: Final = 3
"""So many examples are shown of a term."""

_BATCH: Final = 10
"""Planning a query with more branches takes longer than asking twice."""

_LABEL: Final = expand("rdfs:label")
_SUBCLASS: Final = expand("rdfs:subClassOf")
_IRI: Final = re.compile(r"<(?P<iri>[^<>\s]+)>")
_LOCAL_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

MODEL_PROPERTIES: Final = frozenset(
    expand(name)
    for name in (
        "rdf:first",
        "rdfs:seeAlso",
        "sh:hasValue",
        "skos:broader",
        "skos:hasTopConcept",
        "skos:narrower",
        "skos:related",
    )
)
"""Properties by which the model itself points at a concept."""


@dataclass(frozen=True, slots=True)
class Example:
    """A thing that uses a term; *value* is what a property has there.

    Attributes:
        thing: its IRI.
        label: its name.
        value: the value, None for a class or a concept.
        value_label: its name, or the literal as it stands.
    """

    thing: str
    label: str
    value: Value | None = None
    value_label: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What the data do with a term.

    Attributes:
        count: how often they use it.
        query: finds all of them, a row each.
        examples: some of them.
    """

    count: int = 0
    query: str = ""
    examples: tuple[Example, ...] = ()


UNUSED: Final = Use()


def class_uses(asked: Engine, classes: Iterable[str], language: str) -> dict[str, Use]:
    """Tell for each of *classes* how many things it has, those of its subclasses among them."""
    wanted = sorted(classes)
    counted = rows(
        asked,
        f"SELECT ?term (COUNT(DISTINCT ?thing) AS ?n) {{ VALUES ?term {{ {references(wanted)} }} "
        f"{anywhere(asked, f'?class <{_SUBCLASS}>* ?term')} "
        f"{anywhere(asked, '?thing a ?class')} }} GROUP BY ?term",
    )
    patterns = {term: f"?thing a/<{_SUBCLASS}>* <{term}>" for term in wanted}
    return _uses(asked, counted, patterns, language)


def property_uses(asked: Engine, properties: Iterable[str], language: str) -> dict[str, Use]:
    """Tell for each of *properties* how many statements it makes."""
    wanted = sorted(properties)
    counted = rows(
        asked,
        f"SELECT ?term (COUNT(*) AS ?n) {{ SELECT DISTINCT ?term ?thing ?value {{ "
        f"VALUES ?term {{ {references(wanted)} }} {anywhere(asked, '?thing ?term ?value')} }} }} "
        "GROUP BY ?term",
    )
    patterns = {term: f"?thing <{term}> ?value" for term in wanted}
    return _uses(asked, counted, patterns, language)


def concept_uses(asked: Engine, concepts: Iterable[str], language: str) -> dict[str, Use]:
    """Tell for each of *concepts* how many things have it, whatever the property."""
    wanted = sorted(concepts)
    model = ", ".join(f"<{iri}>" for iri in sorted(MODEL_PROPERTIES))
    pointing = f"FILTER(?property NOT IN ({model}))"
    counted = rows(
        asked,
        f"SELECT ?term (COUNT(DISTINCT ?thing) AS ?n) {{ VALUES ?term {{ {references(wanted)} }} "
        f"{anywhere(asked, '?thing ?property ?term')} {pointing} }} GROUP BY ?term",
    )
    patterns = {term: f"?thing ?property <{term}> {pointing}" for term in wanted}
    return _uses(asked, counted, patterns, language)


def _uses(
    asked: Engine, counted: Sequence[Row], patterns: dict[str, str], language: str
) -> dict[str, Use]:
    counts = {row["term"].text: int(row["n"].text) for row in counted if "term" in row}
    found = _examples(asked, {term: patterns[term] for term in sorted(counts)})
    named = {row["thing"].text for row in found}
    named |= {row["value"].text for row in found if "value" in row and row["value"].is_iri}
    names = labels(asked, named, language)
    examples: dict[str, list[Example]] = {}
    for row in found:
        examples.setdefault(row["term"].text, []).append(_example(row, names))
    return {
        term: Use(count, _query(patterns[term], language), tuple(examples.get(term, ())))
        for term, count in counts.items()
    }


def _examples(asked: Engine, patterns: dict[str, str]) -> list[Row]:
    """Ask for some examples of each term, a few terms at a time."""
    parts = [
        f"{{ SELECT (<{term}> AS ?term) ?thing ?value {{ SELECT DISTINCT ?thing ?value "
        f"{{ {anywhere(asked, pattern)} FILTER(isIRI(?thing)) }} LIMIT {EXAMPLES} }} }}"
        for term, pattern in patterns.items()
    ]
    found = [
        row
        for start in range(0, len(parts), _BATCH)
        for row in rows(
            asked,
            f"SELECT ?term ?thing ?value {{ {' UNION '.join(parts[start : start + _BATCH])} }}",
        )
    ]
    return sorted(found, key=lambda row: (row["term"].text, row["thing"].text))


def _example(row: Row, names: dict[str, str]) -> Example:
    thing, value = row["thing"].text, row.get("value")
    if value is None:
        return Example(thing, names.get(thing, ""))
    shown = names.get(value.text, "") if value.is_iri else value.text
    return Example(thing, names.get(thing, ""), value, shown)


def _query(pattern: str, language: str) -> str:
    """Write the query that finds all uses, a row each, as people would."""
    shown = "?thing ?value" if "?value" in pattern else "?thing"
    label = f'OPTIONAL {{ ?thing <{_LABEL}> ?label FILTER(LANG(?label) = "{language}") }}'
    return _readable(
        f"SELECT DISTINCT {shown} ?label WHERE {{\n  {pattern}\n  {label}\n}}\n"
        f"ORDER BY ?label {shown}"
    )


def _readable(query: str) -> str:
    """Put prefixed names for the IRIs of a query."""
    used = set()

    def shortened(found: re.Match[str]) -> str:
        name = compact(found["iri"])
        prefix, _, local = name.partition(":")
        if name == found["iri"] or not _LOCAL_NAME.fullmatch(local):
            return found[0]
        used.add(prefix)
        return name

    body = _IRI.sub(shortened, query)
    lines = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used)]
    return "".join(lines) + body
