"""What one release has that another has not: old plus added minus removed is new."""

import gzip
import hashlib
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.release import PlainProgress, load, open_release
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.releases import differences

A, B, C = (f'<http://e/{name}> <http://e/p> "1" <http://e/g> .' for name in "abc")
STATES = ([A, B], [B, C], [A, C])


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Publish three states; of the releases only the last one is kept."""
    out = tmp_path_factory.mktemp("out")
    file = out / "data.nq"
    found = {}
    for state in STATES:
        file.write_text("\n".join(state) + "\n")
        release = load([file], out, PlainProgress(sys.stderr))
        found[release.version] = state
    for version in list(found)[:-1]:
        shutil.rmtree(out / version)
    found["out"] = [str(out)]
    return found


@pytest.fixture(scope="module")
def names(versions: dict[str, list[str]]) -> list[str]:
    return [name for name in versions if name != "out"]


@pytest.fixture(scope="module")
def site(
    two_linked_things: Served, versions: dict[str, list[str]], names: list[str]
) -> FlaskClient:
    release = open_release(Path(versions["out"][0]) / names[-1])
    served = replace(two_linked_things, version=release.version, release=release)
    return create_app(Settings(), FixedServing(served)).test_client()


@pytest.mark.parametrize("start", [0, 1, 2])
@pytest.mark.parametrize("end", [0, 1, 2])
def test_old_with_the_difference_is_new(
    site: FlaskClient, names: list[str], start: int, end: int
) -> None:
    path = f"/dumps/{names[start]}..{names[end]}"
    added = lines(site, f"{path}/added.nq.gz")
    removed = lines(site, f"{path}/removed.nq.gz")
    assert added == sorted(set(STATES[end]) - set(STATES[start]))
    assert removed == sorted(set(STATES[start]) - set(STATES[end]))


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 2)])
def test_a_difference_is_a_file_that_never_changes(
    site: FlaskClient, names: list[str], start: int, end: int
) -> None:
    path = f"/dumps/{names[start]}..{names[end]}/added.nq.gz"
    answer = site.get(path)
    assert answer.headers["Content-Type"] == "application/gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Content-Encoding" not in answer.headers
    name = f"{names[start]}..{names[end]}-added.nq.gz"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    again = site.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert dict(site.head(path).headers) == dict(answer.headers)


def test_between_neighbours_a_part_can_be_asked_for(site: FlaskClient, names: list[str]) -> None:
    path = f"/dumps/{names[0]}..{names[1]}/removed.nq.gz"
    whole = site.get(path)
    assert whole.headers["ETag"] == f'"{hashlib.sha256(whole.data).hexdigest()}"'
    part = site.get(path, headers={"Range": "bytes=3-9"})
    assert (part.status_code, part.data) == (206, whole.data[3:10])


def test_a_long_difference_is_sent_as_it_is_made(
    site: FlaskClient, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/dumps/{names[2]}..{names[0]}/added.nq.gz"
    whole = site.get(path)
    monkeypatch.setattr(differences, "_WHOLE_LINES", 0)
    site.application.extensions["foerdergraph"].cache.clear()
    streamed = site.get(path)
    assert "Content-Length" not in streamed.headers
    assert streamed.data == whole.data


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/{0}..2020.01.01-00000000/added.nq.gz",
        "/dumps/2020.01.01-00000000..{0}/added.nq.gz",
        "/dumps/{0}..{1}/step.json",
        "/dumps/{0}..{1}/versions.nq.gz",
        "/dumps/{0}..{1}/",
        "/dumps/{0}..{1}/../added.nq.gz",
        "/dumps/{0}..%2e%2e/added.nq.gz",
        "/dumps/../history/000001/added.nq.gz",
    ],
)
def test_nothing_else_is_given(site: FlaskClient, names: list[str], path: str) -> None:
    assert site.get(path.format(*names)).status_code == 404


def test_without_releases_there_are_no_differences(client: FlaskClient) -> None:
    answer = client.get("/dumps/2020.01.01-00000000..2020.01.02-00000000/added.nq.gz")
    assert answer.status_code == 404


def lines(site: FlaskClient, path: str) -> list[str]:
    answer = site.get(path)
    assert answer.status_code == 200, path
    return gzip.decompress(answer.data).decode().splitlines()
