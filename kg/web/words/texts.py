"""The words of the pages, in German and English. One table; a page asks for a word by its key."""

from types import MappingProxyType
from typing import Final

from kg.web.words.browse_texts import BROWSE_TEXTS
from kg.web.words.data_texts import DATA_TEXTS
from kg.web.words.frame_texts import FRAME_TEXTS
from kg.web.words.help_answers_texts import HELP_ANSWERS_TEXTS
from kg.web.words.help_texts import HELP_TEXTS
from kg.web.words.model_texts import MODEL_TEXTS
from kg.web.words.portrait_texts import PORTRAIT_TEXTS
from kg.web.words.problem_texts import PROBLEM_TEXTS
from kg.web.words.quality_texts import QUALITY_TEXTS
from kg.web.words.query_texts import QUERY_TEXTS
from kg.web.words.thing_texts import THING_TEXTS
from kg.web.words.void_texts import VOID_TEXTS

TEXTS: Final = MappingProxyType(
    {
        "about": ("Über diese Daten", "About these data"),
        "also": ("Erwähnt bei", "Mentioned by"),
        "always-current": ("Immer die neueste Ausgabe", "Always the newest release"),
        "answer": ("Ergebnis", "Result"),
        "answer-as": ("Ergebnis als", "Result as"),
        "as-of": ("Stand", "as of"),
        "as-text": ("Als Textdatei", "As a text file"),
        "asked-graphs": ("Gefragt sind nur", "Only these are asked:"),
        "back": ("Zur Startseite", "To the start page"),
        "cite": ("Zitieren", "How to cite"),
        "cite-bib": ("BibTeX", "BibTeX"),
        "cite-check": ("Das Ergebnis prüfen", "Checking the result"),
        "cite-check-words": (
            "Solange die Ausgabe aufbewahrt wird, ergibt dieser Befehl die Prüfsumme des Zitats.",
            "As long as the release is kept, this command gives the checksum of the citation.",
        ),
        "cite-formats": ("Text, BibTeX, CSL-JSON", "Text, BibTeX, CSL-JSON"),
        "cite-json": ("CSL-JSON (Zotero, Citavi)", "CSL-JSON (Zotero, Mendeley)"),
        "cite-lead": (
            "Genau diese Ausgabe der Daten, so dass andere dieselbe finden.",
            "Exactly this release of the data, so that others find the same one.",
        ),
        "cite-leads": ("Dorthin führt das Zitat", "Where the citation leads"),
        "cite-no-hash": (
            "Dieses Ergebnis hat keine Prüfsumme: Es ist zu lang, oder es sieht bei jedem Abruf "
            "anders aus.",
            "This result has no checksum: it is too long, or looks different each time.",
        ),
        "cite-result-lead": (
            "Das Ergebnis dieser Abfrage in genau dieser Ausgabe der Daten.",
            "The result of this query in exactly this release of the data.",
        ),
        "cite-txt": ("Text", "Text"),
        "changes": ("Änderungen", "Changes"),
        "changes-added": ("Quads neu", "quads added"),
        "changes-at": ("Veröffentlicht", "Published"),
        "changes-created": ("Dinge neu", "things new"),
        "changes-deleted": ("entfernt", "deleted"),
        "changes-earlier": ("frühere Veröffentlichungen", "earlier publications"),
        "changes-feed": (
            "Der Verlauf als Linked Data Event Stream",
            "The feed as a Linked Data Event Stream",
        ),
        "changes-feed-words": (
            "Jede Fassung jedes Dings, für Programme, die auf dem Stand bleiben wollen: Sie lesen "
            "einmal alles und danach nur, was hinzukam. Nichts davon wird entfernt.",
            "Every version of every thing, for programs that keep up to date: they read everything "
            "once, and then only what is new. Nothing of it is ever removed.",
        ),
        "changes-lead": (
            "Was sich mit jeder Veröffentlichung geändert hat.",
            "What each publication changed.",
        ),
        "changes-removed": ("Quads entfallen", "quads removed"),
        "changes-updated": ("geändert", "updated"),
        "data": ("Daten", "Data"),
        "data-of": ("Stand der Daten", "Data as of"),
        "dumps": ("Daten als Dateien", "Data as files"),
        "dumps-checksums": ("Prüfsummen", "Checksums"),
        "dumps-checksums-words": (
            "Für „sha256sum -c“: jede Datei dieser Ausgabe mit ihrer Prüfsumme.",
            "For “sha256sum -c”: each file of this release with its checksum.",
        ),
        "dumps-columns": ("Spalten", "columns"),
        "dumps-file": ("Datei", "File"),
        "dumps-files": ("Dateien", "files"),
        "dumps-graphs": ("Je Quelle", "Per source"),
        "dumps-graphs-words": (
            "Was aus einer Quelle gelesen wurde, je Quelle eine Datei in Turtle.",
            "What was read in a source: one file in Turtle for each.",
        ),
        "dumps-latest": ("Immer die neueste", "Always the newest"),
        "dumps-lead": (
            "Alle Daten zum Herunterladen. Was einmal in einer Ausgabe steht, ändert sich nie.",
            "All data to download. What is in a release never changes.",
        ),
        "dumps-machine": ("Diese Liste für Programme", "This list for programs"),
        "dumps-maps": ("Für Karten", "For maps"),
        "dumps-maps-words": (
            "Geförderte Orte als GeoJSON, für QGIS und andere Kartenprogramme.",
            "Funded places as GeoJSON, for QGIS and other programs with maps.",
        ),
        "dumps-newest": ("die neueste", "the newest"),
        "dumps-release": ("Ausgabe", "Release"),
        "dumps-releases": ("Ausgaben, die es noch gibt", "Releases that are kept"),
        "dumps-size": ("Größe", "Size"),
        "dumps-tables": ("Tabellen", "Tables"),
        "dumps-tables-words": (
            "CSV in UTF-8 mit Komma. „<Name>.csv-metadata.json“ erklärt jede Spalte (CSVW), "
            "„csv-metadata.json“ alle Tabellen zusammen.",
            "CSV in UTF-8 with commas. “<name>.csv-metadata.json” explains each column (CSVW), "
            "“csv-metadata.json” all tables together.",
        ),
        "dumps-whole": ("Alles", "Everything"),
        "dumps-whole-words": (
            "Der ganze Graph in jedem RDF-Format, gepackt. N-Quads, TriG und JSON-LD sagen zu "
            "jeder Angabe die Quelle.",
            "The whole graph in each RDF format, packed. N-Quads, TriG and JSON-LD tell the source "
            "of each statement.",
        ),
        "edit": ("Im Editor öffnen", "Open in the editor"),
        "error-id": ("Kennzeichen des Fehlers:", "Id of the error:"),
        "endpoint": ("SPARQL-Abfrage", "SPARQL query"),
        "formats": ("Diese Seite als", "This page as"),
        "graph-content": ("Inhalt der Quelle", "Content of the source"),
        "graphs": ("Quellen", "Sources"),
        "model": ("Begriffe", "Terms"),
        "more": ("weitere", "more"),
        "navigation": ("Bereiche", "Sections"),
        "next": ("Weiter", "Next"),
        "no": ("nein", "no"),
        "nothing": ("Kein Ergebnis.", "No result."),
        "of": ("von", "of"),
        "older-release": ("Stand der Ausgabe", "As of the release"),
        "other-language": ("English", "Deutsch"),
        "permalink": ("Dauerhafter Link", "Permalink"),
        "permalink-make": ("Link anlegen", "Make a link"),
        "permalinks": ("Dauerhafte Links", "Permalinks"),
        "permalinks-lead": (
            "Eine Abfrage bekommt eine kurze, feste Adresse, die sich teilen und zitieren lässt.",
            "A query gets a short, lasting address to share and to cite.",
        ),
        "page": ("Seite", "Page"),
        "pages": ("Seiten", "Pages"),
        "previous": ("Zurück", "Previous"),
        "property": ("Angabe", "Statement"),
        "query": ("Abfrage", "Query"),
        "query-behind": ("SPARQL hinter dieser Seite", "The SPARQL behind this page"),
        "questions": ("Fragen an diese Daten", "Questions to these data"),
        "query-behind-figure": ("SPARQL hinter dieser Grafik", "The SPARQL behind this figure"),
        "query-behind-table": ("SPARQL hinter dieser Tabelle", "The SPARQL behind this table"),
        "reconcile": ("Tabellen abgleichen", "Match tables"),
        "reconcile-lead": (
            "Mit OpenRefine lassen sich Spalten einer Tabelle – Gemeinden, Kreise, Stellen, "
            "Programme, Projekte – den Dingen dieses Datensatzes zuordnen, und Angaben dazu holen.",
            "With OpenRefine, columns of a table (municipalities, districts, bodies, programmes, "
            "projects) are matched with the things of this dataset, and what it says is fetched.",
        ),
        "reconcile-step-1": (
            "In OpenRefine im Menü der Spalte „Reconcile → Start reconciling → "
            "Add standard service“ wählen und diese Adresse angeben:",
            "In OpenRefine, choose “Reconcile → Start reconciling → Add standard service” in the "
            "menu of the column, and give this address:",
        ),
        "reconcile-step-2": (
            "Eine Art wählen, etwa „Gemeinde“; weitere Spalten, etwa mit dem Kreis (fg:within), "
            "helfen gegen Namensvettern. Auch Gemeindeschlüssel in der Spalte führen ans Ziel.",
            "Choose a type, such as “municipality”; further columns, such as the district "
            "(fg:within), tell namesakes apart. Municipality keys in the column work too.",
        ),
        "reconcile-step-3": (
            "„Edit column → Add columns from reconciled values“ holt Angaben in neue Spalten.",
            "“Edit column → Add columns from reconciled values” fetches statements into columns.",
        ),
        "reconcile-step-4": (
            "Wer kein OpenRefine hat, fragt so:",
            "Without OpenRefine, ask like this:",
        ),
        "retrieved": ("abgerufen", "retrieved"),
        "rows": ("Zeilen", "rows"),
        "run": ("Ausführen", "Run"),
        "search": ("Suche", "Search"),
        "search-all-kinds": ("Alles", "Everything"),
        "search-button": ("Suchen", "Search"),
        "search-empty": (
            "Gesucht wird in Namen, Abkürzungen und Beschreibungen; auch Gemeindeschlüssel, "
            "NUTS, Wikidata- und Förderkennzeichen führen ans Ziel. „oe“ steht für „ö“.",
            "Names, abbreviations and descriptions are searched; municipality keys, NUTS codes, "
            "Wikidata ids and grant numbers lead to their things too. “oe” stands for “ö”.",
        ),
        "search-everywhere": ("Im ganzen Graphen suchen", "Search the whole graph"),
        "search-example": ("Ort, Programm, Förderkennzeichen", "Place, programme, grant number"),
        "search-short": ("Ort, Programm, Stelle", "Place, programme, body"),
        "search-hits": ("Treffer", "hits"),
        "search-kinds": ("Eingrenzen", "Narrow down"),
        "search-loose": (
            "Nichts hat alle diese Wörter. Das kommt ihnen am nächsten:",
            "Nothing has all these words. This comes nearest:",
        ),
        "search-none": (
            "Nichts gefunden. Vielleicht hilft ein kürzeres Wort oder eine andere Schreibung.",
            "Nothing found. A shorter word or another spelling may help.",
        ),
        "search-hint": (
            "Jede Angabe nennt die Quelle, aus der sie stammt.",
            "Every statement names the source it comes from.",
        ),
        "shapes": ("Regeln", "Shapes"),
        "skip": ("Zum Inhalt", "Skip to content"),
        "source": ("Beleg", "Source"),
        "statements": ("Angaben", "statements"),
        "stored-query": ("Gespeicherte Abfrage", "Stored query"),
        "to-newest": ("zur neuesten", "to the newest"),
        "tagline": (
            "Wer fördert digitale Kommunen in Deutschland?",
            "Who funds digital municipalities in Germany?",
        ),
        "lead": (
            "Programme, Projekte, Zuwendungen und Beteiligte als offene, verknüpfte Daten.",
            "Programmes, projects, grants and those involved, as linked open data.",
        ),
        "things": ("Was es gibt", "What there is"),
        "this-release": ("Genau diese Ausgabe", "Exactly this release"),
        "value": ("Wert", "Value"),
        "version": ("Fassung", "Version"),
        "vocabulary": ("Vokabulare", "Vocabularies"),
        "yes": ("ja", "yes"),
        **BROWSE_TEXTS,
        **DATA_TEXTS,
        **FRAME_TEXTS,
        **HELP_TEXTS,
        **HELP_ANSWERS_TEXTS,
        **MODEL_TEXTS,
        **QUERY_TEXTS,
        **PORTRAIT_TEXTS,
        **PROBLEM_TEXTS,
        **QUALITY_TEXTS,
        **THING_TEXTS,
        **VOID_TEXTS,
    }
)


def text(key: str, language: str) -> str:
    """Return the words of *key* in *language*.

    Raises:
        KeyError: there are none.
    """
    german, english = TEXTS[key]
    return english if language == "en" else german
