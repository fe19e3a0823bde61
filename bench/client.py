"""An HTTP/1.1 client for load on the loopback: keep-alive, no redirects, about 30 µs a request.

Python's own client takes five times as long, as long as a server needs for a small query. Where
`wrk` is installed it measures throughput; a client in Python would be the slower one of the two.
"""

import json
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
PIECE_BYTES: Final = 1 << 18
PATIENCE_S: Final = 90.0
_BODILESS: Final = (204, 304)


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request: its target and the headers beside `Host`."""

    target: str
    headers: tuple[tuple[str, str], ...]

    @property
    def raw(self) -> bytes:
        """Write it as it goes over the wire."""
        lines = [f"GET {self.target} HTTP/1.1", f"Host: {HOST}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join([*lines, "", ""]).encode("ascii")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str:
        """Return a header's value, empty where there is none."""
        found = re.search(rf"^{name}: *(.*)$", self.head, re.IGNORECASE | re.MULTILINE)
        return found[1].strip() if found else ""


@dataclass(frozen=True, slots=True)
class Timings:
    """How long each answer took, in milliseconds, and why others failed."""

    taken_ms: tuple[float, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Throughput:
    """Answers per second, how many of them were no success, and who asked."""

    per_s: float
    failures: int
    client: str


class Connection:
    """One keep-alive connection; opened when needed, again when the server has closed it."""

    def __init__(self, port: int, patience_s: float = PATIENCE_S) -> None:
        self._address = (HOST, port)
        self._patience_s = patience_s
        self._socket: socket.socket | None = None
        self._buffer = b""
        self._at = 0

    def ask(self, raw: bytes) -> Reply:
        """Send a request and return the whole reply.

        Raises:
            OSError: the connection or the reply broke off.
        """
        pieces: list[bytes] = []
        head = self.stream(raw, pieces.append)
        return Reply(status_of(head), head, b"".join(pieces))

    def stream(self, raw: bytes, take: Callable[[bytes], object]) -> str:
        """Send a request, give the body to *take* as it comes, return the head.

        Raises:
            OSError: the connection or the reply broke off.
        """
        try:
            return self._exchange(raw, take)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; the next request opens another one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _exchange(self, raw: bytes, take: Callable[[bytes], object]) -> str:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._patience_s)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._buffer, self._at = b"", 0
        self._socket.sendall(raw)
        head = self._until(b"\r\n\r\n").decode("latin-1")
        folded = head.lower()
        if length := re.search(r"\ncontent-length: *(\d+)", folded):
            self._exactly(int(length[1]), take)
        elif "\ntransfer-encoding: chunked" in folded:
            while size := int(self._until(b"\r\n").partition(b";")[0], 16):
                self._exactly(size, take)
                self._until(b"\r\n")
            self._until(b"\r\n")
        elif status_of(head) not in _BODILESS:
            self._to_the_end(take)
        if "\nconnection: close" in folded:
            self.close()
        return head

    def _until(self, end: bytes) -> bytes:
        while (at := self._buffer.find(end, self._at)) < 0:
            self._buffer = self._buffer[self._at :] + self._more()
            self._at = 0
        found = self._buffer[self._at : at]
        self._at = at + len(end)
        return found

    def _exactly(self, size: int, take: Callable[[bytes], object]) -> None:
        while size:
            if self._at == len(self._buffer):
                self._buffer, self._at = self._more(), 0
            piece = self._buffer[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            take(piece)

    def _to_the_end(self, take: Callable[[bytes], object]) -> None:
        take(self._buffer[self._at :])
        while self._socket is not None and (piece := self._socket.recv(PIECE_BYTES)):
            take(piece)
        self.close()

    def _more(self) -> bytes:
        piece = self._socket.recv(PIECE_BYTES) if self._socket is not None else b""
        if not piece:
            raise ConnectionError("the reply broke off")
        return piece


def timings(
    port: int, requests: Sequence[Request], *, clients: int, limit: int, budget_s: float
) -> Timings:
    """Ask the *requests* in turn with so many *clients* at once, each on its own connection.

    Ends after *limit* requests, or after *budget_s* once every client has asked.
    """
    raws = [request.raw for request in requests]
    numbers, end = count(), time.perf_counter() + budget_s
    taken: list[float] = []
    failures: list[str] = []

    def ask() -> None:
        connection = Connection(port)
        while (i := next(numbers)) < limit and (i < clients or time.perf_counter() < end):
            begin = time.perf_counter()
            try:
                reply = connection.ask(raws[i % len(raws)])
            except OSError as error:
                failures.append(str(error) or type(error).__name__)
                break
            if reply.status != 200:
                failures.append(f"HTTP {reply.status}")
                break
            taken.append((time.perf_counter() - begin) * 1000)
        connection.close()

    _at_once(ask, clients)
    return Timings(tuple(taken), tuple(failures))


def throughput(port: int, requests: Sequence[Request], *, clients: int, seconds: int) -> Throughput:
    """Ask the *requests* in turn for so many *seconds*, with `wrk` where it is installed."""
    by_whom = _by_wrk if shutil.which("wrk") else _by_threads
    return by_whom(port, requests, clients, seconds)


_WRK_SCRIPT: Final = """
local i = 0
request = function()
  i = i % #jobs + 1
  return jobs[i]
end
"""


def _by_wrk(port: int, requests: Sequence[Request], clients: int, seconds: int) -> Throughput:
    # JSON's escapes of these strings are Lua's too: they are ASCII without control characters
    # other than the line ends.
    raws = ",\n".join(json.dumps(request.raw.decode("ascii")) for request in requests)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "jobs.lua"
        script.write_text(f"local jobs = {{\n{raws}\n}}\n{_WRK_SCRIPT}", encoding="ascii")
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s"]
        done = subprocess.run(
            [*command, str(script), f"http://{HOST}:{port}/"],
            capture_output=True,
            text=True,
            check=True,
        )
    return read_wrk(done.stdout)


def read_wrk(printed: str) -> Throughput:
    """Read what `wrk` prints.

    Raises:
        ValueError: there is no rate in it.
    """
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    if rate is None:
        raise ValueError(f"wrk printed no rate: {printed!r}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+)", printed)
    failures = (int(bad[1]) if bad else 0) + (sum(map(int, broken.groups())) if broken else 0)
    return Throughput(float(rate[1]), failures, "wrk")


def _by_threads(port: int, requests: Sequence[Request], clients: int, seconds: int) -> Throughput:
    raws, lock = cycle([request.raw for request in requests]), threading.Lock()
    statuses: list[int] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection = Connection(port)
        while time.perf_counter() < end:
            with lock:
                raw = next(raws)
            try:
                statuses.append(connection.ask(raw).status)
            except OSError:
                statuses.append(0)
        connection.close()

    _at_once(ask, clients)
    failures = sum(not 200 <= status < 400 for status in statuses)
    return Throughput(len(statuses) / seconds, failures, "threads")


def _at_once(work: Callable[[], None], clients: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def status_of(head: str) -> int:
    """Return the status that the head of a reply says."""
    return int(head[9:12])
