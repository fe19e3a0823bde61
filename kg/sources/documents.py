"""Read one RDF file: quads, and every fault with its line and its repair. Knows no table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import SourceError
from kg.namespaces import PREFIXES

FORMATS: Final = MappingProxyType(
    {
        ".ttl": RdfFormat.TURTLE,
        ".trig": RdfFormat.TRIG,
        ".nt": RdfFormat.N_TRIPLES,
        ".nq": RdfFormat.N_QUADS,
        ".rdf": RdfFormat.RDF_XML,
        ".jsonld": RdfFormat.JSON_LD,
    }
)
"""File suffix → format."""

_SPLITTABLE: Final = frozenset({".ttl", ".trig"})
_DECLARATION: Final = re.compile(
    r"^[ \t]*@?(?:(?:prefix|PREFIX)[ \t]+([\w-]*):[ \t]*<([^>\n]*)>|(?:base|BASE)[ \t]+<[^>\n]*>)"
    r"[ \t]*\.?",
    re.MULTILINE,
)
_UNQUOTED_COMMA: Final = re.compile(r"(?<![\w.:])[+-]?[0-9][0-9.]*,[0-9]+(?![\w:])")
_NOT_CODE: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|(?<!\S)#[^\n]*', re.DOTALL
)
_UNKNOWN_PREFIX: Final = re.compile(r"The prefix ([\w-]*): has not been declared")

_REPAIRS: Final = (
    (
        r"A dot is expected|'}' or a '\.' is expected",
        "the statement before is not ended: put “;” before a further property, “,” before a "
        "further value, “.” at the end of the thing, and only one value after a property",
    ),
    (r"Unexpected end of file|Unexpected end", "a closing quote, bracket or full stop is missing"),
    (
        r"^[;.,] is not a valid RDF object",
        "a value is missing: take the “;” or “,” before it away, or add the value",
    ),
    (r"^\} is not a valid", "the last statement before } ends too early or a value is missing"),
    (
        r"^-?\.?[0-9]+.* is not a valid subject",
        'write a date in quotes with its datatype, such as "2020-12-31"^^xsd:date',
    ),
    (r"^(?:True|False|TRUE|FALSE|ja|nein) is not a valid", "write true or false"),
    (r"is not a valid predicate", "write a property with its prefix, such as fg:value"),
    (
        r"is not a valid",
        "write an IRI in <…>, a prefixed name such as fg:value, or a text in quotes",
    ),
    (r"Invalid IRI code point", "an IRI has no blanks or angle brackets: write %20 for a blank"),
    (r"Line jumps are not allowed", 'end the text on its line, or put it in """three quotes"""'),
    (r"^'[„“”‚‘’«»]' is not allowed", 'write straight quotes: "text"@de'),
    (r"^'%' is not allowed", "write a share as a decimal, such as 0.65"),
    (r"Unexpected escape character", r"write \\ for a backslash"),
    (r"language code|Unexpected character", 'write a language tag such as "text"@de'),
    (r"Invalid UTF-8|utf-8", "save the file as UTF-8"),
    (r"^\ufeff", "save the file as UTF-8 without a byte order mark"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF file as it was read; *quads* keep the file's order and blank nodes."""

    path: Path
    text: str
    prefixes: tuple[tuple[str, str], ...]
    quads: tuple[Quad, ...]
    problems: tuple[SourceError, ...]


def declared_prefixes(text: str) -> tuple[tuple[str, str], ...]:
    """List the prefixes that a Turtle or TriG text declares, in its order."""
    return tuple(
        (match[1], match[2]) for match in _DECLARATION.finditer(text) if match[1] is not None
    )


