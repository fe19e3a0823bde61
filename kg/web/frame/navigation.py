"""What head and foot of every page lead to, as far as the app has it."""

from collections.abc import Sequence
from typing import Final

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

SECTIONS: Final = (
    ("programmes", "/programmes"),
    ("places", "/places"),
    ("organisations", "/organisations"),
    ("themes", "/themes"),
    ("query", "/sparql"),
    ("data", "/data"),
    ("model", "/ns"),
    ("quality", "/quality"),
    ("help", "/help"),
)
"""The key of the words for each section, and where it begins."""

FOOT: Final = (
    ("years", "/years"),
    ("vocabulary", "/vocab"),
    ("shapes", "/shapes"),
    ("dumps", "/dumps/"),
    ("catalogue", "/catalog"),
    ("changes", "/ldes"),
    ("permalinks", "/q"),
    ("cite", "/cite"),
    ("reconcile", "/reconcile"),
)
"""Likewise, for those who know what they look for."""


def present(places: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choose those that this app answers at."""
    adapter = current_app.url_map.bind("localhost")
    return [(key, path) for key, path in places if _is_answered(adapter, path)]


def _is_answered(adapter: MapAdapter, path: str) -> bool:
    """Say whether a route is made for *path*; the one for whatever is left does not count."""
    try:
        rule, _ = adapter.match(path, return_rule=True)
    except HTTPException:
        return False
    return not rule.rule.startswith("/<")
