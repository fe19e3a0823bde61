"""Tables: what a query says of a thing becomes one row, or the build stops with the reason."""

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.engine import memory_store, select, wkt_geometry
from kg.errors import QueryFileError
from kg.publication.columns import TABLE_HEADERS, read_columns
from kg.publication.csvw import written_group, written_metadata
from kg.publication.maps import written_geojson
from kg.publication.tables import (
    Table,
    check_references,
    make_table,
    read_tables,
    written_csv,
)
from kg.queries import read_query

DATA = """
@prefix fg: <https://w3id.org/foerdergraph/ns#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix gemeinde: <https://w3id.org/foerdergraph/id/gemeinde/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
gemeinde:b a fg:Municipality ; rdfs:label "Bad \\"B\\", Stadt"@de , "B"@en ; fg:population 12 ;
  fg:theme <http://e/2> , <http://e/1> ; fg:partner gemeinde:a ;
  geo:asWKT "POINT(7.5 51.25)"^^geo:wktLiteral .
gemeinde:a a fg:Municipality ; rdfs:label "=A"@de .
"""
HEAD = """# title.de: Gemeinden
# title.en: Municipalities
# about.de: Eine Zeile je Gemeinde.
# about.en: One row for each municipality.
"""
COLUMNS = """# column.town: anyURI | - | Gemeinde | municipality
# column.label: string@de | rdfs:label | Name | name
# column.population: integer | fg:population | Einwohner | inhabitants
# column.themes: anyURI* | fg:theme | Themen | themes
# column.partner: anyURI in towns | fg:partner | Partner | partner
# column.partnerLabel: string@de of partner | rdfs:label | Name des Partners | name of the partner
"""
QUERY = """PREFIX fg: <https://w3id.org/foerdergraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?town ?label ?population ?themes ?partner ?partnerLabel {
  ?town a fg:Municipality .
  { ?town rdfs:label ?label FILTER(LANG(?label) = "de") }
  UNION { ?town fg:population ?population }
  UNION { ?town fg:theme ?themes }
  UNION { ?town fg:partner ?partner . ?partner rdfs:label ?partnerLabel }
}
"""
TOWN_A = "https://w3id.org/foerdergraph/id/gemeinde/a"
TOWN_B = "https://w3id.org/foerdergraph/id/gemeinde/b"

Make = Callable[..., Table]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """Make a table of the data above, or of other data, by a query with its header."""

    def make(columns: str = COLUMNS, query: str = QUERY, data: str = DATA) -> Table:
        path = tmp_path / "towns.rq"
        path.write_text(HEAD + columns + query, encoding="utf-8")
        store = memory_store(parse(data, RdfFormat.TURTLE))
        return make_table(read_query(path, TABLE_HEADERS), partial(select, store))

    return make


def test_all_values_of_a_thing_stand_in_its_row_sorted(made: Make) -> None:
    rows = list(csv.reader(io.StringIO(written_csv(made()).decode("utf-8"), newline="")))
    assert rows == [
        ["town", "label", "population", "themes", "partner", "partnerLabel"],
        [TOWN_A, "=A", "", "", "", ""],
        [TOWN_B, 'Bad "B", Stadt', "12", "http://e/1|http://e/2", TOWN_A, "=A"],
    ]


def test_lines_end_as_the_standard_has_it_and_nothing_stands_before_the_head(made: Make) -> None:
    written = written_csv(made())
    assert written.startswith(b"town,label,")
    assert written.endswith(b"\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") == 3


def test_the_order_of_the_statements_changes_no_byte(made: Make) -> None:
    backwards = "\n".join(
        [*DATA.splitlines()[:5], DATA.splitlines()[8], *DATA.splitlines()[5:8]]
    ).replace("<http://e/2> , <http://e/1>", "<http://e/1> , <http://e/2>")
    assert written_csv(made(data=backwards)) == written_csv(made())
    assert written_metadata(made(data=backwards)) == written_metadata(made())


def test_the_metadata_say_what_each_column_means(made: Make) -> None:
    metadata = json.loads(written_metadata(made()))
    assert metadata["@context"] == "http://www.w3.org/ns/csvw"
    assert metadata["url"] == "towns.csv"
    assert {"@value": "Gemeinden", "@language": "de"} in metadata["dc:title"]
    schema = metadata["tableSchema"]
    assert (schema["primaryKey"], schema["aboutUrl"]) == ("town", "{+town}")
    columns = {column["name"]: column for column in schema["columns"]}
    assert columns["town"]["required"] is True
    assert columns["town"]["suppressOutput"] is True
    assert columns["label"] == {
        "name": "label",
        "titles": {"de": ["Name", "label"], "en": ["name", "label"]},
        "datatype": "string",
        "lang": "de",
        "propertyUrl": "http://www.w3.org/2000/01/rdf-schema#label",
    }
    assert columns["partner"]["valueUrl"] == "{+partner}"
    assert columns["partnerLabel"]["aboutUrl"] == "{+partner}"
    assert columns["themes"]["separator"] == "|"
    assert "valueUrl" not in columns["themes"]


