"""The words of head, foot and start page, in German and English; a part of the pages' table."""

from types import MappingProxyType
from typing import Final

FRAME_TEXTS: Final = MappingProxyType(
    {
        "home-all-questions": ("Alle Fragen", "All questions"),
        "home-checked": ("Zuletzt geprüft", "Last checked"),
        "home-checked-words": (
            "Jede Angabe steht bei ihrer Quelle, und jede Ausgabe wird geprüft, bevor sie "
            "erscheint.",
            "Every statement stands with its source, and every release is checked before it is "
            "published.",
        ),
        "home-data": ("So kommen Sie an die Daten", "How to get the data"),
        "home-data-ask": ("Fragen", "Ask"),
        "home-data-ask-words": (
            "Abfragen in SPARQL, im Browser oder von einem Programm aus; das Ergebnis als Tabelle, "
            "Karte oder Datei.",
            "Queries in SPARQL, in the browser or from a program; the result as a table, a map or "
            "a file.",
        ),
        "home-data-connect": ("Einbinden", "Connect"),
        "home-data-connect-words": (
            "Der Katalog für Portale, der Verlauf der Änderungen, und der Abgleich eigener "
            "Tabellen in OpenRefine.",
            "The catalogue for portals, the feed of changes, and matching your own tables in "
            "OpenRefine.",
        ),
        "home-data-load": ("Herunterladen", "Download"),
        "home-data-load-words": (
            "Tabellen für Excel und R, Orte für Kartenprogramme, der ganze Graph als RDF.",
            "Tables for Excel and R, places for map programs, the whole graph as RDF.",
        ),
        "home-data-tables": ("Tabellen und Dateien", "Tables and files"),
        "home-data-ways": ("Alle Wege zu den Daten", "All ways to the data"),
        "home-data-write": ("Eigene Abfrage schreiben", "Write your own query"),
        "home-example": ("Zum Beispiel Iserlohn", "For example Iserlohn"),
        "home-lead": (
            "Programme, Zuwendungen, Projekte und Orte als verknüpfte offene Daten. Jede Angabe "
            "nennt ihre Quelle, jede Zahl ihre Abfrage.",
            "Programmes, grants, projects and places as linked open data. Every statement names "
            "its source, every number its query.",
        ),
        "home-map": (
            "Karte der geförderten Orte, nach der Ebene der Programme",
            "Map of funded places, by the level of the programmes",
        ),
        "home-map-bund": ("durch Programme des Bundes", "by programmes of the federation"),
        "home-map-eu": ("durch Programme der EU", "by programmes of the EU"),
        "home-map-land": ("durch Programme eines Landes", "by programmes of a Land"),
        "home-money": (
            "Zugesagtes Geld nach Jahr und Herkunft",
            "Money committed by year and source",
        ),
        "home-money-undated": ("ohne Jahr", "no year"),
        "home-money-sources": (
            "Belege auf den Seiten der Programme und Projekte",
            "Sources on the pages of programmes and projects",
        ),
        "home-money-words": (
            "Nur Projekte, zu denen eine Quelle einen Betrag nennt; Ober- und Untergrenzen und "
            "strittige Beträge sind nicht mitgezählt.",
            "Only projects of which a source states an amount; bounds and conflicting amounts are "
            "not counted.",
        ),
        "home-money-year": ("Jahr", "Year"),
        "home-places": ("geförderte Orte", "funded places"),
        "home-programmes": ("Programme", "programmes"),
        "home-programmes-ends": (
            "Quellen nennen verschiedene Enden",
            "sources state different ends",
        ),
        "home-programmes-title": ("Programme im Lauf der Zeit", "Programmes over time"),
        "home-programmes-undated": ("Laufzeit nicht belegt:", "Period not documented:"),
        "home-projects": ("Projekte", "projects"),
        "home-quality": (
            "Was fehlt und worin sich Quellen widersprechen",
            "What is missing and where sources disagree",
        ),
        "home-questions": ("Fragen an den Graphen", "Questions to the graph"),
        "home-retrieved": (
            "Die Quellen wurden zuletzt abgerufen am",
            "The sources were last retrieved on",
        ),
        "home-rounds": (
            "Modellprojekte Smart Cities nach Staffel",
            "Model Projects Smart Cities by round",
        ),
        "home-rounds-applications": ("Bewerbungen", "Applications"),
        "home-rounds-other": ("andere Quelle", "another source"),
        "home-rounds-others": ("andere Quellen", "other sources"),
        "home-rounds-projects": ("Projekte", "Projects"),
        "home-rounds-round": ("Staffel", "Round"),
        "home-rounds-sources": ("Beträge nach:", "Amounts according to:"),
        "home-rounds-volume": ("Mio. €", "€ million"),
        "home-sources": ("Quelldokumente", "source documents"),
        "home-title": ("Wer fördert die digitale Kommune?", "Who funds the digital municipality?"),
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
        "query-behind-numbers": ("SPARQL hinter diesen Zahlen", "The SPARQL behind these numbers"),
        "sum": ("Summe", "Sum"),
        "suggestions": ("Vorschläge", "Suggestions"),
        "suggestions-none": ("Kein Vorschlag", "No suggestion"),
        "tier-eu": ("EU", "EU"),
        "tier-federal": ("Bund", "Federation"),
        "tier-municipal": ("Kommune", "Municipality"),
        "tier-other": ("andere", "other"),
        "tier-state": ("Land", "Land"),
        "unknown": ("nicht belegt", "not documented"),
    }
)
