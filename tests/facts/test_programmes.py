"""Every sourced programme: names, period, volume, rate, target group; nothing of the others."""

import re

import pytest
from fact_graph import Facts
from fact_tables import Row, Text, accuracy, all_rows, amount, between, english, german, rows

TABLE = "programmes"

LEVELS = {"Land": "state", "Bund": "federal", "EU": "eu"}

# Tier of the volume. None where the volume note names several, so that the sum is not split.
TIERS = {
    "Land": "state",
    "Bund": "federal",
    "efre-nrw-2127": None,
    "digitalpakt-2": None,
    "regionale-2025": None,
}

# A remark of the volume note on the volume itself.
ACCURACY = {
    "mfund": {"fgv:accuracy-at-least"},
    "future-communities-bw": {"fgv:accuracy-rounded"},
    "kommunal-digital-by": {"fgv:accuracy-at-most", "fgv:accuracy-unstated"},
}

# Cells of the columns funder and administering_body that are German as they stand; an
# abbreviation is neither.
GERMAN = {
    "Ministerium für Inneres, Digitalisierung und Migration BW",
    "Ministerium des Innern und für Sport RLP",
    "Bayerisches Staatsministerium für Digitales",
    "Hessen Agentur / Geschäftsstelle Smarte Region",
    "Bezirksregierung Münster",
    "Südwestfalen Agentur",
    "EFRE-Verwaltungsbehörde im MWIKE",
    "Länder (themenfeldführend)",
}
ENGLISH_WORDS = {"later", "since", "earlier", "half", "led", "with", "from", "approval"}

# Who answers for a programme and who gives or administers, read from funder and
# administering_body; programmes whose bodies the table of organisations places are missing.
BODIES = {
    "heimat20": {("bmwsb", "owner"), ("bmwsb", "funder"), ("bbsr", "manager")},
    "smarte-land-regionen": {
        ("bmel", "owner"),
        ("bmel", "funder"),
        ("ble", "manager"),
        ("iese", "adviser"),
    },
    "ozg-konjunktur": {("bmi", "owner"), ("bmi", "funder")},
    "digitalpakt-schule": {("bmbf", "owner"), ("bmbf", "funder"), ("laender", "funder")},
    "digitalpakt-2": {("bund", "owner"), ("bund", "funder"), ("laender", "funder")},
    "mfund": {
        ("bmdv", "owner"),
        ("bmdv", "funder"),
        ("bmvi", "funder"),
        ("dlr-pt", "manager"),
        ("tuev-rheinland-consulting", "manager"),
        ("vdivde-it", "manager"),
    },
    "dkv": {("bmvi", "owner"), ("bmvi", "funder")},
    "efre-nrw-2127": {("mwike-nrw", "owner"), ("eu", "funder"), ("land-05", "funder")},
    "regionale-2025": {
        ("land-05", "owner"),
        ("land-05", "funder"),
        ("eu", "funder"),
        ("swf-agentur", "coordination"),
    },
    "umbau21": {("land-05", "owner"), ("land-05", "funder"), ("br-muenster", "grantor")},
    "starke-heimat-hessen": {("hmd", "owner"), ("hmd", "funder")},
    "zukunftskommune-bw": {("im-bw", "owner"), ("im-bw", "funder")},
    "future-communities-bw": {("im-bw", "owner"), ("im-bw", "funder")},
    "kommunal-digital-by": {("stmd-by", "owner"), ("stmd-by", "funder")},
    "ikone-ds-rlp": {("mdi-rlp", "owner"), ("mdi-rlp", "funder")},
}

RECALLED = [row["programme_id"] for row in all_rows(TABLE) if row["confidence"] == "recalled"]


