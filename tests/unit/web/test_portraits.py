"""Amounts, periods and measures as the pages of things say them."""

import pytest

from kg.namespaces import expand
from kg.web.portraits.measures import measures_of
from kg.web.portraits.money import Amount, amounts_of, contesting, leading
from kg.web.portraits.projects import day_before, said_period
from kg.web.reading.asking import Row, Value

COMMITTED, PLANNED = expand("fgv:amount-committed"), expand("fgv:amount-planned")


def _amount(
    iri: str, value: str, *, kind: str = COMMITTED, accuracy: str = "exact", preferred: bool = False
) -> Amount:
    row: Row = {
        "amount": Value(iri),
        "kind": Value(kind),
        "basis": Value(expand("fgv:basis-funding")),
        "tier": Value(expand("fgv:source-state")),
        "value": Value(value),
        "accuracy": Value(expand(f"fgv:accuracy-{accuracy}")),
        "preferred": Value("true" if preferred else "false"),
        "source": Value("https://example.org/source"),
    }
    return amounts_of([row])[0]


def test_a_bound_says_that_it_is_one() -> None:
    assert _amount("a", "500000", accuracy="at-most").text("de") == "höchstens 500.000 €"
    assert _amount("a", "500000", accuracy="at-least").text("en") == "at least €500,000"


def test_what_is_committed_leads_before_what_is_planned() -> None:
    planned = _amount("a", "3", kind=PLANNED, preferred=True)
    committed = _amount("b", "2", preferred=True)
    assert leading([planned, committed]) == (committed,)
    assert leading([planned]) == (planned,)


def test_where_no_amount_is_preferred_all_of_them_stand() -> None:
    one, other = _amount("a", "2"), _amount("b", "3")
    assert leading([one, other]) == (one, other)
    assert contesting([one, other], (one, other)) == ()


def test_another_source_with_the_same_value_contests_nothing() -> None:
    led, same, other = _amount("a", "2", preferred=True), _amount("b", "2"), _amount("c", "3")
    assert contesting([led, same, other], (led,)) == (other,)


def test_an_amount_that_is_no_number_is_left_out() -> None:
    row: Row = {"amount": Value("a"), "value": Value("about two millions")}
    assert amounts_of([row]) == ()


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2020-07-01/2023-06-30", "01.07.2020 – 30.06.2023"),
        ("2021-09/", "seit 09/2021"),
        ("2021/..", "seit 2021"),
        ("/2025", "bis 2025"),
        ("2019-07-16", "16.07.2019"),
    ],
)
def test_a_period_is_read_with_its_open_ends(edtf: str, said: str) -> None:
    assert said_period(edtf, "de") == said


def test_the_end_that_does_not_count_is_a_day_too_late() -> None:
    assert day_before("2021-12-08") == "2021-12-07"
    assert day_before("2022-01-01") == "2021-12-31"
    assert day_before("2022") == "2022"


def test_measures_stand_by_number_and_one_without_a_known_name_says_so() -> None:
    rows: list[Row] = [
        {"measure": Value("d"), "titleStatus": Value(expand("fgv:title-unknown"))},
        {"measure": Value("b"), "number": Value("10")},
        {"measure": Value("a"), "number": Value("2")},
    ]
    found = measures_of(rows, {"a": "A", "b": "B"}, "en")
    assert [one["label"] for one in found] == ["A", "B", "name not documented"]
