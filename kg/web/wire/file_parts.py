"""A body that is a part of a file, so that whoever sends it may do so without reading it here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PIECE_BYTES: Final = 262_144


@dataclass(frozen=True, slots=True)
class FilePart:
    """The bytes of a file from *start* up to, but without, *end*; iterating reads them.

    Attributes:
        path: of a file that never changes.
        start: the first byte.
        end: the byte behind the last.
    """

    path: Path
    start: int
    end: int

    @property
    def length_bytes(self) -> int:
        """Return how many bytes there are."""
        return self.end - self.start

    def __iter__(self) -> Iterator[bytes]:
        """Read the part piece by piece.

        Raises:
            EOFError: the file ends before the part does.
        """
        left = self.length_bytes
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left:
                piece = file.read(min(left, _PIECE_BYTES))
                if not piece:
                    raise EOFError(f"{self.path.name} is shorter than it was")
                left -= len(piece)
                yield piece

    def read(self) -> bytes:
        """Read the part in one piece."""
        return b"".join(self)
