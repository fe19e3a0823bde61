"""Collect the statements that make a thing's document as RDF. Knows no Flask.

They are the same in every format. Where a format keeps graphs, each statement stands in those that
hold it, and what is said of the document itself in none.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.engine import Engine
from kg.errors import UnknownIRIError
from kg.namespaces import expand
from kg.web.reading import asking, incoming
from kg.web.reading.asking import references
from kg.web.reading.describing import own_rows, refuse_withdrawn
from kg.web.reading.document_queries import DocumentQueries
from kg.web.reading.incoming import Mention, Part

MAX_MENTIONS: Final = 100
"""How many things that point at the thing are in its document for each property; all of them are
on pages of their own."""

FIRST: Final = tuple(
    expand(name)
    for name in ("rdf:type", "rdfs:label", "skos:prefLabel", "dcterms:title", "skos:definition")
)
"""Properties that stand before all others."""

_BLOCK: Final = 300

_OF_SOURCES: Final = ", ".join(
    f"<{expand(name)}>"
    for name in (
        *("rdf:type", "rdfs:label", "fg:sourceUrl", "fg:asOf", "fg:retrievedAt", "fg:site"),
        *("dcterms:publisher", "dcterms:rights", "dcterms:license"),
    )
)


def described(
    engine: Engine, queries: DocumentQueries, iri: str, all_of: Callable[[str], str]
) -> list[Triple]:
    """Collect what the document of *iri* says: the thing, what is around it, where that was read.

    Args:
        engine: answers about the data.
        queries: one of them says what is around a thing of its class.
        iri: the thing.
        all_of: address of all that points at the thing by a property, which it is given by name.

    Raises:
        UnknownIRIError: the data say nothing of it.
        WithdrawnIRIError: it was withdrawn.
        MergedIRIError: it was merged into another one.
    """
    own = own_rows(engine, iri)
    refuse_withdrawn(iri, own)
    mentions = incoming.mentions(engine, iri, MAX_MENTIONS)
    if not own and not mentions:
        raise UnknownIRIError(iri)
    classes = [row["value"].text for row in own if row["property"].text == FIRST[0]]
    query = queries.for_classes(classes)
    found = asking.triples(engine, asking.about(query.text, iri))
    found += [Triple(NamedNode(iri), _named(row), asking.term(row["value"])) for row in own]
    found += pointing(engine, iri, mentions)
    found += [
        Triple(NamedNode(iri), _SEE_ALSO, NamedNode(all_of(mention.name)))
        for mention in mentions
        if not mention.is_whole
    ]
    found += _read_in(engine, sorted({row["graph"].text for row in own if "graph" in row}))
    return sorted(dict.fromkeys(found), key=partial(_place, iri))


def pointing(engine: Engine, iri: str, mentions: Iterable[Mention]) -> list[Triple]:
    """State what points at *iri*, with a label and the classes of each."""
    this = NamedNode(iri)
    found = [
        Triple(NamedNode(subject), NamedNode(mention.predicate), this)
        for mention in mentions
        for subject in mention.subjects
    ]
    subjects = sorted(_subjects(found) - {iri})
    for start in range(0, len(subjects), _BLOCK):
        block = references(subjects[start : start + _BLOCK])
        found += asking.triples(
            engine,
            f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {block} }} ?s ?p ?o "
            f"FILTER(?p IN (<{FIRST[0]}>, <{FIRST[1]}>)) }}",
        )
    return found


def paged(engine: Engine, iri: str, part: Part, address: Callable[[int], str]) -> list[Triple]:
    """State one page of what points at *iri*, and which page it is.

    Source: https://www.hydra-cg.com/spec/latest/core/#collections
    """
    mention = part.mention
    view, collection = NamedNode(address(part.number)), NamedNode(address(0))
    found = pointing(engine, iri, [mention])
    found += [
        Triple(collection, NamedNode(FIRST[0]), _hydra("Collection")),
        Triple(collection, _hydra("totalItems"), Literal(mention.count)),
        Triple(collection, _hydra("view"), view),
        Triple(view, NamedNode(FIRST[0]), _hydra("PartialCollectionView")),
        Triple(view, _hydra("first"), NamedNode(address(1))),
        Triple(view, _hydra("last"), NamedNode(address(part.last))),
    ]
    if part.number > 1:
        found.append(Triple(view, _hydra("previous"), NamedNode(address(part.number - 1))))
    if part.number < part.last:
        found.append(Triple(view, _hydra("next"), NamedNode(address(part.number + 1))))
    return sorted(dict.fromkeys(found), key=partial(_place, iri))


def in_graphs(engine: Engine, statements: Sequence[Triple]) -> list[Quad]:
    """Put each statement into the graphs that hold it; what none holds stays outside of them."""
    wanted = set(statements)
    held: dict[Triple, list[str]] = {}
    of_iris = (one for one in statements if isinstance(one.subject, NamedNode))
    pairs = sorted({(str(one.subject), str(one.predicate)) for one in of_iris})
    for start in range(0, len(pairs), _BLOCK):
        block = " ".join(f"({subject} {name})" for subject, name in pairs[start : start + _BLOCK])
        text = f"SELECT ?g ?s ?p ?o {{ VALUES (?s ?p) {{ {block} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        for row in asking.rows(engine, text):
            subject, predicate = NamedNode(row["s"].text), NamedNode(row["p"].text)
            found = Triple(subject, predicate, asking.term(row["o"]))
            if found in wanted:
                held.setdefault(found, []).append(row["g"].text)
    quads = []
    for one in statements:
        graphs = [NamedNode(name) for name in sorted(held.get(one, ()))]
        quads += [_in_graph(one, graph) for graph in graphs] or [_in_graph(one, DefaultGraph())]
    return quads


def backlinks(iri: str, document: str, dataset: str, licence: str) -> list[Triple]:
    """State of *document* what it is about, whose it is, and what one may do with it.

    Source: https://www.w3.org/TR/void/#backlinks
    """
    return [
        Triple(NamedNode(document), NamedNode(expand(name)), NamedNode(value))
        for name, value in (
            ("foaf:primaryTopic", iri),
            ("void:inDataset", dataset),
            ("dcterms:license", licence),
        )
    ]


_SEE_ALSO: Final = NamedNode(expand("rdfs:seeAlso"))


def _subjects(statements: Iterable[Triple]) -> set[str]:
    return {one.subject.value for one in statements if isinstance(one.subject, NamedNode)}


def _in_graph(one: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(one.subject, one.predicate, one.object, graph)


def _named(row: asking.Row) -> NamedNode:
    return NamedNode(row["property"].text)


def _hydra(name: str) -> NamedNode:
    return NamedNode(f"http://www.w3.org/ns/hydra/core#{name}")


def _read_in(engine: Engine, graphs: Sequence[str]) -> list[Triple]:
    """State from which documents *graphs* were read, and what those are."""
    derived = f"<{expand('prov:wasDerivedFrom')}>"
    return asking.triples(
        engine,
        f"CONSTRUCT {{ ?g {derived} ?source . ?source ?p ?o }} "
        f"{{ VALUES ?g {{ {references(graphs)} }} ?g {derived} ?source "
        f"OPTIONAL {{ ?source ?p ?o FILTER(?p IN ({_OF_SOURCES})) }} }}",
    )


def _place(iri: str, statement: Triple) -> tuple[bool, str, int, str, str]:
    """Put the thing first, then all subjects by name; of each the class first, then the names."""
    subject, predicate = str(statement.subject), statement.predicate.value
    rank = FIRST.index(predicate) if predicate in FIRST else len(FIRST)
    return subject != f"<{iri}>", subject, rank, predicate, str(statement.object)
