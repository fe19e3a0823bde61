"""Find out what the data say of one thing, and who says it. Knows no Flask.

Each statement keeps the named graph it stands in, and each graph the source it was read from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.engine import Engine
from kg.errors import UnknownIRIError, WithdrawnIRIError
from kg.namespaces import compact, expand
from kg.web.asking import Row, Value, anywhere, reference, references, rows, term

MAX_MENTIONS: Final = 25
"""How many things that point here are shown for each property; all are one query away."""

_LABELS: Final = ", ".join(
    f"<{expand(name)}>"
    for name in ("rdfs:label", "skos:prefLabel", "dcterms:title", "foaf:name", "schema:name")
)
_BLOCK: Final = 400


@dataclass(frozen=True, slots=True)
class Source:
    """Where a graph's statements were read."""

    graph: str
    title: str
    url: str = ""
    as_of: str = ""
    retrieved: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a property, and the graphs that hold it."""

    value: Value
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Things that point here by one property: some of them, and how many there are."""

    predicate: str
    subjects: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Description:
    """What the data say of one thing.

    Attributes:
        iri: the thing.
        statements: for each property its values.
        mentions: what points at the thing.
        labels: a label for each IRI that occurs, in the language asked for where there is one.
        sources: for each graph that occurs, its source.
    """

    iri: str
    statements: dict[str, tuple[Statement, ...]]
    mentions: tuple[Mention, ...]
    labels: dict[str, str]
    sources: dict[str, Source]

    def label(self, iri: str) -> str:
        """Return a label for *iri*, or the shortest name it has."""
        return self.labels.get(iri) or compact(iri)

    @property
    def classes(self) -> tuple[str, ...]:
        """List the IRIs of the thing's classes."""
        return tuple(s.value.text for s in self.statements.get(expand("rdf:type"), ()))


def describe(engine: Engine, iri: str, language: str) -> Description:
    """Describe *iri* for a page.

    Raises:
        UnknownIRIError: the data say nothing of it.
        WithdrawnIRIError: it was withdrawn.
    """
    own = own_rows(engine, iri)
    mentions = _mentions(engine, iri)
    if not own and not mentions:
        raise UnknownIRIError(iri)
    refuse_withdrawn(iri, own)
    statements = _grouped(own)
    named = _iris_of(statements, mentions) | {iri}
    graphs = {row["g"].text for row in own if "g" in row}
    return Description(
        iri,
        statements,
        mentions,
        labels(engine, named, language),
        sources(engine, graphs, language),
    )


def own_rows(engine: Engine, iri: str) -> list[Row]:
    """Ask for every statement about *iri*, with its graph where it stands in one."""
    this = reference(iri)
    return rows(
        engine,
        f"SELECT DISTINCT ?g ?p ?o {{ {{ GRAPH ?g {{ {this} ?p ?o }} }} UNION {{ {this} ?p ?o "
        f"FILTER NOT EXISTS {{ GRAPH ?any {{ {this} ?p ?o }} }} }} }} ORDER BY ?p ?g",
    )


def quads(own: Iterable[Row], iri: str) -> list[Quad]:
    """Turn what `own_rows` found about *iri* into statements, each in its graph."""
    this = NamedNode(iri)
    found = []
    for row in own:
        predicate, value = NamedNode(row["p"].text), term(row["o"])
        if "g" in row:
            found.append(Quad(this, predicate, value, NamedNode(row["g"].text)))
        else:
            found.append(Quad(this, predicate, value))
    return found


def refuse_withdrawn(iri: str, own: Iterable[Row]) -> None:
    """Refuse to describe what was withdrawn.

    Raises:
        WithdrawnIRIError: a statement says that it is deprecated; names its successor.
    """
    values = {(row["p"].text, row["o"].text) for row in own}
    if (expand("owl:deprecated"), "true") not in values:
        return
    successors = [value for p, value in values if p == expand("dcterms:isReplacedBy")]
    raise WithdrawnIRIError(iri, min(successors, default=""))


def labels(engine: Engine, iris: Iterable[str], language: str) -> dict[str, str]:
    """Find a label for each of *iris*: in *language*, else in German, else in any."""
    ranked: dict[str, tuple[int, str]] = {}
    wanted = sorted(iris)
    for start in range(0, len(wanted), _BLOCK):
        block = references(wanted[start : start + _BLOCK])
        text = f"SELECT ?x ?l {{ VALUES ?x {{ {block} }} ?x ?p ?l FILTER(?p IN ({_LABELS})) }}"
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
        f"""SELECT ?g ?source ?url ?asOf ?retrieved ?publisher {{ VALUES ?g {{ {block} }}
        ?g <{expand("prov:wasDerivedFrom")}> ?source
        OPTIONAL {{ ?source <{expand("fg:sourceUrl")}> ?url }}
        OPTIONAL {{ ?source <{expand("fg:asOf")}> ?asOf }}
        OPTIONAL {{ ?source <{expand("fg:retrievedAt")}> ?retrieved }}
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
        field("asOf"),
        field("retrieved"),
        titles.get(field("publisher"), ""),
    )


def _grouped(own: Iterable[Row]) -> dict[str, tuple[Statement, ...]]:
    graphs: dict[str, dict[Value, list[str]]] = {}
    for row in own:
        held = graphs.setdefault(row["p"].text, {}).setdefault(row["o"], [])
        if "g" in row:
            held.append(row["g"].text)
    return {
        predicate: tuple(Statement(value, tuple(held)) for value, held in values.items())
        for predicate, values in graphs.items()
    }


def _mentions(engine: Engine, iri: str) -> tuple[Mention, ...]:
    this = reference(iri)
    counted = rows(
        engine,
        f"SELECT ?p (COUNT(DISTINCT ?s) AS ?n) {{ {anywhere(engine, f'?s ?p {this}')} "
        "FILTER(isIRI(?s)) } GROUP BY ?p ORDER BY ?p",
    )
    return tuple(
        Mention(row["p"].text, _subjects(engine, row["p"].text, this), int(row["n"].text))
        for row in counted
        if "p" in row
    )


def _subjects(engine: Engine, predicate: str, this: str) -> tuple[str, ...]:
    found = rows(
        engine,
        f"SELECT DISTINCT ?s {{ {anywhere(engine, f'?s <{predicate}> {this}')} "
        f"FILTER(isIRI(?s)) }} ORDER BY ?s LIMIT {MAX_MENTIONS}",
    )
    return tuple(row["s"].text for row in found)


def _iris_of(statements: dict[str, tuple[Statement, ...]], mentions: Iterable[Mention]) -> set[str]:
    values = {s.value.text for held in statements.values() for s in held if s.value.is_iri}
    datatypes = {s.value.datatype for held in statements.values() for s in held}
    pointing = {iri for mention in mentions for iri in (mention.predicate, *mention.subjects)}
    return {iri for iri in {*statements, *values, *pointing, *datatypes} if iri}
