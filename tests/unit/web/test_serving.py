"""What is served follows the pointer, and never falls back on nothing."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kg.errors import ReleaseError
from kg.web.operating.serving import FollowingServing, Served


@dataclass
class Folder:
    """Stands for a folder of releases, whose pointer a test may move."""

    served: Served
    pointer: str = "one"
    is_readable: bool = True
    opened: list[str] = field(default_factory=list)

    def pointed(self) -> str:
        if not self.is_readable:
            raise ReleaseError(Path("build"), "there is no release here")
        return self.pointer

    def open(self) -> Served:
        self.opened.append(self.pointer)
        if self.pointer == "broken":
            raise ReleaseError(Path("build"), "damaged")
        return replace(self.served, version=self.pointer)

    def serving(self, interval_s: float = 0.0) -> FollowingServing:
        return FollowingServing(self.pointed, self.open, interval_s)


@pytest.fixture
def folder(two_linked_things: Served) -> Folder:
    return Folder(two_linked_things)


def settled(serving: FollowingServing, version: str) -> bool:
    deadline = time.monotonic() + 10
    while serving.current().version != version and time.monotonic() < deadline:
        time.sleep(0.005)
    return serving.current().version == version


def test_the_pointer_is_followed(folder: Folder) -> None:
    serving = folder.serving()
    assert serving.current().version == "one"
    folder.pointer = "two"
    assert settled(serving, "two")


def test_nothing_is_opened_again_while_the_pointer_rests(folder: Folder) -> None:
    serving = folder.serving()
    for _ in range(20):
        serving.current()
    assert folder.opened == ["one"]


def test_a_damaged_release_leaves_the_old_one_and_is_not_tried_again(folder: Folder) -> None:
    serving = folder.serving()
    folder.pointer = "broken"
    deadline = time.monotonic() + 10
    while folder.opened != ["one", "broken"] and time.monotonic() < deadline:
        serving.current()
    time.sleep(0.05)
    for _ in range(20):
        assert serving.current().version == "one"
    assert folder.opened == ["one", "broken"]
    folder.pointer = "three"
    assert settled(serving, "three")


def test_a_lost_pointer_leaves_the_old_release(folder: Folder) -> None:
    serving = folder.serving()
    folder.is_readable = False
    assert serving.current().version == "one"


def test_the_pointer_is_not_looked_at_more_often_than_told(folder: Folder) -> None:
    serving = folder.serving(interval_s=3600)
    serving.current()
    folder.pointer = "two"
    assert serving.current().version == "one"


def test_what_was_served_before_is_closed_with_its_last_taker(folder: Folder) -> None:
    closed: list[str] = []

    class Closing:
        def __init__(self, version: str) -> None:
            self.version = version

        def close(self) -> None:
            closed.append(self.version)

    def opened() -> Served:
        return replace(folder.open(), engine=Closing(folder.pointer))  # type: ignore[arg-type]

    serving = FollowingServing(folder.pointed, opened, 0.0)
    first, again = serving.take(), serving.take()
    folder.pointer = "two"
    assert settled(serving, "two")
    serving.give_back(first)
    assert closed == []
    serving.give_back(again)
    assert closed == ["one"]
    folder.pointer = "three"
    assert settled(serving, "three")
    assert closed == ["one", "two"]  # nobody had taken it
    serving.close()
    assert closed == ["one", "two", "three"]
