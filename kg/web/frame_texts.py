"""The words of head, foot and start page, in German and English; a part of the pages' table."""

from types import MappingProxyType
from typing import Final

FRAME_TEXTS: Final = MappingProxyType(
    {
        "nav-catalogue": ("Katalog", "Catalogue"),
        "nav-changes": ("Änderungen", "Changes"),
        "nav-cite": ("Zitieren", "How to cite"),
        "nav-data": ("Daten", "Data"),
        "nav-dumps": ("Dateien", "Files"),
        "nav-help": ("Hilfe", "Help"),
        "nav-model": ("Modell", "Model"),
        "nav-organisations": ("Stellen", "Bodies"),
        "nav-permalinks": ("Dauerhafte Links", "Permalinks"),
        "nav-places": ("Orte", "Places"),
        "nav-programmes": ("Programme", "Programmes"),
        "nav-quality": ("Qualität", "Quality"),
        "nav-query": ("Abfragen", "Queries"),
        "nav-reconcile": ("Tabellen abgleichen", "Match tables"),
        "nav-shapes": ("Regeln", "Shapes"),
        "nav-themes": ("Themen", "Themes"),
        "nav-vocabulary": ("Vokabulare", "Vocabularies"),
        "nav-years": ("Jahre", "Years"),
        "nav-more": ("Weiteres", "More"),
        "suggestions": ("Vorschläge", "Suggestions"),
        "suggestions-none": ("Kein Vorschlag", "No suggestion"),
    }
)
