"""What every view stands on: the site's settings, links and data, and the request's language."""

from dataclasses import dataclass
from typing import Final, cast

from flask import current_app, g, request

from kg.engine import Engine
from kg.settings import Settings
from kg.web.cache import Cache
from kg.web.links import Links
from kg.web.negotiation import Accept, choose_language
from kg.web.serving import Served, Serving

_KEY: Final = "foerdergraph"


@dataclass(frozen=True, slots=True)
class Site:
    """What the app was made from.

    Attributes:
        settings: the operator's.
        serving: knows what is served now.
        links: builds every address.
        software: name and version of the package; pages change with it.
        cache: bodies that were made, by their entity tag.
    """

    settings: Settings
    serving: Serving
    links: Links
    software: str
    cache: Cache[bytes]

    def register(self, extensions: dict[str, object]) -> None:
        """Put the site where views find it."""
        extensions[_KEY] = self


def site() -> Site:
    """Return the site of the current app."""
    return cast(Site, current_app.extensions[_KEY])


def served() -> Served:
    """Return what the current request is answered from; the same until it is answered."""
    if "served" not in g:
        g.served = site().serving.take()
    return cast(Served, g.served)


def give_back_served(_: BaseException | None = None) -> None:
    """Let go of what the request was answered from; called when it is."""
    if (taken := g.pop("served", None)) is not None:
        site().serving.give_back(cast(Served, taken))


def engine() -> Engine:
    """Return the engine that the current request asks."""
    return served().engine


def links() -> Links:
    """Return the builder of addresses."""
    return site().links


def accept() -> Accept:
    """Return what the current request accepts."""
    return Accept.parse(request.headers.get("Accept", ""))


def language() -> str:
    """Return the language of pages for the current request."""
    return choose_language(request.headers.get("Accept-Language", ""), request.args.get("lang", ""))
