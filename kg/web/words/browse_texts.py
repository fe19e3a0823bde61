"""The words of the lists of things, in German and English; a part of the pages' table."""

from types import MappingProxyType
from typing import Final

BROWSE_TEXTS: Final = MappingProxyType(
    {
        "browse-all": ("Alle zeigen", "Show all"),
        "browse-apply": ("Anwenden", "Apply"),
        "browse-bound-at-least": ("mindestens", "at least"),
        "browse-bound-at-most": ("höchstens", "at most"),
        "browse-bound-several": ("nur Grenzen belegt", "only bounds documented"),
        "browse-chosen": ("Eingegrenzt auf", "Narrowed to"),
        "browse-col-broader": ("Oberbegriff", "Broader term"),
        "browse-col-category": ("Art des Vorhabens", "Category of project"),
        "browse-col-class": ("Art", "Kind"),
        "browse-col-committed": ("Zugesagt (€)", "Committed (€)"),
        "browse-col-district": ("Kreis", "District"),
        "browse-col-end": ("Ende", "End"),
        "browse-col-eu": ("EU (€)", "EU (€)"),
        "browse-col-federal": ("Bund (€)", "Federation (€)"),
        "browse-col-funded": ("Projekte mit Zusage", "Projects with money"),
        "browse-col-kind": ("Art", "Kind"),
        "browse-col-label": ("Name", "Name"),
        "browse-col-level": ("Ebene", "Level"),
        "browse-col-measures": ("Maßnahmen", "Measures"),
        "browse-col-owners": ("Zuständig", "In charge"),
        "browse-col-place": ("Gebiet", "Territory"),
        "browse-col-places": ("Orte", "Places"),
        "browse-col-population": ("Einwohner", "Population"),
        "browse-col-programmeCount": ("Programme", "Programmes"),
        "browse-col-programmes": ("Programme", "Programmes"),
        "browse-col-programmesBegun": ("Programme begonnen", "Programmes begun"),
        "browse-col-programmesEnded": ("Programme beendet", "Programmes ended"),
        "browse-col-projects": ("Projekte", "Projects"),
        "browse-col-projectsBegun": ("Projekte begonnen", "Projects begun"),
        "browse-col-projectsEnded": ("Projekte beendet", "Projects ended"),
        "browse-col-received": ("Erhalten (€)", "Received (€)"),
        "browse-col-roles": ("Rollen", "Roles"),
        "browse-col-rounds": ("Staffeln bekannt gegeben", "Rounds announced"),
        "browse-col-scheme": ("Vokabular", "Vocabulary"),
        "browse-col-start": ("Beginn", "Begin"),
        "browse-col-state": ("Land", "Land"),
        "browse-col-theme": ("Thema", "Theme"),
        "browse-col-volume": ("Veranschlagt (€)", "Planned (€)"),
        "browse-col-year": ("Jahr", "Year"),
        "browse-col-years-state": ("Länder (€)", "Länder (€)"),
        "browse-empty": (
            "Nichts passt zu dieser Auswahl. Eine Eingrenzung weniger, und es wird mehr.",
            "Nothing fits this choice. Take one condition away and there will be more.",
        ),
        "browse-facet-art": ("Art", "Kind"),
        "browse-facet-beginn": ("Beginn", "Begin"),
        "browse-facet-ebene": ("Ebene", "Level"),
        "browse-facet-ende": ("Ende", "End"),
        "browse-facet-ereignis": ("Was geschah", "What happened"),
        "browse-facet-gefoerdert": ("Gefördert", "Funded"),
        "browse-facet-geld": ("Angaben zum Geld", "Statements of money"),
        "browse-facet-land": ("Land", "Land"),
        "browse-facet-oberbegriff": ("Oberbegriff", "Broader term"),
        "browse-facet-programm": ("Programm", "Programme"),
        "browse-facet-rolle": ("Rolle", "Role"),
        "browse-facet-stelle": ("Zuständig", "In charge"),
        "browse-facet-thema": ("Thema", "Theme"),
        "browse-facet-verstaedterung": ("Verstädterung", "Urbanisation"),
        "browse-facet-vokabular": ("Vokabular", "Vocabulary"),
        "browse-facets": ("Eingrenzen", "Narrow down"),
        "browse-in-list": ("In dieser Liste suchen", "Search this list"),
        "browse-known-of": ("belegt bei", "known for"),
        "browse-lack-years-money": ("keine Zusage bekannt", "no commitment known"),
        "browse-several-values": ("mehrere Angaben", "several statements"),
        "browse-measures": ("Maßnahmen", "measures"),
        "browse-narrow": ("Filtern", "Filter"),
        "browse-none-geld": ("keine", "none"),
        "browse-none-land": ("kein Land belegt", "no Land documented"),
        "browse-none-oberbegriff": ("keiner", "none"),
        "browse-none-programm": ("in keinem bekannten", "in none that is known"),
        "browse-organisations": ("Stellen", "Bodies"),
        "browse-organisations-figure": ("Stellen nach Land", "Bodies by Land"),
        "browse-organisations-lead": (
            "Ministerien, Kommunen, Projektträger, Hochschulen und Unternehmen, die fördern, "
            "leiten oder mitmachen.",
            "Ministries, municipalities, programme managers, universities and companies that fund, "
            "lead or take part.",
        ),
        "browse-organisations-note": (
            "Zugesagt: bevorzugte Beträge der Projekte, an denen eine Stelle allein beteiligt ist, "
            "ohne Mitglieder und Partner; von gemeinsamen nur der Anteil, den eine Quelle ihr "
            "nennt. Erhalten: was eine Quelle als ausgezahlt nennt. Beides misst "
            "Verschiedenes und wird nicht addiert.",
            "Committed: preferred amounts of projects in which a body takes part alone, without "
            "members and partners; of joint ones only the share that a source states for it. "
            "Received: what a source states as paid out. The two measure different "
            "things and are not added up.",
        ),
        "browse-organisations-title": ("Stellen", "Bodies"),
        "browse-organisations-unit": ("Stellen", "bodies"),
        "browse-places-figure": ("Karte der geförderten Orte", "Map of funded places"),
        "browse-places-funded": ("Orte", "Places"),
        "browse-places-states-figure": ("Geförderte Orte nach Land", "Funded places by Land"),
        "browse-places-lead": (
            "Alle Gemeinden, Gemeindeverbände und Kreise; zuerst die, deren eigene Stellen an "
            "geförderten Projekten teilnehmen.",
            "All municipalities, municipal associations and districts; first those whose own "
            "bodies take part in funded projects.",
        ),
        "browse-places-note": (
            "Gefördert: eine Stelle des Ortes selbst hat ein Projekt beantragt, leitet oder "
            "empfängt es oder ist Mitglied oder Partner; bei Kreisen zählen die Projekte ihrer "
            "Gemeinden nicht. Zugesagt, ebenso ohne die Gemeinden eines Kreises: nur Projekte, "
            "deren Beteiligte, soweit sie einen Ort haben, alle von hier sind, Mitglieder und "
            "Partner eingeschlossen; von gemeinsamen nur der Anteil, den eine Quelle einem "
            "Empfänger von hier nennt. Die Karte zeigt geförderte Orte mit bekanntem Mittelpunkt.",
            "Funded: a body of the place itself applied for a project, leads or receives it, or is "
            "a member or partner; projects of its municipalities do not count for a district. "
            "Committed, likewise without the municipalities of a district: only projects of which "
            "all who take part and have a place are from here, members and partners included; of "
            "joint ones only the share that a source states for a recipient from here. The map "
            "shows funded places whose centre is known.",
        ),
        "browse-places-title": ("Orte", "Places"),
        "browse-places-unit": ("Orte", "places"),
        "browse-programmes-figure": ("Programme im Lauf der Zeit", "Programmes over time"),
        "browse-programmes-lead": (
            "Förderprogramme von Bund, Ländern und EU für digitale Kommunen: wer zuständig ist, "
            "wann sie laufen, welches Geld genannt ist.",
            "Funding programmes of the federation, the Länder and the EU for digital "
            "municipalities: who is in charge, when they run, which money is stated.",
        ),
        "browse-programmes-note": (
            "Veranschlagt: das Volumen, das ein Programm insgesamt vorsieht; wo gleichrangige "
            "Quellen verschiedene nennen, von wo bis wo. Zugesagt: bevorzugte Beträge der "
            "Projekte, zu denen eine Quelle einen nennt. Beides misst Verschiedenes und wird nicht "
            "addiert.",
            "Planned: the volume that a programme plans to spend in all; where sources of equal "
            "rank state different ones, from where to where. Committed: preferred amounts of the "
            "projects of which a source states one. The two measure different things and are not "
            "added up.",
        ),
        "browse-programmes-title": ("Programme", "Programmes"),
        "browse-programmes-unit": ("Programme", "programmes"),
        "browse-projects": ("Projekte", "projects"),
        "browse-remove": ("Eingrenzung aufheben", "Remove this condition"),
        "browse-sorted-by": ("Sortieren nach", "Sort by"),
        "browse-stated": ("Zugesagte Förderung", "Committed funding"),
        "browse-themes-categories-figure": (
            "Arten von Vorhaben nach Projekten",
            "Categories of projects",
        ),
        "browse-themes-figure": (
            "Häufigste Themen von Projekten",
            "Most frequent themes of projects",
        ),
        "browse-themes-measures-figure": (
            "Häufigste Themen von Maßnahmen",
            "Most frequent themes of measures",
        ),
        "browse-themes-lead": (
            "Wovon die Programme, Projekte und Maßnahmen handeln, und welcher Art die Kommunen "
            "sind.",
            "What programmes, projects and measures are about, and of which kind the "
            "municipalities are.",
        ),
        "browse-themes-note": (
            "Ein Vorhaben kann mehrere Themen haben; die Zahlen werden deshalb nicht addiert. Was "
            "zu einem Unterbegriff gehört, ist beim Oberbegriff nicht mitgezählt.",
            "An undertaking may have several themes, so the numbers are not added up. What belongs "
            "to a narrower term is not counted with the broader one.",
        ),
        "browse-themes-title": ("Themen", "Themes"),
        "browse-themes-unit": ("Themen", "themes"),
        "browse-to-list": ("Zur Tabelle", "To the table"),
        "browse-value-committed": ("zugesagte Förderung", "committed funding"),
        "browse-value-false": ("nein", "no"),
        "browse-value-money-committed": ("Förderung zugesagt", "funding committed"),
        "browse-value-programme-begun": ("Programm begonnen", "programme begun"),
        "browse-value-programme-ended": ("Programm beendet", "programme ended"),
        "browse-value-project-begun": ("Projekt begonnen", "project begun"),
        "browse-value-project-ended": ("Projekt beendet", "project ended"),
        "browse-value-round-announced": ("Staffel bekannt gegeben", "round announced"),
        "browse-value-true": ("ja", "yes"),
        "browse-value-volume": ("Volumen", "volume"),
        "browse-years-figure": (
            "Zugesagte Förderung nach Jahr und Herkunft",
            "Committed funding by year and source",
        ),
        "browse-years-lead": (
            "Was in welchem Jahr begann, endete und zugesagt wurde, so weit Quellen ein Datum "
            "nennen.",
            "What began, ended and was committed in which year, as far as sources state a date.",
        ),
        "browse-years-note": (
            "Zugesagtes steht im Jahr der Bekanntgabe, sonst im Jahr des Standes; Beträge ohne "
            "Datum, Grenzen und strittige Angaben fehlen. Enden in der Zukunft sind geplant.",
            "Commitments stand in the year of their announcement, else of their as-of date; "
            "amounts without a date, bounds and conflicting statements are left out. Ends in the "
            "future are planned.",
        ),
        "browse-years-title": ("Jahre", "Years"),
        "browse-years-unit": ("Jahre", "years"),
    }
)
