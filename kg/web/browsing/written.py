"""A list as CSV, JSON and Turtle: all things that a state shows, not one page of them. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.engine import graph_written
from kg.formats import TURTLE
from kg.namespaces import expand
from kg.web.browsing.listing import Column, Item, Listing
from kg.web.browsing.lists import Collection
from kg.web.browsing.narrowing import Choice
from kg.web.browsing.states import State


def as_csv(collection: Collection, listing: Listing, items: Iterable[Item], language: str) -> bytes:
    """Write a table: each variable, and behind those that hold IRIs their labels."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = collection.data_columns
    head = [[c.key, f"{c.key}Label"] if c.kind == "iri" else [c.key] for c in columns]
    writer.writerow([collection.thing, "label", *(name for names in head for name in names)])
    for item in items:
        cells = [item.iri, item.name(language)]
        for column in columns:
            values = item.values.get(column.key, ())
            cells.append(" ".join(values))
            if column.kind == "iri":
                cells.append("; ".join(listing.label(value, language) for value in values))
        writer.writerow(cells)
    return out.getvalue().encode("utf-8")


def as_json(
    collection: Collection,
    listing: Listing,
    state: State,
    items: Sequence[Item],
    choices: Mapping[str, Sequence[Choice]],
    language: str,
) -> bytes:
    """Write what is shown, with the counts of each facet."""
    told = {
        "list": collection.name,
        "language": language,
        "state": [{"name": name, "value": value} for name, value in state.at(1).pairs],
        "total": len(items),
        "facets": {
            parameter: [_told_choice(listing, one, language) for one in held]
            for parameter, held in choices.items()
        },
        "rows": list(_told(collection, listing, items, language)),
    }
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8")


def as_turtle(collection: Collection, items: Iterable[Item]) -> bytes:
    """Write what the graph states of the things themselves: class, names and shown values."""
    return graph_written(
        (triple for item in items for triple in _triples(collection, item)), TURTLE
    )


def _told_choice(listing: Listing, one: Choice, language: str) -> dict[str, object]:
    value = one.value or None
    label = listing.label(one.value, language) if one.value else None
    return {
        "code": one.code,
        "value": value,
        "label": label,
        "count": one.count,
        "chosen": one.is_chosen,
    }


def _told(
    collection: Collection, listing: Listing, items: Iterable[Item], language: str
) -> Iterator[dict[str, object]]:
    columns = collection.data_columns
    told: dict[tuple[str, str], object] = {}

    def value(column: Column, text: str) -> object:
        key = (column.kind, text)
        if key not in told:
            told[key] = _value(column, text, listing, language)
        return told[key]

    for item in items:
        row: dict[str, object] = {collection.thing: item.iri, "label": item.name(language)}
        for column in columns:
            values = [value(column, text) for text in item.values.get(column.key, ())]
            row[column.key] = values if column.is_many else next(iter(values), None)
        yield row


def _value(column: Column, text: str, listing: Listing, language: str) -> object:
    if column.kind == "iri":
        return {"iri": text, "label": listing.label(text, language)}
    if column.is_number:
        exact = Decimal(text)
        return int(exact) if exact == int(exact) else float(exact)
    return text


def _triples(collection: Collection, item: Item) -> Iterator[Triple]:
    subject = NamedNode(item.iri) if ":" in item.iri else BlankNode(f"y{item.iri}")
    for name in collection.classes:
        yield Triple(subject, NamedNode(expand("rdf:type")), NamedNode(expand(name)))
    names = dict.fromkeys(((item.label, "de"), (item.label_en, "en")))
    for label, language in names if collection.has_english else list(names)[:1]:
        yield Triple(subject, NamedNode(expand("rdfs:label")), Literal(label, language=language))
    for column in collection.stated_columns:
        for value in item.values.get(column.key, ()):
            yield Triple(subject, NamedNode(expand(column.stated)), _term(value, column.datatype))


def _term(value: str, datatype: str) -> NamedNode | Literal:
    if datatype.startswith("@"):
        return Literal(value, language=datatype.removeprefix("@"))
    if datatype:
        return Literal(value, datatype=NamedNode(expand(datatype)))
    return NamedNode(value)
