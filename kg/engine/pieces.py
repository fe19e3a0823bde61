"""Hand over text in pieces: small enough to be held, large enough to be worth a call."""

from typing import BinaryIO, Final

_PIECE_CHARACTERS: Final = 32_768


class Pieces:
    """A place to write text to, which arrives at *out* as UTF-8."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._held: list[str] = []
        self._characters = 0

    def write(self, text: str) -> int:
        """Take in *text*."""
        self._held.append(text)
        self._characters += len(text)
        if self._characters >= _PIECE_CHARACTERS:
            self.end()
        return len(text)

    def end(self) -> None:
        """Hand over what is held."""
        if self._held:
            self._out.write("".join(self._held).encode("utf-8"))
            self._held.clear()
            self._characters = 0
