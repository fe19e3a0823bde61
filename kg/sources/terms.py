"""Know which of our terms are declared, and which name was likely meant. Knows no file."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import NamedNode, Quad

from kg.namespaces import NS, VOCABULARY, compact, expand
from kg.sources.literals import TEXT_PROPERTIES


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms and concepts that the ontology declares.

    Where a set is empty the ontology was not there, and nothing is said about that namespace.
    """

    terms: frozenset[str]
    concepts: frozenset[str]
    text_properties: frozenset[str]

    def fault(self, iri: str) -> tuple[str, str] | None:
        """Say that *iri* is in a namespace of ours but not declared, and what may be meant."""
        if iri.startswith(NS):
            declared, place = self.terms, "ontology/foerdergraph.ttl"
        elif iri.startswith(VOCABULARY):
            declared, place = self.concepts, "ontology/schemes/"
        else:
            return None
        if not declared or iri in declared:
            return None
        namespace = NS if iri.startswith(NS) else VOCABULARY
        names = [name.removeprefix(namespace) for name in declared]
        near = get_close_matches(iri.removeprefix(namespace), sorted(names), n=1, cutoff=0.75)
        likely = compact(namespace + near[0]) if near else ""
        hint = f"did you mean {likely}? Else declare it in {place}" if likely else ""
        return f"{compact(iri)} is not declared", hint or f"declare it in {place}"


def vocabulary(ontology: Iterable[Quad], concepts: Iterable[Quad]) -> Vocabulary:
    """Collect what the ontology and the concept schemes declare.

    A property whose range is `rdf:langString` is text for people, as the listed ones are.
    """
    has_range, text = expand("rdfs:range"), expand("rdf:langString")
    terms, texts = set[str](), set(TEXT_PROPERTIES)
    for quad in ontology:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(NS):
            terms.add(quad.subject.value)
            if quad.predicate.value == has_range and quad.object == NamedNode(text):
                texts.add(quad.subject.value)
    declared = {
        quad.subject.value
        for quad in concepts
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(VOCABULARY)
    }
    return Vocabulary(frozenset(terms), frozenset(declared), frozenset(texts))
