"""What of a list an address shows: facets, counts, order, and the query that gives the same."""

import pytest

from kg.errors import MalformedRequestError
from kg.web.browsing.filtered_query import filtered_query
from kg.web.browsing.listing import Column, Facet, Listing, items_of, listing_of
from kg.web.browsing.narrowing import choices, narrowed, page_of, pages_of, totals
from kg.web.browsing.states import State, read_state, require_known
from kg.web.reading.asking import Value

COLUMNS = (
    Column("label", "name"),
    Column("land", "iri"),
    Column("programmes", "iri", is_many=True),
    Column("projects", "count"),
    Column("committed", "money", is_summed=True),
    Column("volume", "money"),
    Column("funded", "text", is_shown=False),
)
FACETS = (
    Facet("land", "land"),
    Facet("programm", "programmes"),
    Facet("gefoerdert", "funded", is_by_value=True),
)
BODY = """PREFIX ex: <https://ex.example/>

SELECT ?place ?label ?land ?programmes ?projects ?committed ?volume ?funded
WHERE {
  ?place ex:label ?label
}
ORDER BY DESC(?projects) ?label ?place
"""


def row(key: str, label: str, **values: str) -> dict[str, Value]:
    texts = {"place": f"https://ex.example/id/{key}", "label": label, **values}
    return {name: Value(text) for name, text in texts.items()}


NRW, BAYERN = "https://ex.example/land/05", "https://ex.example/land/09"
A, B = "https://ex.example/programm/a", "https://ex.example/programm/b"


@pytest.fixture(scope="module")
def listing() -> Listing:
    rows = (
        row("1", "Köln", land=NRW, programmes=f"{B} {A}", projects="3", committed="10.5"),
        row(
            "2", "Zürndorf", land=BAYERN, programmes=A, projects="10", committed="2", funded="true"
        ),
        row("3", "Ärchen", land=BAYERN, programmes="", projects="0", funded="false"),
        row("4", "Bergen-Kölsch", projects="3", volume="9"),
    )
    items = items_of(rows, "place", COLUMNS, ("label",))
    return listing_of(items, {"de": {}, "en": {}}, FACETS)


def state(*pairs: tuple[str, str]) -> State:
    return read_state(pairs, COLUMNS, FACETS, "-projects")


def labels(listing: Listing, asked: State) -> list[str]:
    column = next(column for column in COLUMNS if column.key == asked.sort)
    return [item.label for item in narrowed(listing, asked, column, "de")]


def test_the_list_as_it_stands_is_sorted_and_names_decide_equals(listing: Listing) -> None:
    assert labels(listing, state()) == ["Zürndorf", "Bergen-Kölsch", "Köln", "Ärchen"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("label", ["Ärchen", "Bergen-Kölsch", "Köln", "Zürndorf"]),
        ("-label", ["Zürndorf", "Köln", "Bergen-Kölsch", "Ärchen"]),
        ("projects", ["Ärchen", "Bergen-Kölsch", "Köln", "Zürndorf"]),
        ("committed", ["Zürndorf", "Köln", "Ärchen", "Bergen-Kölsch"]),
        ("-committed", ["Köln", "Zürndorf", "Ärchen", "Bergen-Kölsch"]),
    ],
)
def test_numbers_are_sorted_as_numbers_and_what_is_unknown_is_last(
    listing: Listing, sort: str, expected: list[str]
) -> None:
    assert labels(listing, state(("sort", sort))) == expected


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("land", "09")], ["Zürndorf", "Ärchen"]),
        ([("land", "09"), ("land", "05")], ["Zürndorf", "Köln", "Ärchen"]),
        ([("land", "none")], ["Bergen-Kölsch"]),
        ([("programm", "b")], ["Köln"]),
        ([("programm", "none")], ["Bergen-Kölsch", "Ärchen"]),
        ([("land", "09"), ("programm", "a")], ["Zürndorf"]),
        ([("land", "05"), ("gefoerdert", "true")], []),
        ([("q", "koeln")], ["Köln"]),
        ([("q", "KOLN")], ["Köln"]),
        ([("q", "köl")], ["Bergen-Kölsch", "Köln"]),
        ([("q", "berg KÖL")], ["Bergen-Kölsch"]),
        ([("q", "öln")], []),
        ([("q", "arch")], ["Ärchen"]),
        ([("q", "a.*")], ["Ärchen"]),
        ([("q", "(((")], []),
        ([("q", " "), ("land", "")], ["Zürndorf", "Bergen-Kölsch", "Köln", "Ärchen"]),
    ],
)
def test_facets_hold_together_and_words_begin_anywhere(
    listing: Listing, pairs: list[tuple[str, str]], expected: list[str]
) -> None:
    assert labels(listing, state(*pairs)) == expected


