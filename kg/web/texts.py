"""The words of the pages, in German and English. One table; a page asks for a word by its key."""

from types import MappingProxyType
from typing import Final

TEXTS: Final = MappingProxyType(
    {
        "about": ("Über diese Daten", "About these data"),
        "also": ("Erwähnt bei", "Mentioned by"),
        "answer": ("Ergebnis", "Result"),
        "as-of": ("Stand", "as of"),
        "back": ("Zur Startseite", "To the start page"),
        "data": ("Daten", "Data"),
        "endpoint": ("SPARQL-Abfrage", "SPARQL query"),
        "formats": ("Diese Seite als", "This page as"),
        "graph-content": ("Inhalt der Quelle", "Content of the source"),
        "graphs": ("Quellen", "Sources"),
        "model": ("Begriffe", "Terms"),
        "more": ("weitere", "more"),
        "no": ("nein", "no"),
        "nothing": ("Kein Ergebnis.", "No result."),
        "other-language": ("English", "Deutsch"),
        "property": ("Angabe", "Statement"),
        "query": ("Abfrage", "Query"),
        "query-behind": ("SPARQL hinter dieser Seite", "The SPARQL behind this page"),
        "retrieved": ("abgerufen", "retrieved"),
        "rows": ("Zeilen", "rows"),
        "run": ("Ausführen", "Run"),
        "search-hint": (
            "Jede Angabe nennt die Quelle, aus der sie stammt.",
            "Every statement names the source it comes from.",
        ),
        "shapes": ("Regeln", "Shapes"),
        "source": ("Beleg", "Source"),
        "statements": ("Angaben", "statements"),
        "tagline": (
            "Wer fördert digitale Kommunen in Deutschland?",
            "Who funds digital municipalities in Germany?",
        ),
        "lead": (
            "Programme, Projekte, Zuwendungen und Beteiligte als offene, verknüpfte Daten.",
            "Programmes, projects, grants and those involved, as linked open data.",
        ),
        "things": ("Was es gibt", "What there is"),
        "value": ("Wert", "Value"),
        "version": ("Fassung", "Version"),
        "vocabulary": ("Vokabulare", "Vocabularies"),
        "yes": ("ja", "yes"),
    }
)


def text(key: str, language: str) -> str:
    """Return the words of *key* in *language*.

    Raises:
        KeyError: there are none.
    """
    german, english = TEXTS[key]
    return english if language == "en" else german
