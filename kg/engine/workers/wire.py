"""What the front and its workers say to each other: frames over a Unix socket, nothing pickled.

A frame is a header and a payload. An error is a class of a closed table with its fields.
"""

import dataclasses
import json
import os
import socket
import struct
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.engine.door import DatasetClause
from kg.errors import (
    AnswerTooLongError,
    EvaluationError,
    KGError,
    NoGeometryError,
    NotXMLError,
    QueryMemoryError,
    QuerySyntaxError,
    QueryTooDeepError,
    ReleaseError,
    ServiceRefusedError,
    SettingsError,
    SourceError,
    UnknownFunctionError,
)
from kg.formats import ALL_FORMATS, Format

HEADER: Final = struct.Struct("<BBQ")
"""Kind of the frame; whether the worker ends after it; length of the payload, or a number."""

_BOUNDS: Final = struct.Struct("<dQI")
"""Of a question: seconds it may take, bytes its answer may have, length of its head."""

_BUFFER_BYTES: Final = 65_536
_ROOM_FOR_A_FILE: Final = socket.CMSG_SPACE(4)

_ERRORS: Final = MappingProxyType(
    {
        error.__name__: error
        for error in (
            AnswerTooLongError,
            EvaluationError,
            NoGeometryError,
            NotXMLError,
            QueryMemoryError,
            QuerySyntaxError,
            QueryTooDeepError,
            ReleaseError,
            ServiceRefusedError,
            SettingsError,
            SourceError,
            UnknownFunctionError,
        )
    }
)
_FORMATS: Final = MappingProxyType({known.name: known for known in ALL_FORMATS})


class Kind(IntEnum):
    """What a frame is."""

    GREETING = 1
    QUESTION = 2
    WHOLE = 3
    ERROR = 4
    SPILLED = 5
    PROGRESS = 6
    DONE = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame.

    Attributes:
        kind: what it is.
        is_last: whether the worker ends after it.
        number: bytes written so far, of `PROGRESS` and `DONE`; else the length of the payload.
        payload: an answer, an error, a question, a greeting.
    """

    kind: int
    is_last: bool
    number: int
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class Question:
    """A query as a worker gets it.

    Attributes:
        text: the query.
        clause: the dataset that the request asked for.
        is_union: whether the default graph is the union of the named graphs for it.
        answer_format: how the answer is written.
    """

    text: str
    clause: DatasetClause
    is_union: bool
    answer_format: Format

    def written(self) -> bytes:
        """Write everything that does not change when the question is put again."""
        clause = self.clause
        parts = (self.answer_format.name, self.is_union, clause.default, clause.named)
        head = json.dumps(parts).encode("ascii")
        return len(head).to_bytes(4, "little") + head + self.text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the evaluation of one question may use: seconds and bytes of the answer."""

    timeout_s: float
    answer_bytes: int


def question_frame(written: bytes, bounds: Bounds) -> bytes:
    """Make the frame of a question that was written, under *bounds*."""
    head_bytes = int.from_bytes(written[:4], "little")
    packed = _BOUNDS.pack(bounds.timeout_s, bounds.answer_bytes, head_bytes)
    length = len(packed) + len(written) - 4
    return b"".join((HEADER.pack(Kind.QUESTION, 0, length), packed, written[4:]))


def read_question(payload: bytes) -> tuple[Question, Bounds]:
    """Read the payload of a question."""
    timeout_s, answer_bytes, head_bytes = _BOUNDS.unpack_from(payload)
    text_at = _BOUNDS.size + head_bytes
    name, is_union, default, named = json.loads(payload[_BOUNDS.size : text_at])
    clause = DatasetClause(
        None if default is None else tuple(default), None if named is None else tuple(named)
    )
    text = payload[text_at:].decode("utf-8", "surrogatepass")
    return Question(text, clause, is_union, _FORMATS[name]), Bounds(timeout_s, answer_bytes)


def error_written(error: KGError) -> bytes:
    """Write an error of the table; any other one as an `EvaluationError` with its words."""
    name = type(error).__name__
    if name not in _ERRORS:
        return error_written(EvaluationError(str(error)))
    values = [getattr(error, field.name) for field in _fields(type(error))]
    return json.dumps([name, values], default=str).encode("ascii")


def read_error(payload: bytes) -> KGError:
    """Read an error of the table."""
    name, values = json.loads(payload)
    known = _ERRORS[name]
    types = [field.type for field in _fields(known)]
    pairs = zip(types, values, strict=True)
    values = [Path(value) if type_ is Path else value for type_, value in pairs]
    error: KGError = known(*values)
    return error


