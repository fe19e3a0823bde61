"""Ten releases, one after the other, under full load: nobody gets an error or a mixture."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.release.folder import point_to
from tests.hostile.house import Client, House, begun, csv_path, opened_house, wait_until
from tests.protocol.test_server import kg

RELEASES = 10
ROWS = 3_000
CLIENTS = 8

ALL = "SELECT ?s ?number { ?s <urn:number> ?number }"
FEW = "SELECT ?number { <urn:s:7> <urn:number> ?number }"
MILLION = "SELECT ?n ?s ?t { ?s <urn:number> ?n . ?t <urn:number> ?m } LIMIT 1000000"

FAMILY = Counter(supervisor=1, front=1, zygote=4)
"""Workers are forked from memory and from disk, each of the two with a twin."""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Ten releases in one folder, each with its own number in every row."""
    folder = tmp_path_factory.mktemp("releases")
    names = []
    for number in range(RELEASES):
        file = folder / f"{number}.nt"
        file.write_text(
            "".join(f'<urn:s:{row}> <urn:number> "{number}" .\n' for row in range(ROWS))
        )
        names.append(Path(kg("load", str(file), out=folder / "out")).name)
    return folder / "out", names


@pytest.fixture
def changing(releases: tuple[Path, list[str]], tmp_path: Path) -> Iterator[House]:
    out, names = releases
    point_to(out, names[0])
    with opened_house(
        tmp_path, out=str(out), share_s="0", query_timeout_s="30", max_age_s="0"
    ) as opened:
        yield opened


class Reader:
    """Asks by turns for one row and for all, with the last entity tag it got for each."""

    def __init__(self, house: House, names: list[str]) -> None:
        self.outcomes: Counter[str] = Counter()
        self.faults: list[str] = []
        self.seen: dict[str, str] = {}
        self._house = house
        self._names = names

    def run(self, is_over: threading.Event) -> None:
        tags: dict[str, str] = {}
        contents: dict[str, str] = {}
        turn = 0
        with self._house.client() as client:
            while not is_over.is_set():
                turn += 1
                query = (FEW, ALL, f"{FEW} # {turn}", f"{ALL} # {turn % 3}")[turn % 4]
                self._ask(client, query, tags, contents)

    def _ask(
        self, client: Client, query: str, tags: dict[str, str], contents: dict[str, str]
    ) -> None:
        headers = {"If-None-Match": tags[query]} if query in tags else {}
        reply = client.ask(query, headers)
        self.outcomes[reply.outcome] += 1
        if reply.outcome == "304":
            version = reply.headers["x-dataset-version"]
            if contents[tags[query]] != version:
                self.faults.append(f"304 for a tag of {contents[tags[query]]} while {version}")
            return
        if reply.outcome != "200":
            self.faults.append(f"{reply.outcome}: {reply.body[:200]!r}")
            return
        version, tag = reply.headers["x-dataset-version"], reply.headers["etag"]
        number = self._names.index(version)
        _, *lines = reply.body.decode().split()
        wanted = 1 if query.startswith(FEW) else ROWS
        if {line.rpartition(",")[2] for line in lines} != {str(number)} or len(lines) != wanted:
            self.faults.append(f"{version} is {number}, but there came {lines[:3]}…")
        if contents.setdefault(tag, version) != version:
            self.faults.append(f"{tag} names {contents[tag]} and {version}")
        tags[query] = tag


def test_ten_releases_change_under_load_and_nobody_notices(
    changing: House, releases: tuple[Path, list[str]], figure: Callable[[str], None]
) -> None:
    out, names = releases
    readers = [Reader(changing, names) for _ in range(CLIENTS)]
    is_over = threading.Event()
    slowest_s = 0.0
    with ThreadPoolExecutor(CLIENTS) as pool:
        running = [pool.submit(reader.run, is_over) for reader in readers]
        try:
            for name in [*names[1:], names[0]]:
                point_to(out, name)
                changed_s = wait_until(lambda name=name: version_of(changing) == name)
                slowest_s = max(slowest_s, changed_s or 0)
        finally:
            is_over.set()
        for future in running:
            future.result()
    outcomes = sum((reader.outcomes for reader in readers), Counter())
    figure(f"{dict(outcomes)}, each change within {slowest_s:.3f} s")
    assert [fault for reader in readers for fault in reader.faults] == []
    wait_until(lambda: kinds(changing) == FAMILY)


def kinds(house: House) -> Counter[str]:
    """Count the lasting processes by what they do."""
    return Counter(p.role for p in house.processes() if p.role != "worker")


def version_of(house: House) -> str:
    with house.client() as client:
        return client.request("GET", "/readyz").body.decode().split()[1].rstrip(",;")


def test_a_long_answer_that_began_before_a_change_ends_well(
    changing: House, releases: tuple[Path, list[str]]
) -> None:
    out, names = releases
    with begun(changing, csv_path(MILLION)) as response:
        body = response.read(100_000)
        point_to(out, names[1])
        wait_until(lambda: version_of(changing) == names[1])
        body += response.read()
    lines = body.splitlines()
    assert len(lines) == 1_000_001
    assert {line[:2] for line in lines[1:]} == {b"0,"}
    wait_until(lambda: kinds(changing) == FAMILY)
