"""Copy the pages that a worker shares with its zygote while it is idle, not while it answers.

The store writes to its memory as it reads (locks and counts of references), so each page that a
query touches for the first time is copied then, which takes many times as long as the query does.
The kernel copies them ahead if it is asked to, and puts the small pages that come of it together
again to huge ones.

Source: https://man7.org/linux/man-pages/man2/madvise.2.html (MADV_POPULATE_WRITE, Linux 5.14;
MADV_COLLAPSE, Linux 6.1)
"""

import ctypes
import itertools
from pathlib import Path
from typing import Final

_MAPS: Final = Path("/proc/self/maps")
_POPULATE_WRITE: Final = 23
_COLLAPSE: Final = 25
_SLICE_BYTES: Final = 4 * 2**20
"""So much at a time: two milliseconds, which a question that comes meanwhile has to wait."""

_SMALL_BYTES: Final = 2**20
_PRIVATE: Final = "rw-p"
_WITHOUT_FILE: Final = "0"


class SharedPages:
    """What is left to be copied: slices of the memory that this process has now.

    To be made before the process may open files no more.
    """

    def __init__(self) -> None:
        self._slices = _slices()
        self._madvise = ctypes.CDLL(None).madvise

    @property
    def are_left(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self._slices)

    def copy_some(self) -> None:
        """Copy the next slice; a kernel that cannot is not asked again."""
        start, length = self._slices.pop()
        address, size = ctypes.c_void_p(start), ctypes.c_size_t(length)
        if self._madvise(address, size, _POPULATE_WRITE) != 0:
            self._slices.clear()
            return
        self._madvise(address, size, _COLLAPSE)


def _slices() -> list[tuple[int, int]]:
    """List address and length of each piece of large private memory without a file."""
    found = []
    for line in _MAPS.read_text(encoding="ascii", errors="replace").splitlines():
        span, mode, _, _, inode, *_ = line.split()
        start, end = (int(number, 16) for number in span.split("-"))
        if mode == _PRIVATE and inode == _WITHOUT_FILE and end - start >= _SMALL_BYTES:
            first = -start % _SLICE_BYTES + start  # huge pages begin at multiples of their size
            bounds = [start, *range(first, end, _SLICE_BYTES), end]
            found += [(a, b - a) for a, b in itertools.pairwise(bounds) if b > a]
    return found