def test_only_the_group_of_tables_refers_from_one_to_another(made: Make) -> None:
    table = made()
    assert "foreignKeys" not in json.loads(written_metadata(table))["tableSchema"]
    (described,) = json.loads(written_group([table]))["tables"]
    assert described["tableSchema"]["foreignKeys"] == [
        {
            "columnReference": "partner",
            "reference": {"resource": "towns.csv", "columnReference": "town"},
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("string@de |", "string@de", "column.label: wanted is TYPE"),
        ("| Name | name\n", "| Name |\n", "column.label: wanted is TYPE"),
        ("anyURI* ", "IRI* ", "column.themes: IRI is none of anyURI, boolean"),
        ("fg:theme", "unknown:theme", "column.themes: the prefix of unknown:theme is unknown"),
        ("of partner", "of nobody", "column.partnerLabel: no column nobody"),
        ("column.population", "column.people", "must name the columns town, label, population"),
        ("integer", "date", "12"),
        ("string@de |", "string@en |", "is not of type string"),
        ("anyURI* |", "anyURI |", "column themes: there may be one value, not <http://e/1>, <http"),
    ],
)
def test_a_header_that_does_not_fit_stops_the_build(
    made: Make, old: str, new: str, reason: str
) -> None:
    assert old in COLUMNS
    with pytest.raises(QueryFileError) as caught:
        made(columns=COLUMNS.replace(old, new, 1))
    assert reason in str(caught.value)


def test_a_query_without_columns_makes_no_table(made: Make) -> None:
    with pytest.raises(QueryFileError, match=r"the header lacks `# column\."):
        made(columns="")


def test_a_value_that_holds_the_separator_stops_the_build(made: Make) -> None:
    columns = COLUMNS.replace("string@de |", "string@de* |", 1)
    assert "a|b" not in str(made(columns=columns).rows)
    with pytest.raises(QueryFileError, match=r"holds the separator \|"):
        made(columns=columns, data=DATA.replace("=A", "a|b"))


def test_a_row_whose_key_is_no_iri_stops_the_build(made: Make) -> None:
    with pytest.raises(QueryFileError, match=r"\?town must be an IRI"):
        made(data=DATA + '[] a fg:Municipality ; rdfs:label "ohne"@de .')


def test_a_key_of_another_table_must_be_there(made: Make) -> None:
    table = made()
    check_references({"towns": table})
    with pytest.raises(QueryFileError, match="there is no table towns"):
        check_references({"others": table})
    lost = made(query=QUERY.replace("?town a fg:Municipality", f"VALUES ?town {{ <{TOWN_B}> }}"))
    with pytest.raises(QueryFileError, match="gemeinde/a> is not in table towns"):
        check_references({"towns": lost})


MAP_COLUMNS = """# column.town: anyURI | - | Gemeinde | municipality
# column.population: integer | - | Einwohner | inhabitants
# column.themes: anyURI* | - | Themen | themes
# column.isBig: boolean | - | groß | big
# column.point: wktLiteral | - | Punkt | point
"""
MAP_QUERY = """PREFIX fg: <https://w3id.org/foerdergraph/ns#>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
SELECT ?town ?population ?themes ?isBig ?point {
  ?town a fg:Municipality .
  { ?town fg:population ?population BIND(?population > 10 AS ?isBig) }
  UNION { ?town fg:theme ?themes }
  UNION { ?town geo:asWKT ?point }
}
"""


def test_a_map_has_a_feature_for_each_row(made: Make) -> None:
    drawn = json.loads(written_geojson(made(MAP_COLUMNS, MAP_QUERY), wkt_geometry))
    town_b = {
        "type": "Feature",
        "id": TOWN_B,
        "geometry": {"type": "Point", "coordinates": [7.5, 51.25]},
        "properties": {"population": 12, "themes": ["http://e/1", "http://e/2"], "isBig": True},
    }
    assert drawn == {"type": "FeatureCollection", "features": [town_b]}


def test_what_has_no_place_is_on_no_map_only_if_nothing_else_is_said(made: Make) -> None:
    query = MAP_QUERY.replace("?town fg:theme ?themes", "?town a ?class")
    first = json.loads(written_geojson(made(MAP_COLUMNS, query), wkt_geometry))["features"][0]
    assert (first["id"], first["geometry"]) == (TOWN_A, None)
    assert first["properties"] == {"population": None, "themes": [], "isBig": None}


def test_a_map_needs_one_column_of_places(made: Make) -> None:
    with pytest.raises(QueryFileError, match="one column must be of type wktLiteral"):
        written_geojson(made(), wkt_geometry)


def test_the_columns_of_the_project_s_tables_are_well_formed() -> None:
    root = Path(__file__).parents[2]
    queries = [*read_tables(root / "queries" / "tables"), *read_tables(root / "queries" / "maps")]
    assert len(queries) == 18
    for query in queries:
        assert read_columns(query)[0].datatype == "anyURI"
