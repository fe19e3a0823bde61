"""What the project promises of its own release: counts, sources, addresses, Iserlohn."""

import json
import re
from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from kg.namespaces import BASE, NS, SHAPES, THINGS, VOCABULARY, expand
from kg.release import Release
from tests.promises.conftest import Ask
from tests.promises.walking import subjects_of

FG = Namespace(NS)
FGV = Namespace(VOCABULARY)

MPSC = "?p fg:admittedIn/fg:roundOf programm:mpsc"
COUNTS = {
    "projects of Modellprojekte Smart Cities": (
        f"?x a fg:Project . {MPSC.replace('?p', '?x')}",
        73,
    ),
    "their members and partners": (
        f"""{MPSC} . ?x a fg:Participation ; fg:inActivity ?p ; fg:role ?role .
        VALUES ?role {{ fgv:role-applicant fgv:role-lead fgv:role-member fgv:role-partner }}""",
        115,
    ),
    "their named measures": (f"{MPSC} . ?x fg:measureOf ?p ; a fg:Measure ; dcterms:title ?t", 92),
    "their amount statements": (f"{MPSC} . ?x a fg:AmountStatement ; fg:concerns ?p", 111),
    "rounds": ("?x a fg:FundingRound ; fg:roundOf programm:mpsc", 3),
    "projects of round 1": ("?x fg:admittedIn runde:mpsc-2019", 13),
    "projects of round 2": ("?x fg:admittedIn runde:mpsc-2020", 32),
    "projects of round 3": ("?x fg:admittedIn runde:mpsc-2021", 28),
    "model regions": ("?x a fg:ModelRegion", 5),
    "members of model regions": (
        "?r a fg:ModelRegion . ?x a fg:Participation ; fg:inActivity ?r",
        16,
    ),
    "projects of the model regions": ("?x a fg:Project ; fg:inProgramme programm:dmr-nrw", 49),
    "their snapshots": ("?x a fg:Snapshot", 62),
    "programmes": ("?x a fg:FundingProgramme", 17),
    "contradictions": ("?x a fg:Contradiction", 39),
    "Länder": ("?x a fg:State", 16),
    "districts": ("?x a fg:District", 401),
    "municipalities": ("?x a fg:Municipality", 11004),
}


