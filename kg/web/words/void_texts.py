"""The words of the page about the dataset's description in VoID; part of the table in `texts`."""

from types import MappingProxyType
from typing import Final

VOID_TEXTS: Final = MappingProxyType(
    {
        "void-as": ("Werte sind", "values are"),
        "void-by": ("durch", "by"),
        "void-classes": ("Klassen", "Classes"),
        "void-classes-words": (
            "Wie viele Dinge es von jeder Klasse gibt, mit welchen Eigenschaften, und wohin diese "
            "führen.",
            "How many things there are of each class, with which properties, and where these lead.",
        ),
        "void-dataset": ("Datensatz", "Dataset"),
        "void-distinctObjects": ("Werte", "Values"),
        "void-distinctSubjects": ("Beschriebene Dinge", "Things described"),
        "void-entities": ("davon mit eigener IRI", "of these with an IRI of ours"),
        "void-graph": ("Graph", "Graph"),
        "void-graphs": ("Graphen", "Graphs"),
        "void-graphs-words": (
            "Jede Quelle ist ein benannter Graph, und jeder Graph ein Datensatz für sich.",
            "Each source is a named graph, and each graph a dataset of its own.",
        ),
        "void-lead": (
            "Was die Daten über sich selbst sagen, in VoID: wie viele Angaben, in welchen Graphen, "
            "mit welchen Begriffen, und wohin sie verweisen. Die Zahlen gelten mit dieser "
            "Beschreibung, die selbst im Graphen steht.",
            "What the data say of themselves, in VoID: how many statements, in which graphs, with "
            "which terms, and where they link to. The numbers hold with this description, which "
            "stands in the graph itself.",
        ),
        "void-link-count": ("Verweise", "Links"),
        "void-links": ("Verweise auf andere Datensätze", "Links to other datasets"),
        "void-prefix": ("Präfix", "Prefix"),
        "void-prefixes": ("Präfixe", "Prefixes"),
        "void-properties": ("Eigenschaften", "Properties"),
        "void-properties-words": (
            "Jede Aussage zählt einmal, auch wenn mehrere Graphen sie enthalten.",
            "Each statement counts once, even where several graphs hold it.",
        ),
        "void-property": ("Eigenschaft", "Property"),
        "void-questions": ("Fragen zum Anfangen", "Questions to begin with"),
        "void-questions-words": (
            "Sie stehen mit ihrem SPARQL auch im Graphen, so dass Editoren sie anbieten.",
            "With their SPARQL they stand in the graph too, so that editors offer them.",
        ),
        "void-space": ("Namensraum", "Namespace"),
        "void-things": ("Dinge", "Things"),
        "void-title": ("Beschreibung der Daten", "Description of the data"),
        "void-triples": ("Angaben", "Statements"),
    }
)
