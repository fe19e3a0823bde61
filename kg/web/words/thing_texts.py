"""The words of the pages about things, in German and English; part of `texts`."""

from types import MappingProxyType
from typing import Final

THING_TEXTS: Final = MappingProxyType(
    {
        "about-what": ("Worüber", "About what"),
        "all": ("Alle", "All"),
        "as-of-head": ("Stand", "As of"),
        "assertion": ("als Aussage festgehalten", "recorded as an assertion"),
        "contradiction": ("Widerspruch", "Contradiction"),
        "contradictions": (
            "Worin sich die Quellen widersprechen",
            "Where the sources contradict each other",
        ),
        "cut-text": (
            "gekürzt; in den Datenformaten ganz, Zeichen:",
            "cut; whole as data, characters:",
        ),
        "document": ("Dokument", "Document"),
        "from-sources": ("aus Quellen:", "from sources:"),
        "graph-kind": ("Angaben aus einem Dokument", "Statements from one document"),
        "in": ("in", "in"),
        "likely-reason": ("Wahrscheinlicher Grund", "Likely reason"),
        "not-known": ("nicht bekannt", "not known"),
        "not-stated": ("nicht angegeben", "not stated"),
        "one-source": ("Eine Quelle", "One source"),
        "original": ("zum Original", "to the original"),
        "other-source": ("Eine andere", "Another one"),
        "page-sources": ("Quellen dieser Angaben", "Sources of these statements"),
        "part-of": ("Teil von", "Part of"),
        "preferred": ("damit wird gerechnet", "this one is counted with"),
        "problem-301": ("Das steht jetzt unter einem anderen Namen", "This has another name now"),
        "problem-301-words": (
            "Zwei Namen meinten dasselbe; einer davon blieb.",
            "Two names meant the same thing; one of them stayed.",
        ),
        "published-by": ("Herausgeber", "Published by"),
        "query-behind-facts": ("SPARQL hinter diesen Angaben", "SPARQL behind these statements"),
        "read-on": ("Gelesen am", "Read on"),
        "says-otherwise": ("andere Angabe", "another value"),
        "series-all": (
            "Alle Veröffentlichungen und was sich mit ihnen geändert hat",
            "All publications, and what changed with them",
        ),
        "series-day": ("Stand der Daten", "Data as of"),
        "series-described": ("Beschreibung", "description"),
        "series-kept": ("Ausgaben, die hier aufbewahrt werden", "Releases that are kept here"),
        "series-kept-words": (
            "Jede ist mit ihren Dateien zu haben und mit „?v=“ abzufragen; "
            "sie ändert sich nicht mehr.",
            "Each is there with its files and may be asked by “?v=”; it does not change any more.",
        ),
        "series-lead": ("Dorthin", "Go to"),
        "series-newest": ("die neueste", "the newest"),
        "series-statements": ("Angaben", "Statements"),
        "series-things": ("Dinge", "Things"),
        "statements-head": ("Angaben", "Statements"),
        "statements-here": ("Angaben hier", "Statements here"),
        "successor": ("An seine Stelle trat", "What took its place"),
        "things-head": ("Dinge", "Things"),
        "unnamed": ("ohne Namen", "without a name"),
    }
)
