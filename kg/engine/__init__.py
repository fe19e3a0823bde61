"""The only door to a SPARQL engine: in memory, on disk, or another server.

No other module asks a `Store` a query, and no error of the library behind it leaves this package.
"""

from kg.engine.door import (
    WHOLE_DATASET,
    Answer,
    Cancellation,
    DatasetClause,
    Engine,
    EngineState,
    Form,
    Prepared,
    Share,
    Started,
    Terms,
)
from kg.engine.functions import EXTENSION_FUNCTIONS
from kg.engine.limits import Limits
from kg.engine.loading import DataFiles, load_files, memory_store
from kg.engine.local import LocalEngine
from kg.engine.opening import EngineData, open_engine, open_worker_engine
from kg.engine.pipeline import Solutions, Term, ask, construct, select
from kg.engine.wkt import WKTError
from kg.engine.wkt import geometry as wkt_geometry
from kg.engine.workers.shares import Shares
from kg.engine.writing import graph_written, jsonld_written

__all__ = [
    "EXTENSION_FUNCTIONS",
    "WHOLE_DATASET",
    "Answer",
    "Cancellation",
    "DataFiles",
    "DatasetClause",
    "Engine",
    "EngineData",
    "EngineState",
    "Form",
    "Limits",
    "LocalEngine",
    "Prepared",
    "Share",
    "Shares",
    "Solutions",
    "Started",
    "Term",
    "Terms",
    "WKTError",
    "ask",
    "construct",
    "graph_written",
    "jsonld_written",
    "load_files",
    "memory_store",
    "open_engine",
    "open_worker_engine",
    "select",
    "wkt_geometry",
]
