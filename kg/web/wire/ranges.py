"""What HTTP says about asking for a part of a file. Pure: knows no Flask and no file.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

import re
from dataclasses import dataclass
from typing import Final

from kg.errors import RangeNotSatisfiableError

_RANGE: Final = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of a file, from *start* up to, but without, *end*."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return how many bytes there are."""
        return self.end - self.start

    def content_range(self, length_bytes: int) -> str:
        """Write the span of a file of that length as `Content-Range` does."""
        return f"bytes {self.start}-{self.end - 1}/{length_bytes}"


def choose_span(header: str, length_bytes: int) -> Span | None:
    """Read a `Range` header for a file of *length_bytes*; None for the whole file.

    The whole file is what a server may send for any range. It is sent where the header is none that
    can be read, as the standard wants, and for several ranges, which nobody needs of a bulk file.

    Raises:
        RangeNotSatisfiableError: the range begins behind the file's end, or asks for nothing.
    """
    found = _RANGE.fullmatch(header)
    if found is None:
        return None
    first, last = found.groups()
    if not first:
        return _suffix(int(last), length_bytes) if last else None
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= length_bytes:
        raise RangeNotSatisfiableError(length_bytes)
    return Span(start, min(int(last) + 1, length_bytes) if last else length_bytes)


def holds_condition(if_range: str, tag: str, modified: str) -> bool:
    """Say whether the part is wanted by `If-Range`, or only the whole of something newer.

    A tag must be strong. A date must be exactly that of the file: whatever has one here never
    changes, so that the date is as good as a tag (RFC 9110, 13.1.5).
    """
    given = if_range.strip()
    return given in {"", f'"{tag}"', modified}


def _suffix(count: int, length_bytes: int) -> Span:
    if not count or not length_bytes:
        raise RangeNotSatisfiableError(length_bytes)
    return Span(max(0, length_bytes - count), length_bytes)
