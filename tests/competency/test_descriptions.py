"""The documents of things say what a reader needs, with labels, and stay small."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.engine import construct, select
from kg.namespaces import compact, expand
from kg.queries import read_queries
from kg.web.reading.asking import about
from kg.web.reading.document_queries import read_document_queries

FOLDER = Path(__file__).parents[2] / "queries" / "documents"


class Description:
    """The triples of a document, to be asked by CURIE."""

    def __init__(self, store: Store, thing: str) -> None:
        classes = select(store, f"SELECT DISTINCT ?c {{ <{expand(thing)}> a ?c }}").rows
        names = [term.value for (term,) in classes if isinstance(term, NamedNode)]
        query = read_document_queries(FOLDER).for_classes(names)
        self.query = query.name
        self.triples = set(construct(store, about(query.text, expand(thing))))

    def values(self, subject: str, predicate: str) -> set[str]:
        return {
            _text(triple)
            for triple in self.triples
            if triple.subject == NamedNode(expand(subject))
            and triple.predicate == NamedNode(expand(predicate))
        }


def _text(triple: Triple) -> str:
    value = triple.object
    if isinstance(value, NamedNode):
        return compact(value.value)
    assert isinstance(value, Literal)
    return f"{value.value}@{value.language}" if value.language else value.value


@pytest.fixture(scope="module", params=["gemeinde:05962024", "stelle:gemeinde-05962024"])
def iserlohn(request: pytest.FixtureRequest, built_graph: Store) -> Description:
    """The document of Iserlohn, once as a territory and once as a body."""
    return Description(built_graph, request.param)


def test_iserlohn_has_its_key_and_its_place_with_names(iserlohn: Description) -> None:
    assert iserlohn.values("gemeinde:05962024", "fg:ags") == {"05962024"}
    above = iserlohn.values("gemeinde:05962024", "geo:sfWithin")
    assert above == {"kreis:05962", "regierungsbezirk:059", "land:05", "staat:de"}
    names = {name for unit in above for name in iserlohn.values(unit, "rdfs:label")}
    assert names >= {
        "Märkischer Kreis@de",
        "Regierungsbezirk Arnsberg@de",
        "Nordrhein-Westfalen@de",
        "Deutschland@de",
    }


def test_iserlohn_is_in_both_programmes_with_its_roles(iserlohn: Description) -> None:
    found = set()
    for triple in iserlohn.triples:
        if triple.predicate == NamedNode(expand("fg:inActivity")):
            part = compact(str(triple.subject)[1:-1])
            if iserlohn.values(part, "fg:participant") != {"stelle:gemeinde-05962024"}:
                continue
            (role,) = iserlohn.values(part, "fg:role")
            for programme in iserlohn.values(_text(triple), "fg:inProgramme"):
                found.add((role, _text(triple), programme))
    assert found == {
        ("fgv:role-applicant", "projekt:mpsc-2020-15", "programm:mpsc"),
        ("fgv:role-lead", "projekt:dmr-p-abus", "programm:dmr-nrw"),
        ("fgv:role-partner", "modellregion:dmr-soest", "programm:dmr-nrw"),
    }
    assert "Modellprojekte Smart Cities@de" in iserlohn.values("programm:mpsc", "rdfs:label")
    assert "Digitale Modellregionen in NRW@de" in iserlohn.values("programm:dmr-nrw", "rdfs:label")
    assert "Leitung@de" in iserlohn.values("fgv:role-lead", "rdfs:label")


def test_iserlohn_has_five_measures_of_which_three_are_named(iserlohn: Description) -> None:
    measures = {f"massnahme:mpsc-2020-15-{number}" for number in range(1, 6)}
    for measure in measures:
        assert iserlohn.values(measure, "fg:measureOf") == {"projekt:mpsc-2020-15"}
        assert iserlohn.values(measure, "rdfs:label")
    named = {measure for measure in measures if iserlohn.values(measure, "dcterms:title")}
    assert named == {f"massnahme:mpsc-2020-15-{number}" for number in (1, 2, 3)}


@pytest.mark.parametrize(
    ("amount", "value", "kind", "basis", "tier", "accuracy", "as_of", "title", "site"),
    [
        pytest.param(
            "betrag:mpsc-2020-15-2",
            "1700000",
            "committed",
            "funding",
            {"fgv:source-federal"},
            "rounded",
            {"2020-09-24"},
            "Iserlohn überzeugt mit Stadtlabor@de",
            "http://www.kommune21.de/",
            id="Smart Cities grant",
        ),
        pytest.param(
            "betrag:dmr-p-abus-1-land",
            "2681669.09",
            "committed",
            "funding",
            {"fgv:source-state"},
            "exact",
            set(),
            "a-BUS Iserlohn – New Mobility Lab (KDN)@de",
            "https://www.kdn.de/",
            id="model region grant",
        ),
        pytest.param(
            "betrag:dmr-p-abus-1-gesamt",
            "3803404.18",
            "planned",
            "total-cost",
            set(),
            "exact",
            set(),
            "a-BUS Iserlohn – New Mobility Lab (KDN)@de",
            "https://www.kdn.de/",
            id="model region total cost",
        ),
    ],
)
def test_iserlohn_has_its_amounts_with_their_sources(
    iserlohn: Description,
    amount: str,
    value: str,
    kind: str,
    basis: str,
    tier: set[str],
    accuracy: str,
    as_of: set[str],
    title: str,
    site: str,
) -> None:
    assert iserlohn.values(amount, "fg:value") == {value}
    assert iserlohn.values(amount, "fg:amountKind") == {f"fgv:amount-{kind}"}
    assert iserlohn.values(amount, "fg:amountBasis") == {f"fgv:basis-{basis}"}
    assert iserlohn.values(amount, "fg:fundingSource") == tier
    assert iserlohn.values(amount, "fg:accuracy") == {f"fgv:accuracy-{accuracy}"}
    assert iserlohn.values(amount, "fg:asOf") == as_of
    (source,) = iserlohn.values(amount, "prov:hadPrimarySource")
    assert title in iserlohn.values(source, "dcterms:title")
    (address,) = iserlohn.values(source, "fg:sourceUrl")
    assert address.startswith(site)
    assert iserlohn.values(source, "fg:retrievedAt") == {"2026-11-22"}


@pytest.mark.parametrize(
    ("thing", "query", "subject", "predicate", "value"),
    [
        ("land:05", "place", "regierungsbezirk:059", "fg:within", "land:05"),
        ("kreis:07232", "place", "kreis:07232", "rdfs:seeAlso", "graph:gemeindeverzeichnis"),
        ("stelle:bmwsb", "body", "stelle:bmi", "dcterms:isReplacedBy", "stelle:bmwsb"),
        (
            "projekt:mpsc-2020-23",
            "project",
            "anteil:mpsc-2020-23-05978028",
            "fg:shareOf",
            "zuwendung:mpsc-2020-23",
        ),
        ("programm:mpsc", "programme", "runde:mpsc-2021", "fg:roundOf", "programm:mpsc"),
        ("programm:mpsc", "programme", "projekt:mpsc-2021-28", "fg:inProgramme", "programm:mpsc"),
        ("runde:mpsc-2020", "round", "projekt:mpsc-2020-15", "fg:admittedIn", "runde:mpsc-2020"),
        (
            "modellregion:dmr-soest",
            "model-region",
            "beteiligung:dmr-soest-05974040",
            "fg:role",
            "fgv:role-lead",
        ),
        (
            "betrag:dmr-p-abus-1-land",
            "amount",
            "projekt:dmr-p-abus",
            "fg:preferredAmount",
            "betrag:dmr-p-abus-1-land",
        ),
        (
            "massnahme:mpsc-2020-15-2",
            "measure",
            "massnahme:mpsc-2020-15-4",
            "fg:measureOf",
            "projekt:mpsc-2020-15",
        ),
    ],
)
def test_a_document_says(
    built_graph: Store, thing: str, query: str, subject: str, predicate: str, value: str
) -> None:
    description = Description(built_graph, thing)
    assert description.query == query
    assert value in description.values(subject, predicate)


def test_the_document_of_a_source_has_its_rights_and_what_it_says(built_graph: Store) -> None:
    source = "quelle:kfw-de-13-modellprojekte-fuer-smart-cities"
    description = Description(built_graph, source)
    graph = source.replace("quelle:", "graph:")
    assert description.values(graph, "dcterms:rights")
    assert description.values("betrag:mpsc-2019-volumen", "prov:hadPrimarySource") == {source}


@pytest.mark.parametrize(
    "thing",
    ["land:05", "land:07", "staat:de", "kreis:07232", "stelle:bund", "programm:mpsc"],
)
def test_a_document_of_something_large_stays_small(built_graph: Store, thing: str) -> None:
    assert 20 < len(Description(built_graph, thing).triples) < 3_000


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rq")), ids=lambda path: path.stem)
def test_every_list_of_neighbours_in_a_document_is_bounded(path: Path) -> None:
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    assert "LIMIT" in text
    if path.stem != "default":
        assert text.count("LIMIT") == len(re.findall(r"ORDER BY \?\w+\s+LIMIT", text))


def test_no_class_has_two_queries() -> None:
    assert len(read_document_queries(FOLDER).by_class) == sum(
        len(query.headers.get("classes", "").split()) for query in read_queries(FOLDER)
    )
