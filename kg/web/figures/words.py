"""The few words that figures say by themselves, and numbers at an axis. Pure."""

from types import MappingProxyType
from typing import Final

_WORDS: Final = MappingProxyType(
    {
        "begin-unknown": ("Beginn nicht belegt", "begin not documented"),
        "classes": ("Dasselbe als Liste", "The same as a list"),
        "end-unknown": ("Ende nicht belegt", "end not documented"),
        "fading": (
            "Auslaufende Balken: Beginn oder Ende nicht belegt.",
            "Fading bars: begin or end not documented.",
        ),
        "from": ("ab", "from"),
        "numbers": ("Zahlen als Tabelle", "Numbers as a table"),
        "pale": (
            "Blasse Enden: nur Jahr oder Monat bekannt.",
            "Pale ends: only the year or month is known.",
        ),
        "places": ("Orte als Liste", "Places as a list"),
        "since": ("seit", "since"),
        "until": ("bis", "until"),
    }
)

_SCALES: Final = (
    (1e9, ("Mrd. ", "billion ")),
    (1e6, ("Mio. ", "million ")),
    (1e4, ("Tsd. ", "thousand ")),
)


def said(key: str, language: str) -> str:
    """Return the words of *key* in *language*."""
    german, english = _WORDS[key]
    return english if language == "en" else german


def scaled(top: float, unit: str, language: str) -> tuple[float, str]:
    """Choose what the numbers of an axis are divided by, and the name of what they are then."""
    for divisor, names in _SCALES:
        if top >= divisor:
            named = names[1] if language == "en" else names[0]
            return min(divisor, 1e3) if divisor < 1e6 else divisor, f"{named}{unit}".strip()
    return 1, unit


def short_number(value: float, language: str) -> str:
    """Write a number of an axis: with as few digits as tell it from its neighbours."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return written if language == "en" else written.translate(str.maketrans(",.", ".,"))
