"""The page of a measure: its project and place, phase, time and status, and what stands beside it.

What no source tells is said to be so.
"""

from collections.abc import Iterable
from typing import Final

from kg.namespaces import expand
from kg.web.frame.page_queries import ask_page
from kg.web.frame.site import engine
from kg.web.portraits.facts import Fact, linked_fact, sources_of
from kg.web.portraits.measures import measures_of
from kg.web.portraits.words import said
from kg.web.reading import describing
from kg.web.reading.asking import Row
from kg.web.reading.describing import Description

_UNKNOWN: Final = frozenset(expand(name) for name in ("fgv:status-unknown", "fgv:title-unknown"))


def measure_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of a measure shows."""
    belongs = ask_page("measure-places", thing.iri)
    project = next((row["project"].text for row in belongs.rows), "")
    measures = ask_page("project-measures", project) if project else belongs
    facts = list(_facts(thing, belongs.rows, language))
    named = {iri for fact in facts for iri in (*fact.things, *fact.sources)}
    named |= {v.text for row in measures.rows for v in row.values() if v.is_iri}
    labels = describing.labels(engine(), named, language)
    listed = measures_of(measures.rows, labels, language) if project else []
    return {
        "portrait": "portrait-measure.html",
        "facts": facts,
        "labels": labels,
        "belongs": belongs,
        "measures": measures,
        "measure_list": [one for one in listed if one["iri"] != thing.iri],
    }


def _facts(thing: Description, rows: list[Row], language: str) -> Iterable[Fact]:
    yield from linked_fact(thing, "fg:measureOf")
    for column in ("programme", "area"):
        held = tuple(dict.fromkeys(row[column].text for row in rows if column in row))
        if held:
            yield Fact(said(column, language), things=held)
    for name in ("fg:phaseType", "dcterms:temporal", "fg:status", "fg:theme"):
        held = tuple(dict.fromkeys(v.text for v in thing.values(name)))
        known = tuple(iri for iri in held if iri not in _UNKNOWN)
        label = thing.label(expand(name))
        if name == "dcterms:temporal":
            label = said("period", language)
        if known:
            yield Fact(label, things=known, sources=sources_of(thing, name))
        elif name != "fg:theme":
            yield Fact(label, said("unknown", language), is_unknown=True)
