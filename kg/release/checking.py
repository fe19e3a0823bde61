"""Check the project, or files beside it, against shapes and check queries.

Here the makers meet: what the sources read is derived from and validated as one dataset.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.derivation import derive, read_rules
from kg.engine import construct, memory_store, select
from kg.errors import NonConformanceError
from kg.namespaces import expand
from kg.release.describing import describe_into
from kg.release.folder import IMPORTS
from kg.release.progress import Progress
from kg.sources import Locator, read_files, read_sources
from kg.validation import (
    Report,
    of_problems,
    read_checks,
    read_shapes,
    restrict,
    validate,
    write_report,
)

RULES: Final = Path("queries", "rules")
CHECKS: Final = Path("queries", "checks")
SHAPES: Final = Path("shapes")

DRAFT: Final = NamedNode(expand("graph:draft"))
"""Where the statements of a file stand that names no graph; the check queries know it."""

NAMING_GRAPHS: Final = frozenset({".trig", ".nq"})


def check_project(root: Path, out: Path, progress: Progress) -> Report:
    """Check the project's files as the next build would.

    Files that cannot be read are violations; then nothing else is looked at.

    Args:
        root: the project's folder.
        out: the folder of releases, which holds imported tables.
        progress: told how far the work is.

    Raises:
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a rule or a check query is not as it must be.
    """
    with progress.step("read the sources"):
        reading = read_sources(root, out / IMPORTS)
    if reading.problems:
        return of_problems(reading.problems)
    return _check(reading.quads, root, Locator(root, out / IMPORTS), progress)


def check_files(files: Sequence[Path], root: Path, out: Path, progress: Progress) -> Report:
    """Check files as if they were added to the project; reported is what concerns their things.

    The project's own data are read too, since a file refers to them. A format that cannot name a
    graph, such as Turtle, is taken for a draft that need not name its source yet. Of what the files
    only mention, violations are reported: they may have caused them.

    Args:
        files: RDF files in any format; those of the project itself may be among them.
        root: the project's folder.
        out: the folder of releases, which holds imported tables.
        progress: told how far the work is.

    Raises:
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a rule or a check query is not as it must be.
    """
    with progress.step("read the files"):
        readings = [(path, read_files([path], root)) for path in files]
    problems = [problem for _, reading in readings for problem in reading.problems]
    if problems:
        return of_problems(problems)
    added = [quad for path, reading in readings for quad in _drafted(path, reading.quads)]
    with progress.step("read the sources"):
        project = read_sources(root, out / IMPORTS)
    report = _check(
        (*project.quads, *added), root, Locator(root, out / IMPORTS, tuple(files)), progress
    )
    subjects = {quad.subject for quad in added}
    return restrict(report, subjects, {quad.object for quad in added} - subjects)


def _drafted(path: Path, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Put the default graph of a file that can name no graph into the graph of drafts."""
    for quad in quads:
        if path.suffix in NAMING_GRAPHS or not isinstance(quad.graph_name, DefaultGraph):
            yield quad
        else:
            yield Quad(quad.subject, quad.predicate, quad.object, DRAFT)


def derive_into(store: Store, root: Path, progress: Progress) -> tuple[Quad, ...]:
    """Conclude what the project's rules conclude from *store*, add it there, and return it.

    Raises:
        QueryFileError: a rule is not as it must be.
    """
    rules = read_rules(root / RULES)
    with progress.step("apply the rules"):
        conclusions = derive(rules, partial(construct, store))
        store.bulk_extend(conclusions)
    return conclusions


def check_store(store: Store, root: Path, locator: Locator, progress: Progress) -> Report:
    """Check *store*, conclusions included, against the project's shapes and check queries.

    Raises:
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a check query is not as it must be.
    """
    shapes = read_shapes(sorted((root / SHAPES).glob("*.ttl")))
    checks = read_checks(root / CHECKS)
    with progress.step("check against the shapes"):
        return validate(store, shapes, checks, select, locator.find)


def require_conformance(store: Store, root: Path, out: Path, progress: Progress) -> str:
    """Check *store* as `check_store` does; return the report as JSON.

    Raises:
        NonConformanceError: there is a violation; the report was noted.
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a check query is not as it must be.
    """
    report = check_store(store, root, Locator(root, out / IMPORTS), progress)
    if report.violations:
        progress.note(write_report(report, "text"))
        raise NonConformanceError(len(report.violations))
    return write_report(report, "json")


def _check(quads: Sequence[Quad], root: Path, locator: Locator, progress: Progress) -> Report:
    with progress.step("load the quads"):
        store = memory_store(quads)
    conclusions = derive_into(store, root, progress)
    describe_into(store, (*quads, *conclusions), root, progress)
    return check_store(store, root, locator, progress)
