"""What each publication changed: one step a publication, kept beside the releases for good.

A step is written before the pointer moves, by whoever holds the writer's lock; it is a folder that
is complete or absent and never changes. A build that is killed in between leaves a step that nobody
serves, and `steps_until` does not show it before a later one is served. What a release holds is the
sum of all steps up to it, so older releases need not be kept.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.errors import ReleaseError
from kg.publication.differences import ADDED, REMOVED, Signed, compared, summed
from kg.release.folder import HISTORY, pointed_to, publish
from kg.release.manifest import MANIFEST, Release, open_release
from kg.release.recording import (
    ADDED_FILE,
    REMOVED_FILE,
    VERSIONS_FILE,
    stamp_of,
    write_changes,
)

LAYOUT: Final = 1
"""Version of a step's folder; a reader refuses another one."""

STEP_FILE: Final = "step.json"

_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_REPAIR: Final = "; move the folder `history` away, and the next build begins a new one"


@dataclass(frozen=True, slots=True)
class Page:
    """Where the versions of one page of the feed lie: a gzip member of `versions.nq.gz`.

    Attributes:
        start: its first byte.
        length_bytes: how many it has.
        versions: how many things it is about.
    """

    start: int
    length_bytes: int
    versions: int


@dataclass(frozen=True, slots=True)
class Step:
    """One publication.

    Attributes:
        folder: what it is kept in.
        number: from 1, without gaps.
        version: the release that was published.
        at: when, in UTC, as `xsd:dateTime`; later than the step before.
        previous: the release before it; None for the first.
        added: how many quads came.
        removed: how many went.
        created: how many things were new.
        updated: of how many things something changed.
        deleted: of how many things nothing is said any more.
        pages: the versions of these things, for the change feed.
    """

    folder: Path
    number: int
    version: str
    at: str
    previous: str | None
    added: int
    removed: int
    created: int
    updated: int
    deleted: int
    pages: tuple[Page, ...]

    @property
    def stamp(self) -> str:
        """Return the time in the form that it has in addresses."""
        return stamp_of(self.at)

    @property
    def added_path(self) -> Path:
        """Return the file of the quads that came, sorted N-Quads in gzip."""
        return self.folder / ADDED_FILE

    @property
    def removed_path(self) -> Path:
        """Return the file of the quads that went, likewise."""
        return self.folder / REMOVED_FILE


def steps(out: Path) -> tuple[Step, ...]:
    """List the publications below *out* in their order; none where nothing was recorded.

    Raises:
        ReleaseError: one cannot be read.
    """
    folder = out / HISTORY
    try:
        count = sum(1 for one in folder.iterdir() if one.name.isdecimal())
        written_ns = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _read_steps(folder, count, written_ns)


def steps_until(out: Path, version: str) -> tuple[Step, ...]:
    """List the publications up to the last one of *version*; none where there was none.

    Raises:
        ReleaseError: one cannot be read.
    """
    found = steps(out)
    return found[: number_of(found, version)]


def number_of(known: Iterable[Step], version: str) -> int:
    """Tell the last step that published *version*; 0 where none did."""
    return max((step.number for step in known if step.version == version), default=0)


def way(known: Sequence[Step], start: int, end: int) -> tuple[Sequence[Step], int]:
    """Choose what lies between two publications.

    Args:
        known: all publications from the first one.
        start: the number of one.
        end: that of another one.

    Returns:
        The steps whose difference is that of the later to the earlier one; 1 where *end* is the
        later one, else -1: then what was added to the earlier one is what *end* lacks.
    """
    return known[min(start, end) : max(start, end)], ADDED if start <= end else REMOVED


def added_lines(step: Step) -> Iterator[bytes]:
    """Read the quads that came with *step*, as sorted N-Quads lines.

    Raises:
        ReleaseError: the file is damaged.
    """
    return _lines(step.added_path)


def removed_lines(step: Step) -> Iterator[bytes]:
    """Read the quads that went with *step*, likewise.

    Raises:
        ReleaseError: the file is damaged.
    """
    return _lines(step.removed_path)


def read_quads(release: Release) -> Iterator[bytes]:
    """Read the quads of *release*, likewise.

    Raises:
        ReleaseError: the file is damaged.
    """
    return _lines(release.quads_path)


