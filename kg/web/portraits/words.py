"""Words that the portraits put into figures, in German and English. Pure."""

from types import MappingProxyType
from typing import Final

_WORDS: Final = MappingProxyType(
    {
        "among": ("für", "for"),
        "around": ("geförderte Orte im selben Land", "funded places in the same Land"),
        "by-year": ("zugesagte Förderung nach Jahr", "committed funding by year"),
        "heads": ("Einwohner", "inhabitants"),
        "in-charge": ("zuständige Stellen", "bodies in charge"),
        "no-year": ("ohne Jahr", "no year"),
        "period": ("Laufzeit", "Period"),
        "projects": ("Projekte im Graphen", "Projects in the graph"),
        "timeline": ("Zeitleiste", "Timeline"),
        "unnamed": ("Name nicht belegt", "name not documented"),
        "volume": ("Fördervolumen", "Funding volume"),
        "where": ("Orte der Beteiligten", "places of the participants"),
        "year": ("Jahr", "Year"),
    }
)


def said(key: str, language: str) -> str:
    """Return the words of *key* in *language*."""
    german, english = _WORDS[key]
    return english if language == "en" else german
