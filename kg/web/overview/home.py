"""The start page: what this is, the landscape in figures, questions, ways to the data.

Where other data are served than the project's, it lists the kinds of things that they hold.
"""

from typing import Final

from flask import Blueprint, Response

from kg.namespaces import BASE
from kg.web.frame.page_queries import ask_page, has_page_query, laender_outlines
from kg.web.frame.responses import page
from kg.web.frame.site import engine, language, links, refuse_pin, served
from kg.web.frame.source_marks import source_marks
from kg.web.overview.home_figures import (
    money_columns,
    places_map,
    programmes_timeline,
    rounds_bars,
    undated,
)
from kg.web.overview.report import ReadReport, read_report
from kg.web.querying.stored import own_permalinks
from kg.web.reading import asking, describing

blueprint: Final = Blueprint("home", __name__)
blueprint.before_request(refuse_pin)

MAX_CLASSES: Final = 40

QUESTIONS: Final = (
    "cq07-municipalities-in-several-programmes",
    "cq31-funding-per-head",
    "cq02-owner-on-a-day",
    "cq16-where-an-amount-comes-from",
    "cq11-straight-to-implementation",
    "cq39-projects-per-land-and-round",
    "cq22-money-by-degree-of-urbanisation",
    "cq37-federal-and-state-money-for-one-theme",
    "cq03-ministry-names-over-time",
    "cq28-computed-contradictions",
)
"""The questions to begin with."""

COUNTED: Final = ("programmes", "projects", "places", "sources")

_ASKED: Final = ("home-counts", "home-places", "home-rounds", "home-money", "home-programmes")

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
    return page("home.html", _values, ("home", links().base_url))


def _values() -> dict[str, object]:
    if not all(has_page_query(name) for name in _ASKED):
        return {"classes": _classes()}
    counts = ask_page("home-counts")
    found = counts.rows[0] if counts.rows else {}
    if int(found["programmes"].text if "programmes" in found else "0") == 0:
        return {"classes": _classes()}
    own = own_permalinks().by_name
    return {
        "counts": [(name, int(found[name].text)) for name in COUNTED],
        "counts_query": counts.text,
        "report": _report(),
        "retrieved": found["retrieved"].text if "retrieved" in found else "",
        "questions": [own[name] for name in QUESTIONS if name in own],
        "question_count": len(own),
        **_figures(),
    }


def _report() -> ReadReport | None:
    release = served().release
    if release is None or not release.report_path.is_file():
        return None
    return read_report(release.report_path.read_text(encoding="utf-8"))


def _figures() -> dict[str, object]:
    """Draw each figure; the template gets it with the query behind it."""
    chosen, where = language(), links()
    places, rounds = ask_page("home-places"), ask_page("home-rounds")
    sums, programmes = ask_page("home-money"), ask_page("home-programmes")
    return {
        "map": (places_map(places.rows, laender_outlines(), where, chosen), places.text),
        "round_marks": source_marks(
            engine(), (row["source"].text for row in rounds.rows if "source" in row), chosen
        ),
        "rounds": (rounds_bars(rounds.rows, where, chosen), rounds.text),
        "sums": (money_columns(sums.rows, chosen), sums.text),
        "programmes": (programmes_timeline(programmes.rows, where, chosen), programmes.text),
        "undated": undated(programmes.rows, where, chosen),
    }


def _classes() -> list[dict[str, object]]:
    found = asking.rows(engine(), _CLASSES)
    counted = [row for row in found if "class" in row]
    names = describing.labels(engine(), (row["class"].text for row in counted), language())
    return [
        {
            "label": names.get(row["class"].text, row["class"].text),
            "count": int(row["n"].text),
            "query": _THINGS_OF_CLASS.format(row["class"].text),
        }
        for row in counted
    ]
