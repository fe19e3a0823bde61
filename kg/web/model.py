"""The model itself: the ontology at `/ns`, the shapes at `/shapes`, as RDF and as pages."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Blueprint, Response

from kg.engine import Engine
from kg.errors import UnknownIRIError
from kg.formats import Format
from kg.namespaces import BASE, GRAPHS, compact, expand
from kg.web import asking
from kg.web.document import TRIPLE_FORMATS, Document, send_document
from kg.web.negotiation import LANGUAGES
from kg.web.site import engine, language

blueprint: Final = Blueprint("model", __name__)

_TEXTS: Final = " ".join(
    f"<{expand(name)}>"
    for name in ("skos:definition", "rdfs:comment", "dcterms:description", "sh:message")
)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term as the page shows it."""

    iri: str
    name: str
    anchor: str
    kind: str
    label: str
    definition: str


@blueprint.route("/ns", defaults={"suffix": ""})
@blueprint.route("/ns.<suffix>")
def ontology(suffix: str) -> Response:
    """Give the ontology; every `ns#…` IRI leads here."""
    return _sent("ns", "ontology", suffix)


@blueprint.route("/shapes", defaults={"suffix": ""})
@blueprint.route("/shapes.<suffix>")
def shapes(suffix: str) -> Response:
    """Give the shapes; every `shapes#…` IRI leads here."""
    return _sent("shapes", "shapes", suffix)


def _sent(name: str, graph: str, suffix: str) -> Response:
    held_in = GRAPHS + graph
    if not asking.is_true(engine(), f"ASK {{ GRAPH <{held_in}> {{ ?s ?p ?o }} }}"):
        raise UnknownIRIError(BASE + name)
    about = Document(
        BASE + name,
        f"/{name}",
        TRIPLE_FORMATS,
        partial(_body, engine(), held_in),
        "model.html",
        partial(_values, engine(), held_in, name, language()),
    )
    if suffix and suffix != "html" and not any(suffix in f.suffixes for f in TRIPLE_FORMATS):
        raise UnknownIRIError(f"{BASE}{name}.{suffix}")
    return send_document(about, suffix)


def _body(asked: Engine, held_in: str, written_as: Format) -> bytes:
    text = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{held_in}> {{ ?s ?p ?o }} }}"
    return b"".join(asked.evaluate(asked.prepare(text), written_as).chunks)


def _values(asked: Engine, held_in: str, name: str, wanted: str) -> dict[str, object]:
    found = asking.rows(
        asked,
        f"""SELECT ?term ?kind ?label ?text {{ GRAPH <{held_in}> {{ ?term a ?kind
        FILTER(STRSTARTS(STR(?term), "{BASE}{name}#"))
        OPTIONAL {{ ?term <{expand("rdfs:label")}> ?label }}
        OPTIONAL {{ VALUES ?p {{ {_TEXTS} }} ?term ?p ?text }} }} }}""",
    )
    best: dict[str, tuple[tuple[int, int], TermEntry]] = {}
    for row in found:
        rank = tuple(_rank(row[key].language if key in row else "", wanted) for key in _SHOWN)
        entry = _entry(row)
        known = best.get(entry.iri)
        if known is None or rank < known[0]:
            best[entry.iri] = ((rank[0], rank[1]), entry)
    entries = sorted((entry for _, entry in best.values()), key=lambda e: (e.kind, e.name))
    return {"name": name, "entries": entries}


_SHOWN: Final = ("label", "text")


def _rank(given: str, wanted: str) -> int:
    order = [wanted, *LANGUAGES, ""]
    return order.index(given) if given in order else len(order)


def _entry(row: asking.Row) -> TermEntry:
    iri = row["term"].text
    return TermEntry(
        iri,
        compact(iri),
        iri.partition("#")[2],
        compact(row["kind"].text),
        row["label"].text if "label" in row else "",
        row["text"].text if "text" in row else "",
    )
