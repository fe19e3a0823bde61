"""The other way round: what the graphs of the documents say, a row of that document says."""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from functools import cache

import pytest
from fact_graph import Facts
from fact_tables import TABLES, Row, Text, amount, bounds, folder, rows

pytestmark = pytest.mark.skipif(folder() is None, reason="no tables")

# Words this project adds to a document's graph, each with its reason.
OWN_WORDS = {
    # whole levels of government that a row names as funder
    "Bundesrepublik Deutschland (Bund)": "funder: Bund",
    "Länder (gemeinsam)": "funder: Länder",
    "Land Nordrhein-Westfalen": "funder: Land NRW",
    "Europäische Union": "funder: EU",
    # a row's id is all that names the subject
    "Westfälische Hochschule": "subject westfaelische-hochschule",
    "KfW 436": "kfwProductNumber 436",
    # the title of the document and the scope name the call
    "2. Förderaufruf Heimat 2.0": "title 2. Förderaufruf",
    # the directive as a document, named after its date; the applicant of Süderbrarup
    "Richtlinie Digitale Modellregionen (Runderlass vom 12. Juli 2018)": "startDate of dmr-nrw",
    "as described by the source": "role: applicant (as described)",
    # quotation marks as printed in German
    "Stadtentwicklungskonzept „Mein Iserlohn 2040“": "strategy",
}
PREFIXES = re.compile(r"^(Predecessor|Successor): ")
DATE = re.compile(r"(?<!\d)\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@cache
def cells(url: str) -> tuple[str, ...]:
    """Collect all cells of all rows that name an address."""
    found: list[str] = []
    for table in TABLES:
        for row in rows(table):
            if url in {row.get("source_url"), row.get("announced_source_url")}:
                found += [text for column, text in row.items() if text and column != "source_url"]
    return tuple(dict.fromkeys(found))


def days(texts: tuple[str, ...]) -> set[dt.date]:
    """Collect the first and last day of every date in texts."""
    found: set[dt.date] = set()
    for text in texts:
        for date in DATE.findall(text):
            try:
                first, last, _ = bounds(date)
            except ValueError:
                continue
            found |= {first, last}
    return found


def sums(texts: tuple[str, ...]) -> set[Decimal]:
    return {Decimal(found) for text in texts for found in NUMBER.findall(text)}


def of_documents(facts: Facts) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (graph, tuple(cell for url in sorted(facts.urls(graph)) for cell in cells(url)))
        for graph in facts.source_graphs()
    ]


def test_every_text_is_a_cell_of_a_row_of_the_document(facts: Facts) -> None:
    unknown = []
    for graph, texts in of_documents(facts):
        for subject, properties in facts.index[graph].items():
            for predicate, values in properties.items():
                for value in values:
                    if not isinstance(value, Text) or predicate == "fg:edtf":
                        continue
                    plain = PREFIXES.sub("", value.value)
                    known = any(plain in text for text in texts) or plain in OWN_WORDS
                    if not known:
                        unknown.append((graph, subject, predicate, value.value))
    assert not unknown


def test_every_date_is_a_bound_of_a_date_of_a_row_of_the_document(facts: Facts) -> None:
    # The end of a body follows from the event that the table of events dates.
    elsewhere = {("stelle:kts", "fg:validUntil")}
    unknown = []
    for graph, texts in of_documents(facts):
        known = days(texts)
        for subject, properties in facts.index[graph].items():
            for predicate, values in properties.items():
                for value in values:
                    if not isinstance(value, dt.date) or (subject, predicate) in elsewhere:
                        continue
                    # The day before a successor begins is the last day of who went before.
                    day_after = value + dt.timedelta(days=1)
                    before = subject.startswith("zeitraum:") and day_after in known
                    if value not in known and not before:
                        unknown.append((graph, subject, predicate, value))
    assert not unknown


def test_every_number_is_a_number_of_a_row_of_the_document(facts: Facts) -> None:
    unknown = []
    for graph, texts in of_documents(facts):
        known = sums(texts)
        known |= {value * 12 for value in known} | {value / 100 for value in known}
        unknown += [
            (graph, subject, predicate, value)
            for subject, properties in facts.index[graph].items()
            for predicate, values in properties.items()
            for value in values
            if isinstance(value, Decimal) and predicate != "fg:rounding" and value not in known
        ]
    assert not unknown


def expected_amounts(facts: Facts) -> Counter[tuple[str, Decimal]]:
    """Count the amounts of all rows by graph and value."""
    found: Counter[tuple[str, Decimal]] = Counter()

    def add(row: Row, column: str) -> None:
        for value in row[column].split("-"):
            if value:
                found[facts.graph(row), amount(value)] += 1

    for table, columns in (
        ("mpsc_funding_amounts", ("amount_eur",)),
        ("mpsc_cohorts", ("budget_eur",)),
        ("programmes", ("volume_eur",)),
        ("dmr_projects", ("total_eur", "land_eur")),
        ("smarte_land_regionen", ("max_grant_eur",)),
    ):
        for row in rows(table):
            for column in columns:
                add(row, column)
    for row in rows("programme_statements"):
        if row["unit"] == "EUR":
            add(row, "value")
    return found


