"""The ontology is consistent with the facts by hand, and a planted clash is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import OWL, RDF, BNode, Graph, URIRef
from rdflib.term import Node

from kg.namespaces import expand

ROOT = Path(__file__).resolve().parents[2]
CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
"""The predicate with which owlrl reports that two statements exclude one another."""

TOWN = URIRef(expand("gemeinde:05962024"))
"""The territory of Iserlohn, which the facts by hand name as a member unit of a model region."""

CLASHES = {
    "a territory that is also a body": (TOWN, RDF.type, URIRef(expand("org:Organization"))),
    "a project that is also a measure": (
        URIRef(expand("projekt:mpsc-2020-15")),
        RDF.type,
        URIRef(expand("fg:Measure")),
    ),
    "a grant that takes part in something": (
        URIRef(expand("beteiligung:dmr-soest-05962024")),
        URIRef(expand("fg:participant")),
        URIRef(expand("zuwendung:dmr-p-abus")),
    ),
    "a programme as the place of a model region": (
        URIRef(expand("modellregion:dmr-soest")),
        URIRef(expand("fg:memberUnit")),
        URIRef(expand("programm:mpsc")),
    ),
}


def model() -> Graph:
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        if path.stem != "alignments":
            graph.parse(data=path.read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="module")
def facts() -> Graph:
    """The model with the facts by hand; the register of sources says nothing about the world."""
    graph = model()
    for path in sorted((ROOT / "data" / "curated").glob("*.trig")):
        if path.stem != "register":
            triples = (quad.triple for quad in parse(path=path, format=RdfFormat.TRIG))
            graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


CLOSURE = """
import sys
import owlrl
from rdflib import Graph, URIRef
graph = Graph().parse(data=sys.stdin.read(), format="nt")
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
for text in graph.objects(None, URIRef(sys.argv[1])):
    print(text)
"""


def clashes(graph: Graph) -> list[str]:
    """Close *graph* in a process of its own: owlrl binds rdflib's datatypes anew for good."""
    closed = subprocess.run(
        [sys.executable, "-c", CLOSURE, str(CLASH)],
        input=graph.serialize(format="nt"),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return closed.stdout.splitlines()


def around(graph: Graph, *things: Node) -> Graph:
    """Return the model and what *graph* says of *things*, which is enough to find a clash."""
    part = model()
    for thing in things:
        part += graph.triples((thing, None, None))
        part += graph.triples((None, None, thing))
    return part


def test_the_rl_closure_of_the_model_and_all_facts_by_hand_has_no_clash(facts: Graph) -> None:
    assert clashes(facts) == []


@pytest.mark.parametrize("name", CLASHES)
def test_the_rl_closure_finds_a_planted_clash(facts: Graph, name: str) -> None:
    subject, predicate, value = CLASHES[name]
    part = around(facts, subject, value)
    assert clashes(part) == []
    part.add((subject, predicate, value))
    assert clashes(part), name


def hermit(graph: Graph, folder: Path) -> tuple[bool, list[str]]:
    """Ask HermiT whether *graph* is consistent, and which classes can have no member.

    Literals are left out: xsd:date is no datatype of OWL 2, and the shapes check values.
    """
    things = Graph()
    for subject, predicate, value in graph:
        if isinstance(value, URIRef | BNode):
            things.add((subject, predicate, value))
    file = folder / "model.rdf"
    things.serialize(file, format="xml")
    world = owlready2.World(filename=str(folder / "world.sqlite3"))
    world.get_ontology(file.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False, []
    return True, [str(cls) for cls in world.inconsistent_classes()]


needs_java = pytest.mark.skipif(
    shutil.which("java") is None
    or subprocess.run(["java", "-version"], capture_output=True, check=False).returncode != 0,
    reason="HermiT needs Java, and there is none here",
)


@needs_java
def test_hermit_finds_the_model_and_all_facts_by_hand_consistent(
    facts: Graph, tmp_path: Path
) -> None:
    assert hermit(facts, tmp_path) == (True, [])


@needs_java
def test_hermit_finds_a_planted_clash(facts: Graph, tmp_path: Path) -> None:
    facts = Graph() + facts
    facts.add((TOWN, RDF.type, URIRef(expand("org:Organization"))))
    assert hermit(facts, tmp_path)[0] is False


@needs_java
def test_hermit_finds_a_class_that_can_have_no_member(tmp_path: Path) -> None:
    graph = model()
    nothing = URIRef(expand("fg:ProjectAndMeasure"))
    graph.add((nothing, RDF.type, OWL.Class))
    for parent in ("fg:Project", "fg:Measure"):
        graph.add((nothing, URIRef(expand("rdfs:subClassOf")), URIRef(expand(parent))))
    consistent, empty = hermit(graph, tmp_path)
    assert consistent
    assert any("ProjectAndMeasure" in name for name in empty)
