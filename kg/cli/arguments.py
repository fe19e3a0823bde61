"""What each verb takes. argparse: it is there, and it starts in a few milliseconds."""

import argparse
import dataclasses
from pathlib import Path
from typing import Final

from kg.formats import ALL_FORMATS
from kg.settings import Settings, settings_table

REPORT_FORMATS: Final = ("text", "json", "turtle", "github", "junit")

_MEANINGS: Final = {row.name: row.meaning for row in settings_table()}


def parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    whole = argparse.ArgumentParser(
        prog="kg",
        description="Fördergraph: build, check, serve and query the graph.",
        epilog="Every setting of docs/settings.md may be given in the environment.",
    )
    verbs = whole.add_subparsers(dest="verb", metavar="VERB", required=True)
    _build(verbs.add_parser("build", help="build a release from the files of the project"))
    _validate(verbs.add_parser("validate", help="check the project's data, or files"))
    _load(verbs.add_parser("load", help="make a release of RDF files as they are"))
    _serve(verbs.add_parser("serve", help="answer over HTTP"))
    _query(verbs.add_parser("query", help="ask the current release one query"))
    _publish(verbs.add_parser("publish", help="serve a release that was built before"))
    _prune(verbs.add_parser("prune", help="remove old releases"))
    _diff(verbs.add_parser("diff", help="tell which quads two publications differ in"))
    _import(verbs.add_parser("import", help="take a bulk source into the next build"))
    return whole


def settings_of(options: argparse.Namespace, settings: Settings) -> Settings:
    """Put the options that name a setting before the environment."""
    names = {field.name for field in dataclasses.fields(Settings)}
    given = {k: v for k, v in vars(options).items() if k in names and v is not None}
    return dataclasses.replace(settings, **given)


def _setting(verb: argparse.ArgumentParser, name: str, kind: type, metavar: str) -> None:
    default = next(row.default for row in settings_table() if row.name == name)
    verb.add_argument(
        f"--{name}", type=kind, metavar=metavar, help=f"{_MEANINGS[name]} (default: {default})"
    )


def _build(verb: argparse.ArgumentParser) -> None:
    verb.description = "Prints the release's folder. Status 1: the data have a violation."
    _setting(verb, "out", Path, "DIR")


def _validate(verb: argparse.ArgumentParser) -> None:
    verb.description = "Prints the report. Status 1: there is a violation."
    verb.add_argument("files", nargs="*", type=Path, metavar="FILE")
    verb.add_argument("--format", choices=REPORT_FORMATS, default="text")
    verb.add_argument("--lang", choices=("de", "en"), default="de", help="of the words for people")


def _load(verb: argparse.ArgumentParser) -> None:
    verb.description = "No shapes, no rules: for the data of others. Prints the release's folder."
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _setting(verb, "out", Path, "DIR")


def _serve(verb: argparse.ArgumentParser) -> None:
    verb.description = (
        "Serves the current release and changes over to the next one; or RELEASE, or files."
    )
    verb.add_argument("release", nargs="?", type=Path, metavar="RELEASE", help="a release folder")
    _setting(verb, "port", int, "N")
    _setting(verb, "host", str, "H")
    _setting(verb, "engine", str, "auto|memory|disk|URL")
    verb.add_argument(
        "--data",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help="serve files: these make the default graph",
    )
    verb.add_argument(
        "--graph",
        nargs="+",
        action="extend",
        default=[],
        type=_named_graph,
        metavar="IRI=FILE",
        help="serve files: this one is the named graph IRI",
    )


def _query(verb: argparse.ArgumentParser) -> None:
    verb.description = "Prints the answer."
    verb.add_argument(
        "query", metavar="FILE|NAME|-", help="a file, a question of the project, standard input"
    )
    names = sorted({f.name for f in ALL_FORMATS})
    verb.add_argument(
        "--format", choices=names, help="default: csv, and turtle where the answer is a graph"
    )


def _publish(verb: argparse.ArgumentParser) -> None:
    verb.description = "Points to RELEASE, to go back or forth. Prints its folder."
    verb.add_argument("release", metavar="RELEASE", help="the name of a release that is kept")
    _setting(verb, "out", Path, "DIR")


def _prune(verb: argparse.ArgumentParser) -> None:
    verb.description = (
        "Removes all releases but the newest, never one that is served. Prints their folders."
    )
    verb.add_argument(
        "--keep",
        type=_count,
        required=True,
        metavar="N",
        help="how many stay, with the current one",
    )
    _setting(verb, "out", Path, "DIR")


def _diff(verb: argparse.ArgumentParser) -> None:
    verb.description = (
        "Prints RDF Patch: a line that begins with A for each quad that NEW has and OLD has not, "
        "with D for each that only OLD has. Neither release need be kept."
    )
    verb.add_argument("old", nargs="?", metavar="OLD", help="default: the one before NEW")
    verb.add_argument("new", nargs="?", metavar="NEW", help="default: the last publication")
    _setting(verb, "out", Path, "DIR")


def _import(verb: argparse.ArgumentParser) -> None:
    verb.description = "Fetches the source's table, or reads it from a file."
    verb.add_argument("source", metavar="SOURCE", help="a folder of data/sources/")
    verb.add_argument("--from", dest="path", type=Path, metavar="PATH")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def _named_graph(text: str) -> tuple[str, Path]:
    iri, equals, path = text.rpartition("=")
    if not equals or not iri or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not IRI=FILE")
    return iri, Path(path)
