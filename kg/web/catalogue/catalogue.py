"""The catalogue at `/catalog`, as portals harvest it: RDF page by page, and a page for people.

All pages of one walk are of one release and in one format, since harvesters keep the first page's
type and delete what they do not see again. The bodies come from the release's own file; the engine
is not asked.

Source: https://www.hydra-cg.com/spec/latest/core/#collections
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from functools import cached_property, partial
from itertools import chain
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from kg.errors import (
    MalformedRequestError,
    NoReleaseError,
    ReleaseError,
    ReleaseGoneError,
    UnknownIRIError,
    UnknownPageError,
    UnknownReleaseError,
)
from kg.formats import Format, format_named
from kg.publication.catalogue import CATALOG
from kg.publication.catalogue_pages import Catalogue, Entry, paging
from kg.release import Release, is_version, kept_release, was_published
from kg.release.datestamps import datestamps
from kg.release.history import steps_until
from kg.web.catalogue.catalogues import read_catalogue
from kg.web.frame.document import PAGE, TRIPLE_FORMATS, written
from kg.web.frame.responses import page, send_edition
from kg.web.frame.site import accept, links, served, site
from kg.web.wire.negotiation import HTML, choose_format, prefers_page
from kg.web.wire.replies import Edition, Representation

blueprint: Final = Blueprint("catalogue", __name__)

ROUTE: Final = "/catalog"
PER_PAGE: Final = 100

_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+ -]\d\d:\d\d)?)?", re.ASCII
)
_PARAMETERS: Final = ("page", "modified_since", "v")


@dataclass(frozen=True)
class Walk:
    """One page of the catalogue of one release.

    Attributes:
        release: whose catalogue it is.
        number: of the page, from 1.
        since: only what was changed on this day (ISO) or later; empty for everything.
    """

    release: Release
    number: int
    since: str

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the release's catalogue."""
        return read_catalogue(self.release.catalogue_path)

    @cached_property
    def found(self) -> tuple[Entry, ...]:
        """List the entries on all pages."""
        if not self.since:
            return self.catalogue.entries
        published = _published(self.release)
        return tuple(
            entry
            for entry in self.catalogue.entries
            if max(entry.modified, published.get(entry.iri.value, "")) >= self.since
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """List the entries on this page."""
        return self.found[(self.number - 1) * PER_PAGE : self.number * PER_PAGE]

    @property
    def last(self) -> int:
        """Return the number of the last page; the first one is always there."""
        return max(1, -(-len(self.found) // PER_PAGE))

    @property
    def numbers(self) -> Mapping[str, int]:
        """Return which pages there are, by their relation to this one."""
        related = {"first": 1, "last": self.last}
        if self.number > 1:
            related["previous"] = self.number - 1
        if self.number < self.last:
            related["next"] = self.number + 1
        return related

    def query(self, number: int) -> str:
        """Write the query string of page *number* of the same walk."""
        since = [("modified_since", self.since)] if self.since else []
        return urlencode([("page", str(number)), *since, ("v", self.release.version)])


@blueprint.route(ROUTE, defaults={"suffix": ""})
@blueprint.route(f"{ROUTE}.<suffix>")
def catalogue(suffix: str) -> Response:
    """Give a page of the catalogue: RDF, unless somebody names HTML."""
    walk = _walk()
    if not 1 <= walk.number <= walk.last:
        raise UnknownPageError(f"{request.path}?{walk.query(walk.number)}")
    if suffix == PAGE:
        return _page(walk, vary=("Accept-Language",))
    if suffix:
        chosen = format_named(suffix, TRIPLE_FORMATS)
        if chosen is None:
            raise UnknownPageError(request.path)
        return _rdf(walk, chosen, vary=())
    if prefers_page(accept(), TRIPLE_FORMATS):
        return _page(walk, vary=("Accept", "Accept-Language"))
    return _rdf(walk, choose_format(accept(), TRIPLE_FORMATS), vary=("Accept",))


def _walk() -> Walk:
    for name in _PARAMETERS:
        if len(request.args.getlist(name)) > 1:
            raise MalformedRequestError(name, "given twice")
    walk = Walk(
        _release(request.args.get("v", "")),
        _number(request.args.get("page", "1")),
        _day(request.args.get("modified_since", "")),
    )
    if not walk.release.catalogue_path.is_file():
        raise UnknownIRIError(CATALOG.value)
    return walk


def _release(version: str) -> Release:
    """Find the release that a walk began with, as long as it is kept; its files are enough."""
    current = served().release
    if current is None:
        raise NoReleaseError
    if version and not is_version(version):
        raise MalformedRequestError("v", "write the name of a release, or leave it out")
    if version in ("", current.version):
        return current
    try:
        return kept_release(current.path.parent, version)
    except ReleaseError:
        if was_published(current.path.parent, version):
            raise ReleaseGoneError(version) from None
        raise UnknownReleaseError(version) from None


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 7):
        raise MalformedRequestError("page", "write the number of a page, such as page=2")
    return int(word)


def _day(word: str) -> str:
    """Read a day; of a time the day alone counts, so that nothing of it is left out.

    A plus sign that was not encoded arrives as a blank.
    """
    if not word:
        return ""
    try:
        if not _MOMENT.fullmatch(word):
            raise ValueError
        return datetime.fromisoformat(word.replace(" ", "+")).date().isoformat()
    except ValueError:
        reason = "write a day or a time as ISO 8601 does, such as 2026-11-22"
        raise MalformedRequestError("modified_since", reason) from None


def _published(release: Release) -> Mapping[str, str]:
    """Tell of each entry the day of the publication that changed it last, as far as is recorded.

    A day in the register may be older: people mend what they took over before.
    """
    steps = steps_until(release.path.parent, release.version)
    return {iri: stamp.at[:10] for iri, stamp in datestamps(steps).items()}


def _address(walk: Walk, suffix: str, number: int) -> str:
    """Return where page *number* of the same walk is, in one format."""
    return links().url(f"{ROUTE}.{suffix}?{walk.query(number)}")


def _neighbours(walk: Walk, suffix: str) -> tuple[str, ...]:
    """List `Link` headers to the other pages of the walk and to this one in other formats."""
    names = {"previous": "prev"}
    types = [*((offer.suffix, offer.media_type) for offer in TRIPLE_FORMATS), (PAGE, HTML)]
    return (
        *(
            f'<{_address(walk, suffix, number)}>; rel="{names.get(name, name)}"'
            for name, number in walk.numbers.items()
        ),
        *(
            f'<{_address(walk, other, walk.number)}>; rel="alternate"; type="{media_type}"'
            for other, media_type in types
            if other != suffix
        ),
        f'<{_address(walk, suffix, walk.number)}>; rel="canonical"',
    )


def _identity(walk: Walk) -> tuple[str, ...]:
    return ("catalogue", walk.query(walk.number), str(len(walk.found)), links().base_url)


def _rdf(walk: Walk, chosen: Format, vary: tuple[str, ...]) -> Response:
    representation = Representation(
        chosen.content_type,
        (*_identity(walk), chosen.name),
        vary=vary,
        links=_neighbours(walk, chosen.suffix),
        location=links().path(f"{ROUTE}.{chosen.suffix}?{walk.query(walk.number)}"),
    )
    return send_edition(representation, _edition(walk.release), partial(_body, walk, chosen))


def _body(walk: Walk, chosen: Format) -> bytes:
    address = partial(_address, walk, chosen.suffix)
    this = NamedNode(address(walk.number))
    ways = {name: address(number) for name, number in walk.numbers.items()}
    described = walk.catalogue.described(walk.entries, links().url)
    return written(chain(described, paging(this, len(walk.found), PER_PAGE, ways)), chosen)


def _edition(release: Release) -> Edition:
    """Return the edition of a release's files: the engine has no part in them."""
    written_s = release.quads_path.stat().st_mtime
    modified = formatdate(written_s, usegmt=True)
    return Edition(release.version, "", modified, site().settings.max_age_s)


def _page(walk: Walk, vary: tuple[str, ...]) -> Response:
    return page(
        "catalogue.html",
        lambda: {
            "walk": walk,
            "route": ROUTE,
            "offers": TRIPLE_FORMATS,
            "address": lambda number: links().path(f"{ROUTE}.{PAGE}?{walk.query(number)}"),
            "section": "data",
        },
        _identity(walk),
        alternates=_neighbours(walk, PAGE),
        kept=tuple((name, value) for name in _PARAMETERS if (value := request.args.get(name, ""))),
        vary=vary,
    )
