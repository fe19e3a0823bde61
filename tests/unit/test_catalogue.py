"""What the catalogue adds to what people wrote, its file, and the pages made of it."""

from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.namespaces import BASE, PREFIXES, expand
from kg.publication.authorities import scheme_of
from kg.publication.canonical import canonical_lines
from kg.publication.catalogue import CATALOG, GRAPH, WHOLE, catalogue_quads
from kg.publication.catalogue_file import Figures, catalogue_file
from kg.publication.catalogue_pages import Catalogue
from kg.publication.distributions import WHOLE_OFFERS, of_newest_release, of_this_release
from kg.publication.licences import UNSTATED, listed_licence
from kg.publication.versions import UNVERSIONED

HEADER = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())

BY_HAND = f"""
graph:catalogue {{
  <{BASE}catalog> a dcat:Catalog ; dcterms:publisher stelle:wir ; dcat:service dienst:sparql .
  datensatz:foerdergraph a dcat:Dataset ; dcterms:title "Alles"@de ;
    dcterms:publisher stelle:wir ; dcat:theme <http://theme> ; dcterms:rights "frei"@de .
  dienst:sparql a dcat:DataService ; dcat:servesDataset datensatz:foerdergraph ;
    dcat:endpointURL <{BASE}sparql> .
  stelle:wir a foaf:Agent ; foaf:name "Wir" .
  datensatz:zweite dcterms:title "Von Hand"@de .
}}
"""
DATA = """
graph:register {
  graph:erste a fg:SourceGraph ; rdfs:label "Bericht"@de ; prov:wasDerivedFrom quelle:erste ;
    dcterms:rights "Rechte beim Verlag"@de ;
    prov:generatedAtTime "2026-03-04T00:00:00Z"^^xsd:dateTime .
  quelle:erste a fg:Source ; dcterms:title "Bericht"@de ; fg:site "stadt.example" ;
    fg:sourceUrl <https://stadt.example/bericht> ; fg:retrievedAt "2026-03-02"^^xsd:date ;
    fg:sourceKind fgv:source-kind-press .
  graph:zweite a fg:SourceGraph ; rdfs:label "Liste"@de, "List"@en ;
    prov:wasDerivedFrom quelle:zweite ; dcterms:rights "frei"@de, "free"@en ;
    dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/> ;
    prov:generatedAtTime "2026-01-01T00:00:00Z"^^xsd:dateTime .
  quelle:zweite a fg:Source ; dcterms:title "Gemeindeliste"@de ;
    fg:sourceKind fgv:source-kind-project ; fg:sourceUrl <https://w3id.org/foerdergraph/x> .
  graph:leer a fg:SourceGraph ; prov:wasDerivedFrom quelle:erste .
}
graph:erste {
  zeitraum:a dcat:startDate "2018-05-01"^^xsd:date ; dcat:endDate "2019-12-31"^^xsd:date .
  zeitraum:b dcat:startDate "2017-01-01"^^xsd:date .
}
graph:zweite { gemeinde:1 rdfs:label "Ort"@de . }
"""


def quads_of(text: str) -> list[Quad]:
    return list(parse(f"{HEADER}\n{text}", RdfFormat.TRIG))


def said(quads: Iterable[Quad | Triple], subject: str, predicate: str) -> set[str]:
    this, about = NamedNode(expand(subject)), NamedNode(expand(predicate))
    return {str(q.object) for q in quads if q.subject == this and q.predicate == about}


@pytest.fixture(scope="module")
def made() -> tuple[Quad, ...]:
    return catalogue_quads(quads_of(BY_HAND + DATA), WHOLE_OFFERS)


@pytest.fixture(scope="module")
def file(made: tuple[Quad, ...]) -> bytes:
    lines = canonical_lines([*quads_of(BY_HAND + DATA), *made])
    figures = {
        "foerdergraph.nq.gz": Figures(7, "ab" * 32),
        "graphs/erste.ttl": Figures(5, "cd" * 32),
    }
    return catalogue_file(lines, figures)


@pytest.fixture(scope="module")
def catalogue(file: bytes) -> Catalogue:
    return Catalogue.read(file)


def address(path: str) -> str:
    return f"https://daten.example/graph{path}"


def test_where_nobody_described_the_catalogue_there_is_none() -> None:
    assert catalogue_quads(quads_of(DATA), WHOLE_OFFERS) == ()


