"""What a peer is: something that loads the data, starts, is asked, and stops. On the loopback."""

import os
import shutil
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final
from urllib.parse import quote

from bench import client
from bench.client import Connection, Request, Timings
from bench.machine import free_port
from bench.questions import MEDIA_TYPES, Question

ROOT: Final = Path(__file__).resolve().parent.parent
_BESIDE_PYTHON: Final = Path(sys.executable).parent
_STOP_S: Final = 20
_POLL_S: Final = 0.005
_NO_ENVIRONMENT: Final[Mapping[str, str]] = MappingProxyType({})


class PeerError(Exception):
    """A peer could not be loaded or started; the text says why."""


def program(name: str) -> str:
    """Find a program beside this Python, else on the path; empty where there is none."""
    beside = _BESIDE_PYTHON / name
    return str(beside) if beside.exists() else shutil.which(name) or ""


class Peer(ABC):
    """Whatever answers questions about the data in *data*.

    Attributes:
        name: as the tables call it.
    """

    name: str

    def __init__(self, data: Path, work: Path) -> None:
        self.data = data.resolve()
        self.work = work.resolve()
        self.work.mkdir(parents=True, exist_ok=True)

    def missing(self) -> str:
        """Say what is not installed; empty where the peer can run."""
        return ""

    def load(self) -> None:  # noqa: B027 -- some peers load when they start
        """Load the data into whatever the peer starts from.

        Raises:
            PeerError: it did not work.
        """

    @abstractmethod
    def start(self) -> float:
        """Start; return the seconds until the first query was answered.

        Raises:
            PeerError: it ended, or never answered.
        """

    def settle(self) -> None:  # noqa: B027 -- most are at once what they will be
        """Wait until the peer is as fast as it will be.

        Raises:
            PeerError: that never came.
        """

    @abstractmethod
    def stop(self) -> None:
        """Stop; nothing happens where it does not run."""

    @abstractmethod
    def timings(self, question: Question, *, clients: int, limit: int, budget_s: float) -> Timings:
        """Ask one question again and again, as `client.timings` does."""


class Server(Peer):
    """A peer that speaks HTTP."""

    path: str = "/sparql"
    environment: Mapping[str, str] = _NO_ENVIRONMENT

    def __init__(self, data: Path, work: Path) -> None:
        super().__init__(data, work)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command that serves in the foreground."""

    def request(self, text: str, accept: str, extra: str = "") -> Request:
        """Write a query as a request; *extra* is added to the address as it is."""
        target = f"{self.path}?query={quote(text, safe='')}{extra}"
        return Request(target, (("Accept", accept),))

    def requests(self, questions: Iterable[Question]) -> tuple[Request, ...]:
        """List the requests of several questions, one of each in turn."""
        asked = [[self.request(text, q.accept) for text in q.texts] for q in questions]
        rounds = max(map(len, asked), default=0)
        return tuple(variants[i % len(variants)] for i in range(rounds) for variants in asked)

    def timings(self, question: Question, *, clients: int, limit: int, budget_s: float) -> Timings:
        """Ask one question over HTTP."""
        requests = self.requests([question])
        return client.timings(self.port, requests, clients=clients, limit=limit, budget_s=budget_s)

    def start(self, patience_s: float = 600.0) -> float:
        """Start the server and ask it until it answers."""
        begin = time.perf_counter()
        with self.log() as log:
            self.process = subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=log,
                cwd=self.work,
                env=_environment(self.environment),
                start_new_session=True,
            )
        raw = self.request("ASK { ?s ?p ?o }", MEDIA_TYPES["json"]).raw
        connection = Connection(self.port)
        while time.perf_counter() < begin + patience_s:
            if self.process.poll() is not None:
                raise PeerError(
                    f"ended with status {self.process.returncode}; see {self._log_path}"
                )
            try:
                if connection.ask(raw).status == 200:
                    return time.perf_counter() - begin
            except OSError:
                pass
            time.sleep(_POLL_S)
        raise PeerError(f"did not answer within {patience_s:.0f} s; see {self._log_path}")

    def stop(self) -> None:
        """End the server and whatever it started."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def run(self, command: Sequence[str], given: str = "") -> str:
        """Run a command to its end and return what it printed.

        Raises:
            PeerError: its status was not 0.
        """
        with self.log() as log:
            done = subprocess.run(
                command,
                input=given,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.work,
                env=_environment(self.environment),
                text=True,
            )
        if done.returncode:
            raise PeerError(f"{command[0]} ended with {done.returncode}; see {self._log_path}")
        return done.stdout

    @property
    def _log_path(self) -> Path:
        return self.work / f"{self.name.replace(' ', '-')}.log"

    def log(self) -> BinaryIO:
        """Open the file that takes what the peer prints."""
        return self._log_path.open("ab")


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment without settings that would decide what is measured."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}