def test_counts_of_a_facet_follow_the_other_facets(listing: Listing) -> None:
    found = choices(listing, FACETS, state(("land", "09")))
    assert [(c.code, c.count, c.is_chosen) for c in found["land"]] == [
        ("09", 2, True),
        ("05", 1, False),
        ("none", 1, False),
    ]
    assert [(c.code, c.count) for c in found["programm"]] == [("a", 1), ("none", 1)]
    assert [(c.code, c.count) for c in found["gefoerdert"]] == [("true", 1), ("false", 1)]


def test_a_choice_that_leaves_nothing_stays_to_be_taken_away(listing: Listing) -> None:
    found = choices(listing, FACETS, state(("land", "05"), ("gefoerdert", "true")))
    assert [(c.code, c.count, c.is_chosen) for c in found["gefoerdert"]] == [
        ("true", 0, True),
        ("none", 1, False),
    ]


def test_only_what_may_be_is_added_up(listing: Listing) -> None:
    sums = totals(listing.items, COLUMNS)
    assert {key: (str(value), count) for key, (value, count) in sums.items()} == {
        "committed": ("12.5", 2)
    }


def test_pages_are_of_fifty(listing: Listing) -> None:
    assert [pages_of(n) for n in (0, 1, 50, 51)] == [1, 1, 1, 2]
    many = list(listing.items) * 13
    assert [len(page_of(many, n)) for n in (1, 2)] == [50, 2]


def test_an_address_says_the_same_again() -> None:
    asked = state(("sort", "label"), ("land", "09"), ("land", "05"), ("q", " a  b "), ("page", "2"))
    assert asked.address == "?q=a+b&land=05&land=09&sort=label&page=2"
    assert asked.without("land", "05").address == "?q=a+b&land=09&sort=label"
    assert asked.without("land").without_words().address == "?sort=label"
    assert asked.cleared().address == "?sort=label"
    assert asked.by("projects", is_first_descending=True).address == "?q=a+b&land=05&land=09"
    assert state(("sort", "-projects"), ("page", "1"), ("q", "")).is_plain
    assert state(("lang", "en"), ("land", "05")).at(3).address == "?land=05&page=3&lang=en"


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("state", "05")], "state: not known here; expected q, land, programm, gefoerdert, sort"),
        ([("sort", "funded")], "sort: expected label, projects, committed or volume"),
        ([("sort", "--label")], "sort: expected"),
        ([("sort", "label"), ("sort", "-label")], "sort: given more than once"),
        ([("q", "a"), ("q", "b")], "q: given more than once"),
        ([("q", "a" * 201)], "q: longer than 200"),
        ([("page", "0")], "page: expected a number from 1"),
        ([("page", "²")], "page: expected a number from 1"),
        ([("page", "123456")], "page: expected a number from 1"),
    ],
)
def test_what_is_not_of_the_form_is_refused_with_what_would_be(
    pairs: list[tuple[str, str]], words: str
) -> None:
    with pytest.raises(MalformedRequestError) as refused:
        state(*pairs)
    assert str(refused.value).startswith(words)


def test_a_value_that_is_not_there_is_refused_with_those_that_are(listing: Listing) -> None:
    require_known(state(("land", "05"), ("land", "none")), listing.codes)
    with pytest.raises(MalformedRequestError, match="expected 05, 09 or none"):
        require_known(state(("land", "5")), listing.codes)


def test_the_query_of_the_whole_list_is_the_one_of_the_file(listing: Listing) -> None:
    asked = state(("page", "2"))
    assert filtered_query(BODY, listing, asked, COLUMNS, FACETS, ("label",)) == BODY


def test_the_query_has_the_choice_in_it(listing: Listing) -> None:
    asked = state(("land", "05"), ("programm", "a"), ("programm", "none"), ("sort", "committed"))
    text = filtered_query(BODY, listing, asked, COLUMNS, FACETS, ("label",))
    assert f"FILTER(?land IN (<{NRW}>))" in text
    has_a = f'CONTAINS(CONCAT(" ", ?programmes, " "), " {A} ")'
    assert f'FILTER({has_a} || !BOUND(?programmes) || ?programmes = "")' in text
    assert text.endswith("ORDER BY (!BOUND(?committed)) ?committed ?label ?place\n")


def test_no_word_gets_out_of_its_quotes(listing: Listing) -> None:
    asked = state(("q", '" ) } . \\'))
    text = filtered_query(BODY, listing, asked, COLUMNS, FACETS, ("label",))
    assert [line.strip() for line in text.splitlines() if "FILTER" in line] == ["FILTER(false)"]
    assert labels(listing, asked) == []