def test_the_whole_has_its_version_and_the_newest_day(made: tuple[Quad, ...]) -> None:
    assert Quad(WHOLE, NamedNode(expand("dcat:version")), Literal(UNVERSIONED), GRAPH) in made
    day = '"2026-03-04"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert said(made, "datensatz:foerdergraph", "dcterms:modified") == {day}


def test_each_graph_that_holds_something_is_an_entry(made: tuple[Quad, ...]) -> None:
    listed = {q.object for q in made if q.subject == CATALOG and "#dataset" in q.predicate.value}
    names = ("datensatz:foerdergraph", "datensatz:erste", "datensatz:zweite")
    assert listed == {NamedNode(expand(name)) for name in names}


def test_a_document_is_told_from_what_was_read_in_it(made: tuple[Quad, ...]) -> None:
    assert said(made, "datensatz:erste", "dcterms:title") == {
        '"Angaben aus „Bericht“ (stadt.example)"@de',
        '"Statements read in “Bericht” (stadt.example)"@en',
    }
    assert said(made, "datensatz:erste", "foaf:page") == {"<https://stadt.example/bericht>"}


def test_what_is_said_by_hand_goes_before(made: tuple[Quad, ...]) -> None:
    assert said(made, "datensatz:zweite", "dcterms:title") == set()
    assert said(made, "datensatz:zweite", "rdfs:label") == {'"Liste"@de', '"List"@en'}


def test_an_entry_has_publisher_and_theme_of_the_whole(made: tuple[Quad, ...]) -> None:
    assert said(made, "datensatz:erste", "dcterms:publisher") == {f"<{expand('stelle:wir')}>"}
    assert said(made, "datensatz:erste", "dcat:theme") == {"<http://theme>"}


def test_a_period_reaches_from_the_first_to_the_last_day(made: tuple[Quad, ...]) -> None:
    period = "zeitraum:datensatz-erste"
    assert said(made, "datensatz:erste", "dcterms:temporal") == {f"<{expand(period)}>"}
    assert said(made, period, "fg:edtf") == {'"2017-01-01/2019-12-31"'}
    assert said(made, "datensatz:zweite", "dcterms:temporal") == set()


def test_a_licence_is_named_by_the_german_list_and_none_is_made_up(made: tuple[Quad, ...]) -> None:
    assert said(made, "distribution:erste-ttl", "dcterms:license") == {f"<{UNSTATED}>"}
    cc_zero = "<http://dcat-ap.de/def/licenses/cc-zero>"
    assert said(made, "distribution:zweite-ttl", "dcterms:license") == {cc_zero}


@pytest.mark.parametrize(
    ("iri", "listed"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", "cc-by/4.0"),
        ("https://creativecommons.org/licenses/by/4.0", "cc-by/4.0"),
        ("https://www.govdata.de/dl-de/by-2-0", "dl-by-de/2.0"),
        ("http://dcat-ap.de/def/licenses/odbl", "odbl"),
        ("http://licence.example/own", "other-closed"),
        ("", "other-closed"),
    ],
)
def test_licences_of_the_list(iri: str, listed: str) -> None:
    assert listed_licence(iri) == f"http://dcat-ap.de/def/licenses/{listed}"


def test_files_of_the_whole_are_those_of_the_release_and_those_of_a_source_stay(
    made: tuple[Quad, ...],
) -> None:
    """A source that did not change must not look changed after each release."""
    whole = said(made, "distribution:foerdergraph-nq", "dcat:downloadURL")
    assert whole == {f"<{of_this_release('foerdergraph.nq.gz')}>"}
    source = said(made, "distribution:erste-ttl", "dcat:downloadURL")
    assert source == {f"<{of_newest_release('graphs/erste.ttl')}>"}


def test_the_endpoint_is_a_distribution_without_a_download(made: tuple[Quad, ...]) -> None:
    this = "distribution:foerdergraph-sparql"
    assert said(made, this, "dcat:accessURL") == {f"<{BASE}sparql>"}
    assert said(made, this, "dcat:accessService") == {f"<{expand('dienst:sparql')}>"}
    assert said(made, this, "dcat:downloadURL") == set()


def test_the_file_adds_lengths_and_hashes_where_there_is_a_file(catalogue: Catalogue) -> None:
    page = catalogue.described(catalogue.entries, address)
    size = '"5"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'
    assert said(page, "distribution:erste-ttl", "dcat:byteSize") == {size}
    checksum = "distribution:erste-ttl#sha256"
    assert said(page, "distribution:erste-ttl", "spdx:checksum") == {f"<{expand(checksum)}>"}
    digest = f'"{"cd" * 32}"^^<http://www.w3.org/2001/XMLSchema#hexBinary>'
    assert said(page, checksum, "spdx:checksumValue") == {digest}
    assert said(page, "distribution:zweite-ttl", "dcat:byteSize") == set()


