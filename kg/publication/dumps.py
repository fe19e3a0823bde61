"""Write the bulk files of a release: the dataset in each RDF format, each graph, and checksums.

The same lines give the same bytes: the order is that of the lines, and gzip records neither a time
nor a name.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest
from itertools import groupby
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import Quad, RdfFormat, serialize

from kg.formats import JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE, Format
from kg.namespaces import GRAPHS, PREFIXES
from kg.publication.canonical import as_union, by_graph, graph_of, read_lines

STEM: Final = "foerdergraph"
CHECKSUMS: Final = "SHA256SUMS"
GRAPH_FILES: Final = "graphs"
"""Folder of the files of single graphs, `<name of the graph>.ttl`."""

_OWN_GRAPH: Final = re.compile(rb"<%s([a-z0-9][a-z0-9-]{0,199})>" % re.escape(GRAPHS.encode()))
_GZIP_LEVEL: Final = 6
_BUFFER_BYTES: Final = 1 << 20

Watch = Callable[[Iterable[Quad]], Iterable[Quad]]
"""Passes quads on while somebody counts them."""


def dump_name(written: Format) -> str:
    """Name the dump in a format, such as `foerdergraph.ttl.gz`."""
    return f"{STEM}.{written.suffix}.gz"


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write *lines* to a gzip file, each ended by a newline."""
    with gzip_file(path) as out:
        out.writelines(line + b"\n" for line in lines)


def write_dumps(folder: Path, lines: Sequence[bytes], watch: Watch) -> None:
    """Write the dumps of the dataset into *folder*.

    N-Quads, TriG and JSON-LD keep the named graphs. Turtle and N-Triples are their union; where a
    statement comes from is said there by `dcterms:source` alone.

    Args:
        folder: exists.
        lines: sorted N-Quads.
        watch: sees every quad of each format once; there are four formats besides N-Quads.

    Raises:
        OSError: the disk is full, or a file cannot be written.
    """
    write_lines(folder / dump_name(N_QUADS), lines)
    for written in (N_TRIPLES, TURTLE):
        _write(folder, written, watch(as_union(lines)))
    grouped = by_graph(lines)
    for written in (TRIG, JSON_LD):
        _write(folder, written, watch(read_lines(grouped)))


def write_graphs(folder: Path, lines: Iterable[bytes]) -> None:
    """Write each graph of ours among *lines* as Turtle into `graphs/` below *folder*.

    Graphs of others, and names that would not do for a file, are left out.

    Raises:
        OSError: the disk is full, or a file cannot be written.
    """
    for name, members in groupby(by_graph(lines), graph_of):
        if (found := _OWN_GRAPH.fullmatch(name)) is not None:
            path = folder / GRAPH_FILES / f"{found[1].decode()}.{TURTLE.suffix}"
            path.parent.mkdir(exist_ok=True)
            _write_graph(path, [line.removesuffix(b" %s ." % name) + b" ." for line in members])


def _write_graph(path: Path, lines: Sequence[bytes]) -> None:
    """Write *lines* as one graph, with those of our prefixes whose namespaces occur in it."""
    text = b"\n".join(lines)
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}".encode() in text}
    with path.open("wb", buffering=_BUFFER_BYTES) as out:
        serialize(read_lines(lines), out, cast(RdfFormat, TURTLE.codec), prefixes=prefixes)


def write_checksums(folder: Path) -> None:
    """Write `SHA256SUMS` about all other files below *folder*, in the form of `sha256sum -c`."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    names = sorted(name for name, path in found.items() if path.is_file() and name != CHECKSUMS)
    text = "".join(f"{sha256_of(found[name])}  {name}\n" for name in names)
    (folder / CHECKSUMS).write_text(text, encoding="utf-8")


def sha256_of(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write(folder: Path, written: Format, quads: Iterable[Quad]) -> None:
    codec = cast(RdfFormat, written.codec)  # every format named above carries graphs
    with gzip_file(folder / dump_name(written)) as out:
        serialize(quads, out, codec, prefixes=dict(PREFIXES))


@contextmanager
def gzip_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a gzip file for writing whose bytes depend on its content alone."""
    with (
        path.open("wb", buffering=_BUFFER_BYTES) as raw,
        gzip.GzipFile("", "wb", _GZIP_LEVEL, raw, mtime=0) as packed,
    ):
        yield cast(IO[bytes], packed)
