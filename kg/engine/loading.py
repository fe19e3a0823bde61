"""Fill a store from files or quads; a file that is not well-formed is named with its line."""

import gzip
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.errors import ReleaseError, SourceError
from kg.formats import GRAPH_FORMATS, format_of_file


@dataclass(frozen=True, slots=True)
class DataFiles:
    """RDF files as the dataset that they make.

    Attributes:
        default: files for the default graph; one that names graphs itself keeps them.
        named: pairs of a graph's IRI and the file that fills it.
    """

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """List all files."""
        return self.default + tuple(path for _, path in self.named)


def memory_store(quads: Iterable[Quad]) -> Store:
    """Make a store in memory that holds *quads*."""
    store = Store()
    store.bulk_extend(quads)
    return store


def open_store(folder: Path) -> Store:
    """Open a store on disk that nobody writes to.

    Raises:
        ReleaseError: it is damaged, or not there.
    """
    try:
        return Store.read_only(str(folder))
    except OSError as error:
        raise ReleaseError(folder, f"the store cannot be opened: {error}") from None


def load_files(files: DataFiles) -> Store:
    """Make a store in memory from files, gzipped ones too.

    A named graph exists even where its file is empty (SPARQL 1.1 Update, 3.1.3).

    Raises:
        SourceError: a file cannot be opened, is of no known format, or is not well-formed.
    """
    store = Store()
    for path in files.default:
        _load(store, path, None)
    for iri, path in files.named:
        try:
            graph = NamedNode(iri)
        except ValueError as error:
            raise SourceError(path, None, f"<{iri}> names no graph: {error}") from None
        store.add_graph(graph)
        _load(store, path, graph)
    return store


def _load(store: Store, path: Path, graph: NamedNode | None) -> None:
    codec = _codec(path)
    if graph is not None and codec.supports_datasets and codec != RdfFormat.JSON_LD:
        raise SourceError(path, None, "names graphs itself", "load it into the default graph")
    try:
        with ExitStack() as opened:
            store.bulk_load(
                input=_open(path, opened),
                format=codec,
                base_iri=path.resolve().as_uri(),
                to_graph=graph,
            )
    except SyntaxError as error:
        raise SourceError(path, error.lineno, error.msg) from None
    except (OSError, EOFError) as error:
        raise SourceError(path, None, f"cannot be read: {error}") from None


def _open(path: Path, opened: ExitStack) -> IO[bytes]:
    file = opened.enter_context(path.open("rb"))
    if path.suffix.lower() != ".gz":
        return file
    unpacked = gzip.GzipFile(fileobj=file)
    opened.callback(unpacked.close)
    return cast(IO[bytes], unpacked)  # it reads as one; typeshed does not say so


def _codec(path: Path) -> RdfFormat:
    known = format_of_file(path)
    if known is None or not isinstance(known.codec, RdfFormat):
        suffixes = ", ".join(f".{suffix}" for f in GRAPH_FORMATS for suffix in f.suffixes)
        raise SourceError(path, None, "its suffix names no RDF format", f"one of {suffixes}")
    return known.codec
