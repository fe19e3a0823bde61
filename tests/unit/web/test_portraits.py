"""Amounts, periods and measures as the pages of things say them."""

import pytest

from kg.namespaces import expand
from kg.web.portraits.measures import measures_of
from kg.web.portraits.money import Amount, amounts_of, contesting, leading, remainder
from kg.web.portraits.projects import day_before, said_period
from kg.web.portraits.stated import stated_of
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


def test_a_bound_that_is_kept_agrees_and_one_that_is_not_contests() -> None:
    led = _amount("a", "9", preferred=True)
    kept, broken = _amount("b", "8", accuracy="at-least"), _amount("c", "10", accuracy="at-least")
    assert contesting([led, kept, broken], (led,)) == (broken,)
    assert _amount("d", "10", accuracy="at-most").agrees_with(led)
    assert not _amount("e", "8", accuracy="at-most").agrees_with(led)


def test_amounts_stand_by_what_they_are_of_and_those_of_a_part_apart() -> None:
    led, same, other = _amount("z", "2", preferred=True), _amount("b", "2"), _amount("c", "3")
    partial = _amount("d", "1")
    rows = stated_of([partial, other, same, led], {"d": ("land",)})
    assert [(row.amount.iri, row.standing, row.parts) for row in rows] == [
        ("z", "counted", ()),
        ("b", "also", ()),
        ("c", "other", ()),
        ("d", "first", ("land",)),
    ]


def test_a_rest_is_calculated_only_of_what_one_document_says_to_the_cent() -> None:
    total, part = _amount("a", "10"), _amount("b", "7")
    assert remainder(total, [part]) == 3
    assert remainder(total, [_amount("c", "7", accuracy="rounded")]) is None
    assert remainder(None, [part]) is None
    assert remainder(part, [total]) is None


def test_a_date_is_cut_to_what_is_known_of_it() -> None:
    row: Row = {
        "amount": Value("a"),
        "value": Value("1"),
        "asOf": Value("2021-07-31"),
        "asOfPrecision": Value(expand("fgv:precision-month")),
    }
    (one,) = amounts_of([row])
    assert one.note("de") == "Stand 07/2021"
    assert one.note("en") == "as of July 2021"
