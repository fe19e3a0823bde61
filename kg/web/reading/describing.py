"""Find out what the data say of one thing, and who says it. Knows no Flask.

Each statement keeps the named graph it stands in, and each graph the source it was read from.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.errors import MergedIRIError, UnknownIRIError, WithdrawnIRIError
from kg.namespaces import BASE, compact, expand
from kg.web.reading import disputes as disputing
from kg.web.reading import incoming
from kg.web.reading.asking import Row, Value, is_known, reference, references, rows
from kg.web.reading.disputes import Claim, Dispute
from kg.web.reading.incoming import Mention
from kg.web.reading.precision import PRECISION_OF, known_part
from kg.web.reading.term_names import TERM_NAMES, short_name

LABELS: Final = ", ".join(
    f"<{expand(name)}>"
    for name in ("rdfs:label", "skos:prefLabel", "dcterms:title", "foaf:name", "schema:name")
)
"""The properties that name a thing, as SPARQL lists them."""

_BLOCK: Final = 400
_LAST: Final = 99
"""Rank of a name that the data do not have."""

_PART_OF: Final = "|".join(
    f"<{expand(name)}>"
    for name in (
        *("fg:within", "fg:inProgramme", "fg:roundOf", "fg:measureOf", "fg:phaseOf"),
        *("fg:snapshotOf", "fg:subProjectOf", "fg:shareOf", "skos:broader", "skos:inScheme"),
    )
)
"""Properties that lead from a part to its whole."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a graph's statements were read.

    Attributes:
        graph: IRI of the graph.
        title: of the document that was read.
        url: where it was.
        as_of: the day, month or year for which it speaks.
        retrieved: the day on which it was read.
        publisher: who published it.
        site: the site it was on.
        document: IRI of the document.
    """

    graph: str
    title: str
    url: str = ""
    as_of: str = ""
    retrieved: str = ""
    publisher: str = ""
    site: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a property, and the graphs that hold it."""

    value: Value
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What the data say of one thing.

    Attributes:
        iri: the thing.
        statements: for each property its values.
        mentions: what points at the thing.
        claims: for each property what sources assert beside the thing's own statements.
        disputes: where sources contradict each other about the thing.
        wholes: what the thing is part of, the largest first.
        labels: a label for each IRI that occurs, in the language asked for where there is one.
        sources: for each graph that occurs, its source.
    """

    iri: str
    statements: dict[str, tuple[Statement, ...]]
    mentions: tuple[Mention, ...]
    claims: dict[str, tuple[Claim, ...]]
    disputes: tuple[Dispute, ...]
    wholes: tuple[str, ...]
    labels: dict[str, str]
    sources: dict[str, Source]

    def label(self, iri: str) -> str:
        """Return a label for *iri*, or the shortest name it has."""
        return self.labels.get(iri) or short_name(iri)

    def values(self, name: str) -> tuple[Value, ...]:
        """List the values of a property, which is named by its CURIE."""
        return tuple(held.value for held in self.statements.get(expand(name), ()))

    def known_date(self, held: Value, name: str) -> str:
        """Return a date as far as the thing says that it is known; *name* is its property's IRI."""
        stated = self.values(PRECISION_OF[name]) if name in PRECISION_OF else ()
        precisions = {value.text for value in stated}
        return known_part(held.text, precisions.pop()) if len(precisions) == 1 else held.text

    @property
    def classes(self) -> tuple[str, ...]:
        """List the IRIs of the thing's classes."""
        return tuple(value.text for value in self.values("rdf:type"))

    @property
    def statement_counts(self) -> dict[str, int]:
        """Count for each graph how many of the statements it holds."""
        held = (graph for one in self.statements.values() for s in one for graph in s.graphs)
        return dict(Counter(held))


def describe(engine: Engine, iri: str, language: str) -> Description:
    """Describe *iri* for a page.

    Raises:
        UnknownIRIError: the data say nothing of it.
        WithdrawnIRIError: it was withdrawn.
        MergedIRIError: it is the same as another one, which stayed.
    """
    own = own_rows(engine, iri)
    found = incoming.mentions(engine, iri)
    if not own and not found:
        raise UnknownIRIError(iri)
    refuse_withdrawn(iri, own)
    statements = _grouped(own)
    asserted = disputing.claims(engine, iri)
    disputed = disputing.disputes(engine, iri, language)
    above = _wholes(engine, iri)
    named = {iri, *above, *_iris_of(statements), *incoming.things_of(found)}
    named |= {name for claim in asserted for name in (claim.predicate, claim.source)}
    named |= {claim.accuracy for claim in asserted}
    named |= {claim.value.text for claim in asserted if claim.value.is_iri}
    named |= {name for one in disputed for name in (one.first_source, one.second_source)}
    graphs = {row["graph"].text for row in own if "graph" in row}
    return Description(
        iri,
        statements,
        found,
        {
            predicate: tuple(claim for claim in asserted if claim.predicate == predicate)
            for predicate in dict.fromkeys(claim.predicate for claim in asserted)
        },
        disputed,
        above,
        labels(engine, named, language),
        sources(engine, graphs, language),
    )


def require(engine: Engine, iri: str) -> None:
    """Make sure that there is something to describe.

    Raises:
        UnknownIRIError: the data say nothing of it.
        WithdrawnIRIError: it was withdrawn.
        MergedIRIError: it is the same as another one, which stayed.
    """
    own = own_rows(engine, iri)
    if not own and not is_known(engine, iri):
        raise UnknownIRIError(iri)
    refuse_withdrawn(iri, own)


