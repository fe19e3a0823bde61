"""Read the sourced tables and the graph for the tests that compare them, by rules of their own.

Knows nothing of how the graph was written from the tables: every mapping is made again in the tests.
"""

import calendar
import csv
import datetime as dt
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.namespaces import PREFIXES

ROOT: Final = Path(__file__).parents[2]

TABLES: Final = (
    "contradictions dmr_projects dmr_region_members dmr_regions iserlohn_measures "
    "iserlohn_statements mpsc_cohorts mpsc_funding_amounts mpsc_measures mpsc_project_members "
    "mpsc_project_statements mpsc_projects organisation_events organisations "
    "programme_statements programmes smarte_land_regionen"
).split()

OWN_GRAPHS: Final = frozenset(
    f"graph:{name}"
    for name in "curation register derived ontology vocabularies alignments shapes".split()
)

WORKING_REMARK: Final = re.compile(r" \(see \w+\.csv\)|; valid_to sourced in .*recalled")

Row = dict[str, str]


class Text(NamedTuple):
    """A text and its language; the language is empty for a plain string."""

    value: str
    language: str


Term = str | Text | Decimal | dt.date
"""An IRI is a str (short where a prefix is known), every literal is of a type of its own."""


class Period(NamedTuple):
    """Bounds of a period as the graph says them; None where it says nothing."""

    start: dt.date | None
    start_precision: str | None
    end: dt.date | None
    end_precision: str | None
    edtf: str | None


def folder() -> Path | None:
    """Find the sourced tables; None where `KG_SHARED` names no folder that has them."""
    shared = os.environ.get("KG_SHARED")
    path = Path(shared, "facts") if shared else None
    return path if path and path.is_dir() else None


@cache
def _table(name: str) -> tuple[Row, ...]:
    path = folder()
    if path is None:
        return ()
    with (path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(dict(row) for row in csv.DictReader(file))


def rows(name: str) -> list[Row]:
    """Read the rows of a table that a source supports, each with its `line` (from 1)."""
    return [
        {**row, "line": str(number)}
        for number, row in enumerate(_table(name), 1)
        if row.get("confidence", "source") == "source"
    ]


def all_rows(name: str) -> list[Row]:
    """Read every row of a table, whatever its confidence."""
    return [{**row, "line": str(number)} for number, row in enumerate(_table(name), 1)]


@cache
def printed_titles() -> dict[str, frozenset[str]]:
    """Map each address to the titles that the tables print for it; `pairs` print none."""
    titles: dict[str, set[str]] = defaultdict(set)
    for name in TABLES:
        for row in _table(name):
            if row.get("confidence") == "source" and row.get("source_url"):
                titles[row["source_url"]].add(row["source_title"])
    return {url: frozenset(found) for url, found in titles.items()}


# What a text says


def amount(text: str) -> Decimal:
    """Read a number as the tables print it."""
    return Decimal(text)


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def bounds(text: str) -> tuple[dt.date, dt.date, str]:
    """Read `2021`, `2021-09` or `2021-09-30`: first day, last day, precision."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31), "fgv:precision-year"
    if len(parts) == 2:
        first = dt.date(parts[0], parts[1], 1)
        return first, last_day(*parts), "fgv:precision-month"
    day = dt.date(*parts)
    return day, day, "fgv:precision-day"


def open_from(text: str) -> Period:
    """Expect a period of which only the beginning is known."""
    first, _, precision = bounds(text)
    return Period(first, precision, None, None, f"{text}/")


def open_until(text: str) -> Period:
    """Expect a period of which only the end is known."""
    _, last, precision = bounds(text)
    return Period(None, None, last, precision, f"/{text}")


def between(start: str, end: str) -> Period:
    """Expect a period of which beginning, end or both are printed."""
    if not end:
        return open_from(start)
    if not start:
        return open_until(end)
    return Period(
        bounds(start)[0], bounds(start)[2], bounds(end)[1], bounds(end)[2], f"{start}/{end}"
    )


def moment(text: str) -> Period:
    """Expect a day, month or year in which something happened."""
    first, last, precision = bounds(text)
    return Period(first, precision, last, precision, text)


def span(text: str) -> Period:
    """Expect the period that `2021-2025` or `2020-11 to 2022-10` prints."""
    start, end = text.split(" to ") if " to " in text else text.split("-")
    return between(start, end)


def accuracy(text: str) -> set[str]:
    """Tell what a remark says of the number it stands beside; each reading is acceptable.

    Only remarks on the number itself count: at the beginning or after the first comma of the
    remark or set apart by a semicolon without another number.
    """
    words = text.replace('"', "").lower().strip()
    head = words.split(";")[0]
    if re.match(r"(up to)\b", head):
        return {"fgv:accuracy-at-most"}
    if re.match(r"(more than|over)\b", head) or re.search(r"; over$|, more than$", words):
        return {"fgv:accuracy-at-least"}
    if re.match(r"(about|rounded|almost|knapp)\b", head) or re.search(
        r"(^|, )(about|rounded)( [0-9]+ million)?$|rounded in the source|, rounded,", head
    ):
        return {"fgv:accuracy-rounded"}
    return {"fgv:accuracy-exact", "fgv:accuracy-unstated"}


def english(text: str) -> set[Text]:
    """Expect a remark of the tables, whose words are English; nothing where the cell is empty.

    What a remark says of the tables themselves is no fact and must not be published.
    """
    text = WORKING_REMARK.sub("", text)
    return {Text(text, "en")} if text else set()


def german(text: str) -> set[Text]:
    """Expect a name or a printed text, which is German."""
    return {Text(text, "de")} if text else set()


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


@cache
def announcements() -> frozenset[str]:
    """List the addresses that only announce a model region; no title is printed for them."""
    return frozenset(row["announced_source_url"] for row in _table("dmr_regions"))


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
