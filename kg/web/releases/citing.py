"""How to cite: the dataset at `/cite`, the result of a stored query at `/q/<hash>/cite`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from flask import Blueprint, Response, request

from kg.engine import Form, Prepared
from kg.errors import AnswerTooLongError, UnknownIRIError
from kg.formats import N_TRIPLES, TSV, Format, format_named
from kg.namespaces import BASE
from kg.web.frame.document import PAGE
from kg.web.frame.responses import page, send
from kg.web.frame.site import (
    asked_once,
    begin_query,
    engine,
    is_pinned,
    language,
    links,
    observation,
    pin,
    served,
    site,
    terms,
)
from kg.web.querying.questions import negotiated, representation_of
from kg.web.querying.stored import PATH, Permalink, permalink_url, pinned_permalink, unseen
from kg.web.releases.citation import (
    CITATION_FORMATS,
    Citation,
    as_bibtex,
    as_text,
    result_sha256,
    written,
)
from kg.web.releases.dataset_citation import dataset_citation
from kg.web.wire.replies import Header, Representation

blueprint: Final = Blueprint("citing", __name__)

_CITE: Final = "cite"
_HASHED_BYTES: Final = 8_388_608
"""A longer result is cited without a hash."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What is cited.

    Attributes:
        path: where its citation is, without suffix.
        identity: what decides about it besides the release.
        make: makes the citation.
        hashed: the address of what the hash is taken of; empty for the dataset.
        is_lasting: whether asking again gives the same.
        extra: further headers.
    """

    path: str
    identity: tuple[str, ...]
    make: Callable[[], Citation]
    hashed: str = ""
    is_lasting: bool = True
    extra: tuple[Header, ...] = ()


@blueprint.route(f"/{_CITE}")
@blueprint.route(f"/{_CITE}.<suffix>")
def cite_dataset(suffix: str = "") -> Response:
    """Say how the dataset is cited, in the release that answers."""
    pin(asked_once("v"))
    return _sent(_Cited(f"/{_CITE}", (_CITE,), dataset_citation), suffix)


@blueprint.route(f"{PATH}/<name>/{_CITE}")
@blueprint.route(f"{PATH}/<name>/{_CITE}.<suffix>")
def cite_result(name: str, suffix: str = "") -> Response:
    """Say how the result of a stored query is cited; to hash it, it is asked."""
    found = pinned_permalink(name, asked_once("v"))
    begin_query(found.query.text)
    prepared = engine().prepare(found.query.text, found.query.clause)
    observation().form = prepared.form.name
    hashed_as = N_TRIPLES if prepared.form is Form.GRAPH else TSV
    is_lasting = representation_of(prepared, hashed_as).is_lasting
    cited = _Cited(
        f"{found.path}/{_CITE}",
        (_CITE, found.query.address),
        partial(_of_result, found, prepared, hashed_as, is_lasting),
        permalink_url(found, hashed_as.suffix, served().version),
        is_lasting,
        unseen(found),
    )
    return _sent(cited, suffix)


def _sent(cited: _Cited, suffix: str) -> Response:
    """Send a citation as *suffix*, `format=` or `Accept` say."""
    words = (suffix,) if suffix else tuple(request.args.getlist("format"))[:1]
    is_named = not suffix or suffix == PAGE or format_named(suffix, CITATION_FORMATS) is not None
    if not is_named:
        raise UnknownIRIError(f"{BASE}{cited.path[1:]}.{suffix}")
    header = request.headers.get("Accept", "")
    chosen = None if suffix == PAGE else negotiated(header, CITATION_FORMATS, words)
    if chosen is None:
        return _page(cited)
    representation = Representation(
        f"{chosen.media_type}; charset=utf-8",
        (*cited.identity, chosen.name, language(), links().base_url, site().software),
        vary=("Accept-Language",) if words else ("Accept", "Accept-Language"),
        links=_alternates(cited),
        is_lasting=cited.is_lasting,
        extra=(("Content-Language", language()), *cited.extra),
    )
    return send(representation, lambda: written(cited.make(), chosen))


def _page(cited: _Cited) -> Response:
    return page(
        "cite.html",
        lambda: _shown(cited),
        (*cited.identity, links().base_url),
        alternates=_alternates(cited),
        is_lasting=cited.is_lasting,
        kept=[("v", served().version)] if is_pinned() else (),
        extra=cited.extra,
    )


def _shown(cited: _Cited) -> dict[str, object]:
    citation = cited.make()
    return {
        "citation": citation,
        "text": as_text(citation),
        "bibtex": as_bibtex(citation),
        "formats": [(offer.suffix, offer.media_type) for offer in CITATION_FORMATS],
        "path": cited.path,
        "hashed": cited.hashed,
    }


def _alternates(cited: _Cited) -> tuple[str, ...]:
    version = served().version
    return tuple(
        f'<{links().url(f"{cited.path}.{offer.suffix}?v={version}")}>; rel="alternate"; '
        f'type="{offer.media_type}"'
        for offer in CITATION_FORMATS
    )


def _of_result(
    found: Permalink, prepared: Prepared, hashed_as: Format, is_lasting: bool
) -> Citation:
    return replace(
        dataset_citation(),
        query=found.title(language()) or f"SPARQL {found.query.address}",
        url=permalink_url(found, version=served().version),
        sha256=_hash(prepared, hashed_as) if is_lasting else "",
    )


def _hash(prepared: Prepared, hashed_as: Format) -> str:
    """Hash the result; empty where it is too long, or has names of its own each time."""
    bounded = replace(terms(), max_bytes=_HASHED_BYTES)
    try:
        body = b"".join(engine().evaluate(prepared, hashed_as, bounded).chunks)
    except AnswerTooLongError:
        return ""
    return result_sha256(body) if len(body) <= _HASHED_BYTES else ""
