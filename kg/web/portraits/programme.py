"""The page of a programme: volume, who is in charge, rounds, money by year, and where it is."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from kg.namespaces import expand
from kg.web.figures import (
    Place,
    Span,
    Tone,
    columns,
    map_of,
    point_of,
    timeline,
)
from kg.web.frame.page_queries import Asked, ask_page, laender_outlines
from kg.web.frame.site import engine, links
from kg.web.portraits.elsewhere import same_elsewhere
from kg.web.portraits.facts import Fact, sources_of
from kg.web.portraits.money import Amount, amounts_of, tone_of
from kg.web.portraits.projects import day_before, ends, said_period
from kg.web.portraits.questions import questions_about
from kg.web.portraits.roles import roles_of
from kg.web.portraits.stated import others_of, parts_of, stated_of, volumes_said
from kg.web.portraits.words import said
from kg.web.portraits.years import key_of, years
from kg.web.querying.stored import own_permalinks
from kg.web.reading import describing
from kg.web.reading.asking import Row
from kg.web.reading.describing import Description
from kg.web.words.writing import day, number

_VOLUME: Final = expand("fgv:basis-volume")
_OWNER: Final = expand("fgv:role-owner")
_ROUND: Final = expand("fg:FundingRound")


def programme_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of a programme shows."""
    bodies, rounds = (
        ask_page("activity-bodies", thing.iri),
        ask_page("programme-rounds", thing.iri),
    )
    money, places = ask_page("programme-money", thing.iri), ask_page("programme-places", thing.iri)
    stated = ask_page("stated-amounts", thing.iri)
    times = ask_page("programme-times", thing.iri)
    documents = ask_page("programme-documents", thing.iri)
    amounts = amounts_of(stated.rows)
    asked = (bodies, rounds, money, places, stated, times, documents)
    labels = describing.labels(engine(), _things(asked), language)
    tone = _tone(thing)
    drawn = columns(
        f"{thing.label(thing.iri)}: {said('by-year', language)}",
        *years(money.rows, labels, language),
        language=language,
        unit="€",
        key=key_of(money.rows, labels),
    )
    return {
        "portrait": "portrait-programme.html",
        "facts": _facts(thing, _of_the_whole(stated.rows), labels, places.rows, language),
        "same": same_elsewhere(thing),
        "labels": labels,
        "bodies": bodies,
        "roles": roles_of(bodies.rows),
        "owners": timeline(
            said("in-charge", language),
            _owners(bodies.rows, labels, tone),
            language=language,
        ),
        "times": times,
        "times_drawn": timeline(
            said("timeline", language),
            _times(times.rows, labels, tone, language),
            language=language,
        ),
        "rounds": rounds,
        "round_list": _rounds(rounds.rows),
        "said_period": lambda edtf: said_period(edtf, language),
        "stated": stated,
        "amounts": stated_of(amounts, parts_of(stated.rows)),
        "money_by_year": money if money.rows else None,
        "money_drawn": drawn,
        "places": places if any("body" in row for row in places.rows) else None,
        "places_drawn": _map(thing, places, tone, language),
        "areas": _areas(places.rows, labels),
        "bodies_without_point": _pointless(places.rows),
        "documents": documents,
        "questions": questions_about(thing.iri, own_permalinks().by_name.values()),
    }


def _tone(thing: Description) -> Tone:
    return next((tone_of(value.text) for value in thing.values("fg:level")), "accent")


def _things(asked: Sequence[Asked]) -> set[str]:
    return {
        value.text for one in asked for row in one.rows for value in row.values() if value.is_iri
    }


def _facts(
    thing: Description,
    amounts: Sequence[Amount],
    labels: dict[str, str],
    rows: Sequence[Row],
    language: str,
) -> list[Fact]:
    found = [
        Fact(
            thing.label(expand("fg:level")),
            thing.label(value.text),
            sources=sources_of(thing, "fg:level"),
        )
        for value in thing.values("fg:level")
    ]
    for kind, written in volumes_said(amounts, language):
        name = f"{said('volume', language)}, {labels.get(kind, kind)}"
        found.append(Fact(name, written, sources=_volume_sources(amounts, kind)))
    projects = {row["project"].text for row in rows}
    if projects:
        found.append(Fact(said("projects", language), number(len(projects), language)))
    periods = [value.text for value in thing.values("dcterms:temporal")]
    if len(periods) == 1:
        sources = sources_of(thing, "dcterms:temporal")
        found.append(Fact(said("period", language), thing.label(periods[0]), sources=sources))
    return found


def _volume_sources(amounts: Sequence[Amount], kind: str) -> tuple[str, ...]:
    """List who states the volume of a kind: of the one counted with, else of all."""
    stated = [one for one in amounts if one.kind == kind and one.basis == _VOLUME]
    chosen = [one for one in stated if one.is_preferred] or stated
    return tuple(dict.fromkeys(one.source for one in chosen))


