"""Every count of the description in VoID is what SPARQL counts on the real release."""

import json
import re
from collections.abc import Iterable
from html import unescape

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.namespaces import BASE, PREFIXES, expand
from kg.queries import QUESTIONS, read_queries
from kg.release import Release
from tests.promises.conftest import ROOT, Ask, Rows

Counts = dict[tuple[str, ...], dict[str, int]]

TRIPLES = "{ SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
SIZES = ("void:triples", "void:distinctSubjects", "void:distinctObjects")
COUNTING = "(COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) (COUNT(DISTINCT ?o) AS ?c)"
DATASET = "datensatz:foerdergraph"


def by_key(rows: Rows, names: Iterable[str]) -> Counts:
    """Give the numbers of each row by its other columns."""
    keys = tuple(names)
    found = {
        tuple(row[key] for key in keys): {
            name: int(text) for name, text in row.items() if name not in keys
        }
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def stated(ask: Ask, pattern: str, names: Iterable[str]) -> Counts:
    a, b, c = SIZES
    sizes = f"{a} ?a ; {b} ?b ; {c} ?c"
    keys = " ".join(f"?{name}" for name in names)
    return by_key(ask(f"SELECT {keys} ?a ?b ?c {{ {pattern} . ?part {sizes} }}"), names)


def test_the_whole_is_as_large_as_it_says(ask: Ask) -> None:
    (said,) = ask(
        f"""SELECT ?a ?b ?c ?properties ?classes ?entities {{ {DATASET} void:triples ?a ;
        void:distinctSubjects ?b ; void:distinctObjects ?c ; void:properties ?properties ;
        void:classes ?classes ; void:entities ?entities }}"""
    )
    (true,) = ask(f"SELECT {COUNTING} (COUNT(DISTINCT ?p) AS ?properties) {{ {TRIPLES} }}")
    (classes,) = ask("SELECT (COUNT(DISTINCT ?class) AS ?classes) { ?s a ?class }")
    (entities,) = ask(
        "SELECT (COUNT(DISTINCT ?s) AS ?entities) "
        f'{{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}")) }}'
    )
    assert said == true | classes | entities


def test_each_graph_is_a_dataset_as_large_as_it_says(ask: Ask) -> None:
    said = stated(ask, f"{DATASET} void:subset ?part . ?part sd:name ?g", ["g"])
    true = ask(f"SELECT ?g {COUNTING} {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g")
    assert said == by_key(true, ["g"])
    assert len(said) > 200


def test_each_graph_has_as_many_properties_and_classes_as_it_says(ask: Ask) -> None:
    said = ask("SELECT ?g ?p ?c { ?d sd:name ?g ; void:properties ?p ; void:classes ?c }")
    true = ask(
        """SELECT ?g (COUNT(DISTINCT ?prop) AS ?p) (COUNT(DISTINCT ?class) AS ?c)
        { GRAPH ?g { ?s ?prop ?o BIND(IF(?prop = rdf:type, ?o, ?none) AS ?class) } } GROUP BY ?g"""
    )
    assert by_key(said, ["g"]) == by_key(true, ["g"])


def test_each_property_is_used_as_often_as_it_says(ask: Ask) -> None:
    said = stated(ask, f"{DATASET} void:propertyPartition ?part . ?part void:property ?p", ["p"])
    true = ask(f"SELECT ?p {COUNTING} {{ {TRIPLES} }} GROUP BY ?p")
    assert said == by_key(true, ["p"])


def test_each_class_has_as_many_things_as_it_says(ask: Ask) -> None:
    said = ask(
        f"""SELECT ?class ?b ?a {{ {DATASET} void:classPartition ?part .
        ?part void:class ?class ; void:entities ?b ; void:triples ?a }}"""
    )
    true = ask(
        f"""SELECT ?class (COUNT(DISTINCT ?s) AS ?b) (COUNT(*) AS ?a)
        {{ {TRIPLES} {{ SELECT DISTINCT ?s ?class {{ ?s a ?class }} }} }} GROUP BY ?class"""
    )
    assert by_key(said, ["class"]) == by_key(true, ["class"])


def test_each_property_of_a_class_is_used_as_often_as_it_says(ask: Ask) -> None:
    keys = ["class", "p"]
    pattern = "?whole void:class ?class ; void:propertyPartition ?part . ?part void:property ?p"
    true = ask(
        f"""SELECT ?class ?p {COUNTING}
        {{ {TRIPLES} {{ SELECT DISTINCT ?s ?class {{ ?s a ?class }} }} }} GROUP BY ?class ?p"""
    )
    assert stated(ask, pattern, keys) == by_key(true, keys)


def test_each_property_of_a_class_leads_where_it_says(ask: Ask) -> None:
    keys = ["class", "p", "to"]
    said = ask(
        """SELECT ?class ?p ?to ?a { ?c void:class ?class ; void:propertyPartition ?whole .
        ?whole void:property ?p ; void:classPartition|void-ext:datatypePartition ?part .
        ?part void:class|void-ext:datatype ?to ; void:triples ?a }"""
    )
    to_class = ask(
        f"""SELECT ?class ?p ?to (COUNT(*) AS ?a) {{ {TRIPLES}
        {{ SELECT DISTINCT ?s ?class {{ ?s a ?class }} }}
        {{ SELECT DISTINCT ?o ?to {{ ?o a ?to }} }} }} GROUP BY ?class ?p ?to"""
    )
    to_datatype = ask(
        f"""SELECT ?class ?p ?to (COUNT(*) AS ?a) {{ {TRIPLES}
        {{ SELECT DISTINCT ?s ?class {{ ?s a ?class }} }}
        FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?to) }} GROUP BY ?class ?p ?to"""
    )
    assert by_key(said, keys) == by_key([*to_class, *to_datatype], keys)


def test_there_are_as_many_links_to_other_datasets_as_it_says(ask: Ask) -> None:
    keys = ["target", "p"]
    said = stated(
        ask, "?part a void:Linkset ; void:objectsTarget ?target ; void:linkPredicate ?p", keys
    )
    true = ask(
        f"""SELECT ?target ?p {COUNTING} {{ {TRIPLES}
        ?target void:uriSpace ?space FILTER(?target != {DATASET} && isIRI(?o)
        && STRSTARTS(STR(?o), ?space) && STR(?o) != ?space) }} GROUP BY ?target ?p"""
    )
    assert said == by_key(true, keys)
    wikidata = (f"{BASE}void#wikidata", expand("skos:exactMatch"))
    assert said[wikidata]["a"] > 500


def test_an_editor_finds_prefixes_and_questions_at_the_endpoint(ask: Ask) -> None:
    prefixes = ask(
        "SELECT DISTINCT ?prefix ?namespace { [] sh:prefix ?prefix ; sh:namespace ?namespace }"
    )
    assert {row["prefix"]: row["namespace"] for row in prefixes} == dict(PREFIXES)
    examples = ask(
        """SELECT DISTINCT ?label ?comment ?query { ?x a sh:SPARQLExecutable ; rdfs:label ?label ;
        rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query
        FILTER(LANG(?label) = "en" && LANG(?comment) = "en") }"""
    )
    questions = read_queries(ROOT / "queries" / "competency", QUESTIONS)
    assert {(row["label"], row["comment"], row["query"]) for row in examples} == {
        (question.title("en"), question.question("en"), question.body) for question in questions
    }


def test_an_editor_completes_a_query_by_class_and_property(ask: Ask) -> None:
    found = ask(
        """SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype {
        ?cp void:class ?subjectClass ; void:propertyPartition ?pp . ?pp void:property ?prop .
        OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
        UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } } }"""
    )
    assert {
        "subjectClass": expand("fg:Project"),
        "prop": expand("fg:inProgramme"),
        "objectClass": expand("fg:FundingProgramme"),
    } in found


def test_an_example_is_what_it_is_called(site: FlaskClient, ask: Ask) -> None:
    """The text in the graph is answered as the file is."""
    (row,) = ask("SELECT ?query { abfrage:cq01-programmes-and-owners sh:select ?query }")
    answers = [
        json.loads(site.post("/sparql", data={"query": query, "format": "json"}).text)["results"][
            "bindings"
        ]
        for query in (
            row["query"],
            (ROOT / "queries/competency/cq01-programmes-and-owners.rq").read_text(encoding="utf-8"),
        )
    ]
    assert answers[0] == answers[1] != []


@pytest.mark.parametrize(
    "name", ["dataDump", "sparqlEndpoint", "openSearchDescription", "exampleResource"]
)
def test_what_the_description_leads_to_is_there(site: FlaskClient, ask: Ask, name: str) -> None:
    rows = ask(f"SELECT ?there {{ {DATASET} void:{name} ?there }}")
    assert rows
    for row in rows:
        path = row["there"].replace(BASE, "/")
        assert site.get(path, follow_redirects=True).status_code == 200, path


def parsed(response_data: bytes, form: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(response_data, form)}


@pytest.mark.parametrize(
    ("suffix", "form"),
    [("ttl", RdfFormat.TURTLE), ("rdf", RdfFormat.RDF_XML), ("jsonld", RdfFormat.JSON_LD)],
)
def test_each_format_says_the_same(site: FlaskClient, suffix: str, form: RdfFormat) -> None:
    expected = parsed(site.get("/void.nt").data, RdfFormat.N_TRIPLES)
    assert len(expected) > 5_000
    assert parsed(site.get(f"/void.{suffix}").data, form) == expected


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
@pytest.mark.parametrize(
    ("accepted", "content_type"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("application/n-quads,text/turtle;q=0.6,text/html;q=0.2", "text/turtle; charset=utf-8"),
    ],
)
def test_who_names_no_page_gets_rdf(
    site: FlaskClient, path: str, accepted: str | None, content_type: str
) -> None:
    headers = {"Accept": accepted} if accepted else {}
    response = site.get(path, headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert "Accept" in response.headers["Vary"]
    again = {**headers, "If-None-Match": response.headers["ETag"]}
    assert site.get(path, headers=again).status_code == 304
    head = site.head(path, headers=headers)
    assert head.headers["Content-Length"] == str(len(response.data))


def test_what_is_fetched_has_the_address_of_the_server_and_a_name_stays(
    site: FlaskClient, release: Release
) -> None:
    said = parsed(site.get("/void.nt").data, RdfFormat.N_TRIPLES)
    whole = NamedNode(expand(DATASET))
    here = "http://127.0.0.1:8000/"
    assert (
        Triple(whole, NamedNode(expand("void:sparqlEndpoint")), NamedNode(f"{here}sparql")) in said
    )
    dump = NamedNode(f"{here}dumps/{release.version}/foerdergraph.nq.gz")
    assert Triple(whole, NamedNode(expand("void:dataDump")), dump) in said
    assert not [triple for triple in said if str(triple.subject).startswith(f"<{here}")]


def test_the_page_shows_what_is_counted_in_both_languages(site: FlaskClient) -> None:
    german = site.get("/void.html?lang=de").text
    english = site.get("/void.en.html").text
    assert "11.004" in german
    assert "11,004" in english
    assert "Beschreibung der Daten" in german
    assert "Description of the data" in english
    assert 'id="class-fg.Project-property-fg.inProgramme"' in german
    assert "/q/cq01-programmes-and-owners" in german


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_part_that_has_an_iri_has_its_place_on_the_page(
    site: FlaskClient, language: str
) -> None:
    said = parsed(site.get("/void.nt").data, RdfFormat.N_TRIPLES)
    about = f"{BASE}void#"
    parts = {
        term.value.removeprefix(about)
        for triple in said
        for term in (triple.subject, triple.object)
        if isinstance(term, NamedNode) and term.value.startswith(about)
    }
    places = re.findall(r'\bid="([^"]+)"', site.get(f"/void.{language}.html").text)
    assert len(parts) > 1_500
    assert parts - set(map(unescape, places)) == set()
    assert len(places) == len(set(places))


def test_a_format_with_graphs_is_not_offered(site: FlaskClient) -> None:
    assert site.get("/void.trig").status_code == 404


def test_files_as_they_are_have_no_description(client: FlaskClient) -> None:
    assert client.get("/void").status_code == 404
    assert client.get("/.well-known/void").status_code == 404
