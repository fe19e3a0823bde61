"""Pages of places, programmes, bodies and projects show what sources say, each with its query."""

import re

from flask.testing import FlaskClient


def _page(site: FlaskClient, path: str, language: str = "de") -> str:
    response = site.get(f"/doc/{path}.{language}.html")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def test_iserlohn_shows_both_programmes_with_amounts_and_sources(site: FlaskClient) -> None:
    page = _page(site, "gemeinde/05962024")
    funding = page[page.index('id="funding"') : page.index('id="statements"')]
    for shown in (
        *("Digitale Modellregionen in NRW", "2.681.669,09 €", "3.803.404,18 €"),
        *("Modellprojekte Smart Cities", "1,7 Mio. €", "gerundet, Stand 24.09.2020"),
        *("01.07.2020 – 30.06.2023", "a-BUS Iserlohn – New Mobility Lab (KDN)"),
    ):
        assert shown in funding


def test_another_value_of_an_amount_stands_under_the_one_counted_with(site: FlaskClient) -> None:
    page = _page(site, "gemeinde/05962024")
    row = page[page.index('<tr class="contra">') :]
    row = row[: row.index("</tr>")]
    assert "2,7 Mio. €" in row
    assert "gerundet, Stand 29.05.2020" in row


def test_a_measure_whose_name_no_source_gives_says_so(site: FlaskClient) -> None:
    page = _page(site, "gemeinde/05962024")
    assert page.count("Name nicht belegt</a>") == 2
    assert page.count(">Digitaler Wissenscampus</a>") >= 1


def test_money_per_head_stands_beside_kreis_land_and_germany(site: FlaskClient) -> None:
    page = _page(site, "gemeinde/05962024", "en")
    part = page[page.index('id="per-head"') : page.index('id="around"')]
    for shown in ("€47.54", "€10.68", "Märkischer Kreis", "Nordrhein-Westfalen"):
        assert shown in part


def test_a_municipality_without_funding_has_its_key_facts_and_no_empty_table(
    site: FlaskClient,
) -> None:
    page = _page(site, "gemeinde/05962004")
    assert "<code>05962004</code>" in page
    assert 'id="funding"' not in page
