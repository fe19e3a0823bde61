"""One browser for all tests of this folder, and windows in it that watch what they show."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.promises.browser.watching import DESKTOP, Watched

LOCALES = {"de": "de-DE", "en": "en-GB"}

Open: TypeAlias = Callable[..., Watched]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path) as one:
        yield one


@pytest.fixture
def window(browser: Browser, server: str) -> Iterator[Open]:
    """Open a window of a reader of their own; all are closed, and none may have seen a fault."""
    opened: list[Watched] = []

    def opening(language: str = "de", **wishes: Any) -> Watched:
        size = {"width": DESKTOP[0], "height": DESKTOP[1]}
        context = browser.new_context(
            **{"base_url": server, "locale": LOCALES[language], "viewport": size} | wishes
        )
        context.set_default_timeout(15_000)
        opened.append(Watched(context.new_page(), server))
        return opened[-1]

    yield opening
    for watched in opened:
        watched.page.context.close()
    assert [fault for watched in opened for fault in watched.faults] == []
