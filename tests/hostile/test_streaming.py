"""Long answers: early first bytes, flat memory, right to the end or visibly broken."""

import http.client
import os
import shutil
import signal
import subprocess
import threading
import time
import urllib.request
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.hostile.bystander import undisturbed
from tests.hostile.house import THINGS, House, begun, csv_path

MILLION = "SELECT ?n ?m { ?a <urn:number> ?n . ?b <urn:number> ?m FILTER(?m < 100) }"
ENDLESS = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
GROWTH_BYTES = 32 * 2**20


class Rows:
    """Checks that every pair of 10,000 and 100 numbers comes exactly once."""

    def __init__(self) -> None:
        self.seen = bytearray(THINGS * 100)
        self._rest = b""
        self.header = b""

    def read(self, chunk: bytes) -> None:
        *lines, self._rest = (self._rest + chunk).split(b"\r\n")
        if lines and not self.header:
            self.header = lines.pop(0)
        for line in lines:
            n, m = line.split(b",")
            self.seen[int(n) * 100 + int(m)] += 1

    def are_complete(self) -> bool:
        return self.header == b"n,m" and not self._rest and self.seen == b"\x01" * len(self.seen)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_million_rows_come_early_and_whole_in_flat_memory(
    patient_house: House, encoding: str, figure: Callable[[str], None]
) -> None:
    rows, highest = Rows(), 0
    unpacked = zlib.decompressobj(wbits=31)
    before = patient_house.front_bytes()
    began_s = time.monotonic()
    with begun(patient_house, csv_path(f"{MILLION} # {encoding}"), encoding) as response:
        assert response.headers.get("Content-Encoding", "identity") == encoding
        first_s = 0.0
        while chunk := response.read1(1_000_000):
            first_s = first_s or time.monotonic() - began_s
            rows.read(unpacked.decompress(chunk) if encoding == "gzip" else chunk)
            highest = max(highest, patient_house.front_bytes())
    seconds = time.monotonic() - began_s
    if encoding == "gzip":
        assert unpacked.eof
    figure(
        f"first bytes after {first_s:.3f} s, all after {seconds:.3f} s, "
        f"{(highest - before) / 2**20:.1f} MiB more"
    )
    assert rows.are_complete()
    assert first_s < 1.0
    assert highest - before < GROWTH_BYTES


def read_by_http_client(house: House, path: str, encoding: str) -> bool:
    try:
        with begun(house, path, encoding) as response:
            response.read()
    except (http.client.IncompleteRead, ConnectionError):
        return False
    return True


def read_by_urllib(house: House, path: str, encoding: str) -> bool:
    """Read piece by piece, as `requests` does."""
    request = urllib.request.Request(house.base + path, headers={"Accept-Encoding": encoding})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            while response.read(10_000):
                pass
    except (http.client.IncompleteRead, ConnectionError):
        return False
    return True


def read_by_curl(house: House, path: str, encoding: str) -> bool:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    options = ("-s", "-m", "60", "-o", os.devnull, "-H", f"Accept-Encoding: {encoding}")
    done = subprocess.run([curl, *options, house.base + path], check=False)
    assert done.returncode in {0, 18, 56}
    return done.returncode == 0


READERS = (read_by_http_client, read_by_urllib, read_by_curl)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
def test_an_answer_that_meets_its_deadline_is_seen_as_broken(
    house: House, reader: Callable[[House, str, str], bool], encoding: str
) -> None:
    with undisturbed(house):
        assert not reader(house, csv_path(ENDLESS, timeout="0.7"), encoding)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_answer_that_loses_its_worker_is_seen_as_broken(
    patient_house: House, reader: Callable[[House, str, str], bool], encoding: str
) -> None:
    """Once its first bytes are out; before that, another worker begins anew."""
    is_over = threading.Event()
    killing = threading.Thread(target=kill_workers, args=(patient_house, is_over))
    killing.start()
    try:
        assert not reader(patient_house, csv_path(ENDLESS), encoding)
    finally:
        is_over.set()
        killing.join()


def kill_workers(house: House, is_over: threading.Event) -> None:
    while not is_over.wait(0.3):
        for worker in house.processes("worker"):
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)


def test_every_reader_sees_that_a_whole_answer_is_whole(house: House) -> None:
    path = csv_path("SELECT * { ?s <urn:label> ?l }")
    for reader in READERS:
        for encoding in ("identity", "gzip", "zstd"):
            assert reader(house, path, encoding)
