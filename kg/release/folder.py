"""The folder of releases: one writer at a time, folders that are complete or absent, one pointer.

What makes it safe: a folder is written under a name that nobody reads, brought to the disk, and
renamed; the pointer is a symbolic link that is renamed over the old one. Both renames are atomic
(POSIX, rename), so a crash at any moment leaves the old release served. Knows nothing of RDF.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import ReleaseError

POINTER: Final = "current"

IMPORTS: Final = "imports"
"""Beside the releases: tables that `kg import` took for the next build."""

HISTORY: Final = "history"
"""Beside the releases: what each publication changed."""

_LOCK: Final = ".lock"
_TEMPORARY: Final = ".tmp-"
_WAIT_S: Final = 600.0
_RETRY_S: Final = 0.2


@contextmanager
def only_writer(out: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Be the only writer below *out*, which is made if need be; wait for another one to end.

    What an interrupted writer left behind is removed. The lock falls with the process that holds
    it, however that ends.

    Args:
        out: the folder of releases.
        say: told once when there is something to wait for.

    Raises:
        ReleaseError: the other writer did not end in ten minutes, or nothing can be written.
    """
    with _as_release_error(out):
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / _LOCK).open("a")
    with lock:
        _wait_for(lock.fileno(), out, say)
        with _as_release_error(out):
            for folder in (out, out / HISTORY):
                for left_over in folder.glob(f"{_TEMPORARY}*"):
                    _remove(left_over)
        yield


def publish(out: Path, name: str, fill: Callable[[Path], None]) -> Path:
    """Make the folder *name* below *out* appear, filled and on the disk, or not at all.

    To be called by the only writer. A folder of that name gives way: it must be known as damaged.

    Args:
        out: the folder of releases.
        name: of the new folder.
        fill: writes into the folder that it is given.

    Raises:
        ReleaseError: the disk is full, or nothing can be written.
    """
    fresh = out / f"{_TEMPORARY}{name}"
    final = out / name
    try:
        with _as_release_error(out):
            fresh.mkdir()
            fill(fresh)
            _bring_to_disk(fresh)
            if final.exists():
                final.rename(out / f"{_TEMPORARY}damaged-{name}")
            fresh.rename(final)
            _sync(out)
    finally:
        _remove(fresh)
        _remove(out / f"{_TEMPORARY}damaged-{name}")
    return final


def point_to(out: Path, name: str) -> None:
    """Make `current` below *out* point to the folder *name*, by a relative link.

    Raises:
        ReleaseError: the pointer's name is taken by something else, or nothing can be written.
    """
    pointer = out / POINTER
    if pointer.exists() and not pointer.is_symlink():
        raise ReleaseError(pointer, "is no link, so it cannot point to a release; move it away")
    fresh = out / f"{_TEMPORARY}{POINTER}"
    with _as_release_error(out):
        fresh.symlink_to(name)
        fresh.replace(pointer)
        _sync(out)


def take_away(folder: Path) -> None:
    """Remove *folder*, which is gone for all readers at once. To be called by the only writer.

    Raises:
        ReleaseError: nothing can be written.
    """
    out = folder.parent
    gone = out / f"{_TEMPORARY}removed-{folder.name}"
    with _as_release_error(out):
        folder.rename(gone)
        _sync(out)
    _remove(gone)


def pointed_to(out: Path) -> str:
    """Tell the name of the folder that `current` points to, without looking into it.

    Raises:
        ReleaseError: there is no such pointer.
    """
    try:
        return (out / POINTER).readlink().name
    except OSError:
        raise ReleaseError(out, "there is no release here; `kg build` makes one") from None


def _wait_for(descriptor: int, out: Path, say: Callable[[str], None]) -> None:
    deadline = time.monotonic() + _WAIT_S
    has_said = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                reason = f"another build has been at work for {_WAIT_S:.0f} s"
                raise ReleaseError(out, reason) from None
        else:
            return
        if not has_said:
            say(f"another build is at work in {out}; waiting for it")
            has_said = True
        time.sleep(_RETRY_S)


def _bring_to_disk(folder: Path) -> None:
    """Sync every file and folder, each folder after what it holds (fsync(2), notes)."""
    for parent, _, files in os.walk(folder, topdown=False):
        for file in files:
            _sync(Path(parent, file))
        _sync(Path(parent))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _as_release_error(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReleaseError(out, f"cannot be written: {error.strerror or error}") from error
