"""Write answers piece by piece, and graphs with those of the project's prefixes that occur."""

import re
from collections.abc import Iterable
from typing import BinaryIO, Final, cast

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.engine.excel import DIALECTS, write_excel
from kg.engine.geojson import write_geojson
from kg.engine.pieces import Pieces
from kg.errors import NotXMLError
from kg.formats import GEOJSON, JSON_LD, RDF_XML, XML, Format
from kg.jsonld import EMPTY_CONTEXT, Context, compacted
from kg.namespaces import PREFIXES

_TURTLE_PREFIX: Final = re.compile(rb"@prefix (?P<prefix>[\w-]*): <[^>]*> \.\n")
_TURTLE_USE: Final = re.compile(rb"[\s^(\[,;]([\w-]++):")
_XML_USE: Final = re.compile(rb"<([\w-]+):")
_PREFIXED: Final = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML)
_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_HELD_BACK_BYTES: Final = 2**20
_XML_PREFIX: Final = re.compile(rb' xmlns:(?P<prefix>(?!rdf=)[\w-]+)="[^"]*"')


def write_answer(
    result: QuerySolutions | QueryBoolean | QueryTriples,
    answer_format: Format,
    out: BinaryIO,
    context: Context = EMPTY_CONTEXT,
) -> None:
    """Write the result of a query to *out*, piece by piece.

    Turtle, TriG and RDF/XML have the project's prefixes: those that occur where the answer is
    shorter than 1 MiB, all of them where it is longer, since their place is at its beginning.

    Args:
        result: is used up.
        answer_format: of the kind of the result.
        out: `write` is all that is asked of it; what it raises is passed on.
        context: JSON-LD is written in its keys; the empty one leaves IRIs as they are.

    Raises:
        ValueError: the format cannot carry such a result.
        NoGeometryError: GeoJSON is wanted, and the result has no geometry.
        NotXMLError: XML is wanted, and the result has a character that XML cannot carry.
    """
    if answer_format in (XML, RDF_XML):
        out = cast(BinaryIO, _XMLSink(out))  # it is only written to
    if not isinstance(result, QueryTriples):
        _write_solutions(result, answer_format, out)
        return
    codec = _graph_codec(answer_format)
    if codec == RdfFormat.JSON_LD and context.document:
        _write_compacted(result, context, out)
        return
    if codec not in _PREFIXED:
        result.serialize(output=out, format=codec)
        return
    beginning = _Beginning(out, codec)
    sink = cast(BinaryIO, beginning)  # it is only written to
    serialize(result, output=sink, format=codec, prefixes=dict(PREFIXES))
    beginning.end()


def _write_compacted(statements: Iterable[Triple], context: Context, out: BinaryIO) -> None:
    pieces = Pieces(out)
    for piece in compacted(statements, context):
        pieces.write(piece)
    pieces.end()


def _write_solutions(
    result: QuerySolutions | QueryBoolean, answer_format: Format, out: BinaryIO
) -> None:
    if isinstance(answer_format.codec, QueryResultsFormat):
        result.serialize(output=out, format=answer_format.codec)
    elif isinstance(result, QuerySolutions) and answer_format == GEOJSON:
        write_geojson(result, out)
    elif isinstance(result, QuerySolutions) and answer_format.name in DIALECTS:
        write_excel(result, DIALECTS[answer_format.name], out)
    else:
        raise ValueError(f"{answer_format.name} cannot carry solutions")


def graph_written(
    statements: QueryTriples | Iterable[Triple] | Iterable[Quad], written_as: Format
) -> bytes:
    """Write *statements*; Turtle, TriG and RDF/XML with the project's prefixes.

    JSON-LD is expanded; `jsonld_written` is for the one with a context.

    A result of a query is written without holding the interpreter lock where no prefix is needed.

    Raises:
        ValueError: the format carries no graph.
    """
    codec = _graph_codec(written_as)
    if codec in _PREFIXED:
        text = serialize(statements, format=codec, prefixes=dict(PREFIXES)) or b""
        return _with_prefixes_in_use(text, codec)
    if isinstance(statements, QueryTriples):
        return statements.serialize(format=codec) or b""
    return serialize(statements, format=codec) or b""


def jsonld_written(statements: Iterable[Triple], context: Context) -> bytes:
    """Write *statements* as JSON-LD in the keys of *context*, an empty one for none."""
    if not context.document:
        return graph_written(statements, JSON_LD)
    return "".join(compacted(statements, context)).encode("utf-8")


class _XMLSink:
    """Passes XML on, unless a character is in it that XML 1.0 cannot carry (2.2, Char)."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, piece: bytes) -> int:
        if (found := _NOT_XML.search(piece)) is not None:
            raise NotXMLError(f"U+{ord(found[0].decode('utf-8')):04X}")
        return self._out.write(piece)

    def flush(self) -> None:
        """Pass nothing on: nothing is held."""


class _Beginning:
    """Holds back the beginning of a graph, until its prefixes are known or it is too long."""

    def __init__(self, out: BinaryIO, codec: RdfFormat) -> None:
        self._out = out
        self._codec = codec
        self._held: list[bytes] = []
        self._held_bytes = 0

    def write(self, piece: bytes) -> int:
        if self._held_bytes > _HELD_BACK_BYTES:
            self._out.write(piece)
            return len(piece)
        self._held.append(piece)
        self._held_bytes += len(piece)
        if self._held_bytes > _HELD_BACK_BYTES:
            self._out.write(b"".join(self._held))
            self._held.clear()
        return len(piece)

    def flush(self) -> None:
        """Keep what is held back."""

    def end(self) -> None:
        """Write what was held back to the end."""
        if self._held:
            self._out.write(_with_prefixes_in_use(b"".join(self._held), self._codec))


def _graph_codec(written_as: Format) -> RdfFormat:
    if not isinstance(written_as.codec, RdfFormat):
        raise ValueError(f"{written_as.name} cannot carry a graph")
    return written_as.codec


def _with_prefixes_in_use(text: bytes, codec: RdfFormat) -> bytes:
    if codec == RdfFormat.RDF_XML:
        end = text.find(b">", text.find(b"<rdf:RDF"))
        return _without_idle(text, _XML_PREFIX, end, _XML_USE)
    return _without_idle(text, _TURTLE_PREFIX, _end_of_turtle_head(text), _TURTLE_USE)


def _end_of_turtle_head(text: bytes) -> int:
    end = 0
    while match := _TURTLE_PREFIX.match(text, end):
        end = match.end()
    return end


def _without_idle(
    text: bytes, binding: re.Pattern[bytes], end: int, use: re.Pattern[bytes]
) -> bytes:
    used = set(use.findall(text, max(end - 1, 0)))  # from the mark before the first name)

    def kept(match: re.Match[bytes]) -> bytes:
        return match[0] if match["prefix"] in used else b""

    return binding.sub(kept, text[:end]) + text[end:]
