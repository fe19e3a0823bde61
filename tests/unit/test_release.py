"""What a release folder is: its name, its manifest, its pointer, and what counts as damaged."""

import gzip
import json
import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import ReleaseError, SourceError
from kg.publication.canonical import content_sha256
from kg.release import (
    PlainProgress,
    Release,
    current,
    load,
    open_release,
    pointed_to,
    progress_on,
)
from kg.release.content import Content, identify, make_content
from kg.release.folder import only_writer, point_to, publish

SILENT = PlainProgress(StringIO())

DATA = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <https://w3id.org/foerdergraph/graph/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
graph:a { <http://e/s> <http://e/p> 1.50 , <http://e/o> . }
graph:register {
    graph:a prov:generatedAtTime "2024-05-06T07:08:09Z"^^xsd:dateTime ;
        dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/> .
    graph:register dcterms:modified "2024-05-01"^^xsd:date .
}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.trig"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def release(data: Path, out: Path) -> Release:
    return load([data], out, SILENT)


def content_of(text: str, companions: dict[str, bytes] | None = None) -> Content:
    return make_content(list(parse(text, RdfFormat.TRIG)), companions or {})


def test_a_release_is_named_by_its_newest_date_and_its_content(release: Release) -> None:
    manifest = release.manifest
    assert release.path.name == f"2024.05.06-{manifest.content_sha256[:8]}"
    assert manifest.date == "2024-05-06"


def test_the_manifest_counts_what_is_there(release: Release) -> None:
    manifest = release.manifest
    assert (manifest.quads, manifest.graphs, manifest.subjects) == (5, 2, 3)
    assert manifest.licences == ("http://creativecommons.org/publicdomain/zero/1.0/",)
    lines = gzip.decompress(release.quads_path.read_bytes()).splitlines()
    assert manifest.quads_sha256 == content_sha256(lines)


def test_quads_and_store_hold_the_same(release: Release) -> None:
    in_file = set(parse(gzip.decompress(release.quads_path.read_bytes()), RdfFormat.N_QUADS))
    assert set(Store.read_only(str(release.store_path))) == in_file


def test_a_date_outside_the_register_does_not_name_the_release() -> None:
    content = content_of(
        '<http://e/g> { <http://e/s> <http://purl.org/dc/terms/modified> "2025-01-01" }'
    )
    assert identify(content).version.startswith("undated-")


def test_another_query_makes_another_release_of_the_same_quads() -> None:
    first = identify(content_of(DATA, {"queries/competency/a.rq": b"SELECT 1"}))
    other = identify(content_of(DATA, {"queries/competency/a.rq": b"SELECT 2"}))
    assert first.quads_sha256 == other.quads_sha256
    assert first.version != other.version


def test_the_same_input_gives_the_same_release(data: Path, tmp_path: Path) -> None:
    first = load([data], tmp_path / "first", SILENT)
    second = load([data], tmp_path / "second", SILENT)
    assert files_of(first) == files_of(second)


def test_a_release_that_is_there_is_used_again(release: Release, data: Path, out: Path) -> None:
    inode = release.path.stat().st_ino
    assert load([data], out, SILENT) == release
    assert release.path.stat().st_ino == inode


def test_a_damaged_release_is_replaced(release: Release, data: Path, out: Path) -> None:
    release.quads_path.write_bytes(b"")
    assert load([data], out, SILENT) == release
    assert open_release(release.path) == release


def test_gzipped_and_plain_files_are_loaded_together(tmp_path: Path, out: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/p> <http://e/b> .")
    (tmp_path / "b.nq.gz").write_bytes(
        gzip.compress(b"<http://e/c> <http://e/p> <http://e/d> <http://e/g> .\n")
    )
    release = load([tmp_path / "a.ttl", tmp_path / "b.nq.gz"], out, SILENT)
    edge = NamedNode("http://e/p")
    assert set(Store.read_only(str(release.store_path))) == {
        Quad(NamedNode("http://e/a"), edge, NamedNode("http://e/b")),
        Quad(NamedNode("http://e/c"), edge, NamedNode("http://e/d"), NamedNode("http://e/g")),
    }


def test_a_file_that_is_no_rdf_leaves_the_release_alone(
    release: Release, tmp_path: Path, out: Path
) -> None:
    (tmp_path / "bad.ttl").write_text("<http://e/a> is not Turtle")
    with pytest.raises(SourceError):
        load([tmp_path / "bad.ttl"], out, SILENT)
    assert current(out) == release


def test_an_empty_dataset_is_a_release_too(tmp_path: Path, out: Path) -> None:
    (tmp_path / "empty.ttl").write_text("")
    release = load([tmp_path / "empty.ttl"], out, SILENT)
    assert (release.manifest.quads, release.manifest.graphs) == (0, 0)
    assert current(out) == release


def test_the_pointer_is_relative_so_that_the_folder_can_be_moved(
    release: Release, out: Path, tmp_path: Path
) -> None:
    assert pointed_to(out) == release.version
    out.rename(tmp_path / "moved")
    assert current(tmp_path / "moved").version == release.version


def test_a_link_to_a_release_is_opened_as_the_release(release: Release, out: Path) -> None:
    assert open_release(out / "current") == release


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(lambda f: (f / "manifest.json").unlink(), "no release", id="no manifest"),
        pytest.param(
            lambda f: (f / "manifest.json").write_text("{"), "cannot be read", id="no JSON"
        ),
        pytest.param(
            lambda f: (f / "manifest.json").write_text("[]"), "layout", id="another JSON value"
        ),
        pytest.param(lambda f: edit_manifest(f, layout=99), "layout is not 2", id="another layout"),
        pytest.param(lambda f: edit_manifest(f, quads="5"), "'5' is not int", id="wrong type"),
        pytest.param(lambda f: edit_manifest(f, files=None), "lacks a field", id="no files"),
        pytest.param(
            lambda f: edit_manifest(f, version="2020.01.01-00000000"),
            "manifest is that of 2020",
            id="another release's manifest",
        ),
        pytest.param(
            lambda f: flip_last_byte(f / "quads.nq.gz"), "quads.nq.gz differ", id="a flipped bit"
        ),
        pytest.param(
            lambda f: (f / "dumps" / "foerdergraph.ttl.gz").unlink(),
            "dumps/foerdergraph.ttl.gz differ",
            id="a missing dump",
        ),
        pytest.param(
            lambda f: (f / "notes.txt").write_text("x"), "notes.txt differ", id="a foreign file"
        ),
        pytest.param(lambda f: shutil.rmtree(f / "store"), "store is missing", id="no store"),
    ],
)
def test_a_damaged_release_is_refused(
    release: Release, change: Callable[[Path], object], reason: str
) -> None:
    change(release.path)
    with pytest.raises(ReleaseError) as caught:
        open_release(release.path)
    assert reason in str(caught.value)


