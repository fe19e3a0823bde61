"""The page of an organisation: its names over time, what it takes part in, and with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import Node, Span, columns, timeline
from kg.web.frame.page_queries import ask_page
from kg.web.frame.site import engine, links
from kg.web.portraits.elsewhere import same_elsewhere
from kg.web.portraits.money import Amount, amounts_of
from kg.web.portraits.partners import partners_drawn, partners_of
from kg.web.portraits.projects import day_before, said_period
from kg.web.portraits.stated import parts_of, stated_of
from kg.web.portraits.words import said
from kg.web.portraits.years import key_of, years
from kg.web.reading import describing
from kg.web.reading.asking import Row, Value
from kg.web.reading.describing import Description
from kg.web.words.writing import short_money

_PROJECT: Final = expand("fg:Project")
_RECEIVING: Final = frozenset(
    expand(f"fgv:role-{name}") for name in ("applicant", "lead", "recipient")
)
_CLASSES: Final = tuple(
    expand(f"fg:{name}") for name in ("FundingProgramme", "ModelRegion", "Project", "Grant")
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of an undertaking.

    Attributes:
        text: as it is read.
        exact: the value itself.
        what: IRIs of basis, kind and source.
        is_preferred: whether it is counted with; else sources differ and none is.
    """

    text: str
    exact: str
    what: tuple[str, ...]
    is_preferred: bool


def body_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of an organisation shows; of one that only is named, nothing."""
    activities = ask_page("body-activities", thing.iri)
    line = ask_page("body-line", thing.iri)
    stated = ask_page("stated-amounts", thing.iri)
    if not (activities.rows or line.rows or stated.rows):
        return {}
    partners = ask_page("body-together", thing.iri)
    given = ask_page("body-programme-money", thing.iri)
    asked = (activities, line, stated, partners, given)
    named = {v.text for one in asked for row in one.rows for v in row.values() if v.is_iri}
    labels = describing.labels(engine(), named, language)
    partner_list = partners_of(partners.rows)
    amounts: tuple[Amount, ...] = amounts_of(stated.rows)
    sums = _sums(activities.rows)
    return {
        "portrait": "portrait-body.html",
        "places": [value.text for value in dict.fromkeys(thing.values("dcterms:spatial"))],
        "same": same_elsewhere(thing),
        "labels": labels,
        "line": line,
        "line_drawn": timeline(
            said("names", language), _line(line.rows, thing.iri, labels), language=language
        ),
        "activities": activities,
        "activity_list": _activities(activities.rows, language),
        "money_drawn": _by_year(thing, sums, labels, language),
        "given": given,
        "given_drawn": _by_year(thing, given.rows, labels, language),
        "partners": partners,
        "partner_list": partner_list,
        "partners_drawn": partners_drawn(
            Node(thing.label(thing.iri)), partner_list, labels, links(), language
        ),
        "stated": stated,
        "amounts": stated_of(amounts, parts_of(stated.rows)),
    }


def _by_year(
    thing: Description, sums: Sequence[Row], labels: dict[str, str], language: str
) -> Markup | None:
    """Draw sums by year where there are several years."""
    if len({row["year"].text for row in sums if "year" in row}) < 2:
        return None
    return columns(
        f"{thing.label(thing.iri)}: {said('by-year', language)}",
        *years(sums, labels, language),
        language=language,
        unit="€",
        key=key_of(sums, labels),
    )


def _line(rows: Sequence[Row], this: str, labels: dict[str, str]) -> list[Span]:
    """Make a bar for each body of the line: the one of the page in the accent, others softer."""
    found: dict[str, Span] = {}
    for row in rows:
        iri = row["body"].text
        start = row["from"].text if "from" in row else ""
        end = day_before(row["until"].text) if "until" in row else ""
        found.setdefault(
            iri,
            Span(
                labels.get(iri, iri),
                start,
                end,
                tone="accent" if iri == this else "soft",
                href="" if iri == this else links().of(iri) or "",
                note=row["short"].text if "short" in row else "",
                is_running=bool(start) and not end,
            ),
        )
    return list(found.values())


def _activities(rows: Sequence[Row], language: str) -> list[dict[str, object]]:
    """Put the rows of each activity together; programmes first, then projects and grants."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: _CLASSES.index(row["class"].text)):
        found.setdefault(row["activity"].text, []).append(row)
    return [
        {
            "iri": iri,
            "class": held[0]["class"].text,
            "programme": held[0]["programme"].text if "programme" in held[0] else "",
            "roles": list(dict.fromkeys(row["role"].text for row in held)),
            "money": list(dict.fromkeys(_money(row, language) for row in held if "value" in row)),
            "periods": list(
                dict.fromkeys(
                    said_period(row["period"].text, language) for row in held if "period" in row
                )
            ),
            "year": held[0]["year"].text if "year" in held[0] else "",
            "is_programme": held[0]["class"].text == _CLASSES[0],
        }
        for iri, held in found.items()
    ]


def _money(row: Row, language: str) -> Money:
    """Read an amount with all that says what it is one of."""
    value = row["value"].text
    return Money(
        short_money(Decimal(value), language),
        value,
        tuple(row[name].text for name in ("basis", "kind", "tier") if name in row),
        "preferred" not in row or row["preferred"].text == "true",
    )


def _sums(rows: Sequence[Row]) -> list[Row]:
    """Add up by year and source what is committed to projects that the body leads or receives."""
    counted = {
        (row["activity"].text, row["tier"].text): row
        for row in rows
        if "value" in row and row["class"].text == _PROJECT and row["role"].text in _RECEIVING
    }
    sums: dict[tuple[str, str], Decimal] = {}
    for row in counted.values():
        group = (row["year"].text if "year" in row else "", row["tier"].text)
        sums[group] = sums.get(group, Decimal()) + Decimal(row["value"].text)
    return [
        {"source": Value(tier, is_iri=True), "sum": Value(str(value))}
        | ({"year": Value(year)} if year else {})
        for (year, tier), value in sorted(sums.items())
    ]
