"""Numbers, days and sizes read as a reader of the language expects them."""

from decimal import Decimal

import pytest

from kg.web.words import writing


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("92174", "92.174", "92,174"),
        ("1144", "1.144", "1,144"),
        ("999", "999", "999"),
        ("-12345.5", "-12.345,5", "-12,345.5"),
        ("0.65", "0,65", "0.65"),
        (1234567, "1.234.567", "1,234,567"),
        ("NaN", "NaN", "NaN"),
        ("viele", "viele", "viele"),
    ],
)
def test_a_number_has_the_marks_of_the_language(
    value: str | int, german: str, english: str
) -> None:
    assert writing.number(value, "de") == german
    assert writing.number(value, "en") == english


def test_a_number_that_may_be_a_year_keeps_its_four_digits() -> None:
    assert [writing.any_number(value, "de") for value in ("2020", "11023")] == ["2020", "11.023"]


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2681669.09", "2.681.669,09 €", "€2,681,669.09"),
        ("1700000", "1.700.000 €", "€1,700,000"),
        ("3803404.1", "3.803.404,10 €", "€3,803,404.10"),
        ("etwa 3", "etwa 3", "etwa 3"),
    ],
)
def test_an_amount_has_cents_only_where_it_has_any(value: str, german: str, english: str) -> None:
    assert writing.money(value, "de") == german
    assert writing.money(value, "en") == english


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2025-12-31", "31.12.2025", "31 December 2025"),
        ("2025-03-01Z", "01.03.2025", "1 March 2025"),
        ("2025-03", "03/2025", "March 2025"),
        ("2025", "2025", "2025"),
        ("2026-01-15T08:30:00Z", "15.01.2026, 08:30 UTC", "15 January 2026, 08:30 UTC"),
        ("2026-01-15T08:30:00", "15.01.2026, 08:30", "15 January 2026, 08:30"),
        ("bald", "bald", "bald"),
    ],
)
def test_a_day_is_written_out(value: str, german: str, english: str) -> None:
    assert writing.day(value, "de") == german
    assert writing.day(value, "en") == english


@pytest.mark.parametrize(
    ("length_bytes", "german", "english"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "1,00 kB", "1.00 kB"),
        (2_084_829, "2,08 MB", "2.08 MB"),
        (15_650, "15,7 kB", "15.7 kB"),
        (999_600, "1,00 MB", "1.00 MB"),
    ],
)
def test_a_size_has_three_digits(length_bytes: int, german: str, english: str) -> None:
    assert writing.size(length_bytes, "de") == german
    assert writing.size(length_bytes, "en") == english


@pytest.mark.parametrize(
    ("wkt", "german", "english"),
    [
        ("POINT(7.699212 51.374541)", "51,374541° N, 7,699212° O", "51.374541° N, 7.699212° E"),
        ("Point (-0.5 -33)", "33° S, 0,5° W", "33° S, 0.5° W"),
        (
            "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(7 51)",
            "51° N, 7° O",
            "51° N, 7° E",
        ),
        ("<http://www.opengis.net/def/crs/EPSG/0/25832> POINT(400000 5690000)", "", ""),
        ("POLYGON((7 51, 8 51, 8 52, 7 51))", "", ""),
    ],
)
def test_a_point_is_written_as_on_a_map(wkt: str, german: str, english: str) -> None:
    assert writing.place(wkt, "de") == german
    assert writing.place(wkt, "en") == english


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2700000", "2,7 Mio. €", "€2.7 million"),
        ("820000000", "820 Mio. €", "€820 million"),
        ("4200000000", "4,2 Mrd. €", "€4.2 billion"),
        ("2681669.09", "2.681.669,09 €", "€2,681,669.09"),
        ("999999", "999.999 €", "€999,999"),
        ("3012000000", "3.012 Mio. €", "€3,012 million"),
        ("1234567", "1.234.567 €", "€1,234,567"),  # millions would round it
    ],
)
def test_millions_and_billions_are_written_where_they_say_all_of_it(
    value: str, german: str, english: str
) -> None:
    assert writing.short_money(Decimal(value), "de") == german
    assert writing.short_money(Decimal(value), "en") == english
