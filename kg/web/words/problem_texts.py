"""The words of the pages that say what went wrong; part of the table in `texts`."""

from types import MappingProxyType
from typing import Final

PROBLEM_TEXTS: Final = MappingProxyType(
    {
        "problem-400": ("Die Anfrage ist so nicht lesbar", "The request cannot be read"),
        "problem-400-words": (
            "Etwas an der Anfrage stimmt nicht; unten steht, was und wo.",
            "Something about the request is not right; below is what and where.",
        ),
        "problem-403": ("Das ist hier nicht erlaubt", "This is not allowed here"),
        "problem-403-words": (
            "Abfragen lesen nur diese Daten; Änderungen und andere Server sind gesperrt.",
            "Queries read these data only: updates and queries to other servers are not run.",
        ),
        "problem-404": ("Das gibt es hier nicht", "This is not here"),
        "problem-404-words": (
            "Unter dieser Adresse ist nichts bekannt. Die Suche oder die Startseite führt weiter.",
            "Nothing is known at this address. A search or the start page may lead on.",
        ),
        "problem-to-last": ("Zur letzten Seite", "To the last page"),
        "problem-405": ("So lässt sich das nicht abrufen", "This cannot be asked for like that"),
        "problem-405-words": (
            "Diese Adresse kennt die Methode der Anfrage nicht.",
            "This address does not know the method of the request.",
        ),
        "problem-406": ("In diesem Format gibt es das nicht", "There is no such format"),
        "problem-406-words": (
            "Unten steht, in welchen Formaten die Antwort zu haben ist.",
            "Below are the formats in which the answer is there.",
        ),
        "problem-409": ("Die Abfrage hat keine Antwort", "The query has no answer"),
        "problem-409-words": (
            "Sie wurde abgebrochen, bevor sie fertig war, oder ihr Kennzeichen ist schon vergeben.",
            "It was cancelled before it was done, or its id is in use already.",
        ),
        "problem-410": ("Das wurde zurückgezogen", "This was withdrawn"),
        "problem-410-words": (
            "Das Ding gab es; unten steht, was an seine Stelle trat.",
            "The thing was there; below is what took its place.",
        ),
        "problem-release-gone": ("Diese Ausgabe gibt es nicht mehr", "This release is gone"),
        "problem-release-gone-words": (
            "Sie wurde veröffentlicht, ist aber nicht mehr hier. "
            "Die Datenseite nennt die Ausgaben, die es noch gibt.",
            "It was published, but is not kept any more. "
            "The data page names the releases that are.",
        ),
        "problem-413": ("Die Anfrage ist zu groß", "The request is too large"),
        "problem-413-words": (
            "Unten steht, wie groß sie sein darf.",
            "Below is how large it may be.",
        ),
        "problem-414": ("Die Adresse ist zu lang", "The address is too long"),
        "problem-414-words": (
            "Lange Abfragen gehen mit POST.",
            "Long queries go by POST.",
        ),
        "problem-415": ("Dieses Format wird hier nicht gelesen", "This format is not read here"),
        "problem-415-words": (
            "Unten steht, welche Formate eine Anfrage haben kann.",
            "Below are the formats that a request may have.",
        ),
        "problem-416": ("Diesen Teil gibt es nicht", "There is no such part"),
        "problem-416-words": (
            "Die Datei ist kürzer; unten steht, wie lang sie ist.",
            "The file is shorter; below is how long it is.",
        ),
        "problem-429": ("Zu viele Anfragen", "Too many requests"),
        "problem-429-words": (
            "Bitte später wieder versuchen.",
            "Please try again later.",
        ),
        "problem-500": ("Hier ist etwas schiefgegangen", "Something went wrong here"),
        "problem-500-words": (
            "Es wurde vermerkt. Bitte später wieder versuchen.",
            "It was noted. Please try again later.",
        ),
        "problem-503": ("Gerade ist kein Platz frei", "No place is free now"),
        "problem-503-words": (
            "Bitte gleich noch einmal versuchen.",
            "Please try again in a moment.",
        ),
        "problem-504": ("Die Abfrage dauerte zu lange", "The query took too long"),
        "problem-504-words": (
            "Unten steht, wie lange sie dauern darf. Ein Filter oder LIMIT hilft oft.",
            "Below is how long it may take. A filter or LIMIT often helps.",
        ),
        "problem-507": (
            "Die Abfrage brauchte zu viel Speicher",
            "The query needed too much memory",
        ),
        "problem-507-words": (
            "Ein Filter oder LIMIT hilft oft.",
            "A filter or LIMIT often helps.",
        ),
    }
)
