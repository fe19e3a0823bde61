"""The words of the pages of places, programmes, organisations and projects; part of `texts`."""

from types import MappingProxyType
from typing import Final

PORTRAIT_TEXTS: Final = MappingProxyType(
    {
        "p-about": ("Wovon", "Of what"),
        "p-accuracy": ("Genauigkeit und Stand", "Accuracy and date"),
        "p-also": ("auch", "also"),
        "p-announced": ("Bekanntgabe", "Announced"),
        "p-applications": ("Bewerbungen", "Applications"),
        "p-bodies": ("Beteiligte Stellen", "Bodies that take part"),
        "p-by-year": ("Zugesagte Förderung nach Jahr", "Committed funding by year"),
        "p-by-year-words": (
            "Summe der bekannten Beträge einzelner Projekte; nicht zu jedem ist einer belegt.",
            "The sum of the known amounts of single projects; not every one has one documented.",
        ),
        "p-charge": ("Wer zuständig war und ist", "Who was and is in charge"),
        "p-counted": ("damit wird gerechnet", "this one is counted with"),
        "p-disputed": ("misst etwas anderes", "measures something else"),
        "p-document": ("Dokument", "Document"),
        "p-documents": ("Dokumente", "Documents"),
        "p-documents-words": (
            "Sie sagen etwas über das Programm selbst, seine Staffeln, Zeiten, Beträge und "
            "Zuständigen. Dokumente zu einzelnen Projekten stehen bei diesen.",
            "They say something of the programme itself, its rounds, times, amounts and bodies "
            "in charge. Documents about single projects stand with these.",
        ),
        "p-documents-more": ("weitere Dokumente", "more documents"),
        "p-given": (
            "Zugesagt in den Programmen dieser Stelle",
            "Committed in the programmes of this body",
        ),
        "p-given-words": (
            "Summe der bekannten Beträge einzelner Projekte der Programme, die sie trägt oder "
            "finanziert; auch aus Jahren, in denen eine andere Stelle zuständig war.",
            "The sum of the known amounts of single projects of the programmes that it owns or "
            "funds; from years in which another body was in charge, too.",
        ),
        "p-is-programme": ("ist selbst ein Programm", "is a programme itself"),
        "p-kind": ("Art", "Kind"),
        "p-body": ("Stelle", "Body"),
        "p-met-in": ("Gemeinsam in", "Together in"),
        "p-numbered": ("Stelle mit ihrer Nummer", "body with its number"),
        "p-motto": ("Motto", "Motto"),
        "p-none-preferred": ("Quellen uneins, keine bevorzugt", "sources differ, none preferred"),
        "p-no-motto": ("keines belegt", "none documented"),
        "p-no-programme": ("keines belegt", "none documented"),
        "p-no-role": ("keine Stelle von hier belegt", "no body from here documented"),
        "p-not-placed": ("Ohne Punkt auf der Karte:", "Without a point on the map:"),
        "p-only": ("nur", "only"),
        "p-places": ("Orte der Beteiligten", "Places of the participants"),
        "p-projects": ("Projekte", "Projects"),
        "p-round": ("Staffel", "Round"),
        "p-rounds": ("Staffeln", "Rounds"),
        "p-by-tier": ("Wer was zahlt", "Who pays what"),
        "p-history": ("Was wann geschah", "What happened when"),
        "p-names": ("Namen im Lauf der Zeit", "Names over time"),
        "p-partners": ("Mit wem am häufigsten", "With whom most often"),
        "p-received": ("Zugesagt für Projekte dieser Stelle", "Committed to projects of this body"),
        "p-received-words": (
            "Die ganze Förderung der Projekte, die sie beantragt hat, leitet oder für die sie die "
            "Zuwendung empfängt, soweit belegt; mit Partnern teilt sie sich das.",
            "The whole funding of projects that it applied for, leads or receives the grant of, "
            "as far as it is documented; partners share in it.",
        ),
        "p-more-measures": (
            "Weitere Maßnahmen desselben Projekts",
            "More measures of the same project",
        ),
        "p-place": ("Ort", "Place"),
        "p-recorded-as": ("Festgehalten als:", "Recorded as:"),
        "p-recipient": ("Empfänger", "Recipient"),
        "p-shares": ("Wer wie viel erhält", "Who receives how much"),
        "p-snapshot": ("Stand", "Snapshot"),
        "p-snapshots": ("Stände, wie sie gelesen wurden", "Snapshots as they were read"),
        "p-no-date": ("ohne Datum", "no date"),
        "p-territory": ("Gebiet", "Territory"),
        "p-undertakings": (
            "Was sie fördert, verwaltet oder erhält",
            "What it funds, runs or receives",
        ),
        "p-undertakings-count": ("Vorhaben", "undertakings"),
        "p-whole-cost": ("Gesamtausgaben des Vorhabens:", "Total cost of the project:"),
        "p-year": ("Jahr", "Year"),
        "p-untimed": ("Ohne belegte Laufzeit:", "Without a documented period:"),
        "p-volume": ("Beträge, wie die Quellen sie nennen", "Amounts as the sources state them"),
        "p-volume-head": ("Fördervolumen", "Funding volume"),
        "p-value": ("Betrag", "Amount"),
        "p-all-statements": ("Alle Angaben mit ihren Quellen", "All statements with their sources"),
        "p-amount": ("Zuwendung", "Funding"),
        "p-around": ("Geförderte Orte in der Nähe", "Funded places nearby"),
        "p-funding": ("Förderung", "Funding"),
        "p-inside": ("Geförderte Orte", "Funded places"),
        "p-largest": ("Gezeigt sind die größten von", "Shown are the largest of"),
        "p-links": ("Verweise", "Links"),
        "p-measures": ("Maßnahmen", "Measures"),
        "p-no-amount": ("kein Betrag belegt", "no amount documented"),
        "p-no-period": ("nicht belegt", "not documented"),
        "p-of": ("von", "of"),
        "p-other-motto": ("Eine andere Quelle schreibt:", "Another source writes:"),
        "p-other-volume": ("Andere Angabe desselben Volumens", "Another value of the same volume"),
        "p-other-value": ("Andere Angabe derselben Zuwendung", "Another value of the same funding"),
        "p-per-head": ("Zugesagt je Einwohner", "Committed per head"),
        "p-per-head-words": (
            "Bewilligte oder zugesagte Beträge, soweit bekannt. Ein Vorhaben zählt für ein Gebiet, "
            "wenn alle seine Beteiligten, die einen Ort haben, dort sind, Mitglieder und Partner "
            "eingeschlossen; von anderen zählt nur der Anteil, den eine Quelle einem Empfänger von "
            "dort nennt.",
            "Committed amounts, as far as they are known. A project counts for an area if all who "
            "take part and have a place are there, members and partners included; of others only "
            "the share counts that a source states for a recipient from there.",
        ),
        "p-period": ("Laufzeit", "Period"),
        "p-programme": ("Programm", "Programme"),
        "p-questions": ("Fragen dazu", "Questions about it"),
        "p-site": ("Website", "Website"),
        "p-statements": ("Aussagen", "Statements"),
        "p-project": ("Vorhaben", "Project"),
        "p-role": ("Rolle", "Role"),
        "p-source": ("Beleg", "Source"),
        "p-timeline": ("Zeitleiste", "Timeline"),
    }
)