def test_rights_become_a_statement_of_their_own(catalogue: Catalogue) -> None:
    page = catalogue.described(catalogue.entries, address)
    rights = "distribution:erste-ttl#rights"
    assert said(page, "distribution:erste-ttl", "dcterms:rights") == {f"<{expand(rights)}>"}
    assert said(page, rights, "rdfs:label") == {'"Rechte beim Verlag"@de'}


def test_the_whole_comes_first_and_the_others_by_name(catalogue: Catalogue) -> None:
    names = [entry.iri.value.rpartition("/")[2] for entry in catalogue.entries]
    assert names == ["foerdergraph", "erste", "zweite"]


def test_a_page_types_no_dataset_that_it_does_not_describe(catalogue: Catalogue) -> None:
    page = catalogue.described(catalogue.entries[1:2], address)
    datasets = {t.subject for t in page if t.object == NamedNode(expand("dcat:Dataset"))}
    assert datasets == {NamedNode(expand("datensatz:erste"))}
    listed = {t.object for t in page if t.subject == CATALOG and "#dataset" in t.predicate.value}
    assert listed == datasets


def test_a_service_stands_on_the_page_of_its_dataset_alone(catalogue: Catalogue) -> None:
    service = NamedNode(expand("dienst:sparql"))
    first = catalogue.described(catalogue.entries[:1], address)
    other = catalogue.described(catalogue.entries[1:], address)
    assert any(t.subject == service for t in first)
    assert not [t for t in other if service in (t.subject, t.object)]


def test_each_page_brings_the_publisher(catalogue: Catalogue) -> None:
    for entry in catalogue.entries:
        page = catalogue.described([entry], address)
        assert said(page, "stelle:wir", "foaf:name") == {'"Wir"'}


def test_addresses_are_the_servers_and_iris_stay(catalogue: Catalogue) -> None:
    page = catalogue.described(catalogue.entries, address)
    name = f"dumps/{UNVERSIONED}/foerdergraph.nq.gz"
    download = said(page, "distribution:foerdergraph-nq", "dcat:downloadURL")
    assert download == {f"<https://daten.example/graph/{name}>"}
    landing = said(page, "datensatz:erste", "dcat:landingPage")
    assert landing == {"<https://daten.example/graph/graph/erste>"}
    assert said(page, "datensatz:erste", "prov:hadPrimarySource") == {f"<{expand('quelle:erste')}>"}


def test_no_statement_stands_twice_on_a_page(catalogue: Catalogue) -> None:
    page = catalogue.described(catalogue.entries, address)
    assert len(page) == len(set(page))


def test_one_entry_is_described_by_itself(catalogue: Catalogue) -> None:
    entry = catalogue.entry(expand("datensatz:erste"), address)
    assert said(entry, "distribution:erste-ttl", "dcat:byteSize")
    assert not [t for t in entry if t.subject == CATALOG]
    assert catalogue.entry(expand("datensatz:fehlt"), address) == []
    assert catalogue.entry(expand("distribution:erste-ttl"), address) == []


def test_the_same_catalogue_is_the_same_bytes(file: bytes, made: tuple[Quad, ...]) -> None:
    lines = canonical_lines([*reversed(made), *quads_of(DATA + BY_HAND)])
    figures = {
        "graphs/erste.ttl": Figures(5, "cd" * 32),
        "foerdergraph.nq.gz": Figures(7, "ab" * 32),
    }
    assert catalogue_file(lines, figures) == file


def test_there_is_no_file_where_there_is_no_catalogue() -> None:
    assert catalogue_file(canonical_lines(quads_of(DATA)), {}) == b""


@pytest.mark.parametrize(
    ("iri", "scheme"),
    [
        ("http://dcat-ap.de/def/licenses/cc-by/4.0", "http://dcat-ap.de/def/licenses"),
        (
            "http://publications.europa.eu/resource/authority/language/DEU",
            "http://publications.europa.eu/resource/authority/language",
        ),
        ("http://publications.europa.eu/resource/authority/country/DEU", None),
        ("https://stadt.example/", None),
    ],
)
def test_a_concept_is_in_the_scheme_of_its_iri(iri: str, scheme: str | None) -> None:
    assert scheme_of(iri) == scheme
