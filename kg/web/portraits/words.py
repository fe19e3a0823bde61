"""Words that the portraits put into figures, in German and English. Pure."""

from types import MappingProxyType
from typing import Final

_WORDS: Final = MappingProxyType(
    {
        "according": ("laut", "according to"),
        "among": ("für", "for"),
        "as-of": ("Stand", "as of"),
        "area": ("Ort", "Place"),
        "around": ("geförderte Orte im selben Land", "funded places in the same Land"),
        "association": ("Gemeindeverband", "municipal association"),
        "by-year": ("zugesagte Förderung nach Jahr", "committed funding by year"),
        "decision": ("Bescheid", "Decision"),
        "district": ("Kreis", "district"),
        "heads": ("Einwohner", "inhabitants"),
        "in-charge": ("zuständige Stellen", "bodies in charge"),
        "inside": ("geförderte Orte", "funded places"),
        "names": ("Namen im Lauf der Zeit", "names over time"),
        "no-year": ("ohne Jahr", "no year"),
        "not-split": ("übrige Gesamtausgaben, gerechnet", "rest of the total cost, calculated"),
        "nuts": ("NUTS-Code", "NUTS code"),
        "other-end": ("Ende nach anderer Quelle", "end according to another source"),
        "partners": ("mit wem gemeinsam woran", "with whom in what"),
        "period": ("Laufzeit", "Period"),
        "programme": ("Programm", "Programme"),
        "projects": ("Projekte im Graphen", "Projects in the graph"),
        "rest": ("übriges Land", "rest of the Land"),
        "several": ("mehrere Angaben", "several statements"),
        "timeline": ("Zeitleiste", "Timeline"),
        "undated": ("Quelle nennt keinen Stand", "the source names no date"),
        "unknown": ("nicht belegt", "not documented"),
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
