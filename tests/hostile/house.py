"""A server to attack: started as operators start it, watched through /proc, asked by sockets."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from bench.machine import free_port
from tests.conftest import ROOT

WAIT_S = 30.0
THINGS = 10_000
MIXED = 200
LONG_MINUTES = float(os.environ.get("HOSTILE_MINUTES", "0"))
"""How long the attacks that have no end of their own go on; CI leaves it at a few seconds."""

_MARK = "HOUSE_UNDER_ATTACK"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def write_data(path: Path) -> Path:
    """Write 41,000 triples: a ring of things with numbers, and literals that cannot be ordered."""
    lines = [
        f"<urn:t:{n}> <urn:kind> <urn:Thing> .\n"
        f'<urn:t:{n}> <urn:label> "thing {n}" .\n'
        f'<urn:t:{n}> <urn:number> "{n}"^^<{_XSD}integer> .\n'
        f"<urn:t:{n}> <urn:next> <urn:t:{(n + 1) % THINGS}> .\n"
        for n in range(THINGS)
    ]
    lines += [
        f"<urn:m:{n}> <urn:mixed> {value} .\n"
        for n in range(MIXED)
        for value in (
            f'"{n}"',
            f'"{n}"^^<{_XSD}integer>',
            '"x"@de',
            f'"2020-01-01T00:00:{n % 60:02}{"Z" if n % 2 else ""}"^^<{_XSD}dateTime>',
            f'"NaN"^^<{_XSD}double>',
        )
    ]
    path.write_text("".join(lines), encoding="ascii")
    return path


_numbers = count()


def small_query() -> tuple[str, bytes]:
    """Return a query that was never asked, so that no kept answer serves, and its answer in CSV."""
    number = next(_numbers)
    thing = number % THINGS
    text = f"SELECT ?n ?l {{ <urn:t:{thing}> <urn:number> ?n ; <urn:label> ?l }} # {number}"
    return text, f"n,l\r\n{thing},thing {thing}\r\n".encode()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a client got.

    Attributes:
        status: 0 where the connection ended before one.
        is_whole: whether the client may take the body for complete.
        seconds: from the request to the last byte.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = False
    seconds: float = 0.0

    @property
    def outcome(self) -> str:
        """Say in a word what became of the request."""
        if self.is_whole:
            return str(self.status)
        return "broken" if self.status else "no answer"


class Client:
    """Asks over one connection, which it opens again when it was closed.

    Args:
        address: of loopback; a client of another address has a share of its own.
    """

    def __init__(self, port: int, address: str = "127.0.0.1", timeout_s: float = WAIT_S) -> None:
        self._connection = HTTPConnection(
            "127.0.0.1", port, timeout=timeout_s, source_address=(address, 0)
        )

    def ask(self, query: str, headers: Mapping[str, str] = {}, **parameters: str) -> Reply:
        """Post a query; the answer is CSV unless *parameters* say otherwise."""
        path = "/sparql?" + urlencode({"format": "csv"} | parameters)
        sent = {"Content-Type": "application/sparql-query", **headers}
        return self.request("POST", path, query.encode("utf-8", "surrogatepass"), sent)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] = {},
    ) -> Reply:
        """Send a request and read its reply to the end."""
        began_s = time.monotonic()
        response: HTTPResponse | None = None
        try:
            self._connection.request(method, path, body, dict(headers))
            response = self._connection.getresponse()
            content, is_whole = response.read(), True
        except IncompleteRead as error:
            content, is_whole = error.partial, False
        except (OSError, HTTPException):
            content, is_whole = b"", False
        seconds = time.monotonic() - began_s
        if not is_whole:
            self.close()
        if response is None:
            return Reply(0, seconds=seconds)
        named = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, named, content, is_whole, seconds)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def csv_path(query: str, **parameters: str) -> str:
    """Write the path at which *query* is answered in CSV."""
    return "/sparql?" + urlencode({"format": "csv", "query": query} | parameters)


@contextmanager
def begun(house: "House", path: str, encoding: str = "identity") -> Iterator[HTTPResponse]:
    """Get *path*, and give the response before its body is read."""
    connection = HTTPConnection("127.0.0.1", house.port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    try:
        with connection.getresponse() as response:
            yield response
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the house, by the role it has."""

    pid: int
    parent: int
    role: str


