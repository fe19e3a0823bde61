"""Files that people edit → quads. The only room that reads `ontology/`, `data/` and `shapes/`."""

from kg.sources.reading import Reading, read_files, read_sources

__all__ = ["Reading", "read_files", "read_sources"]
