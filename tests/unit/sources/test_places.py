"""The places of Germany, by value: what the graph says of some, and how many there are."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg.namespaces import compact, expand
from kg.sources import read_sources

ROOT = Path(__file__).parents[3]
RAW = "realdata/destatis-gemeindeverzeichnis/AuszugGV4QAktuell.csv"
PLACE_GRAPHS = (
    "gemeindeverzeichnis",
    "kreissummen",
    "nuts-2013",
    "geo-api",
    "nwbib-spatial",
    "laender-outline",
)


@pytest.fixture(scope="module")
def places() -> Store:
    """The graphs of `data/places`, alone."""
    graphs = {NamedNode(expand(f"graph:{name}")) for name in PLACE_GRAPHS}
    store = Store()
    store.bulk_extend(quad for quad in read_sources(ROOT).quads if quad.graph_name in graphs)
    return store


@pytest.fixture(scope="module")
def shared() -> Path:
    folder = os.environ.get("SHARED_DIR")
    if not folder or not (Path(folder) / RAW).exists():
        pytest.skip("SHARED_DIR names no folder with the raw tables")
    return Path(folder)


def values(store: Store, thing: str, predicate: str, graph: str | None = None) -> set[str]:
    name = NamedNode(expand(f"graph:{graph}")) if graph else None
    found = store.quads_for_pattern(
        NamedNode(expand(thing)), NamedNode(expand(predicate)), None, name
    )
    return {
        quad.object.value if isinstance(quad.object, Literal) else compact(quad.object.value)
        for quad in found
    }


def instances(store: Store, of: str) -> set[str]:
    found = store.quads_for_pattern(None, NamedNode(expand("rdf:type")), NamedNode(expand(of)))
    return {compact(quad.subject.value) for quad in found}


@pytest.mark.parametrize(
    ("thing", "predicate", "expected"),
    [
        ("gemeinde:05962024", "rdf:type", {"fg:Municipality"}),
        ("gemeinde:05962024", "rdfs:label", {"Iserlohn"}),
        ("gemeinde:05962024", "fg:officialName", {"Iserlohn, Stadt"}),
        ("gemeinde:05962024", "fg:ags", {"05962024"}),
        ("gemeinde:05962024", "fg:ars", {"059620024024"}),
        ("gemeinde:05962024", "fg:lau", {"05962024"}),
        ("gemeinde:05962024", "fg:population", {"92174"}),
        ("gemeinde:05962024", "fg:areaKm2", {"125.49"}),
        ("gemeinde:05962024", "fg:postalCode", {"58636"}),
        ("gemeinde:05962024", "fg:unitType", {"fgv:unit-type-town"}),
        ("gemeinde:05962024", "fg:urbanisation", {"fgv:urbanisation-dense"}),
        ("gemeinde:05962024", "dcat:centroid", {"POINT(7.699212 51.374541)"}),
        ("gemeinde:05962024", "fg:within", {"kreis:05962"}),
        (
            "gemeinde:05962024",
            "skos:exactMatch",
            {
                "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/05962024",
                "http://www.wikidata.org/entity/Q1130",
            },
        ),
        ("kreis:05962", "rdfs:label", {"Märkischer Kreis"}),
        ("kreis:05962", "fg:within", {"regierungsbezirk:059"}),
        ("kreis:05962", "fg:nuts", {"DEA58"}),
        ("kreis:05962", "fg:population", {"410222"}),
        ("kreis:05962", "fg:areaKm2", {"1061.06"}),
        ("regierungsbezirk:059", "rdfs:label", {"Regierungsbezirk Arnsberg"}),
        ("regierungsbezirk:059", "fg:officialName", {"Reg.-Bez. Arnsberg"}),
        ("regierungsbezirk:059", "fg:within", {"land:05"}),
        ("regierungsbezirk:059", "fg:nuts", {"DEA5"}),
        ("regierungsbezirk:091", "rdfs:label", {"Regierungsbezirk Oberbayern"}),
        ("land:05", "rdfs:label", {"Nordrhein-Westfalen"}),
        ("land:05", "fg:within", {"staat:de"}),
        ("land:05", "fg:nuts", {"DEA"}),
        ("land:05", "geo:hasDefaultGeometry", {"umriss:05"}),
        ("staat:de", "rdfs:label", {"Deutschland", "Germany"}),
        # A city state is three things on top of each other.
        ("gemeinde:02000000", "fg:within", {"kreis:02000"}),
        ("kreis:02000", "fg:within", {"land:02"}),
        ("kreis:02000", "rdfs:label", {"Hamburg"}),
        ("gemeinde:11000000", "fg:population", {"3669491"}),
        ("gemeinde:11000000", "fg:within", {"kreis:11000"}),
        ("kreis:11000", "fg:within", {"land:11"}),
        ("kreis:11000", "fg:unitType", {"fgv:unit-type-independent-city"}),
        # A Samtgemeinde stands between municipality and Kreis.
        ("verband:031515401", "rdfs:label", {"Boldecker Land"}),
        ("verband:031515401", "fg:unitType", {"fgv:unit-type-samtgemeinde"}),
        ("verband:031515401", "fg:within", {"kreis:03151"}),
        ("kreis:03151", "fg:within", {"land:03"}),
        # An area without a municipality.
        ("gemeinde:03351501", "rdfs:label", {"Lohheide"}),
        ("gemeinde:03351501", "fg:unitType", {"fgv:unit-type-unincorporated-inhabited"}),
        ("gemeinde:01053105", "fg:population", {"0"}),
        ("gemeinde:01053105", "fg:postalCode", set()),
        # Areas in no Kreis or without a centre point.
        ("gemeinde:07000999", "fg:within", {"land:07"}),
        ("gemeinde:07000999", "dcat:centroid", set()),
        ("gemeinde:13000999", "fg:within", {"land:13"}),
        ("kreis:10041", "rdfs:label", {"Regionalverband Saarbrücken"}),
        ("kreis:10041", "fg:unitType", {"fgv:unit-type-regional-association"}),
        # Göttingen and Osterode became one Kreis after NUTS 2013.
        ("kreis:03159", "rdfs:label", {"Göttingen"}),
        ("kreis:03159", "fg:nuts", set()),
        # Leipzig the city and Leipzig the Landkreis.
        ("kreis:14713", "fg:nuts", {"DED51"}),
        ("kreis:14729", "fg:nuts", {"DED52"}),
    ],
)
def test_a_place_says(places: Store, thing: str, predicate: str, expected: set[str]) -> None:
    assert values(places, thing, predicate) == expected


def test_a_municipality_of_an_association_lies_in_both(places: Store) -> None:
    [member] = [
        place
        for place in instances(places, "fg:Municipality")
        if values(places, place, "rdfs:label") == {"Weyhausen"}
        and "kreis:03151" in values(places, place, "fg:within")
    ]
    assert values(places, member, "fg:within") == {"verband:031515401", "kreis:03151"}


@pytest.mark.parametrize(
    ("of", "count"),
    [
        ("fg:Country", 1),
        ("fg:State", 16),
        ("fg:GovernmentDistrict", 19),
        ("fg:District", 401),
        ("fg:MunicipalAssociation", 1210),
        ("fg:Municipality", 11004),
        ("geo:Geometry", 16),
    ],
)
def test_there_are_as_many_as_the_list_has(places: Store, of: str, count: int) -> None:
    assert len(instances(places, of)) == count


def test_every_unit_lies_in_a_unit_up_to_the_country(places: Store) -> None:
    within = NamedNode(expand("fg:within"))
    above: dict[str, set[str]] = {}
    for quad in places.quads_for_pattern(None, within, None):
        above.setdefault(compact(quad.subject.value), set()).add(compact(quad.object.value))
    levels = ("State", "GovernmentDistrict", "District", "MunicipalAssociation", "Municipality")
    units = set().union(*(instances(places, f"fg:{level}") for level in levels))
    assert units == above.keys()
    assert set().union(*above.values()) <= units | {"staat:de"}


def test_only_known_units_have_codes_and_links(places: Store) -> None:
    kinds = {
        quad.subject for quad in places.quads_for_pattern(None, NamedNode(expand("rdf:type")), None)
    }
    for name in ("nuts-2013", "geo-api", "nwbib-spatial", "kreissummen"):
        graph = NamedNode(expand(f"graph:{name}"))
        subjects = {quad.subject for quad in places.quads_for_pattern(None, None, None, graph)}
        assert subjects <= kinds


def test_the_two_sources_of_wikidata_items_do_not_disagree(places: Store) -> None:
    links: dict[str, dict[str, str]] = {"geo-api": {}, "nwbib-spatial": {}}
    for name, found in links.items():
        graph = NamedNode(expand(f"graph:{name}"))
        for quad in places.quads_for_pattern(
            None, NamedNode(expand("skos:exactMatch")), None, graph
        ):
            assert quad.subject.value not in found
            found[quad.subject.value] = quad.object.value
    both = links["geo-api"].keys() & links["nwbib-spatial"].keys()
    assert len(both) == 35
    assert {k: links["geo-api"][k] for k in both} == {k: links["nwbib-spatial"][k] for k in both}


def test_a_key_of_the_classification_is_not_taken_for_a_land(places: Store) -> None:
    wikidata = {
        land: [v for v in values(places, land, "skos:exactMatch") if "wikidata" in v]
        for land in instances(places, "fg:State")
    }
    assert {land for land, found in wikidata.items() if found} == {"land:05"}
    assert wikidata["land:05"] == ["http://www.wikidata.org/entity/Q1198"]


def test_municipalities_per_land_are_those_of_the_raw_table(places: Store, shared: Path) -> None:
    with (shared / RAW).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["satzart"] == "60"]
    printed = Counter(row["land"] for row in rows)
    people: Counter[str] = Counter()
    for row in rows:
        people[row["land"]] += int(row["bevoelkerung"].replace(" ", ""))
    units = instances(places, "fg:Municipality")
    assert Counter(unit.removeprefix("gemeinde:")[:2] for unit in units) == printed
    read: Counter[str] = Counter()
    for unit in units:
        [population] = values(places, unit, "fg:population", "gemeindeverzeichnis")
        read[unit.removeprefix("gemeinde:")[:2]] += int(population)
    assert read == people


def test_every_row_of_the_identifiers_is_in_the_graph(places: Store, shared: Path) -> None:
    with (shared / "facts/municipalities_identifiers.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["confidence"] == "source"]
    assert len(rows) == 124
    for row in rows:
        is_district = row["entity_type"] == "district"
        thing = f"{'kreis' if is_district else 'gemeinde'}:{row['ags']}"
        wikidata = f"http://www.wikidata.org/entity/{row['wikidata_qid']}"
        assert values(places, thing, "fg:population") == {row["population"]}
        assert {float(v) for v in values(places, thing, "fg:areaKm2")} == {float(row["area_km2"])}
        assert wikidata in values(places, thing, "skos:exactMatch")
        assert values(places, f"kreis:{row['ags'][:5]}", "fg:nuts") == {row["nuts3_2013"]}
        if not is_district:
            assert values(places, thing, "fg:officialName") == {row["official_name"]}
            assert values(places, thing, "fg:ars") == {row["ars"]}
            assert values(places, thing, "fg:lau") == {row["lau_code"]}


def test_every_row_of_laender_and_regierungsbezirke_is_in_the_graph(
    places: Store, shared: Path
) -> None:
    with (shared / "facts/laender_regierungsbezirke.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        thing = f"{'land' if row['level'] == 'Land' else 'regierungsbezirk'}:{row['key']}"
        assert values(places, thing, "fg:nuts") == {row["nuts_2013"]}
        if row["qid_confidence"] == "source":
            wikidata = f"http://www.wikidata.org/entity/{row['wikidata_qid']}"
            assert wikidata in values(places, thing, "skos:exactMatch")


def test_every_wikidata_link_is_in_the_graph_of_its_source(places: Store, shared: Path) -> None:
    with (shared / "facts/wikidata_links.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 159
    for row in rows:
        graph = "geo-api" if "geo-api" in row["source_url"] else "nwbib-spatial"
        thing = f"{'kreis' if row['level'] == 'district' else 'gemeinde'}:{row['official_key']}"
        assert values(places, thing, "skos:exactMatch", graph) == {
            f"http://www.wikidata.org/entity/{row['wikidata_qid']}"
        }
