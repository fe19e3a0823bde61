"""Every address of the tables: one source, one graph, a printed title, its date, who speaks."""

import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fact_graph import Facts
from fact_tables import (
    OWN_GRAPHS,
    TABLES,
    Text,
    announcements,
    bounds,
    folder,
    printed_titles,
    rows,
)

URLS = sorted(printed_titles())

ENGLISH_TITLES = {
    "The “Smarte.Land.Regionen” model project",
    "DLR consortium led by DLR-PT",
    "We Want to Highlight Solutions",
    "Smart Cities made in Germany (IESE)",
    "Smart Cities made in Germany",
    "MHKBG (encyclopedia article)",
    "Smart Cities made in Upper Franconia",
}

# Who runs a site, judged from its name and what the tables say of it: site and kind, two kinds
# where the owner cannot be told (a press portal for towns, a blog, a page on a public notebook).
# Sites that are neither of the funders, nor of the funded, nor press are "other".
with (Path(__file__).parent / "sites.csv").open(encoding="utf-8", newline="") as file:
    KINDS = {row["site"]: row["kind"].split(" or ") for row in csv.DictReader(file)}


def site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").rstrip(".")


def dates(url: str) -> set[str]:
    """Collect the dates that rows give for an address."""
    return {
        row.get("as_of", "")
        for table in TABLES
        for row in rows(table)
        if row.get("source_url") == url and "as_of" in row
    }


@pytest.mark.parametrize("url", URLS)
def test_an_address_is_one_source_with_one_graph(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    assert facts.values("graph:register", source, "fg:sourceUrl") == {url}
    (graph,) = facts.where("graph:register", "prov:wasDerivedFrom", source)
    assert facts.index[graph]
    assert facts.values("graph:register", graph, "prov:wasDerivedFrom") == {source}
    for node in (source, graph):
        rights = facts.values("graph:register", node, "dcterms:rights")
        languages = {text.language for text in rights if isinstance(text, Text)}
        assert languages == {"de", "en"} or node == source
    assert len(facts.values("graph:register", source, "fg:retrievedAt")) == 1


@pytest.mark.parametrize("url", URLS)
def test_a_source_has_one_of_the_printed_titles_in_its_language(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    (title,) = facts.values("graph:register", source, "dcterms:title")
    assert isinstance(title, Text)
    assert title.value in printed_titles()[url]
    assert title.language == ("en" if title.value in ENGLISH_TITLES else "de")


@pytest.mark.parametrize("url", URLS)
def test_a_source_is_of_a_date_that_a_row_gives(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    found = facts.values("graph:register", source, "fg:asOf")
    allowed = {bounds(text)[1] for text in dates(url) if text}
    assert found <= allowed
    assert bool(found) == bool(allowed)


@pytest.mark.parametrize("url", URLS)
def test_who_speaks_is_who_runs_the_site(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    found = facts.one("graph:register", source, "fg:sourceKind")
    assert found in {f"fgv:source-kind-{kind}" for kind in KINDS[site(url)]}
    assert facts.values("graph:register", source, "fg:site") == {Text(site(url), "")}


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_no_source_is_of_an_address_that_no_row_names(facts: Facts) -> None:
    allowed = set(printed_titles()) | announcements()
    for graph in facts.source_graphs():
        for source in facts.values("graph:register", graph, "prov:wasDerivedFrom"):
            assert facts.values("graph:register", str(source), "fg:sourceUrl") <= allowed


def test_every_graph_has_a_described_source(facts: Facts) -> None:
    for graph in facts.index:
        sources = facts.values("graph:register", graph, "prov:wasDerivedFrom")
        assert len(sources) == 1, graph
        source = str(next(iter(sources)))
        assert "fg:Source" in facts.values("graph:register", source, "rdf:type")
        assert facts.values("graph:register", source, "fg:sourceUrl")
    assert "graph:derived" in OWN_GRAPHS
    assert facts.values("graph:register", "graph:derived", "prov:wasDerivedFrom")
