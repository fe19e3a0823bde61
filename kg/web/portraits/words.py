"""Words that the portraits put into figures, in German and English. Pure."""

from types import MappingProxyType
from typing import Final

_WORDS: Final = MappingProxyType(
    {
        "among": ("für", "for"),
        "around": ("geförderte Orte im selben Land", "funded places in the same Land"),
        "heads": ("Einwohner", "inhabitants"),
        "timeline": ("Zeitleiste", "Timeline"),
        "unnamed": ("Name nicht belegt", "name not documented"),
    }
)


def said(key: str, language: str) -> str:
    """Return the words of *key* in *language*."""
    german, english = _WORDS[key]
    return english if language == "en" else german
