"""Write graphs with the project's prefixes, and only those that occur."""

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Quad, QueryTriples, RdfFormat, Triple, serialize

from kg.formats import Format
from kg.namespaces import PREFIXES

_TURTLE_PREFIX: Final = re.compile(rb"@prefix (?P<prefix>[\w-]*): <[^>]*> \.\n")
_XML_PREFIX: Final = re.compile(rb' xmlns:(?P<prefix>(?!rdf=)[\w-]+)="[^"]*"')


def graph_written(
    statements: QueryTriples | Iterable[Triple] | Iterable[Quad], written_as: Format
) -> bytes:
    """Write *statements*; Turtle, TriG and RDF/XML with the project's prefixes.

    A result of a query is written without holding the interpreter lock where no prefix is needed.

    Raises:
        ValueError: the format carries no graph.
    """
    codec = written_as.codec
    if not isinstance(codec, RdfFormat):
        raise ValueError(f"{written_as.name} cannot carry a graph")
    if codec in (RdfFormat.TURTLE, RdfFormat.TRIG):
        text = serialize(statements, format=codec, prefixes=dict(PREFIXES)) or b""
        return _without_idle(text, _TURTLE_PREFIX, _end_of_turtle_head(text), b"%s:")
    if codec == RdfFormat.RDF_XML:
        text = serialize(statements, format=codec, prefixes=dict(PREFIXES)) or b""
        return _without_idle(text, _XML_PREFIX, text.find(b">", text.find(b"<rdf:RDF")), b"<%s:")
    if isinstance(statements, QueryTriples):
        return statements.serialize(format=codec) or b""
    return serialize(statements, format=codec) or b""


def _end_of_turtle_head(text: bytes) -> int:
    end = 0
    while match := _TURTLE_PREFIX.match(text, end):
        end = match.end()
    return end


def _without_idle(text: bytes, binding: re.Pattern[bytes], end: int, use: bytes) -> bytes:
    head, body = text[:end], text[end:]

    def kept(match: re.Match[bytes]) -> bytes:
        prefix = match["prefix"]
        return match[0] if use % prefix in body else b""

    return binding.sub(kept, head) + body
