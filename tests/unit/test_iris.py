"""Minting and splitting the project's IRIs."""

import pytest

from kg.errors import UnknownIRIError
from kg.iris import ThingName, graph_iri, iri_of, mint_iri, path_of, slug, split_iri

BASE = "https://w3id.org/foerdergraph/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Größe & Maß", "groesse-mass"),
        ("Ärzte Öl Übermut", "aerzte-oel-uebermut"),
        ("STRASSE ẞ", "strasse-ss"),
        ("Chóśebuz", "chosebuz"),
        ("o\u0308l", "oel"),
        ("  5. Modellregion (NRW)  ", "5-modellregion-nrw"),
        ("13ME0191/5", "13me0191-5"),
    ],
)
def test_a_slug_is_ascii_kebab_case_the_german_way(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_slug_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        slug("–")


def test_a_minted_iri_splits_into_what_it_was_minted_from() -> None:
    iri = mint_iri("gemeinde", "05962024")
    assert iri == f"{BASE}id/gemeinde/05962024"
    assert split_iri(iri) == ThingName("gemeinde", "05962024")


@pytest.mark.parametrize("key", ["Soest", "größe", "a b", "a/b", "", "-a", "a--b"])
def test_a_key_that_is_not_kebab_case_is_not_minted(key: str) -> None:
    with pytest.raises(ValueError, match=r"kebab-case|no letter"):
        mint_iri("stelle", key)


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/id/gemeinde/05962024",
        f"{BASE}ns#Grant",
        f"{BASE}id/gemeinde/",
        f"{BASE}id/gemeinde/a/b",
    ],
)
def test_an_iri_of_another_form_does_not_split(iri: str) -> None:
    with pytest.raises(UnknownIRIError):
        split_iri(iri)


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{BASE}id/gemeinde/05962024", "/id/gemeinde/05962024"),
        (f"{BASE}vocab/amount-kind", "/vocab/amount-kind"),
        (f"{BASE}graph/register", "/graph/register"),
    ],
)
def test_iri_and_path_are_inverse(iri: str, path: str) -> None:
    assert path_of(iri) == path
    assert iri_of(path) == iri


def test_a_term_of_the_ontology_is_served_at_the_ontologys_path() -> None:
    assert path_of(f"{BASE}ns#Grant") == "/ns"


def test_a_foreign_iri_has_no_path() -> None:
    with pytest.raises(UnknownIRIError):
        path_of("http://www.wikidata.org/entity/Q1130")


def test_a_graph_is_named_in_kebab_case() -> None:
    assert graph_iri("nuts-2013") == f"{BASE}graph/nuts-2013"
    with pytest.raises(ValueError, match="kebab-case"):
        graph_iri("NUTS 2013")
