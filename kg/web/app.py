"""Put the app together. It takes everything it needs as arguments and reads nothing else."""

from importlib.metadata import PackageNotFoundError, version
from textwrap import dedent
from typing import Final

from flask import Flask

from kg.namespaces import compact
from kg.settings import Settings
from kg.web import health, static_files
from kg.web.browsing import list_pages
from kg.web.catalogue import catalogue, oai, void
from kg.web.frame.site import Site, give_back_served, require_text
from kg.web.operating.observing import Observer
from kg.web.operating.operation import Operation
from kg.web.operating.query_shelf import QueryShelf
from kg.web.operating.serving import Serving
from kg.web.overview import help as helping
from kg.web.overview import home, quality
from kg.web.problems import answer_problems
from kg.web.querying import editor, permalinks, queries, sparql
from kg.web.querying.queries import add_query_headers
from kg.web.reading.facts import ordered
from kg.web.releases import citing, crawling, data_page, differences, dumps, ldes
from kg.web.searching import reconcile, search
from kg.web.things import documents, graphs, linksets
from kg.web.vocabularies import model
from kg.web.wire.cache import Cache
from kg.web.wire.common_headers import CommonHeaders
from kg.web.wire.links import Links

_BLUEPRINTS: Final = (
    home.blueprint,
    list_pages.blueprint,
    static_files.blueprint,
    sparql.blueprint,
    editor.blueprint,
    queries.blueprint,
    permalinks.blueprint,
    citing.blueprint,
    model.blueprint,
    graphs.blueprint,
    data_page.blueprint,
    dumps.blueprint,
    catalogue.blueprint,
    oai.blueprint,
    differences.blueprint,
    ldes.blueprint,
    search.blueprint,
    quality.blueprint,
    helping.blueprint,
    linksets.blueprint,
    reconcile.blueprint,
    crawling.blueprint,
    void.blueprint,
    documents.blueprint,
    health.blueprint,
)


def create_app(settings: Settings, serving: Serving) -> Flask:
    """Make the WSGI app that answers from *serving*."""
    app = Flask("kg.web", static_folder=None)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(short=compact, dedented=_dedented, ordered=ordered)
    cache: Cache[bytes] = Cache(settings.cache_bytes)
    operation = Operation.of(settings, serving)
    operation.metrics.watch_cache("bodies", cache.state)
    links = Links(settings.base_url)
    shelf = QueryShelf(settings.stored_queries_path, settings.stored_queries_bytes)
    made = Site(settings, serving, links, _software(), cache, operation, shelf)
    made.register(app.extensions)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.before_request(require_text)
    app.teardown_appcontext(give_back_served)
    app.after_request(add_query_headers)
    answer_problems(app)
    layered = CommonHeaders(app.wsgi_app)
    app.wsgi_app = Observer(layered, operation.begun, operation.ended)  # type: ignore[method-assign] # as Flask's own documentation does
    return app


def _dedented(text: str) -> str:
    return dedent(text.strip("\n")).rstrip()


def _software() -> str:
    try:
        return f"foerdergraph {version('foerdergraph')}"
    except PackageNotFoundError:
        return "foerdergraph"
