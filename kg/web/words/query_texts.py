"""The words of the page where queries are asked; part of the table in `texts`.

What begins with `ask-` is told to the page's script too.
"""

from types import MappingProxyType
from typing import Final

QUERY_TEXTS: Final = MappingProxyType(
    {
        "query-lead": (
            "Jede Zahl auf diesen Seiten kommt aus einer Abfrage. Hier stellen Sie Ihre eigene, "
            "oder beginnen mit einer fertigen Frage.",
            "Every number on these pages comes from a query. Ask your own here, or begin with a "
            "question that is ready.",
        ),
        "query-questions": ("Fertige Fragen", "Questions that are ready"),
        "query-questions-find": ("Fragen durchsuchen", "Search the questions"),
        "query-questions-none": ("Keine Frage passt.", "No question fits."),
        "query-shown-first": ("gezeigt werden die ersten", "shown are the first"),
        "query-take-along": ("Mitnehmen:", "Take along:"),
        "query-here": ("in der Ausgabe", "in release"),
        "query-waiting": (
            "Diese Abfrage braucht länger als {seconds} Sekunden.",
            "This query takes longer than {seconds} seconds.",
        ),
        "query-wait": ("Auf das Ergebnis warten", "Wait for the result"),
        "query-wait-most": ("höchstens", "at most"),
        "query-hint": (
            "Strg+Leertaste schlägt vor, was passt; Namen von Orten, Programmen und Stellen "
            "einfach tippen. Strg+Eingabe führt aus.",
            "Ctrl+Space suggests what fits; just type names of places, programmes and bodies. "
            "Ctrl+Enter runs.",
        ),
        "ask-run": ("Ausführen", "Run"),
        "ask-cancel": ("Abbrechen", "Cancel"),
        "ask-running": ("läuft", "running"),
        "ask-cancelled": (
            "Abgebrochen nach {time}. Der Server hat die Abfrage beendet.",
            "Cancelled after {time}. The server has ended the query.",
        ),
        "ask-row": ("{n} Zeile", "{n} row"),
        "ask-rows": ("{n} Zeilen", "{n} rows"),
        "ask-triples": ("{n} Aussagen", "{n} statements"),
        "ask-complete": ("vollständig", "complete"),
        "ask-cut": (
            "gekürzt auf die ersten {n}; die Dateien haben alle",
            "cut to the first {n}; the files have all",
        ),
        "ask-release": ("Ausgabe", "release"),
        "ask-table": ("Tabelle", "Table"),
        "ask-chart": ("Diagramm", "Chart"),
        "ask-map": ("Karte", "Map"),
        "ask-graph": ("Netz", "Graph"),
        "ask-raw": ("Rohdaten", "Raw"),
        "ask-views": ("Ansichten des Ergebnisses", "Views of the result"),
        "ask-download": ("Herunterladen", "Download"),
        "ask-csv-excel": ("CSV für Excel", "CSV for Excel"),
        "ask-code": ("Code", "Code"),
        "ask-code-words": (
            "Dieselbe Abfrage aus einem Programm:",
            "The same query from a program:",
        ),
        "ask-copy": ("Kopieren", "Copy"),
        "ask-copied": ("Kopiert", "Copied"),
        "ask-share": ("Teilen", "Share"),
        "ask-share-words": (
            "Unter dieser Adresse steht die Abfrage mit ihrem Ergebnis, dauerhaft:",
            "At this address the query and its result stand, for good:",
        ),
        "ask-share-pinned": (
            "Genau dieses Ergebnis, aus dieser Ausgabe:",
            "Exactly this result, of this release:",
        ),
        "ask-cite": ("Zitieren", "Cite"),
        "ask-nothing": (
            "Die Abfrage ist richtig, aber nichts passt auf sie. Oft hilft es, eine Bedingung "
            "wegzulassen oder OPTIONAL davorzusetzen.",
            "The query is right, yet nothing matches it. Leaving out a condition, or putting "
            "OPTIONAL before it, often helps.",
        ),
        "ask-yes": ("ja", "yes"),
        "ask-no": ("nein", "no"),
        "ask-labels": ("Bezeichnungen", "Labels"),
        "ask-labels-de": ("deutsch", "German"),
        "ask-labels-en": ("englisch", "English"),
        "ask-labels-iri": ("als IRI", "as IRIs"),
        "ask-page-of": ("Seite {n} von {of}", "Page {n} of {of}"),
        "ask-previous": ("zurück", "previous"),
        "ask-next": ("weiter", "next"),
        "ask-kind": ("Art", "Kind"),
        "ask-bar": ("Balken", "Bars"),
        "ask-line": ("Linie", "Line"),
        "ask-pie": ("Kreis", "Pie"),
        "ask-chart-by": ("nach", "by"),
        "ask-chart-of": ("Werte", "values"),
        "ask-chart-none": (
            "Ein Diagramm braucht eine Spalte mit Zahlen.",
            "A chart needs a column of numbers.",
        ),
        "ask-chart-cut": (
            "Gezeigt sind die ersten {n} von {of}.",
            "Shown are the first {n} of {of}.",
        ),
        "ask-chart-sum": (
            "Zeilen mit gleichem Namen sind zusammengezählt.",
            "Rows of the same name are added up.",
        ),
        "ask-others": ("übrige", "others"),
        "ask-map-none": (
            "Auf die Karte kommt, was ein Punkt ist (geo:wktLiteral) oder ein Ort mit Mittelpunkt. "
            "In diesem Ergebnis ist nichts davon.",
            "The map shows points (geo:wktLiteral) and places that have a centre. "
            "There is none in this result.",
        ),
        "ask-map-places": ("{n} Orte auf der Karte", "{n} places on the map"),
        "ask-map-without": ("{n} Zeilen ohne Ort", "{n} rows without a place"),
        "ask-graph-none": (
            "Ein Netz braucht zwei Spalten mit Dingen, oder CONSTRUCT.",
            "A graph needs two columns of things, or CONSTRUCT.",
        ),
        "ask-graph-cut": (
            "Gezeigt sind {n} von {of} Verbindungen.",
            "Shown are {n} of {of} links.",
        ),
        "ask-raw-cut": (
            "Gezeigt ist der Anfang; die Dateien haben alles.",
            "Shown is the beginning; the files have all.",
        ),
        "ask-error": ("Die Abfrage hat keine Antwort", "The query has no answer"),
        "ask-error-network": (
            "Der Server ist nicht zu erreichen. Die Abfrage steht noch da; bitte gleich noch "
            "einmal versuchen.",
            "The server cannot be reached. The query is still here; please try again in a moment.",
        ),
        "ask-syntax": (
            "Zeile {line}, Spalte {column}: {reason}",
            "Line {line}, column {column}: {reason}",
        ),
        "ask-group-class": ("Klasse", "class"),
        "ask-group-property": ("Eigenschaft", "property"),
        "ask-group-thing": ("Ding", "thing"),
        "ask-group-prefix": ("Präfix", "prefix"),
        "ask-editor": ("SPARQL-Abfrage", "SPARQL query"),
        "ask-sorted-up": ("aufsteigend sortiert", "sorted, ascending"),
        "ask-sorted-down": ("absteigend sortiert", "sorted, descending"),
        "ask-behind": ("SPARQL zum Anpassen", "SPARQL to adapt"),
        "ask-unknown": ("ohne Wert", "no value"),
        "ask-answer": ("Ergebnis", "Answer"),
        "ask-open": ("Öffnen", "Open"),
        "ask-cite-all": ("Alle Formen", "All forms"),
        "ask-expected": ("erwartet wird", "expected:"),
        "ask-expected-some": ("erwartet wird zum Beispiel", "expected, for example:"),
        "ask-expect-variable": ("eine Variable (?x)", "a variable (?x)"),
        "ask-expect-name": ("ein Name (fg:…)", "a name (fg:…)"),
        "ask-expect-text": ("ein Text in Anführungszeichen", "a text in quotes"),
        "ask-expect-number": ("eine Zahl", "a number"),
        "ask-expect-sign": ("„{sign}“", "“{sign}”"),
        "ask-or": ("oder", "or"),
        "ask-mended": (
            "Der Editor hat ergänzt, was fehlte. So lässt sich die Abfrage ausführen.",
            "The editor has filled in what was missing. The query can be run like this.",
        ),
        "ask-map-rows": ("{n} Zeilen", "{n} rows"),
        "ask-map-names": (
            "Weitere Namen erscheinen beim Zeigen auf einen Punkt.",
            "More names appear when you point at a dot.",
        ),
        "ask-graph-names": (
            "Weitere Namen erscheinen beim Zeigen auf einen Punkt oder eine Linie.",
            "More names appear when you point at a dot or a line.",
        ),
        "ask-status-other": (
            "Der Server konnte die Abfrage nicht beantworten. Sie steht noch da.",
            "The server could not answer the query. It is still here.",
        ),
        "ask-status-429": (
            "In letzter Zeit kamen von hier sehr viele Abfragen. Bitte in einer Minute wieder "
            "versuchen.",
            "Very many queries came from here lately. Please try again in a minute.",
        ),
        "ask-status-503": (
            "Gerade ist kein Platz frei. Bitte gleich noch einmal versuchen.",
            "No place is free now. Please try again in a moment.",
        ),
        "ask-status-504": (
            "Die Abfrage dauerte länger, als sie darf. Ein Filter oder LIMIT hilft oft.",
            "The query took longer than it may. A filter or LIMIT often helps.",
        ),
        "ask-status-507": (
            "Die Abfrage brauchte mehr Speicher, als sie darf. Ein Filter oder LIMIT hilft oft.",
            "The query needed more memory than it may. A filter or LIMIT often helps.",
        ),
        "ask-status-409": (
            "Die Abfrage wurde abgebrochen.",
            "The query was cancelled.",
        ),
    }
)

TOLD: Final = tuple(key for key in QUERY_TEXTS if key.startswith("ask-"))
"""The words that the script of the page needs."""
