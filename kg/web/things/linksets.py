"""The link set of a document: all its typed links, and those of its formats, in one place."""

from functools import partial
from typing import Final

from flask import Blueprint, Response

from kg.engine import Engine
from kg.errors import NotAcceptableError
from kg.formats import GRAPH_FORMATS
from kg.namespaces import BASE, GRAPHS, THINGS, expand
from kg.web.frame.document import LINKSETS, TRIPLE_FORMATS, signposts
from kg.web.frame.presence import noted, require_unless_tagged
from kg.web.frame.responses import send
from kg.web.frame.site import accept, engine, links, refuse_pin
from kg.web.frame.spelling import spelled
from kg.web.reading import asking, describing
from kg.web.wire.replies import Representation
from kg.web.wire.signposting import LINKSET_JSON, LINKSET_SUFFIXES, linkset_json, linkset_text

blueprint: Final = Blueprint("linksets", __name__)
blueprint.before_request(refuse_pin)

_MODEL: Final = {
    f"{BASE}ns": "graph:ontology",
    f"{BASE}shapes": "graph:shapes",
    f"{BASE}vocab": "graph:vocabularies",
}
"""Documents of a whole graph that are not at the graph's own path."""

_DOC: Final = "doc/"
_AS_DOCUMENTS: Final = (_DOC, "vocab/")
"""Paths whose documents come in the formats that keep graphs, too."""


@blueprint.route(f"{LINKSETS}/<path:local>")
def linkset(local: str) -> Response:
    """Give the link set of the document at the path *local*.

    Source: https://www.rfc-editor.org/rfc/rfc9264

    Raises:
        UnknownIRIError: there is no such document.
        WithdrawnIRIError: the thing was withdrawn.
        MergedIRIError: the thing was merged into another one, or is spelled otherwise.
        NotAcceptableError: neither form of a link set is accepted.
    """
    name, suffix = _split(local)
    is_thing = name.startswith(_DOC)
    iri = spelled(THINGS, name.removeprefix(_DOC)) if is_thing else spelled(BASE, name)
    require = partial(_require, engine(), iri)
    try:
        chosen = LINKSET_SUFFIXES.get(suffix) or _accepted()
    except NotAcceptableError:
        require()
        raise
    require_unless_tagged(iri, require)
    offers = GRAPH_FORMATS if name.startswith(_AS_DOCUMENTS) else TRIPLE_FORMATS
    found = signposts(iri, links().document_path(iri), offers)
    representation = Representation(
        chosen,
        ("linkset", iri, links().base_url),
        vary=() if suffix else ("Accept",),
        location=links().path(f"{LINKSETS}/{name}.{_SUFFIX_OF[chosen]}"),
    )
    write = linkset_json if chosen == LINKSET_JSON else linkset_text

    def body() -> bytes:
        noted(iri, require)
        return write(found.as_set()).encode("utf-8")

    return send(representation, body)


def _require(asked: Engine, iri: str) -> None:
    """Make sure that there is a document of *iri*: of a graph's content, or of what is said of it.

    Raises:
        UnknownIRIError: there is none.
        WithdrawnIRIError: the thing was withdrawn.
        MergedIRIError: the thing was merged into another one.
    """
    held_in = expand(_MODEL[iri]) if iri in _MODEL else iri
    content = f"ASK {{ GRAPH {asking.reference(held_in)} {{ ?s ?p ?o }} }}"
    if not held_in.startswith(GRAPHS) or not asking.is_true(asked, content):
        describing.require(asked, iri)


_SUFFIX_OF: Final = {media_type: suffix for suffix, media_type in LINKSET_SUFFIXES.items()}


def _split(local: str) -> tuple[str, str]:
    name, dot, suffix = local.rpartition(".")
    return (name, suffix) if dot and suffix in LINKSET_SUFFIXES else (local, "")


def _accepted() -> str:
    """Choose a form; JSON for whoever does not mind.

    Raises:
        NotAcceptableError: neither is accepted.
    """
    wanted = {
        media_type: accept().quality(media_type, ("application/json",) * (suffix == "json"))
        for suffix, media_type in LINKSET_SUFFIXES.items()
    }
    best = max(wanted.values())
    if best == 0:
        raise NotAcceptableError(tuple(wanted))
    return next(media_type for media_type, quality in wanted.items() if quality == best)
