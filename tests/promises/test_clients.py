"""Programs of others read the real release from the real server: nobody has to be told anything."""

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from SPARQLWrapper import JSON, SPARQLWrapper

from tests.promises.conftest import HEADER, ROOT, Ask
from tests.promises.npm_clients import run

TOWN = "https://w3id.org/foerdergraph/id/gemeinde/05962024"
LABEL = f"SELECT ?label {{ <{TOWN}> <{RDFS.label}> ?label }}"
QUESTIONS = ROOT / "queries" / "competency"


def question(number: str) -> str:
    (path,) = QUESTIONS.glob(f"{number}-*.rq")
    return path.read_text(encoding="utf-8")


def test_comunica_finds_the_endpoint_by_its_description_and_asks_it(server: str, ask: Ask) -> None:
    text = question("cq01")
    theirs = run("comunica.mjs", text, f"{server}/sparql")
    assert theirs == ask(text)
    assert len(theirs) > 10


def test_comunica_reads_the_document_that_a_thing_leads_to(server: str) -> None:
    """It asks for N-Quads first; what it is given must stand in the default graph."""
    assert run("comunica.mjs", LABEL, f"{server}/id/gemeinde/05962024") == [{"label": "Iserlohn"}]


def test_sparqlwrapper_gets_what_the_endpoint_has(server: str, ask: Ask) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql", returnFormat=JSON)
    wrapper.setQuery(f"{HEADER}\n{question('cq02')}")
    rows = wrapper.query().convert()["results"]["bindings"]
    theirs = [{name: term["value"] for name, term in row.items()} for row in rows]
    assert theirs == ask(question("cq02"))


def test_rdflib_follows_a_thing_to_its_document(server: str) -> None:
    graph = Graph().parse(f"{server}/id/gemeinde/05962024")
    assert (URIRef(TOWN), RDFS.label, Literal("Iserlohn", lang="de")) in graph
