"""The model as a diagram, for the pages that explain it: classes, and what joins them."""

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Box, Labelled, Way, class_diagram
from kg.web.frame.page_queries import ask_page
from kg.web.frame.site import engine, language, links
from kg.web.reading.facts import Facts, Named, facts_of, ordered
from kg.web.reading.model_links import ClassLinks, class_links
from kg.web.words.texts import text

QUERY: Final = "model-links"
_OTHERS: Final = ("org:Organization", "org:ChangeEvent")
"""Classes of others that our own are joined by."""

COLUMNS: Final = (
    (
        "fg:OrganisationLineage",
        "fg:AdministrativeUnit",
        "fg:ModelRegion",
        "fg:Assertion",
        "fg:SourceGraph",
        "fg:Source",
    ),
    ("org:ChangeEvent", "org:Organization", "fg:Participation", "fg:Snapshot", "fg:Contradiction"),
    ("fg:FundingActivity", "fg:FundedActivity", "fg:Grant"),
    (
        "fg:PhaseRule",
        "fg:RateRule",
        "fg:ProgrammeDocument",
        "fg:AmountStatement",
        "fg:Phase",
        "fg:GrantDecision",
        "fg:GrantShare",
        "fg:Payment",
    ),
)
"""Where classes stand so that few lines cross; what is not named here stands in the first column.

Places and sources on the left, then bodies, what is funded, and what is said of it.
"""


def model_figure(facts: Facts | None = None) -> tuple[Markup, str]:
    """Draw the model of what is served; return the query behind it, too.

    Args:
        facts: of the ontology, where the page has read them anyway.
    """
    chosen = language()
    known = facts or facts_of(engine(), "graph:ontology")
    asked = ask_page(QUERY)
    found = class_links(known, asked.rows, map(expand, _OTHERS))
    drawn = class_diagram(
        text("model-diagram", chosen), text("model-diagram-words", chosen), _columns(found), chosen
    )
    return drawn, asked.text


def _columns(found: Mapping[str, ClassLinks]) -> list[list[Box]]:
    named = {expand(name) for column in COLUMNS for name in column}
    columns = [[iri for name in column if (iri := expand(name)) in found] for column in COLUMNS]
    columns[0] += [iri for iri in found if iri not in named]
    down = {iri: place / len(column) for column in columns for place, iri in enumerate(column)}
    return [[_box(found[iri], down) for iri in column] for column in columns if column]


def _box(found: ClassLinks, down: Mapping[str, float]) -> Box:
    """Make the box of a class; its ways stand as high as the classes that they lead to."""
    chosen = language()
    return Box(
        found.head.iri,
        _labelled(found.head, chosen),
        tuple(_labelled(kind, chosen) for kind in ordered(found.kinds, chosen)),
        tuple(
            Way(to, tuple(_labelled(one, chosen) for one in ordered(properties, chosen)))
            for to, properties in sorted(found.ways.items(), key=lambda way: (down[way[0]], way[0]))
        ),
    )


def _labelled(named: Named, chosen: str) -> Labelled:
    label = named.label.in_language(chosen) or named.name
    return Labelled(label, links().of(named.iri) or "")
