"""The document of a concept scheme: the scheme and all its concepts, as one page and as RDF."""

from functools import partial
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.engine import Engine, graph_written
from kg.formats import GRAPH_FORMATS, N_QUADS, TRIG, Format
from kg.namespaces import compact, expand
from kg.web.frame.document import PAGE, Document, written
from kg.web.frame.remembering import remembered
from kg.web.frame.site import engine, language, links
from kg.web.reading import asking
from kg.web.reading.facts import MODEL_GRAPHS, facts_of
from kg.web.vocabularies.schemes import concepts_in, properties_with, scheme_markup, scheme_of
from kg.web.vocabularies.term_uses import concept_uses

_FIRST: Final = ("rdf:type", "rdfs:label", "skos:prefLabel", "skos:definition")


def scheme_document(iri: str) -> Document | None:
    """Return the document of a concept scheme; None where *iri* is none."""
    asked = engine()
    if iri not in remembered("schemes", partial(_schemes, asked)).split():
        return None
    return Document(
        iri,
        links().document_path(iri),
        GRAPH_FORMATS,
        partial(_body, asked, iri),
        "scheme.html",
        lambda: _values(asked, iri, language()),
    )


def _schemes(asked: Engine) -> str:
    pattern = asking.anywhere(asked, f"?s a <{expand('skos:ConceptScheme')}>")
    found = asking.rows(asked, f"SELECT DISTINCT ?s {{ {pattern} FILTER(isIRI(?s)) }}")
    return " ".join(row["s"].text for row in found)


def _values(asked: Engine, iri: str, wanted: str) -> dict[str, object]:
    facts = facts_of(asked, *MODEL_GRAPHS)
    uses = concept_uses(asked, concepts_in(facts, iri), wanted)
    scheme = scheme_of(facts, iri, uses, wanted)
    address = links().url(f"{links().document_path(iri)}.{wanted}.{PAGE}")
    return {
        "section": "model",
        "scheme": scheme,
        "markup": scheme_markup(scheme, address, wanted),
        "properties": facts.all_named(properties_with(asked, facts, iri)),
    }


def _body(asked: Engine, iri: str, written_as: Format) -> bytes:
    quads = sorted(_quads(asked, iri), key=partial(_place, iri))
    if written_as in (TRIG, N_QUADS):
        return graph_written(quads, written_as)
    return written(dict.fromkeys(quad.triple for quad in quads), written_as)


def _quads(asked: Engine, iri: str) -> list[Quad]:
    """Ask for what the data say of a scheme and its concepts."""
    this = asking.reference(iri)
    members = asking.anywhere(asked, f"?s <{expand('skos:inScheme')}> {this}")
    found = asking.rows(
        asked,
        f"SELECT DISTINCT ?g ?s ?p ?o {{ {{ {{ {members} }} UNION {{ VALUES ?s {{ {this} }} }} }} "
        "{ GRAPH ?g { ?s ?p ?o } } UNION "
        "{ ?s ?p ?o FILTER NOT EXISTS { GRAPH ?any { ?s ?p ?o } } } }",
    )
    return [
        Quad(
            NamedNode(row["s"].text),
            NamedNode(row["p"].text),
            asking.term(row["o"]),
            *([NamedNode(row["g"].text)] if "g" in row else []),
        )
        for row in found
        if row["s"].is_iri
    ]


def _place(iri: str, quad: Quad) -> tuple[bool, str, int, str, str]:
    """Put the scheme first, then its concepts by name; of each the class first, then the names."""
    subject, predicate = str(quad.subject), compact(quad.predicate.value)
    rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return subject != f"<{iri}>", subject, rank, predicate, str(quad.object)
