"""Find the releases that are still kept beside the one that is served. Opens no store."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.errors import ReleaseError
from kg.release.history import steps
from kg.release.manifest import MANIFEST, Release, read_release

_VERSION: Final = re.compile(r"(?:\d{4}\.\d{2}\.\d{2}|undated)-[0-9a-f]{8}", re.ASCII)
_REMEMBERED: Final = 16


def is_version(name: str) -> bool:
    """Say whether *name* has the form of a release's name; nothing else is looked for on disk."""
    return _VERSION.fullmatch(name) is not None


def kept_release(out: Path, version: str) -> Release:
    """Find the release *version* below *out* by its manifest, without checking its files.

    Raises:
        ReleaseError: there is none of that name, or its manifest cannot be read.
    """
    folder = out / version
    if not is_version(version):
        raise ReleaseError(folder, "is no name of a release")
    try:
        written_ns = (folder / MANIFEST).stat().st_mtime_ns
    except OSError:
        raise ReleaseError(folder, "there is no release here") from None
    return _read(folder, written_ns)


def kept_releases(out: Path) -> tuple[Release, ...]:
    """List the releases below *out*, the one that was written last first.

    Their files are not checked; one whose manifest cannot be read is left out.
    """
    found: list[tuple[int, Release]] = []
    for folder in out.iterdir():
        try:
            release = kept_release(out, folder.name)
            found.append((folder.stat().st_mtime_ns, release))
        except (ReleaseError, OSError):  # not one, damaged, or taken away just now
            continue
    return tuple(release for _, release in sorted(found, key=_by_age, reverse=True))


def was_published(out: Path, version: str) -> bool:
    """Say whether the history below *out* knows a release of this name, kept or not."""
    try:
        return any(step.version == version for step in steps(out))
    except ReleaseError:
        return False


def _by_age(found: tuple[int, Release]) -> tuple[int, str]:
    written_ns, release = found
    return written_ns, release.version


@lru_cache(_REMEMBERED)
def _read(folder: Path, written_ns: int) -> Release:  # noqa: ARG001 -- another time, another file
    return read_release(folder)
