"""`kg validate FILE` of files that are not what they claim: file, line, repair, and a status."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from kg.namespaces import expand
from tests.conftest import ROOT

HEAD = """@prefix betrag: <https://w3id.org/foerdergraph/id/betrag/> .
@prefix fg: <https://w3id.org/foerdergraph/ns#> .
@prefix gemeinde: <https://w3id.org/foerdergraph/id/gemeinde/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TWO_FAULTS = """
betrag:a fg:asOf "2020-13-45"^^xsd:date ;
    fg:value "1.234,50"^^xsd:decimal .
"""
DATE = (
    '"2020-13-45" is not an xsd:date',
    'write a day that exists as year-month-day, such as "2020-12-31"',
)
DECIMAL = (
    '"1.234,50" is not an xsd:decimal',
    "write 1234.50 with a decimal point, no thousands separator",
)


def checked(path: Path, form: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "validate", str(path), "--format", form, "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def written(folder: Path, body: str) -> Path:
    path = folder / "entwurf.ttl"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "line", "fault", "repair"),
    [
        pytest.param(
            '\nbetrag:a fg:asPrinted "viel\n',
            6,
            "Unexpected end of file",
            "a closing quote, bracket or full stop is missing",
            id="open quote",
        ),
        pytest.param(
            "\nbetrag:a fg:asOf 2020-13-45 .\n",
            6,
            "-13 is not a valid subject or graph name",
            'write a date in quotes with its datatype, such as "2020-12-31"^^xsd:date',
            id="date without quotes",
        ),
        pytest.param(
            "\nbetrag:a fg:value 1.234,50 .\n",
            6,
            "1.234,50 is read as two numbers",
            "write 1234.50 with a decimal point, no thousands separator "
            "(two values stand on two lines)",
            id="German decimal without quotes",
        ),
        pytest.param('\nbetrag:a fg:asOf "2020-13-45"^^xsd:date .\n', 6, *DATE, id="no such day"),
        pytest.param(
            '\nbetrag:a\n  fg:value "1.234,50"^^xsd:decimal .\n', 7, *DECIMAL, id="German decimal"
        ),
        pytest.param(
            '\ngemeinde:0596202 a fg:Municipality ;\n  fg:ags "0596202" .\n',
            7,
            'fg:ags "0596202" has a wrong form',
            "write 8 digits, the first two 01 to 16",
            id="AGS of 7 digits",
        ),
        pytest.param(
            "\nzeitraum:a a fg:Source .\n",
            6,
            "unknown prefix zeitraum:",
            "add “@prefix zeitraum: <https://w3id.org/foerdergraph/id/zeitraum/> .” at the top",
            id="prefix not declared",
        ),
    ],
)
def test_a_fault_is_told_with_file_line_and_repair(
    tmp_path: Path, body: str, line: int, fault: str, repair: str
) -> None:
    path = written(tmp_path, body)
    done = checked(path, "json")
    (result,) = json.loads(done.stdout)["results"]
    assert (result["severity"], result["rule"]["id"]) == ("violation", "file")
    assert (result["file"], result["line"]) == (path.as_posix(), line)
    assert (result["fault"]["en"], result["right"]["en"]) == (fault, repair)
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 0)


def test_people_read_place_and_repair(tmp_path: Path) -> None:
    path = written(tmp_path, TWO_FAULTS)
    done = checked(path, "text")
    assert done.returncode == 1
    for words in (*DATE, *DECIMAL, f"{path}:6", f"{path}:7"):
        assert words in done.stdout


def test_json_names_each_fault(tmp_path: Path) -> None:
    done = checked(written(tmp_path, TWO_FAULTS), "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["conforms"], report["violations"]) == (1, False, 2)
    faults = [
        (each["line"], each["fault"]["en"], each["right"]["en"]) for each in report["results"]
    ]
    assert faults == [(6, *DATE), (7, *DECIMAL)]


def test_turtle_is_a_validation_report(tmp_path: Path) -> None:
    done = checked(written(tmp_path, TWO_FAULTS), "turtle")
    triples = list(parse(done.stdout, format=RdfFormat.TURTLE))
    said = {(triple.predicate.value, str(triple.object)) for triple in triples}
    messages = [t.object for t in triples if t.predicate.value == expand("sh:resultMessage")]
    assert done.returncode == 1
    assert (expand("sh:conforms"), str(Literal(False))) in said
    assert (expand("sh:resultSeverity"), f"<{expand('sh:Violation')}>") in said
    assert set(messages) == {Literal(". ".join(fault), language="en") for fault in (DATE, DECIMAL)}


def test_github_gets_an_annotation_of_each_line(tmp_path: Path) -> None:
    path = written(tmp_path, TWO_FAULTS)
    done = checked(path, "github")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"::error file={path},line=6,title=readable file::{' – '.join(DATE)}",
        f"::error file={path},line=7,title=readable file::{' – '.join(DECIMAL)}",
    ]


def test_junit_has_a_failing_case(tmp_path: Path) -> None:
    path = written(tmp_path, TWO_FAULTS)
    done = checked(path, "junit")
    suite = ElementTree.fromstring(done.stdout)
    failure = suite.findtext("testcase/failure") or ""
    assert (done.returncode, suite.tag, suite.get("failures")) == (1, "testsuite", "1")
    assert all(words in failure for words in (*DATE, *DECIMAL, f"{path}:6", f"{path}:7"))
