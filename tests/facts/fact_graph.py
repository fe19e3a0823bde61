"""Index the graph for the tests of facts: by named graph, subject and predicate."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from fact_tables import OWN_GRAPHS, Period, Row, Term, Text, announcements, bounds, printed_titles
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.namespaces import PREFIXES

# What the graph says


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """The graph, by named graph, subject and predicate."""

    index: dict[str, dict[str, dict[str, set[Term]]]]
    subjects: dict[tuple[str, str, Term], set[str]]
    store: Store

    def values(self, graph: str, subject: str, predicate: str) -> set[Term]:
        """Read what one named graph says of one property of a thing."""
        return self.index.get(graph, {}).get(subject, {}).get(predicate, set())

    def anywhere(self, subject: str, predicate: str) -> set[Term]:
        """Read what all named graphs together say of one property of a thing."""
        found: set[Term] = set()
        for graph in self.index:
            found |= self.values(graph, subject, predicate)
        return found

    def one(self, graph: str, subject: str, predicate: str) -> Term | None:
        """Read a property that has at most one value."""
        found = self.values(graph, subject, predicate)
        assert len(found) <= 1, f"{subject} {predicate}: {found}"
        return next(iter(found), None)

    def nodes(self, graph: str, kind: str) -> list[str]:
        """List the things of a class in a named graph."""
        return self.where(graph, "rdf:type", kind)

    def all_nodes(self, kind: str) -> list[tuple[str, str]]:
        """List the things of a class, each with its named graph."""
        return [(graph, node) for graph in sorted(self.index) for node in self.nodes(graph, kind)]

    def where(self, graph: str, predicate: str, value: Term) -> list[str]:
        """List the things of a named graph that have a value."""
        return sorted(self.subjects.get((graph, predicate, value), ()))

    def sources(self, url: str) -> list[str]:
        """List the sources of an address."""
        return self.where("graph:register", "fg:sourceUrl", url)

    def source(self, row: Row) -> str:
        """Find the one source of a row's address."""
        found = self.sources(row["source_url"])
        assert len(found) == 1, f"{row['source_url']}: {found}"
        return found[0]

    def graph(self, row: Row) -> str:
        """Find the one named graph that holds what a row's document says."""
        source = self.source(row)
        found = self.where("graph:register", "prov:wasDerivedFrom", source)
        assert len(found) == 1, f"{source}: {found}"
        assert "fg:SourceGraph" in self.values("graph:register", found[0], "rdf:type")
        titles = self.values("graph:register", source, "dcterms:title")
        assert {title.value for title in titles if isinstance(title, Text)} <= printed_titles()[
            row["source_url"]
        ]
        return found[0]

    def source_graphs(self) -> Iterator[str]:
        """List the named graphs of documents that were read by hand (not the bulk tables)."""
        for graph in sorted(self.index):
            source = next(iter(self.values("graph:register", graph, "prov:wasDerivedFrom")), "")
            kinds = self.values("graph:register", str(source), "fg:sourceKind")
            bulk = "fgv:source-kind-register" in kinds or not self.urls(graph)
            if graph not in OWN_GRAPHS and not bulk:
                yield graph

    def urls(self, graph: str) -> set[str]:
        """Read the addresses of a named graph's source that the tables know."""
        return {
            str(url)
            for source in self.values("graph:register", graph, "prov:wasDerivedFrom")
            for url in self.values("graph:register", str(source), "fg:sourceUrl")
            if str(url) in printed_titles() or str(url) in announcements()
        }

    def period(self, graph: str, node: Term | None) -> Period:
        """Read a period of time."""
        assert isinstance(node, str), node
        assert "dcterms:PeriodOfTime" in self.values(graph, node, "rdf:type")
        start, end = (self.one(graph, node, f"dcat:{word}Date") for word in ("start", "end"))
        precisions = [self.one(graph, node, f"fg:{word}Precision") for word in ("start", "end")]
        edtf = self.one(graph, node, "fg:edtf")
        return Period(
            start if isinstance(start, dt.date) else None,
            precisions[0] if isinstance(precisions[0], str) else None,
            end if isinstance(end, dt.date) else None,
            precisions[1] if isinstance(precisions[1], str) else None,
            edtf.value if isinstance(edtf, Text) else None,
        )

    def periods(self, graph: str, subject: str, predicate: str = "dcterms:temporal") -> set[Period]:
        """Read the periods that a named graph gives a thing."""
        return {self.period(graph, node) for node in self.values(graph, subject, predicate)}

    def assert_as_of(self, graph: str, node: str, text: str) -> None:
        """Check the date of a statement, its last possible day and its precision."""
        found = (self.one(graph, node, "fg:asOf"), self.one(graph, node, "fg:asOfPrecision"))
        assert found == ((bounds(text)[1], bounds(text)[2]) if text else (None, None))

    def amounts(self, graph: str, subject: str, value: Decimal) -> list[str]:
        """List the amount statements of a thing that have a value."""
        return sorted(
            node
            for node in self.values(graph, subject, "fg:amount")
            if isinstance(node, str) and value in self.values(graph, node, "fg:value")
        )

    def assert_amount(
        self, graph: str, node: str, kind: str, basis: str, source: str | None, exact: set[str]
    ) -> None:
        """Check the kind of an amount statement in every respect."""
        read = {
            "kind": self.one(graph, node, "fg:amountKind"),
            "basis": self.one(graph, node, "fg:amountBasis"),
            "source": self.one(graph, node, "fg:fundingSource"),
        }
        assert read == {
            "kind": f"fgv:amount-{kind}",
            "basis": f"fgv:basis-{basis}",
            "source": f"fgv:source-{source}" if source else None,
        }
        assert self.one(graph, node, "fg:currency") == "fgv:currency-eur"
        assert self.one(graph, node, "fg:accuracy") in exact
        assert self.values(graph, node, "prov:hadPrimarySource") == self.values(
            "graph:register", graph, "prov:wasDerivedFrom"
        )

    def participants(self, graph: str, activity: str) -> set[tuple[str, str, Text | None]]:
        """Read who takes part in an activity: body, role and the printed name."""
        found = set()
        for node in self.where(graph, "fg:inActivity", activity):
            assert "fg:Participation" in self.values(graph, node, "rdf:type")
            assert self.values(graph, node, "prov:hadPrimarySource") == self.values(
                "graph:register", graph, "prov:wasDerivedFrom"
            )
            name = self.one(graph, node, "fg:asPrinted")
            body, role = (self.one(graph, node, f"fg:{word}") for word in ("participant", "role"))
            found.add((str(body), str(role), name if isinstance(name, Text) else None))
        return found

    def solutions(self, query: str) -> list[tuple[Term | None, ...]]:
        """Ask the union of all named graphs."""
        found = self.store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        width = len(found.variables)
        return [
            tuple(None if row[i] is None else term(row[i]) for i in range(width)) for row in found
        ]

    def count(self, pattern: str) -> int:
        """Count the distinct `?x` of a pattern over the union of all named graphs."""
        ((found,),) = self.solutions(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        assert isinstance(found, Decimal)
        return int(found)


_SHORT: Final = sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda p: -len(p[0]))


