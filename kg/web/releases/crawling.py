"""For crawlers: the sitemap in parts, one for each kind of thing; `robots.txt`; `host-meta`."""

from collections.abc import Callable, Iterator
from typing import Final

from flask import Blueprint, Response, current_app

from kg.engine import Engine
from kg.errors import UnknownPageError
from kg.namespaces import BASE, GRAPHS, THINGS, VOCABULARY, expand
from kg.web.frame.document import PAGE
from kg.web.frame.responses import send
from kg.web.frame.site import engine, links, served
from kg.web.reading import asking
from kg.web.releases.crawl_files import (
    LISTS,
    HostLink,
    SitemapPage,
    host_meta,
    host_meta_json,
    robots,
    sitemap,
    sitemap_index,
)
from kg.web.releases.last_changes import last_changes, latest_publication
from kg.web.wire.negotiation import LANGUAGES
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("crawling", __name__)

PAGES: Final = ("/", *LISTS, "/data", "/quality", "/help", "/sparql", "/q")
"""Pages that are about no single thing."""

DOCUMENTS: Final = {
    "/ns": "ontology",
    "/shapes": "shapes",
    "/vocab": "vocabularies",
    "/void": "void",
}
"""Documents that are no thing's, and the graphs that they are of."""

RELEASE_PAGES: Final = ("/catalog", "/dumps/", "/cite")
"""More of them, of what is a release."""

HISTORY_PAGES: Final = ("/ldes",)
"""More of them, of what is recorded of its publications."""

_WHOLE: Final = (
    ("describedby", "/.well-known/void", "text/turtle"),
    ("service-desc", "/sparql", "text/turtle"),
    ("service-doc", "/data", "text/html"),
    ("search", "/search/description.xml", "application/opensearchdescription+xml"),
)
"""Links of the host as a whole: relation, path, media type."""

THINGS_IN_A_PART: Final = 5_000
"""Far less than a sitemap may list, so that each part is short enough to be kept."""

_MAX_DIGITS: Final = 5
_PAGES: Final = "pages"
_NAMESPACES: Final = {"graph": GRAPHS, "vocab": VOCABULARY}
"""Part → where its IRIs begin; all other parts are kinds below `id/`."""


@blueprint.route("/sitemap.xml")
def index() -> Response:
    """List the parts of the sitemap."""

    def body() -> str:
        changes = last_changes()
        parts = [(_PAGES, BASE), *_parts(engine())]
        return sitemap_index(
            (links().url(f"/sitemap-{name}.xml"), changes.newest(namespace))
            for name, namespace in parts
        )

    return _sent("application/xml", "sitemap", body)


@blueprint.route("/sitemap-<part>.xml")
def one_part(part: str) -> Response:
    """List the pages of one part, such as `/sitemap-gemeinde-1.xml`.

    Raises:
        UnknownPageError: there is no such part.
    """
    if part != _PAGES:
        _place(part)
    return _sent("application/xml", f"sitemap {part}", lambda: _part(part))


@blueprint.route("/robots.txt")
def robots_txt() -> Response:
    """Say what crawlers may ask for, and where the sitemap is."""
    address = links().url("/sitemap.xml")
    return _sent("text/plain", "robots", lambda: robots(links().path(""), address))


@blueprint.route("/.well-known/host-meta")
def host_meta_xrd() -> Response:
    """Say where the host describes itself and each of its things, in XML."""
    return _sent("application/xrd+xml", "host-meta", lambda: host_meta(_host_links()))


@blueprint.route("/.well-known/host-meta.json")
def host_meta_jrd() -> Response:
    """Say the same in JSON."""
    return _sent("application/json", "host-meta.json", lambda: host_meta_json(_host_links()))


def _sent(media_type: str, name: str, body: Callable[[], str]) -> Response:
    representation = Representation(
        f"{media_type}; charset=utf-8",
        ("crawling", name, links().base_url, served().modified, latest_publication()),
        vary=(),
    )
    return send(representation, lambda: body().encode("utf-8"))


