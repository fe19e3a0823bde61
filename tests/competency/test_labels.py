"""After the rules have run, everything with a name of its own says in German what it is."""

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg.engine import select
from kg.namespaces import PREFIXES

QUERY_OF_ALL_LABELS = f"""
SELECT DISTINCT ?thing ?label {{ ?thing <{PREFIXES["rdfs"]}label> ?label }}"""


@pytest.fixture(scope="module")
def labels(built_graph: Store) -> dict[str, Counter[str]]:
    """Count the labels of each thing by language."""
    found: dict[str, Counter[str]] = {}
    for thing, label in select(built_graph, QUERY_OF_ALL_LABELS).rows:
        assert isinstance(label, Literal)
        if isinstance(thing, NamedNode):
            found.setdefault(thing.value, Counter())[label.language or ""] += 1
    return found


def test_every_named_thing_has_a_german_label(
    built_graph: Store, labels: dict[str, Counter[str]]
) -> None:
    subjects = {quad.subject.value for quad in built_graph if isinstance(quad.subject, NamedNode)}
    own = {iri for iri in subjects if iri.startswith(PREFIXES["fgi"])}
    assert len(own) > 10_000
    unnamed = sorted(iri for iri in own if not labels.get(iri, {}).get("de"))
    assert unnamed == []


def test_every_graph_and_concept_has_a_german_label(
    built_graph: Store, labels: dict[str, Counter[str]]
) -> None:
    subjects = {quad.subject.value for quad in built_graph if isinstance(quad.subject, NamedNode)}
    spaces = (PREFIXES["graph"], PREFIXES["fgv"], PREFIXES["fg"])
    unnamed = sorted(
        s for s in subjects if s.startswith(spaces) and not labels.get(s, {}).get("de")
    )
    assert unnamed == []


def test_no_thing_has_two_labels_in_one_language(labels: dict[str, Counter[str]]) -> None:
    double = sorted(iri for iri, counted in labels.items() if max(counted.values()) > 1)
    assert double == []


@pytest.mark.parametrize(
    ("thing", "german", "english"),
    [
        (
            "betrag:dmr-p-abus-1-land",
            "2.681.669,09 € bewilligt oder zugesagt (Förderung, Land) – "
            "a-BUS Iserlohn – New Mobility Lab",
            "€2,681,669.09 committed (funding, Land) – a-BUS Iserlohn – New Mobility Lab",
        ),
        (
            "betrag:mpsc-2019-01-1",
            "rund 9.000.000 € bewilligt oder zugesagt (Förderung, Bund) – "
            "Modellprojekt Smart Cities Solingen, Stand 07/2019",
            "about €9,000,000 committed (funding, federal) – "
            "Model project Smart Cities Solingen, as of 2019-07",
        ),
        (
            "betrag:slr-05558",
            "höchstens 1.000.000 € bewilligt oder zugesagt (Förderung, Bund) – "
            "Smarte.Land.Regionen: Kreis Coesfeld",
            "at most €1,000,000 committed (funding, federal) – "
            "Smarte.Land.Regionen: Kreis Coesfeld",
        ),
        ("zeitraum:dmr-p-stadtlabor-1", "17.10.2019 bis 30.11.2022", "2019-10-17 to 2022-11-30"),
        ("zeitraum:mpsc-042", "2020 bis 2022", "2020 to 2022"),
        (
            "beteiligung:mpsc-2021-08-08231000",
            "Stadt Pforzheim: Antragsteller – Modellprojekt Smart Cities Pforzheim",
            "Stadt Pforzheim: applicant – Model project Smart Cities Pforzheim",
        ),
        (
            "zuwendung:dmr-p-pb-ge",
            "Zuwendung: Projektbüro Digitale Modellregion Emscher-Lippe",
            "Grant: Projektbüro Digitale Modellregion Emscher-Lippe",
        ),
        (
            "phase:mpsc-2021-11-a",
            "Modellprojekt Smart Cities Wuppertal: Strategiephase (Phase A)",
            "Model project Smart Cities Wuppertal: strategy phase (phase A)",
        ),
        (
            "stand:dmr-p-mobihell-2",
            "MobiHell: Stand 2 (12/2020)",
            "MobiHell: snapshot 2 (2020-12)",
        ),
        (
            "regel:mpsc-haushaltsnotlage",
            "Modellprojekte Smart Cities: Förderquote 90 %, Haushaltsnotlage",
            "Model Projects Smart Cities: funding rate 90 %, budget emergency",
        ),
        (
            "ereignis:oe-06",
            "Bundesministerium für Digitales und Staatsmodernisierung: errichtet (06.05.2025)",
            "Bundesministerium für Digitales und Staatsmodernisierung: created (2025-05-06)",
        ),
        (
            "aussage:programm-29",
            "Modellprojekte Smart Cities: geplante Runden – 4, Stand 16.07.2019",
            "Model Projects Smart Cities: planned rounds – 4, as of 2019-07-16",
        ),
    ],
)
def test_a_statement_is_labelled_by_what_it_says(
    built_graph: Store, thing: str, german: str, english: str
) -> None:
    kind, _, key = thing.partition(":")
    query = f"SELECT DISTINCT ?label {{ <{PREFIXES[kind]}{key}> <{PREFIXES['rdfs']}label> ?label }}"
    found = {}
    for (label,) in select(built_graph, query).rows:
        assert isinstance(label, Literal)
        found[label.language] = label.value
    assert found == {"de": german, "en": english}


def test_the_rules_of_labels_are_read_with_the_others() -> None:
    rules = Path(__file__).parents[2] / "queries" / "rules"
    assert len(list(rules.glob("*-labels.rq"))) >= 10
