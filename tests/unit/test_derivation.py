"""Each rule of `queries/rules/` on the smallest case that shows what it does."""

from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.derivation import DERIVED, derive, describe_rules, read_rules
from kg.engine import construct, memory_store
from kg.errors import QueryFileError
from kg.namespaces import PREFIXES, compact

RULES = Path(__file__).parents[2] / "queries" / "rules"

RANKS = """
graph:vocabularies {
    fgv:source-kind-funder fg:rank 1 . fgv:source-kind-recipient fg:rank 2 .
    fgv:source-kind-press fg:rank 3 . fgv:source-kind-other fg:rank 4 .
    fgv:accuracy-exact fg:rank 1 . fgv:accuracy-rounded fg:rank 2 .
    fgv:accuracy-unstated fg:rank 2 .
    fgv:accuracy-at-most fg:rank 3 . fgv:accuracy-at-least fg:rank 3 .
}
graph:register {
    quelle:ministry fg:sourceKind fgv:source-kind-funder .
    quelle:town fg:sourceKind fgv:source-kind-recipient .
    quelle:paper fg:sourceKind fgv:source-kind-press .
}
"""


def quads_of(text: str) -> list[Quad]:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return list(parse(head + text, RdfFormat.TRIG))


def derived_from(text: str, rule: str = "*") -> set[tuple[str, str, str]]:
    rules = [found for found in read_rules(RULES) if rule in ("*", found.name)]
    assert rules, f"there is no rule {rule}"
    quads = derive(rules, partial(construct, memory_store(quads_of(text))))
    assert {quad.graph_name for quad in quads} <= {DERIVED}
    return {
        (compact(quad.subject.value), compact(quad.predicate.value), compact(quad.object.value))
        for quad in quads
    }


@pytest.mark.parametrize(
    ("rule", "data", "expected"),
    [
        pytest.param(
            "10-within",
            "graph:a { gemeinde:1 fg:within kreis:1 . kreis:1 fg:within land:1 . }",
            {
                ("gemeinde:1", "geo:sfWithin", "kreis:1"),
                ("gemeinde:1", "geo:sfWithin", "land:1"),
                ("kreis:1", "geo:sfWithin", "land:1"),
            },
            id="a municipality lies within its district and its state",
        ),
        pytest.param(
            "10-within",
            "graph:a { gemeinde:1 fg:within kreis:1 . } graph:b { kreis:1 fg:within land:1 . }",
            {
                ("gemeinde:1", "geo:sfWithin", "kreis:1"),
                ("gemeinde:1", "geo:sfWithin", "land:1"),
                ("kreis:1", "geo:sfWithin", "land:1"),
            },
            id="the steps may stand in different graphs",
        ),
        *(
            pytest.param(
                "20-shortcuts",
                f"""graph:a {{ beteiligung:x fg:role fgv:role-{role} ;
                    fg:inActivity projekt:p ; fg:participant stelle:s . }}""",
                {("projekt:p", f"fg:{shortcut}", "stelle:s")},
                id=f"{role} becomes {shortcut}",
            )
            for role, shortcut in (
                ("applicant", "applicant"),
                ("executing", "executingBody"),
                ("funder", "funder"),
                ("grantor", "grantor"),
                ("lead", "leadPartner"),
                ("manager", "programmeManager"),
                ("owner", "owner"),
                ("partner", "partner"),
                ("recipient", "recipient"),
            )
        ),
        pytest.param(
            "20-shortcuts",
            """graph:a { beteiligung:x fg:role fgv:role-evaluator ;
                fg:inActivity projekt:p ; fg:participant stelle:s . }""",
            set(),
            id="a rare role has no shortcut",
        ),
        pytest.param(
            "30-funded-by",
            "graph:a { zuwendung:z fg:funds projekt:p . }",
            {("projekt:p", "fg:fundedBy", "zuwendung:z")},
            id="funded by is the inverse of funds",
        ),
        pytest.param(
            "40-in-programme",
            """graph:a { projekt:p fg:admittedIn runde:r . }
            graph:b { runde:r fg:roundOf programm:x . }""",
            {("projekt:p", "fg:inProgramme", "programm:x")},
            id="a project is in the programme of its round",
        ),
        pytest.param(
            "50-source",
            """graph:a { projekt:p fg:number 1 ; fg:ordinal 2 . [] fg:number 3 . }
            graph:b { projekt:p fg:number 4 . }
            graph:unsourced { projekt:q fg:number 5 . }
            graph:derived { projekt:r fg:number 6 . }
            graph:register { graph:a a fg:SourceGraph ; prov:wasDerivedFrom quelle:a .
                graph:b a fg:SourceGraph ; prov:wasDerivedFrom quelle:b .
                graph:derived a fg:SourceGraph ; prov:wasDerivedFrom quelle:rules . }""",
            {
                ("projekt:p", "dcterms:source", "quelle:a"),
                ("projekt:p", "dcterms:source", "quelle:b"),
            },
            id="a thing names the sources of all graphs that speak of it",
        ),
        pytest.param(
            "70-located-in",
            """graph:a { projekt:p a fg:Project .
                beteiligung:x fg:role fgv:role-lead ;
                    fg:inActivity projekt:p ; fg:participant stelle:s .
                beteiligung:y fg:role fgv:role-funder ;
                    fg:inActivity projekt:p ; fg:participant stelle:t .
                stelle:s dcterms:spatial gemeinde:1 . stelle:t dcterms:spatial staat:de . }""",
            {("projekt:p", "fg:locatedIn", "gemeinde:1")},
            id="a project lies where its leader is, not where its funder is",
        ),
        pytest.param(
            "70-located-in",
            """graph:a { projekt:p a fg:Project .
                beteiligung:x fg:role fgv:role-lead ;
                    fg:inActivity projekt:p ; fg:participant stelle:s .
                stelle:s dcterms:spatial gemeinde:1 . }
            graph:b { projekt:p fg:locatedIn modellregion:m . }""",
            set(),
            id="a location that a source gives is not added to",
        ),
    ],
)
def test_a_rule_derives(rule: str, data: str, expected: set[tuple[str, str, str]]) -> None:
    assert derived_from(data, rule) == expected


