"""The tables, maps and files of single graphs of the real release say what the graph says."""

import csv
import gzip
import hashlib
import io
import json
import subprocess
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.namespaces import GRAPHS, THINGS, VOCABULARY, expand
from kg.publication.columns import DATATYPES
from kg.release import Release
from tests.promises.conftest import ROOT, Ask

NAMES = sorted(path.stem for path in (ROOT / "queries" / "tables").glob("*.rq"))

Json = dict[str, object]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def tables(release: Release) -> Path:
    return release.dumps_path / "tables"


@pytest.fixture(scope="module")
def quads(release: Release) -> set[Quad]:
    return set(parse(gzip.decompress(release.quads_path.read_bytes()), RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def triples(quads: set[Quad]) -> set[Triple]:
    return {quad.triple for quad in quads}


@pytest.fixture(scope="module")
def by_predicate(triples: set[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[triple.predicate.value].append(triple)
    return found


def rows_of(tables: Path, name: str) -> Rows:
    with (tables / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_table_of_the_project_is_there_with_its_metadata(tables: Path) -> None:
    assert {path.name for path in tables.iterdir()} == {
        "csv-metadata.json",
        *(f"{name}.csv" for name in NAMES),
        *(f"{name}.csv-metadata.json" for name in NAMES),
    }


@pytest.mark.parametrize(
    ("name", "class_name"),
    [
        ("amounts", "fg:AmountStatement"),
        ("assertions", "fg:Assertion"),
        ("changes-of-bodies", "org:ChangeEvent"),
        ("contradictions", "fg:Contradiction"),
        ("districts", "fg:District"),
        ("grants", "fg:Grant"),
        ("measures", "fg:Measure"),
        ("model-regions", "fg:ModelRegion"),
        ("municipalities", "fg:Municipality"),
        ("participations", "fg:Participation"),
        ("phases", "fg:Phase"),
        ("programmes", "fg:FundingProgramme"),
        ("projects", "fg:Project"),
        ("rounds", "fg:FundingRound"),
        ("snapshots", "fg:Snapshot"),
        ("sources", "fg:Source"),
    ],
)
def test_a_table_has_exactly_the_things_of_its_class(
    tables: Path, by_predicate: dict[str, list[Triple]], name: str, class_name: str
) -> None:
    wanted = NamedNode(expand(class_name))
    things = {t.subject.value for t in by_predicate[expand("rdf:type")] if t.object == wanted}
    keys = [next(iter(row.values())) for row in rows_of(tables, name)]
    assert keys == sorted(things)


def said(row: dict[str, str], column: dict[str, str], key: str) -> Iterator[set[Triple]]:
    """Give what a cell says by its metadata: for each value the statements that may stand for it.

    Source: https://www.w3.org/TR/csv2rdf/
    """
    text = row[column["name"]]
    about = NamedNode(row[column.get("aboutUrl", f"{{+{key}}}")[2:-1]]) if text else None
    for value in text.split(column["separator"]) if "separator" in column else [text]:
        if about is None:
            continue
        predicate = NamedNode(column["propertyUrl"])
        if column["datatype"] == "anyURI":
            yield {
                Triple(about, predicate, NamedNode(value)),
                Triple(about, predicate, Literal(value, datatype=NamedNode(expand("xsd:anyURI")))),
            }
        elif column.get("lang"):
            yield {Triple(about, predicate, Literal(value, language=column["lang"]))}
        else:
            yield {
                Triple(about, predicate, Literal(value, datatype=NamedNode(expand(datatype))))
                for datatype in DATATYPES[column["datatype"]]
                if datatype != "rdf:langString"
            }


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_says_a_statement_of_the_graph(
    tables: Path, triples: set[Triple], name: str
) -> None:
    schema = json.loads((tables / f"{name}.csv-metadata.json").read_bytes())["tableSchema"]
    columns = [column for column in schema["columns"] if "propertyUrl" in column]
    assert len(columns) > 3
    unsaid = [
        choices
        for row in rows_of(tables, name)
        for column in columns
        for choices in said(row, column, schema["primaryKey"])
        if not choices & triples
    ]
    assert unsaid == []


@pytest.mark.parametrize("name", ["projects", "participations", "measures"])
def test_each_statement_of_a_property_is_in_its_cell(
    tables: Path, by_predicate: dict[str, list[Triple]], name: str
) -> None:
    schema = json.loads((tables / f"{name}.csv-metadata.json").read_bytes())["tableSchema"]
    rows = rows_of(tables, name)
    things = {row[schema["primaryKey"]] for row in rows}
    partial_columns = {"region", "units"}  # two columns for two kinds of places
    for column in schema["columns"]:
        if "propertyUrl" not in column or "aboutUrl" in column:
            continue
        if column["name"] in partial_columns or "lang" in column:
            continue
        wanted = {
            (t.subject.value, t.object.value)
            for t in by_predicate[column["propertyUrl"]]
            if t.subject.value in things
        }
        found = {
            (row[schema["primaryKey"]], value)
            for row in rows
            for value in row[column["name"]].split("|")
            if value
        }
        assert found == wanted, column["name"]


def test_iserlohn_is_found_in_the_tables(tables: Path) -> None:
    (town,) = [row for row in rows_of(tables, "municipalities") if row["ags"] == "05962024"]
    assert town["label"] == "Iserlohn"
    assert town["districtLabel"] == "Märkischer Kreis"
    assert town["stateLabel"] == "Nordrhein-Westfalen"
    assert (town["longitude"], town["latitude"]) == ("7.699212", "51.374541")
    projects = {row["project"]: row for row in rows_of(tables, "projects")}
    project = projects[f"{THINGS}projekt/mpsc-2020-15"]
    assert project["applicants"] == f"{THINGS}stelle/gemeinde-05962024"
    assert project["committedFederal"] == "1700000"
    assert project["roundLabel"] == "Modellprojekte Smart Cities, 2. Staffel (2020)"


def test_bounds_and_disputed_amounts_are_in_no_sum_of_the_projects(tables: Path, ask: Ask) -> None:
    """The columns add up to what the question of committed funding per round answers."""
    found: dict[str, int] = {}
    for row in rows_of(tables, "projects"):
        if row["round"] and row["committedFederal"]:
            found[row["round"]] = found.get(row["round"], 0) + int(row["committedFederal"])
    (path,) = (ROOT / "queries" / "competency").glob("cq05-*.rq")
    federal = f"{VOCABULARY}source-federal"
    answered = ask(path.read_text(encoding="utf-8"))
    assert found == {r["round"]: int(r["sum"]) for r in answered if r["source"] == federal}


def test_preferred_amounts_are_marked_and_others_are_not(
    tables: Path, triples: set[Triple]
) -> None:
    prefers = expand("fg:preferredAmount")
    preferred = {t.object.value for t in triples if t.predicate.value == prefers}
    for row in rows_of(tables, "amounts"):
        assert row["isPreferred"] == ("true" if row["amount"] in preferred else "false")
    assert 0 < len(preferred) < len(rows_of(tables, "amounts"))


def test_funded_places_are_points_in_germany(release: Release) -> None:
    drawn = json.loads((release.dumps_path / "funded-places.geojson").read_bytes())
    assert drawn["type"] == "FeatureCollection"
    places = {feature["id"]: feature for feature in drawn["features"]}
    assert len(places) == len(drawn["features"])
    for place in places.values():
        assert place["geometry"]["type"] == "Point"
        longitude, latitude = place["geometry"]["coordinates"]
        assert 5.8 < longitude < 15.1, place["id"]
        assert 47.2 < latitude < 55.1, place["id"]
    town = places[f"{THINGS}gemeinde/05962024"]
    assert town["geometry"]["coordinates"] == [7.699212, 51.374541]
    assert town["properties"]["projects"] == [
        "Modellprojekt Smart Cities Iserlohn",
        "a-BUS Iserlohn – New Mobility Lab",
    ]
    assert town["properties"]["projectCount"] == 2
    assert town["properties"]["isExact"] is True


def test_a_place_that_only_gives_money_is_not_funded(release: Release, ask: Ask) -> None:
    drawn = json.loads((release.dumps_path / "funded-places.geojson").read_bytes())
    rows = ask(
        """SELECT DISTINCT ?place { ?p fg:participant/dcterms:spatial ?place ; fg:role ?role ;
        fg:inActivity ?activity . VALUES ?class { fg:Project fg:ModelRegion } ?activity a ?class .
        VALUES ?kind { fg:Municipality fg:District fg:MunicipalAssociation } ?place a ?kind
        FILTER(?role NOT IN (fgv:role-owner, fgv:role-funder, fgv:role-grantor, fgv:role-manager,
        fgv:role-bank, fgv:role-evaluator, fgv:role-adviser, fgv:role-coordination,
        fgv:role-executing, fgv:role-transfer)) }"""
    )
    assert {feature["id"] for feature in drawn["features"]} == {row["place"] for row in rows}


def test_a_district_without_a_centre_stands_in_the_middle_of_its_municipalities(
    release: Release, tables: Path
) -> None:
    drawn = json.loads((release.dumps_path / "funded-places.geojson").read_bytes())
    district = f"{THINGS}kreis/05974"
    (place,) = [feature for feature in drawn["features"] if feature["id"] == district]
    assert place["properties"]["isExact"] is False
    towns = [row for row in rows_of(tables, "municipalities") if row["district"] == district]
    longitude = sum(float(row["longitude"]) for row in towns) / len(towns)
    latitude = sum(float(row["latitude"]) for row in towns) / len(towns)
    assert place["geometry"]["coordinates"] == pytest.approx([longitude, latitude], abs=1e-5)


def test_the_files_of_single_graphs_are_together_the_dataset(
    release: Release, quads: set[Quad]
) -> None:
    found = {
        Quad(t.subject, t.predicate, t.object, NamedNode(GRAPHS + path.stem))
        for path in (release.dumps_path / "graphs").iterdir()
        for t in parse(path.read_bytes(), RdfFormat.TURTLE)
    }
    assert found == quads


def test_the_checksums_are_about_every_file(release: Release) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=release.dumps_path,
        check=False,
    )
    assert done.returncode == 0
    lines = (release.dumps_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = {line.split("  ")[1] for line in lines}
    files = {entry.path for entry in release.manifest.files if entry.path.startswith("dumps/")}
    assert {f"dumps/{name}" for name in named} == files - {"dumps/SHA256SUMS"}


def test_a_table_and_its_metadata_lead_to_each_other(site: FlaskClient, release: Release) -> None:
    folder = f"/dumps/{release.version}/tables"
    table, metadata = f"{folder}/projects.csv", f"{folder}/projects.csv-metadata.json"
    answer = site.get(table)
    assert answer.content_type == "text/csv; charset=utf-8"
    (described_by,) = [v for v in answer.headers.getlist("Link") if "describedby" in v]
    assert f'{metadata}>; rel="describedby"; type="application/csvm+json"' in described_by
    other = site.get(metadata)
    assert other.content_type == "application/csvm+json"
    assert any(f'{table}>; rel="describes"' in v for v in other.headers.getlist("Link"))
    assert json.loads(other.text)["url"] == "projects.csv"
    assert site.get(f"{folder}/csv-metadata.json").content_type == "application/csvm+json"


def test_a_long_file_comes_whole_and_in_parts_from_the_real_server(
    server: str, release: Release
) -> None:
    path = release.dumps_path / "tables" / "municipalities.csv"
    content = path.read_bytes()
    assert len(content) > 2**21
    address = f"{server}/dumps/{release.version}/tables/municipalities.csv"
    got = io.BytesIO()
    for start in range(0, len(content), 1_500_000):
        asked = urllib.request.Request(
            address, headers={"Range": f"bytes={start}-{start + 1_499_999}"}
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            assert answer.status == 206
            got.write(answer.read())
    assert got.getvalue() == content
    packed = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(packed, timeout=20) as answer:
        assert answer.headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}-gzip"'
        assert gzip.decompress(answer.read()) == content
