"""The change feed: replaying it gives the things as they are; a page stays as it was read."""

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph

from kg.formats import GRAPH_FORMATS, N_QUADS, TRIG
from kg.namespaces import BASE, expand
from kg.release import PlainProgress, Release, load, recording
from kg.release.history import steps
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from tests.following import Follower, node, things

PUBLIC = "https://daten.example/graph"
STREAM = NamedNode(f"{BASE}ldes#stream")

ALWAYS = "public, max-age=31536000, immutable"

TOWNS = "".join(
    f'<{BASE}id/gemeinde/{n:08}> <http://e/name> "Stadt {n}"@de <http://e/register> .\n'
    f'<{BASE}id/gemeinde/{n:08}> <http://e/name> "Stadt {n}"@de <http://e/press> .\n'
    for n in range(20)
)
STATES = (
    f"{TOWNS}<{BASE}ns#Town> <http://e/p> <http://e/o> .\n_:nobody <http://e/p> <http://e/o> .\n",
    TOWNS.replace("Stadt 7", "Stadt Sieben") + f"<{BASE}id/gemeinde/ä> <http://e/name> <urn:x> .\n",
    TOWNS.replace(" <http://e/press> .", " <http://e/press2> .", 1).replace("Stadt 9", "Stadt IX"),
)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Publish three states one after the other, in pages of three things or so."""
    out = tmp_path_factory.mktemp("out")
    found = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(recording, "PAGE_LINES", 20)
        for number, text in enumerate(STATES):
            file = out / f"{number}.nq"
            file.write_text(text)
            found.append(load([file], out, PlainProgress(sys.stderr)))
    return found


@pytest.fixture(scope="module")
def sites(two_linked_things: Served, releases: list[Release]) -> list[FlaskClient]:
    """Serve each of them."""
    settings = Settings(public_url=PUBLIC)
    return [
        create_app(
            settings,
            FixedServing(replace(two_linked_things, version=release.version, release=release)),
        ).test_client()
        for release in releases
    ]


@pytest.fixture(scope="module")
def site(sites: list[FlaskClient]) -> FlaskClient:
    return sites[-1]


def following(site: FlaskClient, suffix: str = ".nq") -> Follower:
    def fetch(address: str) -> Iterator[Quad]:
        assert address.startswith(PUBLIC)
        answer = site.get(address.removeprefix(PUBLIC) + suffix)
        assert answer.status_code == 200, address
        return parse(answer.data, {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}[suffix])

    return Follower(fetch)


def first_page(releases: list[Release], number: int) -> str:
    return f"/ldes/{steps(releases[0].path.parent)[number].stamp}/1"


@pytest.mark.parametrize("suffix", [".nq", ".trig"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_replaying_gives_exactly_the_things_that_are_there(
    sites: list[FlaskClient], releases: list[Release], number: int, suffix: str
) -> None:
    follower = following(sites[number], suffix)
    follower.follow(f"{PUBLIC}/ldes")
    text = gzip.decompress(releases[number].quads_path.read_bytes())
    assert follower.state() == things(parse(text, RdfFormat.N_QUADS))
    assert len(follower.read) == len(set(follower.read)) > 5


def test_who_has_followed_reads_only_what_is_new(
    sites: list[FlaskClient], releases: list[Release]
) -> None:
    follower = following(sites[1])
    follower.follow(f"{PUBLIC}/ldes")
    known = set(follower.read)
    follower.fetch = following(sites[2]).fetch
    follower.read.clear()
    follower.follow(f"{PUBLIC}/ldes")
    assert set(follower.read) & known == {f"{PUBLIC}/ldes"}
    text = gzip.decompress(releases[2].quads_path.read_bytes())
    assert follower.state() == things(parse(text, RdfFormat.N_QUADS))


def test_versions_say_what_happened(site: FlaskClient) -> None:
    follower = following(site)
    follower.follow(f"{PUBLIC}/ldes")

    def kinds(local: str) -> list[str]:
        found = sorted(follower.versions[BASE + local].items())
        return [kind.rpartition("#")[2] for _, (kind, _) in found]

    assert kinds("ns#Town") == ["Create", "Delete"]
    assert kinds("id/gemeinde/ä") == ["Create", "Delete"]
    assert kinds("id/gemeinde/00000007") == ["Create", "Update", "Update"]
    assert kinds("id/gemeinde/00000009") == ["Create", "Update"]
    assert kinds("id/gemeinde/00000000") == ["Create", "Update"]  # from another source now
    assert kinds("id/gemeinde/00000001") == ["Create"]


def test_a_page_that_was_given_is_given_byte_for_byte_after_later_publications(
    sites: list[FlaskClient], releases: list[Release]
) -> None:
    for suffix in (".nq", ".trig", ".jsonld", ".ttl", ".nt", ".rdf"):
        path = first_page(releases, 0) + suffix
        before, after = sites[0].get(path), sites[2].get(path)
        assert before.data == after.data
        assert before.headers["ETag"] == after.headers["ETag"]
        assert after.headers["Cache-Control"] == ALWAYS
        assert after.headers["X-Dataset-Version"] == releases[0].version


def test_the_entry_may_change_and_is_told_apart(sites: list[FlaskClient]) -> None:
    answers = [site.get("/ldes.ttl") for site in sites]
    assert all("immutable" not in answer.headers["Cache-Control"] for answer in answers)
    assert len({answer.headers["ETag"] for answer in answers}) == 3


def test_a_page_that_is_not_published_yet_is_unknown(
    sites: list[FlaskClient], releases: list[Release]
) -> None:
    path = first_page(releases, 2)
    assert sites[1].get(path).status_code == 404
    assert sites[2].get(path).status_code == 200


@pytest.mark.parametrize("rest", ["/0", "/01", "/99", "/x", "/1.exe", "/-1", "/1/2", "/¹", ""])
def test_what_is_no_page_is_unknown(site: FlaskClient, releases: list[Release], rest: str) -> None:
    assert site.get(first_page(releases, 0).removesuffix("/1") + rest).status_code == 404


@pytest.mark.parametrize("path", ["/ldes/../1", "/ldes/000001/1", "/ldes/20261122T120000Z/1"])
def test_a_time_without_publication_is_unknown(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_the_entry_says_what_clients_need(site: FlaskClient, releases: list[Release]) -> None:
    answer = site.get("/ldes")
    assert answer.headers["Content-Type"] == "application/trig"
    quads = set(parse(answer.data, RdfFormat.TRIG))
    entry = NamedNode(f"{PUBLIC}/ldes")
    policy = next(q.object for q in quads if q.predicate == node("ldes:retentionPolicy"))
    since = Literal(
        steps(releases[0].path.parent)[0].at, datatype=NamedNode(expand("xsd:dateTime"))
    )
    assert {
        Quad(STREAM, node("rdf:type"), node("ldes:EventStream")),
        Quad(STREAM, node("tree:view"), entry),
        Quad(STREAM, node("ldes:timestampPath"), node("dcterms:created")),
        Quad(STREAM, node("ldes:versionOfPath"), node("dcterms:isVersionOf")),
        Quad(STREAM, node("ldes:versionDeletePath"), node("rdf:type")),
        Quad(STREAM, node("ldes:versionDeleteObject"), node("as:Delete")),
        Quad(entry, node("rdf:type"), node("ldes:EventSource")),
        Quad(policy, node("ldes:startingFrom"), since),
    } <= quads
    assert [q.subject for q in quads if q.predicate == node("tree:view")] == [STREAM]
    assert not [q for q in quads if q.predicate == node("ldes:immutable")]


def test_each_relation_says_between_which_times_its_page_lies(
    site: FlaskClient, releases: list[Release]
) -> None:
    quads = list(parse(site.get("/ldes.nq").data, RdfFormat.N_QUADS))
    said = {(q.subject, q.predicate.value): q.object.value for q in quads}
    found = {
        (
            said[relation, expand("tree:node")].removeprefix(PUBLIC),
            said[relation, expand("rdf:type")],
            said[relation, expand("tree:path")],
            said[relation, expand("tree:value")],
        )
        for relation in {q.object for q in quads if q.predicate == node("tree:relation")}
    }
    assert found == {
        (f"/ldes/{step.stamp}/1", expand(kind), expand("dcterms:created"), step.at)
        for step in steps(releases[0].path.parent)
        for kind in ("tree:GreaterThanOrEqualToRelation", "tree:LessThanOrEqualToRelation")
    }


@pytest.mark.parametrize("offer", GRAPH_FORMATS, ids=lambda f: f.name)
def test_every_format_says_the_same(
    site: FlaskClient, releases: list[Release], offer: object
) -> None:
    """Where there are no graphs, what a thing is now stands beside what is said of its version."""
    path = first_page(releases, 1)
    wanted = {q.triple for q in parse(site.get(f"{path}.nq").data, RdfFormat.N_QUADS)}
    by_suffix = site.get(f"{path}.{offer.suffix}")
    by_accept = site.get(path, headers={"Accept": offer.media_type})
    assert by_suffix.data == by_accept.data
    assert by_accept.headers["Content-Location"] == f"/graph{path}.{offer.suffix}"
    assert by_accept.headers["Vary"].startswith("Accept,")
    assert {quad.triple for quad in parse(by_suffix.data, offer.codec)} == wanted


def test_pages_have_no_thing_twice(site: FlaskClient) -> None:
    """So in Turtle it can be told which statements belong to which version."""
    follower = following(site)
    follower.follow(f"{PUBLIC}/ldes")
    for address in follower.read:
        quads = follower.fetch(address)
        held = [q.object for q in quads if q.predicate == node("dcterms:isVersionOf")]
        assert len(held) == len(set(held))


def test_browsers_get_a_page_and_all_others_rdf(site: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert site.get("/ldes", headers=browser).content_type.startswith("text/html")
    for accepted in ("*/*", "", "text/turtle;q=0.5, application/trig"):
        answer = site.get("/ldes", headers={"Accept": accepted})
        assert answer.content_type == TRIG.content_type
    theirs = "application/n-quads,application/trig;q=0.95,text/html;q=0.2"
    assert site.get("/ldes", headers={"Accept": theirs}).content_type == N_QUADS.content_type
    assert site.get("/ldes", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("lang", "words"),
    [("de", ["Änderungen", "entfernt", "20"]), ("en", ["Changes", "deleted", "20"])],
)
def test_the_page_lists_what_was_published(
    site: FlaskClient, releases: list[Release], lang: str, words: list[str]
) -> None:
    text = site.get(f"/ldes.html?lang={lang}").text
    for word in (*words, *(release.version for release in releases)):
        assert word in text
    first, second, _ = (release.version for release in releases)
    assert f"/graph/dumps/{first}..{second}/removed.nq.gz" in text


def test_a_client_that_has_the_page_is_told_so_without_a_look_at_it(
    site: FlaskClient, releases: list[Release]
) -> None:
    path = first_page(releases, 0)
    answer = site.get(path)
    again = site.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == ALWAYS


def test_head_says_what_get_says(site: FlaskClient, releases: list[Release]) -> None:
    for path in ("/ldes", first_page(releases, 0)):
        assert dict(site.head(path).headers) == dict(site.get(path).headers)


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_no_header_of_a_request_gets_into_an_address(
    site: FlaskClient, releases: list[Release], header: str
) -> None:
    value = "host=evil.example" if header == "Forwarded" else "evil.example"
    for path in ("/ldes", f"{first_page(releases, 0)}", "/ldes.html"):
        answer = site.get(path, headers={header: value})
        assert b"evil" not in answer.data
        assert "evil" not in str(answer.headers)


def test_others_can_read_it(site: FlaskClient, releases: list[Release]) -> None:
    path = first_page(releases, 1)
    counted = len(Graph().parse(data=site.get(f"{path}.ttl").data, format="turtle"))
    assert counted == len(Graph().parse(data=site.get(f"{path}.rdf").data, format="xml"))
    assert isinstance(json.loads(site.get(f"{path}.jsonld").data), list)


def test_files_that_are_served_as_they_are_have_no_feed(client: FlaskClient) -> None:
    answer = client.get("/ldes")
    assert answer.status_code == 404
    assert "nothing is recorded here" in answer.json["detail"]


def test_a_release_outside_the_folder_of_releases_has_no_feed(
    two_linked_things: Served, releases: list[Release], tmp_path: Path
) -> None:
    elsewhere = Release(tmp_path / releases[0].version, releases[0].manifest)
    served = replace(two_linked_things, version=elsewhere.version, release=elsewhere)
    site = create_app(Settings(), FixedServing(served)).test_client()
    assert site.get("/ldes").status_code == 404
