"""Every IRI that the graph speaks of leads to a document, which says the same in each format."""

import json
import os
import subprocess
import sys

import pytest

from kg.release import Release
from tests.conftest import ROOT
from tests.promises.walking import subjects_of

PARTS = 2
STRIDE = os.environ.get("WALK_STRIDE", "25")
"""All are followed, but only each 25th municipality is read; `WALK_STRIDE=1` reads everything."""


@pytest.fixture(scope="module")
def walked(release: Release) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "tests.promises.walking", str(release.path)]
    walks = [
        subprocess.Popen(
            [*command, str(part), str(PARTS), STRIDE], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for part in range(PARTS)
    ]
    lines: list[str] = []
    for walk in walks:
        out, _ = walk.communicate(timeout=900)
        assert walk.returncode == 0
        lines += out.splitlines()
    return [json.loads(line) for line in lines]


def test_every_subject_leads_to_its_document_and_each_format_says_the_same(
    walked: list[dict[str, str]],
) -> None:
    assert [line for line in walked if "wrong" in line] == []


def test_no_subject_is_left_out(walked: list[dict[str, str]], release: Release) -> None:
    followed = sum(int(line["walked"]) for line in walked if "walked" in line)
    assert followed == len(subjects_of(release)) > 15_000
