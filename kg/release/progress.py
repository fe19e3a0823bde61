"""Tell people what long work is doing: bars where somebody watches, lines for what must be read.

The one door to tqdm. Everything goes to standard error; standard output is data.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

from tqdm import tqdm

Advance = Callable[[int], object]
"""Counts that many more pieces as done."""


class Progress(Protocol):
    """Somebody to whom work tells how far it is."""

    def step(self, title: str, total: int | None = None) -> AbstractContextManager[Advance]:
        """Announce a step of *total* pieces, None where nothing can be counted."""

    def note(self, text: str) -> None:
        """Say something that must be read, bar or no bar."""


class PlainProgress:
    """Draws no bars; notes are lines of *stream*."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @contextmanager
    def step(self, title: str, total: int | None = None) -> Iterator[Advance]:  # noqa: ARG002
        """Do the step in silence."""
        yield _ignore

    def note(self, text: str) -> None:
        """Write a line."""
        self._stream.write(f"{text}\n")
        self._stream.flush()


class BarProgress:
    """Draws a bar for each step on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @contextmanager
    def step(self, title: str, total: int | None = None) -> Iterator[Advance]:
        """Draw a bar while the step lasts; it stays with its time when the step is done."""
        shape = "{l_bar}{bar}| {elapsed}" if total else "{desc} {elapsed}"
        with tqdm(
            total=total,
            desc=title,
            file=self._stream,
            bar_format=shape,
            unit_scale=True,
            dynamic_ncols=True,
        ) as bar:
            yield bar.update

    def note(self, text: str) -> None:
        """Write a line above the bar."""
        tqdm.write(text, file=self._stream)


def progress_on(stream: TextIO) -> Progress:
    """Choose bars where *stream* is a terminal, plain lines elsewhere."""
    return BarProgress(stream) if stream.isatty() else PlainProgress(stream)


def _ignore(count: int) -> None:
    del count
