"""A thing at `/id/…`, its document at `/doc/…`; concepts and all else of ours at their own path."""

from functools import partial
from typing import Final

from flask import Blueprint, Response
from pyoxigraph import Triple

from kg.engine import Engine, graph_written
from kg.errors import UnknownIRIError
from kg.formats import GRAPH_FORMATS, N_QUADS, TRIG, Format
from kg.namespaces import BASE, THINGS, VOCABULARY, expand
from kg.web import asking, describing
from kg.web.describing import Description
from kg.web.document import Document, send_document, split_suffix, written
from kg.web.scheme_documents import scheme_document
from kg.web.site import engine, language, links, served

blueprint: Final = Blueprint("documents", __name__)

_FIRST: Final = tuple(
    expand(name)
    for name in ("rdf:type", "rdfs:label", "skos:prefLabel", "dcterms:title", "skos:definition")
)


@blueprint.route("/id/<path:local>")
def thing(local: str) -> Response:
    """Lead from a thing, which is no document, to the document about it.

    Source: https://www.w3.org/TR/cooluris/#r303gendocument
    """
    iri = THINGS + local
    if not asking.is_known(engine(), iri):
        raise UnknownIRIError(iri)
    path = links().document_path(iri)
    response = Response(status=303)
    response.headers["Location"] = links().path(path)
    response.headers["Link"] = f'<{links().url(path)}>; rel="describedby"'
    return response


@blueprint.route("/doc/<path:local>")
def document(local: str) -> Response:
    """Give the document of a thing."""
    return _sent(THINGS, local)


@blueprint.route("/vocab/<path:local>")
def concept(local: str) -> Response:
    """Give the document of a scheme with all its concepts, or of one concept."""
    name, suffix = split_suffix(local)
    scheme = scheme_document(VOCABULARY + name)
    return send_document(scheme, suffix) if scheme else _sent(VOCABULARY, local)


@blueprint.route("/<path:local>")
def other(local: str) -> Response:
    """Give the document of anything else of ours, such as a version of the ontology."""
    return _sent(BASE, local)


def _sent(namespace: str, local: str) -> Response:
    name, suffix = split_suffix(local)
    iri = namespace + name
    if not asking.is_known(engine(), iri):
        raise UnknownIRIError(iri)
    about = Document(
        iri,
        links().document_path(iri),
        GRAPH_FORMATS,
        partial(_body, engine(), iri),
        "thing.html",
        lambda: page_values(describing.describe(engine(), iri, language())),
    )
    return send_document(about, suffix)


def _body(asked: Engine, iri: str, written_as: Format) -> bytes:
    own = describing.own_rows(asked, iri)
    describing.refuse_withdrawn(iri, own)
    if written_as in (TRIG, N_QUADS):
        return graph_written(describing.quads(own, iri), written_as)
    classes = [row["o"].text for row in own if row["p"].text == expand("rdf:type")]
    query = served().documents.for_classes(classes)
    found = asking.triples(asked, asking.about(query.text, iri))
    return written(sorted(found, key=partial(_place, iri)), written_as)


def _place(iri: str, statement: Triple) -> tuple[bool, str, int, str, str]:
    """Put the thing first, then all subjects by name; of each the class first, then the names."""
    subject, predicate = str(statement.subject), statement.predicate.value
    rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return subject != f"<{iri}>", subject, rank, predicate, str(statement.object)


def page_values(description: Description) -> dict[str, object]:
    """Put a description into the order of its page: names first, then the rest by label."""
    properties = sorted(
        description.statements,
        key=lambda iri: (
            _FIRST.index(iri) if iri in _FIRST else len(_FIRST),
            description.label(iri).casefold(),
        ),
    )
    return {"thing": description, "properties": properties}