def difference(between: Iterable[Step]) -> Iterator[Signed]:
    """Sum up steps that follow each other: each line that came (1) or went (-1) in all.

    Over all steps from the first one, these are the quads of the last one's release.

    Raises:
        ReleaseError: a file is damaged.
    """
    known = tuple(between)
    return summed(
        [
            *((added_lines(step), ADDED) for step in known),
            *((removed_lines(step), REMOVED) for step in known),
        ]
    )


def read_page(step: Step, page: Page) -> bytes:
    """Read the versions of one page of the feed, as N-Quads.

    Raises:
        ReleaseError: the file is damaged.
    """
    path = step.folder / VERSIONS_FILE
    try:
        with path.open("rb") as file:
            file.seek(page.start)
            return gzip.decompress(file.read(page.length_bytes))
    except (OSError, EOFError, zlib.error) as error:
        raise ReleaseError(path, f"damaged: {error}{_REPAIR}") from error


def record(out: Path, version: str, lines: Iterable[bytes], now: datetime) -> Step:
    """Write what *version* changes, unless it is the last one that was recorded.

    To be called by the only writer, before the pointer moves. Where there is no history yet, the
    release that is served until now becomes its first step.

    Args:
        out: the folder of releases.
        version: the release to be published.
        lines: all its quads, sorted N-Quads.
        now: the time of the publication; the step's is later than the one before in any case.

    Raises:
        ReleaseError: nothing can be written, or the history is damaged.
    """
    known = steps(out) or _begun(out, version)
    if known and known[-1].version == version:
        return known[-1]
    before = (line for line, _ in difference(known))
    return _written(out, known, version, compared(before, lines), now)


def _begun(out: Path, version: str) -> tuple[Step, ...]:
    """Begin with the release that was published before there was a history."""
    try:
        served = open_release(out / pointed_to(out))
    except ReleaseError:  # there is none, or what it held is lost
        return ()
    if served.version == version:
        return ()
    published = datetime.fromtimestamp((served.path / MANIFEST).stat().st_mtime, UTC)
    quads = compared((), read_quads(served))
    return (_written(out, (), served.version, quads, published),)


def _written(
    out: Path, known: Sequence[Step], version: str, quads: Iterable[Signed], now: datetime
) -> Step:
    last = known[-1] if known else None
    at = _time_after(last, now)
    folder = out / HISTORY
    number = len(known) + 1
    name = f"{number:06}"

    def fill(fresh: Path) -> None:
        fields: dict[str, object] = {
            "layout": LAYOUT,
            "number": number,
            "version": version,
            "at": at,
            "previous": last.version if last else None,
            **write_changes(fresh, quads, at),
        }
        (fresh / STEP_FILE).write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ReleaseError(folder, f"cannot be written: {error.strerror or error}") from error
    return _read_step(publish(folder, name, fill), number)


def _time_after(last: Step | None, now: datetime) -> str:
    """Write the time of a publication in whole seconds; it never goes back, as clocks may."""
    if last is not None:
        earliest = datetime.strptime(last.at, _TIME).replace(tzinfo=UTC) + timedelta(seconds=1)
        now = max(now, earliest)
    return now.astimezone(UTC).strftime(_TIME)


@lru_cache(4)
def _read_steps(folder: Path, count: int, written_ns: int) -> tuple[Step, ...]:  # noqa: ARG001 -- another time, other steps
    return tuple(_read_step(folder / f"{n:06}", n) for n in range(1, count + 1))


def _read_step(folder: Path, number: int) -> Step:
    try:
        fields = json.loads((folder / STEP_FILE).read_text(encoding="utf-8"))
        if (fields.pop("layout"), fields.pop("number")) != (LAYOUT, number):
            raise ReleaseError(folder, f"is no step {number} of layout {LAYOUT}{_REPAIR}")
        pages = tuple(Page(*page) for page in fields.pop("pages"))
        return Step(folder=folder, number=number, pages=pages, **fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(folder, f"cannot be read: {error}{_REPAIR}") from error


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as file:
            for line in file:
                yield line.removesuffix(b"\n")
    except (OSError, EOFError, zlib.error) as error:
        raise ReleaseError(path, f"damaged: {error}{_REPAIR}") from error
