"""The peers, one class each.

Nobody is tuned beyond what its own documents advise for a read-only service on one machine.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bench import client
from bench.client import Connection, Request, Timings
from bench.machine import free_port
from bench.peers import ROOT, Peer, PeerError, Server, program
from bench.questions import Question

_SETTLE_S: Final = 120.0
_POLL_S: Final = 0.02


class Ours(Server):
    """`kg serve` on a release that `kg load` made; several of them share the release."""

    def __init__(self, data: Path, work: Path, name: str, engine: str, cache_bytes: int) -> None:
        super().__init__(data, work)
        self.name = name
        self.engine = engine
        # One client asks everything here: no limit to its share of query seconds.
        self.environment = MappingProxyType({"KG_CACHE_BYTES": str(cache_bytes), "KG_SHARE_S": "0"})

    def load(self) -> None:
        """Make the release, unless one of us has."""
        if not self._pointer.exists():
            made = self.run([*_KG, "load", str(self.data), "--out", str(self.work)])
            self._pointer.write_text(made.strip(), encoding="utf-8")

    def command(self) -> list[str]:
        """Serve the release with the engine that was asked for."""
        release = self._pointer.read_text(encoding="utf-8")
        return [*_KG, "serve", release, "--engine", self.engine, "--port", str(self.port)]

    def settle(self) -> None:
        """Wait until queries are answered from memory, where they are to be."""
        raw, end = Request("/readyz", ()).raw, time.monotonic() + _SETTLE_S
        while time.monotonic() < end:
            said = Connection(self.port).ask(raw).body.decode("utf-8")
            if f"from {self.engine}" in said and "until" not in said:
                return
            time.sleep(_POLL_S)
        raise PeerError(f"does not answer from {self.engine}")

    @property
    def _pointer(self) -> Path:
        return self.work / "loaded"


class Oxigraph(Server):
    """Oxigraph's own server on RocksDB, of the version that this project uses as a library.

    Without `--timeout-s`: with it, 0.5.13 keeps a sleeping thread for each request until its time
    is over, and runs out of threads under short queries.
    """

    name = "oxigraph"
    path = "/query"

    def missing(self) -> str:
        """Look for the server's program."""
        return "" if program("oxigraph") else "`pip install oxigraph` is missing"

    def load(self) -> None:
        """Load and compact."""
        where = ["--location", str(self.work / "store")]
        self.run([program("oxigraph"), "load", *where, "--file", str(self.data)])
        self.run([program("oxigraph"), "optimize", *where])

    def command(self) -> list[str]:
        """Serve read-only with the union of the named graphs as the default graph."""
        where = ["--location", str(self.work / "store"), "--bind", f"{client.HOST}:{self.port}"]
        return [program("oxigraph"), "serve-read-only", *where, "--union-default-graph"]


class Virtuoso(Server):
    """Virtuoso 7 as Debian packs it, with 2 GB for its buffers."""

    name = "virtuoso"

    def __init__(self, data: Path, work: Path) -> None:
        super().__init__(data, work)
        self._sql_port = free_port()

    def missing(self) -> str:
        """Look for the server and its SQL client."""
        found = program("virtuoso-t") and program("isql-vt")
        return "" if found else "Debian's virtuoso-opensource-7-bin is not installed"

    def load(self) -> None:
        """Load with the bulk loader and write a checkpoint."""
        super().start()
        self._sql(
            f"ld_dir('{self.data.parent}', '{self.data.name}', 'urn:default');\n"
            "rdf_loader_run();\ncheckpoint;\n"
        )
        self.stop()

    def command(self) -> list[str]:
        """Write the configuration and serve with it."""
        settings = _VIRTUOSO.format(
            sql=self._sql_port, http=self.port, data=self.data.parent, cores=os.cpu_count() or 1
        )
        (self.work / "virtuoso.ini").write_text(settings, encoding="utf-8")
        return [program("virtuoso-t"), "+foreground", "+configfile", "virtuoso.ini"]

    def stop(self) -> None:
        """Shut down by SQL, so that the next start needs no recovery."""
        if self.process is not None and self.process.poll() is None:
            self._sql("shutdown();\n")
        super().stop()

    def _sql(self, text: str) -> None:
        isql = [program("isql-vt"), f"{client.HOST}:{self._sql_port}", "dba", "dba"]
        with self.log() as log:  # shutting down ends the connection, which isql calls a failure
            subprocess.run(isql, input=text.encode(), stdout=log, stderr=log, check=False)


class RdflibEndpoint(Server):
    """rdflib-endpoint on rdflib's own store and query engine; loads at every start."""

    name = "rdflib-endpoint"
    path = "/"

    def missing(self) -> str:
        """Look for the server's program."""
        return "" if program("rdflib-endpoint") else "`pip install rdflib-endpoint[cli]` is missing"

    def command(self) -> list[str]:
        """Serve the file."""
        where = ["--host", client.HOST, "--port", str(self.port)]
        return [program("rdflib-endpoint"), "serve", *where, str(self.data)]


class EmptyView(Server):
    """A Flask view that returns an empty text: what the front costs before it does anything."""

    path = "/"

    def __init__(self, data: Path, work: Path, name: str, interface: str) -> None:
        super().__init__(data, work)
        self.name = name
        self._interface = interface

    def command(self) -> list[str]:
        """Serve the view."""
        return [sys.executable, "-m", "bench.empty_view", self._interface, str(self.port)]


class Limit(Peer):
    """pyoxigraph's store in the memory of one process, asked without HTTP."""

    name = "limit"

    def __init__(self, data: Path, work: Path) -> None:
        super().__init__(data, work)
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Load the file into the process."""
        begin = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.limit", str(self.data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        self._answer()
        return time.perf_counter() - begin

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def timings(self, question: Question, *, clients: int, limit: int, budget_s: float) -> Timings:
        """Ask one question inside the process."""
        job = {
            "texts": question.texts,
            "accept": question.accept,
            "clients": clients,
            "limit": limit,
            "budget_s": budget_s,
        }
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return Timings(tuple(self._answer()["taken_ms"]), ())

    def _answer(self) -> dict[str, list[float]]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise PeerError("the process ended")
        answer: dict[str, list[float]] = json.loads(line)
        return answer


_KG: Final = (sys.executable, "-m", "kg")


_VIRTUOSO: Final = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 40
CheckpointInterval = 60
NumberOfBuffers = 170000
MaxDirtyBuffers = 120000
DirsAllowed = {data}
ThreadsPerQuery = {cores}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 32
KeepAliveTimeout = 60
MaxKeepAlives = 1000
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""
