"""How candidates are judged: by name, by properties, against each other."""

import pytest

from kg.namespaces import expand
from kg.publication.search import Hit, likeness
from kg.web.reading.asking import Value
from kg.web.searching.matching import judged, likeliest
from kg.web.searching.reconciling import MatchQuery, Wish

WITHIN = expand("fg:within")
POPULATION = expand("fg:population")


def hit(iri: str, label: str, *names: str, exact: int = 0) -> Hit:
    return Hit(iri, label, names, "", (), exact)


def query(text: str, *wishes: Wish, limit: int = 10) -> MatchQuery:
    return MatchQuery(text, (), "should", limit, wishes)


def wish(*values: str, iris: tuple[str, ...] = (), of: str = WITHIN) -> Wish:
    return Wish(of, "fg:within", values, iris)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Iserlohn", "ISERLOHN", 1.0, 1.0),
        ("Iserlohn", "Isrlohn", 0.9, 0.97),
        ("Iserlohn", "Stadt Iserlohn", 0.92, 0.92),
        ("Smart City", "Smartcity", 0.95, 0.98),
        ("Universität Paderborn", "Uni Paderborn", 0.9, 0.97),
        ("Kommunal? Digital!", "Digital kommunal", 0.98, 0.98),
        ("Stadtwerke Soest", "Stadtwerke Soest GmbH", 0.92, 0.92),
        ("Stadt Soest", "Kreis Soest", 0.7, 0.85),
        ("Frankfurt (Main)", "Frankfurt (Oder)", 0.7, 0.85),
        ("Iserlohn", "Oldenburg", 0.0, 0.4),
        ("", "Soest", 0.0, 0.0),
    ],
)
def test_names_are_alike(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)


def test_a_whole_name_goes_before_a_likeness() -> None:
    hits = [hit("x:1", "Soester"), hit("x:2", "Soest", exact=100)]
    assert [found.iri for found, _ in likeliest(query("Soest"), hits)] == ["x:2", "x:1"]


def test_a_label_counts_more_than_another_name() -> None:
    hits = [hit("x:1", "Projekt", "Iserlohn"), hit("x:2", "Iserlohn")]
    assert [found.iri for found, _ in likeliest(query("Isrlohn"), hits)] == ["x:2", "x:1"]


def test_one_name_alone_is_certain_and_two_are_not() -> None:
    one, two = hit("x:1", "Halle", exact=100), hit("x:2", "Halle", exact=100)
    alone = judged(query("Halle"), [(one, 100.0)], {}, {})
    both = judged(query("Halle"), [(one, 100.0), (two, 100.0)], {}, {})
    assert [candidate.is_match for candidate in alone] == [True]
    assert [candidate.is_match for candidate in both] == [False, False]


def test_a_property_tells_namesakes_apart() -> None:
    named = [(hit("x:1", "Halle", exact=100), 100.0), (hit("x:2", "Halle", exact=100), 100.0)]
    values = {
        "x:1": {WITHIN: [Value("https://x/holzminden", is_iri=True)]},
        "x:2": {WITHIN: [Value("https://x/bentheim", is_iri=True)]},
    }
    labels = {"https://x/holzminden": ["Holzminden"], "https://x/bentheim": ["Grafschaft Bentheim"]}
    for asked in (
        wish("Grafschaft Bentheim"),
        wish(iris=("https://x/bentheim",)),
        wish("bentheim"),
    ):
        first, second = judged(query("Halle", asked), named, values, labels)
        assert (first.hit.iri, first.score, first.is_match) == ("x:2", 100.0, True)
        assert second.score < 80
        assert dict(first.features) == {"name": 100.0, "fg:within": 100.0}


def test_a_number_is_compared_as_one() -> None:
    asked = wish("92000", of=POPULATION)
    named = [(hit("x:1", "A", exact=100), 100.0)]
    (near,) = judged(query("A", asked), named, {"x:1": {POPULATION: [Value("92174")]}}, {})
    (far,) = judged(query("A", asked), named, {"x:1": {POPULATION: [Value("100")]}}, {})
    assert (near.score, far.score) == (99.9, 66.7)


def test_a_key_may_have_lost_its_zero() -> None:
    asked = wish("5962024", of=expand("fg:ags"))
    values = {"x:1": {expand("fg:ags"): [Value("05962024")]}}
    (found,) = judged(query("", asked), [(hit("x:1", "Iserlohn"), 0.0)], values, {})
    assert (found.score, found.is_match) == (100.0, True)


def test_a_value_that_is_unknown_is_no_contradiction() -> None:
    named = [(hit("x:1", "A", exact=100), 100.0)]
    (unknown,) = judged(query("A", wish("Soest")), named, {}, {})
    (other,) = judged(query("A", wish("Soest")), named, {"x:1": {WITHIN: [Value("Ulm")]}}, {})
    assert other.score < unknown.score < 100


def test_what_is_nobodys_is_left_out_and_the_rest_is_cut() -> None:
    named = [(hit(f"x:{n}", "A"), float(score)) for n, score in enumerate((90, 60, 20))]
    assert [one.score for one in judged(query("A"), named, {}, {})] == [90.0, 60.0]
    assert [one.score for one in judged(query("A", limit=1), named, {}, {})] == [90.0]