def test_a_programme_has_its_printed_names(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"programm:{row['programme_id']}"
    assert "fg:FundingProgramme" in facts.values(graph, node, "rdf:type")
    assert facts.values(graph, node, "dcterms:title") == german(row["name_de"])
    assert facts.values(graph, node, "rdfs:label") == german(row["name_de"])
    other = facts.values(graph, node, "dcterms:alternative")
    language = "en" if row["alt_name"].startswith("part of") else "de"
    assert other == ({Text(row["alt_name"], language)} if row["alt_name"] else set())
    assert facts.values(graph, node, "fg:level") == {f"fgv:level-{LEVELS[row['level']]}"}


def test_a_programme_has_its_printed_period(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"programm:{row['programme_id']}"
    periods = facts.periods(graph, node)
    if row["start"] or row["end"]:
        assert between(row["start"], row["end"]) in periods
    else:
        assert not periods


def test_a_programme_has_its_printed_volume(facts: Facts, row: Row) -> None:
    graph, node = facts.graph(row), f"programm:{row['programme_id']}"
    if not row["volume_eur"]:
        assert not facts.values(graph, node, "fg:amount")
        return
    tier = TIERS.get(row["programme_id"], TIERS.get(row["level"]))
    exact = ACCURACY.get(row["programme_id"], accuracy(""))
    found = facts.amounts(graph, node, amount(row["volume_eur"]))
    # A statement of the other table may repeat the value; the programme's own carries no scope.
    own = [name for name in found if not facts.values(graph, name, "skos:scopeNote")]
    assert len(own) == 1
    facts.assert_amount(graph, own[0], "planned", "volume", tier, exact)
    facts.assert_as_of(graph, own[0], row["as_of"])


@pytest.mark.parametrize(
    ("column", "predicate"),
    [
        ("volume_note", "fg:volumeNote"),
        ("funding_rate", "fg:rateText"),
        ("target_group", "fg:targetGroup"),
    ],
)
def test_a_programme_keeps_what_the_table_says_in_words(
    facts: Facts, row: Row, column: str, predicate: str
) -> None:
    graph, node = facts.graph(row), f"programm:{row['programme_id']}"
    assert facts.values(graph, node, predicate) == english(row[column])


@pytest.mark.parametrize(
    ("column", "predicate"),
    [("funder", "fg:funderAsPrinted"), ("administering_body", "fg:administrationAsPrinted")],
)
def test_who_funds_and_administers_is_kept_as_printed(
    facts: Facts, row: Row, column: str, predicate: str
) -> None:
    graph, node = facts.graph(row), f"programm:{row['programme_id']}"
    assert {
        text.value for text in facts.values(graph, node, predicate) if isinstance(text, Text)
    } == ({row[column]} if row[column] else set())


@pytest.mark.parametrize("predicate", ["fg:funderAsPrinted", "fg:administrationAsPrinted"])
def test_a_german_text_is_marked_as_german(facts: Facts, row: Row, predicate: str) -> None:
    graph, node = facts.graph(row), f"programm:{row['programme_id']}"
    for text in facts.values(graph, node, predicate):
        assert isinstance(text, Text)
        if text.value in GERMAN:
            assert text.language == "de"
        elif ENGLISH_WORDS & set(re.findall(r"\w+", text.value)):
            assert text.language == "en"


def test_the_bodies_of_a_programme_are_those_of_the_row(facts: Facts, row: Row) -> None:
    graph, key = facts.graph(row), row["programme_id"]
    if key not in BODIES:
        return
    found = {(body, role) for body, role, _ in facts.participants(graph, f"programm:{key}")}
    assert found == {(f"stelle:{body}", f"fgv:role-{role}") for body, role in BODIES[key]}


def test_the_rates_of_the_model_regions_are_upper_bounds_for_a_kind_of_recipient(
    facts: Facts,
) -> None:
    (row,) = [row for row in rows(TABLE) if row["programme_id"] == "dmr-nrw"]
    graph = facts.graph(row)
    found = {
        tuple(
            facts.one(graph, str(rule), f"fg:{word}")
            for word in ("rateFor", "fundingRate", "accuracy", "rateCondition")
        )
        for rule in facts.values(graph, "programm:dmr-nrw", "fg:rateRule")
    }
    assert found == {
        (f"fgv:org-{who}", amount(rate), "fgv:accuracy-at-most", "fgv:rate-regular")
        for who, rate in (("company", "0.5"), ("municipality", "0.8"), ("research", "0.9"))
    }


@pytest.mark.parametrize("key", RECALLED)
def test_a_programme_without_source_is_nowhere(facts: Facts, key: str) -> None:
    assert all(f"programm:{key}" not in subjects for subjects in facts.index.values())
    (name,) = [row["name_de"] for row in all_rows(TABLE) if row["programme_id"] == key]
    assert facts.count(f'?x ?p ?o FILTER(ISLITERAL(?o) && STR(?o) = "{name}")') == 0
