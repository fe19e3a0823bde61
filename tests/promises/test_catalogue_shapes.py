"""Every page of the real catalogue against DCAT-AP 3.0.0 and both profiles of DCAT-AP.de 3.0.

The shapes are not part of the repository: `SHARED_DIR` names the folder that has `dcat-ap-de/`.
There is no avoidable warning, and none that cannot be avoided either: a page brings along class,
name and scheme of every concept, so nothing has to be looked up elsewhere.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, Graph, URIRef

SERIES = URIRef(f"{DCAT}DatasetSeries")
FOLDER = Path(os.environ.get("SHARED_DIR", "")) / "dcat-ap-de"

needs_shapes = pytest.mark.skipif(
    not os.environ.get("SHARED_DIR") or not FOLDER.is_dir(),
    reason="SHARED_DIR names no folder with the shapes of DCAT-AP.de (dcat-ap-de/)",
)

EUROPEAN = ("dcat-ap-3.0.0/dcat-ap-SHACL.ttl",)
PROFILES = {
    "DCAT-AP 3.0.0": EUROPEAN,
    "DCAT-AP.de 3.0": (
        *EUROPEAN,
        "shapes/dcat-ap-SHACL-DE.ttl",
        "shapes/dcat-ap-spec-german-additions.ttl",
        "shapes/dcat-ap-de-deprecated.ttl",
    ),
    "DCAT-AP.de 3.0, vocabularies": ("shapes/dcat-ap-de-controlledvocabularies.ttl",),
}


@cache
def shapes(profile: str) -> Graph:
    graph = Graph()
    for name in PROFILES[profile]:
        graph.parse(FOLDER / name)
    return graph


@pytest.fixture(scope="module")
def pages(site: FlaskClient) -> list[Graph]:
    return list(all_pages(site))


def all_pages(site: FlaskClient) -> Iterator[Graph]:
    number, count = 1, 1
    while number <= count:
        answer = site.get(f"/catalog.ttl?page={number}")
        assert answer.status_code == 200
        graph = Graph().parse(data=answer.text, format="turtle")
        (total,) = graph.objects(None, URIRef("http://www.w3.org/ns/hydra/core#totalItems"))
        count = -(-int(str(total)) // 100)
        yield graph
        number += 1


def findings(page: Graph, profile: str) -> list[str]:
    """List all results of whatever severity."""
    _, report, text = pyshacl.validate(page, shacl_graph=shapes(profile))
    assert isinstance(report, Graph)
    return [text] if set(report.subjects(RDF.type, SH.ValidationResult)) else []


@needs_shapes
@pytest.mark.parametrize("profile", PROFILES)
def test_no_page_has_a_violation_or_a_warning(pages: list[Graph], profile: str) -> None:
    assert [finding for page in pages for finding in findings(page, profile)] == []


@needs_shapes
@pytest.mark.parametrize(
    ("profile", "predicate"),
    [
        ("DCAT-AP 3.0.0", DCAT.accessURL),
        ("DCAT-AP.de 3.0", DCTERMS.license),
        ("DCAT-AP.de 3.0", FOAF.name),
    ],
)
def test_the_shapes_would_find_what_is_missing(
    pages: list[Graph], profile: str, predicate: URIRef
) -> None:
    """A profile that looked at nothing would find nothing either."""
    last = pages[-1]
    without = Graph()
    for triple in last:
        if triple[1] != predicate:
            without.add(triple)
    assert findings(without, profile) != []


def test_the_series_has_a_publisher_though_no_official_shape_looks_for_it(
    pages: list[Graph],
) -> None:
    (series,) = {s for page in pages for s in page.subjects(RDF.type, SERIES)}
    (page,) = [page for page in pages if (series, RDF.type, SERIES) in page]
    assert page.value(series, DCTERMS.publisher)
    assert set(page.objects(series, RDF.type)) == {SERIES}
