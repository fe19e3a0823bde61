"""Read everything people edit into quads: the model, facts by hand, tables. Writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import SourceError
from kg.namespaces import expand
from kg.sources.bulk import read_bulk
from kg.sources.checks import check_graphs, check_statements
from kg.sources.documents import FORMATS, Document, read_document
from kg.sources.literals import normalise
from kg.sources.skolem import CircularBlankNodesError, skolemise
from kg.sources.terms import Vocabulary, vocabulary

MODEL_FILES: Final = (
    ("graph:alignments", "ontology/alignments.ttl"),
    ("graph:ontology", "ontology/*.ttl"),
    ("graph:vocabularies", "ontology/schemes/*.ttl"),
    ("graph:shapes", "shapes/*.ttl"),
)
"""Graph → the files that fill it; a file belongs to the first line that names it."""

CURATED: Final = "data/curated/**/*.trig"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: quads in the order of the files, and every problem that was found.

    With a problem the quads are not complete and nothing may be built from them.
    """

    quads: tuple[Quad, ...]
    problems: tuple[SourceError, ...]


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document and the graph that its default graph fills; None where it names its own."""

    document: Document
    graph: str | None


def model_documents(root: Path) -> list[PlacedDocument]:
    """Read the ontology, alignments, schemes and shapes below *root*, sorted by path."""
    graphs: dict[Path, str] = {}
    for graph, pattern in MODEL_FILES:
        for path in root.glob(pattern):
            graphs.setdefault(path, expand(graph))
    return [
        PlacedDocument(read_document(path, path.relative_to(root)), graphs[path])
        for path in sorted(graphs)
    ]


def curated_documents(root: Path) -> list[PlacedDocument]:
    """Read the facts by hand below *root*, sorted by path."""
    return [
        PlacedDocument(read_document(path, path.relative_to(root)), None)
        for path in sorted(root.glob(CURATED))
    ]


def model_vocabulary(model: Iterable[PlacedDocument]) -> Vocabulary:
    """Collect what the model declares."""
    by_graph: dict[str | None, list[Quad]] = {}
    for placed in model:
        by_graph.setdefault(placed.graph, []).extend(placed.document.quads)
    return vocabulary(
        by_graph.get(expand("graph:ontology"), ()), by_graph.get(expand("graph:vocabularies"), ())
    )


def read_sources(root: Path, imports: Path | None = None) -> Reading:
    """Read every file below *root* that the graph is made from.

    All problems are found at once. Decimals and the like get the spelling that the store gives
    them, blank nodes become IRIs, and the same files give the same quads in the same order.

    Args:
        root: the project's folder, with `ontology/`, `data/` and `shapes/`.
        imports: where `import_source` wrote tables that are not in the repository.
    """
    model = model_documents(root)
    known = model_vocabulary(model)
    problems: list[SourceError] = []
    quads: list[Quad] = []
    for placed in (*model, *curated_documents(root)):
        problems += _problems(placed, known)
        quads += _placed_quads(placed, problems)
    for bulk in read_bulk(root, imports, known):
        problems += bulk.problems
        quads += bulk.quads
    return Reading(tuple(normalise(_once(quads))), _sorted(problems))


def read_files(paths: Iterable[Path], root: Path) -> Reading:
    """Read RDF files as `read_sources` would, wherever they lie and in any format.

    Args:
        paths: files; a default graph stays one.
        root: the project's folder; its model tells which terms are declared.
    """
    known = model_vocabulary(model_documents(root))
    problems: list[SourceError] = []
    quads: list[Quad] = []
    for path in paths:
        if path.suffix not in FORMATS:
            problems.append(
                SourceError(path, None, "not an RDF file", f"one of {', '.join(FORMATS)}")
            )
            continue
        placed = PlacedDocument(read_document(path, path), "")
        problems += _problems(placed, known)
        quads += _placed_quads(placed, problems)
    return Reading(tuple(normalise(_once(quads))), _sorted(problems))


def _problems(placed: PlacedDocument, known: Vocabulary) -> Iterator[SourceError]:
    yield from placed.document.problems
    if placed.graph is None:
        yield from check_graphs(placed.document)
    yield from check_statements(placed.document, known)


def _placed_quads(placed: PlacedDocument, problems: list[SourceError]) -> list[Quad]:
    try:
        quads = skolemise(placed.document.quads, placed.graph or placed.document.path.name)
    except CircularBlankNodesError:
        problems.append(
            SourceError(
                placed.document.path,
                None,
                "blank nodes refer to each other in a circle",
                "give one of them an IRI",
            )
        )
        return []
    if not placed.graph:
        return quads
    graph = NamedNode(placed.graph)
    return [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        if isinstance(quad.graph_name, DefaultGraph)
        else quad
        for quad in quads
    ]


def _once(quads: Iterable[Quad]) -> list[Quad]:
    return list(dict.fromkeys(quads))


def _sorted(problems: Iterable[SourceError]) -> tuple[SourceError, ...]:
    unique = {str(problem): problem for problem in problems}
    return tuple(
        sorted(
            unique.values(),
            key=lambda problem: (str(problem.path), problem.line or 0, problem.reason),
        )
    )