def _owners(rows: Sequence[Row], labels: dict[str, str], tone: Tone) -> list[Span]:
    """Make a bar for each body in charge: while it had the role, else while it was there."""
    found: dict[str, Span] = {}
    for row in rows:
        if row["role"].text != _OWNER:
            continue
        start = row["from"].text if "from" in row else ""
        end = day_before(row["until"].text) if "until" in row else ""
        if "period" in row:
            start, end = ends(row["period"].text)
        iri = row["body"].text
        if iri not in found:
            found[iri] = Span(
                labels.get(iri, iri),
                start,
                end,
                tone=tone,
                href=links().of(iri) or "",
                is_running=bool(start) and not end,
            )
    return sorted(found.values(), key=lambda span: (span.start or span.end, span.label))


def _times(rows: Sequence[Row], labels: dict[str, str], tone: Tone, language: str) -> list[Span]:
    """Make a bar for each period that a source gives, and a mark for each round.

    Periods of several sources are named by them; one without an end reaches to the latest end that
    another source gives, and says so.
    """
    of_programme = [row for row in rows if row["class"].text != _ROUND]
    is_one = len({row["thing"].text for row in of_programme}) == 1
    latest = max((ends(row["when"].text)[1] for row in of_programme), default="")
    found: dict[str, Span] = {}
    for row in rows:
        iri, href = row["thing"].text, links().of(row["thing"].text) or ""
        start, end = ends(row["when"].text)
        if row["class"].text == _ROUND:
            span = Span(labels.get(iri, iri), start, start, tone="accent", href=href)
        else:
            source = labels.get(row["source"].text, "") if "source" in row else ""
            named = (
                f"{said('according', language)} {source}" if source else said("period", language)
            )
            is_open = not end and bool(latest)
            span = Span(
                said("period", language) if is_one else named,
                start,
                end or latest,
                tone=tone,
                href=href,
                note=source if is_one else "",
                when=_open_end(start, latest, language) if is_open else "",
            )
        found.setdefault(iri, span)
    return list(found.values())


def _open_end(start: str, latest: str, language: str) -> str:
    """Say since when something is, and what other sources say of its end."""
    known = f"{said('other-end', language)} {day(latest, language)}"
    return f"{said_period(f'{start}/', language)}; {known}"


def _rounds(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Put the rows of each round together."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["round"].text, []).append(row)
    return [
        {
            "iri": iri,
            "mottos": _mottos(held),
            "announced": held[0]["announced"].text if "announced" in held[0] else "",
            "applications": held[0]["applications"].text if "applications" in held[0] else "",
            "projects": held[0]["projects"].text if "projects" in held[0] else "",
            "amounts": [one for one in amounts_of(held) if one.is_preferred],
            "sources": _sources(held),
            "others": others_of(_of_the_whole(held)),
        }
        for iri, held in found.items()
    ]


def _sources(rows: Sequence[Row]) -> list[str]:
    """List the documents of what the row of a round shows: its motto and its money."""
    first = _mottos(rows)[:1]
    money = [one.source for one in amounts_of(rows) if one.is_preferred]
    return list(dict.fromkeys((*(source for _, source in first if source), *money)))


def _mottos(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """List the mottos of a round, that of the weightiest source first, each with its source."""
    found: dict[str, str] = {}
    for row in rows:
        if "motto" in row:
            found.setdefault(
                row["motto"].text, row["mottoSource"].text if "mottoSource" in row else ""
            )
    return list(found.items())


def _of_the_whole(rows: Sequence[Row]) -> tuple[Amount, ...]:
    """List the amounts of a round but those of a part of the area."""
    return amounts_of(row for row in rows if "part" not in row)


def _map(thing: Description, asked: Asked, tone: Tone, language: str) -> Markup:
    spots: dict[str, Place] = {}
    for row in asked.rows:
        at = point_of(row["centre"].text) if "centre" in row else None
        if at is not None:
            href = links().of(row["area"].text) or ""
            spots.setdefault(
                row["area"].text, Place(row["areaLabel"].text, *at, tone=tone, href=href)
            )
    lands = {iri.rpartition("/")[2][:2] for iri in spots}
    return map_of(
        f"{thing.label(thing.iri)}: {said('where', language)}",
        sorted(spots.values(), key=lambda place: place.label.casefold()),
        laender_outlines(),
        language=language,
        within=next(iter(lands)) if len(lands) == 1 else "",
        has_list=False,
    )


def _pointless(rows: Sequence[Row]) -> list[str]:
    """List the bodies that the map has no point for."""
    return list(dict.fromkeys(r["body"].text for r in rows if "body" in r and "centre" not in r))


def _areas(rows: Sequence[Row], labels: dict[str, str]) -> list[str]:
    """List the areas that the map has points of, by name."""
    found = {row["area"].text for row in rows if "centre" in row}
    return sorted(found, key=lambda iri: (labels.get(iri) or iri).casefold())
