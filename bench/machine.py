"""What the machine says of itself and of processes. Reads `/proc`, so Linux only."""

import os
import random
import re
import socket
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.client import HOST

_PROC: Final = Path("/proc")
_PORTS: Final = range(20_000, 32_000)


@dataclass(frozen=True, slots=True)
class Machine:
    """The hardware; `memory_gib` is all there is."""

    processor: str
    cores: int
    memory_gib: float


def machine() -> Machine:
    """Describe this machine."""
    about = (_PROC / "cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"^model name\s*: (.*)$", about, re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(model[1] if model else "unknown", os.cpu_count() or 1, memory / 2**30)


def load() -> tuple[float, float, float]:
    """Return the mean number of running processes over 1, 5 and 15 minutes."""
    return os.getloadavg()


def free_port() -> int:
    """Return a port that nobody listens on now.

    It is none that the system gives to a connection on its way out, as `bind` to port 0 would: such
    a one may be taken again before it is used.
    """
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind((HOST, port))
            return port


def front_processes(root: int) -> tuple[int, ...]:
    """List the process *root* and its descendants, without the workers that evaluate queries.

    Those, and the process that they are forked from, run a module of `kg.engine.workers`.
    """
    children = defaultdict(list)
    for process, parent in _parents():
        children[parent].append(process)
    found, todo = [], [root]
    while todo:
        process = todo.pop()
        if not _is_worker(process):
            found.append(process)
            todo += children[process]
    return tuple(found)


def resident_mib(processes: tuple[int, ...]) -> float:
    """Sum what these processes keep in memory for themselves, in MiB."""
    total = 0
    for process in processes:
        try:
            status = (_PROC / str(process) / "status").read_text(encoding="utf-8")
        except OSError:
            continue
        found = re.search(r"^RssAnon:\s+(\d+) kB", status, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def _parents() -> list[tuple[int, int]]:
    pairs = []
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            pairs.append((int(folder.name), int(stat.rpartition(")")[2].split()[1])))
    return pairs


def _is_worker(process: int) -> bool:
    try:
        line = (_PROC / str(process) / "cmdline").read_bytes()
    except OSError:
        return True
    return b"kg.engine.workers" in line