class House:
    """A running `kg serve` with all the processes that come of it."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, mark: str) -> None:
        self.process = process
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self._mark = f"{_MARK}={mark}".encode()

    def client(self, address: str = "127.0.0.1", timeout_s: float = WAIT_S) -> Client:
        """Return a client of *address*."""
        return Client(self.port, address, timeout_s)

    def ask(self, query: str, headers: Mapping[str, str] = {}, **parameters: str) -> Reply:
        """Post one query over a connection of its own."""
        with self.client() as client:
            return client.ask(query, headers, **parameters)

    def processes(self, role: str = "") -> list[Process]:
        """List the living processes of the house, those too that lost their parents."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                if self._mark not in (entry / "environ").read_bytes().split(b"\0"):
                    continue
                found.append(self._process(entry))
            except OSError:
                continue  # it has ended, or is another user's
        return sorted((p for p in found if role in p.role), key=lambda process: process.pid)

    def zombies(self) -> list[int]:
        """List children of the house's processes that nobody has waited for."""
        family = {process.pid for process in self.processes()}
        dead = []
        for entry in Path("/proc").iterdir():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state == "Z" and int(parent) in family:
                dead.append(int(entry.name))
        return dead

    @property
    def front(self) -> int:
        """Return the process that answers HTTP."""
        return self.processes("front")[0].pid

    def front_bytes(self) -> int:
        """Return the memory that the front holds."""
        for line in Path(f"/proc/{self.front}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("the front has ended")

    def front_descriptors(self) -> list[str]:
        """List what the front has open, by kind."""
        names = []
        for entry in Path(f"/proc/{self.front}/fd").iterdir():
            try:
                names.append(str(entry.readlink()))
            except OSError:
                continue  # closed meanwhile
        return sorted(name.partition(":")[0] for name in names)

    def metrics(self) -> dict[str, float]:
        """Fetch the numbers of `/metrics`."""
        with self.client() as client:
            text = client.request("GET", "/metrics").body.decode()
        rows = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in rows}

    def is_at_rest(self) -> bool:
        """Say whether no place is taken and nothing waits."""
        names = ("engine_busy_places", "engine_waiting_queries", "engine_spooled_answers")
        numbers = self.metrics()
        taken = [v for n, v in numbers.items() if n.removeprefix("foerdergraph_").startswith(names)]
        return bool(taken) and not any(taken)

    def _process(self, entry: Path) -> Process:
        pid = int(entry.name)
        parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        return Process(pid, parent, self._role(entry, pid, parent))

    def _role(self, entry: Path, pid: int, parent: int) -> str:
        if pid == self.process.pid:
            return "supervisor"
        if b"zygote" not in (entry / "cmdline").read_bytes():
            return "front" if parent == self.process.pid else "other"
        limits = (entry / "limits").read_text().splitlines()
        length = next(line for line in limits if line.startswith("Max file size"))
        return "zygote" if "unlimited" in length else "worker"


@contextmanager
def opened_house(folder: Path, *arguments: str, **settings: str) -> Iterator[House]:
    """Serve as *arguments* and *settings* say until the block ends; then nothing may be left.

    Args:
        folder: for what the server says (`server.log`).
        arguments: of `kg serve`.
        settings: `query_timeout_s="2"` for `KG_QUERY_TIMEOUT_S=2`.
    """
    mark, port = uuid.uuid4().hex, free_port()
    chosen = {f"KG_{name.upper()}": value for name, value in settings.items()}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", "--port", str(port), *arguments],
            env={"KG_LOG_LEVEL": "warning"} | os.environ | chosen | {_MARK: mark},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    house = House(process, port, mark)
    try:
        wait_until(lambda: house.ask("ASK {}").status == 200 or process.poll() is not None)
        assert process.poll() is None, (folder / "server.log").read_text()
        yield house
        process.send_signal(signal.SIGINT)
        process.wait(WAIT_S)
        assert wait_until(lambda: not house.processes(), fails=False), house.processes()
    finally:
        for left in house.processes():
            os.kill(left.pid, signal.SIGKILL)
        process.wait(WAIT_S)


def wait_until(
    is_so: Callable[[], bool], wait_s: float = WAIT_S, *, fails: bool = True
) -> float | None:
    """Wait for a condition; return how long that took, or None where it may fail and does."""
    began_s = time.monotonic()
    while True:
        if is_so():
            return max(time.monotonic() - began_s, 1e-9)
        if time.monotonic() - began_s > wait_s:
            assert not fails, f"not so within {wait_s:g} s"
            return None
        time.sleep(0.01)
