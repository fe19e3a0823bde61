"""The gateway behind the real server: long answers, clients that leave, bodies too long."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path

import pytest

from bench.machine import free_port
from tests.conftest import ROOT

APP = """
import time
from pathlib import Path
from kg.web.wire.file_parts import FilePart
from kg.web.transport.gateway import CANCELLATION, Gateway
from kg.web.transport.memo import Memo
from kg.web.operating.observing import Observer

PIECE = b"a" * 65536

def pieces(environ):
    for number in range(20):
        yield PIECE
        if environ["PATH_INFO"] == "/fails" and number == 10:
            raise RuntimeError("late")

def endless():
    try:
        while True:
            yield PIECE
    finally:
        said("closed")

def said(word):
    with open("said", "a") as file:
        file.write(word + "\\n")

def waits(environ):
    environ[CANCELLATION].on_cancel(lambda: said("left"))
    time.sleep(3)
    return [b"waited"]

def file(environ, start_response):
    part = FilePart(Path("numbers"), 10, 8_000_010)
    start_response("206 Partial Content", [("Content-Length", str(part.length_bytes))])
    if environ["PATH_INFO"] == "/file-lost":
        part = FilePart(Path("lost"), 10, 8_000_010)
    return part

def ended(noted):
    said(f"sent-{noted.sent_bytes}-{noted.is_complete}")

def app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/whole":
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Length", str(len(str(len(body)))))])
        return [str(len(body)).encode()]
    if path == "/who":
        told = [environ.get(f"HTTP_{name}", "") for name in ("X_FORWARDED_FOR", "FORWARDED")]
        body = "|".join(told).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]
    if path.startswith("/file"):
        return Observer(file, lambda noted: None, ended)(environ, start_response)
    if path == "/breaks":
        raise RuntimeError("early")
    start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/endless":
        return endless()
    if path == "/waits":
        return waits(environ)
    return pieces(environ)

gateway = Gateway(app, threads=4, body_limit_bytes=100_000, body_s=1.0, stall_s=1.0,
    memo=Memo(0, lambda: ''))
"""

NUMBERS = b"".join(b"%09d\n" % number for number in range(1_000_000))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gateway")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    (folder / "small_app.py").write_text(APP, encoding="utf-8")
    (folder / "numbers").write_bytes(NUMBERS)
    number = free_port()
    options = f"--interface rsgi --port {number} --log-level error small_app:gateway"
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *options.split()],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"},
    )
    end_s = time.monotonic() + 20
    while time.monotonic() < end_s:
        try:
            socket.create_connection(("127.0.0.1", number), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield number
    process.terminate()
    process.wait(timeout=20)


def said(folder: Path, word: str) -> bool:
    end_s = time.monotonic() + 10
    while time.monotonic() < end_s:
        path = folder / "said"
        if path.exists() and word in path.read_text(encoding="utf-8").split():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def asked(port: int, path: str, body: bytes | None = None) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST" if body is not None else "GET", path, body)
    yield connection
    connection.close()


@contextmanager
def answered(port: int, path: str, body: bytes | None = None) -> Iterator[HTTPResponse]:
    with asked(port, path, body) as connection, connection.getresponse() as response:
        yield response


def test_a_long_answer_comes_in_pieces_and_whole(port: int) -> None:
    with answered(port, "/pieces") as response:
        assert response.headers["Transfer-Encoding"] == "chunked"
        assert response.read() == b"a" * 65536 * 20


def test_a_part_of_a_file_is_sent_and_counted(port: int, folder: Path) -> None:
    with answered(port, "/file") as response:
        assert (response.status, response.headers["Content-Length"]) == (206, "8000000")
        assert response.read() == NUMBERS[10:8_000_010]
    assert said(folder, "sent-8000000-True")


def test_a_file_that_is_read_slowly_holds_no_thread(port: int) -> None:
    """There are four threads; ten clients stop in the middle, and others are answered."""
    with ExitStack() as opened:
        slow = [opened.enter_context(answered(port, "/file")) for _ in range(10)]
        assert [response.read(1) for response in slow] == [b"0"] * 10
        for _ in range(4):
            with answered(port, "/whole", b"") as response:
                assert response.read() == b"0"
        assert slow[-1].read() == NUMBERS[11:8_000_010]


def test_a_file_that_was_taken_away_is_no_half_answer(port: int) -> None:
    with answered(port, "/file-lost") as response:
        assert response.status >= 400


def test_an_answer_that_fails_late_is_broken_off(port: int) -> None:
    with (
        answered(port, "/fails") as response,
        pytest.raises((IncompleteRead, ConnectionResetError)),
    ):
        response.read()


def test_an_app_that_fails_early_gives_a_status(port: int) -> None:
    with answered(port, "/breaks") as response:
        assert response.status == 500


@pytest.mark.parametrize("sent", [0, 5, 100_000])
def test_a_body_reaches_the_app(port: int, sent: int) -> None:
    with answered(port, "/whole", b"x" * sent) as response:
        assert response.read() == str(sent).encode()


def test_a_body_that_is_too_long_is_cut_off_for_the_app_to_refuse(port: int) -> None:
    with answered(port, "/whole", b"x" * 5_000_000) as response:
        assert 100_000 < int(response.read()) < 1_000_000


def test_a_body_that_takes_too_long_is_no_request(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"POST /whole HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
        assert client.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_ends_before_its_length_is_no_request(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"POST /whole HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
        client.shutdown(socket.SHUT_WR)
        assert client.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_an_answer_that_nobody_reads_on_is_closed(port: int, folder: Path) -> None:
    with answered(port, "/endless") as response:
        response.read(10)
    assert said(folder, "closed")


def test_a_client_that_leaves_while_it_waits_is_noticed(port: int, folder: Path) -> None:
    with asked(port, "/waits"):
        time.sleep(0.3)
    assert said(folder, "left")


def test_a_client_that_stops_reading_is_left_behind_and_the_others_are_served(
    port: int, folder: Path
) -> None:
    (folder / "said").unlink(missing_ok=True)
    with ExitStack() as lazy:
        for _ in range(4):
            lazy.enter_context(asked(port, "/endless"))
        with answered(port, "/whole", b"xx") as response:  # when a thread is free again
            assert response.read() == b"2"
        assert said(folder, "closed")
