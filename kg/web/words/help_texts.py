"""The words of the page that helps: its ten steps, and how a figure is published."""

from types import MappingProxyType
from typing import Final

HELP_TEXTS: Final = MappingProxyType(
    {
        "help": ("Hilfe", "Help"),
        "help-title": ("Von der Frage zur Abbildung", "From a question to a figure"),
        "help-lead": (
            "Zehn Schritte, in denen man diese Daten kennenlernt, das Modell als Bild, und "
            "Antworten auf das, was andere vorher gefragt haben.",
            "Ten steps to get to know these data, the model as a picture, and answers to what "
            "others have asked before.",
        ),
        "help-steps": ("Zehn Schritte", "Ten steps"),
        "help-steps-words": (
            "Jede Abfrage läuft so, wie sie dasteht; daneben steht, was sie jetzt findet. Am "
            "meisten lernt, wer sie ausführt und etwas daran ändert.",
            "Each query runs as it stands; beside it is what it finds now. Most is learned by "
            "running it and changing something.",
        ),
        "help-run": ("Ausführen und ändern", "Run and change it"),
        "help-blank": ("nicht bekannt", "not known"),
        "help-first": ("die ersten", "the first"),
        "help-row": ("Zeile", "row"),
        "help-rows": ("Zeilen", "rows"),
        "help-01": ("Die erste Frage", "The first question"),
        "help-01-do": (
            "Alles hier besteht aus Sätzen mit drei Teilen: Ding, Eigenschaft, Wert. Eine Abfrage "
            "ist ein Satz mit Lücken: Was mit „?“ beginnt, wird gesucht, und „a“ heißt „ist ein“.",
            "Everything here is made of sentences in three parts: thing, property, value. A query "
            "is a sentence with gaps: what begins with “?” is looked for, and “a” means “is a”.",
        ),
        "help-01-see": (
            "Eine Zeile für jedes Programm. Namen stehen in zwei Sprachen da; ohne FILTER käme "
            "jedes Programm zweimal.",
            "One row for each programme. Names are there in two languages; without FILTER each "
            "programme would come twice.",
        ),
        "help-02": ("Ein Ding ansehen", "Looking at one thing"),
        "help-02-do": (
            "Jedes Ding hat eine Adresse (IRI), die auf seiner Seite steht. Mit ihr an der ersten "
            "Stelle und Lücken dahinter kommt alles, was von ihm gesagt ist.",
            "Each thing has an address (IRI), which is on its page. With it in the first place and "
            "gaps behind it comes all that is said of it.",
        ),
        "help-02-see": (
            "Die Eigenschaften, nach denen man weiterfragen kann. Was selbst ein Ding ist, führt "
            "zu seiner Seite.",
            "The properties that one can go on asking by. What is a thing itself leads to its "
            "page.",
        ),
        "help-03": ("Einer Verbindung folgen", "Following a connection"),
        "help-03-do": (
            "Zwei Sätze mit derselben Lücke gehören zusammen: „?place“ ist Wert des einen und Ding "
            "des anderen. Nach „;“ geht es mit demselben Ding weiter.",
            "Two sentences with the same gap belong together: “?place” is the value of one and the "
            "thing of the other. After “;” it goes on with the same thing.",
        ),
        "help-03-see": (
            "Jedes Paar aus Projekt und Ort. Ein Projekt mit mehreren Orten hat mehrere Zeilen: "
            "Zeilen sind keine Projekte.",
            "Each pair of project and place. A project in several places has several rows: rows "
            "are not projects.",
        ),
        "help-04": ("Richtig zählen", "Counting right"),
        "help-04-do": (
            "Was zwei Quellen sagen, steht zweimal da, in zwei Graphen. Gezählt wird darum mit "
            "DISTINCT.",
            "What two sources say stands twice, in two graphs. So things are counted with "
            "DISTINCT.",
        ),
        "help-04-see": (
            "Die erste Zahl zählt Zeilen, die zweite Gemeinden. Der Unterschied ist klein und "
            "fällt gerade deshalb nicht auf; bei Geldbeträgen wäre er ein Fehler.",
            "The first number counts rows, the second municipalities. The difference is small, and "
            "for that very reason goes unnoticed; with money it would be a mistake.",
        ),
        "help-05": ("Nach der Quelle fragen", "Asking for the source"),
        "help-05-do": (
            "GRAPH fragt, wo ein Satz steht. Jeder Graph ist das, was aus einem Dokument "
            "übernommen wurde.",
            "GRAPH asks where a sentence stands. Each graph is what was taken over from one "
            "document.",
        ),
        "help-05-see": (
            "Die Dokumente, die dasselbe sagen: Daher kam im vierten Schritt die eine Zeile mehr. "
            "Auf Seiten steht die Quelle hinter jedem Wert.",
            "The documents that say the same: that is where the one row more in step four came "
            "from. On pages the source is behind each value.",
        ),
        "help-06": ("Lücken sehen", "Seeing gaps"),
        "help-06-do": (
            "OPTIONAL behält die Zeile, auch wenn dieser Teil nicht bekannt ist. Ohne OPTIONAL "
            "fehlten diese Projekte, und niemand würde es merken.",
            "OPTIONAL keeps the row, even where this part is not known. Without it these projects "
            "would be missing, and nobody would notice.",
        ),
        "help-06-see": (
            "Leer heißt: in keiner Quelle gefunden, nicht null Euro.",
            "Blank means: found in no source, and not zero euros.",
        ),
        "help-07": ("Beträge unterscheiden", "Telling amounts apart"),
        "help-07-do": (
            "Jeder Betrag sagt, was er ist: beantragt, zugesagt oder ausgezahlt (Art), Förderung "
            "oder Gesamtkosten (Bezugsgröße), von wem und wie genau.",
            "Each amount says what it is: applied for, committed or paid (kind), funding or total "
            "cost (basis), by whom and how exact.",
        ),
        "help-07-see": (
            "Mehrere Beträge zu einem Projekt, die man nicht zusammenzählen darf: Die Förderung "
            "steckt in den Gesamtkosten.",
            "Several amounts of one project that must not be added: the funding is part of the "
            "total cost.",
        ),
        "help-08": ("Summen bilden", "Making sums"),
        "help-08-do": (
            "Innen wird jeder Betrag einmal ausgewählt, mit einer Art, einer Bezugsgröße und einer "
            "Herkunft; ohne Ober- und Untergrenzen und ohne strittige. Außen wird addiert. Was von "
            "mehreren Angaben gilt, sagt fg:preferredAmount.",
            "Inside, each amount is chosen once, of one kind, one basis and one source; without "
            "bounds and conflicting ones. Outside, they are added. Which of several statements "
            "counts is said by fg:preferredAmount.",
        ),
        "help-08-see": (
            "Neben jeder Summe steht, von wie vielen Projekten sie ist. Das sind nicht alle: Wer "
            "die Summe zitiert, nennt diese Zahl mit.",
            "Beside each sum stands how many projects it is of. Those are not all: whoever quotes "
            "the sum names that number, too.",
        ),
        "help-09": ("Nach einem Tag fragen", "Asking for a day"),
        "help-09-do": (
            "Ministerien ändern Namen und Aufgaben. Zuständigkeiten haben einen Beginn und ein "
            "Ende; das Ende ist der erste Tag, der nicht mehr zählt. Fehlt eines, ist es offen.",
            "Ministries change names and tasks. Responsibilities have a begin and an end; the end "
            "is the first day that does not count. Where one is missing, it is open.",
        ),
        "help-09-see": (
            "Wer es damals war, unter dem Namen von damals. Ohne den Tag kämen alle, die es je "
            "waren.",
            "Who it was then, by the name of then. Without the day, all come that ever were.",
        ),
        "help-10": ("Das Ergebnis für die Abbildung", "The result for the figure"),
        "help-10-do": (
            "Ein Ort liegt in einem Land (geo:sfWithin) oder ist selbst eines (das „?“ dahinter). "
            "Gezählt werden Projekte, nicht Zeilen.",
            "A place lies within a Land (geo:sfWithin), or is one itself (the “?” behind it). "
            "Projects are counted, not rows.",
        ),
        "help-10-see": (
            "Ein Name und eine Zahl in jeder Zeile: Daraus wird ein Diagramm. Ein Projekt in zwei "
            "Ländern zählt in beiden, die Spalte hat darum keine Summe.",
            "A name and a number in each row: that makes a chart. A project in two Länder counts "
            "in both, so the column has no sum.",
        ),
        "help-publish": ("Und nun veröffentlichen", "And now publish it"),
        "help-figure": (
            "Modellprojekte Smart Cities nach Land",
            "Model Projects Smart Cities by Land",
        ),
        "help-figure-land": ("Land", "Land"),
        "help-figure-projects": ("Projekte", "Projects"),
        "help-publish-words": (
            "Die Abbildung ist aus dem Ergebnis des zehnten Schritts gezeichnet. Damit andere sie "
            "prüfen können:",
            "The figure is drawn from the result of step ten. So that others can check it:",
        ),
        "help-publish-chart": (
            "Ausführen, „Diagramm“ wählen; für das eigene Programm das Ergebnis als CSV laden.",
            "Run it and choose “Chart”; for a program of your own, load the result as CSV.",
        ),
        "help-publish-share": (
            "„Teilen“ gibt der Abfrage eine kurze Adresse, die bleibt.",
            "“Share” gives the query a short address that stays.",
        ),
        "help-publish-example": ("So sieht das aus:", "This is what it looks like:"),
        "help-publish-pin": (
            "„?v=“ hält die Ausgabe der Daten fest: Dieselbe Adresse gibt dieselben Zeilen, auch "
            "wenn die Daten sich ändern.",
            "“?v=” keeps the release of the data: the same address gives the same rows, even when "
            "the data change.",
        ),
        "help-publish-cite": (
            "Das Zitat nennt Ausgabe, Tag, Adresse und Prüfsumme:",
            "The citation names release, day, address and checksum:",
        ),
        "help-publish-cited": ("ein Ergebnis zitieren", "cite a result"),
        "help-publish-dataset": ("den ganzen Datensatz zitieren", "cite the whole dataset"),
        "help-publish-say": (
            "Unter die Abbildung gehört, was gezählt ist, was fehlt und von wann die Daten sind.",
            "Below the figure belongs what is counted, what is missing, and of when the data are.",
        ),
        "help-model": ("Das Modell", "The model"),
        "help-model-all": (
            "Alle Klassen und Eigenschaften mit Beispielen",
            "All classes and properties with examples",
        ),
    }
)
