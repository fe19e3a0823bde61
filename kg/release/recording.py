"""Write the files of one publication, in one pass over both releases. Knows no history."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

from kg.publication.changes import Change, Kind, by_subject, page_iri, version_lines
from kg.publication.differences import Signed
from kg.publication.dumps import gzip_file

ADDED_FILE: Final = "added.nq.gz"
REMOVED_FILE: Final = "removed.nq.gz"
VERSIONS_FILE: Final = "versions.nq.gz"

PAGE_LINES: Final = 5_000
"""A page of the change feed ends with the thing that makes it this long."""

_GZIP_LEVEL: Final = 6


def stamp_of(at: str) -> str:
    """Write a time as it stands in addresses: `20261122T120000Z`."""
    return at.replace("-", "").replace(":", "")


def write_changes(folder: Path, quads: Iterable[Signed], at: str) -> dict[str, object]:
    """Write what came, what went and the new versions of things into *folder*.

    Args:
        folder: exists, and is empty.
        quads: every quad of both releases with its sign, in order.
        at: the time of the publication.

    Returns:
        Counts, and where each page of versions lies: its first byte, its length, its versions.

    Raises:
        OSError: the disk is full, or a file cannot be written.
    """
    recorder = _Recorder(at)
    recorder.write(folder, by_subject(quads))
    return {**recorder.counts, "pages": recorder.pages}


class _Recorder:
    """Holds the page that is being filled, and the counts so far."""

    def __init__(self, at: str) -> None:
        self._at = at
        self.counts = dict.fromkeys(("added", "removed", *(k.name.lower() for k in Kind)), 0)
        self.pages: list[tuple[int, int, int]] = []
        self._stamp = stamp_of(at)
        self._page: list[bytes] = []
        self._versions = 0

    def write(self, folder: Path, changes: Iterable[Change]) -> None:
        with (
            gzip_file(folder / ADDED_FILE) as added,
            gzip_file(folder / REMOVED_FILE) as removed,
            (folder / VERSIONS_FILE).open("wb") as versions,
        ):
            for change in changes:
                added.writelines(line + b"\n" for line in change.added)
                removed.writelines(line + b"\n" for line in change.removed)
                self.counts["added"] += len(change.added)
                self.counts["removed"] += len(change.removed)
                if change.is_of_thing:
                    self._take(change)
                if len(self._page) >= PAGE_LINES:
                    self._turn(versions)
            if self._page:
                self._turn(versions)

    def _take(self, change: Change) -> None:
        self.counts[change.kind.name.lower()] += 1
        page = page_iri(self._stamp, len(self.pages) + 1)
        self._page += version_lines(change, page, self._at)
        self._versions += 1

    def _turn(self, versions: IO[bytes]) -> None:
        text = b"\n".join(self._page) + b"\n"
        packed = gzip.compress(text, _GZIP_LEVEL, mtime=0)
        self.pages.append((versions.tell(), len(packed), self._versions))
        versions.write(packed)
        self._page, self._versions = [], 0
