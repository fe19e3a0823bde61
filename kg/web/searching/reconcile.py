"""The Reconciliation API 0.2 at `/reconcile`, by which OpenRefine matches tables with our things.

JSONP is not given: a script from our own address would undo the Content-Security-Policy, and
clients since 2019 ask by CORS.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from flask import Blueprint, Response, render_template, request

from kg.errors import UnknownIRIError
from kg.namespaces import BASE
from kg.publication.search import Hit, SearchIndex, Wanted
from kg.web.frame.responses import page, rendered, send
from kg.web.frame.site import engine, language, links, refuse_pin, site
from kg.web.querying.answers import protocol_request
from kg.web.reading.asking import Value
from kg.web.searching.entity_values import names_of, values_of, values_to_match, with_value
from kg.web.searching.index import search_index
from kg.web.searching.matching import judged, likeliest
from kg.web.searching.reconciled import (
    SUGGESTED,
    Service,
    Told,
    candidate,
    cells,
    completed,
    described,
    manifest,
    named,
)
from kg.web.searching.reconciling import (
    Extension,
    MatchQuery,
    iri_of,
    parameters,
    read_batch,
    read_extension,
)
from kg.web.wire.negotiation import HTML
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("reconcile", __name__)
blueprint.before_request(refuse_pin)

PATH: Final = "/reconcile"

_JSON: Final = "application/json"
_VARY: Final = ("Accept-Language",)
_CONSIDERED: Final = 120
_MAX_PROPOSED: Final = 200
_MAX_CURSOR: Final = 10_000
_FRAMED: Final = (
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
)
"""A preview is made to be shown in a frame of another page; there is nothing in it to click but
links that open elsewhere."""


@blueprint.route(PATH, methods=["GET", "HEAD", "POST"])
def reconcile() -> Response:
    """Match, extend, or say what this service is."""
    asked = protocol_request()
    given = parameters(asked.query_string, asked.content_type, asked.body, asked.content_encoding)
    if "queries" in given:
        batch = read_batch(given["queries"])
        identity = ("queries", given["queries"])
        return _sent(identity, lambda: _matched(batch))
    if "extend" in given:
        extension = read_extension(given["extend"], language())
        return _sent(("extend", given["extend"]), lambda: _extended(extension))
    return _sent(("manifest", site().software), _manifest)


@blueprint.route(f"{PATH}/suggest/entity")
def suggest_entity() -> Response:
    """Complete the name of a thing."""
    prefix = _prefix()
    types = tuple(one for one in request.args.getlist("type") if one)
    start = _cursor()
    wanted = Wanted(prefix, language(), types, start, SUGGESTED)
    index = search_index()
    return _sent(
        ("entity", prefix, str(start), *types),
        lambda: {"result": [described(hit, "notable") for hit in _ours(index.find(wanted).hits)]},
    )


@blueprint.route(f"{PATH}/suggest/type")
def suggest_type() -> Response:
    """Complete the name of a class."""
    prefix, start, index = _prefix(), _cursor(), search_index()
    return _sent(
        ("type", prefix, str(start)), lambda: completed(index.kinds(language()), prefix, start)
    )


@blueprint.route(f"{PATH}/suggest/property")
def suggest_property() -> Response:
    """Complete the name of a property; OpenRefine says `schema` for the class it is of."""
    prefix, start, index, kinds = _prefix(), _cursor(), search_index(), _kinds()
    return _sent(
        ("property", prefix, str(start), *kinds),
        lambda: completed(index.properties(kinds, language()), prefix, start),
    )


@blueprint.route(f"{PATH}/properties")
def propose_properties() -> Response:
    """Propose properties of a class whose values may be fetched."""
    index, kinds = search_index(), _kinds()
    given = request.args.get("limit", "")
    limit = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0
    shown = min(limit or _MAX_PROPOSED, _MAX_PROPOSED)

    def proposed() -> Told:
        found = index.properties(kinds, language())[:shown]
        told: Told = {"properties": [named(kind.named) for kind in found]}
        return told | {"type": request.args.get("type", "")} | ({"limit": limit} if limit else {})

    return _sent(("properties", given, *kinds), proposed)


@blueprint.route(f"{PATH}/preview")
def preview() -> Response:
    """Show a thing in the frame of another page."""
    hit = _hit()
    representation = Representation(
        f"{HTML}; charset=utf-8",
        ("preview", hit.iri, language(), site().software, links().base_url),
        vary=_VARY,
        extra=(("Content-Language", language()), _FRAMED),
    )
    return send(representation, lambda: rendered("preview.html", {"hit": hit}).encode("utf-8"))


@blueprint.route(f"{PATH}/flyout/<any(entity, type, property):what>")
def flyout(what: str) -> Response:
    """Show what is suggested, as the older clients ask for it; *what* is its kind."""
    given = request.args.get("id", "")
    iri = iri_of(given)
    index = search_index()
    if what == "entity":
        hit = _hit()
        label, context = hit.label, hit.context
    else:
        kinds = index.kinds(language()) if what == "type" else index.properties((), language())
        labels = {kind.named.iri: kind.named.label for kind in kinds}
        if iri not in labels:
            raise UnknownIRIError(iri[:200])
        label, context = labels[iri], ""
    html = render_template("flyout.html", iri=iri, label=label, context=context)
    return _sent(("flyout", what, given), lambda: {"id": given, "html": html})


@blueprint.route(f"{PATH}/view")
def view() -> Response:
    """Lead to the document of a thing."""
    hit = _hit()
    response = Response(status=303)
    response.headers["Location"] = links().path(links().document_path(hit.iri))
    return response


@blueprint.route(f"{PATH}/about")
def about() -> Response:
    """Say how to use this service."""
    return page("reconcile.html", lambda: {"address": links().url(PATH)}, ("reconcile",))


def _manifest() -> Told:
    service = Service(links().url(PATH), links().url("/static/mark.svg"), site().software)
    return manifest(service, search_index().kinds(language()), language())


def _matched(batch: dict[str, MatchQuery]) -> Told:
    """Answer a batch; what the properties are compared with is fetched for all queries at once."""
    index = search_index()
    found = {key: likeliest(query, _candidates(index, query)) for key, query in batch.items()}
    things = sorted({hit.iri for key in batch if batch[key].wishes for hit, _ in found[key]})
    properties = {wish.property for query in batch.values() for wish in query.wishes}
    values = values_to_match(engine(), things, properties) if things else {}
    held = _things_in(values)
    labels = names_of(engine(), held) if held else {}
    return {
        key: {"result": [candidate(one) for one in judged(query, found[key], values, labels)]}
        for key, query in batch.items()
    }


def _candidates(index: SearchIndex, query: MatchQuery) -> list[Hit]:
    """Find candidates; classes that nobody knows restrict nothing where they only should."""
    kinds = index.known_kinds(query.types)
    are_missing = len(kinds) < len(query.types)
    if are_missing and (query.strictness == "all" or (query.strictness == "any" and not kinds)):
        return []
    if query.text:
        found = index.candidates(Wanted(query.text, language(), kinds, count=_CONSIDERED))
    else:
        first = query.wishes[0]
        iris = with_value(engine(), first.property, (*first.values, *first.iris), _CONSIDERED)
        found = tuple(index.things(iris, language()).values())
    hits = _ours(found)
    if query.strictness == "all" and len(kinds) > 1:
        hits = [hit for hit in hits if all(_is_of(hit, kind) for kind in kinds)]
    return hits


def _is_of(hit: Hit, kind: str) -> bool:
    return any(kind in {one.iri, one.name, one.name.partition(":")[2]} for one in hit.kinds)


def _extended(asked: Extension) -> Told:
    iris = {one: iri_of(one) for one in asked.ids}
    values = values_of(
        engine(), sorted(set(iris.values())), [one.property for one in asked.properties]
    )
    held = _things_in(values)
    index = search_index()
    hits = index.things(sorted(held), language())
    labels = {kind.named.iri: kind.named.label for kind in index.properties((), language())}
    rows = {
        identifier: {
            one.pid: cells(values.get(iri, {}).get(one.property, ()), hits, one.language, one.limit)
            for one in asked.properties
        }
        for identifier, iri in iris.items()
    }
    meta = [{"id": one.pid, "name": labels.get(one.property, one.pid)} for one in asked.properties]
    return {"meta": meta, "rows": rows}


def _things_in(values: Mapping[str, Mapping[str, Sequence[Value]]]) -> set[str]:
    """List the IRIs among values."""
    return {
        value.text
        for of_thing in values.values()
        for many in of_thing.values()
        for value in many
        if value.is_iri
    }


def _ours(hits: Iterable[Hit]) -> list[Hit]:
    """Leave out what is not below our base: it would have no id."""
    return [hit for hit in hits if hit.iri.startswith(BASE)]


def _hit() -> Hit:
    """Find the thing that the request names.

    Raises:
        UnknownIRIError: there is none, or it is not one of ours.
    """
    iri = iri_of(request.args.get("id", ""))
    found = search_index().things((iri,), language())
    if iri not in found or not iri.startswith(BASE):
        raise UnknownIRIError(iri[:200])
    return found[iri]


def _prefix() -> str:
    return " ".join(request.args.get("prefix", "")[:200].split())


def _cursor() -> int:
    given = request.args.get("cursor", "")
    is_number = given.isascii() and given.isdecimal() and len(given) < 6
    return min(int(given), _MAX_CURSOR) if is_number else 0


def _kinds() -> tuple[str, ...]:
    given = (*request.args.getlist("type"), *request.args.getlist("schema"))
    return tuple(one[:200] for one in given if one)


def _sent(identity: Sequence[str], make: Callable[[], Told]) -> Response:
    representation = Representation(
        _JSON,
        ("reconcile", language(), links().base_url, *identity),
        vary=_VARY,
        extra=(("Content-Language", language()),),
    )
    return send(
        representation, lambda: (json.dumps(make(), ensure_ascii=False) + "\n").encode("utf-8")
    )
