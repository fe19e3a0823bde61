"""A named graph at `/graph/…`: which source it is, and everything it holds."""

from functools import partial
from typing import Final

from flask import Blueprint, Response

from kg.engine import Engine
from kg.errors import UnknownIRIError
from kg.formats import Format
from kg.namespaces import GRAPHS
from kg.web.frame.document import TRIPLE_FORMATS, Document, split_suffix
from kg.web.frame.presence import send_present
from kg.web.frame.site import engine, language, links, pin_asked
from kg.web.reading import asking, describing
from kg.web.reading.term_names import short_name

blueprint: Final = Blueprint("graphs", __name__)
blueprint.before_request(pin_asked)

MAX_SHOWN: Final = 100
"""A page lists this many of the graph's things; every other format holds all."""


@blueprint.route("/graph/<path:local>")
def graph(local: str) -> Response:
    """Give a graph: what it is, and its content."""
    name, suffix = split_suffix(local)
    iri = GRAPHS + name
    about = Document(
        iri,
        links().document_path(iri),
        TRIPLE_FORMATS,
        partial(_body, engine(), iri),
        "graph.html",
        partial(_values, engine(), iri),
    )
    return send_present(about, suffix, partial(_require, engine(), iri))


def _require(asked: Engine, iri: str) -> None:
    """Make sure that the graph holds something, or that something is said of it.

    Raises:
        UnknownIRIError: neither.
    """
    content = f"ASK {{ GRAPH {asking.reference(iri)} {{ ?s ?p ?o }} }}"
    if not asking.is_true(asked, content) and not asking.is_known(asked, iri):
        raise UnknownIRIError(iri)


def _body(asked: Engine, iri: str, written_as: Format) -> bytes:
    """Write the graph as the engine gives it: some hold hundreds of thousands of statements."""
    _require(asked, iri)
    this = asking.reference(iri)
    text = (
        f"CONSTRUCT {{ ?s ?p ?o }} {{ {{ GRAPH {this} {{ ?s ?p ?o }} }} UNION "
        f"{{ VALUES ?s {{ {this} }} ?s ?p ?o }} }}"
    )
    return b"".join(asked.evaluate(asked.prepare(text), written_as).chunks)


def _values(asked: Engine, iri: str) -> dict[str, object]:
    _require(asked, iri)
    this = asking.reference(iri)
    counting = (
        "SELECT (COUNT(*) AS ?statements) (COUNT(DISTINCT ?thing) AS ?things)\n"
        f"WHERE {{ GRAPH {this} {{ ?thing ?property ?value }} }}"
    )
    listing = (
        f"SELECT DISTINCT ?thing\nWHERE {{ GRAPH {this} {{ ?thing ?property ?value }}\n"
        "  FILTER(isIRI(?thing)) }\nORDER BY ?thing"
    )
    counted = asking.rows(asked, counting)[0]
    listed = asking.rows(asked, f"{listing}\nLIMIT {MAX_SHOWN}")
    things = [row["thing"].text for row in listed]
    names = describing.labels(asked, [iri, *things], language())
    source = describing.sources(asked, [iri], language())[iri]
    return {
        "source": source,
        "statement_count": int(counted["statements"].text),
        "thing_count": int(counted["things"].text),
        "things": [(one, names.get(one) or short_name(one)) for one in things],
        "counting": counting,
        "listing": listing,
    }
