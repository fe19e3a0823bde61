"""Figures say the same to those who see them and to those who do not."""

import re
from typing import get_args
from xml.etree import ElementTree

import pytest

from kg.web.figures import (
    Bar,
    Beside,
    Column,
    Dot,
    DotRow,
    Entry,
    Line,
    Node,
    Panel,
    Part,
    Place,
    Span,
    Tone,
    bars,
    columns,
    compared,
    dots,
    exact,
    lines,
    map_of,
    multiples,
    network,
    outlines_of,
    point_of,
    stack,
    timeline,
)
from kg.web.figures.drawing import tag, ticks
from tests.conftest import ROOT

SQUARES = (
    ("left", "POLYGON ((9 51, 10 51, 10 51.4, 10.0001 51.5, 10 52, 9 52, 9 51))"),
    ("right", "POLYGON ((10 51, 11 51, 11 52, 10 52, 10.0001 51.5, 10 51.4, 10 51))"),
)


ODD: str = "<i>&\"'</svg>"
PARTS = (Part(2, "bund", ODD), Part(1, "land", ODD, is_unsure=True))
KEY = [Entry("bund", ODD), Entry("land", ODD, is_ring=True)]
EVERY_FIGURE = {
    "bars": bars([Bar(ODD, PARTS, (ODD,), ODD, ODD)], (ODD, ODD, ODD), key=KEY, total=(ODD, ODD)),
    "stack": stack(PARTS, [(KEY[0], ODD)]),
    "columns": columns(ODD, [Column(ODD, PARTS, (ODD,))], (ODD, ODD), language="de", key=KEY),
    "lines": lines(ODD, (ODD, ODD), [Line(ODD, (1, 2), (ODD, ODD))] * 2, (ODD,), language="en"),
    "timeline": timeline(ODD, [Span(ODD, "2020", "", "eu", ODD, ODD)], language="de", key=KEY),
    "dots": dots([DotRow(ODD, (Dot(0.5, ODD), Dot(None, ODD)), ODD, ODD)], (ODD, ODD, ODD)),
    "map": map_of(ODD, [Place(ODD, 9.5, 51.5, "eu", ODD, ODD)], (), language="de", key=KEY),
    "multiples": multiples([Panel(ODD, stack(PARTS, []), ODD)]),
    "compared": compared([Beside(ODD, 1, ODD, "accent", ODD, ODD), Beside(ODD, None, ODD)]),
    "exact": exact(ODD, ODD),
    "network": network(ODD, Node(ODD), [Node(ODD, ODD)], [(Node(ODD, ODD), [0])]),
}


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_a_figure_is_well_formed_whatever_it_says_and_has_no_style_of_its_own(name: str) -> None:
    read = ElementTree.fromstring(EVERY_FIGURE[name])
    said = " ".join(read.itertext()) + " ".join(v for e in read.iter() for v in e.attrib.values())
    assert ODD in said
    assert [element.tag for element in read.iter() if "style" in element.attrib] == []
    assert {element.tag for element in read.iter()}.isdisjoint({"i", "style", "script"})


def test_the_style_sheet_has_every_tone() -> None:
    style = (ROOT / "kg" / "web" / "static" / "figures.css").read_text(encoding="utf-8")
    assert [tone for tone in get_args(Tone) if f".tone-{tone} {{" not in style] == []


def widths(drawn: str) -> list[str]:
    return re.findall(r'<rect [^>]*?width="([^"]*)"', drawn)


def test_bars_share_one_scale_and_stand_beside_their_numbers() -> None:
    rows = [Bar("2019", (Part(170),), ("13", "170")), Bar("2020", (Part(340),), ("32", "340"))]
    drawn = bars(rows, ("Staffel", "Vorhaben", "Mio. €"), total=("Summe", "45", "510"))
    assert widths(drawn) == ["50%", "100%"]
    assert '<th scope="row">2020</th><td class="number">32</td><td class="number">340</td>' in drawn
    assert '<tr class="total"><th scope="row">Summe</th>' in drawn


def test_stacked_parts_follow_each_other() -> None:
    drawn = stack([Part(3, "land"), Part(1, "kommune")], [(Entry("land", "Land"), "3 €")])
    assert re.findall(r'x="([^"]*)" width="([^"]*)"', drawn) == [("0%", "75%"), ("75%", "25%")]
    assert '<li class="tone-land"><span>Land</span> <strong>3 €</strong></li>' in drawn


def test_an_amount_that_is_there_is_seen_however_small() -> None:
    drawn = bars([Bar("a", (Part(1_000_000),)), Bar("b", (Part(1),)), Bar("c", ())], ("Was",))
    assert widths(drawn) == ["100%", "0.4%"]


