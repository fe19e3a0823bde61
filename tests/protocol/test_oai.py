"""OAI-PMH over HTTP: each verb, lists in pieces, what was changed and deleted, what is wrong."""

import shutil
import sys
from pathlib import Path
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse, serialize

from kg.namespaces import expand
from kg.publication.catalogue import catalogue_quads
from kg.publication.distributions import WHOLE_OFFERS
from kg.release import PlainProgress, Release, load
from kg.web.operating.serving import Served
from tests.protocol.oai_grammar import OAI, checked
from tests.protocol.test_catalogue import BY_HAND, HEADER, PUBLIC, register, site_of

URL = f"{PUBLIC}/oai"
WHOLE = expand("datensatz:foerdergraph")
GONE = expand("datensatz:q229")
CHANGED = expand("datensatz:q007")
KEPT = expand("datensatz:q008")
REMARK = "graph:q007 { quelle:q007 rdfs:comment 'changed' }"


def published(out: Path, name: str, trig: str) -> Release:
    known = list(parse(f"{HEADER}\n{BY_HAND}\n{trig}", RdfFormat.TRIG))
    file = out / f"{name}.nq"
    made = catalogue_quads(known, WHOLE_OFFERS)
    file.write_bytes(serialize([*known, *made], format=RdfFormat.N_QUADS) or b"")
    return load([file], out, PlainProgress(sys.stderr))


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Two publications: in the second one a source is no more, and another one was changed."""
    out = tmp_path_factory.mktemp("out")
    return [
        published(out, "first", register(230)),
        published(out, "second", f"{register(229)}\n{REMARK}"),
    ]


@pytest.fixture(scope="module")
def before(releases: list[Release], two_linked_things: Served) -> FlaskClient:
    return site_of(two_linked_things, releases[0])


@pytest.fixture(scope="module")
def site(releases: list[Release], two_linked_things: Served) -> FlaskClient:
    return site_of(two_linked_things, releases[1])


def asked(site: FlaskClient, **arguments: str) -> Element:
    response = site.get("/oai", query_string={name.rstrip("_"): v for name, v in arguments.items()})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    return checked(response.text)


def texts(root: Element, *path: str) -> list[str]:
    return [found.text or "" for found in root.findall("/".join(f"{OAI}{name}" for name in path))]


def codes(root: Element) -> list[str]:
    return [error.attrib["code"] for error in root.findall(f"{OAI}error")]


def walked(site: FlaskClient, verb: str, **arguments: str) -> list[Element]:
    """Follow the tokens of a list to its end; return its headers."""
    root = asked(site, verb=verb, **arguments)
    found: list[Element] = []
    while True:
        found += root.findall(f".//{OAI}header")
        token = root.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            assert token is None or token.attrib["completeListSize"] == str(len(found))
            return found
        assert token.attrib["cursor"] == str(len(found) - 100)
        root = asked(site, verb=verb, resumptionToken=token.text)


def stamps(headers: list[Element]) -> dict[str, str]:
    found = {texts(h, "identifier")[0]: texts(h, "datestamp")[0] for h in headers}
    assert len(found) == len(headers)
    return found


def test_the_repository_says_what_it_is(site: FlaskClient) -> None:
    root = asked(site, verb="Identify")
    assert texts(root, "Identify", "baseURL") == [URL]
    assert texts(root, "Identify", "repositoryName") == ["Katalog"]
    assert texts(root, "Identify", "adminEmail") == ["webmaster@daten.example"]
    assert texts(root, "Identify", "deletedRecord") == ["persistent"]
    assert texts(root, "request") == [URL]
    assert [r.attrib for r in root.findall(f"{OAI}request")] == [{"verb": "Identify"}]
    (earliest,) = texts(root, "Identify", "earliestDatestamp")
    assert earliest == min(
        stamps(walked(site, "ListIdentifiers", metadataPrefix="oai_dc")).values()
    )


def test_there_are_two_formats_and_two_sets(site: FlaskClient) -> None:
    formats = asked(site, verb="ListMetadataFormats", identifier=WHOLE)
    assert texts(formats, "ListMetadataFormats", "metadataFormat", "metadataPrefix") == [
        "oai_dc",
        "dcat_ap",
    ]
    assert texts(asked(site, verb="ListSets"), "ListSets", "set", "setSpec") == ["whole", "sources"]


@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
def test_a_list_in_pieces_is_whole(site: FlaskClient, verb: str) -> None:
    found = stamps(walked(site, verb, metadataPrefix="oai_dc"))
    assert set(found) == {WHOLE, *(expand(f"datensatz:q{number:03}") for number in range(230))}


def test_a_deleted_record_is_remembered(site: FlaskClient, before: FlaskClient) -> None:
    (record,) = asked(site, verb="GetRecord", metadataPrefix="dcat_ap", identifier=GONE).findall(
        f".//{OAI}record"
    )
    (header,) = record
    assert header.attrib == {"status": "deleted"}
    old = asked(before, verb="GetRecord", metadataPrefix="dcat_ap", identifier=GONE)
    assert old.find(f".//{OAI}metadata") is not None
    deleted = [
        texts(header, "identifier")
        for header in walked(site, "ListRecords", metadataPrefix="dcat_ap")
        if header.attrib
    ]
    assert deleted == [[GONE]]


def test_who_asks_for_what_changed_since_gets_that_alone(
    site: FlaskClient, before: FlaskClient
) -> None:
    first = stamps(walked(before, "ListIdentifiers", metadataPrefix="oai_dc"))
    second = stamps(walked(site, "ListIdentifiers", metadataPrefix="oai_dc"))
    assert first[KEPT] == second[KEPT]
    since = second[WHOLE]
    changed = walked(site, "ListRecords", metadataPrefix="oai_dc", from_=since)
    assert stamps(changed) == dict.fromkeys((WHOLE, CHANGED, GONE), since)
    until = walked(site, "ListRecords", metadataPrefix="oai_dc", until=first[KEPT])
    assert set(stamps(until)) == set(first) - {WHOLE, CHANGED, GONE}


def test_a_set_gives_its_members_alone(site: FlaskClient) -> None:
    whole = walked(site, "ListIdentifiers", metadataPrefix="oai_dc", set="whole")
    assert set(stamps(whole)) == {WHOLE}
    sources = walked(site, "ListIdentifiers", metadataPrefix="oai_dc", set="sources")
    assert len(sources) == 230


def test_a_list_stays_in_the_release_in_which_it_began(
    site: FlaskClient, before: FlaskClient
) -> None:
    root = asked(before, verb="ListIdentifiers", metadataPrefix="oai_dc")
    (token,) = texts(root, "ListIdentifiers", "resumptionToken")
    here = asked(site, verb="ListIdentifiers", resumptionToken=token)
    there = asked(before, verb="ListIdentifiers", resumptionToken=token)
    assert texts(here, "ListIdentifiers", "header", "identifier") == texts(
        there, "ListIdentifiers", "header", "identifier"
    )
    assert token in texts(root, "ListIdentifiers", "resumptionToken")


def test_a_list_of_a_release_that_is_kept_no_more_is_begun_anew(
    tmp_path: Path, two_linked_things: Served
) -> None:
    old = published(tmp_path, "old", register(120))
    root = asked(site_of(two_linked_things, old), verb="ListRecords", metadataPrefix="oai_dc")
    (token,) = texts(root, "ListRecords", "resumptionToken")
    new = published(tmp_path, "new", register(121))
    shutil.rmtree(old.path)
    now = site_of(two_linked_things, new)
    assert codes(asked(now, verb="ListRecords", resumptionToken=token)) == ["badResumptionToken"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "Identify", "v": "x"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x:y"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "x:y"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "no"}, "noRecordsMatch"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "1999-01-01"},
            "noRecordsMatch",
        ),
        ({"verb": "ListRecords", "resumptionToken": "junk"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "../../x~oai_dc~~~~1"}, "badResumptionToken"),
    ],
)
def test_what_is_wrong_is_said_in_the_answer(
    site: FlaskClient, arguments: dict[str, str], code: str
) -> None:
    root = asked(site, **arguments)
    assert codes(root) == [code]
    (request,) = root.findall(f"{OAI}request")
    assert request.attrib == ({} if code in {"badVerb", "badArgument"} else arguments)


def test_a_token_behind_the_end_is_none(site: FlaskClient, releases: list[Release]) -> None:
    token = f"{releases[1].version}~oai_dc~~~~9999"
    assert codes(asked(site, verb="ListRecords", resumptionToken=token)) == ["badResumptionToken"]


def test_text_of_others_is_text(site: FlaskClient) -> None:
    """In arguments that are repeated, and in what the data say."""
    hostile = '"><script>&'
    root = asked(site, verb="GetRecord", metadataPrefix="oai_dc", identifier=hostile)
    (request,) = root.findall(f"{OAI}request")
    assert request.attrib["identifier"] == hostile
    record = asked(site, verb="GetRecord", metadataPrefix="oai_dc", identifier=WHOLE)
    titles = record.findall(".//{http://purl.org/dc/elements/1.1/}title")
    assert [title.text for title in titles] == ["<script>alert(1)</script>"]


def test_the_same_may_be_posted(site: FlaskClient) -> None:
    form = {"verb": "GetRecord", "metadataPrefix": "dcat_ap", "identifier": CHANGED}
    posted = checked(site.post("/oai", data=form).text)
    assert texts(posted, "GetRecord", "record", "header", "identifier") == [CHANGED]
    other = site.post("/oai", data=urlencode(form), content_type="text/plain")
    assert other.status_code == 415
    for headers in (
        {"Content-Encoding": "gzip"},
        {"Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-1"},
    ):
        assert site.post("/oai", data=form, headers=headers).status_code == 415
    long = site.post("/oai", data={**form, "set": "x" * 10_000})
    assert long.status_code == 413


def test_an_answer_tells_its_time_and_is_not_kept(site: FlaskClient) -> None:
    response = site.get("/oai?verb=Identify")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert site.head("/oai?verb=Identify").headers["Content-Length"] == str(len(response.data))


def test_a_host_name_that_somebody_sends_stands_nowhere(site: FlaskClient) -> None:
    poisoned = site.get("/oai?verb=Identify", headers={"Host": "evil.example"})
    assert "evil.example" not in poisoned.text


def test_without_a_release_or_a_catalogue_there_is_nothing_to_harvest(
    tmp_path: Path, two_linked_things: Served
) -> None:
    assert site_of(two_linked_things, None).get("/oai?verb=Identify").status_code == 404
    file = tmp_path / "bare.nt"
    file.write_text("<http://a> <http://b> <http://c> .\n", encoding="utf-8")
    bare = load([file], tmp_path / "out", PlainProgress(sys.stderr))
    assert site_of(two_linked_things, bare).get("/oai?verb=Identify").status_code == 404


def test_where_no_history_is_kept_deletions_are_not_promised(
    tmp_path: Path, two_linked_things: Served
) -> None:
    made = published(tmp_path, "alone", register(3))
    shutil.rmtree(tmp_path / "history")
    root = asked(site_of(two_linked_things, made), verb="Identify")
    assert texts(root, "Identify", "deletedRecord") == ["no"]
    assert texts(root, "Identify", "earliestDatestamp") == [f"{made.manifest.date}T00:00:00Z"]
