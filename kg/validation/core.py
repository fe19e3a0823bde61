"""Apply the Core constraints: the only module that knows pySHACL, and rdflib's terms beside it."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph
from pyoxigraph import Store
from pyshacl import validate as pyshacl_validate
from pyshacl.errors import (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ValidationFailure,
)
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import IdentifiedNode, Node

from kg.errors import ShapesError
from kg.namespaces import compact
from kg.validation.report import Severity, Term
from kg.validation.shapes import Shapes

Subject: TypeAlias = IdentifiedNode | Literal

_SEVERITIES: Final = {URIRef(severity.iri): severity for severity in Severity}
_FAILURES: Final = (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ValidationFailure,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the Core constraints.

    Attributes:
        shape: IRI of the property shape.
        component: local name of the constraint component, such as `MinCount`.
        severity: that of the shape.
        focus: the focus node.
        path: in SPARQL's notation with our prefixes.
        predicate: the path where it is one property, else empty.
        is_inverse: whether the path is one property backwards; *predicate* is that property.
        value: the value node, None where the component has none.
    """

    shape: str
    component: str
    severity: Severity
    focus: Term
    path: str
    predicate: str
    is_inverse: bool
    value: Term | None


class Data(OxigraphDataGraph):
    """The store as pySHACL's data graph, without two faults of pySHACL 0.40.1.

    It writes `datagraph or …` for each result, and the truth of this class would be its length: a
    count of all distinct triples, 0.4 s each time. And it asks what a text is the subject of, which
    the store refuses with a TypeError: a text is the subject of nothing.
    """

    def __bool__(self) -> bool:
        return True

    def objects(  # type: ignore[override]  # pySHACL's class has narrowed what rdflib's takes
        self,
        subject: Subject | Sequence[Subject] | None,
        predicate: IdentifiedNode | None,
        unique: bool = False,
    ) -> Generator[Subject, None, None]:
        """List the objects of *predicate* at *subject*; a text has none."""
        if not isinstance(subject, Literal):
            yield from super().objects(subject, predicate, unique)


def find(store: Store, shapes: Shapes) -> Iterator[Finding]:
    """Check the default graph of *store* against the Core constraints of *shapes*.

    Raises:
        ShapesError: a shape is ill-formed, so nothing was checked.

    Source: https://www.w3.org/TR/shacl/#validation
    """
    try:
        _, report, _ = pyshacl_validate(Data(store), shacl_graph=shapes.core, inplace=True)
    except _FAILURES as error:
        raise ShapesError(None, str(error)) from error
    if not isinstance(report, Graph):
        raise ShapesError(None, f"the validation failed: {report}")
    yield from read_findings(report, shapes.graph)


def read_findings(report: Graph, shapes: Graph) -> Iterator[Finding]:
    """Read the results of a SHACL validation report, not what stands below them as detail."""
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        component = str(report.value(result, SH.sourceConstraintComponent))
        severity = report.value(result, SH.resultSeverity)
        value = report.value(result, SH.value)
        path = shapes.value(shape, SH.path)
        inverse = shapes.value(path, SH.inversePath)
        single = path if isinstance(path, URIRef) else inverse
        yield Finding(
            str(shape),
            component.partition("#")[2].removesuffix("ConstraintComponent"),
            _SEVERITIES[URIRef(str(severity))],
            to_term(focus),
            write_path(shapes, path) if path is not None else "",
            str(single) if isinstance(single, URIRef) else "",
            inverse is not None,
            to_term(value) if value is not None else None,
        )


def write_path(shapes: Graph, path: Node) -> str:
    """Write a SHACL path as SPARQL does, such as `fg:admittedIn/fg:roundOf`.

    Source: https://www.w3.org/TR/shacl/#property-paths
    """
    if isinstance(path, URIRef):
        return compact(str(path))
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{write_path(shapes, inverse)}"
    alternatives = shapes.value(path, SH.alternativePath)
    if alternatives is not None:
        return "|".join(write_path(shapes, step) for step in Collection(shapes, alternatives))
    return "/".join(write_path(shapes, step) for step in Collection(shapes, path))


def to_term(node: Node | None) -> Term:
    """Turn a term of rdflib into one of pyoxigraph."""
    if isinstance(node, Literal):
        if node.language:
            return pyoxigraph.Literal(str(node), language=node.language)
        datatype = str(node.datatype or XSD.string)
        return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(datatype))
    if isinstance(node, BNode):
        return pyoxigraph.BlankNode(str(node))
    return pyoxigraph.NamedNode(str(node))
