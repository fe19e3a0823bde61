"""Every question of the project has a permalink whose citation anyone can check."""

from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from kg.release import Release
from tests.promises.conftest import ROOT

NAMES = sorted(path.stem for path in (ROOT / "queries" / "competency").glob("*.rq"))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_answered_and_cited(site: FlaskClient, release: Release, name: str) -> None:
    led = site.get(f"/q/{name}.tsv?v={release.version}")
    answer = site.get(led.headers["Location"])
    assert (led.status_code, answer.status_code) == (302, 200)
    lines = sorted(answer.data.removesuffix(b"\n").split(b"\n"))
    assert len(lines) > 1
    cited = site.get(f"/q/{name}/cite.json?lang=en").get_json()[0]
    told = sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    assert cited["note"] == f"SHA-256 of the result: {told}"
    assert cited["version"] == release.version
    assert cited["URL"] in answer.headers["Link"]


def test_a_permalink_outlives_the_wording_of_its_question(
    site: FlaskClient, release: Release
) -> None:
    """The shelf has all of them as soon as one was asked."""
    assert len(site.get("/q").get_json()) == len(NAMES)
    assert (release.path.parent / "stored-queries.sqlite").is_file()


def test_the_dataset_is_cited_as_it_describes_itself(site: FlaskClient, release: Release) -> None:
    manifest = release.manifest
    assert manifest.date is not None
    assert site.get("/cite?lang=en").text == (
        f"Fördergraph ({manifest.date[:4]}): Fördergraph: who funds digital municipalities in "
        f"Germany? Release {release.version} of {manifest.date}. "
        f"http://127.0.0.1:8000/dumps/{release.version}/. "
        f"SHA-256 of the content: {manifest.content_sha256}.\n"
    )