def test_every_amount_statement_is_that_of_one_row(facts: Facts) -> None:
    found: Counter[tuple[str, Decimal]] = Counter()
    for graph, node in facts.all_nodes("fg:AmountStatement"):
        value = facts.one(graph, node, "fg:value")
        assert isinstance(value, Decimal)
        found[graph, value] += 1
    assert found == expected_amounts(facts)


def test_every_assertion_is_that_of_one_row(facts: Facts) -> None:
    expected = Counter(
        facts.graph(row)
        for table in ("programme_statements", "mpsc_project_statements", "iserlohn_statements")
        for row in rows(table)
        if row.get("unit") != "EUR"
    )
    found = Counter(graph for graph, _ in facts.all_nodes("fg:Assertion"))
    assert found == expected


def test_every_measure_is_of_a_row(facts: Facts) -> None:
    named = {
        (f"projekt:{row.get('project_id', 'mpsc-2020-15')}", row["name"])
        for table in ("mpsc_measures", "iserlohn_measures")
        for row in rows(table)
    }
    for graph, node in facts.all_nodes("fg:Measure"):
        (project,) = facts.values(graph, node, "fg:measureOf")
        titles = facts.values(graph, node, "dcterms:title")
        if titles:
            assert all(
                (project, title.value) in named for title in titles if isinstance(title, Text)
            )
        else:
            assert node in {"massnahme:mpsc-2020-15-4", "massnahme:mpsc-2020-15-5"}


def test_every_participation_is_of_a_table(facts: Facts) -> None:
    # Counted by what a body takes part in; the tests of the tables compare them one by one.
    found: Counter[str] = Counter()
    for graph, node in facts.all_nodes("fg:Participation"):
        activity = str(facts.one(graph, node, "fg:inActivity"))
        kind, key = activity.split(":", 1)
        found[f"{kind}:{key.split('-')[0]}" if kind == "projekt" else kind] += 1
    assert found["modellregion"] == len(rows("dmr_region_members")) == 16
    assert found["projekt:mpsc"] == len(rows("mpsc_project_members")) + 3
    assert found["projekt:slr"] == len(rows("smarte_land_regionen")) == 22
    # One recipient where an approval names the lead; the grantor where the note or the document
    # is one's own (Bezirksregierung Arnsberg for Soest, Münster for Gelsenkirchen).
    approvals = [row for row in rows("dmr_projects") if row["approved"]]
    assert found["zuwendung"] == sum(bool(row["lead_or_recipient"]) for row in approvals) + 2
    # Iserlohn's strategy was made with an adviser.
    assert found["dokument"] == 1
    assert set(found) == {
        "modellregion",
        "projekt:mpsc",
        "projekt:dmr",
        "projekt:slr",
        "zuwendung",
        "dokument",
        "programm",
    }


def test_only_the_call_that_a_document_is_titled_after_is_a_call(facts: Facts) -> None:
    assert [node for _, node in facts.all_nodes("fg:FundingCall")] == ["aufruf:heimat20-2"]


def test_grants_are_of_an_approval_or_of_a_sum_with_parts(facts: Facts) -> None:
    found = {node for _, node in facts.all_nodes("fg:Grant")}
    approved = {f"zuwendung:{row['project_id']}" for row in rows("dmr_projects") if row["approved"]}
    assert found == approved | {"zuwendung:mpsc-2020-23"}


def test_every_project_is_of_a_table(facts: Facts) -> None:
    for _, node in facts.all_nodes("fg:Project"):
        key = node.removeprefix("projekt:")
        known = {
            row["project_id"] for table in ("dmr_projects", "mpsc_projects") for row in rows(table)
        }
        assert key in known or re.fullmatch(r"slr-\d{5}", key)


def test_every_text_of_the_data_has_a_language(facts: Facts) -> None:
    plain = {"fg:edtf", "fg:site", "dcterms:identifier", "fg:contentHash"}
    for graph in [*facts.source_graphs(), "graph:curation"]:
        for subject, properties in facts.index[graph].items():
            for predicate, values in properties.items():
                if predicate in plain:
                    continue
                for value in values - {Text("KfW 436", "")}:
                    assert not isinstance(value, Text) or value.language in {"de", "en"}, (
                        graph,
                        subject,
                        predicate,
                        value,
                    )


def test_a_rounding_is_half_a_unit_of_a_digit_of_the_value(facts: Facts) -> None:
    for graph, node in facts.all_nodes("fg:AmountStatement"):
        value, rounding = (facts.one(graph, node, f"fg:{word}") for word in ("value", "rounding"))
        exact = facts.one(graph, node, "fg:accuracy")
        if exact not in {"fgv:accuracy-rounded", "fgv:accuracy-unstated"}:
            assert rounding is None, node
            continue
        assert isinstance(value, Decimal)
        assert isinstance(rounding, Decimal), node
        unit = (rounding * 2).normalize()
        assert unit.as_tuple().digits == (1,), node
        assert value % unit == 0, node
