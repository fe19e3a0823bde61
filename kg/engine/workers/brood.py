"""What the front tells a zygote at its start."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.engine.limits import Limits
from kg.engine.loading import DataFiles

READY: Final = b"ready"
ORDER: Final = b"worker"


@dataclass(frozen=True, slots=True)
class Brood:
    """What the workers of a zygote have in common.

    Attributes:
        store: folder of a store on disk; None where *files* are loaded.
        files: the dataset, to be loaded into memory.
        limits: what binds each worker.
        context: the JSON-LD context document that graphs are written with; empty for none.
        has_room: whether there is memory for each of them to hold the whole dataset.
    """

    store: Path | None
    files: DataFiles
    limits: Limits
    context: str = ""
    has_room: bool = False

    @property
    def path(self) -> Path:
        """Name the dataset by a path, for errors."""
        return self.store or next(iter(self.files.paths), Path())

    def written(self) -> bytes:
        """Write it as JSON."""
        return json.dumps(asdict(self), default=str).encode("ascii")

    @classmethod
    def read(cls, text: bytes) -> "Brood":
        """Read what `written` wrote."""
        given = json.loads(text)
        files, limits = given["files"], given["limits"]
        return cls(
            Path(given["store"]) if given["store"] else None,
            DataFiles(
                tuple(map(Path, files["default"])),
                tuple((iri, Path(path)) for iri, path in files["named"]),
            ),
            Limits(**{**limits, "spool": Path(limits["spool"]) if limits["spool"] else None}),
            given["context"],
            given["has_room"],
        )
