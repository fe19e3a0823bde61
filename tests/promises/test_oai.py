"""The real catalogue by OAI-PMH says the same as page by page, to harvesters as they are."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.namespaces import expand
from tests.promises.conftest import Ask
from tests.protocol.oai_grammar import OAI, checked

RDF_ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
DC = "{http://purl.org/dc/elements/1.1/}"
DATASET = NamedNode(expand("dcat:Dataset"))
WHOLE = expand("datensatz:foerdergraph")


def as_piveau(site: FlaskClient, prefix: str) -> Iterator[Element]:
    """Harvest as data.europa.eu does: the prefix comes with each token, sizes must be numbers."""
    token = ""
    while True:
        query = {"metadataPrefix": prefix, "verb": "ListRecords"}
        query |= {"resumptionToken": token} if token else {}
        root = checked(site.get("/oai", query_string=query).text)
        (request,) = root.findall(f"{OAI}request")
        assert request.attrib["verb"] == "ListRecords"
        yield from root.iterfind(f"{OAI}ListRecords/{OAI}record")
        found = root.find(f"{OAI}ListRecords/{OAI}resumptionToken")
        if found is None:
            return
        assert int(found.attrib["completeListSize"]) > 100
        if not found.text:
            return
        token = found.text


def identifier(record: Element) -> str:
    found = record.find(f"{OAI}header/{OAI}identifier")
    assert found is not None
    return found.text or ""


@pytest.fixture(scope="module")
def records(site: FlaskClient) -> dict[str, set[Triple]]:
    """What each record says in DCAT-AP."""
    found = {}
    for record in as_piveau(site, "dcat_ap"):
        (root,) = record.iterfind(f"{OAI}metadata/*")
        assert root.tag == RDF_ROOT
        document = ElementTree.tostring(root)
        found[identifier(record)] = {q.triple for q in parse(document, RdfFormat.RDF_XML)}
    return found


@pytest.fixture(scope="module")
def pages(site: FlaskClient) -> set[Triple]:
    """What all pages of the catalogue say."""
    found: set[Triple] = set()
    number = 1
    while (response := site.get(f"/catalog.nt?page={number}")).status_code == 200:
        found |= {quad.triple for quad in parse(response.data, RdfFormat.N_TRIPLES)}
        number += 1
    return found


def test_there_is_a_record_of_each_entry_that_describes_that_alone(
    records: dict[str, set[Triple]], ask: Ask
) -> None:
    entries = ask("SELECT ?entry { GRAPH graph:catalogue { ?entry a dcat:Dataset } }")
    assert set(records) == {row["entry"] for row in entries}
    for iri, said in records.items():
        assert {str(t.subject) for t in said if t.object == DATASET} == {f"<{iri}>"}


def test_a_record_says_what_the_pages_of_the_catalogue_say(
    records: dict[str, set[Triple]], pages: set[Triple]
) -> None:
    own: dict[str, set[Triple]] = {}
    for triple in pages:
        own.setdefault(str(triple.subject), set()).add(triple)
    for iri, said in records.items():
        assert own[f"<{iri}>"] <= said <= pages


def test_dublin_core_says_title_date_and_rights_of_each(site: FlaskClient) -> None:
    found = {identifier(record): record for record in as_piveau(site, "oai_dc")}
    for iri, record in found.items():
        texts = {e.tag.removeprefix(DC): e.text for e in record.iterfind(f"{OAI}metadata/*/*")}
        assert texts.keys() >= {"title", "publisher", "date", "type", "identifier", "rights"}, iri
        assert all(texts.values())
    whole = found[WHOLE].iterfind(f"{OAI}metadata/*/{DC}title")
    assert [title.text for title in whole] == [
        "Fördergraph: Wer fördert digitale Kommunen in Deutschland?",
        "Fördergraph: who funds digital municipalities in Germany?",
    ]


def test_a_second_night_without_a_change_brings_nothing_new(site: FlaskClient) -> None:
    first = checked(site.get("/oai?verb=ListRecords&metadataPrefix=dcat_ap").text)
    again = checked(site.get("/oai?verb=ListRecords&metadataPrefix=dcat_ap").text)
    assert ElementTree.tostring(first[2]) == ElementTree.tostring(again[2])
    next_year = int((first[0].text or "")[:4]) + 1
    later = f"/oai?verb=ListRecords&metadataPrefix=dcat_ap&from={next_year}-01-01"
    errors = checked(site.get(later).text).findall(f"{OAI}error")
    assert [error.attrib["code"] for error in errors] == ["noRecordsMatch"]
