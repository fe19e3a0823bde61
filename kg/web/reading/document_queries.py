"""Which query makes the document of a thing: a table from class to file. Knows no Flask.

A file of `queries/documents/` says in its header for which classes it is (`# classes: fg:Grant
fg:GrantShare`); `default.rq` is for all others. The table is made from the headers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import QueryFileError
from kg.namespaces import expand
from kg.queries import QueryFile, read_queries
from kg.web.reading.asking import has_this

DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True)
class DocumentQueries:
    """The queries that make documents.

    Attributes:
        default: for things of no class that has a query of its own.
        by_class: class IRI → query.
    """

    default: QueryFile
    by_class: Mapping[str, QueryFile]

    def for_classes(self, classes: Sequence[str]) -> QueryFile:
        """Choose the query for a thing of *classes*; of several the first by name."""
        fitting = [self.by_class[name] for name in classes if name in self.by_class]
        return min(fitting, key=lambda query: query.name, default=self.default)


def read_document_queries(folder: Path) -> DocumentQueries:
    """Read the queries of *folder*.

    Raises:
        QueryFileError: `default.rq` is missing, a file lacks the clause `VALUES ?this { … }`,
            names a class by an unknown prefix, or names one that another file has.
    """
    by_class: dict[str, QueryFile] = {}
    default = None
    for query in read_queries(folder):
        if not has_this(query.text):
            raise QueryFileError(query.path, "there is no `VALUES ?this { … }` to fill")
        if query.name == DEFAULT:
            default = query
        for name in query.headers.get("classes", "").split():
            iri = _class_iri(query.path, name)
            if iri in by_class:
                raise QueryFileError(query.path, f"{by_class[iri].name}.rq is for {name} already")
            by_class[iri] = query
    if default is None:
        raise QueryFileError(folder / f"{DEFAULT}.rq", "missing")
    return DocumentQueries(default, MappingProxyType(by_class))


def _class_iri(path: Path, name: str) -> str:
    try:
        return expand(name)
    except KeyError:
        raise QueryFileError(path, f"`# classes:` names {name}, whose prefix is unknown") from None
