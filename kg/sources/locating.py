"""Say where a statement of the graph stands in the files that people edit."""

from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from kg.sources.bulk import read_bulk
from kg.sources.documents import FORMATS, Document, read_document
from kg.sources.locations import Term, find_line, names
from kg.sources.reading import PlacedDocument, curated_documents, model_documents, model_vocabulary

Place = tuple[Path, int | None]
"""A path below the project's folder, and a line where it is known."""


@dataclass(slots=True)
class Locator:
    """Finds statements; reads each file once, when the first of them is asked for.

    Make one for each report: it does not notice later edits.

    Attributes:
        root: the project's folder.
        imports: the folder of imported tables.
        files: files beside the project; what they say of a thing goes first, in whatever graph.
    """

    root: Path
    imports: Path | None = None
    files: tuple[Path, ...] = ()
    _documents: list[tuple[Document, frozenset[str] | None]] | None = field(
        default=None, repr=False
    )
    _tables: dict[str, list[tuple[Path, dict[str, int]]]] | None = field(default=None, repr=False)

    def find(
        self,
        graph: str,
        subject: Term,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Place | None:
        """Return where *graph* says something of *subject*, best of all with *value*, or None.

        Args:
            graph: IRI of the named graph.
            subject: the thing, such as the focus node of a result.
            predicate: narrows the line.
            value: narrows it further.
        """
        best: Place | None = None
        for document, graphs in self._all_documents():
            if graphs is not None and graph not in graphs:
                continue
            if names(document, subject):
                return document.path, find_line(document, subject, predicate, value)
            if graphs is not None:
                best = best or (document.path, None)
        if isinstance(subject, NamedNode):
            for path, lines in self._all_tables().get(graph, ()):
                if subject.value in lines:
                    return path, lines[subject.value]
                best = best or (path, None)
        return best

    def _all_documents(self) -> list[tuple[Document, frozenset[str] | None]]:
        """Pair each document with its graphs; None stands for any graph."""
        if self._documents is None:
            readable = (path for path in self.files if path.suffix in FORMATS)
            beside = [read_document(path, path) for path in readable]
            placed = (*model_documents(self.root), *curated_documents(self.root))
            self._documents = [
                *((document, None) for document in beside),
                *((each.document, _graphs(each)) for each in placed),
            ]
        return self._documents

    def _all_tables(self) -> dict[str, list[tuple[Path, dict[str, int]]]]:
        if self._tables is None:
            known = model_vocabulary(model_documents(self.root))
            self._tables = {}
            for bulk in read_bulk(self.root, self.imports, known):
                self._tables.setdefault(bulk.graph, []).extend(bulk.lines)
        return self._tables


def _graphs(placed: PlacedDocument) -> frozenset[str]:
    if placed.graph is not None:
        return frozenset((placed.graph,))
    names = {quad.graph_name for quad in placed.document.quads}
    return frozenset(name.value for name in names if isinstance(name, NamedNode))


def locate(root: Path, graph: str, subject: Term, value: Term | None = None) -> Place | None:
    """Find one statement; for many make a `Locator`."""
    return Locator(root).find(graph, subject, value=value)
