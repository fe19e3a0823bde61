"""Files that people edit → quads. The only room that reads `ontology/`, `data/` and `shapes/`."""

from kg.sources.importing import Import, import_source
from kg.sources.locating import Locator, locate
from kg.sources.reading import Reading, read_files, read_sources

__all__ = [
    "Import",
    "Locator",
    "Reading",
    "import_source",
    "locate",
    "read_files",
    "read_sources",
]
