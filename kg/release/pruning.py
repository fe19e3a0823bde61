"""Take away releases that are not needed any more; never one that is served.

Whoever serves a release holds it: a shared lock on its manifest, which falls with the process. What
is held stays, and what goes is renamed first, so that a release is there as a whole or not at all.
The history is left as it is, so what a release was can still be told.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReleaseError
from kg.release.folder import only_writer, pointed_to, take_away
from kg.release.keeping import kept_releases
from kg.release.manifest import MANIFEST, Release


@dataclass(frozen=True, slots=True)
class Pruned:
    """What became of the releases that were too many.

    Attributes:
        removed: the folders that are gone.
        held: the folders that stay since somebody serves them.
    """

    removed: tuple[Path, ...]
    held: tuple[Path, ...]


class Hold:
    """Keeps a release from being taken away, until it is let go."""

    def __init__(self, release: Release) -> None:
        """Hold *release*; where the file system knows no locks, nothing is held.

        Raises:
            ReleaseError: it is just being taken away, or was.
        """
        self._descriptor = _opened(release.path)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            self.let_go()
            raise ReleaseError(release.path, "is just being removed") from None
        except OSError:
            self.let_go()

    def let_go(self) -> None:
        """Hold it no more."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def prune(out: Path, keep: int, say: Callable[[str], None]) -> Pruned:
    """Take away all releases below *out* but the newest *keep*; the one pointed to is one of them.

    A folder whose manifest cannot be read is left alone.

    Args:
        out: the folder of releases.
        keep: how many stay, at least one.
        say: told once when there is something to wait for.

    Raises:
        ReleaseError: nothing is pointed to, another build does not end, or nothing can be written.
    """
    with only_writer(out, say):
        served = pointed_to(out)
        newest = sorted(kept_releases(out), key=lambda one: one.version != served)
        removed: list[Path] = []
        held: list[Path] = []
        for release in newest[max(keep, 1) :]:
            with _nobody_holds(release.path) as is_free:
                if is_free:
                    take_away(release.path)
            (removed if is_free else held).append(release.path)
        return Pruned(tuple(removed), tuple(held))


@contextmanager
def _nobody_holds(folder: Path) -> Iterator[bool]:
    """Say whether nobody serves the release in *folder*, and see to it that nobody begins to."""
    descriptor = _opened(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int:
    try:
        return os.open(folder / MANIFEST, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        raise ReleaseError(folder, "there is no release here") from None
