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


def test_a_programme_shows_its_rounds_with_motto_and_count(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    rounds = page[page.index('id="rounds"') : page.index('id="by-year"')]
    for shown in (
        *("Gemeinsam aus der Krise: Raum für Zukunft", ">94<", ">28<", "270 Mio. €"),
        '<span class="unknown">keines belegt</span>',  # the motto of the first round
    ):
        assert shown in rounds


def test_a_programme_shows_who_was_in_charge_and_until_when(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    charge = page[page.index('id="bodies"') : page.index('id="places"')]
    assert "bis 07.12.2021, Beginn nicht belegt" in charge
    assert "seit 08.12.2021" in charge


def test_periods_that_sources_give_stand_beside_each_other(site: FlaskClient) -> None:
    page = _page(site, "programm/dmr-nrw", "en")
    for shown in ("12 July 2018 – 30 June 2023", "until 31 December 2021, begin not documented"):
        assert shown in page


def test_a_programme_without_projects_shows_no_empty_map(site: FlaskClient) -> None:
    page = _page(site, "programm/mfund")
    assert 'id="amounts"' in page
    assert 'id="places"' not in page
    assert 'id="rounds"' not in page


def test_a_project_shows_who_pays_what_and_what_is_left_of_its_cost(site: FlaskClient) -> None:
    page = _page(site, "projekt/dmr-p-abus")
    money = page[page.index('id="money"') : page.index('id="statements"')]
    bar = money[: money.index("<table")]
    assert "<span>Land</span> <strong>2.681.669,09 €</strong>" in bar
    assert "<span>übrige Gesamtausgaben, gerechnet</span> <strong>1.121.735,09 €</strong>" in bar
    assert "Bescheid: bewilligt" in money
    assert "Stand 29.05.2020" in money


def test_a_project_without_amounts_says_so(site: FlaskClient) -> None:
    page = _page(site, "projekt/dmr-p-buergerwolke")
    assert '<p class="unknown">kein Betrag belegt</p>' in page


def test_a_body_shows_its_names_over_time_each_until_its_last_day(site: FlaskClient) -> None:
    page = _page(site, "stelle/bmwsb", "en")
    names = page[page.index('id="names"') : page.index('id="undertakings"')]
    assert "14 March 2018 – 7 December 2021" in names
    assert "since 8 December 2021" in names


def test_a_body_shows_what_it_takes_part_in_and_with_whom(site: FlaskClient) -> None:
    page = _page(site, "stelle/gemeinde-05334002")
    undertakings = page[page.index('id="undertakings"') : page.index('id="statements"')]
    for shown in ("OecherLab", "1.646.899,88 €", "Leitung", "kein Betrag belegt"):
        assert shown in undertakings
    assert "Stadt Gelsenkirchen" in undertakings[undertakings.index('id="partners"') :]


def test_a_model_region_names_those_who_take_part_in_its_projects(site: FlaskClient) -> None:
    page = _page(site, "modellregion/dmr-soest")
    row = page[page.index(">a-BUS Iserlohn – New Mobility Lab</a>") :]
    row = row[: row.index("</tr>")]
    assert "Stadt Iserlohn</a><small>Leitung</small>" in row
    assert "nicht belegt" not in row


def test_a_project_whose_phases_are_dated_shows_them_in_place_of_a_period(
    site: FlaskClient,
) -> None:
    page = _page(site, "gemeinde/05962024")
    row = page[page.index(">Modellprojekt Smart Cities Iserlohn</a>") :]
    row = row[: row.index("</tr>")]
    assert "2020 – 2025<small>Umsetzungsphase (Phase B)</small>" in row
    drawn = page[page.index('aria-label="Zeitleiste: Iserlohn"') :]
    drawn = drawn[: drawn.index("</ol>")]
    assert ">Modellprojekt Smart Cities Iserlohn</a>" in drawn
    assert "Umsetzungsphase (Phase B)" in drawn
    assert "Ohne belegte Laufzeit:" not in page


def test_periods_of_a_programme_are_named_by_their_sources(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    drawn = page[page.index('aria-label="Zeitleiste"') :]
    drawn = drawn[: drawn.index("</ol>")]
    assert "Laufzeit" not in drawn
    assert drawn.count(">laut ") == 3
    assert "seit 2019; Ende nach anderer Quelle 2030" in drawn


def test_a_municipality_shows_the_nuts_code_of_its_kreis_as_that(site: FlaskClient) -> None:
    for path in ("gemeinde/05962024", "gemeinde/05962004"):
        assert "<dt>NUTS-Code, Märkischer Kreis</dt><dd><code>DEA58</code></dd>" in _page(
            site, path
        )


def test_an_area_has_a_map_of_its_funded_places_and_names_them(site: FlaskClient) -> None:
    page = _page(site, "kreis/05962", "en")
    part = page[page.index('id="places"') : page.index('id="funding"')]
    drawn, listed = part.split("</figure>")
    for town in ("Iserlohn", "Menden (Sauerland)"):
        assert re.search(rf'aria-label="{re.escape(town)}"><circle [^>]*class="tone-accent"', drawn)
        assert f">{town}</a>" in listed
    assert re.search(r'aria-label="Aachen"><circle [^>]*class="tone-soft"', drawn)
    assert "Aachen" not in listed
    assert "3 undertakings" in listed


def test_places_of_one_name_are_told_apart(site: FlaskClient) -> None:
    page = _page(site, "land/05")
    listed = page[page.index('id="places"') : page.index('id="funding"')]
    assert re.search(r">Soest</a><small>7 Vorhaben</small>.*>Soest</a><small>Kreis, 4 Vor", listed)
    assert "übriges Land" not in listed  # it is all of the Land


def test_a_programme_names_the_documents_about_it_as_dated_as_they_are(site: FlaskClient) -> None:
    page = _page(site, "programm/dmr-nrw")
    part = page[page.index('id="documents"') : page.index('id="questions"')]
    row = part[part.index("Richtlinie digitale Modellregionen</a>") :]
    row = row[: row.index("</tr>")]
    for shown in ("fördernde Stelle", "digitales.nrw", "12.07.2018", ">18<"):
        assert shown in row
    assert "a-BUS Iserlohn" not in part  # a document about one project


def test_a_programme_leads_to_the_questions_about_it(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    part = page[page.index('id="questions"') :]
    found = re.search(r'href="([^"]*)">Wie viele Kommunen haben sich je Staffel beworben', part)
    assert found
    assert site.get(found[1]).status_code == 200
    other = _page(site, "programm/mfund")
    assert "je Staffel beworben" not in other
    assert "Welche Programme liefen nach mindestens einer Quelle im Jahr 2022?" in other


def test_partners_of_a_body_stand_in_a_table_and_in_a_network_by_the_same_numbers(
    site: FlaskClient,
) -> None:
    page = _page(site, "stelle/gemeinde-05334002")
    table, drawn = page[page.index('id="partners"') :].split("</table>")[:2]
    first = table.split("<tr>")[2]
    assert '<span class="rank">1</span><a href="/doc/stelle/gemeinde-05513000">' in first
    for shown in ("GovChain", "Leitung", "IVOD – Interaktive Visualisierung", "Smartphone-Bürger"):
        assert shown in first
    node = drawn[drawn.index('<a href="/doc/stelle/gemeinde-05513000"') :]
    assert re.match(r"<a [^>]*>.*?</a><text [^>]*>1</text>", node)


def test_the_only_partner_of_a_body_needs_no_network(site: FlaskClient) -> None:
    page = _page(site, "stelle/universitaet-speyer")
    part = page[page.index('id="partners"') :]
    assert "Stadt Soest" in part
    assert 'class="network"' not in part


def test_nothing_is_taken_from_a_cost_that_is_not_stated_to_the_cent(site: FlaskClient) -> None:
    page = _page(site, "projekt/mpsc-2020-15")
    money = page[page.index('id="money"') : page.index('id="statements"')]
    assert "1,7 Mio. €" in money
    assert "2,7 Mio. €" in money
    assert ">1 Mio. €" not in money
    assert "gerechnet</span>" not in money


def test_a_date_is_shown_as_far_as_it_is_known(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    rounds = page[page.index('id="rounds"') : page.index('id="by-year"')]
    assert "Stand 07/2021" in rounds
    assert "31.07.2021" not in rounds
    of_year = _page(site, "projekt/dmr-p-oil")
    assert "Stand 2019<" in of_year
    assert "31.12.2019" not in of_year
    of_amount = _page(site, "betrag/aussage-67")
    assert '<time datetime="2021-07" title="2021-07-31">07/2021</time>' in of_amount


def test_the_motto_of_the_weightier_source_leads(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    official, other = (
        page.index(f'<span lang="de">Gemeinwohl und {word} / Stadtnetzwerk</span>')
        for word in ("Netzwerkstadt", "Netzwerkarbeit")
    )
    assert official < other
    assert page.rindex('<tr class="contra">', 0, other) > official
    row = page[other : page.index("</tr>", other)]
    assert "Iserlohn: Förderprogramme" in row


def test_another_volume_of_a_round_stands_in_ochre_under_it(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    rounds = page[page.index('id="rounds"') : page.index('id="by-year"')]
    others = re.findall(r'<tr class="contra">.*?</tr>', rounds)
    shown = [value for row in others for value in re.findall(r"[\d,]+ Mio\. €", row)]
    assert shown == ["354,75 Mio. €", "270 Mio. €", "270 Mio. €"]


def test_what_an_amount_covers_stands_beside_it(site: FlaskClient) -> None:
    page = _page(site, "programm/mfund")
    assert "(„until 2020“)" in page[: page.index('id="bodies"')]
    stated = page[page.index('id="amounts"') :]
    assert '100 Mio. €</span><small><q lang="en">until 2020</q></small>' in stated


def test_only_another_value_of_the_same_is_marked_as_a_contradiction(site: FlaskClient) -> None:
    page = _page(site, "programm/mpsc")
    stated = page[page.index('id="amounts"') : page.index('id="documents"')]
    rows = re.findall(r"<tr( class=\"\w+\")?>(.*?)</tr>", stated)[1:]
    shown = [(kind[8:-1], re.findall(r"[\d,]+ Mio\. €", row)[0]) for kind, row in rows]
    assert shown == [
        ("", "820 Mio. €"),
        ("also", "820 Mio. €"),
        ("contra", "750 Mio. €"),
        ("", "60 Mio. €"),
    ]
    assert ">Berlin</a>, " in rows[3][1]


def test_where_sources_differ_and_none_is_preferred_the_table_says_so(site: FlaskClient) -> None:
    page = _page(site, "programm/dkv")
    stated = page[page.index('id="amounts"') : page.index('id="documents"')]
    assert "Quellen uneins, keine bevorzugt" in stated


def test_a_source_mark_tells_document_publisher_date_and_retrieval(site: FlaskClient) -> None:
    response = site.get("/doc/gemeinde/05962024.de.html")
    told = "Iserlohn überzeugt mit Stadtlabor\nkommune21.de\nStand 24.09.2020\nabgerufen "
    start = response.text.index(f'title="{told}')
    mark = response.text[response.text.rindex("<a", 0, start) : response.text.index("</a>", start)]
    assert 'href="/doc/quelle/kommune21-de-iserlohn-ueberzeugt-mit-stadtlabor"' in mark
    assert mark.endswith(">kommune21.de: Iserlohn überzeugt mit Stadtlabor")


def test_a_grant_shows_who_receives_how_much_and_what_the_project_costs(site: FlaskClient) -> None:
    page = _page(site, "zuwendung/mpsc-2020-23")
    shares = page[page.index('id="shares"') : page.index('id="statements"')]
    for shown in ("Stadt Dortmund", "8,8 Mio. €", "Stadt Schwerte", "3,6 Mio. €", "17,5 Mio. €"):
        assert shown in shares
    assert '<section class="two"> </section>' not in page


def test_texts_in_the_other_language_stand_only_where_there_are_none_in_the_own(
    site: FlaskClient,
) -> None:
    german, english = (_page(site, "zuwendung/mpsc-2020-23", spoken) for spoken in ("de", "en"))
    assert "Grant: DOS 2030" not in german
    assert "Zuwendung: DOS 2030" not in english
    assert '<span lang="en">committee decision on the Stadtlabor' in _page(
        site, "massnahme/mpsc-2020-15-2"
    )


def _facts(site: FlaskClient, path: str) -> list[tuple[str, str]]:
    page = _page(site, path)
    facts = page[page.index('<dl class="facts">') :].partition("</dl>")[0]
    return re.findall(r"<dt>([^<]*)</dt><dd>([^<]*?) ?<", facts)


def test_a_volume_of_which_no_value_is_preferred_is_told_from_least_to_most(
    site: FlaskClient,
) -> None:
    told = ("Fördervolumen, veranschlagt", "620 Mio. € – 625 Mio. € (mehrere Angaben)")
    assert told in _facts(site, "programm/dkv")


def test_volumes_of_different_kinds_stand_beside_each_other(site: FlaskClient) -> None:
    told = [fact for fact in _facts(site, "programm/dmr-nrw") if "Fördervolumen" in fact[0]]
    assert told == [
        ("Fördervolumen, veranschlagt", "91 Mio. € – 100 Mio. € (mehrere Angaben)"),
        ("Fördervolumen, bewilligt oder zugesagt", "56,6 Mio. € („42 projects“)"),
    ]


def test_a_round_shows_its_projects_with_places_and_money_and_where_they_are(
    site: FlaskClient,
) -> None:
    page = _page(site, "runde/mpsc-2021")
    projects = page[page.index('id="projects"') : page.index('id="places"')]
    assert '<span class="count">28</span>' in projects
    wuppertal = projects[projects.index("Modellprojekt Smart Cities Wuppertal") :]
    wuppertal = wuppertal[: wuppertal.index("</tr>")]
    assert '<a href="/doc/gemeinde/05124000">Wuppertal</a>' in wuppertal
    assert "15,7 Mio. €" in wuppertal
    assert "<title>Wuppertal</title>" in page[page.index('id="places"') :]
    facts = page[: page.index('id="projects"')]
    assert "Gemeinsam aus der Krise: Raum für Zukunft" in facts
    assert ">94 <a" in facts  # applications, with the mark of who says so


def test_a_contradiction_shows_both_values_with_source_date_and_likely_reason(
    site: FlaskClient,
) -> None:
    page = _page(site, "widerspruch/23")
    sides = page[page.index('id="sides"') : page.index('id="statements"')]
    first, second = sides.split('class="against"')
    assert "10,92 Mio. €" in first
    assert "smarte-region-hessen.de" in first
    assert "16,5 Mio. €" in second
    assert "t-online.de" in second
    assert "Stand 08.09.2020, abgerufen " in second
    assert "65 % Förderung gegen Gesamtausgaben" in second
    assert "16.5 million" in _page(site, "widerspruch/23", "en")


def test_a_measure_shows_its_project_place_phase_and_what_is_not_documented(
    site: FlaskClient,
) -> None:
    page = _page(site, "massnahme/mpsc-2020-15-2")
    facts = page[page.index('class="facts"') : page.index('id="measures"')]
    for shown in (
        *(">Modellprojekt Smart Cities Iserlohn</a>", ">Modellprojekte Smart Cities</a>"),
        *(">Iserlohn</a>", ">Umsetzungsphase (Phase B)</a>", ">iserlohn.de</a>"),
        '<dt>Status</dt><dd><span class="unknown">nicht belegt</span>',
    ):
        assert shown in facts
    assert "unbekannt</a>" not in page


def test_key_facts_name_who_says_so_and_of_when(site: FlaskClient) -> None:
    town = _page(site, "gemeinde/05962024")
    facts = town[town.index('class="facts"') : town.index('id="funding"')]
    heads = facts[facts.index("92.174 <a") :]
    assert heads.index(">Destatis</a>") < heads.index("<small>Quelle nennt keinen Stand</small>")
    programme = _page(site, "programm/mpsc")
    volume = programme[programme.index("<dt>Fördervolumen, ") :]
    assert "820 Mio. € <a" in volume[: volume.index("</dd>")]


def test_a_body_shows_what_is_committed_in_its_programmes_by_year(site: FlaskClient) -> None:
    page = _page(site, "stelle/bmi")
    given = page[page.index('id="given"') : page.index('id="undertakings"')]
    for year in ("2019", "2020", "2021"):
        assert f">{year}<" in given
    assert "Bund" in given


def test_amounts_of_undertakings_are_named_by_kind_and_none_is_chosen_where_sources_differ(
    site: FlaskClient,
) -> None:
    page = _page(site, "stelle/mwide-nrw")
    part = page[page.index('id="undertakings"') :]
    part = part[: part.index("</table>")]
    assert "kein Betrag belegt" not in part
    assert "mehrere Jahre" not in part
    for shown in ("91 Mio. €", "100 Mio. €", "Quellen uneins, keine bevorzugt", "veranschlagt"):
        assert shown in part
    bank = _page(site, "stelle/kfw")
    part = bank[bank.index('id="undertakings"') :]
    assert "820 Mio. €</a><small>Fördervolumen, veranschlagt, Bund</small>" in part
    assert ">Zuwendung</th>" not in part[: part.index("</table>")]
