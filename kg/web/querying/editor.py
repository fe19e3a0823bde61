"""What the editor of queries asks for while somebody types: is this right, and what could follow.

The answer to `/sparql/check` is 200 whether the query is right or not: the check did not fail.
"""

import json
from collections.abc import Iterable
from math import ceil, floor
from typing import Final

from flask import Blueprint, Response

from kg.errors import MalformedRequestError
from kg.namespaces import PREFIXES, expand
from kg.web.figures.outlines import Ring
from kg.web.frame.page_queries import laender_outlines
from kg.web.frame.responses import send
from kg.web.frame.site import engine, language, site
from kg.web.querying import protocol
from kg.web.querying.answers import faults_of, protocol_request
from kg.web.querying.protocol import QueryOperation
from kg.web.querying.questions import PATH
from kg.web.reading import asking, describing
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("editor", __name__)

_JSON: Final = "application/json"

_TERMS: Final = f"""SELECT ?part ?term (MAX(?count) AS ?n) {{
  VALUES (?part ?names ?counts) {{
    (<{expand("void:classPartition")}> <{expand("void:class")}> <{expand("void:entities")}>)
    (<{expand("void:propertyPartition")}> <{expand("void:property")}> <{expand("void:triples")}>)
  }}
  <{expand("datensatz:foerdergraph")}> ?part ?partition . ?partition ?names ?term ; ?counts ?count
}} GROUP BY ?part ?term ORDER BY DESC(?n) ?term"""


@blueprint.route(f"{PATH}/check", methods=["POST"])
def check() -> Response:
    """Say whether a query is right, and if not, where it is wrong and what was expected."""
    operation = protocol.parse(protocol_request(), site().settings.query_limit_bytes)
    if not isinstance(operation, QueryOperation):
        raise MalformedRequestError("query", "missing")
    response = Response(_written(faults_of(operation.text)), content_type=_JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route(f"{PATH}/terms.json")
def terms() -> Response:
    """List prefixes, classes and properties of the data, by how often they occur there (VoID)."""
    representation = Representation(
        _JSON,
        ("terms", language(), site().software),
        vary=("Accept-Language",),
        extra=(("Content-Language", language()),),
    )
    return send(representation, lambda: _written(_terms()))


@blueprint.route(f"{PATH}/outlines.json")
def outlines() -> Response:
    """Give the outlines of the Länder as paths, in kilometres from the middle of Germany."""
    return send(Representation(_JSON, ("outlines",), vary=()), lambda: _written(_outlines()))


def _outlines() -> dict[str, object]:
    areas = laender_outlines()
    xs = [x for area in areas for ring in area.rings for x, _ in ring] or [0.0]
    ys = [y for area in areas for ring in area.rings for _, y in ring] or [0.0]
    return {
        "left": floor(min(xs)),
        "top": floor(min(ys)),
        "width": ceil(max(xs) - min(xs)) + 1,
        "height": ceil(max(ys) - min(ys)) + 1,
        "areas": [_path(area.rings) for area in areas],
    }


def _path(rings: Iterable[Ring]) -> str:
    """Write rings for the `d` of a path; half a kilometre is not seen."""
    return "".join(f"M{'L'.join(f'{x:.0f} {y:.0f}' for x, y in ring)}Z" for ring in rings)


def _terms() -> dict[str, object]:
    found = asking.rows(engine(), _TERMS)
    named = describing.labels(engine(), (row["term"].text for row in found if row), language())

    def listed(part: str) -> list[dict[str, object]]:
        return [
            {"iri": iri, "label": named.get(iri, ""), "count": int(row["n"].text)}
            for row in found
            if "part" in row and row["part"].text == expand(part)
            for iri in (row["term"].text,)
        ]

    return {
        "prefixes": dict(PREFIXES),
        "classes": listed("void:classPartition"),
        "properties": listed("void:propertyPartition"),
    }


def _written(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8")