def statements_query(iri: str) -> str:
    """Write the query for every statement about *iri*, with its graph where it stands in one."""
    this = reference(iri)
    return (
        f"SELECT DISTINCT ?property ?value ?graph\nWHERE {{\n"
        f"  {{ GRAPH ?graph {{ {this} ?property ?value }} }}\n  UNION\n"
        f"  {{ {this} ?property ?value\n"
        f"    FILTER NOT EXISTS {{ GRAPH ?any {{ {this} ?property ?value }} }} }}\n}}\n"
        "ORDER BY ?property ?graph"
    )


def own_rows(engine: Engine, iri: str) -> list[Row]:
    """Ask for every statement about *iri*, with its graph where it stands in one."""
    return rows(engine, statements_query(iri))


def refuse_withdrawn(iri: str, own: Iterable[Row]) -> None:
    """Refuse to describe what was withdrawn, or merged into another thing.

    What is deprecated and the same as another thing of ours (`owl:sameAs`) was merged into it;
    what is only deprecated was withdrawn, and `dcterms:isReplacedBy` names what came after it.

    Raises:
        WithdrawnIRIError: it was withdrawn; names its successor.
        MergedIRIError: it was merged; names what stayed.
    """
    values = {(row["property"].text, row["value"].text) for row in own}
    if (expand("owl:deprecated"), "true") not in values:
        return
    same = {value for p, value in values if p == expand("owl:sameAs") and value.startswith(BASE)}
    if stayed := same - {iri}:
        raise MergedIRIError(iri, min(stayed))
    successors = [value for p, value in values if p == expand("dcterms:isReplacedBy")]
    raise WithdrawnIRIError(iri, min(successors, default=""))


def labels(engine: Engine, iris: Iterable[str], language: str) -> dict[str, str]:
    """Find a label for each of *iris*: in *language*, else in German, else in any."""
    wanted = sorted(iris)
    place = 1 if language == "en" else 0
    ranked = {i: (_LAST, TERM_NAMES[i][place]) for i in wanted if i in TERM_NAMES}
    for start in range(0, len(wanted), _BLOCK):
        block = references(wanted[start : start + _BLOCK])
        text = f"SELECT ?x ?l {{ VALUES ?x {{ {block} }} ?x ?p ?l FILTER(?p IN ({LABELS})) }}"
        for row in rows(engine, text):
            order = [language, "de", "en", ""]
            given = row["l"].language
            candidate = (order.index(given) if given in order else len(order), row["l"].text)
            iri = row["x"].text
            ranked[iri] = min(candidate, ranked.get(iri, candidate))
    return {iri: text for iri, (_, text) in ranked.items()}


def sources(engine: Engine, graphs: Iterable[str], language: str) -> dict[str, Source]:
    """Find the source of each of *graphs*; a graph that names none is its own."""
    block = references(sorted(graphs))
    named = rows(
        engine,
        f"""SELECT ?g ?source ?url ?asOf ?asOfPrecision ?retrieved ?publisher ?site
        {{ VALUES ?g {{ {block} }}
        ?g <{expand("prov:wasDerivedFrom")}> ?source
        OPTIONAL {{ ?source <{expand("fg:sourceUrl")}> ?url }}
        OPTIONAL {{ ?source <{expand("fg:asOf")}> ?asOf
          OPTIONAL {{ ?source <{expand("fg:asOfPrecision")}> ?asOfPrecision }} }}
        OPTIONAL {{ ?source <{expand("fg:retrievedAt")}> ?retrieved }}
        OPTIONAL {{ ?source <{expand("fg:site")}> ?site }}
        OPTIONAL {{ ?source <{expand("dcterms:publisher")}> ?publisher }} }}""",
    )
    by_graph = {row["g"].text: row for row in named}
    wanted = {v.text for row in named for k, v in row.items() if k in {"source", "publisher"}}
    titles = labels(engine, wanted | set(graphs), language)
    return {graph: _source(graph, by_graph.get(graph, {}), titles) for graph in graphs}


def _source(graph: str, row: Row, titles: dict[str, str]) -> Source:
    def field(name: str) -> str:
        return row[name].text if name in row else ""

    own = titles.get(graph) or compact(graph)
    return Source(
        graph,
        titles.get(field("source")) or own,
        field("url"),
        known_part(field("asOf"), field("asOfPrecision")),
        field("retrieved"),
        titles.get(field("publisher"), ""),
        field("site"),
        field("source"),
    )


def _grouped(own: Iterable[Row]) -> dict[str, tuple[Statement, ...]]:
    graphs: dict[str, dict[Value, list[str]]] = {}
    for row in own:
        held = graphs.setdefault(row["property"].text, {}).setdefault(row["value"], [])
        if "graph" in row:
            held.append(row["graph"].text)
    return {
        predicate: tuple(Statement(value, tuple(held)) for value, held in values.items())
        for predicate, values in graphs.items()
    }


def _wholes(engine: Engine, iri: str) -> tuple[str, ...]:
    """List what *iri* is part of, step by step, the largest first; of several at a step one."""
    found = rows(
        engine,
        "SELECT ?whole (COUNT(DISTINCT ?above) AS ?depth) "
        f"{{ {reference(iri)} ({_PART_OF})+ ?whole "
        f"OPTIONAL {{ ?whole ({_PART_OF})+ ?above }} }} GROUP BY ?whole ORDER BY ?depth ?whole",
    )
    by_depth: dict[str, str] = {}
    for row in found:
        if "whole" in row and row["whole"].is_iri and row["whole"].text != iri:
            by_depth.setdefault(row["depth"].text, row["whole"].text)
    return tuple(by_depth.values())


def _iris_of(statements: dict[str, tuple[Statement, ...]]) -> set[str]:
    values = {s.value.text for held in statements.values() for s in held if s.value.is_iri}
    return {*statements, *values}
