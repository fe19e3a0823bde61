"""What goes into a release, its identity, and the files that are made of it. Decides nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import GRAPHS, expand
from kg.publication.canonical import canonical_lines, content_sha256, graph_of, subject_of
from kg.publication.catalogue_file import Figures, catalogue_file
from kg.publication.dumps import write_checksums, write_dumps, write_graphs, write_lines
from kg.publication.search import gather, write_index
from kg.publication.store import write_store
from kg.publication.versions import with_version
from kg.release.manifest import (
    CATALOGUE,
    DUMPS,
    LAYOUT,
    QUADS,
    SEARCH,
    STORE,
    Manifest,
    describe_files,
    write_manifest,
)
from kg.release.progress import Advance, Progress

PACKAGE: Final = "foerdergraph"
UNDATED: Final = "undated"

_REGISTER: Final = NamedNode(f"{GRAPHS}register")
_DATES: Final = (NamedNode(expand("prov:generatedAtTime")), NamedNode(expand("dcterms:modified")))
_LICENCE: Final = NamedNode(expand("dcterms:license"))
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

_WATCHED_FORMATS: Final = 4
_STRIDE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a release is made of.

    Attributes:
        lines: the quads as sorted canonical N-Quads.
        companions: path in the release → bytes of the files that lie beside the quads.
        date: the newest date of the register, None where it has none.
        licences: IRIs of the licences in the register, sorted.
    """

    lines: Sequence[bytes]
    companions: Mapping[str, bytes]
    date: str | None
    licences: tuple[str, ...]


def make_content(quads: Sequence[Quad], companions: Mapping[str, bytes]) -> Content:
    """Sort *quads* and read from their register what names the release."""
    register = [quad for quad in quads if quad.graph_name == _REGISTER]
    licences = {
        quad.object.value
        for quad in register
        if quad.predicate == _LICENCE and isinstance(quad.object, NamedNode)
    }
    return Content(
        lines=canonical_lines(quads),
        companions=dict(sorted(companions.items())),
        date=max(_days(register), default=None),
        licences=tuple(sorted(licences)),
    )


def identify(content: Content) -> Manifest:
    """Make the manifest of *content*, still without files.

    The content's hash is taken over the list of what is served, a line each: layout and software,
    the uncompressed quads, the companions. So a release whose queries changed is another release
    even where no fact did.
    """
    quads_sha256 = content_sha256(content.lines)
    software = f"{PACKAGE} {_software_version()}"
    parts = [f"layout {LAYOUT}, {software}", f"{quads_sha256}  quads.nq"]
    parts += [f"{sha256(data).hexdigest()}  {path}" for path, data in content.companions.items()]
    identity = sha256("".join(f"{part}\n" for part in parts).encode()).hexdigest()
    day = content.date.replace("-", ".") if content.date else UNDATED
    return Manifest(
        version=f"{day}-{identity[:8]}",
        date=content.date,
        content_sha256=identity,
        quads_sha256=quads_sha256,
        quads=len(content.lines),
        graphs=len(set(map(graph_of, content.lines)) - {b""}),
        subjects=len(set(map(subject_of, content.lines))),
        licences=content.licences,
        software=software,
        files=(),
    )


def named(content: Content) -> tuple[Content, Manifest]:
    """Give *content* the name that its hash makes, and return it with its manifest.

    The hash is taken before, so it does not depend on itself.
    """
    manifest = identify(content)
    lines = with_version(content.lines, manifest.version)
    return replace(content, lines=lines), replace(manifest, quads_sha256=content_sha256(lines))


def write_files(folder: Path, content: Content, manifest: Manifest, progress: Progress) -> None:
    """Write *content* into the empty *folder*, the manifest last.

    Raises:
        OSError: the disk is full, or a file cannot be written.
    """
    for path, data in content.companions.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    with progress.step("write the quads"):
        write_lines(folder / QUADS, content.lines)
    with progress.step("write the dumps", _WATCHED_FORMATS * len(content.lines)) as advance:
        (folder / DUMPS).mkdir(exist_ok=True)
        write_dumps(folder / DUMPS, content.lines, lambda quads: _counted(quads, advance))
    with progress.step("write the graphs"):
        write_graphs(folder / DUMPS, content.lines)
    write_checksums(folder / DUMPS)
    with progress.step("write the search index"):
        write_index(folder / SEARCH, gather(content.lines))
    with progress.step("write the store"):
        write_store(folder / STORE, folder / QUADS)
    with progress.step("write the catalogue"):
        _write_catalogue(folder, content)
    write_manifest(folder, replace(manifest, files=describe_files(folder)))


def _write_catalogue(folder: Path, content: Content) -> None:
    """Write the catalogue beside the files that it describes; foreign data have none."""
    figures = {
        entry.path.removeprefix(f"{DUMPS}/"): Figures(entry.size_bytes, entry.sha256)
        for entry in describe_files(folder)
        if entry.path.startswith(f"{DUMPS}/")
    }
    if written := catalogue_file(content.lines, figures):
        (folder / CATALOGUE).write_bytes(written)


def _days(register: Iterable[Quad]) -> Iterator[str]:
    for quad in register:
        if quad.predicate in _DATES and isinstance(quad.object, Literal):
            day = quad.object.value[:10]
            if _DAY.fullmatch(day):
                yield day


def _software_version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "not installed"


def _counted(quads: Iterable[Quad], advance: Advance) -> Iterator[Quad]:
    count = 0
    for count, quad in enumerate(quads, start=1):
        if count % _STRIDE == 0:
            advance(_STRIDE)
        yield quad
    advance(count % _STRIDE)
