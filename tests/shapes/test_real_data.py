"""The project's own data: no violation, no shape that looks at nothing, no mistake unnoticed."""

import random
import sys
from collections.abc import Callable, Iterable
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import URIRef

from kg.derivation import derive
from kg.engine import construct, memory_store, select
from kg.namespaces import compact, expand
from kg.release import PlainProgress
from kg.release.checking import check_store, derive_into
from kg.sources import Locator, read_sources
from kg.validation import Report, Severity, validate
from kg.validation.report import Term
from kg.validation.shapes import TARGETS
from tests.conftest import ROOT
from tests.shapes.small_world import has_focus, rules, shapes

WITHOUT_DATA = {
    "fgs:PaymentShape": "no source tells of a single payment yet",
    "fgs:IdentifierShape": "no source gives an identifier with its agency yet",
}
"""Shapes that guard what a source may bring, each with the reason why none did."""

PLACES = {
    expand(f"graph:{name}")
    for name in ("gemeindeverzeichnis", "geo-api", "kreissummen", "nuts-2013", "nwbib-spatial")
}

Seen = tuple[Quad, ...]
Change = Callable[[random.Random, "Facts"], tuple[Term, list[Quad], list[Quad]]]


@pytest.fixture(scope="module")
def quads() -> Seen:
    reading = read_sources(ROOT)
    assert reading.problems == ()
    return reading.quads


@pytest.fixture(scope="module")
def store(quads: Seen) -> Store:
    store = memory_store(quads)
    derive_into(store, ROOT, PlainProgress(sys.stderr))
    return store


@pytest.fixture(scope="module")
def report(store: Store) -> Report:
    return check_store(store, ROOT, Locator(ROOT), PlainProgress(sys.stderr))


def test_the_real_data_have_no_violation(report: Report) -> None:
    assert [(result.rule.id, result.focus) for result in report.violations] == []


def test_every_result_on_the_real_data_names_its_thing_and_its_rule(report: Report) -> None:
    for result in report.results:
        assert result.focus_label, result
        assert result.fault.de, result
        assert result.fault.en, result
        assert result.rule.name.de, result
        assert result.rule.name.en, result


def test_every_warning_on_the_real_data_names_its_source_and_its_line(report: Report) -> None:
    assert report.warnings
    for result in report.warnings:
        assert result.evidence.address, result
        assert result.evidence.path is not None, result
        assert (ROOT / result.evidence.path).is_file()
        assert result.evidence.line is not None, result


def test_every_shape_looks_at_something_in_the_real_data(store: Store) -> None:
    nodes = {node for target in TARGETS for node in shapes().graph.subjects(target)}
    unused = {compact(str(node)) for node in nodes if not has_focus(store, URIRef(str(node)))}
    assert unused == set(WITHOUT_DATA)


# Mistakes that people make, each in one thing chosen at random among all that could have it.


