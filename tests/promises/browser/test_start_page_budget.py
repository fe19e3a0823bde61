"""What the start page may cost somebody who comes for the first time."""

from typing import Any, Final

import pytest
from playwright.sync_api import Page, Request

from tests.promises.browser.conftest import Open

pytestmark = pytest.mark.browser

PAGE_BYTES: Final = 150_000
FONT_BYTES: Final = 90_000
INTERACTIVE_MS: Final = 1_000
TRIES: Final = 3
"""The machine may be busy with something else once, not each time."""

SHIFTS: Final = """() => {
  window.shifts = [];
  new PerformanceObserver((seen) => {
    for (const shift of seen.getEntries())
      window.shifts.push(shift.sources.map((one) => one.node?.outerHTML?.slice(0, 120)).join());
  }).observe({ type: "layout-shift", buffered: true });
}"""

INTERACTIVE: Final = """() => [
  performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  document.querySelectorAll("[data-suggest][role=combobox]").length,
]"""


def opened_anew(page: Page) -> list[Request]:
    """Open the start page; return what was asked for it, all of it finished."""
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto("/", wait_until="networkidle")
    return finished


def weight(requests: list[Request]) -> int:
    return sum(request.sizes()["responseBodySize"] for request in requests)


def test_it_is_light_and_so_are_its_fonts(window: Open) -> None:
    asked = opened_anew(window().page)
    fonts = [request for request in asked if request.resource_type == "font"]
    assert {request.resource_type for request in asked} >= {"document", "stylesheet", "script"}
    assert len(fonts) == 2
    assert weight(fonts) <= FONT_BYTES
    assert weight(asked) < PAGE_BYTES, {one.url: one.sizes()["responseBodySize"] for one in asked}


@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_moves_while_it_comes(window: Open, width: int) -> None:
    page = window(viewport={"width": width, "height": 800}).page
    page.add_init_script(f"({SHIFTS})()")
    opened_anew(page)
    assert page.evaluate("() => window.shifts") == []


def test_it_is_ready_for_its_reader_at_once(window: Open) -> None:
    """Scripts have run when the document is loaded: both search fields suggest by then."""
    taken_ms: list[Any] = []
    for _ in range(TRIES):
        page = window().page
        page.goto("/")
        ready_ms, fields = page.evaluate(INTERACTIVE)
        assert fields == 2
        taken_ms.append(ready_ms)
    assert min(taken_ms) < INTERACTIVE_MS