def amount(
    name: str,
    value: str,
    *,
    source: str | None = "ministry",
    day: str | None = None,
    precision: str | None = None,
    accuracy: str = "unstated",
    kind: str = "committed",
    basis: str = "funding",
    tier: str | None = None,
    currency: str = "eur",
) -> str:
    parts = [
        f"betrag:{name} fg:value {value} ; fg:amountKind fgv:amount-{kind}",
        f"fg:amountBasis fgv:basis-{basis} ; fg:currency fgv:currency-{currency}",
        f"fg:accuracy fgv:accuracy-{accuracy}",
        *([f"prov:hadPrimarySource quelle:{source}"] if source else []),
        *([f'fg:asOf "{day}"^^xsd:date'] if day else []),
        *([f"fg:asOfPrecision fgv:precision-{precision}"] if precision else []),
        *([f"fg:fundingSource fgv:source-{tier}"] if tier else []),
    ]
    return f"graph:a {{ projekt:p fg:amount betrag:{name} . {' ; '.join(parts)} . }}"


@pytest.mark.parametrize(
    ("statements", "preferred"),
    [
        pytest.param([amount("a", "1.0")], {"a"}, id="the only one"),
        pytest.param(
            [amount("a", "1.0", source="paper"), amount("b", "2.0", source="ministry")],
            {"b"},
            id="the funder's before the press's",
        ),
        pytest.param(
            [amount("a", "1.0", source="paper"), amount("b", "2.0", source="town")],
            {"b"},
            id="the recipient's before the press's",
        ),
        pytest.param(
            [amount("a", "1.0", source=None), amount("b", "2.0", source="paper")],
            {"b"},
            id="a known source before none",
        ),
        pytest.param(
            [
                amount("a", "1.0", day="2020-12-31", source="paper"),
                amount("b", "2.0", day="2019-07-31", source="ministry"),
            ],
            {"b"},
            id="the source counts before the date",
        ),
        pytest.param(
            [amount("a", "1.0", day="2019-12-31"), amount("b", "2.0", day="2020-01-01")],
            {"b"},
            id="the newer before the older",
        ),
        pytest.param(
            [
                amount("a", "1.0", day="2021-07-31", precision="month"),
                amount("b", "2.0", day="2021-07-15", precision="day"),
            ],
            {"b"},
            id="a month is not newer than a day within it",
        ),
        pytest.param(
            [
                amount("a", "1.0", day="2021-12-31", precision="year"),
                amount("b", "2.0", day="2021-07-31", precision="month"),
            ],
            {"b"},
            id="a year is not newer than a month within it",
        ),
        pytest.param(
            [
                amount("a", "1.0", day="2021-07-31", precision="month"),
                amount("b", "2.0", day="2021-06-30"),
            ],
            {"a"},
            id="a month is newer than a day before it",
        ),
        pytest.param(
            [
                amount("a", "1.0", day="2021-12-31", precision="year"),
                amount("b", "2.0", day="2021-01-01", precision="day"),
            ],
            set(),
            id="a year is no newer than its first day",
        ),
        pytest.param(
            [amount("a", "1.0"), amount("b", "2.0", day="2009-01-01")],
            {"b"},
            id="a known date before an unknown one",
        ),
        pytest.param(
            [amount("a", "1.0", accuracy="rounded"), amount("b", "2.0", accuracy="exact")],
            {"b"},
            id="exact before rounded",
        ),
        pytest.param(
            [
                amount("a", "1.0", accuracy="exact", day="2019-01-01"),
                amount("b", "2.0", accuracy="rounded", day="2020-01-01"),
            ],
            {"b"},
            id="the date counts before the accuracy",
        ),
        pytest.param(
            [
                amount("a", "1.0", accuracy="at-most", source="ministry", day="2024-01-01"),
                amount("b", "2.0", accuracy="unstated", source="paper"),
            ],
            {"b"},
            id="a bound loses to any plain statement",
        ),
        pytest.param(
            [amount("a", "1.0", accuracy="at-most")], {"a"}, id="a bound that stands alone"
        ),
        pytest.param(
            [amount("a", "1.0"), amount("b", "2.0")], set(), id="a tie of different values"
        ),
        pytest.param(
            [amount("a", "1.0"), amount("b", "2.0"), amount("c", "1.0", source="paper")],
            set(),
            id="a tie at the top is not settled from below",
        ),
        pytest.param(
            [amount("b", "1.0"), amount("a", "1.0")], {"a"}, id="a tie of equal values: first IRI"
        ),
        pytest.param(
            [amount("a", "1.0", kind="planned"), amount("b", "2.0", kind="committed")],
            {"a", "b"},
            id="kinds are not compared",
        ),
        pytest.param(
            [amount("a", "1.0", basis="funding"), amount("b", "2.0", basis="total-cost")],
            {"a", "b"},
            id="bases are not compared",
        ),
        pytest.param(
            [amount("a", "1.0", tier="federal"), amount("b", "2.0", tier="state")],
            {"a", "b"},
            id="funding sources are not compared",
        ),
        pytest.param(
            [amount("a", "1.0", tier="federal"), amount("b", "2.0")],
            {"a", "b"},
            id="a part is not compared with the whole",
        ),
        pytest.param(
            [amount("a", "1.0", currency="eur"), amount("b", "2.0", currency="dem")],
            {"a", "b"},
            id="currencies are not compared",
        ),
    ],
)
def test_the_preferred_amount_follows_the_written_rule(
    statements: list[str], preferred: set[str]
) -> None:
    found = derived_from(RANKS + "\n".join(statements), "60-preferred-amount")
    assert found == {("projekt:p", "fg:preferredAmount", f"betrag:{name}") for name in preferred}


