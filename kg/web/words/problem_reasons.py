"""What was wrong, in German: the sentences of the errors, which are English, beside theirs. Pure.

The page of a problem says them, and `detail_de` of `application/problem+json`.
"""

import re
from types import MappingProxyType
from typing import Final

SENTENCES: Final = MappingProxyType(
    {
        # about a parameter of a request
        "given more than once": "mehr als einmal angegeben",
        "has a control character": "enthält ein Steuerzeichen",
        "given twice": "zweimal angegeben",
        "missing": "fehlt",
        "longer than {n} characters": "länger als {n} Zeichen",
        "expected a number from 1 to {n}": "erwartet wird eine Zahl von 1 bis {n}",
        "expected a number from 1": "erwartet wird eine Zahl ab 1",
        "a number from 1 is expected": "erwartet wird eine Zahl ab 1",
        "write the number of a page, such as page=2": (
            "hier steht die Nummer einer Seite, etwa page=2"
        ),
        "write the name of a release, or leave it out": (
            "hier steht der Name einer Ausgabe; oder lassen Sie es weg"
        ),
        "this is there of the newest release only; {others} and /dumps have older ones": (
            "das gibt es nur von der neuesten Ausgabe; ältere haben {others} und /dumps"
        ),
        "write a day or a time as ISO 8601 does, such as {day}": (
            "Tage und Zeiten schreibt man wie in ISO 8601, etwa {day}"
        ),
        "{text} is not a number of seconds above 0, such as 2.5": (
            "{text} ist keine Zahl von Sekunden über 0, wie etwa 2.5"
        ),
        "expected 16 to 64 letters, digits, `_` or `-`": (
            "erwartet werden 16 bis 64 Buchstaben, Ziffern, `_` oder `-`"
        ),
        "{iri} is not an absolute IRI": "{iri} ist keine vollständige IRI",
        "its percent-encoding is not UTF-8": "die Prozentkodierung ist nicht UTF-8",
        "more than {n} parameters": "mehr als {n} Angaben",
        "no UTF-8, or more than {n} parameters": "kein UTF-8, oder mehr als {n} Angaben",
        "not UTF-8": "kein UTF-8",
        "is not JSON in UTF-8": "ist kein JSON in UTF-8",
        "expected a text": "erwartet wird ein Text",
        "expected a list": "erwartet wird eine Liste",
        "expected an object": "erwartet wird ein Objekt",
        "expected a list of ids": "erwartet wird eine Liste von Kennungen",
        "expected a list of properties": "erwartet wird eine Liste von Eigenschaften",
        "expected an id or a list of ids": (
            "erwartet wird eine Kennung oder eine Liste von Kennungen"
        ),
        "expected the id of a property": "erwartet wird die Kennung einer Eigenschaft",
        "expected any, should or all": "erwartet wird any, should oder all",
        "needs a query or properties": "braucht eine Anfrage oder Eigenschaften",
        # about a request as a whole
        "available here: {offers}": "zu haben ist es hier als {offers}",
        "{given} is not read here; accepted: {accepted}": (
            "{given} wird hier nicht gelesen, aber: {accepted}"
        ),
        "the body is longer than {n} bytes": "der Inhalt ist länger als {n} Bytes",
        "more than {n} at once; ask in several requests": (
            "mehr als {n} auf einmal; bitte in mehreren Anfragen"
        ),
        "the address is longer than {n} bytes; send the query by POST": (
            "die Adresse ist länger als {n} Bytes; bitte mit POST"
        ),
        "the file has {n} bytes; the part asked for is not among them": (
            "die Datei hat {n} Bytes; der verlangte Teil ist nicht darunter"
        ),
        "a query with the id {id} is running; choose another one": (
            "eine Abfrage mit der Kennung {id} läuft schon; bitte eine andere wählen"
        ),
        "no query of this id is running": "unter dieser Kennung läuft keine Abfrage",
        "you have stored many queries; store the next one in {n} s": (
            "Sie haben viele Abfragen gespeichert; die nächste geht in {n} s"
        ),
        "this server stores no queries": "dieser Server speichert keine Abfragen",
        "the place for queries is not to be used now": (
            "der Platz für Abfragen ist gerade nicht zu benutzen"
        ),
        "this page is for the operator: ask from the machine itself, or with the token": (
            "diese Seite ist für den Betrieb: nur vom Rechner selbst aus, oder mit dem Kennwort"
        ),
        "not ready: {reason}": "nicht bereit: {reason}",
        "updates are not accepted here: data change by editing files and building a release": (
            "Änderungen nimmt der Server nicht an: Daten ändern sich, indem Dateien bearbeitet "
            "und Ausgaben gebaut werden"
        ),
        # about what is not here
        "there is nothing at {path}; the last page is {n}": (
            "unter {path} gibt es nichts; die letzte Seite ist {n}"
        ),
        "there is nothing at {path}": "unter {path} gibt es nichts",
        "there is no {path}; forms of this document: {suffixes}": (
            "{path} gibt es nicht; Formen dieses Dokuments: {suffixes}"
        ),
        "nothing is known of {iri}": "über {iri} ist nichts bekannt",
        "{iri} was withdrawn; use {successor}": (
            "{iri} wurde zurückgezogen; an seine Stelle trat {successor}"
        ),
        "{iri} was withdrawn": "{iri} wurde zurückgezogen",
        "{iri} was merged into {successor}": "{iri} ging in {successor} auf",
        "no release {version} is kept here; /dumps/ lists those that are": (
            "eine Ausgabe {version} gibt es hier nicht; /dumps/ nennt die, die es gibt"
        ),
        "release {version} is not kept any more; /dumps/ lists those that are": (
            "die Ausgabe {version} wird nicht mehr aufbewahrt; /dumps/ nennt die, die es noch gibt"
        ),
        "release {version} has no file {name}; {place} lists them": (
            "die Ausgabe {version} hat keine Datei {name}; {place} nennt alle"
        ),
        "files are served as they are here: there is no release with dumps and a catalogue": (
            "hier stehen Dateien, wie sie sind: ohne Ausgabe, Dateien zum Laden und Katalog"
        ),
        "nothing is recorded here of what the releases changed": (
            "hier ist nicht verzeichnet, was die Ausgaben änderten"
        ),
        "nothing is recorded here of a publication of {version}; /ldes lists them": (
            "von einer Veröffentlichung {version} ist hier nichts verzeichnet; /ldes nennt alle"
        ),
        "there is no search index here: `kg build` and `kg load` make one, files have none": (
            "hier gibt es kein Suchverzeichnis: `kg build` und `kg load` machen eines, "
            "Dateien haben keines"
        ),
        "no query is stored at this address; POST one to /q to have it stored": (
            "unter dieser Adresse ist keine Abfrage gespeichert; POST an /q speichert eine"
        ),
        # about a query
        "line {line}, column {column}: {rest}": "Zeile {line}, Spalte {column}: {rest}",
        "this cannot stand here": "das kann hier nicht stehen",
        "there is no {value} in this list; expected {words}": (
            "{value} gibt es in dieser Liste nicht; erwartet wird {words}"
        ),
        "not known here; expected {words}": "ist hier nicht bekannt; erwartet wird {words}",
        "expected {words}, with - in front for descending": (
            "erwartet wird {words}, für absteigend mit - davor"
        ),
        "expected {words}": "hier wird erwartet: {words}",
        "the prefix {prefix} is not declared by `PREFIX`": (
            "das Präfix {prefix} ist nicht mit `PREFIX` vereinbart"
        ),
        "nested more than {n} deep": "mehr als {n} Klammern ineinander",
        "no custom function {iri} is known here": "die Funktion {iri} gibt es hier nicht",
        "{keyword} is not allowed: queries here read this dataset only": (
            "{keyword} ist nicht erlaubt: Abfragen lesen hier nur diesen Datensatz"
        ),
        "the query is nested too deeply, or one of its expressions is too long; split it": (
            "die Abfrage ist zu tief verschachtelt, oder ein Ausdruck in ihr ist zu lang; "
            "bitte aufteilen"
        ),
        "the query ran longer than {n} s": "die Abfrage lief länger als {n} s",
        "the query needed more than {n} bytes of memory": (
            "die Abfrage brauchte mehr als {n} Bytes Speicher"
        ),
        "the query was ended on request": "die Abfrage wurde auf Wunsch beendet",
        "the answer is longer than {n} bytes; ask for less, with LIMIT": (
            "das Ergebnis ist länger als {n} Bytes; bitte weniger, mit LIMIT"
        ),
        "GeoJSON needs a column of geo:wktLiteral values, and the answer has none; select one, "
        "such as ?wkt with {pattern}, or ask for another format": (
            "GeoJSON braucht eine Spalte mit Werten als geo:wktLiteral, und das Ergebnis hat "
            "keine; nehmen Sie eine dazu, etwa ?wkt mit {pattern}, oder ein anderes Format"
        ),
        "XML cannot carry the character {character} of the answer; ask for JSON or CSV": (
            "XML kann das Zeichen {character} des Ergebnisses nicht tragen; JSON und CSV können es"
        ),
        "your share of query seconds is used up; try again in {n} s, "
        "or ask what is answered quickly": (
            "Ihr Anteil an Rechenzeit ist aufgebraucht; in {n} s geht es weiter, "
            "und was schnell zu beantworten ist, geht immer"
        ),
        "all places are taken; try again in {n} s": (
            "alle Plätze sind besetzt; bitte in {n} s noch einmal"
        ),
        # of ours, and of the framework
        "Something went wrong here. It was noted; please try again later.": (
            "Hier ist etwas schiefgegangen. Es wurde vermerkt; bitte später noch einmal versuchen."
        ),
        "The method is not allowed for the requested URL.": (
            "Diese Adresse kennt die Methode der Anfrage nicht."
        ),
        # whatever is said of a parameter
        "{parameter}: {rest}": "{parameter}: {rest}",
    }
)
"""What errors say in English → the same in German. `{rest}` is a sentence of the table itself."""

_FIELD: Final = re.compile(r"\\\{(\w+)\\\}")
_REST: Final = "rest"
_WORDS: Final = "words"
_NUMBER: Final = "n"


def in_german(sentence: str) -> str | None:
    """Return what *sentence* of an error says in German; None where the table does not have it."""
    for pattern, german in _PATTERNS:
        if found := pattern.fullmatch(sentence):
            fields = found.groupdict()
            if _REST in fields:
                if (rest := in_german(fields[_REST])) is None:
                    continue
                fields[_REST] = rest
            if _WORDS in fields:
                fields[_WORDS] = fields[_WORDS].replace(" or ", " oder ")
            if _NUMBER in fields:
                fields[_NUMBER] = fields[_NUMBER].replace(".", ",")
            return german.format(**fields)
    return None


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL)


_PATTERNS: Final = tuple((_pattern(english), german) for english, german in SENTENCES.items())
