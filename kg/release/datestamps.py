"""Tell when the record of each catalogue entry changed last, from the history of publications.

A record is what describes the entry: its own statements, those of its distributions, and lengths
and hashes of its files, which change with the entry's graph. Entries that are no more are told too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.namespaces import BASE, GRAPHS, THINGS, expand
from kg.publication.canonical import graph_of, subject_of
from kg.release.history import Step, added_lines, removed_lines

_CATALOGUE: Final = f"<{expand('graph:catalogue')}>".encode()
_IN_CATALOGUE: Final = b" %b ." % _CATALOGUE
_GRAPHS: Final = f"<{GRAPHS}".encode()
_ENTRIES: Final = f"<{THINGS}datensatz/".encode()
_DISTRIBUTIONS: Final = f"<{THINGS}distribution/".encode()
_IS_DATASET: Final = f" <{expand('rdf:type')}> <{expand('dcat:Dataset')}> ".encode()
_UNSHARED: Final = (f"<{BASE}catalog>".encode(), f"<{THINGS}dienst/".encode())
"""What no record of a part shows: the catalogue itself, and the services of the whole."""

_WHOLE: Final = "foerdergraph"
_REMEMBERED: Final = 512


@dataclass(frozen=True, slots=True)
class Datestamp:
    """The last change of a record.

    Attributes:
        at: when, in UTC to the second.
        is_deleted: whether it was taken away then.
    """

    at: str
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class _Touched:
    """What one publication changed.

    Attributes:
        came: names of entries that are new.
        went: names of entries that are no more.
        names: names of graphs and entries of which something changed.
        distributions: local names of distributions of which something changed.
        is_shared: whether something changed that every record shows, such as the publisher.
    """

    came: frozenset[str]
    went: frozenset[str]
    names: frozenset[str]
    distributions: frozenset[str]
    is_shared: bool


def datestamps(steps: Iterable[Step]) -> Mapping[str, Datestamp]:
    """Find the last change of each entry there ever was, by its IRI.

    Args:
        steps: all publications from the first one to the one that is served.

    Raises:
        ReleaseError: one of them is damaged.
    """
    found: dict[str, Datestamp] = {}
    for step in steps:
        touched = _touched(step)
        for name in touched.went:
            found[name] = Datestamp(step.at, is_deleted=True)
        present = touched.came | {name for name, stamp in found.items() if not stamp.is_deleted}
        for name in _changed(touched, present):
            found[name] = Datestamp(step.at, is_deleted=False)
    return {f"{THINGS}datensatz/{name}": stamp for name, stamp in sorted(found.items())}


def _changed(touched: _Touched, present: frozenset[str]) -> frozenset[str]:
    """Choose of the entries that are *present* those whose records changed."""
    if touched.is_shared:
        return present
    by_distribution = {_owner(local, present) for local in touched.distributions}
    return present & (touched.came | touched.names | by_distribution | {_WHOLE})


def _owner(distribution: str, entries: frozenset[str]) -> str:
    """Find the entry that a distribution is of: its name begins with the entry's."""
    parts = distribution.split("-")
    names = ("-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
    return next((name for name in names if name in entries), "")


@lru_cache(_REMEMBERED)
def _touched(step: Step) -> _Touched:
    entries: dict[bool, set[str]] = {True: set(), False: set()}
    names: set[str] = set()
    distributions: set[str] = set()
    is_shared = False
    is_first = step.previous is None
    for has_come, lines in ((True, added_lines(step)), (False, removed_lines(step))):
        for line in lines:
            if is_first and not line.endswith(_IN_CATALOGUE):
                continue  # where every entry is new, nothing else decides
            graph = graph_of(line)
            if graph != _CATALOGUE:
                names.add(_local(graph, _GRAPHS))
            elif line.startswith(_ENTRIES):
                names.add(_local(subject_of(line), _ENTRIES))
                if _IS_DATASET in line:
                    entries[has_come].add(_local(subject_of(line), _ENTRIES))
            elif line.startswith(_DISTRIBUTIONS):
                distributions.add(_local(subject_of(line), _DISTRIBUTIONS))
            elif not line.startswith(_UNSHARED):
                is_shared = True
    return _Touched(
        frozenset(entries[True]),
        frozenset(entries[False]),
        frozenset(names),
        frozenset(distributions),
        is_shared,
    )


def _local(iri: bytes, before: bytes) -> str:
    """Return the local name of an IRI as it is written in a line, without its fragment."""
    return iri.removeprefix(before).removesuffix(b">").partition(b"#")[0].decode("utf-8")
