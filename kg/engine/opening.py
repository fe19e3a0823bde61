"""Open the engine that an operator asks for, or decide which one serves best."""

import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.engine.door import Engine
from kg.engine.limits import Limits, memory_of_machine_bytes
from kg.engine.loading import DataFiles, load_files, open_store
from kg.engine.local import LocalEngine
from kg.engine.workers.brood import Brood
from kg.engine.workers.engine import WorkerEngine
from kg.engine.workers.shares import Shares
from kg.errors import SettingsError
from kg.jsonld import EMPTY_CONTEXT, Context

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
        context: the JSON-LD context that graphs are written with.
    """

    files: DataFiles
    store: Path | None = None
    quads: int | None = None
    is_union: bool = False
    context: Context = EMPTY_CONTEXT


def open_engine(choice: str, data: EngineData, *, memory_share: float, timeout_s: float) -> Engine:
    """Open an engine on *data* that evaluates queries in this process, without limits.

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
    if is_endpoint(choice):
        from kg.engine.remote import RemoteEngine  # rdflib with it: half a second to import

        return RemoteEngine(choice, timeout_s=timeout_s)
    folder, why = _store_or_memory(choice, data, memory_share)
    store = load_files(data.files) if folder is None else open_store(folder)
    description = f"{_edition(folder)}{why}"
    return LocalEngine(store, description, is_union=data.is_union, context=data.context)


def open_worker_engine(
    choice: str,
    data: EngineData,
    limits: Limits,
    *,
    memory_share: float,
    shares: Shares | None = None,
) -> Engine:
    """Open an engine on *data* whose queries run in processes that may be killed.

    It starts threads and processes of its own: to be opened in the process that serves, not in one
    that forks it. A release that is to be served from memory is served from disk until it is
    loaded. On other systems than Linux, and where another endpoint is asked, it is what
    `open_engine` opens.

    Args:
        choice: as `open_engine` has it.
        data: the dataset.
        limits: what queries may use.
        memory_share: as `open_engine` has it.
        shares: what clients may still use; None for shares of its own.

    Raises:
        SettingsError: there is no such choice, or no store on disk to open.
        SourceError: a file cannot be read.
        ReleaseError: the store on disk is damaged, or memory does not suffice to load it.
    """
    if is_endpoint(choice) or platform.system() != "Linux":
        return open_engine(choice, data, memory_share=memory_share, timeout_s=limits.timeout_s)
    folder, why = _store_or_memory(choice, data, memory_share)
    context = data.context.written()
    has_room = folder is None and _has_room(data, limits, memory_share)
    broods = [(_edition(folder), Brood(folder, data.files, limits, context, has_room))]
    if folder is None and data.store is not None:
        broods.append((_edition(data.store), Brood(data.store, data.files, limits, context)))
    return WorkerEngine(broods, limits, why, is_union=data.is_union, shares=shares)


def is_endpoint(choice: str) -> bool:
    """Say whether *choice* is the address of another SPARQL endpoint."""
    return re.match(r"https?://[^/]", choice) is not None


def _store_or_memory(choice: str, data: EngineData, memory_share: float) -> tuple[Path | None, str]:
    """Return the store on disk to answer from, or None for memory; and why."""
    match choice:
        case "memory":
            return None, ""
        case "disk":
            if data.store is None:
                expected = "`memory` for files: only a release has a store"
                raise SettingsError("engine", "disk", expected)
            return data.store, ""
        case "auto":
            need = _quads(data) * MEMORY_PER_QUAD_BYTES
            allowed = int(memory_of_machine_bytes() * memory_share)
            why = f", as about {_mib(need)} of {_mib(allowed)} allowed are needed"
            return (data.store if need > allowed else None), why
    expected = "`auto`, `memory`, `disk` or the address of a SPARQL endpoint"
    raise SettingsError("engine", choice, expected)


def _has_room(data: EngineData, limits: Limits, memory_share: float) -> bool:
    """Say whether every worker may have the whole dataset for itself, beside the shared one."""
    copies = limits.fast_places + limits.slow_places + 1
    need = _quads(data) * MEMORY_PER_QUAD_BYTES * copies
    return need <= memory_of_machine_bytes() * memory_share


def _edition(folder: Path | None) -> str:
    return "memory" if folder is None else "disk"


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


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:,.0f} MiB"
