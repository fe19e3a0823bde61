"""Read shapes: what pySHACL is given, what is asked in SPARQL, and the words for people.

Two forms are made of the same files. The SPARQL constraints are taken out, since one query over all
focus nodes costs what pySHACL needs for one of them; and a property shape gets the targets of its
node shape, since pySHACL then looks at all focus nodes at once (7 s instead of 170 s for 11,000
municipalities). Both leave every result as it was; the tests compare them with pySHACL's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import ShapesError
from kg.namespaces import compact
from kg.validation.report import Rule, Severity, Text

TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_REFERENCES: Final = (SH.property, SH.sparql, SH.node, SH.qualifiedValueShape)
_SEVERITIES: Final = MappingProxyType({severity.iri: severity for severity in Severity})


@dataclass(frozen=True, slots=True)
class Constraint:
    """A SPARQL constraint with the targets of its shape.

    Attributes:
        rule: its name in the report.
        severity: that of its shape.
        targets: pairs of a target predicate and its value, as IRIs.
        prefixes: PREFIX lines of its query.
        select: the query, with `$this` for the focus node.
        message: with `{?name}` where a variable of the query belongs.
    """

    rule: Rule
    severity: Severity
    targets: tuple[tuple[str, str], ...]
    prefixes: str
    select: str
    message: Text


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a project.

    Attributes:
        graph: as written, for any SHACL processor.
        core: without SPARQL constraints and with targets on property shapes, for pySHACL.
        constraints: the SPARQL constraints.
        rules: what the report says of a property shape, by its IRI.
        messages: likewise, what would be right.
    """

    graph: Graph
    core: Graph
    constraints: tuple[Constraint, ...]
    rules: Mapping[str, Rule]
    messages: Mapping[str, Text]


def read_shapes(paths: Iterable[Path]) -> Shapes:
    """Read the shapes of Turtle files.

    Raises:
        ShapesError: a file is no Turtle, a shape points to one that is not there, or a severity
            or query is missing.
    """
    graph = Graph()
    for path in paths:
        try:
            graph.parse(data=path.read_text(encoding="utf-8"), format="turtle")
        except (BadSyntax, ParserError, OSError, UnicodeDecodeError) as error:
            raise ShapesError(path, f"cannot be read as Turtle: {error}") from error
    return make_shapes(graph)


def make_shapes(graph: Graph) -> Shapes:
    """Prepare shapes for use; raises as `read_shapes` does."""
    _refuse_loose_ends(graph)
    shapes = list(graph.subjects(RDF.type, SH.PropertyShape))
    return Shapes(
        graph,
        _core(graph),
        tuple(_constraints(graph)),
        MappingProxyType({str(shape): _rule(graph, shape) for shape in shapes}),
        MappingProxyType({str(shape): _text(graph, shape, SH.message) for shape in shapes}),
    )


def _refuse_loose_ends(graph: Graph) -> None:
    for reference in _REFERENCES:
        for subject, referred in graph.subject_objects(reference):
            if (referred, None, None) not in graph:
                raise ShapesError(None, f"{_name(subject)} points to {_name(referred)}: not there")


def _targets(graph: Graph, shape: Node) -> list[tuple[URIRef, Node]]:
    return [(target, value) for target in TARGETS for value in graph.objects(shape, target)]


def _core(graph: Graph) -> Graph:
    core = Graph()
    for triple in graph:
        core.add(triple)
    core.remove((None, SH.sparql, None))
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        targets = _targets(graph, shape)
        for inner in graph.objects(shape, SH.property) if targets else ():
            core.remove((shape, SH.property, inner))
            for target, value in targets:
                core.add((inner, target, value))
    return core


def _constraints(graph: Graph) -> Iterator[Constraint]:
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        select = graph.value(constraint, SH.select)
        severity = _SEVERITIES.get(str(graph.value(shape, SH.severity)))
        if select is None or severity is None:
            raise ShapesError(
                None, f"{_name(constraint)} lacks sh:select, or its shape sh:severity"
            )
        yield Constraint(
            _rule(graph, constraint),
            severity,
            tuple(sorted((str(target), str(value)) for target, value in _targets(graph, shape))),
            _prefixes(graph, constraint),
            str(select),
            _text(graph, constraint, SH.message),
        )


def _prefixes(graph: Graph, constraint: Node) -> str:
    declared = sorted(
        f"PREFIX {graph.value(declaration, SH.prefix)}: <{graph.value(declaration, SH.namespace)}>"
        for ontology in graph.objects(constraint, SH.prefixes)
        for declaration in graph.objects(ontology, SH.declare)
    )
    return "\n".join(declared)


def _rule(graph: Graph, shape: Node) -> Rule:
    see = graph.value(shape, RDFS.seeAlso)
    return Rule(_name(shape), _text(graph, shape, SH.name), str(see or ""))


def _text(graph: Graph, shape: Node, predicate: URIRef) -> Text:
    by_language = {
        value.language: str(value)
        for value in graph.objects(shape, predicate)
        if isinstance(value, Literal)
    }
    return Text(by_language.get("de", ""), by_language.get("en", ""))


def _name(node: Node) -> str:
    return compact(str(node))
