"""Whoever follows the feed has exactly the things: our own client, and that of LDES's authors."""

import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.release import PlainProgress, Release, load
from tests.following import Follower, things
from tests.promises.npm_clients import run
from tests.protocol.test_server import served

Things = dict[str, set[tuple[str, ...]]]

STATES = (
    '<http://e/a> <http://e/p> "1" <http://e/g> .\n<http://e/b> <http://e/p> "1" .\n',
    '<http://e/a> <http://e/p> "2"@de <http://e/g> .\n<http://e/c> <http://e/p> "1" .\n',
    '<http://e/b> <http://e/q> <http://e/a> .\n<http://e/c> <http://e/p> "1" .\n',
)


def test_replaying_the_feed_gives_exactly_the_things_of_the_release(
    site: FlaskClient, release: Release
) -> None:
    def fetch(address: str) -> Iterator[Quad]:
        answer = site.get(urlsplit(address).path, headers={"Accept": "application/n-quads"})
        return parse(answer.data, RdfFormat.N_QUADS)

    follower = Follower(fetch)
    follower.follow("http://127.0.0.1:8000/ldes")
    text = gzip.decompress(release.quads_path.read_bytes())
    assert follower.state() == things(parse(text, RdfFormat.N_QUADS))
    assert len(follower.state()) > 15_000


def test_a_client_replicates_the_real_release(server: str, release: Release) -> None:
    versions = run("ldes.mjs", f"{server}/ldes")
    assert len(versions) == len({version["thing"] for version in versions})
    assert replayed(versions) == things_of(release)


@pytest.fixture
def three_publications(tmp_path: Path) -> list[Release]:
    found = []
    for state in STATES:
        file = tmp_path / "state.nq"
        file.write_text(state)
        found.append(load([file], tmp_path / "out", PlainProgress(sys.stderr)))
    return found


def test_a_client_replays_what_was_created_updated_and_deleted(
    three_publications: list[Release],
) -> None:
    with served(out=three_publications[-1].path.parent) as address:
        versions = run("ldes.mjs", f"{address}/ldes")
    happened = [(v["thing"], v["kinds"][0].rpartition("#")[2]) for v in versions]
    assert sorted(happened[:2]) == [("http://e/a", "Create"), ("http://e/b", "Create")]
    assert sorted(happened[2:5]) == [
        ("http://e/a", "Update"),
        ("http://e/b", "Delete"),
        ("http://e/c", "Create"),
    ]
    assert sorted(happened[5:]) == [("http://e/a", "Delete"), ("http://e/b", "Create")]
    assert replayed(versions) == things_of(three_publications[-1])


def replayed(versions: Iterable[dict[str, Any]]) -> Things:
    """Take versions in the order in which the client gave them, as somebody would keep them."""
    kept: Things = {}
    for version in versions:
        kept.pop(version["thing"], None)
        if not version["kinds"][0].endswith("#Delete"):
            kept[version["thing"]] = {tuple(statement) for statement in version["statements"]}
    return kept


def things_of(release: Release) -> Things:
    """Give every thing of *release* with its statements, as the client writes them."""
    found: Things = {}
    for quad in parse(gzip.decompress(release.quads_path.read_bytes()), RdfFormat.N_QUADS):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, set()).add(tuple(written(quad)))
    return found


def written(quad: Quad) -> Iterator[str]:
    assert isinstance(quad.subject, NamedNode)
    yield from (quad.subject.value, quad.predicate.value)
    if isinstance(quad.object, Literal):
        yield from (quad.object.value, quad.object.language or quad.object.datatype.value)
    else:
        assert isinstance(quad.object, NamedNode)
        yield quad.object.value
