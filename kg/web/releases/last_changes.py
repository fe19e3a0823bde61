"""When what is said of each thing last changed, by the history of publications."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final

from kg.errors import NoHistoryError
from kg.publication.canonical import subject_of
from kg.release.history import Step, added_lines, removed_lines
from kg.web.frame.site import served
from kg.web.releases.crawl_files import w3c_date
from kg.web.releases.publications import publications

_LOOKED_AT: Final = 100
"""Publications that are read; what did not change in them is as old as the one before."""


@dataclass(frozen=True, slots=True)
class LastChanges:
    """The times at which things changed, as sitemaps write them.

    Attributes:
        since: when the things changed that are not in *later*.
        later: IRI → time.
    """

    since: str
    later: Mapping[str, str]

    def of(self, iri: str) -> str:
        """Tell when what is said of a thing changed."""
        return self.later.get(iri, self.since)

    def newest(self, namespace: str) -> str:
        """Tell when anything below *namespace* changed."""
        times = (time for iri, time in self.later.items() if iri.startswith(namespace))
        return max(times, default=self.since)


def last_changes() -> LastChanges:
    """Read when things changed; without a history, all of them with the release.

    Raises:
        ReleaseError: the history is damaged.
    """
    known = _known()
    return _read(known) if known else LastChanges(w3c_date(served().modified), MappingProxyType({}))


def latest_publication() -> str:
    """Tell when the release was last published; empty without a history."""
    known = _known()
    return known[-1].at if known else ""


def _known() -> tuple[Step, ...]:
    try:
        return publications()
    except NoHistoryError:
        return ()


@lru_cache(2)
def _read(known: tuple[Step, ...]) -> LastChanges:
    first = max(len(known) - _LOOKED_AT, 1)
    later: dict[str, str] = {}
    for step in known[first:]:
        later.update(dict.fromkeys(_subjects(step), step.at))
    return LastChanges(known[first - 1].at, MappingProxyType(later))


def _subjects(step: Step) -> set[str]:
    lines: Iterable[bytes] = chain(added_lines(step), removed_lines(step))
    subjects = {subject_of(line) for line in lines}
    return {subject.decode("utf-8").strip("<>") for subject in subjects}
