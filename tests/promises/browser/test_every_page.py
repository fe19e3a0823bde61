"""Every kind of page, German and English, light and dark, on a desk and on a phone."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.promises.browser.conftest import LOCALES
from tests.promises.browser.watching import DESKTOP, PHONE, Watched

pytestmark = pytest.mark.browser

TABLE: Final = "SELECT ?place { ?place a <https://w3id.org/foerdergraph/ns#Municipality> } LIMIT 20"
BAD: Final = "SELECT ?place { ?place "

KINDS: Final = {
    "start": "/",
    "query": "/sparql",
    "answer": f"/sparql?query={quote(TABLE)}",
    "query with a fault": f"/sparql?query={quote(BAD)}",
    "questions": "/q",
    "question": "/q/cq01-programmes-and-owners",
    "how to cite": "/cite",
    "place": "/doc/gemeinde/05962024",
    "area": "/doc/regierungsbezirk/059",
    "programme": "/doc/programm/mpsc",
    "project": "/doc/projekt/mpsc-2019-04",
    "project of the region": "/doc/projekt/dmr-p-zeonline",
    "grant": "/doc/zuwendung/dmr-p-zeonline",
    "ministry": "/doc/stelle/bmi",
    "body of a town": "/doc/stelle/gemeinde-16052000",
    "body with partners": "/doc/stelle/gemeinde-05334002",
    "contradiction": "/doc/widerspruch/23",
    "round": "/doc/runde/mpsc-2020",
    "measure": "/doc/massnahme/mpsc-2020-15-2",
    "shared grant": "/doc/zuwendung/mpsc-2020-23",
    "source": "/doc/quelle/geo-api",
    "what points at it": "/doc/land/05?via=fg%3Awithin",
    "search": "/search?q=Iserlohn",
    "search without a hit": "/search?q=xqzzy",
    "programmes": "/programmes",
    "places": "/places",
    "places of a choice": "/places?land=05&programm=mpsc&q=iser&sort=label",
    "organisations": "/organisations?page=2",
    "themes": "/themes",
    "years": "/years",
    "list without a hit": "/places?q=xqzzy",
    "data": "/data",
    "catalogue": "/catalog",
    "dumps": "/dumps/",
    "description": "/void",
    "quality": "/quality",
    "help": "/help",
    "ontology": "/ns",
    "vocabularies": "/vocab",
    "vocabulary": "/vocab/funding-source",
    "concept": "/vocab/source-eu",
    "shapes": "/shapes",
    "graph": "/graph/catalogue",
    "changes": "/ldes",
    "reconciliation": "/reconcile/about",
    "preview": "/reconcile/preview?id=id/gemeinde/05962024",
    "not there": "/doc/gemeinde/00000000",
}
SCHEMES: Final = {"de": "light", "en": "dark"}
FAILING: Final = {"query with a fault": 400, "not there": 404}


@pytest.fixture(scope="module", params=LOCALES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reader(language: str, browser: Browser, server: str) -> Iterator[BrowserContext]:
    """Give somebody who reads this language, and who keeps styles and fonts from page to page."""
    with browser.new_context(base_url=server, locale=LOCALES[language]) as context:
        context.set_default_timeout(15_000)
        yield context


@pytest.fixture(scope="module", params=KINDS)
def opened(
    request: pytest.FixtureRequest, reader: BrowserContext, server: str
) -> Iterator[Watched]:
    with reader.new_page() as page:
        watched = Watched(page, server)
        watched.look(DESKTOP, "light")
        response = page.goto(KINDS[request.param], wait_until="load")
        assert response is not None
        assert response.status == FAILING.get(request.param, 200)
        if response.status != 200:  # the browser says so on its console, too
            assert watched.faults.pop().startswith("Failed to load resource")
        yield watched


def test_axe_finds_nothing(opened: Watched, language: str) -> None:
    """German in light and English in the dark: the two differ in words, not in colours."""
    opened.look(DESKTOP, SCHEMES[language])
    assert opened.violations() == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_lies_beyond_the_edge(opened: Watched, size: tuple[int, int]) -> None:
    opened.look(size, "light")
    assert opened.beyond_the_edge() == []


def test_it_is_quiet_and_asks_nobody_else(opened: Watched) -> None:
    assert opened.faults == []
