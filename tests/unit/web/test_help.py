"""Queries of the help in the language of its reader, and the statuses that it explains."""

import pytest

from kg.web.overview.help import STATUSES, columns_of, in_language
from tests.conftest import ROOT


def test_only_names_in_both_languages_are_asked_for_in_another() -> None:
    query = 'FILTER(LANG(?aLabel) = "de" && LANG(?placeName) = "de")'
    assert in_language(query, "en") == 'FILTER(LANG(?aLabel) = "en" && LANG(?placeName) = "de")'
    assert in_language(query, "de") == query


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT ?a ?b\nWHERE { SELECT ?c { } }", ("a", "b")),
        ("SELECT DISTINCT ?a (COUNT(DISTINCT ?b) AS ?n)\nWHERE {", ("a", "n")),
        ("SELECT (COUNT(?m) AS ?rows)\n  (SUM(?m) AS ?sum)\nWHERE {", ("rows", "sum")),
        ("ASK { }", ()),
    ],
)
def test_columns_stand_in_the_order_of_the_query(query: str, columns: tuple[str, ...]) -> None:
    assert columns_of(query) == columns


def test_every_status_that_is_explained_is_one_of_ours() -> None:
    document = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    assert [status for status in STATUSES if f"\n| {status} |" not in document] == []
