"""The way from files to a release, readable on one screen. Everything else is called from here.

What makes releases is imported where it is called: the server, which reads them, starts without.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.engine import DataFiles, load_files, memory_store
from kg.errors import NonConformanceError, ReleaseError
from kg.release.folder import IMPORTS, only_writer, point_to, pointed_to, publish
from kg.release.history import read_quads, record
from kg.release.keeping import is_version
from kg.release.manifest import CONTEXT, QUERIES, REPORT, Release, open_release
from kg.release.progress import Progress

SERVED_QUERIES: Final = ("documents", "competency", "tables", "maps", "pages")
"""Folders of `queries/` that the server reads."""


def build(root: Path, out: Path, progress: Progress) -> Release:
    """Make a release of the project's files and point to it; an equal one is used again.

    Args:
        root: the project's folder, with `ontology/`, `data/`, `shapes/` and `queries/`.
        out: the folder of releases; imported tables are in its `imports/`.
        progress: told how far the work is, and every problem that stops it.

    Raises:
        NonConformanceError: the files have problems or the data violations; nothing was changed.
        QueryFileError: a rule, a check query or a table's query is not as it must be.
        ShapesError: the shapes are ill-formed, so nothing was checked.
        ReleaseError: nothing can be written, or another build does not end.
    """
    from kg.release.checking import derive_into, require_conformance
    from kg.release.describing import describe_into
    from kg.release.tabling import make_tables

    with only_writer(out, progress.note):
        quads = _read(root, out, progress)
        with progress.step("load the quads"):
            store = memory_store(quads)
        known = (*quads, *derive_into(store, root, progress))
        description = describe_into(store, known, root, progress)
        report = require_conformance(store, root, out, progress)
        tables = make_tables(store, root, progress)
        companions = {**_companions(root), **tables, REPORT: report.encode()}
        return _release(out, (*known, *description), companions, progress)


def load(files: Sequence[Path], out: Path, progress: Progress) -> Release:
    """Make a release of RDF files as they are, without rules and shapes, and point to it.

    Triples stay in the default graph, quads in their graphs. Values get the spelling of the store.

    Raises:
        SourceError: a file cannot be read as RDF.
        ReleaseError: nothing can be written, or another build does not end.
    """
    with only_writer(out, progress.note):
        with progress.step("read the files"):
            quads = tuple(load_files(DataFiles(tuple(files))))
        return _release(out, quads, {}, progress)


def publish_again(version: str, out: Path, progress: Progress) -> Release:
    """Point to a release that is there, to go back or forth; the history takes note of it.

    Raises:
        ReleaseError: there is none of that name, it is damaged, or nothing can be written.
    """
    with only_writer(out, progress.note):
        if not is_version(version):
            raise ReleaseError(out / version, "is no name of a release")
        release = open_release(out / version)
        with progress.step("record what changed"):
            record(out, release.version, read_quads(release), datetime.now(UTC))
        point_to(out, release.version)
        return release


def current(out: Path) -> Release:
    """Open the release that *out* points to.

    Raises:
        ReleaseError: there is none, or it is damaged.
    """
    return open_release(out / pointed_to(out))


def _read(root: Path, out: Path, progress: Progress) -> tuple[Quad, ...]:
    from kg.sources import read_sources

    with progress.step("read the sources"):
        reading = read_sources(root, out / IMPORTS)
    for problem in reading.problems:
        progress.note(str(problem))
    if reading.problems:
        raise NonConformanceError(len(reading.problems))
    return reading.quads


def _companions(root: Path) -> Mapping[str, bytes]:
    """Collect what lies beside the quads, as the server does not see the project's files."""
    context = root / "ontology" / CONTEXT
    found = {CONTEXT: context.read_bytes()} if context.is_file() else {}
    for folder in SERVED_QUERIES:
        for path in (root / QUERIES / folder).glob("*.rq"):
            found[f"{QUERIES}/{folder}/{path.name}"] = path.read_bytes()
    return found


def _release(
    out: Path, quads: Sequence[Quad], companions: Mapping[str, bytes], progress: Progress
) -> Release:
    from kg.release.content import make_content, named, write_files

    with progress.step("sort the quads"):
        content, manifest = named(make_content(quads, companions))
    try:
        release = open_release(out / manifest.version)
    except ReleaseError:  # there is none yet, or it is damaged and is replaced
        path = publish(
            out,
            manifest.version,
            lambda folder: write_files(folder, content, manifest, progress),
        )
        release = open_release(path)
    with progress.step("record what changed"):
        record(out, release.version, content.lines, datetime.now(UTC))
    point_to(out, release.version)
    return release
