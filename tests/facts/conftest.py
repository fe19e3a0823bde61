"""What the tests of facts share: the graph, read once, and a test per row of a table."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("fact_graph", "fact_tables")

from fact_graph import Facts, facts  # noqa: E402 - after its path
from fact_tables import ROOT, all_rows, folder, rows  # noqa: E402 - after its path

from kg.sources import read_sources  # noqa: E402

REASON = "SHARED_DIR names no folder with the sourced tables (facts/*.csv)"


@pytest.fixture(scope="session", name="facts")
def facts_of_the_repository() -> Facts:
    """Read the repository's files as the build does; left unchanged by every test."""
    if folder() is None:
        pytest.skip(REASON)
    reading = read_sources(ROOT)
    assert not reading.problems
    return facts(reading.quads)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `row` once per sourced row of its module's table."""
    for argument, read in (("row", rows), ("any_row", all_rows)):
        if argument in metafunc.fixturenames:
            found = read(metafunc.module.TABLE)
            metafunc.parametrize(
                argument,
                found or [pytest.param({}, marks=pytest.mark.skip(reason=REASON))],
                ids=[f"{row['line']}-{next(iter(row.values()))}" for row in found] or ["none"],
            )


@pytest.fixture(autouse=True)
def _tables_are_there() -> None:
    if folder() is None:
        pytest.skip(REASON)
