"""A query file is a query with a header that says what it asks."""

from pathlib import Path

import pytest

from kg.errors import QueryFileError
from kg.queries import QUESTIONS, read_queries, read_query

GOOD = """# title.de: Städte
# title.en: Towns
# question.de: Welche Städte gibt es,
#   und wo liegen sie?
# question.en: Which towns are there?
# A remark that is no entry.
SELECT ?town WHERE { ?town a <urn:Town> }
"""


def written(folder: Path, text: str, name: str = "towns.rq") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_header_is_read_with_its_continuation_lines(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, GOOD), QUESTIONS)
    assert query.question("de") == "Welche Städte gibt es, und wo liegen sie?"


def test_a_language_without_entry_falls_back_to_german(tmp_path: Path) -> None:
    assert read_query(written(tmp_path, GOOD)).title("fr") == "Städte"


def test_the_name_is_the_file_without_suffix(tmp_path: Path) -> None:
    assert read_query(written(tmp_path, GOOD)).name == "towns"


def test_the_text_is_the_whole_file(tmp_path: Path) -> None:
    assert read_query(written(tmp_path, GOOD)).text == GOOD


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { ?s ?p ?o }", "the header lacks `# title.de: …`, `# title.en: …`"),
        ("# title.de: A\n# title.en: A\n", "there is no query below the header"),
        ("# title.de: A\n# title.de: B\nASK {}", "`# title.de:` is given twice"),
        ("# title.de:\n# title.en: B\nASK {}", "the header lacks `# title.de: …`"),
    ],
)
def test_a_bad_header_says_what_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(QueryFileError) as caught:
        read_query(written(tmp_path, text))
    assert caught.value.reason == reason


def test_a_missing_file_is_a_query_file_error(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match="cannot be read"):
        read_query(tmp_path / "absent.rq")


def test_a_folder_is_read_sorted_and_an_absent_one_is_empty(tmp_path: Path) -> None:
    for name in ("b.rq", "a.rq"):
        written(tmp_path, GOOD, name)
    assert [query.name for query in read_queries(tmp_path)] == ["a", "b"]
    assert read_queries(tmp_path / "absent") == ()
