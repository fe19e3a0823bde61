"""Check the project, or files beside it, against shapes and check queries.

Here the makers meet: what the sources read is derived from and validated as one dataset.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from kg.derivation import derive, read_rules
from kg.engine import construct, memory_store, select
from kg.errors import NonConformanceError
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
    return _check(reading.quads, root, out, progress)


def check_files(files: Sequence[Path], root: Path, out: Path, progress: Progress) -> Report:
    """Check files as if they were added to the project; reported is what concerns their things.

    Args:
        files: RDF files in any format.
        root: the project's folder.
        out: the folder of releases, which holds imported tables.
        progress: told how far the work is.

    Raises:
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a rule or a check query is not as it must be.
    """
    with progress.step("read the files"):
        added = read_files(files, root)
    if added.problems:
        return of_problems(added.problems)
    with progress.step("read the sources"):
        project = read_sources(root, out / IMPORTS)
    report = _check((*project.quads, *added.quads), root, out, progress)
    return restrict(report, {quad.subject for quad in added.quads})


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


def check_store(store: Store, root: Path, out: Path, progress: Progress) -> Report:
    """Check *store*, conclusions included, against the project's shapes and check queries.

    Raises:
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a check query is not as it must be.
    """
    shapes = read_shapes(sorted((root / SHAPES).glob("*.ttl")))
    checks = read_checks(root / CHECKS)
    locator = Locator(root, out / IMPORTS)
    with progress.step("check against the shapes"):
        return validate(store, shapes, checks, select, locator.find)


def require_conformance(store: Store, root: Path, out: Path, progress: Progress) -> str:
    """Check *store* as `check_store` does; return the report as JSON.

    Raises:
        NonConformanceError: there is a violation; the report was noted.
        ShapesError: the shapes are ill-formed, so nothing was checked.
        QueryFileError: a check query is not as it must be.
    """
    report = check_store(store, root, out, progress)
    if report.violations:
        progress.note(write_report(report, "text"))
        raise NonConformanceError(len(report.violations))
    return write_report(report, "json")


def _check(quads: Sequence[Quad], root: Path, out: Path, progress: Progress) -> Report:
    with progress.step("load the quads"):
        store = memory_store(quads)
    derive_into(store, root, progress)
    return check_store(store, root, out, progress)
