"""Cells in the notations that public tables use; what is not in one is refused, not guessed."""

import pytest

from kg.sources.converters import CONVERTERS, from_map


@pytest.mark.parametrize(
    ("converter", "cell", "value"),
    [
        ("decimal", "1234.50", "1234.5"),
        ("decimal", "92 174", "92174"),
        ("decimal", "€ 833851.95", "833851.95"),
        ("decimal", "0.00", "0"),
        ("decimal-de", "1.234,50", "1234.5"),
        ("decimal-de", "172.306 €", "172306"),
        ("decimal-de", "48.219", "48219"),
        ("decimal-de", "9,43751", "9.43751"),
        ("decimal-de", "1.234,- EUR", "1234"),
        ("decimal-de", "-0,50", "-0.5"),
        ("decimal-en", "1,234.50", "1234.5"),
        ("integer", "3 669 491", "3669491"),
        ("integer", "  0", "0"),
        ("integer-de", "92.174", "92174"),
        ("date-de", "1.2.2020", "2020-02-01"),
        ("date-de", "31.12.2020", "2020-12-31"),
        ("date", "2020-12-31", "2020-12-31"),
        ("year", "2014", "2014"),
        ("text", " ein \n  Satz ", "ein Satz"),
        ("place-name", "Kiel, Landeshauptstadt", "Kiel"),
        ("place-name", "Sachsenwald (Forstgutsbez.),gemfr.Geb.", "Sachsenwald (Forstgutsbez.)"),
        ("place-name", "Weißwasser/O.L., Stadt / Běła Woda", "Weißwasser/O.L."),
        ("association-name", "Rethem (Aller), Stadt", "Rethem (Aller)"),
        ("association-name", "Oelsnitz, Eichigt und Triebel", "Oelsnitz, Eichigt und Triebel"),
        ("spelled-out", "Reg.-Bez. Arnsberg", "Regierungsbezirk Arnsberg"),
        ("slug", "Soest & Lippstadt", "soest-lippstadt"),
    ],
)
def test_a_cell_in_its_notation_becomes_its_value(converter: str, cell: str, value: str) -> None:
    assert CONVERTERS[converter](cell) == value


@pytest.mark.parametrize(
    ("converter", "cell"),
    [
        ("decimal", "1.234,50"),
        ("decimal", "12 34"),
        ("decimal", "ca. 500"),
        ("decimal-de", "833851.95"),
        ("decimal-de", "1.23.456"),
        ("decimal-de", "1,234.50"),
        ("decimal-en", "1.234,50"),
        ("integer", "1.5"),
        ("integer-de", "1,5"),
        ("date-de", "31.02.2020"),
        ("date-de", "12/31/2020"),
        ("date", "2020-02-30"),
        ("date", "20201231"),
        ("year", "20"),
    ],
)
def test_a_cell_in_another_notation_is_refused(converter: str, cell: str) -> None:
    with pytest.raises(ValueError, match="such as"):
        CONVERTERS[converter](cell)


def test_a_code_that_the_map_lacks_is_refused_with_the_codes_there_are() -> None:
    convert = from_map({"01": "fgv:urbanisation-dense", "03": "fgv:urbanisation-thin"})
    assert convert("01") == "fgv:urbanisation-dense"
    with pytest.raises(ValueError, match="one of 01, 03"):
        convert("02")
