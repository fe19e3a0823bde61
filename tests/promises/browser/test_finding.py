"""Somebody looks for a place, by mouse, by keyboard, without a script."""

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.promises.browser.conftest import Open

pytestmark = pytest.mark.browser

TOWN_PATH: Final = "/doc/gemeinde/05962024"
TOWN: Final = re.compile(TOWN_PATH)
PHONE: Final = {"width": 375, "height": 720}
AMOUNTS: Final = {"de": "2.681.669,09 €", "en": "€2,681,669.09"}


def is_the_page_of_the_town(page: Page) -> None:
    expect(page).to_have_url(TOWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Iserlohn")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_field_suggests_and_the_keyboard_chooses(window: Open, language: str) -> None:
    page = window(language).page
    page.goto("/")
    field = page.get_by_role("main").get_by_role("combobox")
    field.press_sequentially("iserl")
    town = page.get_by_role("main").get_by_role("option", name="Iserlohn", exact=False).first
    expect(town).to_be_visible()
    field.press("ArrowDown")
    expect(town).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    is_the_page_of_the_town(page)


@pytest.mark.parametrize(("language", "amount"), AMOUNTS.items())
def test_the_town_shows_both_programmes_with_amounts_and_their_sources(
    window: Open, language: str, amount: str
) -> None:
    page = window(language, viewport=PHONE).page
    page.goto(TOWN_PATH)
    rows = page.locator("#funding tbody tr")
    regions = rows.filter(has=page.locator("th a[href='/doc/programm/dmr-nrw']"))
    expect(regions.locator(".number")).to_contain_text(amount)
    cities = rows.filter(has=page.locator("th a[href='/doc/programm/mpsc']"))
    expect(cities.locator(".number [title='1700000']")).to_be_visible()
    for row in (regions, cities):
        expect(row.locator(".cite")).to_have_attribute("href", re.compile("^/doc/quelle/"))

    regions.locator(".cite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "a-BUS Iserlohn – New Mobility Lab (KDN)"
    )


def test_a_source_mark_has_a_note_that_stays_and_goes_by_escape(window: Open) -> None:
    page = window().page
    page.goto(TOWN_PATH)
    mark, note = page.locator("#funding .cite").first, page.get_by_role("tooltip")
    expect(note).to_be_hidden()
    mark.hover()
    expect(note).to_contain_text("a-BUS Iserlohn – New Mobility Lab (KDN)")
    expect(note).to_contain_text("abgerufen 22.11.2026")
    expect(mark).to_have_attribute("aria-describedby", "source-note")
    note.hover()
    page.wait_for_timeout(300)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    mark.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_without_a_script_a_source_mark_tells_in_its_title(window: Open) -> None:
    page = window(java_script_enabled=False).page
    page.goto(TOWN_PATH)
    expect(page.locator("#funding .cite").first).to_have_attribute(
        "title", re.compile("New Mobility Lab.*\\nkdn.de\\n.*\\nabgerufen 22.11.2026")
    )


def test_a_number_is_one_click_from_its_query_and_its_rows(window: Open) -> None:
    page = window().page
    page.goto(TOWN_PATH)
    page.locator("#funding .src a").first.click()
    expect(page.locator(".told-line")).to_contain_text("vollständig")
    expect(page.get_by_role("cell", name="Digitale Modellregionen in NRW").first).to_be_visible()


def test_without_a_script_the_field_is_a_form(window: Open) -> None:
    page = window(java_script_enabled=False).page
    page.goto("/")
    page.get_by_role("main").get_by_role("searchbox").fill("05962024")
    page.get_by_role("main").get_by_role("button").click()
    page.locator(".hits a").first.click()
    is_the_page_of_the_town(page)


def test_without_a_script_a_list_is_narrowed_sorted_and_widened(window: Open) -> None:
    page = window("en", java_script_enabled=False).page
    page.goto("/places?lang=en")
    page.get_by_role("checkbox", name="yes").check()
    page.locator("summary", has_text="Programme").click()
    page.get_by_role("checkbox", name="Digital Model Regions").check()
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"gefoerdert=true&programm=dmr-nrw&lang=en$"))
    expect(page.locator(".totals strong")).to_have_text("16")
    expect(page.locator(".things tbody tr")).to_have_count(16)
    page.get_by_role("columnheader", name="Name").get_by_role("link").click()
    expect(page.locator(".things [aria-sort]")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(".things tbody th a").first).to_have_text("Aachen")
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".totals strong")).to_have_text("12,615")


def test_a_page_is_one_click_from_its_other_language(window: Open) -> None:
    page = window("de").page
    page.goto(TOWN_PATH)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    is_the_page_of_the_town(page)


def test_the_first_tab_leads_to_the_content(window: Open) -> None:
    page = window("en").page
    page.goto("/data")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/data#content$"))
