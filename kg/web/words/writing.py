"""Write numbers, days and sizes as readers of a language expect them. Pure: values in, text out."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

_DAY: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?"
)
_POINT: Final = re.compile(
    r"(?:<[^>]*/CRS84>\s*)?POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_THOUSAND: Final = 1000
_SWAPPED: Final = str.maketrans(",.", ".,")
_LARGE: Final = (
    (Decimal(1_000_000_000), "Mrd.", "billion"),
    (Decimal(1_000_000), "Mio.", "million"),
)


def visible(text: str) -> str:
    """Return *text* with a sign in place of each character that no page may have."""
    return _CONTROL.sub("\ufffd", text)


def number(value: str | int | Decimal, language: str) -> str:
    """Write a count or measure with groups of thousands; what is no number stays as it is."""
    return _grouped(value, language, _THOUSAND)


def any_number(value: str | int | Decimal, language: str) -> str:
    """Write a number of which nothing is known: four digits stay together, as `2020` may be a year.

    What is no number stays as it is.
    """
    return _grouped(value, language, 10 * _THOUSAND)


def _grouped(value: str | int | Decimal, language: str, least: int) -> str:
    """Write a number, in groups from *least* on."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    written = f"{exact:,f}" if abs(exact) >= least else f"{exact:f}"
    return written if language == "en" else written.translate(_SWAPPED)


def money(value: str, language: str) -> str:
    """Write an amount in euros: with cents where it has any."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    written = f"{exact:,.2f}" if exact % 1 else f"{exact:,.0f}"
    return f"€{written}" if language == "en" else f"{written.translate(_SWAPPED)} €"


def short_money(value: Decimal, language: str) -> str:
    """Write an amount in euros; in billions or millions where two decimals say all of it."""
    for whole, german, english in _LARGE:
        if value >= whole and not value % (whole / 100):
            written = f"{(value / whole).normalize():,f}"
            if language == "en":
                return f"€{written} {english}"
            return f"{written.translate(_SWAPPED)} {german} €"
    return money(str(value), language)


def quoted(value: str, language: str) -> str:
    """Put the words of a source between the marks of a language."""
    marks = "“”" if language == "en" else "„“"
    return f"{marks[0]}{value}{marks[1]}"


def day(value: str, language: str) -> str:
    """Write a day, month or moment of XML Schema; what is none, such as a year, stays as it is."""
    if month := _MONTH.fullmatch(value):
        year, number_of_month = month.groups()
        return (
            f"{_month(number_of_month)} {year}" if language == "en" else f"{number_of_month}/{year}"
        )
    found = _DAY.fullmatch(value)
    if found is None:
        return value
    year, month_number, day_number, time, zone = found.groups()
    if language == "en":
        written = f"{int(day_number)} {_month(month_number)} {year}"
    else:
        written = f"{day_number}.{month_number}.{year}"
    if time is None:
        return written
    return f"{written}, {time}{' UTC' if zone in ('Z', '+00:00') else zone or ''}"


def place(wkt: str, language: str) -> str:
    """Write a point as latitude and longitude; empty for what is no point."""
    found = _POINT.fullmatch(wkt.strip())
    if found is None:
        return ""
    east, north = Decimal(found[1]), Decimal(found[2])
    latitude = f"{number(abs(north), language)}° {'S' if north < 0 else 'N'}"
    letter = "W" if east < 0 else ("E" if language == "en" else "O")
    return f"{latitude}, {number(abs(east), language)}° {letter}"


def size(length_bytes: int, language: str) -> str:
    """Write the length of a file with three digits at most: `2.08 MB`."""
    amount, unit = float(length_bytes), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = 0 if unit == 0 or amount >= 99.95 else 1 if amount >= 9.995 else 2
    written = f"{amount:.{digits}f}"
    return f"{written if language == 'en' else written.translate(_SWAPPED)} {_UNITS[unit]}"


def _month(number_of_month: str) -> str:
    index = int(number_of_month) - 1
    return _MONTHS[index] if 0 <= index < len(_MONTHS) else number_of_month
