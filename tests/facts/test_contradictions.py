"""Every pair of values that disagree: words, documents, thing, and links to what disagrees."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from fact_graph import Facts
from fact_tables import Row, Term, Text, folder, rows

TABLE = "contradictions"

# Sides that the table names by site only → address.
KDN = "https://www.kdn.de/ccd/digitale-modellregionen"
ADDRESSES = {
    (6, "a"): f"{KDN}/modellregion-soest/so-digital-ein-stadtlabor-fuer-die-smart-city-soest/",
    (6, "b"): f"{KDN}/modellregion-soest/so-digital-ein-stadtlabor-fuer-die-smart-city-soest",
    (7, "a"): f"{KDN}/modellregion-soest/modellorte-fuer-digitalisierung-und-nachhaltigkeit/",
    (7, "b"): "https://kdn.de/ccd/digitale-modellregionen/modellregion-soest/"
    "modellorte-fuer-digitalisierung-und-nachhaltigkeit",
    (8, "a"): f"{KDN}/modellregion-aachen/oecherlab/",
    (8, "b"): "https://ratsinfo.aachen.de/bi/vo020?TOLFDNR=122033&VOLFDNR=27697&refresh=false",
    (14, "a"): "https://www.wp.de/region/sauer-und-siegerland/"
    "fortschritte-beim-projekt-smart-cities-suedwestfalen-id230945114.html",
    (14, "b"): "https://www.stadtvonmorgen.de/news/smart-city/fuenf-freunde-148167",
    (16, "a"): "https://www.peterliese.de/europa-vor-ort/eu-strukturgelder-fuer-suedwestfalen",
    (16, "b"): "https://www.wirtschaftsfoerderung-dortmund.de/blog/2022-08/"
    "efre-programm-2021-2027-fuer-nordrhein-westfalen-genehmigt",
    (17, "a"): "https://www.next-mobility.de/welche-staedte-die-meisten-foerdergelder-erhalten-"
    "und-welche-die-meisten-projekte-umsetzen-a-c79f21291195ca1b02e38635a3ef2bf0/",
    (17, "b"): "https://www.welt.de/motor/news/article233856440/"
    "Hamburg-und-Stuttgart-vorn-Smarte-Verkehrssysteme-gefoerdert.html",
}

CONCERNS = {
    **dict.fromkeys((1, 2, 3), "programm:dmr-nrw"),
    4: "modellregion:dmr-emscher-lippe",
    5: "modellregion:dmr-soest",
    6: "projekt:dmr-p-stadtlabor",
    7: "projekt:dmr-p-modellorte",
    8: "projekt:dmr-p-oecherlab",
    9: "runde:mpsc-2020",
    10: "stelle:bmi",
    **dict.fromkeys((11, 12, 13, 38), "programm:mpsc"),
    **dict.fromkeys((14, 19), "projekt:mpsc-2019-11"),
    15: "programm:smarte-land-regionen",
    16: "programm:efre-nrw-2127",
    17: "programm:dkv",
    18: "projekt:mpsc-2019-01",
    20: "projekt:mpsc-2020-27",
    21: "projekt:mpsc-2020-14",
    22: "projekt:mpsc-2020-21",
    23: "projekt:mpsc-2020-18",
    24: "projekt:mpsc-2021-13",
    25: "projekt:mpsc-2021-06",
    26: "projekt:mpsc-2020-10",
    27: "projekt:mpsc-2020-04",
    28: "projekt:mpsc-2020-28",
    29: "projekt:mpsc-2021-17",
    30: "projekt:mpsc-2019-04",
    31: "projekt:mpsc-2020-25",
    32: "projekt:mpsc-2021-03",
    33: "projekt:mpsc-2021-21",
    34: "projekt:mpsc-2019-09",
    35: "runde:mpsc-2021",
    36: "projekt:dmr-p-bergischsmart",
    37: "projekt:mpsc-2020-23",
    39: "projekt:mpsc-2021-04",
}

# Sides for which no table has a single statement: the name of the ministry in a label (10), a
# number of districts that the page's own list shows (15), the list that announces a round (35),
# a rate that is only computed or printed beside a sum (39).
NO_STATEMENT = {(10, "a"), (15, "a"), (15, "b"), (35, "a")}

SCALE = {"million": Decimal(10**6), "billion": Decimal(10**9)}


def number(row: Row) -> int:
    return int(row["line"])


def node(row: Row) -> str:
    return f"widerspruch:{number(row):02}"


def source(facts: Facts, row: Row, side: str) -> str:
    url = ADDRESSES.get((number(row), side), row[f"source_{side}"])
    (found,) = facts.sources(url)
    return found


def numbers(text: str) -> set[Decimal]:
    """Read the numbers of a text, times a million or billion where it says so."""
    plain = {Decimal(found) for found in re.findall(r"(?<![\d.-])\d+(?:\.\d+)?(?![\d-])", text)}
    for word, scale in SCALE.items():
        if word in text:
            plain |= {value * scale for value in plain}
    return plain


def mentions(facts: Facts, graph: str, name: str, text: str) -> bool:
    """Tell whether a statement says what one side of a pair prints."""
    if name.startswith("betrag:"):
        return facts.one(graph, name, "fg:value") in numbers(text)
    if name.startswith("stand:"):
        return bool(snapshot_values(facts, graph, name) & (numbers(text) | dates(text)))
    if name.startswith("beteiligung:"):
        printed = facts.one(graph, name, "fg:asPrinted")
        return isinstance(printed, Text) and printed.value.split(",")[0] in text
    if name.startswith("ereignis:"):
        return year(facts, graph, facts.one(graph, name, "dcterms:temporal")) in text
    value = facts.one(graph, name, "rdf:object")
    if isinstance(value, Decimal):
        return value in numbers(text)
    if isinstance(value, Text):
        return any(part in value.value for part in re.split(r"[,;(]", text) if len(part) > 3)
    return year(facts, graph, value) in text


def dates(text: str) -> set[Term]:
    return {dt.date.fromisoformat(found) for found in re.findall(r"\d{4}-\d\d-\d\d", text)}


def snapshot_values(facts: Facts, graph: str, name: str) -> set[Term]:
    """Collect the sums and ends that belong to a snapshot."""
    found: set[Term] = set()
    for part in facts.values(graph, name, "fg:includes"):
        found |= facts.values(graph, str(part), "fg:value")
        found |= facts.values(graph, str(part), "dcat:startDate")
        found |= facts.values(graph, str(part), "dcat:endDate")
    return found


def year(facts: Facts, graph: str, period: Term | None) -> str:
    """Read the year in which a period ends, as its text prints it."""
    if not isinstance(period, str) or not facts.values(graph, period, "fg:edtf"):
        return "no period"
    edtf = facts.period(graph, period).edtf or ""
    return edtf.rsplit("/", 1)[-1][:4] or edtf[:4]


def holding_graph(facts: Facts, name: str) -> str:
    (found,) = {graph for graph in facts.source_graphs() if facts.values(graph, name, "rdf:type")}
    return found


def test_a_pair_keeps_its_words(facts: Facts, row: Row) -> None:
    found = node(row)
    assert facts.values("graph:curation", found, "rdf:type") == {"fg:Contradiction"}
    for predicate, column in (("fg:firstValue", "value_a"), ("fg:secondValue", "value_b")):
        texts = facts.values("graph:curation", found, predicate)
        assert row[column] in {text.value for text in texts if isinstance(text, Text)}
    for predicate, column in (("dcterms:title", "topic"), ("fg:likelyReason", "likely_reason")):
        texts = facts.values("graph:curation", found, predicate)
        assert Text(row[column], "en") in texts
        assert {text.language for text in texts if isinstance(text, Text)} == {"de", "en"}


def test_a_value_is_told_in_both_languages_unless_it_is_about_german_words(
    facts: Facts, row: Row
) -> None:
    wanted = {"de"} if number(row) in {9, 10} else {"de", "en"}
    for predicate in ("fg:firstValue", "fg:secondValue"):
        texts = facts.values("graph:curation", node(row), predicate)
        assert {text.language for text in texts if isinstance(text, Text)} == wanted


def test_a_pair_names_its_two_documents_and_its_thing(facts: Facts, row: Row) -> None:
    found = node(row)
    for predicate, side in (("fg:firstSource", "a"), ("fg:secondSource", "b")):
        assert facts.values("graph:curation", found, predicate) == {source(facts, row, side)}
    assert facts.values("graph:curation", found, "fg:concerns") == {CONCERNS[number(row)]}


def test_a_linked_statement_says_what_its_side_prints(facts: Facts, row: Row) -> None:
    sides = {source(facts, row, side): row[f"value_{side}"] for side in "ab"}
    if sides.keys() == {source(facts, row, "a")}:
        sides = {source(facts, row, "a"): f"{row['value_a']}; {row['value_b']}"}
    # A value may be of a third document where a side names several states of one thing.
    other = row["value_b"] if "later" in row["value_b"] else ""
    wrong = []
    for name in sorted(map(str, facts.values("graph:curation", node(row), "fg:statement"))):
        graph = holding_graph(facts, name)
        (origin,) = facts.values("graph:register", graph, "prov:wasDerivedFrom")
        text = sides.get(str(origin), other)
        if not mentions(facts, graph, name, text):
            wrong.append(name)
    assert not wrong


def test_both_sides_have_a_statement(facts: Facts, row: Row) -> None:
    linked = {
        next(
            iter(
                facts.values(
                    "graph:register", holding_graph(facts, str(name)), "prov:wasDerivedFrom"
                )
            )
        )
        for name in facts.values("graph:curation", node(row), "fg:statement")
    }
    for side in "ab":
        if (number(row), side) not in NO_STATEMENT:
            assert source(facts, row, side) in linked


def test_all_sums_of_konstanz_are_linked(facts: Facts) -> None:
    (row,) = [row for row in rows(TABLE) if "Konstanz" in row["topic"]]
    values = {
        facts.one(holding_graph(facts, str(name)), str(name), "fg:value")
        for name in facts.values("graph:curation", node(row), "fg:statement")
    }
    millions = ("17.5", "11.4", "14.6", "9.5", "9.1", "6.0")
    assert values == {Decimal(value) * 10**6 for value in millions}


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_there_are_39_pairs(facts: Facts) -> None:
    found = {name for _, name in facts.all_nodes("fg:Contradiction")}
    assert found == {node(row) for row in rows(TABLE)}
    assert len(found) == 39
