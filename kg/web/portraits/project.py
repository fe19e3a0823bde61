"""The page of a project or grant: its money by tier, who takes part, and what happened when."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Entry, Part, Span, stack, timeline
from kg.web.frame.page_queries import ask_page
from kg.web.frame.site import engine, links
from kg.web.portraits.elsewhere import same_elsewhere
from kg.web.portraits.measures import measures_of
from kg.web.portraits.money import (
    OWN_SHARE,
    TOTAL_COST,
    Amount,
    amounts_of,
    leading,
    remainder,
)
from kg.web.portraits.projects import ends, said_period
from kg.web.portraits.roles import roles_of
from kg.web.portraits.shares import cost_of, shares_drawn, shares_of
from kg.web.portraits.stated import parts_of, stated_of
from kg.web.portraits.words import said
from kg.web.reading import describing
from kg.web.reading.asking import Row
from kg.web.reading.describing import Description
from kg.web.words.writing import short_money

_FACTS: Final = (
    *("fg:inProgramme", "fg:awardedUnder", "fg:admittedIn", "fg:funds", "fg:locatedIn"),
    *("fg:projectCategory", "fg:theme"),
)
_SNAPSHOT: Final = expand("fg:Snapshot")
_DECISION: Final = expand("fg:GrantDecision")


def project_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of a project or grant shows."""
    stated, bodies = ask_page("stated-amounts", thing.iri), ask_page("activity-bodies", thing.iri)
    history = ask_page("project-history", thing.iri)
    measures = ask_page("project-measures", thing.iri)
    shared = ask_page("grant-shares", thing.iri)
    asked = (stated, bodies, history, measures, shared)
    named = {v.text for one in asked for row in one.rows for v in row.values() if v.is_iri}
    labels = describing.labels(engine(), named, language)
    amounts = amounts_of(stated.rows)
    spans = _spans(history.rows, labels, language)
    shares = shares_of(shared.rows)
    return {
        "portrait": "portrait-project.html",
        "linked_facts": _linked_facts(thing),
        "same": same_elsewhere(thing),
        "labels": labels,
        "stated": stated,
        "amounts": stated_of(amounts, parts_of(stated.rows)),
        "by_tier": _by_tier(amounts, labels, language),
        "shared": shared,
        "shares": shares,
        "shares_drawn": shares_drawn(shares, labels, language),
        "whole_cost": cost_of(shared.rows),
        "bodies": bodies,
        "roles": roles_of(bodies.rows),
        "history": history,
        "history_drawn": timeline(said("timeline", language), spans, language=language),
        "snapshots": _snapshots(history.rows),
        "measures": measures,
        "measure_list": measures_of(measures.rows, labels, language),
        "said_period": lambda edtf: said_period(edtf, language),
    }


def _linked_facts(thing: Description) -> list[tuple[str, list[str]]]:
    """List what the project belongs to: property and things."""
    found = [(expand(name), [v.text for v in thing.values(name) if v.is_iri]) for name in _FACTS]
    return [(name, list(dict.fromkeys(held))) for name, held in found if held]


def _by_tier(amounts: Sequence[Amount], labels: dict[str, str], language: str) -> Markup | None:
    """Draw who pays as one bar: funding by source, own share, and the rest where it can be told.

    One part alone is no bar: the table says it.
    """
    funding = [one for one in leading(amounts) if not one.is_bound and not one.is_disputed]
    own = [one for one in amounts if one.basis == OWN_SHARE and one.is_preferred]
    tiers: dict[str, Amount] = {}
    for one in (*funding, *own):
        tiers.setdefault(one.tier, one)
    if not tiers:
        return None
    parts, entries = [], []
    for one in tiers.values():
        name = labels.get(one.tier) or labels.get(one.basis, "")
        parts.append(Part(float(one.value), one.tone, f"{name}: {one.text(language)}"))
        entries.append((Entry(one.tone, name), one.text(language)))
    total = next((a for a in amounts if a.basis == TOTAL_COST and a.is_preferred), None)
    rest = remainder(total, tuple(tiers.values()))
    if rest:
        written, name = short_money(rest, language), said("not-split", language)
        parts.append(Part(float(rest), "soft", f"{name}: {written}", is_unsure=True))
        entries.append((Entry("soft", name), written))
    return stack(parts, entries) if len(parts) > 1 else None


def _spans(rows: Sequence[Row], labels: dict[str, str], language: str) -> list[Span]:
    """Make a bar for each period, phase and decision whose time is known."""
    found: dict[str, Span] = {}
    for row in rows:
        iri, class_ = row["thing"].text, row["class"].text
        if "when" not in row or class_ == _SNAPSHOT:
            continue
        start, end = ends(row["when"].text)
        type_ = labels.get(row["type"].text, "") if "type" in row else said("period", language)
        name = f"{said('decision', language)}: {type_}" if class_ == _DECISION else type_
        source = labels.get(row["source"].text, "") if "source" in row else ""
        found.setdefault(
            iri,
            Span(
                name,
                start,
                start if class_ == _DECISION else end,
                tone="soft" if class_ == _DECISION else "accent",
                href=links().of(iri) or "",
                note=source,
            ),
        )
    return sorted(found.values(), key=lambda span: span.start or span.end)


def _snapshots(rows: Sequence[Row]) -> list[dict[str, str]]:
    """List what was read of the project when, and where."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["class"].text == _SNAPSHOT:
            found.setdefault(
                row["thing"].text,
                {
                    "iri": row["thing"].text,
                    "when": row["when"].text if "when" in row else "",
                    "source": row["source"].text if "source" in row else "",
                },
            )
    return list(found.values())
