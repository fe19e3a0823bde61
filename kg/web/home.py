"""The start page: what there is, and the ways in."""

from typing import Final

from flask import Blueprint, Response

from kg.namespaces import BASE
from kg.web import asking, describing
from kg.web.responses import page
from kg.web.site import engine, language

blueprint: Final = Blueprint("home", __name__)

MAX_CLASSES: Final = 40

_CLASSES: Final = (
    "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) (SAMPLE(?thing) AS ?example) "
    f'{{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}id/")) }} '
    f"GROUP BY ?class ORDER BY DESC(?n) LIMIT {MAX_CLASSES}"
)
_THINGS_OF_CLASS: Final = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "SELECT ?thing ?label WHERE {{\n  ?thing a <{0}> .\n"
    "  OPTIONAL {{ ?thing rdfs:label ?label }}\n}}\nORDER BY ?label ?thing"
)


@blueprint.route("/")
def home() -> Response:
    """Show the start page."""
    return page("home.html", _values, ("home",))


def _values() -> dict[str, object]:
    found = asking.rows(engine(), _CLASSES)
    counted = [row for row in found if "class" in row]
    names = describing.labels(engine(), (row["class"].text for row in counted), language())
    classes = [
        {
            "label": names.get(row["class"].text, row["class"].text),
            "count": int(row["n"].text),
            "query": _THINGS_OF_CLASS.format(row["class"].text),
        }
        for row in counted
    ]
    return {"classes": classes}
