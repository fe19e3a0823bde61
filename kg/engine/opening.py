"""Open the engine that an operator asks for, or decide which one serves best."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from kg.engine.door import Engine
from kg.engine.loading import DataFiles, load_files
from kg.engine.local import LocalEngine
from kg.errors import ReleaseError, SettingsError

MEMORY_PER_QUAD_BYTES: Final = 400
"""Measured: 0.36 GiB a million quads."""

_BYTES_PER_QUAD: Final = 120
"""Of N-Quads; used where nobody has counted."""

_GZIP_RATIO: Final = 12


@dataclass(frozen=True, slots=True)
class EngineData:
    """Where an engine finds its dataset.

    Attributes:
        files: RDF files that hold it.
        store: folder of a store on disk that holds the same, or None.
        quads: how many there are, or None where nobody has counted.
        is_union: whether the default graph is the union of the named graphs.
    """

    files: DataFiles
    store: Path | None = None
    quads: int | None = None
    is_union: bool = False


def open_engine(choice: str, data: EngineData, *, memory_share: float, timeout_s: float) -> Engine:
    """Open an engine on *data*.

    Args:
        choice: `memory`, `disk`, `auto`, or the address of another SPARQL endpoint.
        data: the dataset; not looked at where another endpoint answers.
        memory_share: `auto` answers from memory what needs less than this share of it.
        timeout_s: how long another endpoint may take.

    Raises:
        SettingsError: there is no such choice, or no store on disk to open.
        SourceError: a file cannot be read.
        ReleaseError: the store on disk is damaged.
    """
    if re.match(r"https?://[^/]", choice):
        from kg.engine.remote import RemoteEngine  # rdflib with it: half a second to import

        return RemoteEngine(choice, timeout_s=timeout_s)
    match choice:
        case "memory":
            return _in_memory(data, "")
        case "disk":
            return _on_disk(data, "")
        case "auto":
            return _the_better_one(data, memory_share)
    expected = "`auto`, `memory`, `disk` or the address of a SPARQL endpoint"
    raise SettingsError("engine", choice, expected)


def _the_better_one(data: EngineData, memory_share: float) -> Engine:
    need = _quads(data) * MEMORY_PER_QUAD_BYTES
    allowed = int(_memory_bytes() * memory_share)
    why = f", as about {_mib(need)} of {_mib(allowed)} allowed are needed"
    if need > allowed and data.store is not None:
        return _on_disk(data, why)
    return _in_memory(data, why)


def _in_memory(data: EngineData, why: str) -> Engine:
    return LocalEngine(load_files(data.files), f"memory{why}", is_union=data.is_union)


def _on_disk(data: EngineData, why: str) -> Engine:
    if data.store is None:
        raise SettingsError("engine", "disk", "`memory` for files: only a release has a store")
    try:
        store = Store.read_only(str(data.store))
    except OSError as error:
        raise ReleaseError(data.store, f"the store cannot be opened: {error}") from None
    return LocalEngine(store, f"disk{why}", is_union=data.is_union)


def _quads(data: EngineData) -> int:
    if data.quads is not None:
        return data.quads
    return sum(map(_quads_of_file, data.files.paths))


def _quads_of_file(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError:
        return 0  # loading it will say what is wrong
    return size * (_GZIP_RATIO if path.suffix == ".gz" else 1) // _BYTES_PER_QUAD


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:,.0f} MiB"