@pytest.mark.parametrize(
    ("maximum", "expected"),
    [
        (0, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (350, (0, 100, 200, 300, 400)),
        (0.3, (0, 0.1, 0.2, 0.3)),
    ],
)
def test_an_axis_ends_at_a_round_number(maximum: float, expected: tuple[float, ...]) -> None:
    assert ticks(maximum) == pytest.approx(expected)


def test_millions_are_said_once_at_the_axis() -> None:
    steps = [Column("2020", (Part(3_500_000),), ("3.500.000 €",))]
    german = columns("Geld", steps, ("Jahr", "Euro"), language="de", unit="€")
    english = columns("Money", steps, ("Year", "Euros"), language="en", unit="€")
    assert ('<p class="unit">Mio. €</p>' in german, "million €</p>" in english) == (True, True)
    assert '<td class="number">3.500.000 €</td>' in german


def test_a_line_is_broken_where_nothing_is_known() -> None:
    line = Line("Ort", (1.0, None, 2.0, 3.0), ("1", "nicht belegt", "2", "3"))
    drawn = lines("Kopf", ("2019", "2020", "2021", "2022"), [line], ("Jahr",), language="de")
    assert len(re.findall(r"<line x1=\"\d\d", drawn)) == 1
    assert '<td class="number">nicht belegt</td>' in drawn


def test_a_year_of_which_nothing_more_is_known_is_paler() -> None:
    exact = timeline("t", [Span("a", "2020-01-01", "2021-12-31")], language="de")
    fuzzy = timeline("t", [Span("a", "2020", "2021-12-31")], language="de")
    assert ("pale" in exact, widths(exact)) == (False, ["100%"])
    assert ("pale" in fuzzy, widths(fuzzy)) == (True, ["50%", "50%"])


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span("a", "2020-07-01", "2023"), "01.07.2020 – 2023"),
        (Span("a", "2020"), "ab 2020, Ende nicht belegt"),
        (Span("a", "2020", is_running=True), "seit 2020"),
        (Span("a", end="2020-03"), "bis 03/2020, Beginn nicht belegt"),
    ],
)
def test_a_span_says_its_dates_in_words(span: Span, words: str) -> None:
    assert f">{words}</span></p>" in timeline("t", [span], language="de")


def test_ends_that_are_not_sure_are_explained() -> None:
    sure = timeline("t", [Span("a", "2020-01-01", "2021-12-31")], language="de")
    fuzzy = timeline("t", [Span("a", "2020", "2021-12-31")], language="de")
    fading = timeline("t", [Span("a", "2020-01-01")], language="en")
    assert ("explained" in sure, "Auslaufende" in fuzzy) == (False, False)
    assert "Blasse Enden: nur Jahr oder Monat bekannt." in fuzzy
    assert "Fading bars: begin or end not documented." in fading


def test_no_dates_make_no_timeline() -> None:
    assert timeline("t", [Span("a"), Span("b", "irgendwann", "2020-13")], language="de") == ""


def test_a_dot_fills_its_ring_by_area_and_says_its_share() -> None:
    drawn = dots([DotRow("a", (Dot(0.25, "1 von 4"), Dot(None, "entfällt")))], ("Was", "x", "y"))
    assert '<circle cx="9" cy="9" r="3.5"></circle>' in drawn
    assert ("1 von 4" in drawn, '<small class="unknown">entfällt</small>' in drawn) == (True, True)


def test_neighbours_keep_one_border_when_it_is_made_simple() -> None:
    left, right = (set(outline.rings[0]) for outline in outlines_of(SQUARES))
    assert (len(left), len(right), len(left & right)) == (4, 4, 2)


def test_a_map_names_its_places_in_the_drawing_and_in_a_list() -> None:
    place = Place("Iserlohn", 9.5, 51.5, href="/doc/iserlohn", note="2 Vorhaben")
    drawn = map_of("Orte", [place], outlines_of(SQUARES), language="de")
    assert "<title>Iserlohn, 2 Vorhaben</title>" in drawn
    assert '<li><a href="/doc/iserlohn">Iserlohn</a><small>2 Vorhaben</small></li>' in drawn
    assert 'style="' not in drawn


def test_points_are_read_from_well_known_text() -> None:
    assert point_of("POINT(7.69 51.37)") == (7.69, 51.37)
    assert point_of("POLYGON ((9 51, 10 51, 9 51))") is None


def test_what_is_shown_is_escaped() -> None:
    attack = '"><script>alert(1)</script>'
    assert "<script>" not in bars([Bar(attack, (Part(1, said=attack),), (attack,))], (attack, "x"))
    assert tag("a", attack, href=attack).count("<") == 2


def test_numbers_beside_each_other_share_a_scale_and_one_without_a_number_says_why() -> None:
    drawn = compared(
        [
            Beside("Ort", 50, "50 €"),
            Beside("Kreis", 25, "25 €"),
            Beside("Land", None, "nicht belegt"),
        ]
    )
    assert widths(drawn) == ["100%", "100%", "100%", "50%", "100%", "0%"]
    assert '<p class="unknown">nicht belegt</p>' in drawn


def test_columns_of_one_maximum_can_be_compared() -> None:
    steps = [Column("2020", (Part(50),), ("50",))]
    alone = columns("t", steps, ("Jahr", "n"), language="de")
    beside = columns("t", steps, ("Jahr", "n"), language="de", maximum=100)
    assert ('height="83.33%"' in alone, 'height="50%"' in beside) == (True, True)


def test_a_network_has_a_line_for_each_meeting_and_no_node_upon_another() -> None:
    hubs = [Node("IVOD", "/doc/ivod"), Node("Labor"), Node("Netz")]
    met = [(Node("Hagen"), [0, 1]), (Node("Soest", "/doc/soest"), [1]), (Node("Ulm"), [0, 1, 2])]
    drawn = network("Aachen", Node("Aachen"), hubs, met)
    assert drawn.count("<line ") == 3 + 6
    points = re.findall(r'<(?:rect x|circle cx)="([^"]*)" (?:y|cy)="([^"]*)"', drawn)
    assert len(set(points)) == len(points) == 1 + 3 + 3
    assert re.findall(r'<text [^>]*aria-hidden="true">(\d)<', drawn) == ["1", "2", "3"]
    assert '<a href="/doc/soest" tabindex="-1" aria-label="Soest"><g><title>Soest' in drawn
    assert network("Aachen", Node("Aachen"), hubs, []) == ""
