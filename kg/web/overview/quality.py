"""The page about what is checked, what is missing and where sources disagree; and the report."""

from functools import partial
from typing import Final

from flask import Blueprint, Response

from kg.errors import NoReleaseError
from kg.web.frame.page_queries import ask_page
from kg.web.frame.responses import page, send
from kg.web.frame.site import engine, language, links, refuse_pin, served
from kg.web.overview.quality_figures import (
    amounts_figure,
    contradictions,
    links_figure,
    programmes_figure,
    projects_figure,
    without_projects,
    without_territory,
)
from kg.web.overview.report import ReadReport, mentioned, read_report, spoken
from kg.web.reading import describing
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("quality", __name__)
blueprint.before_request(refuse_pin)

PATH: Final = "/quality"
REPORT: Final = f"{PATH}/report.json"
_JSON: Final = "application/json"


@blueprint.route(PATH)
def quality() -> Response:
    """Show the page."""
    return page("quality.html", _values, ("quality",))


@blueprint.route(REPORT)
def report() -> Response:
    """Give the validation report of what is served.

    Raises:
        NoReleaseError: files are served as they are, so nothing was checked.
    """
    release = served().release
    if release is None or not release.report_path.is_file():
        raise NoReleaseError
    return send(
        Representation(_JSON, ("quality", "report"), vary=()), release.report_path.read_bytes
    )


def _values() -> dict[str, object]:
    chosen, where = language(), links()
    programmes = ask_page("quality-programmes")
    disputed = ask_page("quality-contradictions")
    amounts, linked = ask_page("quality-amounts"), ask_page("quality-links")
    unplaced, pointless = ask_page("quality-unplaced"), ask_page("quality-without-point")
    report = _report()
    labels = describing.labels(engine(), mentioned(report), chosen) if report else {}
    parts = {
        "programmes": (programmes_figure(programmes.rows, where, chosen), programmes.text),
        "projects": (projects_figure(programmes.rows, where, chosen), programmes.text),
        "amounts": (amounts_figure(amounts.rows, chosen), amounts.text),
        "links": (links_figure(linked.rows, chosen), linked.text),
        "contradictions": (contradictions(disputed.rows, chosen), disputed.text),
        "unplaced": (without_territory(unplaced.rows, chosen), unplaced.text),
    }
    return {
        "section": "quality",
        "report": report,
        "spoken": partial(spoken, labels=labels, language=chosen),
        "report_path": REPORT,
        "parts": {name: part for name, part in parts.items() if part[0]},
        "without_projects": without_projects(programmes.rows, chosen),
        "pointless": (pointless.rows, pointless.text),
    }


def _report() -> ReadReport | None:
    release = served().release
    if release is None or not release.report_path.is_file():
        return None
    return read_report(release.report_path.read_text(encoding="utf-8"))
