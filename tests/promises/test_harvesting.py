"""Portals come by night: each harvester's requests played against the real server."""

import gzip
import urllib.request
import zlib
from collections.abc import Callable, Mapping

import pytest
from rdflib import DCAT, DCTERMS, RDF, XSD, BNode, Graph, Literal, URIRef

from kg.namespaces import expand
from kg.release import Release
from tests.promises.conftest import Ask as AskGraph
from tests.promises.portals import HYDRA, Answer, Ask, Harvest, ckan, piveau, udata

SPDX_VALUE = URIRef("http://spdx.org/rdf/terms#checksumValue")
SPDX = URIRef("http://spdx.org/rdf/terms#checksum")
LICENCES = "http://dcat-ap.de/def/licenses/"
THEMES = "http://publications.europa.eu/resource/authority/data-theme/"

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
"""rdflib 7 reads JSON-LD by a class that it deprecates itself."""

HARVESTERS: dict[str, tuple[Callable[[Ask, str], Harvest], str]] = {
    "ckanext-dcat": (ckan, "/catalog"),
    "ckanext-dcat, RDF/XML": (ckan, "/catalog.rdf"),
    "piveau": (piveau, "/catalog"),
    "piveau, JSON-LD": (piveau, "/catalog.jsonld"),
    "udata": (udata, "/catalog.ttl"),
}


@pytest.fixture(scope="module")
def ask_server(server: str) -> Ask:
    """Ask the server, at the addresses that it writes."""

    def asked(method: str, address: str, headers: Mapping[str, str]) -> Answer:
        assert address.startswith(f"{server}/")
        request = urllib.request.Request(address, headers=dict(headers), method=method)
        with urllib.request.urlopen(request, timeout=20) as got:
            said = {name.lower(): value for name, value in got.headers.items()}
            return Answer(got.status, said, unpacked(got.read(), said))

    return asked


def unpacked(body: bytes, headers: Mapping[str, str]) -> bytes:
    match headers.get("content-encoding"):
        case "gzip" if body:
            return gzip.decompress(body)
        case "deflate" if body:
            return zlib.decompress(body)
    return body


@pytest.fixture(scope="module")
def expected(ask: AskGraph) -> set[str]:
    """The whole, and one entry for each graph."""
    graphs = {row["g"] for row in ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    names = {graph.removeprefix(expand("graph:")) for graph in graphs} | {"foerdergraph"}
    return {expand(f"datensatz:{name}") for name in names}


@pytest.fixture(scope="module")
def harvests(ask_server: Ask, server: str) -> dict[str, Harvest]:
    """Let every harvester come once."""
    return {name: play(ask_server, server + path) for name, (play, path) in HARVESTERS.items()}


@pytest.mark.parametrize("name", HARVESTERS)
def test_a_harvester_takes_every_dataset_once(
    harvests: dict[str, Harvest], expected: set[str], name: str
) -> None:
    harvest = harvests[name]
    assert harvest.datasets.keys() == expected
    assert len(harvest.pages) == 1 + (len(expected) - 1) // 100


@pytest.mark.parametrize("name", HARVESTERS)
def test_a_second_night_finds_the_same_bytes(
    ask_server: Ask, harvests: dict[str, Harvest], name: str
) -> None:
    pages = harvests[name].pages
    assert {address: ask_server("GET", address, {}).body for address in pages} == pages


@pytest.fixture(scope="module")
def taken(harvests: dict[str, Harvest]) -> dict[str, Graph]:
    return harvests["ckanext-dcat"].datasets


def test_govdata_finds_what_it_tells_duplicates_by(taken: dict[str, Graph]) -> None:
    for iri, dataset in taken.items():
        this = URIRef(iri)
        assert dataset.value(this, DCTERMS.identifier) == Literal(iri)
        modified = dataset.value(this, DCTERMS.modified)
        assert isinstance(modified, Literal)
        assert modified.datatype == XSD.date
        assert any(str(theme).startswith(THEMES) for theme in dataset.objects(this, DCAT.theme))


def test_each_distribution_has_an_iri_a_licence_of_the_list_and_a_format(
    taken: dict[str, Graph],
) -> None:
    for iri, dataset in taken.items():
        distributions = set(dataset.objects(URIRef(iri), DCAT.distribution))
        assert distributions, iri
        for distribution in distributions:
            assert isinstance(distribution, URIRef)
            assert str(dataset.value(distribution, DCTERMS.license)).startswith(LICENCES)
            assert dataset.value(distribution, DCTERMS.format), distribution
            assert dataset.value(distribution, DCAT.accessURL), distribution


def test_no_node_is_blank(taken: dict[str, Graph]) -> None:
    """Blank nodes would look like a change every night."""
    terms = {term for dataset in taken.values() for triple in dataset for term in triple}
    assert not [term for term in terms if isinstance(term, BNode)]


def test_lengths_and_hashes_are_those_of_the_files(
    taken: dict[str, Graph], server: str, release: Release
) -> None:
    files = {entry.path: entry for entry in release.manifest.files}
    compared = set()
    for dataset in taken.values():
        for distribution, address in dataset.subject_objects(DCAT.downloadURL):
            local = str(address).removeprefix(f"{server}/dumps/").partition("/")[2]
            entry = files[f"dumps/{local}"]
            size = dataset.value(distribution, DCAT.byteSize)
            assert size == Literal(str(entry.size_bytes), datatype=XSD.nonNegativeInteger)
            checksum = dataset.value(distribution, SPDX)
            digest = dataset.value(checksum, SPDX_VALUE)
            assert digest == Literal(entry.sha256, datatype=XSD.hexBinary)
            compared.add(entry.path)
    described = {path for path in files if path.startswith("dumps/")}
    about = {path for path in described if path.endswith(("metadata.json", "SHA256SUMS"))}
    assert compared == described - about


@pytest.mark.parametrize("name", ["foerdergraph", "gemeindeverzeichnis", "ontology"])
def test_what_is_offered_is_there(ask_server: Ask, taken: dict[str, Graph], name: str) -> None:
    dataset = taken[expand(f"datensatz:{name}")]
    for predicate in (DCAT.downloadURL, DCAT.accessURL, DCAT.landingPage, DCAT.endpointURL):
        for address in set(dataset.objects(None, predicate)):
            assert ask_server("HEAD", str(address), {}).status == 200


def test_a_page_says_how_many_there_are_as_an_integer(
    ask_server: Ask, server: str, expected: set[str]
) -> None:
    answer = ask_server("GET", f"{server}/catalog.ttl", {})
    graph = Graph().parse(data=answer.body, format="turtle")
    (page,) = set(graph.subjects(RDF.type, HYDRA.PagedCollection))
    assert set(graph.subjects(RDF.type, HYDRA.PartialCollectionView)) == {page}
    assert graph.value(page, HYDRA.totalItems) == Literal(len(expected))


@pytest.mark.parametrize("accept_encoding", ["identity", "gzip"])
def test_head_says_what_get_would(ask_server: Ask, server: str, accept_encoding: str) -> None:
    headers = {"Accept-Encoding": accept_encoding}
    head = ask_server("HEAD", f"{server}/catalog", headers)
    got = ask_server("GET", f"{server}/catalog", headers)
    assert head.body == b""
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}
    assert int(head.headers["content-length"]) > 0
