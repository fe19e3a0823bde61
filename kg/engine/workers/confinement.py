"""What binds a worker from its birth: memory, files, network, who goes first when memory is short.

Only the kernel's own limits: they hold whatever the engine does.
"""

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.engine.limits import Limits
from kg.engine.workers.network import leave_network

_OWN_FILES: Final = Path("/proc/self/fd")


def confine(limits: Limits, *, files: int) -> None:
    """Bind this process for the rest of its life; whatever it needs to open is open already.

    The memory ceiling counts from what the process has now, so that the dataset is not counted.
    Nothing can reach out, should the token scan have missed a `SERVICE`: there is no socket to be
    had, and no file descriptor for it.

    Args:
        limits: the ceilings.
        files: how many files it may still open at the same time.
    """
    _leave_first_when_memory_is_short()
    _limit(resource.RLIMIT_AS, _address_space_bytes() + limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, limits.answer_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _first_free_descriptor() + files)
    leave_network()


def heed_no_terminal() -> None:
    """Leave it to the front when to end: signals to the whole group are meant for the front."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def peak_bytes() -> int:
    """Return the most memory that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def unopened_tables(folder: Path | None) -> int:
    """Tell how many tables of the store on disk in *folder* are not open yet.

    RocksDB opens no more than 16 of them at first; where it cannot open another one, pyoxigraph
    0.5.13 asks for memory without end.
    """
    if folder is None:
        return 0
    there = sum(1 for path in folder.iterdir() if path.suffix == ".sst")
    links = (path.readlink() for path in _OWN_FILES.iterdir() if path.is_symlink())
    return max(0, there - sum(1 for link in links if link.suffix == ".sst"))


def _first_free_descriptor() -> int:
    """Fill the gaps between the file descriptors in use, and return the next one."""
    highest = max(int(path.name) for path in _OWN_FILES.iterdir())
    while (filling := os.dup(0)) < highest:
        pass
    os.close(filling)
    return filling


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, allowed))


def _leave_first_when_memory_is_short() -> None:
    with suppress(OSError):  # a container may forbid it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _address_space_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