@cache
def short(iri: str) -> str:
    """Write an IRI with the longest prefix that fits."""
    for namespace, name in _SHORT:
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri


def term(node: object) -> Term:
    """Turn a term of the store into one of the tests."""
    if isinstance(node, Literal):
        if node.language:
            return Text(node.value, node.language)
        kind = short(node.datatype.value)
        if kind in {"xsd:decimal", "xsd:integer"}:
            return Decimal(node.value)
        if kind == "xsd:date":
            return dt.date.fromisoformat(node.value)
        return Text(node.value, "")
    assert isinstance(node, NamedNode), node
    return short(node.value)


def facts(quads: Iterable[Quad]) -> Facts:
    """Index quads."""
    index: dict[str, dict[str, dict[str, set[Term]]]] = {}
    subjects: dict[tuple[str, str, Term], set[str]] = defaultdict(set)
    held = list(quads)
    for quad in held:
        graph, subject, predicate = (
            short(node.value)
            for node in (quad.graph_name, quad.subject, quad.predicate)
            if isinstance(node, NamedNode)
        )
        value = term(quad.object)
        index.setdefault(graph, {}).setdefault(subject, {}).setdefault(predicate, set()).add(value)
        subjects[graph, predicate, value].add(subject)
    store = Store()
    store.extend(held)
    return Facts(index, dict(subjects), store)
