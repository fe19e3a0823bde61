"""Write the catalogue's own file: its graph, and of each file in it the length and the hash.

Those two cannot stand in the graph, since the files are made of it; and the store would not keep
the datatypes that DCAT-AP wants for them (`xsd:nonNegativeInteger`). Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.publication.canonical import canonical_lines, graph_of, read_lines
from kg.publication.catalogue import GRAPH
from kg.publication.distributions import DUMPS
from kg.publication.statements import Value, node

_GRAPH_NAME: Final = str(GRAPH).encode("ascii")
_DOWNLOAD: Final = node("dcat:downloadURL")
_RIGHTS: Final = node("dcterms:rights")
_SHA256: Final = NamedNode("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a file when it is written."""

    size_bytes: int
    sha256: str


def catalogue_file(lines: Sequence[bytes], figures: Mapping[str, Figures]) -> bytes:
    """Write the catalogue among the N-Quads *lines* as sorted canonical N-Triples.

    Args:
        lines: the dataset, versions put in.
        figures: name below the folder of dumps → length and hash.

    Returns:
        The file; empty where there is no catalogue.
    """
    quads = tuple(read_lines(line for line in lines if graph_of(line) == _GRAPH_NAME))
    triples = [*chain.from_iterable(map(_fitting, quads)), *_figures(quads, figures)]
    return b"".join(line + b"\n" for line in canonical_lines(triples))


def _fitting(quad: Quad) -> Iterator[Quad]:
    """Say the same as DCAT-AP wants it: rights are no text there, but a statement with one."""
    subject, words = quad.subject, quad.object
    if quad.predicate != _RIGHTS or not isinstance(words, Literal):
        yield Quad(subject, quad.predicate, words)
    elif isinstance(subject, NamedNode):
        rights = NamedNode(f"{subject.value}#rights")
        yield _said(subject, "dcterms:rights", rights)
        yield _said(rights, "rdf:type", node("dcterms:RightsStatement"))
        yield _said(rights, "rdfs:label", words)


def _figures(quads: Iterable[Quad], figures: Mapping[str, Figures]) -> Iterator[Quad]:
    for quad in quads:
        if quad.predicate != _DOWNLOAD or not isinstance(quad.object, NamedNode):
            continue
        # dumps/<version>/<name>, where a file of the newest release has `latest` for a version
        _, _, name = quad.object.value.removeprefix(DUMPS).partition("/")
        this, known = quad.subject, figures.get(name)
        if known is None or not isinstance(this, NamedNode):
            continue
        checksum = NamedNode(f"{this.value}#sha256")
        size = Literal(str(known.size_bytes), datatype=node("xsd:nonNegativeInteger"))
        digest = Literal(known.sha256, datatype=node("xsd:hexBinary"))
        yield _said(this, "dcat:byteSize", size)
        yield _said(this, "spdx:checksum", checksum)
        yield _said(checksum, "rdf:type", node("spdx:Checksum"))
        yield _said(checksum, "spdx:algorithm", _SHA256)
        yield _said(checksum, "spdx:checksumValue", digest)


def _said(subject: NamedNode, predicate: str, value: Value) -> Quad:
    return Quad(subject, node(predicate), value)