class Facts:
    """The facts by hand and the places that they mention: what a curator works on."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        quads = list(quads)
        kept = [quad for quad in quads if quad.graph_name.value not in PLACES]
        units = {quad.object for quad in kept} | {quad.subject for quad in kept}
        places = [quad for quad in quads if quad.graph_name.value in PLACES]
        within = {quad.subject: [] for quad in places}
        for quad in places:
            if quad.predicate.value == expand("fg:within"):
                within[quad.subject].append(quad.object)
        waiting = [unit for unit in units if unit in within]
        while waiting:
            above = [unit for unit in within[waiting.pop()] if unit not in units]
            units.update(above)
            waiting += above
        self.quads = [*kept, *(quad for quad in places if quad.subject in units)]
        self.touched: set[Term] = set()

    def of(self, predicate: str, value: str = "") -> list[Quad]:
        """List what has this property (and value), of things that no mistake was made in yet."""
        return sorted(
            (
                quad
                for quad in self.quads
                if quad.predicate.value == expand(predicate)
                and (not value or quad.object == NamedNode(expand(value)))
                and quad.subject not in self.touched
            ),
            key=str,
        )

    def value(self, subject: Term, predicate: str) -> Quad | None:
        found = (q for q in self.quads if q.subject == subject)
        return next((q for q in found if q.predicate.value == expand(predicate)), None)


def another(quad: Quad, value: Term) -> Quad:
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def iri(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


def decimal(text: str) -> Literal:
    return Literal(text, datatype=iri("xsd:decimal"))


def drop(predicate: str, of: str = "") -> Change:
    """Forget a property of something of a class."""

    def change(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
        things = {quad.subject for quad in facts.of("rdf:type", of)}
        chosen = rng.choice([quad for quad in facts.of(predicate) if quad.subject in things])
        gone = [q for q in facts.of(predicate) if q.subject == chosen.subject]
        return chosen.subject, gone, []

    return change


def put(predicate: str, make: Callable[[Term], Term], only: str = "") -> Change:
    """Write another value."""

    def change(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
        chosen = rng.choice(facts.of(predicate, only))
        same = [
            q
            for q in facts.of(predicate)
            if (q.subject, q.object) == (chosen.subject, chosen.object)
        ]
        return chosen.subject, same, [another(chosen, make(chosen.object))]

    return change


def text_of(term: Term) -> str:
    assert isinstance(term, Literal)
    return term.value


def swap(first: str, second: str) -> Change:
    """Exchange two values that differ."""

    def change(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
        pairs = [(one, facts.value(one.subject, second)) for one in facts.of(first)]
        one, two = rng.choice([(a, b) for a, b in pairs if b and a.object != b.object])
        gone = [
            q
            for q in facts.quads
            if q.subject == one.subject and q.predicate in (one.predicate, two.predicate)
        ]
        return one.subject, gone, [another(one, two.object), another(two, one.object)]

    return change


def territory_for_body(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
    """Name the territory of a town where the town itself is meant."""
    territories = {quad.subject: quad.object for quad in facts.of("dcterms:spatial")}
    chosen = rng.choice([q for q in facts.of("fg:participant") if q.object in territories])
    return chosen.subject, [chosen], [another(chosen, territories[chosen.object])]


def second_lead(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
    """Make a partner of a region a lead too."""
    regions = {quad.subject for quad in facts.of("rdf:type", "fg:ModelRegion")}
    roles = facts.of("fg:role", "fgv:role-partner")
    activities = {q.subject: q.object for q in facts.of("fg:inActivity")}
    chosen = rng.choice([role for role in roles if activities.get(role.subject) in regions])
    focus = activities[chosen.subject]
    return focus, [chosen], [another(chosen, iri("fgv:role-lead"))]


def ministry_too_early(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
    """Let a ministry be responsible for a programme before it existed."""
    born = {quad.subject for quad in facts.of("fg:validFrom")}
    spans = {quad.subject: quad.object for quad in facts.of("dcterms:temporal")}
    chosen = rng.choice(
        [
            quad
            for quad in facts.of("fg:participant")
            if quad.object in born and facts.value(spans.get(quad.subject), "dcat:startDate")
        ]
    )
    start = facts.value(spans[chosen.subject], "dcat:startDate")
    edtf = facts.value(spans[chosen.subject], "fg:edtf")
    assert start is not None
    assert edtf is not None
    early = another(start, Literal("2010-01-01", datatype=iri("xsd:date")))
    return chosen.subject, [start, edtf], [early, another(edtf, Literal("2010-01-01/"))]


def total_times_ten(rng: random.Random, facts: Facts) -> tuple[Term, list[Quad], list[Quad]]:
    """Add a zero to the total cost where the same source states funding and own share."""
    own = {quad.subject for quad in facts.of("fg:amountBasis", "fgv:basis-own-share")}
    split = {quad.subject for quad in facts.of("fg:amount") if quad.object in own}
    totals = {quad.subject for quad in facts.of("fg:amountBasis", "fgv:basis-total-cost")}
    sources = {quad.subject: quad.object for quad in facts.of("prov:hadPrimarySource")}
    told = {sources[amount] for amount in own}
    chosen = rng.choice(
        [
            quad
            for quad in facts.of("fg:amount")
            if quad.subject in split and quad.object in totals and sources[quad.object] in told
        ]
    )
    value = facts.value(chosen.object, "fg:value")
    assert value is not None
    return chosen.subject, [value], [another(value, decimal(f"{text_of(value.object)}0"))]


MISTAKES: dict[str, Change] = {
    "the currency is forgotten": drop("fg:currency", "fg:AmountStatement"),
    "the kind of a sum is forgotten": drop("fg:amountKind", "fg:AmountStatement"),
    "a sum is negative": put("fg:value", lambda value: decimal(f"-{text_of(value)}")),
    "a sum in millions has a German point": put("fg:value", lambda _: decimal("13.156")),
    "a rounded sum is called exact": put(
        "fg:accuracy", lambda _: iri("fgv:accuracy-exact"), "fgv:accuracy-rounded"
    ),
    "a total has one zero too many": total_times_ten,
    "kind and basis of a sum are mixed up": swap("fg:amountKind", "fg:amountBasis"),
    "start and end of a period are swapped": swap("dcat:startDate", "dcat:endDate"),
    "the end of a year is 30 December": put(
        "fg:endPrecision", lambda _: iri("fgv:precision-year"), "fgv:precision-month"
    ),
    "a rate is in percent": put("fg:fundingRate", lambda _: decimal("65")),
    "a digit of an AGS is wrong": put(
        "fg:ags", lambda key: Literal(f"{text_of(key)[:7]}{(int(text_of(key)[7]) + 1) % 10}")
    ),
    "a key lost its leading zero": put(
        "fg:regionKey", lambda key: Literal(text_of(key).removeprefix("0"))
    ),
    "a centre point has latitude first": put(
        "dcat:centroid",
        lambda _: Literal("POINT(51.37 7.69)", datatype=iri("geo:wktLiteral")),
    ),
    "a measure belongs to nothing": drop("fg:measureOf", "fg:Measure"),
    "a round has no ordinal": drop("fg:ordinal", "fg:FundingRound"),
    "a role is forgotten": drop("fg:role", "fg:Participation"),
    "a territory takes part, not its body": territory_for_body,
    "a region has two leads": second_lead,
    "a ministry acts before it existed": ministry_too_early,
    "a ministry ends before it begins": swap("fg:validFrom", "fg:validUntil"),
    "an address stands in quotes": put("fg:sourceUrl", lambda url: Literal(str(url)[1:-1])),
    "a source was never taken over": drop("fg:retrievedAt", "fg:Source"),
    "a contradiction has one side only": drop("fg:secondValue", "fg:Contradiction"),
    "a name has no language": put("rdfs:label", lambda name: Literal(text_of(name))),
}


@pytest.fixture(scope="module")
def mistaken(quads: Seen) -> tuple[Report, dict[str, Term]]:
    """Make every mistake once, each in another thing, and validate all together."""
    rng, facts = random.Random(20), Facts(quads)  # noqa: S311  # no secret
    focuses = dict[str, Term]()
    for mistake, change in MISTAKES.items():
        focus, gone, new = change(rng, facts)
        facts.quads = [quad for quad in facts.quads if quad not in set(gone)] + new
        facts.touched |= {focus, *(quad.subject for quad in (*gone, *new))}
        focuses[mistake] = focus
    return _validated(facts.quads), focuses


def _validated(quads: Iterable[Quad]) -> Report:
    store = memory_store(quads)
    store.bulk_extend(derive(rules(), partial(construct, store)))
    return validate(store, shapes(), (), select)


def test_without_a_mistake_there_is_no_violation(quads: Seen) -> None:
    assert _validated(Facts(quads).quads).violations == ()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_typical_mistake_is_a_violation(
    mistake: str, mistaken: tuple[Report, dict[str, Term]]
) -> None:
    report, focuses = mistaken
    found = {result.focus for result in report.of(Severity.VIOLATION)}
    assert focuses[mistake] in found
