"""Each question of `queries/competency/` on the project's own data gives exactly these rows.

After a fact was corrected: look at the rows that differ, compare them with the source by hand, and
only then change `expected/`. The tables hold IRIs as CURIEs and literals as their values.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.engine import select
from kg.namespaces import PREFIXES
from kg.queries import QUESTIONS as HEADERS
from kg.queries import read_queries
from kg.sources.reading import model_documents, model_vocabulary

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries" / "competency").glob("*.rq"))
OWN_TERMS = re.compile(r"\b(fgv?):([A-Za-z][A-Za-z0-9-]*)")

Answer = list[dict[str, str]]


@pytest.mark.parametrize("number", [path.stem.partition("-")[0] for path in FILES])
def test_a_question_gives_the_expected_rows(
    number: str, answer: Callable[[str], Answer], expected: Callable[[str], Answer]
) -> None:
    rows = answer(number)
    assert rows
    assert rows == expected(number)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_row_comes_twice_and_every_column_says_something(path: Path, built_graph: Store) -> None:
    solutions = select(built_graph, path.read_text(encoding="utf-8"))
    assert len(set(solutions.rows)) == len(solutions)
    for column, name in enumerate(solutions.variables):
        assert any(row[column] is not None for row in solutions.rows), f"?{name} is never bound"


def test_every_question_says_in_both_languages_what_it_asks_and_returns() -> None:
    wanted = (*HEADERS, "returns.de", "returns.en")
    assert len(read_queries(ROOT / "queries" / "competency", wanted)) == len(FILES) >= 25


def test_the_questions_are_numbered_without_a_gap() -> None:
    numbers = [path.stem.partition("-")[0] for path in FILES]
    assert numbers == [f"cq{n:02}" for n in range(1, len(FILES) + 1)]


def test_every_question_has_its_expected_rows_and_no_table_is_left_over() -> None:
    tables = sorted((Path(__file__).parent / "expected").glob("*.csv"))
    assert [path.stem for path in tables] == [path.stem for path in FILES]


def test_the_document_of_the_questions_names_every_file_and_no_other() -> None:
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(\.\./queries/competency/(\S+?)\)", text)
    assert named == [path.name for path in FILES]


ALL_QUERIES = sorted((ROOT / "queries").rglob("*.rq"))


@pytest.mark.parametrize("path", ALL_QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_query_uses_only_terms_that_the_model_declares(path: Path) -> None:
    known = model_vocabulary(model_documents(ROOT))
    for prefix, name in OWN_TERMS.findall(_body(path)):
        assert known.fault(f"{PREFIXES[prefix]}{name}") is None, f"{prefix}:{name}"


@pytest.mark.parametrize("path", ALL_QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_query_binds_prefixes_as_the_table_does_and_uses_each(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bound = re.findall(r"^PREFIX ([a-z0-9]+): <([^>]+)>$", text, re.MULTILINE)
    assert bound == sorted(bound)
    body = _body(path)
    for prefix, namespace in bound:
        assert PREFIXES.get(prefix, namespace) == namespace
        assert re.search(rf"\b{prefix}:", body), f"{prefix}: is not used"


def _body(path: Path) -> str:
    """Return the query without prefixes, comments and what stands in quotes or brackets."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^(PREFIX|\s*#).*$", "", text, flags=re.MULTILINE)
    return re.sub(r'"[^"]*"|<[^<> ]*>', "", text)
