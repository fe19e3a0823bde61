"""Tell a difference as versions of things: what was created, updated or deleted, and how it is now.

A version is a member of the change feed as its page gives it: what is said *of* the version stands
in the default graph, what the thing is *now* in a graph that has the version's name. The lines are
kept as they are written here, since what was published as immutable stays so.

Source: https://semiceu.github.io/LinkedDataEventStreams/releases/1.0.0/server-primer.html#members
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Final
from urllib.parse import quote

from kg.namespaces import BASE, expand
from kg.publication.canonical import graph_of, subject_of
from kg.publication.differences import ADDED, REMOVED, STAYED, Signed

FEED: Final = f"{BASE}ldes"
"""The document of the feed; its pages are below."""

STREAM: Final = f"{FEED}#stream"
"""The collection of all versions."""

TIME: Final = expand("dcterms:created")
VERSION_OF: Final = expand("dcterms:isVersionOf")

_UNQUOTED: Final = "/:@!$&'()*+,;=-._~"


class Kind(Enum):
    """What happened to a thing; the value is its class in Activity Streams."""

    CREATED = "Create"
    UPDATED = "Update"
    DELETED = "Delete"

    @property
    def iri(self) -> str:
        """Return the class of the versions that say so."""
        return expand(f"as:{self.value}")


@dataclass(frozen=True, slots=True)
class Change:
    """What a difference says of one subject.

    Attributes:
        subject: as it is written in N-Quads, such as `<http://e/a>`.
        added: lines that came.
        removed: lines that went.
        lines: all that is said of it now.
        was_there: whether anything was said of it before.
    """

    subject: bytes
    added: tuple[bytes, ...]
    removed: tuple[bytes, ...]
    lines: tuple[bytes, ...]
    was_there: bool

    @property
    def kind(self) -> Kind:
        """Say what happened."""
        if not self.lines:
            return Kind.DELETED
        return Kind.UPDATED if self.was_there else Kind.CREATED

    @property
    def is_of_thing(self) -> bool:
        """Say whether the subject has a name that holds beyond this dataset."""
        return self.subject.startswith(b"<")


def by_subject(compared: Iterable[Signed]) -> Iterator[Change]:
    """Give each subject of which something changed, in order."""
    for subject, group in groupby(compared, lambda signed: subject_of(signed[0])):
        signed = tuple(group)
        signs = {sign for _, sign in signed}
        if signs == {STAYED}:
            continue
        yield Change(
            subject,
            tuple(line for line, sign in signed if sign == ADDED),
            tuple(line for line, sign in signed if sign == REMOVED),
            tuple(line for line, sign in signed if sign != REMOVED),
            was_there=signs != {ADDED},
        )


def page_iri(stamp: str, number: int) -> str:
    """Name a page of the feed.

    Args:
        stamp: the time of its publication, such as `20261122T120000Z`.
        number: of the page, from 1.
    """
    return f"{FEED}/{stamp}/{number}"


def version_iri(thing: str, page: str) -> str:
    """Name a version of *thing*; the address leads to the page that says it."""
    return f"{page}#{quote(thing.removeprefix(BASE), safe=_UNQUOTED)}"


def version_lines(change: Change, page: str, at: str) -> list[bytes]:
    """Write the version that *change* makes, as N-Quads lines.

    Args:
        change: of a thing.
        page: the IRI of the page it goes to.
        at: when it was published, as `xsd:dateTime`.
    """
    thing = change.subject.decode("utf-8")
    version = f"<{version_iri(thing[1:-1], page)}>"
    name = version.encode("ascii")
    graphs = dict.fromkeys(graph_of(line) for line in change.lines)
    about = [
        f"<{STREAM}> <{expand('tree:member')}> {version} .",
        f"{version} <{expand('rdf:type')}> <{change.kind.iri}> .",
        f"{version} <{VERSION_OF}> {thing} .",
        f'{version} <{TIME}> "{at}"^^<{expand("xsd:dateTime")}> .',
    ]
    derived = b"%b <%b> " % (name, expand("prov:wasDerivedFrom").encode("ascii"))
    return [
        *(line.encode("utf-8") for line in about),
        *(derived + graph + b" ." for graph in sorted(graphs) if graph.startswith(b"<")),
        *_in_graph(change.lines, name),
    ]


def _in_graph(lines: Iterable[bytes], name: bytes) -> Iterator[bytes]:
    """Move statements into one graph; those that differ in the graph alone stand together."""
    last = b""
    for line in lines:
        graph = graph_of(line)
        triple = line[: -len(graph) - 3] if graph else line[:-2]
        if triple != last:
            yield b"%b %b ." % (triple, name)
        last = triple
