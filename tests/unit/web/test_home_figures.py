"""The figures of the start page say what the rows say, and what they do not know."""

import re

from kg.namespaces import expand
from kg.web.overview.home_figures import (
    money_columns,
    places_map,
    programmes_timeline,
    rounds_bars,
    undated,
)
from kg.web.reading.asking import Row, Value
from kg.web.wire.links import Links

TAG = re.compile(r"<[^>]*>")
LINKS = Links("https://daten.example/graph")


def row(**values: str) -> Row:
    return {
        name: Value(expand(v) if v.startswith("fgv:") else v, is_iri=v.startswith("fgv:"))
        for name, v in values.items()
    }


def place(label: str, level: str, point: str | None = "POINT(7.7 51.4)") -> Row:
    values = {"place": "fgv:x", "placeLabel": label, "level": level, "programmeLabels": "MPSC"}
    return row(**values, **({"point": point} if point else {}))


def test_a_land_draws_rings_and_the_federation_dots() -> None:
    rows = [place("Iserlohn", "fgv:level-federal"), place("Iserlohn", "fgv:level-state")]
    drawn = places_map(rows, (), LINKS, "de")
    assert drawn.count('class="tone-bund"') == 2  # the dot and its entry in the legend
    assert drawn.count('class="tone-land ring"') == 2
    assert "durch Programme eines Landes" in drawn


def test_a_place_without_point_is_not_drawn() -> None:
    drawn = places_map([place("Nirgends", "fgv:level-federal", None)], (), LINKS, "de")
    assert "Nirgends" not in drawn


def test_what_a_label_says_is_text() -> None:
    drawn = places_map([place("<b>", "fgv:level-federal")], (), LINKS, "de")
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn


def round_of(year: str, **values: str) -> Row:
    return row(round=f"fgv:{year}", year=year, **values)


def test_rounds_are_summed_and_what_is_not_known_is_said() -> None:
    rows = [
        round_of("2019", applications="100", projects="13", volume="170000000"),
        round_of("2020", projects="32"),
    ]
    drawn = rounds_bars(rows, LINKS, "de")
    cells = [cell.partition("<")[0] for cell in drawn.split('<td class="number">')[1:]]
    assert cells == ["100", "13", "170", "nicht belegt", "32", "nicht belegt", "100", "45", "170"]


def test_another_sum_of_a_round_stands_in_ochre_under_it_and_is_not_added() -> None:
    known = {"applications": "86", "projects": "32", "volume": "350000000"}
    others = [
        round_of("2020", **known, other=f"fgv:{n}", otherVolume=value)
        for n, value in enumerate(("354750000", "360000000", "360000000"))
    ]
    drawn = rounds_bars([round_of("2019"), *others], LINKS, "de")
    rows = drawn.split("<tr")[2:]
    assert ['class="contra"' in one.partition(">")[0] for one in rows] == [
        *(False, False, True, True),
        False,
    ]
    assert ">354,75<" in rows[2]
    assert "unsure" in rows[2]
    assert 'colspan="3"' in rows[2]
    assert ">2 andere Quellen<" in rows[3]
    assert [part.partition("<")[0] for part in rows[4].split('"number">')[1:]] == [
        *("86", "32", "350"),
    ]


def money_row(source: str, amount: str, year: str | None) -> Row:
    return row(source=source, sum=amount, **({"year": year} if year else {}))


def test_years_between_are_shown_and_those_without_year_come_last() -> None:
    rows = [
        money_row("fgv:source-state", "1000", None),
        money_row("fgv:source-federal", "2000.50", "2019"),
        money_row("fgv:source-state", "3000", "2021"),
    ]
    drawn = money_columns(rows, "de")
    body = drawn.partition("<tbody>")[2]
    assert [TAG.sub("", line) for line in body.split("<tr>")[1:]] == [
        "20192.000,50 €–",
        "2020––",
        "2021–3.000 €",
        "ohne Jahr–1.000 €",
    ]


def programme(label: str, **values: str) -> Row:
    return row(programme="fgv:x", programmeLabel=label, level="fgv:level-eu", **values)


def test_programmes_without_dates_are_listed_beside_the_timeline() -> None:
    rows = [programme("Alt", start="2018", end="2020-12-31"), programme("Unklar")]
    assert "Unklar" not in programmes_timeline(rows, LINKS, "de")
    assert [name for _, name in undated(rows, LINKS, "de")] == ["Unklar"]


def test_different_ends_are_told() -> None:
    drawn = programmes_timeline([programme("P", end="2030", ends="2")], LINKS, "en")
    assert "sources state different ends" in drawn
