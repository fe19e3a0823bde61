"""Every number on a page comes from a query that anyone can ask again, and that finds something."""

from pathlib import Path

import pytest

from kg.queries import read_query
from kg.release import Release
from tests.promises.conftest import ROOT, Ask

PAGES = sorted((ROOT / "queries" / "pages").glob("*.rq"))
HEADERS = tuple(
    f"{key}.{lang}" for key in ("title", "question", "returns") for lang in ("de", "en")
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_query_finds_rows_in_the_real_release(
    path: Path, ask: Ask, release: Release
) -> None:
    """One with `VALUES ?this { … }` names in the file a thing that it finds something about."""
    query = read_query(path, HEADERS)
    assert ask(query.body)
    assert (release.queries_path / "pages" / path.name).read_text(encoding="utf-8") == query.text


def test_all_laender_have_an_outline(ask: Ask) -> None:
    query = read_query(ROOT / "queries" / "pages" / "laender-outlines.rq", HEADERS)
    assert [row["key"] for row in ask(query.body)] == [f"{n:02}" for n in range(1, 17)]