def read_document(path: Path, shown: Path) -> Document:
    """Read the RDF file at *path*.

    A Turtle or TriG file with a fault is read statement by statement, so that one fault does not
    hide the next; what is whole in it is kept for the checks that follow.

    Args:
        path: the file; its suffix tells the format.
        shown: the path that problems name.

    Source: https://www.w3.org/TR/trig/#sec-grammar
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = SourceError(
            shown, None, f"cannot be read ({error.strerror})", "name a file that is there"
        )
        return Document(shown, "", (), (), (problem,))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = SourceError(shown, line, "the file is not UTF-8", "save the file as UTF-8")
        return Document(shown, "", (), (), (problem,))
    rdf_format = FORMATS[path.suffix]
    prefixes = declared_prefixes(text) if path.suffix in _SPLITTABLE else ()
    quads, problem_found = _parse(text, rdf_format, shown)
    problems = [problem_found] if problem_found else []
    if problem_found and path.suffix in _SPLITTABLE:
        quads, problems = _parse_by_statement(text, rdf_format, shown, problem_found)
    if path.suffix in _SPLITTABLE:
        problems += _comma_numbers(text, shown)
    return Document(shown, text, prefixes, tuple(quads), tuple(problems))


def _parse(text: str, rdf_format: RdfFormat, shown: Path) -> tuple[list[Quad], SourceError | None]:
    quads: list[Quad] = []
    try:
        quads.extend(parse(text, rdf_format))
    except SyntaxError as error:
        return quads, _problem(error, shown)
    return quads, None


def _problem(error: SyntaxError, shown: Path) -> SourceError:
    _, _, reason = error.msg.partition(": ")
    reason = reason or error.msg
    unknown = _UNKNOWN_PREFIX.search(reason)
    if unknown:
        return SourceError(
            shown, error.lineno, f"unknown prefix {unknown[1]}:", _prefix_repair(unknown[1])
        )
    repair = next((words for pattern, words in _REPAIRS if re.search(pattern, reason)), "")
    return SourceError(shown, error.lineno, reason, repair)


def _prefix_repair(prefix: str) -> str:
    if prefix in PREFIXES:
        return f"add “@prefix {prefix}: <{PREFIXES[prefix]}> .” at the top"
    near = get_close_matches(prefix, PREFIXES, n=1, cutoff=0.7)
    hint = f"did you mean {near[0]}:? " if near else ""
    return f"{hint}Declare it at the top with @prefix"


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of *text* that start in the first column, each with its first line's number.

    A part is a graph block or the statements about one thing: in this project's files only those
    and their closing brackets start in the first column, after a line that ends the part before.
    """
    start, part, ended = 1, list[str](), False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        begins = line[:1].strip() and line[0] not in "#})]" and not _DECLARATION.match(line)
        if begins and ended:
            yield start, "".join(part)
            start, part = number, []
        part.append(line)
        if line.strip() and not line.startswith("#"):
            ended = line.rstrip().endswith((".", "}"))
    yield start, "".join(part)


def _parse_by_statement(
    text: str, rdf_format: RdfFormat, shown: Path, first: SourceError
) -> tuple[list[Quad], list[SourceError]]:
    head = " ".join(match[0].strip() for match in _DECLARATION.finditer(text))
    quads: list[Quad] = []
    problems: list[SourceError] = []
    for start, part in _statements(text):
        body = _DECLARATION.sub("", part)
        found, problem = _parse(f"{head}{chr(10) * (start - 1)}{body}", rdf_format, shown)
        quads += found
        if problem:
            problems.append(problem)
    return quads, problems or [first]


def _comma_numbers(text: str, shown: Path) -> Iterator[SourceError]:
    """Find `1.234,50` outside quotes: Turtle reads two numbers there, and says nothing."""
    blanked = _NOT_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _UNQUOTED_COMMA.finditer(blanked):
        right = match[0].replace(".", "").replace(",", ".")
        yield SourceError(
            shown,
            blanked.count("\n", 0, match.start()) + 1,
            f"{match[0]} is read as two numbers",
            f"write {right} with a decimal point, no thousands separator"
            " (two values stand on two lines)",
        )