def test_a_statement_known_to_measure_something_else_loses_even_to_a_bound() -> None:
    data = RANKS + amount("a", "1.0", source="ministry") + amount("b", "2.0", source="paper")
    data += "graph:a { betrag:a fg:certainty fgv:certainty-conflicting . }"
    assert derived_from(data, "60-preferred-amount") == {
        ("projekt:p", "fg:preferredAmount", "betrag:b")
    }


def test_an_amount_for_a_part_of_the_area_stays_outside() -> None:
    data = RANKS + amount("a", "1.0", source="ministry") + amount("b", "2.0", source="paper")
    data += "graph:a { betrag:a fg:locatedIn land:06 . }"
    assert derived_from(data, "60-preferred-amount") == {
        ("projekt:p", "fg:preferredAmount", "betrag:b")
    }


def test_a_statement_with_two_sources_has_the_better_rank() -> None:
    data = RANKS + amount("a", "1.0", source="paper") + amount("b", "2.0", source="town")
    data += "graph:b { betrag:a prov:hadPrimarySource quelle:ministry . }"
    assert derived_from(data, "60-preferred-amount") == {
        ("projekt:p", "fg:preferredAmount", "betrag:a")
    }


def test_deriving_from_data_and_conclusions_gives_the_same_conclusions() -> None:
    data = quads_of(
        RANKS
        + amount("a", "1.0")
        + """graph:a { gemeinde:1 fg:within kreis:1 . kreis:1 fg:within land:1 .
            projekt:p a fg:Project ; fg:admittedIn runde:r . runde:r fg:roundOf programm:x .
            zuwendung:z fg:funds projekt:p . stelle:s dcterms:spatial gemeinde:1 .
            beteiligung:x fg:role fgv:role-lead ; fg:inActivity projekt:p ;
                fg:participant stelle:s . }
        graph:register { graph:a a fg:SourceGraph ; prov:wasDerivedFrom quelle:a .
            graph:derived a fg:SourceGraph ; prov:wasDerivedFrom quelle:rules . }"""
    )
    rules = read_rules(RULES)
    once = derive(rules, partial(construct, memory_store(data)))
    twice = derive(rules, partial(construct, memory_store([*data, *once])))
    assert set(once) == set(twice)
    assert {quad.predicate.value for quad in once} >= {
        PREFIXES["geo"] + "sfWithin",
        PREFIXES["fg"] + "leadPartner",
        PREFIXES["fg"] + "fundedBy",
        PREFIXES["fg"] + "inProgramme",
        PREFIXES["dcterms"] + "source",
        PREFIXES["fg"] + "preferredAmount",
        PREFIXES["fg"] + "locatedIn",
    }


def test_a_rule_without_a_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_text("# title.de: X\n# title.en: X\nCONSTRUCT WHERE { ?s ?p ?o }\n")
    with pytest.raises(QueryFileError, match=r"why\.de"):
        read_rules(tmp_path)


def test_the_document_of_the_rules_holds_each_reason_in_both_languages() -> None:
    rules = read_rules(RULES)
    text = describe_rules(rules)
    for rule in rules:
        assert rule.path.name in text
        assert rule.headers["why.de"] in text
        assert rule.headers["why.en"] in text