@pytest.mark.parametrize("what", COUNTS)
def test_the_graph_holds_as_many(ask: Ask, what: str) -> None:
    pattern, count = COUNTS[what]
    (row,) = ask(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    assert int(row["n"]) == count


def test_no_triple_stands_outside_a_graph_with_a_source(ask: Ask, release: Release) -> None:
    by_graph = {
        row["g"]: int(row["n"])
        for row in ask("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    }
    sourced = {
        row["g"]
        for row in ask(
            """SELECT DISTINCT ?g WHERE {
            ?g prov:wasDerivedFrom ?source ; dcterms:rights ?rights .
            ?source a fg:Source ; dcterms:title ?title ; fg:sourceUrl ?url ;
                fg:retrievedAt ?day }"""
        )
    }
    assert set(by_graph) - sourced == set()
    # The default graph holds nothing of its own: every quad is in one of these.
    assert sum(by_graph.values()) == release.manifest.quads


ADDRESSES = (
    "dcat:accessURL, dcat:downloadURL, dcat:endpointDescription, dcat:endpointURL, "
    "dcat:landingPage, foaf:homepage, foaf:page, vcard:hasURL, void:dataDump, "
    "void:openSearchDescription, void:sparqlEndpoint, void:vocabulary"
)
"""What these name is a page, a file or a namespace, but no thing that anything is said of."""


def minted(ask: Ask) -> set[str]:
    """List every IRI below our base that the graph mentions, in any place."""
    found: set[str] = set()
    for place in ("?i ?p ?o", "?s ?i ?o", f"?s ?p ?i FILTER(?p NOT IN ({ADDRESSES}))"):
        found |= {
            row["i"]
            for row in ask(
                f"""SELECT DISTINCT ?i WHERE {{ {place}
                FILTER(ISIRI(?i) && STRSTARTS(STR(?i), "{BASE}")) }}"""
            )
        }
    return found | {row["g"] for row in ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")}


def test_every_minted_iri_of_the_graph_resolves_to_data_about_it(
    site: FlaskClient, ask: Ask, release: Release
) -> None:
    """All that are the subject of something are walked in `test_dereferencing.py`: here the others.

    Documents of terms are asked for only once.
    """
    unresolved: list[str] = []
    documents: dict[str, str] = {}
    for iri in sorted(minted(ask) - set(subjects_of(release))):
        address = urldefrag(iri).url
        if address not in documents:
            path = "/" + address.removeprefix(BASE)
            answer = site.get(
                path, headers={"Accept": "application/n-triples"}, follow_redirects=True
            )
            documents[address] = answer.text if answer.status_code == 200 else ""
        if f"<{iri}> " not in documents[address]:
            unresolved.append(iri)
        if iri.startswith(THINGS):
            del documents[address]
    assert unresolved == []


@pytest.fixture(params=["gemeinde/05962024", "stelle/gemeinde-05962024"])
def iserlohn(site: FlaskClient, request: pytest.FixtureRequest) -> Graph:
    """What the document of Iserlohn, as territory and as body, says as RDF."""
    answer = site.get(
        f"/id/{request.param}", headers={"Accept": "text/turtle"}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert answer.content_type == "text/turtle; charset=utf-8"
    return Graph().parse(data=answer.text, format="turtle")


def node(curie: str) -> URIRef:
    return URIRef(expand(curie))


def test_iserlohn_is_in_both_programmes_with_its_role(iserlohn: Graph) -> None:
    body = node("stelle:gemeinde-05962024")
    roles = {
        (activity, role)
        for part in iserlohn.subjects(FG.participant, body)
        for activity in iserlohn.objects(part, FG.inActivity)
        for role in iserlohn.objects(part, FG.role)
    }
    assert {
        (node("modellregion:dmr-soest"), FGV["role-partner"]),
        (node("projekt:dmr-p-abus"), FGV["role-lead"]),
        (node("projekt:mpsc-2020-15"), FGV["role-applicant"]),
    } <= roles
    for programme, label in (
        ("programm:dmr-nrw", "Digitale Modellregionen in NRW"),
        ("programm:mpsc", "Modellprojekte Smart Cities"),
    ):
        assert (node(programme), RDFS.label, Literal(label, lang="de")) in iserlohn


def test_iserlohn_has_its_measures(iserlohn: Graph) -> None:
    names = {
        str(label)
        for measure in iserlohn.subjects(FG.measureOf, node("projekt:mpsc-2020-15"))
        for label in iserlohn.objects(measure, RDFS.label)
        if isinstance(label, Literal) and label.language == "de"
    }
    assert names == {
        "Digitaler Wissenscampus",
        "Stadtlabor und digitale Beteiligungsplattform",
        "Erfahrungsaustausch / I-LAB",
        "Maßnahme 4 der Stadt Iserlohn (Name nicht belegt)",
        "Maßnahme 5 der Stadt Iserlohn (Name nicht belegt)",
    }


def test_iserlohn_has_its_amounts_with_their_sources(iserlohn: Graph) -> None:
    found = {
        (str(value), str(url))
        for amount, value in iserlohn.subject_objects(FG.value)
        for source in iserlohn.objects(amount, node("prov:hadPrimarySource"))
        for url in iserlohn.objects(source, FG.sourceUrl)
    }
    press = "http://www.kommune21.de/meldung_34731_Iserlohn+%C3%BCberzeugt+mit+Stadtlabor.html"
    kdn = (
        "https://www.kdn.de/ccd/digitale-modellregionen/modellregion-soest/"
        "a-bus-iserlohn-new-mobility-lab/"
    )
    assert {
        ("2700000", press),
        ("1700000", press),
        ("3803404.18", kdn),
        ("2681669.09", kdn),
    } <= found


def test_iserlohn_has_its_key_and_its_place(iserlohn: Graph) -> None:
    town = node("gemeinde:05962024")
    assert (town, FG.ags, Literal("05962024")) in iserlohn
    places = {
        str(label)
        for unit in iserlohn.objects(town, node("geo:sfWithin"))
        for label in iserlohn.objects(unit, RDFS.label)
        if isinstance(label, Literal) and label.language == "de"
    }
    assert {"Märkischer Kreis", "Regierungsbezirk Arnsberg", "Nordrhein-Westfalen"} <= places


def test_terms_concepts_and_shapes_are_among_what_resolves(ask: Ask) -> None:
    found = minted(ask)
    assert {FG.Grant, FGV["role-lead"], URIRef(f"{SHAPES}AmountStatementShape")} <= {
        URIRef(iri) for iri in found
    }


@pytest.mark.parametrize("entry", ["foerdergraph", "gemeindeverzeichnis"])
def test_search_engines_for_datasets_find_the_files(site: FlaskClient, entry: str) -> None:
    page = site.get(f"/doc/datensatz/{entry}.de.html").text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    said = json.loads(block)["mainEntity"]
    assert said["@type"] == "Dataset"
    files = said["distribution"]
    assert {file["@type"] for file in (files if isinstance(files, list) else [files])} == {
        "DataDownload"
    }
