"""Name a release in what it says of itself, though the name is made from a hash over just that.

Until the hash is known a placeholder stands where the name belongs. Knows no file.
"""

from collections.abc import Iterable
from typing import Final

UNVERSIONED: Final = "0000.00.00-00000000"
"""What stands for a release's name as long as it has none."""


def with_version(lines: Iterable[bytes], version: str) -> list[bytes]:
    """Put *version* where `UNVERSIONED` stands in N-Quads *lines*; sort them anew."""
    unknown, known = UNVERSIONED.encode("ascii"), version.encode("utf-8")
    return sorted(line.replace(unknown, known) if unknown in line else line for line in lines)
