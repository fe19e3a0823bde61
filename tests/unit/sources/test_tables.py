"""Tables: rows become nodes as `source.toml` says, and every fault has its line."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import expand
from kg.sources import import_source, locate, read_sources

Put = Callable[[str, str], Path]

pytestmark = pytest.mark.usefixtures("places")

SOURCE = """\
id = "orte"

[source]
title = { de = "Orte", en = "Places" }
url = "https://example.org/orte"
publisher = "stelle:amt"
publisher_name = { de = "Amt" }
retrieved = 2026-11-22
as_of = 2020-12-31
kind = "fgv:amount-planned"
copy = "fgv:amount-planned"
license = "http://creativecommons.org/publicdomain/zero/1.0/"
sha256 = "00"
rights = { de = "frei", en = "free" }
attribution = { de = "Amt" }

[graph]
label = { de = "Orte", en = "Places" }

[maps.kind]
P = "fgv:amount-planned"
C = "fgv:amount-committed"

[[table]]
file = "orte.csv"
columns = ["ags", "name", "einwohner", "km2", "art", "in"]

[[table.record]]
where = { ags = "*" }
id = "gemeinde:{ags}"
type = "Municipality"
[table.record.keys]
label = { de = "{name|place-name}" }
ags = "{ags}"
population = "{einwohner|integer}"
areaKm2 = "{km2|decimal-de}"
amountKind = "{art|map:kind}"

