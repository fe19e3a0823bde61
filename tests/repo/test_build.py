"""The pipeline on a small project: what goes in, what comes out, and what stops it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Store

from kg.derivation import DERIVED
from kg.errors import NonConformanceError, QueryFileError
from kg.release import PlainProgress, Release, build, current, open_release

ROOT: Final = Path(__file__).parents[2]

FACTS: Final = """# A made-up municipality. Licence: CC0-1.0. Last checked: 2026-01-02.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fg: <https://w3id.org/foerdergraph/ns#> .
@prefix gemeinde: <https://w3id.org/foerdergraph/id/gemeinde/> .
@prefix graph: <https://w3id.org/foerdergraph/graph/> .
@prefix kreis: <https://w3id.org/foerdergraph/id/kreis/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix quelle: <https://w3id.org/foerdergraph/id/quelle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

graph:beispiel {
    gemeinde:00000001 a fg:Municipality ;
        rdfs:label "Musterstadt"@de ;
        fg:within kreis:00001 .
}

graph:register {
    graph:beispiel a fg:SourceGraph ;
        prov:generatedAtTime "2026-01-02T00:00:00Z"^^xsd:dateTime ;
        prov:wasDerivedFrom quelle:beispiel .
}
"""

QUESTION: Final = """# title.de: Alles
# title.en: Everything
# question.de: Was steht da?
# question.en: What is there?
SELECT * WHERE { ?s ?p ?o }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the real model and rules, and two facts."""
    root = tmp_path / "project"
    for folder in ("ontology", "queries/rules"):
        shutil.copytree(ROOT / folder, root / folder)
    for name in ("documents", "competency"):
        (root / "queries" / name).mkdir()
        (root / "queries" / name / "one.rq").write_text(QUESTION, encoding="utf-8")
    (root / "data" / "curated").mkdir(parents=True)
    (root / "data" / "curated" / "beispiel.trig").write_text(FACTS, encoding="utf-8")
    return root


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def silently() -> PlainProgress:
    return PlainProgress(StringIO())


def test_a_build_holds_what_was_read_and_what_follows_from_it(project: Path, out: Path) -> None:
    release = build(project, out, silently())
    conclusions = {
        str(quad) for quad in Store.read_only(str(release.store_path)) if quad.graph_name == DERIVED
    }
    things, graph = "https://w3id.org/foerdergraph/id", DERIVED
    assert {
        f"<{things}/gemeinde/00000001> <http://www.opengis.net/ont/geosparql#sfWithin> "
        f"<{things}/kreis/00001> {graph}",
        f"<{things}/gemeinde/00000001> <http://purl.org/dc/terms/source> "
        f"<{things}/quelle/beispiel> {graph}",
    } <= conclusions
    assert current(out) == release


def test_a_build_is_dated_by_its_sources_not_by_the_day(project: Path, out: Path) -> None:
    assert build(project, out, silently()).version.startswith("2026.01.02-")


def test_a_release_brings_the_queries_and_the_context_that_a_server_needs(
    project: Path, out: Path
) -> None:
    release = build(project, out, silently())
    copied = {p.relative_to(release.path).as_posix() for p in release.path.rglob("*.rq")}
    assert copied == {"queries/competency/one.rq", "queries/documents/one.rq"}
    assert release.context_path.read_bytes() == (project / "ontology/context.jsonld").read_bytes()


def test_two_builds_of_the_same_files_are_the_same_bytes(project: Path, tmp_path: Path) -> None:
    first = build(project, tmp_path / "first", silently())
    for path in project.rglob("*"):
        os.utime(path, (0, 0))
    second = build(project, tmp_path / "second", silently())
    assert first.version == second.version
    assert files_of(first) == files_of(second)
    assert {"quads.nq.gz", "dumps/SHA256SUMS", "manifest.json"} <= set(files_of(first))


def test_an_edited_fact_is_another_release_and_the_old_one_stays(project: Path, out: Path) -> None:
    old = build(project, out, silently())
    facts = project / "data" / "curated" / "beispiel.trig"
    facts.write_text(FACTS.replace("Musterstadt", "Beispielstadt"), encoding="utf-8")
    new = build(project, out, silently())
    assert old.version != new.version
    assert current(out) == new
    assert open_release(old.path) == old


def test_a_faulty_file_stops_the_build_and_every_fault_is_told(project: Path, out: Path) -> None:
    release = build(project, out, silently())
    facts = project / "data" / "curated" / "beispiel.trig"
    wrong = FACTS.replace("fg:within", "fg:whithin").replace("2026-01-02T", "2026-13-02T")
    facts.write_text(wrong, encoding="utf-8")
    told = StringIO()
    with pytest.raises(NonConformanceError) as caught:
        build(project, out, PlainProgress(told))
    assert caught.value.violations == 2
    assert "whithin" in told.getvalue()
    assert "2026-13-02" in told.getvalue()
    assert current(out) == release


def test_a_faulty_rule_stops_the_build(project: Path, out: Path) -> None:
    release = build(project, out, silently())
    (project / "queries" / "rules" / "99-new.rq").write_text("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(QueryFileError):
        build(project, out, silently())
    assert current(out) == release


def test_the_verb_prints_the_release_folder_and_nothing_else(project: Path, out: Path) -> None:
    done = run(["build", "--out", str(out)], project)
    assert done.returncode == 0
    assert Path(done.stdout.strip()).resolve() == current(out).path
    assert done.stderr == ""


def test_the_verb_ends_with_1_on_a_fault(project: Path, out: Path) -> None:
    facts = project / "data" / "curated" / "beispiel.trig"
    facts.write_text(FACTS.replace("fg:within", "fg:whithin"), encoding="utf-8")
    done = run(["build", "--out", str(out)], project)
    assert (done.returncode, done.stdout) == (1, "")
    assert "data/curated/beispiel.trig:15" in done.stderr
    assert "Traceback" not in done.stderr


def run(arguments: Sequence[str], root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=ROOT,
        env={**os.environ, "KG_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def files_of(release: Release) -> dict[str, bytes]:
    return {
        path.relative_to(release.path).as_posix(): path.read_bytes()
        for path in release.path.rglob("*")
        if path.is_file() and release.store_path not in path.parents
    }
