"""What a browser says of a page: faults while it is open, what leaves its edge, what axe finds."""

from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.promises.npm_clients import CLIENTS

DESKTOP: Final = (1280, 900)
PHONE: Final = (320, 640)

_AXE: Final = CLIENTS / "node_modules" / "axe-core" / "axe.min.js"

_WITH_TARGET_SIZE: Final = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2 AA, which axe leaves out by itself
}

_BEYOND_THE_EDGE: Final = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const scrolls = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > page.clientWidth + 0.5 && !scrolls(one));
  return [`${page.scrollWidth} px`, ...wide.map((one) => one.outerHTML.slice(0, 120))];
}"""


class Watched:
    """A page, and the faults that are seen in it."""

    def __init__(self, page: Page, address: str) -> None:
        """Watch *page* from now on; whatever it asks of others than *address* is a fault."""
        self.page = page
        self.host = urlsplit(address).netloc
        self.faults: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._follow)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{message.text} ({message.location.get('url', '')})")

    def _follow(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.faults.append(f"asked {request.url}")

    def look(self, size: tuple[int, int], scheme: str) -> None:
        """Give the window *size*, and its reader the wish for `light` or `dark`."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def beyond_the_edge(self) -> list[str]:
        """List what makes the page scroll sideways; empty where it does not."""
        return [str(one) for one in self.page.evaluate(_BEYOND_THE_EDGE)]

    def violations(self) -> list[str]:
        """List what axe finds, by rule and place."""
        if not _AXE.is_file():
            pytest.skip("axe-core is not installed (`make test` does it where npm is)")
        self.page.evaluate(_AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("(options) => axe.run(document, options)", _WITH_TARGET_SIZE)
        return [
            f"{one['id']}: {node['html'][:200]} {node['any'][0]['message'] if node['any'] else ''}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
