"""The W3C's SPARQL 1.1 Protocol tests: the requests of its manifest, sent to the app.

Queries must be answered as expected; every update of the manifest must be refused.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from kg.engine import DataFiles, LocalEngine, load_files
from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from tests.protocol import w3c_suite

pytestmark = pytest.mark.w3c

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

FOLDER = Path(w3c_suite.SUITES, "sparql11", "protocol")


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of the manifest and what is expected of its response."""

    name: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    is_update: bool
    statuses: tuple[str, ...]
    expected: str
    boolean: bool | None


def manifest() -> Graph:
    return Graph().parse(FOLDER / "manifest.ttl", publicID=w3c_suite.iri_of(FOLDER) + "/m.ttl")


def requests_sent(graph: Graph) -> list[Sent]:
    tests = sorted(set(graph.subjects(RDF.type, MF.ProtocolTest)))
    return [
        request
        for test in tests
        for action in graph.objects(test, MF.action)
        for request in sent_by(graph, test, action)
    ]


def sent_by(graph: Graph, test: Node, action: Node) -> list[Sent]:
    listed = graph.value(action, HT.requests)
    assert listed is not None
    requests = Collection(graph, listed)
    return [
        sent(graph, f"{str(test).rpartition('#')[2]}-{number}", node)
        for number, node in enumerate(requests, start=1)
    ]


def sent(graph: Graph, name: str, node: Node) -> Sent:
    listed = graph.value(node, HT.headers)
    pairs = Collection(graph, listed) if listed is not None else []
    headers = {str(graph.value(p, HT.fieldName)): str(graph.value(p, HT.fieldValue)) for p in pairs}
    body = graph.value(node, HT.body)
    text = str(graph.value(body, CNT.chars) or "") if body is not None else ""
    encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8") if body else "UTF-8"
    response = graph.value(node, HT.resp)
    boolean = graph.value(response, MF.expectedBoolean)
    target = "/sparql" + str(graph.value(node, HT.absolutePath)).removeprefix("/sparql/")
    return Sent(
        name,
        str(graph.value(node, HT.methodName)),
        target,
        headers,
        text.encode(encoding),
        "update" in name or "update" in target,
        tuple(str(s).rpartition("#")[2] for s in graph.objects(response, MF.expectedStatus)),
        str(graph.value(response, MF.expectedFormat) or ""),
        bool(boolean.toPython()) if boolean is not None else None,  # type: ignore[attr-defined]
    )


MANIFEST = manifest() if w3c_suite.SUITES else Graph()
REQUESTS = requests_sent(MANIFEST)
QUERIES = [request for request in REQUESTS if not request.is_update]
# What follows an update is a query that looks whether it took place.
UPDATES = [request for request in REQUESTS if request.is_update and request.name.endswith("-1")]


@pytest.fixture(scope="module")
def protocol_client(two_linked_things: Served) -> FlaskClient:
    labelled = {
        str(MANIFEST.value(data, RDFS.label)): str(MANIFEST.value(data, UT.graph))
        for data in MANIFEST.objects(None, UT.graphData)
    }
    named = tuple((iri, Path(urlsplit(file).path)) for iri, file in labelled.items())
    engine = LocalEngine(load_files(DataFiles(named=named)), "memory", is_union=False)
    serving = FixedServing(Served(engine, "w3c", two_linked_things.documents))
    return create_app(Settings(), serving).test_client()


@pytest.mark.skipif(not w3c_suite.SUITES, reason=w3c_suite.REASON)
@pytest.mark.parametrize("request_sent", QUERIES, ids=lambda r: r.name)
def test_a_query_of_the_manifest_is_answered_as_it_says(
    protocol_client: FlaskClient, request_sent: Sent
) -> None:
    response = protocol_client.open(
        request_sent.target,
        method=request_sent.method,
        headers=request_sent.headers,
        data=request_sent.body,
    )
    classes = {f"StatusCode{response.status_code // 100}xx", {200: "OK"}.get(response.status_code)}
    assert classes & set(request_sent.statuses)
    media_type = response.content_type.partition(";")[0]
    if request_sent.expected == "RDF":
        assert media_type in {f.media_type for f in GRAPH_FORMATS}
    elif request_sent.expected:
        assert media_type in {f.media_type for f in SOLUTION_FORMATS}
    if request_sent.boolean is not None:
        assert boolean_in(media_type, response.data) is request_sent.boolean


@pytest.mark.skipif(not w3c_suite.SUITES, reason=w3c_suite.REASON)
@pytest.mark.parametrize("request_sent", UPDATES, ids=lambda r: r.name)
def test_an_update_of_the_manifest_is_refused(
    protocol_client: FlaskClient, request_sent: Sent
) -> None:
    response = protocol_client.open(
        request_sent.target,
        method=request_sent.method,
        headers=request_sent.headers,
        data=request_sent.body,
    )
    assert response.status_code in {403, 415}


@pytest.mark.skipif(not w3c_suite.SUITES, reason=w3c_suite.REASON)
def test_the_manifest_is_complete() -> None:
    """Else a slip in reading it would pass for conformance."""
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


def boolean_in(media_type: str, body: bytes) -> bool:
    if media_type.endswith("json"):
        return bool(json.loads(body)["boolean"])
    found = ElementTree.fromstring(body).find("{http://www.w3.org/2005/sparql-results#}boolean")
    assert found is not None
    return found.text == "true"
