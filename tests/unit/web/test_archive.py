"""Older releases are opened on demand, a few at a time, and closed by whoever asks no more."""

import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kg.errors import EngineBusyError, ReleaseError, ReleaseGoneError, UnknownReleaseError
from kg.web.operating import archive
from kg.web.operating.archive import OpenReleases
from kg.web.operating.serving import FixedServing, FollowingServing, Served


class Closing:
    """Stands for an engine."""

    def __init__(self, version: str, closed: list[str]) -> None:
        self.version = version
        self.closed = closed

    def close(self) -> None:
        self.closed.append(self.version)


@dataclass
class House:
    """Stands for a folder of releases."""

    served: Served
    kept: set[str] = field(default_factory=lambda: {"one", "two", "three"})
    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    delay_s: float = 0.0

    def find(self, version: str) -> None:
        if version not in self.kept:
            raise ReleaseGoneError(version)

    def open(self, version: str) -> Served:
        time.sleep(self.delay_s)
        self.opened.append(version)
        if version == "two":
            raise ReleaseError(Path("two"), "damaged")
        engine = Closing(version, self.closed)
        return replace(self.served, version=version, engine=engine)  # type: ignore[arg-type]

    def releases(self, limit: int = 1) -> OpenReleases:
        return OpenReleases(self.find, self.open, limit)


@pytest.fixture
def house(two_linked_things: Served) -> House:
    return House(two_linked_things)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "STAY_S", 0.0)


def test_a_release_is_opened_once_and_stays_open(house: House) -> None:
    releases = house.releases()
    first = releases.take("one")
    releases.give_back(first)
    assert releases.take("one") is first
    assert (house.opened, house.closed) == (["one"], [])


@pytest.mark.usefixtures("impatient")
def test_the_one_not_asked_for_longest_gives_way(house: House) -> None:
    releases = house.releases(limit=2)
    house.kept |= {"four"}
    for version in ("one", "three", "one", "four"):
        releases.give_back(releases.take(version))
    assert (house.opened, house.closed) == (["one", "three", "four"], ["three"])


@pytest.mark.usefixtures("impatient")
def test_one_that_is_asked_does_not_give_way(house: House) -> None:
    releases = house.releases()
    taken = releases.take("one")
    with pytest.raises(EngineBusyError):
        releases.take("three")
    releases.give_back(taken)
    assert releases.take("three").version == "three"
    assert house.closed == ["one"]


def test_one_that_was_opened_just_now_does_not_give_way(house: House) -> None:
    """So nobody can have processes started and ended as fast as they ask."""
    releases = house.releases()
    releases.give_back(releases.take("one"))
    with pytest.raises(EngineBusyError):
        releases.take("three")
    assert house.closed == []


def test_a_crowd_opens_it_once_and_only_some_wait(house: House) -> None:
    house.delay_s = 0.3
    releases = house.releases()
    got: list[str] = []

    def ask() -> None:
        try:
            got.append(releases.take("one").version)
        except EngineBusyError:
            got.append("busy")

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert house.opened == ["one"]
    assert (got.count("one"), got.count("busy")) == (8, 12)


def test_a_damaged_one_is_told_and_leaves_room(house: House) -> None:
    releases = house.releases()
    with pytest.raises(ReleaseError, match="damaged"):
        releases.take("two")
    assert releases.take("one").version == "one"


def test_one_that_is_taken_away_is_gone_even_while_it_is_open(house: House) -> None:
    releases = house.releases()
    releases.give_back(releases.take("one"))
    house.kept.remove("one")
    with pytest.raises(ReleaseGoneError):
        releases.take("one")


def test_what_nobody_asks_for_is_closed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "IDLE_S", -1.0)
    releases = house.releases(limit=2)
    releases.give_back(releases.take("one"))
    releases.take("three")
    releases.rest()
    deadline = time.monotonic() + 10
    while not house.closed and time.monotonic() < deadline:
        time.sleep(0.005)
    assert house.closed == ["one"]


def test_all_are_closed_at_the_end(house: House) -> None:
    releases = house.releases(limit=2)
    releases.take("one")
    releases.take("three")
    releases.close()
    assert sorted(house.closed) == ["one", "three"]


def test_the_newest_is_not_opened_again_for_its_name(house: House) -> None:
    now = replace(house.served, version="now")
    serving = FollowingServing(lambda: "now", lambda: now, archive=house.releases())
    taken = serving.take_version("now")
    assert (taken is now, house.opened) == (True, [])
    serving.give_back(taken)
    older = serving.take_version("one")
    serving.give_back(older)
    assert house.opened == ["one"]


def test_one_dataset_has_no_other_version(house: House) -> None:
    serving = FixedServing(house.served)
    assert serving.take_version(house.served.version) is house.served
    with pytest.raises(UnknownReleaseError):
        serving.take_version("one")
