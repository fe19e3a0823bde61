"""The verbs: parse, call one function, print. What a verb needs is imported when it runs."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.cli.arguments import settings_of
from kg.errors import QueryFileError
from kg.settings import Settings


def build(options: argparse.Namespace, settings: Settings) -> int:
    """Build a release from the files of the project."""
    from kg import release

    chosen = settings_of(options, settings)
    made = release.build(chosen.root, chosen.out_folder, release.progress_on(sys.stderr))
    print(made.path)
    return 0


def validate(options: argparse.Namespace, settings: Settings) -> int:
    """Check the project's data, or files, and print the report."""
    from kg import release
    from kg.release.checking import check_files, check_project
    from kg.validation import write_report

    root, out, progress = settings.root, settings.out_folder, release.progress_on(sys.stderr)
    if options.files:
        report = check_files(options.files, root, out, progress)
    else:
        report = check_project(root, out, progress)
    print(write_report(report, options.format, options.lang), end="")
    return 1 if report.violations else 0


def load(options: argparse.Namespace, settings: Settings) -> int:
    """Make a release of RDF files as they are."""
    from kg import release

    out = settings_of(options, settings).out_folder
    made = release.load(options.files, out, release.progress_on(sys.stderr))
    print(made.path)
    return 0


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Answer over HTTP until stopped."""
    from kg.cli.serving import serve_files, serve_release

    chosen = settings_of(options, settings)
    if options.data or options.graph:
        serve_files(tuple(options.data), tuple(options.graph), chosen)
    else:
        serve_release(options.release, chosen)
    return 0


def query(options: argparse.Namespace, settings: Settings) -> int:
    """Ask the current release one query."""
    from kg.engine import DataFiles, EngineData, open_engine
    from kg.formats import CSV, TURTLE, format_named
    from kg.release import current

    release = current(settings.out_folder)
    text = _query_text(options.query, release.queries_path)
    files = DataFiles((release.quads_path,))
    data = EngineData(files, release.store_path, release.manifest.quads, is_union=True)
    engine = open_engine(
        "disk" if settings.engine in {"auto", "memory"} else settings.engine,
        data,
        memory_share=settings.memory_share,
        timeout_s=settings.query_timeout_s,
    )
    prepared = engine.prepare(text)
    offers = prepared.form.formats
    default = CSV if CSV in offers else TURTLE
    chosen = format_named(options.format, offers) if options.format else default
    if chosen is None:
        names = ", ".join(offer.name for offer in offers)
        sys.stderr.write(f"kg query: {options.format} does not fit this query; one of {names}\n")
        return 2
    for chunk in engine.evaluate(prepared, chosen).chunks:
        sys.stdout.buffer.write(chunk)
    return 0


def publish(options: argparse.Namespace, settings: Settings) -> int:
    """Serve a release that was built before."""
    from kg import release

    out = settings_of(options, settings).out_folder
    print(release.publish_again(options.release, out, release.progress_on(sys.stderr)).path)
    return 0


def prune(options: argparse.Namespace, settings: Settings) -> int:
    """Remove all releases but the newest, and print their folders."""
    from kg import release

    out = settings_of(options, settings).out_folder
    pruned = release.prune(out, options.keep, release.progress_on(sys.stderr).note)
    for folder in pruned.held:
        sys.stderr.write(f"kg prune: {folder} stays, as it is being served\n")
    for folder in pruned.removed:
        print(folder)
    return 0


def diff(options: argparse.Namespace, settings: Settings) -> int:
    """Print the difference of two publications as RDF Patch."""
    from kg.errors import ReleaseError
    from kg.release import history

    out = settings_of(options, settings).out_folder
    known = history.steps(out)
    end = history.number_of(known, options.new) if options.new else len(known)
    start = history.number_of(known, options.old) if options.old else max(end - 1, 0)
    if not end or (options.old and not start):
        published = ", ".join(step.version for step in known) or "nothing"
        raise ReleaseError(out, f"no such publication; published: {published}")
    between, direction = history.way(known, start, end)
    words = {direction: b"A ", -direction: b"D "}
    for line, sign in history.difference(between):
        sys.stdout.buffer.write(words[sign] + line + b"\n")
    return 0


def import_(options: argparse.Namespace, settings: Settings) -> int:
    """Take a raw table into the next build."""
    from kg.sources.importing import import_source

    path = options.path or Path()
    done = import_source(settings.root, options.source, path, settings.out_folder)
    for problem in done.problems:
        sys.stderr.write(f"{problem}\n")
    if done.path is None:
        return 1
    print(done.path)
    return 0


def _query_text(name: str, questions: Path) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        path = Path(name)
        if not path.is_file():
            path = _question(name, questions)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryFileError(Path(name), f"cannot be read: {error}") from None


def _question(name: str, questions: Path) -> Path:
    found = sorted(questions.rglob(f"{name}.rq")) or sorted(questions.rglob(f"{name}-*.rq"))
    if not found:
        known = ", ".join(path.stem for path in sorted(questions.rglob("*.rq")))
        raise QueryFileError(Path(name), f"neither a file nor a question; there are: {known}")
    return found[0]


VERBS: Final = MappingProxyType[str, Callable[[argparse.Namespace, Settings], int]](
    {
        "build": build,
        "validate": validate,
        "load": load,
        "serve": serve,
        "query": query,
        "publish": publish,
        "prune": prune,
        "diff": diff,
        "import": import_,
    }
)
