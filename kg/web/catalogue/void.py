"""What the dataset says of itself in VoID, at `/void` and `/.well-known/void`.

IRIs stay those of the data; what is to be fetched (dumps, endpoint) has the server's own address.

Source: https://www.w3.org/TR/void/#discovery
"""

from functools import partial
from typing import Final

from flask import Blueprint, Response
from pyoxigraph import NamedNode, Triple

from kg.engine import Engine
from kg.errors import UnknownIRIError
from kg.formats import Format
from kg.namespaces import BASE, expand
from kg.publication.void import DOCUMENT, GRAPH
from kg.web.catalogue.void_page import page_of
from kg.web.frame.document import (
    TRIPLE_FORMATS,
    Document,
    send_data,
    split_suffix,
    unknown_suffix,
    written,
)
from kg.web.frame.site import engine, links, refuse_pin
from kg.web.reading import asking
from kg.web.reading.facts import facts_of
from kg.web.wire.links import Links

blueprint: Final = Blueprint("void", __name__)
blueprint.before_request(refuse_pin)

ROUTE: Final = "/void"

_FETCHED: Final = frozenset(
    NamedNode(expand(name))
    for name in (
        "foaf:homepage",
        "foaf:page",
        "void:dataDump",
        "void:openSearchDescription",
        "void:sparqlEndpoint",
    )
)
"""Properties whose values are fetched, not talked about."""


@blueprint.route("/.well-known/void")
def well_known() -> Response:
    """Give the same where those look who know the host alone."""
    return description("")


@blueprint.route(ROUTE, defaults={"suffix": ""})
@blueprint.route(f"{ROUTE}.<suffix>")
def description(suffix: str) -> Response:
    """Give the description: RDF, unless somebody names HTML; every `void#…` IRI leads here."""
    if not asking.is_true(engine(), f"ASK {{ GRAPH {GRAPH} {{ {DOCUMENT} ?p ?o }} }}"):
        raise UnknownIRIError(DOCUMENT.value)
    if suffix and split_suffix(f"{ROUTE}.{suffix}") != (ROUTE, suffix):
        raise unknown_suffix(ROUTE, suffix, TRIPLE_FORMATS)
    about = Document(
        DOCUMENT.value,
        ROUTE,
        TRIPLE_FORMATS,
        partial(_body, engine(), links()),
        "void.html",
        partial(_values, engine()),
    )
    return send_data(about, suffix)


def _body(asked: Engine, where: Links, written_as: Format) -> bytes:
    found = asking.triples(asked, f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {GRAPH} {{ ?s ?p ?o }} }}")
    fetchable = (_fetchable(triple, where) for triple in found)
    return written(sorted(fetchable, key=_place), written_as)


def _values(asked: Engine) -> dict[str, object]:
    return {"section": "data", "about": page_of(facts_of(asked, "graph:void", "graph:ontology"))}


def _fetchable(triple: Triple, where: Links) -> Triple:
    value = triple.object
    if triple.predicate not in _FETCHED or not isinstance(value, NamedNode):
        return triple
    if not value.value.startswith(BASE):
        return triple
    address = where.url("/" + value.value.removeprefix(BASE))
    return Triple(triple.subject, triple.predicate, NamedNode(address))


def _place(triple: Triple) -> tuple[bool, str, str, str]:
    """Put the document first, then its parts by name."""
    subject = triple.subject
    return subject != DOCUMENT, str(subject), triple.predicate.value, str(triple.object)
