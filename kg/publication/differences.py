"""Compare sorted canonical lines: what one dataset has that another has not. Knows no file.

A sign says what happened to a line: 1 it came, -1 it went, 0 it stayed.
"""

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby, repeat
from operator import itemgetter
from typing import Final

Signed = tuple[bytes, int]

ADDED: Final = 1
REMOVED: Final = -1
STAYED: Final = 0


def compared(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Signed]:
    """Give every line of both with its sign, in order.

    Args:
        old: sorted lines, each once.
        new: likewise.
    """
    before, after = iter(old), iter(new)
    left, right = next(before, None), next(after, None)
    while left is not None and right is not None:
        if left == right:
            yield left, STAYED
            left, right = next(before, None), next(after, None)
        elif left < right:
            yield left, REMOVED
            left = next(before, None)
        else:
            yield right, ADDED
            right = next(after, None)
    if left is not None:
        yield left, REMOVED
        yield from ((line, REMOVED) for line in before)
    if right is not None:
        yield right, ADDED
        yield from ((line, ADDED) for line in after)


def summed(changes: Iterable[tuple[Iterable[bytes], int]]) -> Iterator[Signed]:
    """Make one difference of several that follow each other; what came and went is left out.

    Nothing is held in memory but a line of each.

    Args:
        changes: sorted lines with the sign that all of them have, in any order: the lines that
            each difference added, and those that it removed.
    """
    streams = [zip(lines, repeat(sign)) for lines, sign in changes]
    for line, group in groupby(heapq.merge(*streams), itemgetter(0)):
        sign = sum(sign for _, sign in group)
        if sign:
            yield line, sign
