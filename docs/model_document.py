"""Write the generated parts of `docs/model.md` from the ontology, its schemes and the shapes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from kg.namespaces import NS, VOCABULARY, compact

ROOT: Final = Path(__file__).resolve().parent.parent
SH: Final = Namespace("http://www.w3.org/ns/shacl#")


def _read(*patterns: str) -> Graph:
    graph = Graph()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            graph.parse(path)
    return graph


def _text(graph: Graph, subject: Node, predicate: URIRef, language: str) -> str:
    found = sorted(
        str(o) for o in graph.objects(subject, predicate) if getattr(o, "language", "") == language
    )
    return found[0] if found else ""


def _entry(graph: Graph, term: Node, language: str) -> str:
    label = _text(graph, term, RDFS.label, language)
    return f"**{label}**: {_text(graph, term, SKOS.definition, language)}"


def _own(terms: Iterable[Node]) -> list[URIRef]:
    return sorted({t for t in terms if isinstance(t, URIRef) and str(t).startswith(NS)})


def _links(terms: Iterable[Node]) -> str:
    names = sorted(compact(str(t)) for t in terms if isinstance(t, URIRef))
    return ", ".join(f"[`{n}`](#{anchor(n)})" if n.startswith("fg:") else f"`{n}`" for n in names)


def anchor(curie: str) -> str:
    """Return the anchor of a term in the document: its CURIE with a hyphen for the colon."""
    return curie.replace(":", "-").lower()


def diagram() -> str:
    """Draw the classes and the properties between them as a Mermaid class diagram."""
    graph = _read("ontology/*.ttl")
    classes = _own(graph.subjects(RDF.type, OWL.Class))
    lines = ["```mermaid", "classDiagram", "  direction LR"]
    for cls in classes:
        lines.extend(
            f"  {_local(parent)} <|-- {_local(cls)}"
            for parent in _own(graph.objects(cls, RDFS.subClassOf))
        )
    for prop in _own(graph.subjects(RDF.type, OWL.ObjectProperty)):
        domain, target = graph.value(prop, RDFS.domain), graph.value(prop, RDFS.range)
        if domain and target and target != SKOS.Concept:
            lines.append(f"  {_local(domain)} --> {_local(target)} : {_local(prop)}")
    return "\n".join([*lines, "```"])


def _local(term: Node) -> str:
    return compact(str(term)).replace("fg:", "").replace(":", "_")


def classes() -> str:
    """List every class with its definitions, superclasses, properties and shapes."""
    graph, shapes = _read("ontology/*.ttl"), _read("shapes/*.ttl")
    parts = []
    for cls in _own(graph.subjects(RDF.type, OWL.Class)):
        curie = compact(str(cls))
        rows = [
            f"### {curie}",
            "",
            f"{_entry(graph, cls, 'de')}  ",
            _entry(graph, cls, "en"),
            "",
        ]
        facts = (
            ("is a", _links(graph.objects(cls, RDFS.subClassOf))),
            ("properties", _links(graph.subjects(RDFS.domain, cls))),
            ("points here", _links(graph.subjects(RDFS.range, cls))),
            ("shapes", _links(shapes.subjects(SH.targetClass, cls))),
        )
        rows.extend(f"- {name}: {value}" for name, value in facts if value)
        parts.append("\n".join(rows).rstrip())
    return "\n\n".join(parts)


def properties() -> str:
    """List every property with its definitions, domain and range."""
    graph = _read("ontology/*.ttl")
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    rows = ["| property | Deutsch | English | from | to |", "| --- | --- | --- | --- | --- |"]
    for prop in _own(p for kind in kinds for p in graph.subjects(RDF.type, kind)):
        curie = compact(str(prop))
        texts = [_entry(graph, prop, language) for language in ("de", "en")]
        ends = [_links(graph.objects(prop, end)) or "–" for end in (RDFS.domain, RDFS.range)]
        rows.append(
            f'| <a id="{anchor(curie)}"></a>`{curie}` | ' + " | ".join([*texts, *ends]) + " |"
        )
    return "\n".join(rows)


def schemes() -> str:
    """List every concept scheme with its concepts."""
    graph = _read("ontology/schemes/*.ttl")
    parts = []
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        concepts = sorted(graph.subjects(SKOS.inScheme, scheme))
        rows = [
            f"### {compact(str(scheme))}",
            "",
            f"{_entry(graph, scheme, 'de')}  ",
            _entry(graph, scheme, "en"),
            "",
            "| concept | Deutsch | English |",
            "| --- | --- | --- |",
        ]
        rows.extend(
            f"| `fgv:{str(c).removeprefix(VOCABULARY)}` | "
            + " | ".join(_text(graph, c, SKOS.prefLabel, language) for language in ("de", "en"))
            + " |"
            for c in concepts
        )
        parts.append("\n".join(rows))
    return "\n\n".join(parts)
