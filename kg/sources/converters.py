"""Turn the cells of a table into values: one function per notation, none of which guesses.

A converter takes a cell that is not blank and returns text in the form RDF asks for; a cell that
is not in its notation is a `ValueError` whose words say what was expected.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from kg.iris import slug

Converter = Callable[[str], str]

_CURRENCY: Final = re.compile(r"^\s*(?:€|EUR|Euro)\s*|\s*(?:€|EUR|Euro)\s*$")
_PLAIN: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_SPACED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})*(\.[0-9]+)?")
_GERMAN: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:[0-9]+|-))?")
_ENGLISH: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DATE: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_BLANKS: Final = re.compile(r"\s+")


def _shortest(number: str) -> str:
    """Write a decimal as the store writes its value."""
    sign = "-" if number.startswith("-") else ""
    whole, _, fraction = number.lstrip("+-").partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    result = f"{whole}.{fraction}" if fraction else whole
    return result if result == "0" else sign + result


def decimal(cell: str) -> str:
    """Read `1234.50`, `92 174` or `€ 833851.95`: decimal point, blanks between thousands."""
    number = _CURRENCY.sub("", cell).strip()
    if not (_PLAIN.fullmatch(number) or _SPACED.fullmatch(number)):
        raise ValueError("a number with a decimal point, such as 1234.50 or 92 174")
    return _shortest(_BLANKS.sub("", number))


def decimal_de(cell: str) -> str:
    """Read `1.234,50`, `48.219` (48219) or `1.234,- €`: decimal comma, points between thousands."""
    number = _CURRENCY.sub("", cell).strip()
    if not _GERMAN.fullmatch(number):
        raise ValueError("a German number, such as 1.234,50")
    return _shortest(number.removesuffix(",-").replace(".", "").replace(",", "."))


def decimal_en(cell: str) -> str:
    """Read `1,234.50`: decimal point, commas between thousands."""
    number = _CURRENCY.sub("", cell).strip()
    if not _ENGLISH.fullmatch(number):
        raise ValueError("an English number, such as 1,234.50")
    return _shortest(number.replace(",", ""))


def integer(cell: str) -> str:
    """Read `92 174`: digits, blanks between thousands."""
    number = decimal(cell)
    if "." in number:
        raise ValueError("a whole number, such as 92 174")
    return number


def integer_de(cell: str) -> str:
    """Read `92.174`: digits, points between thousands."""
    number = decimal_de(cell)
    if "." in number:
        raise ValueError("a whole German number, such as 92.174")
    return number


def date_de(cell: str) -> str:
    """Read `31.12.2020`."""
    match = _DATE.fullmatch(cell.strip())
    if match is None:
        raise ValueError("a date such as 31.12.2020")
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        raise ValueError("a day that exists, such as 31.12.2020") from None


def date_iso(cell: str) -> str:
    """Read `2020-12-31`."""
    text = cell.strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("a date such as 2020-12-31")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("a day that exists, such as 2020-12-31") from None


def year(cell: str) -> str:
    """Read `2020`."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", cell.strip()):
        raise ValueError("a year such as 2020")
    return cell.strip()


def text(cell: str) -> str:
    """Read a text; runs of blanks become one."""
    return _BLANKS.sub(" ", cell).strip()


def place_name(cell: str) -> str:
    """Read the name of a place without what follows a comma: `Kiel, Landeshauptstadt` → `Kiel`."""
    return text(cell.partition(",")[0])


def association_name(cell: str) -> str:
    """Read the name of an association, which may list its members: only `, Stadt` is taken off."""
    return text(cell).removesuffix(", Stadt")


def spelled_out(cell: str) -> str:
    """Read a name with `Reg.-Bez.` written in full."""
    return text(cell).replace("Reg.-Bez.", "Regierungsbezirk")


def short_hash(cell: str) -> str:
    """Make a short key from a text that has none of its own."""
    return sha256(text(cell).encode()).hexdigest()[:10]


CONVERTERS: Final[Mapping[str, Converter]] = MappingProxyType(
    {
        "association-name": association_name,
        "date": date_iso,
        "date-de": date_de,
        "decimal": decimal,
        "decimal-de": decimal_de,
        "decimal-en": decimal_en,
        "hash": short_hash,
        "integer": integer,
        "integer-de": integer_de,
        "place-name": place_name,
        "slug": slug,
        "spelled-out": spelled_out,
        "text": text,
        "year": year,
    }
)
"""Name in a `source.toml` → converter."""


def from_map(values: Mapping[str, str]) -> Converter:
    """Make the converter of a table of codes; a code that is not in it is an error."""

    def look_up(cell: str) -> str:
        try:
            return values[cell.strip()]
        except KeyError:
            raise ValueError(f"one of {', '.join(sorted(values))}") from None

    return look_up
