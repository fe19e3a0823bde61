"""Say in the graph what an editor offers to people: prefixes, and questions to begin with.

Editors for SPARQL ask the endpoint itself for `sh:declare` and `sh:SPARQLExecutable`.
Pure: knows no file.

Source: https://www.w3.org/TR/shacl-af/#SPARQLExecutable
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import BASE, PREFIXES, THINGS, expand
from kg.queries import QueryFile

LANGUAGES: Final = ("de", "en")

_TYPE: Final = NamedNode(expand("rdf:type"))
_EXECUTABLE: Final = tuple(
    NamedNode(expand(name)) for name in ("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable")
)
_LABEL: Final = NamedNode(expand("rdfs:label"))
_COMMENT: Final = NamedNode(expand("rdfs:comment"))
_SELECT: Final = NamedNode(expand("sh:select"))
_PREFIXES: Final = NamedNode(expand("sh:prefixes"))
_DECLARE: Final = NamedNode(expand("sh:declare"))
_PREFIX: Final = NamedNode(expand("sh:prefix"))
_NAMESPACE: Final = NamedNode(expand("sh:namespace"))
_ANY_URI: Final = NamedNode(expand("xsd:anyURI"))
_PAGE: Final = NamedNode(expand("foaf:page"))


def declared_prefixes(document: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    """Declare every prefix of the project as one of *document*."""
    for prefix, namespace in PREFIXES.items():
        declaration = NamedNode(f"{document.value}#prefix-{prefix}")
        yield Quad(document, _DECLARE, declaration, graph)
        yield Quad(declaration, _PREFIX, Literal(prefix), graph)
        yield Quad(declaration, _NAMESPACE, Literal(namespace, datatype=_ANY_URI), graph)


def executables(
    queries: Iterable[QueryFile], document: NamedNode, graph: NamedNode
) -> Iterator[Quad]:
    """Give each of *queries*, which are SELECT queries, with its title and its question.

    Args:
        queries: questions of the project; their text is given without its header.
        document: declares the prefixes.
        graph: where it is said.
    """
    for query in queries:
        this = NamedNode(f"{THINGS}abfrage/{query.name}")
        for kind in _EXECUTABLE:
            yield Quad(this, _TYPE, kind, graph)
        for language in LANGUAGES:
            title = Literal(query.title(language), language=language)
            yield Quad(this, _LABEL, title, graph)
            yield Quad(this, _COMMENT, Literal(query.question(language), language=language), graph)
        yield Quad(this, _SELECT, Literal(query.body), graph)
        yield Quad(this, _PREFIXES, document, graph)
        yield Quad(this, _PAGE, NamedNode(f"{BASE}q/{query.name}"), graph)
