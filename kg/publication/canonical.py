"""Bring quads into their one canonical text: sorted N-Quads lines, from which hashes are taken.

A line is a `bytes` without its newline. Sorted bytes are sorted code points, so the order is that
of canonical N-Quads. Knows no file.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import Final, TypeVar

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse, serialize

_BATCH: Final = 20_000

_T = TypeVar("_T")


def canonical_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Write each quad as a canonical N-Quads line; sort the lines and drop repeated ones.

    Blank nodes get the labels of RDFC-1.0, so that they depend on what is said and not on a parser.

    Returns:
        The lines without their newlines. Literals keep their spelling.

    Source: https://www.w3.org/TR/rdf-canon/#canonical-quads
    """
    distinct = set(chain.from_iterable(_written(batch) for batch in _batches(quads)))
    with_blanks = [line for line in distinct if b"_:" in line]
    if with_blanks:
        distinct.difference_update(with_blanks)
        distinct.update(_with_canonical_labels(with_blanks))
    return sorted(distinct)


def content_sha256(lines: Iterable[bytes]) -> str:
    """Hash the N-Quads file that *lines* make, each ended by a newline."""
    digest = sha256()
    for batch in _batches(lines):
        digest.update(b"\n".join(batch) + b"\n")
    return digest.hexdigest()


def read_lines(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Parse *lines* in their order, a batch at a time."""
    for batch in _batches(lines):
        yield from parse(b"\n".join(batch), RdfFormat.N_QUADS)


def subject_of(line: bytes) -> bytes:
    """Return the subject as it is written in *line*."""
    return line[: line.index(b" ")]


def graph_of(line: bytes) -> bytes:
    """Return the graph name as it is written in *line*; nothing for the default graph.

    Only a literal may hold a space, and a literal that ends the line's terms ends with a quotation
    mark, a language tag or a datatype after a quotation mark.
    """
    _, _, rest = line.split(b" ", 2)
    before, _, last = rest.removesuffix(b" .").rpartition(b" ")
    if not before or b'"' in last or last.endswith(b")>>"):
        return b""
    return last


def by_graph(lines: Iterable[bytes]) -> list[bytes]:
    """Order sorted lines by graph name, keeping the order within each graph."""
    return sorted(lines, key=graph_of)


def as_union(lines: Sequence[bytes]) -> Iterator[Quad]:
    """Read sorted *lines* as triples of one graph, each once.

    Lines that differ in the graph alone stand next to each other.
    """
    last: Quad | None = None
    for quad in read_lines(lines):
        triple = Quad(quad.subject, quad.predicate, quad.object)
        if triple != last:
            yield triple
        last = triple


def _written(quads: Sequence[Quad]) -> list[bytes]:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n")[:-1]


def _with_canonical_labels(lines: Iterable[bytes]) -> list[bytes]:
    dataset = Dataset(read_lines(lines))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return _written(list(dataset))


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
