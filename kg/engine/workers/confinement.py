"""What binds a worker from its birth: memory, files, network, who goes first when memory is short.

Only the kernel's own limits: they hold whatever the engine does.
"""

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from kg.engine.limits import Limits


def confine(limits: Limits) -> None:
    """Bind this process for the rest of its life; whatever it needs to open is open already.

    The memory ceiling counts from what the process has now, so that the dataset is not counted.
    Without file descriptors nothing can reach out: `SERVICE` fails where the token scan should
    have missed it.
    """
    _leave_first_when_memory_is_short()
    address_space = _address_space_bytes() + limits.memory_bytes
    _limit(resource.RLIMIT_AS, address_space)
    _limit(resource.RLIMIT_FSIZE, limits.answer_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 0)


def heed_no_terminal() -> None:
    """Leave it to the front when to end: signals to the whole group are meant for the front."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def peak_bytes() -> int:
    """Return the most memory that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


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
