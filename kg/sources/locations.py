"""Find the file and the line where a statement stands. Knows text, not meaning."""

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import expand
from kg.sources.documents import Document

Term = NamedNode | BlankNode | Literal | Triple

_CODE: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>')
_RDF_TYPE: Final = expand("rdf:type")
_XSD: Final = expand("xsd:")


def spellings(term: object, prefixes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """List how *term* may be written in a Turtle text with these prefixes, likeliest first."""
    if isinstance(term, Literal):
        quoted = str(Literal(term.value))
        if term.language:
            return (f"{quoted}@{term.language}", quoted)
        return (quoted, term.value)
    if not isinstance(term, NamedNode):
        return ()
    iri = term.value
    short = [
        f"{prefix}:{iri.removeprefix(namespace)}"
        for prefix, namespace in prefixes
        if namespace and iri.startswith(namespace)
    ]
    return (*sorted(short, key=len), f"<{iri}>", *(["a"] if iri == _RDF_TYPE else []))


def names(document: Document, subject: Term) -> bool:
    """Tell whether *document*, a Turtle or TriG text, has statements that start with *subject*."""
    return any(_names(document, subject, line) for line in document.text.splitlines())


def find_line(
    document: Document,
    subject: Term,
    predicate: NamedNode | None = None,
    value: Term | None = None,
) -> int | None:
    """Return the line on which *document*, a Turtle or TriG text, says something of *subject*.

    The first line of the subject's statements that has the value is taken, else the one that has
    the predicate, else the subject's own; None where the text does not name the subject and has
    neither.
    """
    lines = document.text.splitlines()
    heads = [n for n, line in enumerate(lines, 1) if _names(document, subject, line)]
    wanted = [
        pattern for term in (value, predicate) if term and (pattern := _pattern(document, term))
    ]
    for pattern in wanted:
        for head in heads:
            for number in range(head, _end(lines, head) + 1):
                if pattern.search(lines[number - 1]):
                    return number
    if heads:
        return heads[0]
    anywhere = (n for pattern in wanted for n, line in enumerate(lines, 1) if pattern.search(line))
    return next(anywhere, None)


def _pattern(document: Document, term: Term) -> re.Pattern[str] | None:
    written = "|".join(map(re.escape, spellings(term, document.prefixes)))
    zeros = ""
    if isinstance(term, Literal) and term.datatype.value.startswith(_XSD):
        # The store's spelling drops zeros that the file may have: 1234.5 stands there as 1234.50.
        zeros = r"(?:(?<=\.\d)0+|(?<=\.\d\d)0+|\.0+)?"
    return re.compile(rf"(?<![\w:/-])(?:{written}){zeros}(?![\w:/-]|\.\w)") if written else None


def _names(document: Document, subject: Term, line: str) -> bool:
    tokens = line.partition("{")[2].split(None, 1) if "{" in line else line.split(None, 1)
    return bool(tokens) and tokens[0] in spellings(subject, document.prefixes)


def _end(lines: list[str], head: int) -> int:
    """Return the line on which the statement that starts on line *head* ends."""
    for number in range(head, len(lines) + 1):
        code = _CODE.sub('""', lines[number - 1]).partition(" #")[0].rstrip()
        if code.endswith((".", "}")):
            return number
    return len(lines)
