"""The words of the page that helps: answers to what is often asked, and what a status means."""

from types import MappingProxyType
from typing import Final

HELP_ANSWERS_TEXTS: Final = MappingProxyType(
    {
        "help-answers": ("Häufige Fragen", "Frequent questions"),
        "help-adding": (
            "Darf ich die Beträge zusammenzählen?",
            "May I add the amounts up?",
        ),
        "help-adding-answer": (
            "Nur solche gleicher Art, gleicher Bezugsgröße und gleicher Herkunft, und jeden "
            "einmal. Beantragtes und Zugesagtes, Förderung und Gesamtkosten sind verschiedene "
            "Dinge.",
            "Only those of the same kind, basis and source, and each once. What is applied for and "
            "what is committed, funding and total cost are different things.",
        ),
        "help-adding-more": ("Schritt 7 und 8", "Steps 7 and 8"),
        "help-twice": ("Warum kommt eine Zeile zweimal?", "Why does a row come twice?"),
        "help-twice-answer": (
            "Zwei Quellen sagen dasselbe, und beide Angaben sind aufbewahrt. SELECT DISTINCT und "
            "COUNT(DISTINCT …) lassen jede einmal gelten.",
            "Two sources say the same, and both statements are kept. SELECT DISTINCT and "
            "COUNT(DISTINCT …) let each count once.",
        ),
        "help-twice-more": ("Schritt 4", "Step 4"),
        "help-ministries": (
            "Warum gibt es ein Ministerium mehrmals?",
            "Why is a ministry there several times?",
        ),
        "help-ministries-answer": (
            "Wer umbenannt wird oder Aufgaben abgibt, ist hier eine neue Stelle; eine Linie "
            "verbindet beide (fg:inLineage). So bleibt richtig, wer wann was gefördert hat.",
            "Who is renamed or gives away tasks is a new body here; a lineage joins both "
            "(fg:inLineage). So it stays right who funded what when.",
        ),
        "help-ministries-more": ("Schritt 9", "Step 9"),
        "help-names": ("Ich finde einen Namen nicht.", "I do not find a name."),
        "help-names-answer": (
            "Die Suche nimmt ö und oe, ß und ss gleich, kennt Gemeindeschlüssel und Anfänge von "
            "Wörtern. In Abfragen gilt der genaue Name; sicherer ist die IRI von der Seite des "
            "Dings. Orte und Stellen haben oft nur einen deutschen Namen.",
            "The search takes ö and oe, ß and ss alike, knows municipality keys and beginnings of "
            "words. In queries the exact name counts; safer is the IRI from the thing's page. "
            "Places and bodies often have a German name only.",
        ),
        "help-names-more": ("Zur Suche", "To the search"),
        "help-unknown": (
            "Heißt leer, dass es nichts gab?",
            "Does blank mean there was nothing?",
        ),
        "help-unknown-answer": (
            "Nein. Es heißt, dass es in keiner der gelesenen Quellen steht.",
            "No. It means that none of the sources read says it.",
        ),
        "help-right": ("Stimmen die Daten?", "Are the data right?"),
        "help-right-answer": (
            "Jede Angabe nennt ihr Dokument; was sich widerspricht, steht nebeneinander, und eine "
            "geschriebene Regel wählt, womit gerechnet wird. Was geprüft ist und was fehlt:",
            "Each statement names its document; what disagrees stands side by side, and a written "
            "rule chooses what is counted with. What is checked and what is missing:",
        ),
        "help-right-more": ("Qualität", "Quality"),
        "help-cut": (
            "Woran sehe ich, dass ein Ergebnis vollständig ist?",
            "How do I see that a result is complete?",
        ),
        "help-cut-answer": (
            "Der Server kürzt nie still. Reicht die Zeit oder der Platz nicht, kommt ein Status "
            "mit Grund; bricht eine begonnene Antwort ab, meldet der Client einen Fehler. Die "
            "Seite der Abfrage sagt, wenn sie nur die ersten Zeilen zeigt; die Dateien haben alle.",
            "The server never cuts silently. Where time or room is not enough, a status comes with "
            "the reason; where an answer breaks off, the client reports an error. The query page "
            "says when it shows the first rows only; the files have all.",
        ),
        "help-limits": ("Wie viel darf ich fragen?", "How much may I ask?"),
        "help-limits-answer": (
            "Eine Abfrage läuft höchstens {seconds} Sekunden (weniger mit „timeout=“); „Abbrechen“ "
            "beendet sie wirklich. Wer alles braucht, nimmt die Dateien.",
            "A query runs for {seconds} seconds at most (less with “timeout=”); “Cancel” really "
            "ends it. Who needs everything takes the files.",
        ),
        "help-limits-share": (
            "Wer viel fragt, hat {share} Sekunden Rechenzeit am Stück, die sich wieder füllen.",
            "Who asks a lot has {share} seconds of computing in one go, which fill up again.",
        ),
        "help-service": (
            "Kann ich andere Endpunkte dazufragen?",
            "Can I ask other endpoints as well?",
        ),
        "help-service-answer": (
            "Nicht von hier: SERVICE und LOAD sind abgelehnt, damit niemand diesen Server gegen "
            "andere benutzt. Umgekehrt geht es: Von einem anderen Endpunkt aus fragt SERVICE "
            "diesen hier.",
            "Not from here: SERVICE and LOAD are refused, so that nobody uses this server against "
            "others. The other way round it works: from another endpoint, SERVICE asks this one.",
        ),
        "help-python": ("Wie frage ich aus Python oder R?", "How do I ask from Python or R?"),
        "help-python-answer": (
            "Die Seite der Abfrage hat unter „Programm“ fertigen Code für curl, Python und R. Das "
            "Python-Paket des Projekts gibt mit kg.client Tabellen für pandas mit richtigen Typen.",
            "The query page has code for curl, Python and R ready made below “Code”. The project's "
            "Python package gives frames for pandas with proper types (kg.client).",
        ),
        "help-python-more": ("Zur Seite der Abfrage", "To the query page"),
        "help-excel": ("Excel zeigt Umlaute falsch.", "Excel shows umlauts wrong."),
        "help-excel-answer": (
            "„CSV für Excel“ laden (format=csv-excel): mit Semikolon, Dezimalkomma und "
            "Kennzeichen für UTF-8. Fertige Tabellen gibt es auch:",
            "Load “CSV for Excel” (format=csv-excel-en): with a mark for UTF-8. There are tables "
            "ready made, too:",
        ),
        "help-excel-more": ("Tabellen", "Tables"),
        "help-formats": (
            "Wie bekomme ich ein anderes Format?",
            "How do I get another format?",
        ),
        "help-formats-answer": (
            "Mit einer Endung (.ttl, .jsonld, .csv), mit „format=“ in der Adresse oder mit dem "
            "Kopf Accept. Lange Abfragen gehen mit POST.",
            "By a suffix (.ttl, .jsonld, .csv), by “format=” in the address, or by the header "
            "Accept. Long queries go by POST.",
        ),
        "help-formats-more": ("Schnittstellen", "Interfaces"),
        "help-everything": ("Wie bekomme ich alles?", "How do I get everything?"),
        "help-everything-answer": (
            "Als Dateien jeder Ausgabe, mit Prüfsummen; nicht über den Endpunkt.",
            "As files of each release, with checksums; not by way of the endpoint.",
        ),
        "help-everything-more": ("Daten", "Data"),
        "help-stays": (
            "Ändert sich, was ich heute sehe?",
            "Will what I see today change?",
        ),
        "help-stays-answer": (
            "Jede Ausgabe bleibt, wie sie ist; „?v=“ mit ihrem Namen fragt genau sie, solange sie "
            "aufbewahrt wird. Was sich von einer zur nächsten geändert hat:",
            "Each release stays as it is; “?v=” with its name asks exactly that one, as long as it "
            "is kept. What changed from one to the next:",
        ),
        "help-stays-more": ("Änderungen", "Changes"),
        "help-statuses": ("Was ein Status heißt", "What a status means"),
        "help-statuses-words": (
            "Jede Ablehnung sagt in Worten, woran es lag; für Programme als JSON (RFC 9457).",
            "Each refusal says in words what was wrong; for programs as JSON (RFC 9457).",
        ),
        "help-status": ("Status", "Status"),
        "help-means": ("Das heißt", "It means"),
        "help-then": ("Was hilft", "What helps"),
        "help-400": (
            "Die Abfrage oder ein Parameter ist falsch.",
            "The query or a parameter is wrong.",
        ),
        "help-400-then": (
            "Zeile und Spalte stehen in der Antwort.",
            "Line and column are in the answer.",
        ),
        "help-403": (
            "Die Abfrage würde etwas ändern oder nach außen greifen.",
            "The query would change something or reach out.",
        ),
        "help-403-then": (
            "Ohne SERVICE, LOAD und INSERT fragen.",
            "Ask without SERVICE, LOAD, INSERT.",
        ),
        "help-404": ("Davon ist nichts bekannt.", "Nothing is known of it."),
        "help-404-then": ("Suchen; IRIs genau übernehmen.", "Search; copy IRIs exactly."),
        "help-406": ("Dieses Format gibt es dafür nicht.", "It does not come in this format."),
        "help-406-then": ("Eines aus der Liste in der Antwort.", "One of the list in the answer."),
        "help-410": (
            "Zurückgezogen, oder die Ausgabe ist nicht mehr aufbewahrt.",
            "Withdrawn, or the release is kept no more.",
        ),
        "help-410-then": (
            "Der Nachfolger steht dabei; sonst die neueste Ausgabe.",
            "The successor is named; else the newest release.",
        ),
        "help-413": ("Die Anfrage ist zu lang.", "The request is too long."),
        "help-413-then": ("In mehreren Teilen fragen.", "Ask in several parts."),
        "help-414": ("Die Adresse ist zu lang.", "The address is too long."),
        "help-414-then": ("Die Abfrage mit POST senden.", "Send the query by POST."),
        "help-429": ("Die Rechenzeit ist aufgebraucht.", "The share of computing is used up."),
        "help-429-then": (
            "Warten, wie lange sagt Retry-After; oder die Dateien nehmen.",
            "Wait, as long as Retry-After says; or take the files.",
        ),
        "help-503": ("Gerade ist kein Platz frei.", "No place is free now."),
        "help-503-then": ("Nach der Zeit in Retry-After noch einmal.", "Again after Retry-After."),
        "help-504": ("Die Abfrage lief zu lange.", "The query ran too long."),
        "help-504-then": (
            "Eine Klasse oder ein Programm nennen, früh einschränken, LIMIT setzen.",
            "Name a class or programme, restrict early, set LIMIT.",
        ),
        "help-507": (
            "Das Ergebnis oder sein Speicherbedarf ist zu groß.",
            "The result, or the memory it needs, is too large.",
        ),
        "help-507-then": (
            "Weniger Spalten, keine Kreuzprodukte; oder die Dateien.",
            "Fewer columns, no cross products; or the files.",
        ),
    }
)
