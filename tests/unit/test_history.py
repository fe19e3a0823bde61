"""What a publication leaves in the history: which quads came and went, and when."""

import gzip
import itertools
import os
import shutil
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import ReleaseError
from kg.publication.changes import by_subject, version_lines
from kg.publication.differences import compared, summed
from kg.release import PlainProgress, Release, load
from kg.release.folder import HISTORY, point_to
from kg.release.history import (
    added_lines,
    difference,
    read_page,
    record,
    removed_lines,
    steps,
    steps_until,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

A = b'<http://e/a> <http://e/p> "1" <http://e/g> .'
A_ELSEWHERE = b'<http://e/a> <http://e/p> "1" <http://e/h> .'
B = b"<http://e/b> <http://e/p> <http://e/a> ."
B_MORE = b'<http://e/b> <http://e/q> "two words" .'
BLANK = b'_:c14n0 <http://e/p> "nobody can name it" .'

FIRST = [A, B]
SECOND = [A, A_ELSEWHERE, B_MORE]
THIRD = [B]

lines = st.lists(st.sampled_from([b"a", b"b", b"c", b"d", b"e"]), unique=True).map(sorted)


@given(lines, lines)
def test_a_comparison_says_of_each_line_where_it_is(old: list[bytes], new: list[bytes]) -> None:
    found = list(compared(old, new))
    assert [line for line, sign in found if sign <= 0] == old
    assert [line for line, sign in found if sign >= 0] == new
    assert [line for line, _ in found] == sorted({*old, *new})


@given(st.lists(lines, min_size=2, max_size=5))
def test_differences_that_follow_each_other_add_up(states: list[list[bytes]]) -> None:
    parts = []
    for old, new in itertools.pairwise(states):
        signed = list(compared(old, new))
        parts += [([line for line, sign in signed if sign == which], which) for which in (1, -1)]
    direct = [pair for pair in compared(states[0], states[-1]) if pair[1]]
    assert list(summed(parts)) == direct


def test_a_step_says_what_came_and_what_went(tmp_path: Path) -> None:
    record(tmp_path, "one", FIRST, NOON)
    record(tmp_path, "two", SECOND, NOON + timedelta(days=1))
    first, second = steps(tmp_path)
    assert (first.number, first.version, first.at, first.previous) == (
        1,
        "one",
        "2026-11-22T12:00:00Z",
        None,
    )
    assert (first.added, first.removed) == (2, 0)
    assert (second.version, second.previous, second.stamp) == ("two", "one", "20261123T120000Z")
    assert list(added_lines(second)) == [A_ELSEWHERE, B_MORE]
    assert list(removed_lines(second)) == [B]
    assert (second.added, second.removed) == (2, 1)


def test_the_sum_of_all_steps_is_the_release(tmp_path: Path) -> None:
    for name, content in (("one", FIRST), ("two", SECOND), ("three", THIRD)):
        record(tmp_path, name, content, NOON)
        assert [line for line, _ in difference(steps(tmp_path))] == content
    assert list(difference(steps(tmp_path)[1:])) == [(A, -1)]


def test_steps_are_given_up_to_the_release_that_is_served(tmp_path: Path) -> None:
    for name, content in (("one", FIRST), ("two", SECOND), ("one", FIRST), ("three", THIRD)):
        record(tmp_path, name, content, NOON)
    assert [step.number for step in steps_until(tmp_path, "one")] == [1, 2, 3]
    assert [step.number for step in steps_until(tmp_path, "two")] == [1, 2]
    assert steps_until(tmp_path, "elsewhere") == ()


def test_a_release_that_is_published_again_is_no_new_step(tmp_path: Path) -> None:
    once = record(tmp_path, "one", FIRST, NOON)
    assert record(tmp_path, "one", FIRST, NOON + timedelta(days=1)) == once
    assert steps(tmp_path) == (once,)


def test_time_goes_on_though_the_clock_goes_back(tmp_path: Path) -> None:
    record(tmp_path, "one", FIRST, NOON)
    record(tmp_path, "two", SECOND, NOON - timedelta(hours=1))
    assert [step.at for step in steps(tmp_path)] == ["2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z"]


def test_things_are_created_updated_and_deleted(tmp_path: Path) -> None:
    record(tmp_path, "one", [A, B], NOON)
    step = record(tmp_path, "two", sorted([A_ELSEWHERE, BLANK]), NOON)
    assert (step.created, step.updated, step.deleted) == (0, 1, 1)
    assert (step.added, step.removed) == (2, 2)


def test_a_version_says_all_that_is_said_of_the_thing_now(tmp_path: Path) -> None:
    record(tmp_path, "one", [B], NOON)
    step = record(tmp_path, "two", [A, A_ELSEWHERE, B, B_MORE], NOON)
    text = read_page(step, step.pages[0])
    quads = set(parse(text, RdfFormat.N_QUADS))
    name = "https://w3id.org/foerdergraph/ldes/20261122T120001Z/1#http://e/"
    a, b = NamedNode(f"{name}a"), NamedNode(f"{name}b")
    stated = {
        graph: {quad.predicate.value for quad in quads if quad.graph_name == graph}
        for graph in (a, b)
    }
    assert stated == {a: {"http://e/p"}, b: {"http://e/p", "http://e/q"}}
    kinds = {quad.subject: quad.object.value for quad in quads if "22-rdf-syntax" in str(quad)}
    activity = "https://www.w3.org/ns/activitystreams#"
    assert kinds == {a: f"{activity}Create", b: f"{activity}Update"}
    derived = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    graphs = [NamedNode("http://e/g"), NamedNode("http://e/h")]
    assert {Quad(a, derived, graph) for graph in graphs} == {
        quad for quad in quads if quad.predicate == derived
    }


def test_each_thing_has_versions_of_a_name_of_its_own() -> None:
    base = "https://w3id.org/foerdergraph/"
    things = ["id/a", "id/a#b", "id/a%23b", "ns#a", "id/ä", "id/%C3%A4"]
    lines = [f'<{base}{thing}> <http://e/p> "x" .'.encode() for thing in sorted(things)]
    changes = by_subject(compared((), lines))
    names = {
        version_lines(change, f"{base}ldes/t/1", "2026-11-22T12:00:00Z")[1].split()[0]
        for change in changes
    }
    assert len(names) == len(things)
    assert all(name.count(b"#") == 1 and name.isascii() for name in names)


def test_what_was_published_before_there_was_a_history_is_its_first_step(tmp_path: Path) -> None:
    old = loaded(tmp_path, FIRST)
    shutil.rmtree(tmp_path / HISTORY)
    new = loaded(tmp_path, SECOND)
    assert [step.version for step in steps(tmp_path)] == [old.version, new.version]
    written = datetime.fromtimestamp((old.path / "manifest.json").stat().st_mtime, UTC)
    assert steps(tmp_path)[0].at == written.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [line for line, _ in difference(steps(tmp_path)[:1])] == FIRST


def test_a_pointer_that_was_moved_by_hand_does_not_disturb_the_history(tmp_path: Path) -> None:
    old, new = loaded(tmp_path, FIRST), loaded(tmp_path, SECOND)
    point_to(tmp_path, old.version)
    newest = loaded(tmp_path, THIRD)
    assert [step.version for step in steps(tmp_path)] == [old.version, new.version, newest.version]
    assert [line for line, _ in difference(steps(tmp_path))] == THIRD


def test_releases_need_not_be_kept_to_go_on(tmp_path: Path) -> None:
    shutil.rmtree(loaded(tmp_path, FIRST).path)
    loaded(tmp_path, SECOND)
    assert list(removed_lines(steps(tmp_path)[1])) == [B]


@pytest.mark.parametrize("name", ["step.json", "added.nq.gz"])
def test_a_damaged_history_stops_the_build_and_says_the_repair(tmp_path: Path, name: str) -> None:
    old = loaded(tmp_path, FIRST)
    file = steps(tmp_path)[0].folder / name
    file.write_bytes(file.read_bytes()[:-9])
    os.utime(tmp_path / HISTORY, (1, 1))  # so that it is read again
    with pytest.raises(ReleaseError, match="move the folder `history` away"):
        loaded(tmp_path, SECOND)
    assert (tmp_path / "current").resolve() == old.path
    shutil.move(tmp_path / HISTORY, tmp_path / "history-damaged")
    assert len(steps(tmp_path)) == 0
    assert loaded(tmp_path, SECOND).path == (tmp_path / "current").resolve()


def test_there_is_no_history_where_nothing_was_published(tmp_path: Path) -> None:
    assert steps(tmp_path) == ()


def loaded(out: Path, content: list[bytes]) -> Release:
    file = out.parent / f"{out.name}.nq.gz"
    file.write_bytes(gzip.compress(b"\n".join(content) + b"\n"))
    return load([file], out, PlainProgress(StringIO()))
