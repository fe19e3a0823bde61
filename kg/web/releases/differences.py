"""What one release has and another has not: `/dumps/<from>..<to>/added.nq.gz`, `removed.nq.gz`.

Read from the history, so neither release need be kept; the engine is not asked.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from flask import Blueprint, Response

from kg.errors import UnknownFileError, UnknownPublicationError
from kg.publication.differences import ADDED, REMOVED
from kg.publication.dumps import sha256_of
from kg.release import FileEntry
from kg.release.history import Step, difference, number_of, way
from kg.web.frame.responses import send_edition
from kg.web.frame.site import links, observation
from kg.web.releases.files import ServedFile, send_file
from kg.web.releases.publications import edition_of, publications
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("differences", __name__)

_SIGNS: Final = {"added.nq.gz": ADDED, "removed.nq.gz": REMOVED}
_WHOLE_LINES: Final = 100_000
"""A difference made of no more lines is made in one piece, and kept."""

_BATCH_LINES: Final = 5_000
_GZIP_CONTAINER: Final = 16 + zlib.MAX_WBITS
_SHOWN_CHARACTERS: Final = 40


@blueprint.route("/dumps/<first>..<last>/<name>")
def file(first: str, last: str, name: str) -> Response:
    """Give the quads that *last* has and *first* has not, or those that only *first* has."""
    known = publications()
    start, end = _number(known, first), _number(known, last)
    if name not in _SIGNS:
        raise UnknownFileError(f"{first}..{last}", name[:_SHOWN_CHARACTERS])
    between, direction = way(known, start, end)
    sign = _SIGNS[name] * direction
    newest = known[max(start, end) - 1]
    observation().release = newest.version
    if len(between) == 1:
        path = newest.added_path if sign == ADDED else newest.removed_path
        entry = _entry(path, f"{first}..{last}-{name}")
        return send_file(ServedFile(path, entry, newest.version, _links()))
    return _summed(between, newest, sign, (first, last, name))


def _number(known: Sequence[Step], version: str) -> int:
    number = number_of(known, version)
    if not number:
        raise UnknownPublicationError(version[:_SHOWN_CHARACTERS])
    return number


@lru_cache(64)
def _entry(path: Path, name: str) -> FileEntry:
    """Describe a file of the history; it never changes."""
    return FileEntry(name, path.stat().st_size, sha256_of(path))


def _links() -> tuple[str, ...]:
    return (f'<{links().url("/ldes")}>; rel="collection"',)


def _summed(
    between: Sequence[Step], newest: Step, sign: int, names: tuple[str, str, str]
) -> Response:
    """Send what several publications changed in all."""
    first, last, name = names
    representation = Representation(
        "application/gzip",
        ("difference", *names),
        vary=(),
        links=_links(),
        extra=(("Content-Disposition", f'attachment; filename="{first}..{last}-{name}"'),),
    )
    lines = (line for line, found in difference(between) if found == sign)
    is_short = sum(step.added + step.removed for step in between) <= _WHOLE_LINES
    return send_edition(
        representation,
        edition_of(newest),
        lambda: b"".join(_packed(lines)) if is_short else _packed(lines),
    )


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Pack *lines*; the same ones give the same bytes."""
    packer = zlib.compressobj(wbits=_GZIP_CONTAINER)
    ordered = iter(lines)
    while batch := list(islice(ordered, _BATCH_LINES)):
        yield packer.compress(b"\n".join(batch) + b"\n")
    yield packer.flush()
