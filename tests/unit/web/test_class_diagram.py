"""The picture of a model: which classes and ways there are, and that the drawing tells them."""

import re
from xml.etree import ElementTree

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Box, Labelled, Way, class_diagram
from kg.web.reading.asking import Row, Value
from kg.web.reading.facts import Facts
from kg.web.reading.model_links import class_links

CLASSES = {
    "fg:Activity": "",
    "fg:Project": "fg:Activity",
    "fg:Measure": "fg:Project",
    "fg:Grant": "",
    "org:Organization": "",
    "m8g:PublicOrganisation": "org:Organization",
    "prov:Entity": "",
}


def iri(prefixed: str) -> Value:
    return Value(expand(prefixed), is_iri=True)


def statement(subject: str, predicate: str, value: str) -> Row:
    return {"s": iri(subject), "p": iri(predicate), "o": iri(value)}


def row(prop: str, begin: str, end: str, cases: int | None = None) -> Row:
    found = {"property": iri(prop), "from": iri(begin), "to": iri(end)}
    return found if cases is None else found | {"cases": Value(str(cases))}


FACTS = Facts.of(
    [
        *(statement(name, "rdf:type", "owl:Class") for name in CLASSES),
        *(statement(name, "rdfs:subClassOf", up) for name, up in CLASSES.items() if up),
    ]
)


def ways(*rows: Row) -> dict[tuple[str, str], list[str]]:
    found = class_links(FACTS, rows, [expand("org:Organization")])
    names = {head: one.head.name for head, one in found.items()}
    return {
        (one.head.name, names[to]): [prop.name for prop in properties]
        for one in found.values()
        for to, properties in one.ways.items()
    }


def test_subclasses_stand_with_the_class_above_all_of_them() -> None:
    found = class_links(FACTS, [], [expand("org:Organization")])
    assert {one.head.name: [kind.name for kind in one.kinds] for one in found.values()} == {
        "fg:Activity": ["fg:Measure", "fg:Project"],
        "fg:Grant": [],
        "org:Organization": [],
    }


def test_a_property_leads_from_one_family_to_another() -> None:
    assert ways(
        row("fg:funds", "fg:Grant", "fg:Project"), row("fg:pays", "fg:Grant", "fg:Measure")
    ) == {("fg:Grant", "fg:Activity"): ["fg:funds", "fg:pays"]}


def test_an_open_end_is_where_the_data_have_it_most_often() -> None:
    """The families are counted, not the classes: three and three are more than five."""
    found = ways(
        row("fg:recipient", "fg:Grant", "m8g:PublicOrganisation", 5),
        row("fg:recipient", "fg:Project", "m8g:PublicOrganisation", 3),
        row("fg:recipient", "fg:Measure", "org:Organization", 3),
    )
    assert found == {("fg:Activity", "org:Organization"): ["fg:recipient"]}


def test_values_and_classes_beyond_the_picture_are_not_drawn() -> None:
    assert (
        ways(row("fg:theme", "fg:Project", "skos:Concept"), row("fg:x", "fg:Grant", "prov:Entity"))
        == {}
    )


def test_a_property_that_mostly_leads_to_a_value_is_no_way() -> None:
    """It would be drawn by a chance case in the data."""
    found = ways(
        row("fg:status", "fg:Grant", "skos:Concept", 9),
        row("fg:status", "fg:Grant", "fg:Project", 1),
    )
    assert found == {}


GRANT = Box(
    "g",
    Labelled("Zuwendung & Co", "/ns#Grant"),
    (Labelled("Anteil", "/ns#Share"),),
    (
        Way("p", (Labelled("ein langer Name, der nicht in eine Zeile passt", "/ns#funds"),)),
        Way("g", (Labelled("Teil von", "/ns#partOf"),)),
        Way("elsewhere", (Labelled("führt hinaus", "/ns#out"),)),
    ),
)
PROJECT = Box("p", Labelled("Vorhaben", "/ns#Project"))


def drawn() -> str:
    return str(class_diagram("Bild", "Kästen", [[GRANT], [PROJECT]], "de"))


def texts(markup: str) -> str:
    return re.sub(r"\s+", " ", "".join(ElementTree.fromstring(f"<x>{markup}</x>").itertext()))


def test_every_class_and_way_is_told_twice() -> None:
    """In the drawing and in the list; what leads to no box is in neither."""
    markup = drawn()
    for href in ("/ns#Grant", "/ns#Share", "/ns#funds", "/ns#partOf", "/ns#Project"):
        picture, _, listed = markup.partition("<details>")
        assert f'href="{href}"' in picture
        assert f'href="{href}"' in listed
    assert "/ns#out" not in markup
    assert "Zuwendung &amp; Co" in markup
    assert "ein langer Name, der nicht in eine Zeile passt → Vorhaben" in texts(markup)


def test_a_line_is_drawn_to_each_other_box_and_none_to_itself() -> None:
    assert drawn().count('class="tip"') == 1


def test_a_way_within_a_column_bends_around_it() -> None:
    back = Box("p", Labelled("Vorhaben", ""), ways=(Way("g", (Labelled("gefördert", ""),)),))
    markup = str(class_diagram("Bild", "", [[GRANT, back]], "de"))
    assert markup.count('class="tip"') == 2
    assert [float(x) for x in re.findall(r'd="M([\d.]+) [\d.]+C', markup)] == [46.0, 46.0]


def test_without_a_class_there_is_no_picture() -> None:
    assert class_diagram("Bild", "", [[], []], "de") == Markup("")
