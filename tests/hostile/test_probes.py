"""Queries that run away, each with what becomes of it, while others are served."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.hostile.bystander import undisturbed
from tests.hostile.conftest import DEADLINE_S, TOLERANCE_S
from tests.hostile.house import LONG_MINUTES, House, wait_until

DEADLINE = frozenset({"504"})
EITHER = DEADLINE | frozenset({"507"})
BROKEN = frozenset({"broken"})
ANSWERED = frozenset({"200"})
REFUSED = frozenset({"400"})
TOO_DEEP = REFUSED | EITHER
"""The parser's stack overflows, unless its time or memory is used up first."""


def nested(depth: int, opening: str, inside: str, closing: str) -> str:
    return opening * depth + inside + closing * depth


def optionals(number: int) -> str:
    parts = "".join(f" OPTIONAL {{ ?a{n} <urn:next> ?a{n + 1} }}" for n in range(number))
    return f"SELECT * {{ ?a0 <urn:next> ?a1 {parts} }} LIMIT 1"


def values(length_bytes: int) -> str:
    beginning, end = "SELECT (COUNT(*) AS ?n) { VALUES ?x { ", " } }"
    term = "<urn:t:1> "
    return beginning + term * ((length_bytes - len(beginning + end)) // len(term)) + end


@dataclass(frozen=True, slots=True)
class Probe:
    """A query, the outcomes it may have, and the body where it is answered."""

    name: str
    query: str
    outcomes: frozenset[str]
    body: bytes | None = None


PRODUCT = "?a ?b ?c . ?d ?e ?f"
DOUBLED = "".join(f" BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(30))

PROBES = (
    Probe("cartesian count", f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}", DEADLINE),
    Probe("cartesian order", f"SELECT ?a ?d {{ {PRODUCT} }} ORDER BY ?c ?f", EITHER),
    Probe("cartesian stream", f"SELECT ?a ?d {{ {PRODUCT} }}", BROKEN),
    Probe(
        "empty scan",
        f'SELECT ?a {{ {PRODUCT} FILTER(STR(?c) = CONCAT(STR(?f), "-never")) }}',
        DEADLINE,
    ),
    Probe("path closure", "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:x>)+ ?b }", EITHER),
    Probe(
        "distinct product",
        f"SELECT DISTINCT ?a ?d {{ {PRODUCT} FILTER(?c != ?f) }}",
        BROKEN | EITHER,
    ),
    Probe(
        "concat bomb",
        f'SELECT (STRLEN(?s30) AS ?n) {{ BIND("0123456789" AS ?s0){DOUBLED} }}',
        EITHER,
    ),
    Probe(
        "group concat",
        f"SELECT (GROUP_CONCAT(?c; separator=?f) AS ?x) {{ {PRODUCT} }}",
        REFUSED,
    ),
    Probe("group concat growth", f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {PRODUCT} }}", EITHER),
    Probe(
        "service", "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", frozenset({"403"})
    ),
    Probe("3,000 nested groups", "SELECT * " + nested(3000, "{", "", "}"), REFUSED),
    Probe("3,000 open groups", "SELECT * " + "{" * 3000, REFUSED),
    Probe("99 nested groups", "SELECT * " + nested(99, "{", "", "}"), ANSWERED, b"\r\n\r\n"),
    Probe(
        "3,000 nested brackets",
        f"SELECT ({nested(3000, '(', '1', ')')} AS ?x) {{}}",
        REFUSED,
    ),
    Probe(
        "3,000 nested lists",
        f"ASK {{ {nested(3000, '(', '1', ')')} <urn:p> 1 }}",
        REFUSED,
    ),
    Probe("300 OPTIONALs", optionals(300), EITHER),
    Probe("200,000 sums", f"SELECT ({'+'.join(['1'] * 200_000)} AS ?x) {{}}", TOO_DEEP),
    Probe("400,000 negations", f"SELECT ({'!' * 400_000}true AS ?x) {{}}", TOO_DEEP),
    Probe("400,000 minuses", f"SELECT ({'- ' * 400_000}1 AS ?x) {{}}", TOO_DEEP),
    Probe(
        "100,000 path steps",
        f"ASK {{ <urn:t:1> {'/'.join(['<urn:p>'] * 100_000)} ?x }}",
        TOO_DEEP,
    ),
    Probe("100,000 inversions", f"ASK {{ <urn:t:1> {'^' * 100_000}<urn:p> ?x }}", REFUSED),
    Probe(
        "45,000 unions",
        "ASK { " + " UNION ".join(["{?s<urn:p>1}"] * 45_000) + " }",
        TOO_DEEP,
    ),
    Probe(
        "30,000 minus",
        "SELECT * { ?s <urn:next> ?o" + " MINUS { ?s <urn:p> 1 }" * 30_000 + " }",
        TOO_DEEP,
    ),
    Probe(
        "mixed order",
        "SELECT ?o { ?s <urn:mixed> ?o } ORDER BY ?o",
        frozenset({"500"}),
    ),
    Probe("huge values", values(990_000), ANSWERED, b"n\r\n98995\r\n"),
    Probe("too huge values", values(1_100_000), frozenset({"413"})),
    Probe(
        "values product",
        "SELECT (COUNT(*) AS ?n) {"
        + "".join(f" VALUES ?v{n} {{ {'1 ' * 1000} }}" for n in range(8))
        + " }",
        EITHER,
    ),
    Probe(
        "backtracking regex",
        f'SELECT (REGEX("{"a" * 50_000}!", "^(a+)+$") AS ?x) {{}}',
        ANSWERED,
        b"x\r\nfalse\r\n",
    ),
    Probe(
        "counted regex",
        f'SELECT (REGEX("a", "{nested(6, "(", "a", "{1000})")}") AS ?x) {{}}',
        ANSWERED,
        b"x\r\n\r\n",
    ),
    Probe(
        "replace growth",
        "SELECT (STRLEN(?r9) AS ?x) { BIND('aaaaaaaaaa' AS ?r0) "
        + " ".join(f"BIND(REPLACE(?r{n}, 'a', ?r0) AS ?r{n + 1})" for n in range(9))
        + " }",
        EITHER,
    ),
    Probe("no text", "", REFUSED),
    Probe("zeros", "\0" * 100_000, REFUSED),
    Probe("one million open strings", "SELECT * { " + '"' * 999_000, REFUSED),
    Probe("one million comments", "#\n" * 499_000 + "ASK {}", ANSWERED, b"true"),
    Probe("one million comparisons", "ASK { FILTER(1" + "<1" * 490_000 + ") }", TOO_DEEP),
    Probe("300,000 prefixes", "PREFIX a:<a> " * 70_000 + "ASK {}", ANSWERED, b"true"),
)


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_a_runaway_query_gets_its_status_and_nobody_notices(
    house: House, probe: Probe, figure: Callable[[str], None]
) -> None:
    with undisturbed(house, answers=20) as others:
        reply = house.ask(probe.query)
    figure(f"{reply.outcome} after {reply.seconds:.3f} s; others at most {others.slowest_s:.3f} s")
    assert reply.outcome in probe.outcomes
    assert reply.seconds < DEADLINE_S + TOLERANCE_S
    if probe.body is not None:
        assert reply.body == probe.body


def test_all_of_them_at_once_disturb_nobody(house: House, figure: Callable[[str], None]) -> None:
    """1,000 small queries while runaway queries fill every place and the waiting line.

    With HOSTILE_MINUTES that goes on for so long.
    """
    probes, end_s, rounds = PROBES * 2, time.monotonic() + 60 * LONG_MINUTES, 0
    before = house.front_bytes()
    with undisturbed(house, answers=1000) as others, ThreadPoolExecutor(len(probes)) as pool:
        while not rounds or time.monotonic() < end_s:
            replies = list(pool.map(lambda probe: house.ask(probe.query), probes))
            for probe, reply in zip(probes, replies, strict=True):
                assert reply.outcome in probe.outcomes | EITHER | {"503"}, probe.name
            rounds += 1
    wait_until(house.is_at_rest)
    figure(
        f"{rounds} times {len(probes)}; the slowest of {others.answered} small queries took "
        f"{others.slowest_s:.3f} s; {(house.front_bytes() - before) / 2**20:.1f} MiB more"
    )