[[table.record]]
where = { in = "?*" }
id = "gemeinde:{ags}"
keys = { within = ["gemeinde:{in}"] }
"""

TABLE = """\
ags,name,einwohner,km2,art,in
05962024,"Iserlohn, Stadt",92 174,"1.125,49",P,05962000
05962000,Kreisort,,,C,
"""


@pytest.fixture
def places(put: Put) -> Put:
    """The small project with the source `orte`; returns a way to change one of its files."""
    put("data/places/orte/source.toml", SOURCE)
    put("data/places/orte/orte.csv", TABLE)
    return put


def said(root: Path, subject: str, graph: str = "graph:orte") -> set[tuple[str, str]]:
    quads = read_sources(root).quads
    return {
        (str(quad.predicate), str(quad.object))
        for quad in quads
        if quad.subject == NamedNode(expand(subject))
        and quad.graph_name == NamedNode(expand(graph))
    }


def faults(root: Path) -> list[tuple[str, int | None, str]]:
    return [
        (problem.path.name, problem.line, f"{problem.reason} → {problem.repair}")
        for problem in read_sources(root).problems
    ]


def test_a_row_becomes_what_the_mapping_says(root: Path) -> None:
    def pair(predicate: str, term: NamedNode | Literal) -> tuple[str, str]:
        return str(NamedNode(expand(predicate))), str(term)

    def typed(text: str, datatype: str) -> Literal:
        return Literal(text, datatype=NamedNode(expand(datatype)))

    assert faults(root) == []
    assert said(root, "gemeinde:05962024") == {
        pair("rdf:type", NamedNode(expand("fg:Municipality"))),
        pair("rdfs:label", Literal("Iserlohn", language="de")),
        pair("fg:ags", Literal("05962024")),
        pair("fg:population", typed("92174", "xsd:integer")),
        pair("fg:areaKm2", typed("1125.49", "xsd:decimal")),
        pair("fg:amountKind", NamedNode(expand("fgv:amount-planned"))),
        pair("fg:within", NamedNode(expand("gemeinde:05962000"))),
    }


def test_a_blank_cell_makes_no_statement(root: Path) -> None:
    predicates = {predicate for predicate, _ in said(root, "gemeinde:05962000")}
    assert str(NamedNode(expand("fg:population"))) not in predicates
    assert str(NamedNode(expand("fg:within"))) not in predicates


def test_the_register_says_what_the_source_is(root: Path) -> None:
    source = said(root, "quelle:orte", "graph:register")
    graph = said(root, "graph:orte", "graph:register")
    assert (f"<{expand('fg:sourceUrl')}>", "<https://example.org/orte>") in source
    assert (f"<{expand('dcterms:rights')}>", '"frei"@de') in source
    assert (f"<{expand('fg:contentHash')}>", '"00"') in source
    day = f'"2026-11-22"^^<{expand("xsd:date")}>'
    assert (f"<{expand('fg:retrievedAt')}>", day) in source
    assert (f"<{expand('prov:wasDerivedFrom')}>", f"<{expand('quelle:orte')}>") in graph


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("92 174", "92.174", 2, "einwohner: “92.174” is not a whole number, such as 92 174"),
        ('"1.125,49"', "1125.49", 2, "km2: “1125.49” is not a German number"),
        ("Kreisort,,,C,", "Kreisort,,,X,", 3, "art: “X” is not one of C, P"),
        ("05962000,Kreisort", "5962000,Kreisort", 3, 'fg:ags "5962000" has a wrong form'),
        ("05962000,Kreisort", ",Kreisort", 3, "a cell that the IRI is made of is blank"),
        ("05962000,Kreisort", "059 Ä,Kreisort", 3, "is not an IRI"),
        ("Kreisort,,,C,", "Kreisort,,,C,,", 3, "7 cells, but 6 columns"),
        ("einwohner,km2", "einwohnr,km2", 1, "column “einwohner” is missing → “einwohnr” is"),
        ('"Iserlohn, Stadt"', '"Iserlohn, "Stadt"', 2, "not CSV"),
    ],
)
def test_a_fault_in_a_table_is_told_with_its_line(
    root: Path, places: Put, old: str, new: str, line: int, words: str
) -> None:
    places("data/places/orte/orte.csv", TABLE.replace(old, new, 1))
    found = faults(root)
    assert any(
        name == "orte.csv" and at == line and words in reason for name, at, reason in found
    ), found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "orte"', 'id = "ort"', 'id is ort, the folder orte → write id = "orte"'),
        ("retrieved = 2026-11-22", 'retrieved = "22.11.2026"', "write a date without quotes"),
        ('url = "https://example.org/orte"\n', "", "url is missing in [source]"),
        ("as_of", "asof", "unknown key asof in [source] → did you mean as_of?"),
        ("{name|place-name}", "{nmae|place-name}", "column nmae is not among the columns"),
        ("{name|place-name}", "{name|place}", "there is no converter place"),
        ("map:kind", "map:art", "there is no converter map:art"),
        ("population =", "einwohner =", "key einwohner is not in ontology/context.jsonld"),
        ('type = "Municipality"', 'type = "Town"', "key Town is not in ontology/context.jsonld"),
        ('{ de = "{name|place-name}" }', '"{name}"', "texts are written label = { de"),
        ('title = { de = "Orte", en = "Places" }', 'title = "Orte"', "title is 'Orte'"),
        ('"orte.csv"', '"orte.tsv"', "orte.tsv is missing"),
        ('id = "orte"', "id = orte", "not TOML"),
        ("columns =", 'format = "xlsx"\ncolumns =', "format is 'xlsx' → one of csv, json, geojson"),
        ("columns =", 'encoding = "ansi"\ncolumns =', "encoding is 'ansi' → one of utf-8-sig"),
    ],
)
def test_a_fault_in_a_source_toml_is_told_with_its_line(
    root: Path, places: Put, old: str, new: str, words: str
) -> None:
    assert old in SOURCE
    text = SOURCE.replace(old, new, 1)
    places("data/places/orte/source.toml", text)
    found = faults(root)
    assert any(name == "source.toml" and at and words in reason for name, at, reason in found), (
        found
    )


def test_a_key_of_the_context_must_be_declared(root: Path, places: Put) -> None:
    context = (root / "ontology/context.jsonld").read_text()
    places("ontology/context.jsonld", context.replace('"fg:ags"', '"fg:agss"'))
    assert ("context.jsonld", 10) in {(name, line) for name, line, _ in faults(root)}


def test_geojson_and_json_tables_are_read_too(root: Path, places: Put) -> None:
    places(
        "data/places/orte/orte.geojson",
        '{"type": "FeatureCollection", "features": [\n'
        '{"type": "Feature", "id": "a", "properties": {"ags": "05962024"}, "geometry":'
        ' {"type": "MultiPolygon", "coordinates": [[[[7.10, 51.5], [8, 51], [7.10, 51.5]]]]}}\n]}',
    )
    mapping = SOURCE.partition("[[table]]")[0] + (
        '[[table]]\nfile = "orte.geojson"\nformat = "geojson"\ncolumns = ["ags", "wkt"]\n'
        '[[table.record]]\nid = "gemeinde:{ags}"\nkeys = { label = { de = "{wkt}" } }\n'
    )
    places("data/places/orte/source.toml", mapping)
    outline = '"MULTIPOLYGON (((7.10 51.5, 8 51, 7.10 51.5)))"@de'
    assert said(root, "gemeinde:05962024") == {(f"<{expand('rdfs:label')}>", outline)}
    places("data/places/orte/orte.json", '[{"ags": "05962024", "wkt": 7.10}]')
    places("data/places/orte/source.toml", mapping.replace("geojson", "json"))
    assert said(root, "gemeinde:05962024") == {(f"<{expand('rdfs:label')}>", '"7.10"@de')}


def test_a_table_that_comes_by_import_is_read_once_it_is_there(
    root: Path, places: Put, tmp_path: Path
) -> None:
    text = SOURCE.replace('file = "orte.csv"', 'file = "orte.csv"\ncommitted = false')
    places("data/places/orte/source.toml", text)
    assert said(root, "gemeinde:05962024") == set()
    raw = tmp_path / "raw.csv"
    raw.write_text("\ufeffmehr," + TABLE.replace("\n", "\nx,").removesuffix("x,"), encoding="utf-8")
    done = import_source(root, "orte", raw, tmp_path / "build")
    assert (done.problems, done.rows, done.nodes) == ((), 2, 3)
    reading = read_sources(root, tmp_path / "build/imports")
    subject = NamedNode(expand("gemeinde:05962024"))
    assert any(quad.subject == subject for quad in reading.quads)
    digest = Quad(
        NamedNode(expand("quelle:orte")),
        NamedNode(expand("fg:contentHash")),
        Literal(done.sha256),
        NamedNode(expand("graph:register")),
    )
    assert digest in reading.quads


def test_an_imported_table_keeps_only_the_columns_that_are_needed(
    root: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw.csv.gz"
    text = "\ufeffmehr," + TABLE.replace("\n", "\r\nx,").removesuffix("x,")
    raw.write_bytes(gzip.compress(text.encode()))
    done = import_source(root, "orte", raw, tmp_path / "build")
    assert done.path is not None
    assert done.path.read_text(encoding="utf-8") == TABLE


def test_a_faulty_table_is_not_imported(root: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    raw.write_text(TABLE.replace("92 174", "viele"))
    done = import_source(root, "orte", raw, tmp_path / "build")
    assert (done.path, [problem.line for problem in done.problems]) == (None, [2])
    assert not (tmp_path / "build").exists()


def test_an_unknown_source_is_told_which_there_are(root: Path, tmp_path: Path) -> None:
    [problem] = import_source(root, "ort", tmp_path / "raw.csv", tmp_path).problems
    assert (problem.reason, problem.repair) == ("there is no such source", "one of orte")


@pytest.mark.parametrize(
    ("file", "data", "words"),
    [
        ("orte.csv.gz", b"no gzip", "not a whole gzip file"),
        ("orte.csv.gz", gzip.compress(TABLE.encode())[:40], "not a whole gzip file"),
        ("orte.csv", TABLE.replace("Kreisort", "Größe").encode("cp1252"), "the file is not utf-8"),
    ],
)
def test_a_table_that_cannot_be_decoded_is_told(
    root: Path, places: Put, file: str, data: bytes, words: str
) -> None:
    (root / "data/places/orte/orte.csv").unlink()
    (root / "data/places/orte" / file).write_bytes(data)
    places("data/places/orte/source.toml", SOURCE.replace("orte.csv", file))
    assert [reason.partition(" → ")[0] for _, _, reason in faults(root)] == [words]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("json", '{"a": 1}', "not a list of objects"),
        ("json", "[1]", "not a list of objects"),
        ("json", "[", "not JSON"),
        ("geojson", "[]", "not a GeoJSON feature collection"),
        ("geojson", '{"features": [{"type": "Feature"}]}', "not a feature with properties"),
    ],
)
def test_json_that_is_built_otherwise_is_told(
    root: Path, places: Put, kind: str, text: str, words: str
) -> None:
    places("data/places/orte/orte.csv", text)
    named = f'file = "orte.csv"\nformat = "{kind}"'
    places("data/places/orte/source.toml", SOURCE.replace('file = "orte.csv"', named))
    [(_, _, reason)] = faults(root)
    assert words in reason


def test_a_thing_of_a_table_is_located_on_its_row(root: Path) -> None:
    thing = NamedNode(expand("gemeinde:05962000"))
    expected = (Path("data/places/orte/orte.csv"), 3)
    assert locate(root, expand("graph:orte"), thing) == expected
