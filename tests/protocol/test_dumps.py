"""Bulk files: lists, redirects, parts, what the client has, and nothing outside the manifest."""

import gzip
import hashlib
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.release import PlainProgress, Release, kept_releases, load
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.wire.ranges import Span, choose_span
from tests.conftest import FIXTURES

PUBLIC = "https://daten.example/graph"
NQUADS = "foerdergraph.nq.gz"
TURTLE = "foerdergraph.ttl.gz"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold two releases, of which the pointer names the second, and a secret beside them."""
    folder = tmp_path_factory.mktemp("out")
    (folder / "secret.txt").write_text("secret")
    for name in ("one-statement.nt", "two-linked-things.trig"):
        load([FIXTURES / name], folder, PlainProgress(sys.stderr))
    return folder


@pytest.fixture(scope="module")
def release(out: Path) -> Release:
    return next(r for r in kept_releases(out) if r.version == (out / "current").readlink().name)


@pytest.fixture(scope="module")
def older(out: Path, release: Release) -> Release:
    return next(other for other in kept_releases(out) if other.version != release.version)


@pytest.fixture(scope="module")
def site(two_linked_things: Served, release: Release) -> FlaskClient:
    served = replace(two_linked_things, version=release.version, release=release)
    return create_app(Settings(public_url=PUBLIC), FixedServing(served)).test_client()


@pytest.fixture(scope="module")
def address(release: Release) -> str:
    return f"/dumps/{release.version}/{NQUADS}"


@pytest.fixture(scope="module")
def content(release: Release) -> bytes:
    return (release.dumps_path / NQUADS).read_bytes()


def test_a_file_is_sent_as_it_lies_there(site: FlaskClient, address: str, content: bytes) -> None:
    answer = site.get(address)
    assert (answer.status_code, answer.data) == (200, content)
    assert answer.headers["Content-Type"] == "application/gzip"
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{NQUADS}"'
    assert "Content-Encoding" not in answer.headers


def test_head_says_the_same_without_a_body(site: FlaskClient, address: str) -> None:
    asked, told = site.get(address), site.head(address)
    assert told.data == b""
    assert dict(told.headers) == dict(asked.headers)


def test_head_knows_no_parts(site: FlaskClient, address: str, content: bytes) -> None:
    told = site.head(address, headers={"Range": "bytes=0-4"})
    assert (told.status_code, told.headers["Content-Length"]) == (200, str(len(content)))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=5-99999999", 5, None),
        ("bytes=-99999999", 0, None),
        ("BYTES=1-2", 1, 3),
    ],
)
def test_a_part_is_exactly_those_bytes(
    site: FlaskClient, address: str, content: bytes, asked: str, start: int, end: int | None
) -> None:
    answer = site.get(address, headers={"Range": asked})
    assert (answer.status_code, answer.data) == (206, content[start:end])
    first = content.index(answer.data) if start < 0 else start
    last = first + len(answer.data) - 1
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
    assert answer.headers["Content-Length"] == str(len(answer.data))


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=5-2", "items=0-1", "bytes=", "bytes=-", "bytes=a-b", "0-1"]
)
def test_what_is_no_single_range_gets_the_whole_file(
    site: FlaskClient, address: str, content: bytes, asked: str
) -> None:
    answer = site.get(address, headers={"Range": asked})
    assert (answer.status_code, answer.data) == (200, content)


@pytest.mark.parametrize("asked", ["bytes={length}-", "bytes=99999999-", "bytes=-0"])
def test_a_part_behind_the_end_is_416_with_the_length(
    site: FlaskClient, address: str, content: bytes, asked: str
) -> None:
    answer = site.get(address, headers={"Range": asked.format(length=len(content))})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"
    assert answer.get_json()["length_bytes"] == len(content)


def test_of_an_empty_file_no_part_can_be_had() -> None:
    assert choose_span("bytes=0-0", 1) == Span(0, 1)
    with pytest.raises(Exception, match="0 bytes"):
        choose_span("bytes=-5", 0)


def test_a_download_goes_on_where_the_file_is_the_same(
    site: FlaskClient, address: str, content: bytes
) -> None:
    whole = site.get(address)
    for condition in (whole.headers["ETag"], whole.headers["Last-Modified"]):
        rest = site.get(address, headers={"Range": "bytes=20-", "If-Range": condition})
        assert (rest.status_code, content[:20] + rest.data) == (206, content)


@pytest.mark.parametrize(
    "condition", ['"other"', 'W/"{tag}"', "Thu, 01 Jan 1970 00:00:00 GMT", '"{tag}-gzip"', "x"]
)
def test_a_download_begins_anew_where_it_may_be_another(
    site: FlaskClient, address: str, content: bytes, condition: str
) -> None:
    tag = hashlib.sha256(content).hexdigest()
    headers = {"Range": "bytes=20-", "If-Range": condition.format(tag=tag)}
    answer = site.get(address, headers=headers)
    assert (answer.status_code, answer.data) == (200, content)


def test_what_the_client_has_is_not_sent_again(site: FlaskClient, address: str) -> None:
    tag = site.get(address).headers["ETag"]
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-Modified-Since": site.get(address).headers["Last-Modified"]},
        {"If-None-Match": tag, "Range": "bytes=0-1"},
    ):
        answer = site.get(address, headers=headers)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "Content-Type" not in answer.headers
    assert site.get(address, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_packed_file_is_not_packed_once_more(site: FlaskClient, address: str) -> None:
    answer = site.get(address, headers={"Accept-Encoding": "gzip, zstd"})
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


def test_a_file_of_an_older_release_is_there_as_long_as_that_is(
    site: FlaskClient, older: Release
) -> None:
    answer = site.get(f"/dumps/{older.version}/{NQUADS}")
    assert gzip.decompress(answer.data) == gzip.decompress(older.quads_path.read_bytes())
    assert answer.headers["X-Dataset-Version"] == older.version
    assert site.get(f"/dumps/{older.version}/index.json").get_json()["version"] == older.version


@pytest.mark.parametrize("path", [f"latest/{NQUADS}", NQUADS])
def test_latest_leads_to_the_release_that_is_served(
    site: FlaskClient, release: Release, path: str
) -> None:
    for ask in (site.get, site.head):
        answer = ask(f"/dumps/{path}", headers={"Host": "evil.example"})
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{PUBLIC}/dumps/{release.version}/{NQUADS}"
        assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_latest_alone_leads_to_the_list(site: FlaskClient, release: Release) -> None:
    answer = site.get("/dumps/latest/")
    assert answer.headers["Location"] == f"{PUBLIC}/dumps/{release.version}/"


@pytest.mark.parametrize(
    "path",
    [
        "{v}/../../secret.txt",
        "{v}/..%2f..%2fsecret.txt",
        "{v}/%2e%2e/%2e%2e/secret.txt",
        "{v}/../manifest.json",
        "{v}/manifest.json",
        "{v}/../quads.nq.gz",
        "{v}//etc/passwd",
        "{v}/%00",
        "{v}/foerdergraph.nq.gz%00.txt",
        "{v}/foerdergraph.nq.gz/",
        "{v}/.",
        "{v}/none.csv",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "secret.txt",
        "current/dumps/foerdergraph.nq.gz",
        "latest/../../secret.txt",
        "latest/none.csv",
        "latest/%0d%0aX-Evil:%201",
        ".lock",
        "2020.01.01-00000000/foerdergraph.nq.gz",
        "2020.01.01-0000000G/foerdergraph.nq.gz",
        "٢٠٢٠.01.01-00000000/foerdergraph.nq.gz",
    ],
)
def test_nothing_outside_the_manifest_is_sent(
    site: FlaskClient, release: Release, path: str
) -> None:
    answer = site.get("/dumps/" + path.format(v=release.version))
    assert answer.status_code in {301, 308, 404}, answer.status
    assert b"secret" not in answer.data.replace(b"secret.txt", b"")
    assert "X-Evil" not in answer.headers
    assert not answer.headers.get("Location", PUBLIC).startswith("http://localhost")


@pytest.mark.parametrize("left", [None, b"half of"])
def test_a_release_that_lost_a_file_says_so(
    site: FlaskClient, out: Path, older: Release, left: bytes | None
) -> None:
    lost = older.dumps_path / TURTLE
    kept = lost.read_bytes()
    lost.unlink()
    if left is not None:
        lost.write_bytes(left)
    try:
        answer = site.get(f"/dumps/{older.version}/{TURTLE}")
    finally:
        lost.write_bytes(kept)
    assert answer.status_code == 404
    assert str(out) not in answer.text


def test_a_release_that_is_not_kept_any_more_is_gone(
    two_linked_things: Served, tmp_path: Path
) -> None:
    first, second = (
        load([FIXTURES / name], tmp_path, PlainProgress(sys.stderr))
        for name in ("one-statement.nt", "two-linked-things.trig")
    )
    shutil.rmtree(first.path)
    served = replace(two_linked_things, version=second.version, release=second)
    site = create_app(Settings(public_url=PUBLIC), FixedServing(served)).test_client()
    answer = site.get(f"/dumps/{first.version}/{NQUADS}")
    assert (answer.status_code, answer.get_json()["version"]) == (410, first.version)
    assert site.get(f"/dumps/{first.version[:-1]}x/{NQUADS}").status_code == 404


def test_an_unknown_release_and_an_unknown_file_are_told_apart(
    site: FlaskClient, release: Release
) -> None:
    of_release = site.get("/dumps/2020.01.01-00000000/a.csv").get_json()
    assert of_release["version"] == "2020.01.01-00000000"
    of_file = site.get(f"/dumps/{release.version}/a.csv").get_json()
    assert (of_file["version"], of_file["name"]) == (release.version, "a.csv")


def test_the_list_for_programs_says_what_the_files_are(
    site: FlaskClient, release: Release, older: Release
) -> None:
    listed = site.get("/dumps/index.json").get_json()
    assert listed["version"] == release.version
    assert {other["version"] for other in listed["releases"]} == {release.version, older.version}
    assert NQUADS in {file["name"] for file in listed["files"]}
    for file in listed["files"]:
        sent = site.get(file["url"].removeprefix(PUBLIC))
        assert hashlib.sha256(sent.data).hexdigest() == file["sha256"]
        assert len(sent.data) == file["byteSize"]
        assert sent.headers["Content-Type"].startswith(file["mediaType"])


@pytest.mark.parametrize(
    ("accepted", "media_type"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("application/json, text/html;q=0.5", "application/json"),
    ],
)
@pytest.mark.parametrize("path", ["/dumps", "/dumps/", "/dumps/{v}/"])
def test_the_list_is_a_page_unless_json_is_asked_for(
    site: FlaskClient, release: Release, path: str, accepted: str | None, media_type: str
) -> None:
    headers = {"Accept": accepted} if accepted else {}
    answer = site.get(path.format(v=release.version), headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_the_page_shows_each_file_in_both_languages(site: FlaskClient, release: Release) -> None:
    german = site.get("/dumps/", headers={"Accept": "text/html", "Accept-Language": "de"}).text
    english = site.get("/dumps/?lang=en").text
    assert "<h1>Daten als Dateien</h1>" in german
    assert "<h1>Data as files</h1>" in english
    for entry in release.manifest.files:
        if entry.path.startswith("dumps/"):
            assert f'href="/graph/dumps/{release.version}/{entry.path[6:]}"' in german
            assert entry.sha256 in german


def test_the_checksums_are_those_of_what_is_sent(site: FlaskClient, release: Release) -> None:
    sums = site.get(f"/dumps/{release.version}/SHA256SUMS")
    assert sums.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert sums.headers["Content-Disposition"].startswith("inline")
    for line in sums.text.splitlines():
        expected, name = line.split("  ")
        sent = site.get(f"/dumps/{release.version}/{name}").data
        assert hashlib.sha256(sent).hexdigest() == expected


def test_files_served_as_they_are_have_no_dumps(client: FlaskClient) -> None:
    for path in ("/dumps/", "/dumps/index.json", f"/dumps/latest/{NQUADS}", "/dumps/x/y"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "no release" in answer.get_json()["detail"]


def test_kept_releases_leave_out_what_is_none(out: Path, release: Release) -> None:
    damaged = out / "2020.01.01-aaaaaaaa"
    shutil.copytree(release.path, damaged)
    (out / "2020.01.01-bbbbbbbb").mkdir()
    try:
        names = [other.version for other in kept_releases(out)]
    finally:
        shutil.rmtree(damaged)
        (out / "2020.01.01-bbbbbbbb").rmdir()
    assert len(names) == 2
    assert damaged.name not in names


@pytest.mark.parametrize("path", ["/dumps", "/dumps/"])
def test_the_page_of_the_newest_release_names_no_newer_one(site: FlaskClient, path: str) -> None:
    page = site.get(path, headers={"Accept": "text/html"}, follow_redirects=True).text
    assert 'class="older"' not in page
    assert "zur neuesten" not in page
