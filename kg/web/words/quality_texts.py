"""The words of the page about quality; part of the table in `texts`."""

from types import MappingProxyType
from typing import Final

QUALITY_TEXTS: Final = MappingProxyType(
    {
        "quality": ("Qualität", "Quality"),
        "quality-title": ("Wie gut sind diese Daten?", "How good are these data?"),
        "quality-lead": (
            "Was geprüft ist, was fehlt und wo sich Quellen widersprechen. Alles auf dieser Seite "
            "ist aus den Daten gezählt, nichts davon ist geschönt.",
            "What is checked, what is missing, and where sources disagree. Everything on this page "
            "is counted from the data, and nothing is glossed over.",
        ),
        "quality-rules": ("Regeln geprüft", "rules checked"),
        "quality-violations": ("Verstöße", "violations"),
        "quality-hints": ("Lücken und Hinweise", "gaps and hints"),
        "quality-contradictions-known": ("Widersprüche verzeichnet", "contradictions recorded"),
        "quality-report": ("Der letzte Prüfbericht", "The last validation report"),
        "quality-report-words": (
            "Jede Ausgabe wird vor der Veröffentlichung gegen alle Regeln geprüft. Ein Verstoß "
            "hält sie auf; was fehlt, weil keine Quelle es nennt, steht hier.",
            "Each release is checked against all rules before it is published. A violation stops "
            "it; what is missing because no source states it is listed here.",
        ),
        "quality-report-of": (
            "{rules} Regeln an {statements} verschiedenen Angaben geprüft, Ausgabe vom {day}; was "
            "mehrere Graphen sagen, zählt hier einmal.",
            "{rules} rules checked against {statements} different statements, release of {day}; "
            "what several graphs say counts once here.",
        ),
        "quality-report-missing": (
            "Diese Daten wurden als Dateien geladen und nicht geprüft.",
            "These data were loaded from files and were not checked.",
        ),
        "quality-report-clean": ("Die Prüfung fand nichts.", "The check found nothing."),
        "quality-report-json": ("Prüfbericht als JSON", "The report as JSON"),
        "quality-rule": ("Regel", "Rule"),
        "quality-cases": ("Fälle", "Cases"),
        "quality-where": ("Wo", "Where"),
        "quality-severity-violation": ("Verstoß", "violation"),
        "quality-severity-warning": ("Hinweis", "hint"),
        "quality-severity-info": ("Anmerkung", "note"),
        "quality-programmes": (
            "Was über die Programme bekannt ist",
            "What is known of the programmes",
        ),
        "quality-programmes-words": (
            "Ein voller Punkt heißt, dass eine Quelle es nennt; ein leerer, dass wir keine kennen.",
            "A full dot means that a source states it; an empty one that we know of none.",
        ),
        "quality-programme": ("Programm", "Programme"),
        "quality-amount": ("Betrag", "Amount"),
        "quality-period": ("Laufzeit", "Run"),
        "quality-owner": ("Zuständig", "Owner"),
        "quality-manager": ("Abwicklung", "Administration"),
        "quality-rate": ("Förderquote", "Funding rate"),
        "quality-basis": ("Rechtsgrundlage", "Legal basis"),
        "quality-known": ("bekannt", "known"),
        "quality-unknown": ("nicht bekannt", "not known"),
        "quality-projects": (
            "Was über die Projekte bekannt ist",
            "What is known of the projects",
        ),
        "quality-projects-words": (
            "Je voller der Punkt, desto mehr Projekte des Programms haben die Angabe.",
            "The fuller the dot, the more projects of the programme have the statement.",
        ),
        "quality-projects-none": (
            "Programme, von denen noch kein Projekt im Graphen steht:",
            "Programmes of which no project is in the graph yet:",
        ),
        "quality-project-count": ("Projekte", "projects"),
        "quality-place": ("Ort", "Place"),
        "quality-body": ("Beteiligte", "Participants"),
        "quality-grant": ("Zuwendung", "Grant"),
        "quality-theme": ("Thema", "Theme"),
        "quality-amounts": ("Wie genau die Beträge sind", "How precise the amounts are"),
        "quality-amounts-words": (
            "Zahl der Betragsangaben nach ihrer Genauigkeit und danach, wer sie nennt.",
            "Number of amount statements by their accuracy and by who states them.",
        ),
        "quality-accuracy": ("Genauigkeit", "Accuracy"),
        "quality-statements": ("Angaben", "Statements"),
        "quality-links": ("Links zu anderen Daten", "Links to other data"),
        "quality-links-words": (
            "Wie viele Gebiete, Stellen und Programme zum selben Ding in anderen Daten führen.",
            "How many territories, bodies and programmes lead to the same thing in other data.",
        ),
        "quality-linking": ("Was verlinkt", "What links"),
        "quality-linked": ("mit Link", "linked"),
        "quality-of-all": ("von", "of"),
        "links-bodies": ("Stellen", "Bodies"),
        "links-programmes": ("Programme", "Programmes"),
        "links-funded": ("Geförderte Gemeinden", "Funded municipalities"),
        "links-municipalities": ("Alle Gemeinden", "All municipalities"),
        "links-districts": ("Kreise", "Districts"),
        "links-states": ("Länder", "Länder"),
        "quality-contradictions": ("Wo Quellen sich widersprechen", "Where sources disagree"),
        "quality-contradictions-words": (
            "Beide Angaben bleiben im Graphen, jede mit ihrer Quelle. Die Werte stehen hier in den "
            "Worten, mit denen der Widerspruch verzeichnet ist.",
            "Both statements stay in the graph, each with its source. The values are given in the "
            "words with which the contradiction is recorded.",
        ),
        "quality-contradiction": ("Worum es geht", "What it is about"),
        "quality-one": ("Die eine Quelle", "One source"),
        "quality-other": ("Die andere", "The other"),
        "quality-reason": ("Vermutlich:", "Probably:"),
        "quality-more-contradictions": ("weitere Widersprüche", "more contradictions"),
        "quality-unplaced": ("Was keinen Ort hat", "What has no place"),
        "quality-unplaced-words": (
            "Stellen, die an Projekten und Programmen teilnehmen, ohne dass der Graph ihnen ein "
            "Gebiet zuordnet. Ministerien, Hochschulen und Unternehmen stehen für kein Gebiet; bei "
            "Bezirksregierungen, Regionalagenturen und kommunalen Zusammenschlüssen fehlt es noch.",
            "Bodies that take part in projects and programmes without a territory in the graph. "
            "Ministries, universities and companies stand for none; for district governments, "
            "regional agencies and municipal associations it is still missing.",
        ),
        "quality-kind": ("Art der Stelle", "Kind of body"),
        "quality-bodies": ("Stellen", "Bodies"),
        "quality-participations": ("Beteiligungen", "Participations"),
        "quality-kind-unknown": ("Art nicht belegt", "kind not documented"),
        "quality-without-point": (
            "Ohne Punkt auf der Karte, weil niemand einen Mittelpunkt nennt:",
            "Without a point on the map, as nobody states a centre:",
        ),
    }
)
