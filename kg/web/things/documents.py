"""A thing at `/id/…`, its document at `/doc/…`; concepts and all else of ours at their own path."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from markupsafe import Markup
from pyoxigraph import Triple

from kg.engine import Engine
from kg.errors import MalformedRequestError, UnknownIRIError
from kg.formats import GRAPH_FORMATS, N_QUADS, TRIG, Format
from kg.namespaces import BASE, THINGS, VOCABULARY
from kg.web.frame.document import PAGE, Document, send_document, split_suffix, written
from kg.web.frame.presence import send_present
from kg.web.frame.site import (
    engine,
    is_pinned,
    kept_query,
    language,
    links,
    pin_asked,
    served,
    site,
)
from kg.web.frame.spelling import spelled
from kg.web.portraits import portrait_values
from kg.web.reading import describing, incoming, statements
from kg.web.reading.incoming import Part
from kg.web.reading.licensing import licence_of
from kg.web.things.schema_org import as_script, page_document
from kg.web.things.series import SERIES, kept_here, newest_version, series_triples
from kg.web.things.thing_page import incoming_values, page_marks, page_values
from kg.web.vocabularies.scheme_documents import scheme_document
from kg.web.wire.signposting import DATASET, LICENCE, Link

blueprint: Final = Blueprint("documents", __name__)
blueprint.before_request(pin_asked)

VIA: Final = "via"
"""Parameter that names the property by which the things of a page point here."""

DATASETS: Final = f"{THINGS}datensatz/"

_PAGE_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}")


@blueprint.route("/id/<path:local>")
def thing(local: str) -> Response:
    """Lead from a thing, which is no document, to the document about it.

    Source: https://www.w3.org/TR/cooluris/#r303gendocument
    """
    iri = spelled(THINGS, local)
    describing.require(engine(), iri)
    path = links().document_path(iri) + (f"?v={served().version}" if is_pinned() else "")
    response = Response(status=303)
    response.headers["Location"] = links().path(links().document_path(iri)) + kept_query()
    response.headers["Link"] = Link("describedby", links().url(path)).header
    response.headers["Cache-Control"] = f"public, max-age={site().settings.max_age_s}"
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
    iri = spelled(namespace, name)
    if VIA in request.args:
        return send_document(_incoming(iri), suffix)
    about = Document(
        iri,
        links().document_path(iri),
        GRAPH_FORMATS,
        partial(_body, engine(), iri),
        "thing.html",
        partial(_shown, iri),
        state=tuple(one.version for one in kept_here()) if iri == SERIES else (),
    )
    return send_present(about, suffix, partial(describing.require, engine(), iri))


def _shown(iri: str) -> dict[str, object]:
    spoken, release = language(), served().release
    known = describing.describe(engine(), iri, spoken)
    address = links().url(f"{links().document_path(iri)}.{spoken}.{PAGE}")
    day = release.manifest.date if release else None
    licence = licence_of(engine(), iri) if iri.startswith(DATASETS) else ""
    structured = as_script(page_document(known, address, spoken, day, licence))
    about = page_values(known, engine(), spoken) | portrait_values(known, spoken)
    about["marks"] = page_marks(known, engine(), about.get("labels"), spoken)
    if iri == SERIES and (kept := kept_here()):
        about |= {"portrait": "series.html", "kept": kept, "last": newest_version()}
    return about | {"structured": Markup(structured)}  # noqa: S704 # `as_script` escapes


def _body(asked: Engine, iri: str, written_as: Format) -> bytes:
    path = links().document_path(iri)
    found = statements.described(asked, served().documents, iri, lambda name: _all_of(path, name))
    if served().context.document:  # else the data are not the project's own
        found += statements.backlinks(iri, BASE + path.removeprefix("/"), DATASET, LICENCE)
    if iri == SERIES:
        found += series_triples(kept_here(), newest_version())
    return _written(asked, found, written_as)


def _written(asked: Engine, found: list[Triple], written_as: Format) -> bytes:
    if written_as in (TRIG, N_QUADS):
        return written(statements.in_graphs(asked, found), written_as)
    return written(found, written_as)


def _incoming(iri: str) -> Document:
    """Make the document of one page of all that points at *iri* by a property.

    Raises:
        MalformedRequestError: the number of the page is none.
        UnknownIRIError: nothing points at it so, or there is no such page.
    """
    name, number = request.args[VIA], request.args.get("page", "1")
    if not _PAGE_NUMBER.fullmatch(number):
        raise MalformedRequestError("page", "a number from 1 is expected")
    asked, path = engine(), links().document_path(iri)
    describing.require(asked, iri)
    found = incoming.part(asked, iri, incoming.predicate_named(name), int(number))
    if found is None:
        raise UnknownIRIError(f"{iri}?{urlencode({VIA: name, 'page': number}, safe=':')}")
    name = found.mention.name

    def address(page: int) -> str:
        return _all_of(path, name, page)

    return Document(
        iri,
        path,
        GRAPH_FORMATS,
        lambda f: _written(asked, statements.paged(asked, iri, found, address), f),
        "incoming.html",
        lambda: incoming_values(asked, iri, found, language(), VIA),
        part=((VIA, name), ("page", number)),
        further=_further(found, address),
    )


def _further(part: Part, address: Callable[[int], str]) -> tuple[Link, ...]:
    there = {"first": 1, "prev": part.number - 1, "next": part.number + 1, "last": part.last}
    return tuple(
        Link(relation, address(number))
        for relation, number in there.items()
        if 1 <= number <= part.last
    )


def _all_of(path: str, name: str, page: int = 0) -> str:
    """Return the address of what points at a thing by a property; of one page of it."""
    words = {VIA: name} | ({"page": str(page)} if page else {})
    return f"{links().url(path)}?{urlencode(words, safe=':')}"
