"""Send a file of a release: whole, a part, compressed, or only word that the client has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from flask import Response, request

from kg.formats import CSV, GEOJSON, format_of_file
from kg.release import FileEntry
from kg.web.frame.site import observation, site
from kg.web.wire.encoding import Encoding, encoding_for, is_compressible
from kg.web.wire.file_parts import FilePart
from kg.web.wire.ranges import Span, choose_span, holds_condition
from kg.web.wire.replies import Header, Wish, had_tag

ALWAYS: Final = "public, max-age=31536000, immutable"
"""For what lies at an address that names its release."""

_KEPT_BYTES: Final = 8_388_608
"""A longer file is compressed anew each time, as it is sent."""

_TYPES: Final = MappingProxyType(
    {
        ".gz": "application/gzip",
        ".csv": CSV.content_type,
        "csv-metadata.json": "application/csvm+json",
        ".geojson": GEOJSON.content_type,
        ".json": "application/json",
    }
)
_PLAIN: Final = "text/plain; charset=utf-8"
_SHOWN: Final = ("text/plain", "application/json", "application/csvm+json")
_UNQUOTED: Final = re.compile(r"[^\w.+-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file that never changes, with what is said of it.

    Attributes:
        path: where it lies.
        entry: its length and hash, by the manifest.
        version: of the release that it belongs to.
        links: values of `Link` headers.
    """

    path: Path
    entry: FileEntry
    version: str
    links: tuple[str, ...] = ()


def content_type_of(name: str) -> str:
    """Tell the media type of a file by its name; what is packed is of the packing's type."""
    for ending, media_type in _TYPES.items():
        if name.endswith(ending):
            return media_type
    written_as = format_of_file(PurePosixPath(name))
    return written_as.content_type if written_as else _PLAIN


def send_file(file: ServedFile) -> Response:
    """Send *file* as the request's headers ask for it.

    A part is one of the file as it lies there; a whole text may be compressed on its way, under a
    tag of its own.

    Raises:
        RangeNotSatisfiableError: a part was asked for that the file does not have.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
    """
    modified = formatdate(file.path.stat().st_mtime, usegmt=True)
    content_type = content_type_of(file.entry.path)
    headers = _headers(file, content_type, modified)
    tag = file.entry.sha256
    if (had := had_tag(tag, _wish(), modified)) is not None:
        return _response(HTTPStatus.NOT_MODIFIED, [*headers, ("ETag", f'"{had}"')], b"")
    span = _span(file.entry.size_bytes, tag, modified)
    if span is not None:
        headers += [
            ("ETag", f'"{tag}"'),
            ("Content-Range", span.content_range(file.entry.size_bytes)),
            ("Content-Length", str(span.length)),
        ]
        part = FilePart(file.path, span.start, span.end)
        return _response(HTTPStatus.PARTIAL_CONTENT, headers, part, content_type)
    wanted = request.headers.get("Accept-Encoding", "")
    encoding = encoding_for(wanted, content_type, file.entry.size_bytes)
    whole = FilePart(file.path, 0, file.entry.size_bytes)
    if encoding is not None:
        return _compressed(whole, encoding, tag, headers, content_type)
    headers += [("ETag", f'"{tag}"'), ("Content-Length", str(file.entry.size_bytes))]
    return _response(HTTPStatus.OK, headers, whole, content_type)


def _headers(file: ServedFile, content_type: str, modified: str) -> list[Header]:
    name = _UNQUOTED.sub("_", PurePosixPath(file.entry.path).name)
    is_shown = content_type.partition(";")[0] in _SHOWN
    headers = [
        ("X-Dataset-Version", file.version),
        ("Accept-Ranges", "bytes"),
        ("Cache-Control", ALWAYS),
        ("Last-Modified", modified),
        ("Content-Disposition", f'{"inline" if is_shown else "attachment"}; filename="{name}"'),
        *(("Link", link) for link in file.links),
    ]
    if is_compressible(content_type):
        headers.append(("Vary", "Accept-Encoding"))
    return headers


def _wish() -> Wish:
    asked = request.headers
    return Wish("", asked.get("If-None-Match"), asked.get("If-Modified-Since"))


def _span(length_bytes: int, tag: str, modified: str) -> Span | None:
    """Read which part is wanted; only GET asks for parts (RFC 9110, 14.2)."""
    header = request.headers.get("Range", "")
    if request.method != "GET" or not header:
        return None
    if not holds_condition(request.headers.get("If-Range", ""), tag, modified):
        return None
    return choose_span(header, length_bytes)


def _compressed(
    whole: FilePart, encoding: Encoding, tag: str, headers: list[Header], content_type: str
) -> Response:
    named = encoding.tagged(tag)
    headers += [("ETag", f'"{named}"'), ("Content-Encoding", encoding.name)]
    if whole.end > _KEPT_BYTES:
        body: bytes | Iterator[bytes] = encoding.stream(iter(whole))
        return _response(HTTPStatus.OK, headers, body, content_type)
    cache = site().cache
    kept = cache.get(named)
    observation().cache = "miss" if kept is None else "hit"
    if kept is None:
        kept = encoding.compress(whole.read())
        cache.put(named, kept, len(kept))
    headers.append(("Content-Length", str(len(kept))))
    return _response(HTTPStatus.OK, headers, kept, content_type)


def _response(
    status: HTTPStatus,
    headers: list[Header],
    body: "bytes | Iterator[bytes] | FilePart",
    content_type: str = "",
) -> Response:
    response = Response(body, status, headers=headers, direct_passthrough=True)
    if content_type:
        response.headers["Content-Type"] = content_type
    else:
        del response.headers["Content-Type"]
    return response
