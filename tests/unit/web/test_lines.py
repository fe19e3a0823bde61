"""Lines of the log go out by themselves, and nobody waits for them."""

import io
import json
import logging
import os
import threading
import time
from collections.abc import Callable

import pytest

from kg.web.operating.lines import LineHandler

WAIT_S = 5.0


def record(text: str, level: int = logging.INFO) -> logging.LogRecord:
    return logging.LogRecord("kg", level, "", 0, text, None, None)


def events(text: str) -> list[str]:
    return [json.loads(line)["event"] for line in text.splitlines()]


def settled(is_done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WAIT_S
    while not is_done() and time.monotonic() < deadline:
        time.sleep(0.005)
    return is_done()


class Stuck(io.StringIO):
    """A stream that nobody reads until told."""

    def __init__(self) -> None:
        super().__init__()
        self.is_read = threading.Event()

    def write(self, text: str) -> int:
        self.is_read.wait(WAIT_S)
        return super().write(text)


@pytest.mark.parametrize("level", [logging.INFO, logging.ERROR])
def test_lines_go_out_by_themselves_and_in_order(level: int) -> None:
    stream = io.StringIO()
    handler = LineHandler(stream)
    for number in range(100):
        handler.handle(record(str(number), level))
    assert settled(lambda: stream.getvalue().count("\n") == 100)
    assert events(stream.getvalue()) == [str(number) for number in range(100)]


def test_flushing_writes_at_once() -> None:
    stream = io.StringIO()
    handler = LineHandler(stream)
    handler.handle(record("last"))
    handler.flush()
    assert events(stream.getvalue()) == ["last"]


def test_a_stream_that_nobody_reads_stops_nobody_and_what_is_lost_is_counted() -> None:
    stream = Stuck()
    handler = LineHandler(stream, limit=10)
    handler.handle(record("first"))
    assert settled(lambda: not handler._lines)
    began_s = time.monotonic()
    for number in range(25):
        handler.handle(record(str(number)))
    assert time.monotonic() - began_s < 1
    stream.is_read.set()
    handler.flush()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines][-2:] == ["9", "dropped"]
    assert lines[-1]["lines"] == 15


def test_a_closed_stream_does_no_harm() -> None:
    stream = io.StringIO()
    handler = LineHandler(stream)
    stream.close()
    handler.handle(record("unheard"))
    handler.flush()


def test_a_forked_process_writes_its_own_lines_only() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream, os.fdopen(reading) as back:
        handler = LineHandler(stream, limit=100)
        with handler._writing:  # so that the parent's line is still there when it forks
            handler.handle(record("parent"))
            child = os.fork()
            if child == 0:
                handler.handle(record("child"))
                handler.flush()
                os._exit(0)
        os.waitpid(child, 0)
        handler.flush()
        stream.close()
        assert sorted(events(back.read())) == ["child", "parent"]
