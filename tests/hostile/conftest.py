"""Houses that the attacks share, and the figures that they leave behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.bystander import undisturbed
from tests.hostile.house import House, opened_house, write_data

DEADLINE_S = 2.0
TOLERANCE_S = 1.5
"""The promise is 100 ms; a machine with other work to do may take longer to notice."""

_figures: list[str] = []


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What the front was like before it was attacked."""

    front: int
    front_bytes: int
    descriptors: list[str]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("hostile") / "data.nt")


@pytest.fixture(scope="session")
def house(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with a short deadline that limits no client's share."""
    with opened_house(
        tmp_path_factory.mktemp("house"),
        *("--data", str(data)),
        query_timeout_s=f"{DEADLINE_S:g}",
        query_memory_bytes=str(256 * 2**20),
        cache_bytes=str(4 * 2**20),  # what is kept on purpose is not what is left behind
        share_s="0",
    ) as opened:
        with undisturbed(opened, answers=200):
            pass  # so that what is made once is made
        yield opened


@pytest.fixture(scope="session", autouse=True)
def beginnings(house: House) -> Beginnings:
    return Beginnings(house.front, house.front_bytes(), house.front_descriptors())


@pytest.fixture(scope="session")
def patient_house(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose queries may run for long, so that none ends by its deadline."""
    with opened_house(
        tmp_path_factory.mktemp("patient"),
        *("--data", str(data)),
        query_timeout_s="60",
        share_s="0",
    ) as opened:
        yield opened


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Write a line into the table that is printed at the end."""
    return lambda text: _figures.append(f"{request.node.name}: {text}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _figures:
        terminalreporter.section("what the attacks measured")
        for line in _figures:
            terminalreporter.write_line(line)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look at what is left when all else is done."""
    items.sort(key=lambda item: item.path.name == "test_remains.py")