def _fields(error: type[KGError]) -> tuple[dataclasses.Field[object], ...]:
    return dataclasses.fields(error) if dataclasses.is_dataclass(error) else ()


class FrameSocket:
    """A stream socket of frames. Waiting is left to the kernel (`SO_RCVTIMEO`): no poll."""

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self._buffer = bytearray(_BUFFER_BYTES)
        self._view = memoryview(self._buffer)
        self._start = self._end = 0
        self._wait_s = 0.0

    def send(self, frame: bytes) -> None:
        """Send a whole frame.

        Raises:
            OSError: nobody is there any more.
        """
        self.socket.sendall(frame)

    def receive_now(self) -> Frame | None:
        """Return the next frame if it has begun to come; waits for the rest of it only.

        Raises:
            EOFError: the other side is gone.
        """
        while self._end - self._start < HEADER.size:
            if not self._fill(socket.MSG_DONTWAIT):
                return None
        return self._frame()

    def send_with(self, frame: bytes, fd: int) -> None:
        """Send a whole frame and a file descriptor with its first byte; raises as `send` does."""
        sent = socket.send_fds(self.socket, [frame], [fd])
        if sent < len(frame):
            self.socket.sendall(frame[sent:])

    def receive(self, wait_s: float = 0.0) -> Frame | None:
        """Return the next frame; None where none has begun within *wait_s* (0: no limit).

        Raises:
            EOFError: the other side is gone.
        """
        if wait_s != self._wait_s:
            self._set_wait(wait_s)
        while self._end - self._start < HEADER.size:
            if not self._fill():
                return None
        return self._frame()

    def _frame(self) -> Frame:
        kind, is_last, number = HEADER.unpack_from(self._buffer, self._start)
        self._start += HEADER.size
        if kind in (Kind.SPILLED, Kind.PROGRESS, Kind.DONE):
            return Frame(kind, bool(is_last), number)
        return Frame(kind, bool(is_last), number, self._payload(number))

    def close(self) -> None:
        """Close the socket."""
        self.socket.close()

    def _payload(self, length: int) -> bytes:
        at_hand = self._end - self._start
        if length <= at_hand:
            payload = bytes(self._view[self._start : self._start + length])
            self._start += length
            return payload
        whole = bytearray(length)
        whole[:at_hand] = self._view[self._start : self._end]
        self._start = self._end = 0
        rest = memoryview(whole)[at_hand:]
        while rest:
            received = self._received_into(rest)
            rest = rest[received:]  # a worker that has begun to send does nothing else
        return bytes(whole)

    def _fill(self, flags: int = 0) -> bool:
        if self._start == self._end:
            self._start = self._end = 0
        elif self._start:
            left = bytes(self._view[self._start : self._end])
            self._view[: len(left)] = left
            self._start, self._end = 0, len(left)
        received = self._received_into(self._view[self._end :], flags)
        self._end += received
        return received > 0

    def _received_into(self, target: memoryview, flags: int = 0) -> int:
        """Return the number of bytes received; 0 where the wait was over before."""
        try:
            received = self._receive_into(target, flags)
        except BlockingIOError:
            return 0
        except ConnectionError:
            raise EOFError from None
        if not received:
            raise EOFError
        return received

    def _receive_into(self, target: memoryview, flags: int) -> int:
        return self.socket.recv_into(target, 0, flags)

    def _set_wait(self, wait_s: float) -> None:
        seconds = int(wait_s)
        microseconds = max(int((wait_s - seconds) * 1e6), 0 if wait_s <= 0 else 1)
        packed = struct.pack("@ll", seconds, microseconds)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, packed)
        self._wait_s = wait_s


class FrameSocketWithFile(FrameSocket):
    """One that receives a file descriptor now and then: the last one is kept in `file`."""

    def __init__(self, connected: socket.socket) -> None:
        super().__init__(connected)
        self.file = -1

    def close_file(self) -> None:
        """Close the file that was received."""
        os.close(self.file)
        self.file = -1

    def _receive_into(self, target: memoryview, flags: int) -> int:
        received, sent_along, _, _ = self.socket.recvmsg_into([target], _ROOM_FOR_A_FILE, flags)
        for _, _, packed in sent_along:
            self.file = int.from_bytes(packed, sys.byteorder)
        return received