def _part(part: str) -> str:
    changes = last_changes()
    if part == _PAGES:
        changed = changes.newest(BASE)
        plain = [path for path in (*PAGES, *_pages_of_release()) if path in _rules()]
        pages = (_page(path, changed) for path in plain)
        return sitemap([*pages, *(_document(path, changed) for path in _documents())])
    namespace, number = _place(part)
    found = asking.rows(
        engine(),
        f"SELECT DISTINCT ?thing {{ {_described(engine(), namespace)} }} "
        f"ORDER BY ?thing LIMIT {THINGS_IN_A_PART} OFFSET {(number - 1) * THINGS_IN_A_PART}",
    )
    if not found:
        raise UnknownPageError(f"/sitemap-{part}.xml")
    iris = (row["thing"].text for row in found)
    return sitemap(_document(links().document_path(iri), changes.of(iri)) for iri in iris)


def _rules() -> frozenset[str]:
    """List the routes that there are."""
    return frozenset(rule.rule for rule in current_app.url_map.iter_rules())


def _documents() -> list[str]:
    held = "ASK {{ GRAPH <{}{}> {{ ?s ?p ?o }} }}"
    return [
        path
        for path, name in DOCUMENTS.items()
        if asking.is_true(engine(), held.format(GRAPHS, name))
    ]


def _page(path: str, changed: str) -> SitemapPage:
    """Give a page that has an address for each language by a parameter only."""
    plain = links().url(path.rstrip("/") or "/")
    return SitemapPage(plain, changed, {one: f"{plain}?lang={one}" for one in LANGUAGES})


def _document(path: str, changed: str) -> SitemapPage:
    spoken = {language: links().url(f"{path}.{language}.{PAGE}") for language in LANGUAGES}
    return SitemapPage(links().url(path), changed, spoken)


def _pages_of_release() -> tuple[str, ...]:
    if served().release is None:
        return ()
    return RELEASE_PAGES + (HISTORY_PAGES if latest_publication() else ())


def _place(part: str) -> tuple[str, int]:
    """Take the name of a part apart: where its IRIs begin, and its number from 1 on."""
    name, _, number = part.rpartition("-")
    if not (name.isascii() and name.isalnum() and number.isdecimal() and number.isascii()):
        raise UnknownPageError(f"/sitemap-{part}.xml")
    if number.startswith("0") or len(number) > _MAX_DIGITS:
        raise UnknownPageError(f"/sitemap-{part}.xml")
    return _namespace(name), int(number)


def _parts(asked: Engine) -> Iterator[tuple[str, str]]:
    """Name the parts: of each its name, and where the IRIs of its things begin."""
    kinds = asking.rows(
        asked,
        f"SELECT ?kind (COUNT(DISTINCT ?thing) AS ?n) {{ {_described(asked, BASE)} "
        f'BIND(STRAFTER(STR(?thing), "{BASE}") AS ?local) '
        f'BIND(IF(STRSTARTS(?local, "id/"), SUBSTR(?local, 4), ?local) AS ?name) '
        f'BIND(STRBEFORE(?name, "/") AS ?kind) }} GROUP BY ?kind ORDER BY ?kind',
    )
    for row in kinds:
        kind = row["kind"].text if "kind" in row else ""
        if kind and kind.isascii() and kind.isalnum():
            count = -(-int(row["n"].text) // THINGS_IN_A_PART)
            yield from ((f"{kind}-{n}", _namespace(kind)) for n in range(1, count + 1))


def _namespace(kind: str) -> str:
    return _NAMESPACES.get(kind, f"{THINGS}{kind}/")


def _described(asked: Engine, namespace: str) -> str:
    """Write a pattern for what has a page: things with a class that were not withdrawn."""
    return (
        f"{asking.anywhere(asked, '?thing a ?class')} "
        f'FILTER(STRSTARTS(STR(?thing), "{namespace}") && !CONTAINS(STR(?thing), "#")) '
        f"FILTER NOT EXISTS {{ ?thing <{expand('owl:deprecated')}> ?any }}"
    )


def _host_links() -> list[HostLink]:
    describe = links().url("/sparql?query=DESCRIBE%20%3C") + "{uri}" + "%3E"
    return [
        HostLink("describedby", describe, "text/turtle"),
        *(
            HostLink(relation, links().url(path), media_type)
            for relation, path, media_type in _WHOLE
            if path in _rules()
        ),
        HostLink("license", "http://creativecommons.org/publicdomain/zero/1.0/", "text/html"),
    ]
