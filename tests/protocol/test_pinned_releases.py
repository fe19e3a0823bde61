"""`?v=`: an older release that is still kept answers beside the newest, and never instead of it."""

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.conftest import FIXTURES
from tests.protocol.test_server import DATA, TOWN, kg, served

QUERY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
STATES = (DATA, FIXTURES / "one-statement.nt")
NEVER = "2020.01.01-00000000"


@dataclass(frozen=True)
class House:
    """A running server with an older and a newer release.

    Attributes:
        base: its address.
        out: the folder of releases.
        older: version of the one that was published first.
        newer: of the other one.
    """

    base: str
    out: Path
    older: str
    newer: str

    def ask(
        self, path: str, method: str = "GET", body: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.base.removeprefix("http://"), timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body:
            named["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, named)
        response = connection.getresponse()
        told: dict[str, str] = {}
        for name, value in response.getheaders():
            known = told.get(name.lower())
            told[name.lower()] = f"{known}, {value}" if known else value
        found = response.status, told, response.read()
        connection.close()
        return found

    def count(self, version: str = "") -> str:
        pinned = {"v": version} if version else {}
        asked = urlencode({"query": COUNT, "format": "csv", **pinned})
        status, headers, body = self.ask(f"/sparql?{asked}")
        assert status == 200, body
        assert headers["x-dataset-version"] == (version or self.newer)
        return body.decode().split()[1]

    def stored(self, text: str = QUERY) -> str:
        told = json.loads(self.ask("/q", "POST", urlencode({"query": text}))[2])
        return f"/q/{told['address']}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    out = tmp_path_factory.mktemp("build")
    older = Path(kg("load", str(DATA), out=out)).name
    newer = Path(kg("load", str(DATA), str(FIXTURES / "one-statement.nt"), out=out)).name
    with served(out=out) as base:
        yield House(base, out, older, newer)


def test_each_release_gives_its_own_answer_however_often_it_is_asked(house: House) -> None:
    """No reply that was kept for one of them is given for the other."""
    newest = int(house.count())
    for _ in range(3):
        assert house.count(house.older) == str(newest - 1)
        assert house.count() == house.count(house.newer) == str(newest)


def test_a_form_names_a_release_too(house: House) -> None:
    form = urlencode({"query": COUNT, "format": "csv", "v": house.older})
    _, headers, body = house.ask("/sparql", "POST", form)
    assert headers["x-dataset-version"] == house.older
    assert body.decode().split()[1] == house.count(house.older)


def test_a_permalink_is_pinned(house: House) -> None:
    path = house.stored()
    old, new = (house.ask(f"{path}.csv{pin}")[2] for pin in (f"?v={house.older}", ""))
    assert set(old.splitlines()) < set(new.splitlines())
    assert house.ask(f"{path}.csv?v={house.newer}")[2] == new


def test_a_pinned_answer_is_final(house: House) -> None:
    path = house.stored()
    for version in (house.older, house.newer):
        _, headers, _ = house.ask(f"{path}.csv?v={version}")
        assert headers["cache-control"] == "public, max-age=604800, immutable"
        again = house.ask(f"{path}.csv?v={version}", If_None_Match=headers["etag"])
        assert (again[0], again[2]) == (304, b"")
    assert house.ask(f"{path}.csv")[1]["cache-control"] == "public, max-age=60"


def test_links_of_a_pinned_answer_stay_in_its_release(house: House) -> None:
    path = house.stored()
    _, headers, _ = house.ask(f"{path}?v={house.older}", Accept="text/csv")
    assert headers["content-location"] == f"{path}.csv?v={house.older}"
    assert f'<{house.base}{path}?v={house.older}>; rel="cite-as"' in headers["link"]


def test_the_pages_say_which_release_they_show(house: House) -> None:
    html = {"Accept": "text/html"}
    asked = urlencode({"query": COUNT, "v": house.older})
    page = house.ask(f"/sparql?{asked}", **html)[2].decode()
    assert f'<input type="hidden" name="v" value="{house.older}">' in page
    stored = house.ask(f"{house.stored()}?v={house.older}", **html)[2].decode()
    assert f".csv?v={house.older}" in stored


def test_the_editor_and_the_description_are_of_the_release_they_are_asked_for(
    house: House,
) -> None:
    _, headers, page = house.ask(f"/sparql?v={house.older}", Accept="text/html")
    assert f'<input type="hidden" name="v" value="{house.older}">' in page.decode()
    _, headers, _ = house.ask(f"/sparql?v={house.older}", Accept="text/turtle")
    assert headers["x-dataset-version"] == house.older
    assert house.ask("/sparql", Accept="text/turtle")[1]["x-dataset-version"] == house.newer
    assert house.ask(f"/sparql?v={NEVER}", Accept="text/html")[0] == 404


def test_a_document_is_given_as_an_older_release_has_it(house: House) -> None:
    path = TOWN.removeprefix("https://w3id.org/foerdergraph/id")
    status, headers, _ = house.ask(f"/id{path}?v={house.older}")
    assert (status, headers["location"]) == (303, f"/doc{path}?v={house.older}")
    _, headers, _ = house.ask(f"/doc{path}?v={house.older}", Accept="text/turtle")
    assert headers["x-dataset-version"] == house.older
    assert headers["content-location"] == f"/doc{path}.ttl?v={house.older}"
    assert f'<{house.base}/doc{path}>; rel="latest-version"' in headers["link"]
    assert f'<{house.base}/doc{path}.ttl>; rel="canonical"' in headers["link"]
    assert house.ask(f"/doc{path}.ttl")[1]["x-dataset-version"] == house.newer
    assert house.ask(f"/doc{path}?v={NEVER}")[0] == 404


def test_only_a_page_of_an_older_release_leads_to_the_newest(house: House) -> None:
    path = TOWN.removeprefix("https://w3id.org/foerdergraph/id")
    pages = [
        house.ask(f"/doc{path}.html{pin}", Accept="text/html")[2].decode()
        for pin in (f"?lang=en&v={house.older}", f"?lang=en&v={house.newer}", "?lang=en")
    ]
    assert f'<a href="/doc{path}.html?lang=en">to the newest</a>' in pages[0]
    assert all("to the newest" not in page for page in pages[1:])


def test_a_citation_holds_for_the_release_it_names(house: House) -> None:
    path = house.stored()
    cited = json.loads(house.ask(f"{path}/cite.json?v={house.older}&lang=en")[2])[0]
    assert cited["version"] == house.older
    assert cited["URL"] == f"{house.base}{path}?v={house.older}"
    lines = sorted(house.ask(f"{path}.tsv?v={house.older}")[2].splitlines())
    told = cited["note"].removeprefix("SHA-256 of the result: ")
    assert told == sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    newest = json.loads(house.ask(f"{path}/cite.json?lang=en")[2])[0]
    assert (newest["version"], newest["note"] == cited["note"]) == (house.newer, False)


def test_a_version_of_control_characters_is_refused(house: House) -> None:
    for path in (f"{house.stored()}.csv", "/cite"):
        assert house.ask(f"{path}?v=%00")[0] == 400
    assert house.ask(f"/sparql?query={quote(COUNT)}&v=%00")[0] == 404


@pytest.mark.parametrize(
    "version",
    [
        NEVER,
        "current",
        "history",
        "..",
        "../build",
        "%E2%80%AE",
        "a" * 500,
        "2020.01.01-0000000ä",
        "1'--",
    ],
)
def test_what_was_never_published_is_404(house: House, version: str) -> None:
    for path in (f"/sparql?query={quote(COUNT)}&v=", f"{house.stored()}.csv?v=", "/cite?v="):
        status, _, body = house.ask(path + quote(version, safe="%"))
        assert (status, json.loads(body)["title"]) == (404, "Not Found")


def test_two_releases_at_a_time_are_no_question(house: House) -> None:
    asked = urlencode([("query", COUNT), ("v", house.older), ("v", house.newer)])
    assert house.ask(f"/sparql?{asked}")[0] == 400


def test_an_update_is_refused_in_every_release(house: House) -> None:
    form = urlencode({"update": "CLEAR ALL", "v": house.older})
    assert house.ask("/sparql", "POST", form)[0] == 403


def test_the_deadline_holds_in_every_release(house: House) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(40)) + " }"
    asked = urlencode({"query": slow, "v": house.older, "timeout": "0.3"})
    assert house.ask(f"/sparql?{asked}")[0] == 504
    assert house.count(house.older)


def test_the_newest_release_stays_the_same_when_it_is_the_older_one(
    tmp_path: Path, house: House
) -> None:
    """What was cited yesterday is answered today, byte for byte; what is taken away is gone."""
    first = Path(kg("load", str(DATA), out=tmp_path)).name
    with served(out=tmp_path) as base:
        here = House(base, tmp_path, first, first)
        path = here.stored()
        before = here.ask(f"{path}.tsv?v={first}")
        second = kg("load", str(DATA), str(FIXTURES / "one-statement.nt"), out=tmp_path)
        assert Path(second).name == house.newer
        deadline = time.monotonic() + 20
        while here.ask(f"{path}.tsv")[1]["x-dataset-version"] == first:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        after = here.ask(f"{path}.tsv?v={first}")
        assert (after[0], after[2]) == (200, before[2])
        assert here.ask(f"{path}.tsv")[2] != before[2]
        shutil.rmtree(tmp_path / first)
        status, _, body = here.ask(f"{path}.csv?v={first}")
        assert (status, json.loads(body)["version"]) == (410, first)


def test_a_release_that_is_served_by_its_folder_has_neighbours_too(house: House) -> None:
    with served(str(house.out / house.older), out=house.out) as base:
        here = House(base, house.out, house.newer, house.older)
        assert int(here.count(house.newer)) == int(here.count()) + 1


def test_old_releases_are_removed_beside_a_running_server(tmp_path: Path) -> None:
    """What it has open stays; once nothing is held, it is gone for those who ask."""
    older, newer = (Path(kg("load", str(file), out=tmp_path)).name for file in STATES)
    with served(out=tmp_path) as base:
        here = House(base, tmp_path, older, newer)
        before = here.count(older)
        assert kg("prune", "--keep", "1", out=tmp_path) == ""
        assert here.count(older) == before
    with served(out=tmp_path) as base:
        here = House(base, tmp_path, older, newer)
        assert kg("prune", "--keep", "1", out=tmp_path) == str(tmp_path / older)
        status, _, body = here.ask(f"/sparql?{urlencode({'query': COUNT, 'v': older})}")
        assert (status, json.loads(body)["version"]) == (410, older)
        assert int(here.count()) > 0