def test_a_folder_without_releases_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="`kg build` makes one"):
        current(tmp_path)


def test_a_pointer_to_nothing_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("2020.01.01-00000000")
    with pytest.raises(ReleaseError, match="no release"):
        current(tmp_path)


def test_a_folder_in_the_place_of_the_pointer_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(ReleaseError, match="move it away"):
        point_to(tmp_path, "2020.01.01-00000000")


def test_a_failure_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise OSError(28, "No space left on device")

    with pytest.raises(ReleaseError, match="No space left on device"):
        publish(tmp_path, "name", fail)
    assert list(tmp_path.iterdir()) == []


def test_what_an_interrupted_build_left_is_removed(out: Path, data: Path) -> None:
    left_over = out / ".tmp-2020.01.01-00000000"
    left_over.mkdir(parents=True)
    (left_over / "half").write_text("x")
    (out / ".tmp-current").symlink_to("nowhere")
    load([data], out, SILENT)
    assert not [path for path in out.iterdir() if path.name.startswith(".tmp-")]


def test_an_unwritable_folder_is_a_release_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with (
        pytest.raises(ReleaseError, match="cannot be written"),
        only_writer(tmp_path / "out", SILENT.note),
    ):
        pass


def test_others_may_read_what_was_written(release: Release) -> None:
    expected = 0o777 & ~current_umask()
    assert release.path.stat().st_mode & 0o777 == expected


def test_notes_are_plain_lines_where_nobody_watches() -> None:
    stream = StringIO()
    progress = progress_on(stream)
    with progress.step("work", 10) as advance:
        advance(10)
    progress.note("read this")
    assert stream.getvalue() == "read this\n"


def test_bars_are_drawn_on_a_terminal() -> None:
    stream = Terminal()
    progress = progress_on(stream)
    with progress.step("work", 10) as advance:
        advance(10)
    assert "work: 100%" in stream.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def files_of(release: Release) -> dict[str, bytes]:
    return {
        path.relative_to(release.path).as_posix(): path.read_bytes()
        for path in release.path.rglob("*")
        if path.is_file() and release.store_path not in path.parents
    }


def edit_manifest(folder: Path, **fields: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def flip_last_byte(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def current_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
