"""Write the on-disk store of a release, which the disk engine opens read-only. Asks it nothing."""

import gzip
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, Store


def write_store(folder: Path, quads_file: Path) -> None:
    """Load a gzip file of N-Quads into a new RocksDB store in *folder*.

    The store's files are not the same bytes in two builds; nothing is hashed over them.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    store = Store(str(folder))
    with gzip.open(quads_file) as quads:
        # It reads as a file of bytes does; typeshed does not say so.
        store.bulk_load(cast(IO[bytes], quads), RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
