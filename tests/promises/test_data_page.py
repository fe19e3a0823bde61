"""What the page about the data says is true, and every line on it works."""

import html
import json
import re
import shlex
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.namespaces import BASE, expand
from kg.release import Release

PUBLIC = "http://127.0.0.1:8000"
LINK = re.compile(r'href="(/[^"]*)"')
LINE = re.compile(r"<pre>(curl [^<]*)</pre>")
MARKUP = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


@pytest.fixture(scope="module")
def text(site: FlaskClient) -> str:
    return site.get("/data?lang=de").text


def test_every_link_leads_somewhere(site: FlaskClient, text: str) -> None:
    links = sorted({html.unescape(link) for link in LINK.findall(text)})
    assert len(links) > 40
    answers = {link: site.get(link, headers={"Accept": "*/*"}, buffered=True) for link in links}
    assert {link: a.status_code for link, a in answers.items() if a.status_code >= 400} == {}


def test_every_command_gets_an_answer(site: FlaskClient, text: str) -> None:
    commands = [shlex.split(html.unescape(line)) for line in LINE.findall(text)]
    assert len(commands) > 7
    for words in commands:
        headers, form, follows, address = {"Accept": "*/*"}, {}, False, ""
        rest = iter(words[1:])
        for word in rest:
            if word == "-H":
                name, _, value = next(rest).partition(": ")
                headers[name] = value
            elif word == "--data-urlencode":
                name, _, value = next(rest).partition("=")
                form[name] = value
            elif word.startswith("-"):
                follows = "L" in word
            else:
                address = word.removeprefix(PUBLIC)
        response = site.open(
            address,
            method="POST" if form else "GET",
            data=urlencode(form) if form else None,
            content_type="application/x-www-form-urlencoded" if form else None,
            headers=headers,
            buffered=True,
        )
        while follows and response.status_code in {302, 303}:
            address = response.headers["Location"].removeprefix(PUBLIC)
            response = site.get(address, headers=headers, buffered=True)
        assert response.status_code == 200, words
        assert response.data


def test_files_are_told_with_their_true_size_and_hash(text: str, release: Release) -> None:
    entries = {entry.path: entry for entry in release.manifest.files}
    whole = entries["dumps/foerdergraph.nq.gz"]
    assert whole.sha256 in text
    assert f'title="{whole.size_bytes} B"' in text


def test_search_engines_find_the_dataset(text: str, release: Release) -> None:
    (found,) = MARKUP.findall(text)
    markup = json.loads(found)
    assert markup["@type"] == "Dataset"
    assert markup["name"] == "Fördergraph: Wer fördert digitale Kommunen in Deutschland?"
    assert 50 <= len(markup["description"]) <= 5000
    assert markup["version"] == release.version
    assert markup["url"] == f"{PUBLIC}/data"
    sizes = {d["contentUrl"]: d["contentSize"] for d in markup["distribution"]}
    entry = next(e for e in release.manifest.files if e.path == "dumps/foerdergraph.ttl.gz")
    address = f"{PUBLIC}/dumps/{release.version}/foerdergraph.ttl.gz"
    assert sizes[address] == f"{entry.size_bytes} B"
    assert "license" not in markup  # not all sources allow the same


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("foerdergraph", None),
        ("gemeindeverzeichnis", None),
        ("laender-outline", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("void", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_a_dataset_names_the_licence_that_all_of_it_is_under(
    site: FlaskClient, name: str, licence: str | None
) -> None:
    (found,) = MARKUP.findall(site.get(f"/doc/datensatz/{name}.de.html").text)
    assert json.loads(found)["mainEntity"].get("license") == licence


def test_a_source_states_its_own_terms(text: str) -> None:
    assert "Gemeindeverzeichnis" in text
    assert "Public Domain Mark 1.0" in text


def test_the_series_lists_the_releases_that_are_kept(site: FlaskClient, release: Release) -> None:
    page = site.get("/doc/datensatz/ausgaben.de.html").text
    assert f'<a href="/dumps/{release.version}/">Dateien</a>' in page
    assert f'href="/doc/datensatz/foerdergraph?v={release.version}"' in page
    lines = site.get("/doc/datensatz/ausgaben.nt").text.splitlines()
    this, series = f"<{BASE}dumps/{release.version}/>", f"<{expand('datensatz:ausgaben')}>"
    for said in (
        f"{series} <{expand('dcat:seriesMember')}> {this} .",
        f"{series} <{expand('dcat:last')}> {this} .",
        f'{this} <{expand("dcat:version")}> "{release.version}" .',
        f"{this} <{expand('dcat:isVersionOf')}> <{expand('datensatz:foerdergraph')}> .",
    ):
        assert lines.count(said) == 1
    assert site.get(f"/dumps/{release.version}/").status_code == 200
