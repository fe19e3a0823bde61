"""The model itself: ontology at `/ns`, shapes at `/shapes`, all concept schemes at `/vocab`."""

from collections.abc import Callable
from functools import partial
from typing import Final

from flask import Blueprint, Response

from kg.engine import Engine
from kg.errors import UnknownIRIError
from kg.formats import Format, format_named
from kg.namespaces import BASE, NS, ONTOLOGY, expand
from kg.web.frame.document import (
    PAGE,
    TRIPLE_FORMATS,
    Document,
    send_document,
    split_suffix,
    unknown_suffix,
)
from kg.web.frame.model_figure import model_figure
from kg.web.frame.remembering import remembered
from kg.web.frame.site import engine, language, pin_asked
from kg.web.reading import asking
from kg.web.reading.facts import MODEL_GRAPHS, by_label, facts_of
from kg.web.vocabularies.ontology_terms import CLASS, iris_of, reused_terms, terms_of, tree_of
from kg.web.vocabularies.schemes import schemes_of
from kg.web.vocabularies.shape_rules import shapes_of
from kg.web.vocabularies.term_uses import class_uses, property_uses

blueprint: Final = Blueprint("model", __name__)
blueprint.before_request(pin_asked)

Values = dict[str, object]


@blueprint.route("/ns", defaults={"suffix": ""})
@blueprint.route("/ns.<suffix>")
def ontology(suffix: str) -> Response:
    """Give the ontology; every `ns#…` IRI leads here."""
    return _sent("ns", "graph:ontology", suffix, _ontology_values)


@blueprint.route("/ns/<path:version>")
def ontology_version(version: str) -> Response:
    """Give the ontology by the IRI of its version, which is the one that is served.

    Raises:
        UnknownIRIError: another version is served.
    """
    name, suffix = split_suffix(version)
    iri = f"{ONTOLOGY}/{name}"
    if remembered("version of the ontology", partial(_version_iri, engine())) != iri:
        raise UnknownIRIError(iri)
    return _sent(f"ns/{name}", "graph:ontology", suffix, _ontology_values)


@blueprint.route("/shapes", defaults={"suffix": ""})
@blueprint.route("/shapes.<suffix>")
def shapes(suffix: str) -> Response:
    """Give the shapes; every `shapes#…` IRI leads here."""
    return _sent("shapes", "graph:shapes", suffix, _shapes_values)


@blueprint.route("/vocab", defaults={"suffix": ""}, strict_slashes=False)
@blueprint.route("/vocab.<suffix>")
def vocabularies(suffix: str) -> Response:
    """Give all concept schemes."""
    return _sent("vocab", "graph:vocabularies", suffix, _vocabularies_values)


def _version_iri(asked: Engine) -> str:
    found = asking.rows(
        asked,
        f"SELECT ?v {{ GRAPH <{expand('graph:ontology')}> "
        f"{{ <{ONTOLOGY}> <{expand('owl:versionIRI')}> ?v }} }} ORDER BY ?v LIMIT 1",
    )
    return found[0]["v"].text if found else ""


def _sent(path: str, graph: str, suffix: str, values: Callable[[Engine, str], Values]) -> Response:
    held_in = expand(graph)
    if not remembered(held_in, partial(_held, engine(), held_in)):
        raise UnknownIRIError(BASE + path)
    is_known = split_suffix(f"{path}.{suffix}") == (path, suffix)
    if suffix and not (
        is_known and (suffix.endswith(PAGE) or format_named(suffix, TRIPLE_FORMATS))
    ):
        raise unknown_suffix(f"/{path}", suffix, TRIPLE_FORMATS)
    about = Document(
        BASE + path,
        f"/{path}",
        TRIPLE_FORMATS,
        partial(_body, engine(), held_in),
        f"model-{graph.partition(':')[2]}.html",
        lambda: values(engine(), language()),
    )
    return send_document(about, suffix)


def _held(asked: Engine, held_in: str) -> str:
    return "held" if asking.is_true(asked, f"ASK {{ GRAPH <{held_in}> {{ ?s ?p ?o }} }}") else ""


def _body(asked: Engine, held_in: str, written_as: Format) -> bytes:
    text = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{held_in}> {{ ?s ?p ?o }} }}"
    return b"".join(asked.evaluate(asked.prepare(text), written_as).chunks)


def _ontology_values(asked: Engine, wanted: str) -> Values:
    facts = facts_of(asked, *MODEL_GRAPHS)
    classes, properties = iris_of(facts, NS)
    uses = class_uses(asked, classes, wanted) | property_uses(asked, properties, wanted)
    tree = tree_of(facts, classes, "rdfs:subClassOf", wanted)
    order = {branch.term.iri: place for place, branch in reversed(list(enumerate(tree)))}
    terms = terms_of(facts, NS, uses)
    return {
        "section": "model",
        "title": facts.words(ONTOLOGY, "dcterms:title", "rdfs:label"),
        "words": facts.words(ONTOLOGY, "dcterms:description"),
        "version_iri": facts.text(ONTOLOGY, "owl:versionIRI"),
        "version_name": facts.text(ONTOLOGY, "owl:versionInfo"),
        "modified": facts.text(ONTOLOGY, "dcterms:modified"),
        "licence": facts.text(ONTOLOGY, "dcterms:license"),
        "citation": facts.words(ONTOLOGY, "dcterms:bibliographicCitation"),
        "diagram": model_figure(facts),
        "tree": tree,
        "classes": sorted(
            (term for term in terms if term.kind == CLASS), key=lambda term: order[term.term.iri]
        ),
        "properties": sorted(
            (term for term in terms if term.kind != CLASS),
            key=lambda term: by_label(term.term, wanted),
        ),
        "reused": reused_terms(facts, NS),
    }


def _shapes_values(asked: Engine, wanted: str) -> Values:
    found = shapes_of(facts_of(asked, *MODEL_GRAPHS))
    targets = {t.of.iri for shape in found for t in shape.targets if t.way == "sh:targetClass"}
    return {
        "section": "shapes",
        "shapes": sorted(found, key=lambda s: (not s.targets, by_label(s.shape, wanted))),
        "uses": class_uses(asked, targets, wanted),
    }


def _vocabularies_values(asked: Engine, wanted: str) -> Values:
    return {"section": "model", "schemes": schemes_of(facts_of(asked, *MODEL_GRAPHS), wanted)}
