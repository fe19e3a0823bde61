"""The catalogue by OAI-PMH 2.0 at `/oai`, which data.europa.eu likes best to harvest.

A list that comes in pieces stays in the release in which it began, as long as that is kept.

Source: https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Final

from flask import Blueprint, Response, request

from kg.errors import (
    BodyTooLargeError,
    NoReleaseError,
    ReleaseError,
    UnknownIRIError,
)
from kg.publication.catalogue import CATALOG
from kg.release import Release, is_version, kept_release
from kg.release.datestamps import datestamps
from kg.release.history import steps, steps_until
from kg.web.catalogue import oai_xml
from kg.web.catalogue.catalogues import read_catalogue
from kg.web.catalogue.oai_protocol import Asked, Refusal, Selection, read_request
from kg.web.catalogue.oai_records import SETS, Holdings
from kg.web.catalogue.oai_xml import Header, Repository, Resumption
from kg.web.frame.responses import send
from kg.web.frame.site import links, served, site
from kg.web.querying.protocol import FORM, check_body
from kg.web.wire.encoding import ENCODINGS
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("oai", __name__)

ROUTE: Final = "/oai"
PER_PAGE: Final = 100

_FORM_BYTES: Final = 8_192
_UNREPEATED: Final = ("badVerb", "badArgument")
_REMEMBERED: Final = 4


@blueprint.route(ROUTE, methods=["GET", "POST"])
def repository() -> Response:
    """Answer one of the six verbs; what is wrong with a request is said in the answer.

    Raises:
        NoReleaseError: files are served as they are.
        UnknownIRIError: the release has no catalogue.
        UnsupportedMediaTypeError: what was posted is no form in UTF-8, or compressed.
        BodyTooLargeError: it is longer than any request of the protocol.
    """
    release = served().release
    if release is None:
        raise NoReleaseError
    pairs = _pairs()
    asked = read_request(pairs)
    answer = _answer(release, asked) if isinstance(asked, Asked) else asked
    if isinstance(answer, Refusal):
        repeated = {} if answer.code in _UNREPEATED else dict(pairs)
        return _sent(repeated, oai_xml.errors([answer]))
    return _sent(dict(pairs), answer)


def _pairs() -> list[tuple[str, str]]:
    if request.method != "POST":
        return list(request.args.items(multi=True))
    headers = request.headers
    check_body(headers.get("Content-Type", ""), headers.get("Content-Encoding", ""), (FORM,))
    if (request.content_length or 0) > _FORM_BYTES:
        raise BodyTooLargeError(_FORM_BYTES)
    return list(request.form.items(multi=True))


def _answer(release: Release, asked: Asked) -> str | Refusal:
    holdings = _holdings(release)
    if asked.identifier and asked.identifier not in holdings.headers:
        return Refusal("idDoesNotExist", "there is no entry of this name")
    if asked.verb == "Identify":
        return oai_xml.identify(_described(holdings))
    if asked.verb == "ListMetadataFormats":
        return oai_xml.list_formats()
    if asked.verb == "ListSets":
        return oai_xml.list_sets(SETS)
    if asked.selection is None:
        return Refusal("badArgument", f"{asked.verb} needs metadataPrefix")
    if asked.verb == "GetRecord":
        header = holdings.headers[asked.identifier]
        return oai_xml.get_record(_record(holdings, asked.selection.prefix, header))
    return _list(release, asked.verb, asked.selection)


def _list(current: Release, verb: str, selection: Selection) -> str | Refusal:
    release = _release_of(current, selection.version)
    if release is None:
        reason = "the release that this list began in is kept no more; begin anew"
        return Refusal("badResumptionToken", reason)
    holdings = _holdings(release)
    found = holdings.select(selection)
    if selection.version and selection.offset >= len(found):
        return Refusal("badResumptionToken", "the list is not that long")
    if not found:
        return Refusal("noRecordsMatch", "nothing is in this set or was changed in this time")
    end = selection.offset + PER_PAGE
    write = oai_xml.header
    if verb == "ListRecords":
        write = partial(_record, holdings, selection.prefix)
    resumption = None
    if end < len(found):
        token = selection.token(release.version, end)
        resumption = Resumption(token, len(found), selection.offset)
    elif selection.offset:
        resumption = Resumption("", len(found), selection.offset)
    return oai_xml.listed(verb, map(write, found[selection.offset : end]), resumption)


def _release_of(current: Release, version: str) -> Release | None:
    """Find the release of a list that goes on; None where it is kept no more."""
    if version in ("", current.version):
        return current
    try:
        release = kept_release(current.path.parent, version) if is_version(version) else None
    except ReleaseError:
        return None
    return release if release is not None and release.catalogue_path.is_file() else None


def _record(holdings: Holdings, prefix: str, header: Header) -> str:
    """Write a record; what it says is kept, since harvesters ask for all of them each night."""
    if header.is_deleted:
        return oai_xml.record(header, "")
    key = ("oai", holdings.version, prefix, header.identifier)
    kept = site().cache.get(key)
    if kept is None:
        kept = holdings.metadata(header.identifier, prefix, links().url).encode("utf-8")
        site().cache.put(key, kept, len(kept))
    return oai_xml.record(header, kept.decode("utf-8"))


def _described(holdings: Holdings) -> Repository:
    return Repository(
        holdings.name(links().url),
        links().url(ROUTE),
        holdings.email(links().url),
        holdings.earliest,
        "persistent" if holdings.is_remembering else "no",
        tuple(encoding.name for encoding in ENCODINGS),
    )


def _holdings(release: Release) -> Holdings:
    return _read(release, len(steps_until(release.path.parent, release.version)))


@lru_cache(_REMEMBERED)
def _read(release: Release, number: int) -> Holdings:
    try:
        catalogue = read_catalogue(release.catalogue_path)
    except FileNotFoundError:
        raise UnknownIRIError(CATALOG.value) from None
    return Holdings.of(release, catalogue, datestamps(steps(release.path.parent)[:number]))


def _sent(repeated: Mapping[str, str], content: str) -> Response:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = oai_xml.answer(links().url(ROUTE), at, repeated, content)
    representation = Representation("text/xml; charset=utf-8", ("oai",), vary=(), is_lasting=False)
    return send(representation, lambda: body.encode("utf-8"))
