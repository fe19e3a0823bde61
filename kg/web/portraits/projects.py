"""Projects with their money, roles and periods, read from the rows of a query. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kg.web.figures import Span
from kg.web.portraits.money import (
    TOTAL_COST,
    Amount,
    amounts_of,
    contesting,
    leading,
    tone_of,
)
from kg.web.reading.asking import Row
from kg.web.wire.links import Links
from kg.web.words.writing import day


@dataclass(frozen=True, slots=True)
class Funded:
    """One project as a table shows it.

    Attributes:
        iri: of the project.
        programme: IRI.
        level: IRI of the level of the programme.
        contexts: rounds and model regions it belongs to.
        roles: bodies with their roles.
        periods: in EDTF, the one that says most first.
        phases: the kind of each phase whose time is known, and that in EDTF.
        amounts: all that sources state.
    """

    iri: str
    programme: str
    level: str
    contexts: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    phases: tuple[tuple[str, str], ...]
    amounts: tuple[Amount, ...]

    @property
    def led_by(self) -> tuple[Amount, ...]:
        """List the amounts that stand for its funding."""
        return leading(self.amounts)

    @property
    def contested(self) -> tuple[Amount, ...]:
        """List the other values of the same amounts."""
        return contesting(self.amounts, self.led_by)

    @property
    def total(self) -> Amount | None:
        """Return its whole cost, if it is known."""
        return next((a for a in self.amounts if a.basis == TOTAL_COST and a.is_preferred), None)

    @property
    def weight(self) -> Decimal:
        """Return how much funding is known, to put the largest first."""
        return sum((one.value for one in self.led_by), Decimal())

    @property
    def named(self) -> set[str]:
        """List the things that need a label."""
        roles = {iri for pair in self.roles for iri in pair}
        sources = {iri for one in self.amounts for iri in (one.source, one.kind, one.tier) if iri}
        phases = {phase for phase, _ in self.phases}
        return {self.iri, self.programme, self.level, *self.contexts, *roles, *phases, *sources}


def projects_of(rows: Iterable[Row]) -> tuple[Funded, ...]:
    """Put the rows of a query such as `place-funding.rq` together, project by project."""
    by_project: dict[str, list[Row]] = {}
    for row in rows:
        by_project.setdefault(row["project"].text, []).append(row)
    return tuple(_project(iri, held) for iri, held in by_project.items())


def said_period(edtf: str, language: str) -> str:
    """Write an interval of EDTF for a reader; an end that is not known is left open."""
    start, slash, end = edtf.partition("/")
    began, ended = (day(part.strip("~?%"), language) for part in (start, end))
    if not slash:
        return began
    if began and ended and ended != "..":
        return f"{began} – {ended}"
    if began:
        return f"{'since' if language == 'en' else 'seit'} {began}"
    return f"{'until' if language == 'en' else 'bis'} {ended}"


def day_before(until: str) -> str:
    """Return the last day of what lasted until a day that does not count any more."""
    try:
        return str(date.fromisoformat(until) - timedelta(days=1))
    except ValueError:
        return until


def spans(projects: Sequence[Funded], labels: dict[str, str], links: Links) -> tuple[Span, ...]:
    """Make a bar for each project whose time is known, or for those of its phases that are."""
    timed = sorted(
        ((period, phase, one) for one in projects for phase, period in _times(one)),
        key=lambda timed: timed[0],
    )
    return tuple(
        Span(
            labels.get(one.iri, one.iri),
            *ends(period),
            tone=tone_of(one.level),
            href=links.of(one.iri) or "",
            note=labels.get(phase, ""),
        )
        for period, phase, one in timed
    )


def _times(one: Funded) -> tuple[tuple[str, str], ...]:
    """List what is drawn of the time of a project: its period, else its phases with their kinds."""
    return (("", one.periods[0]),) if one.periods else one.phases


def ends(edtf: str) -> tuple[str, str]:
    """Return begin and end of an interval of EDTF, empty where they are not known."""
    start, _, end = edtf.partition("/")
    return start, end if end != ".." else ""


def _project(iri: str, rows: Sequence[Row]) -> Funded:
    def each(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[name].text for row in rows if name in row))

    roles = [(row["body"].text, row["role"].text) for row in rows if "role" in row]
    return Funded(
        iri,
        each("programme")[0],
        each("level")[0],
        each("context"),
        tuple(dict.fromkeys(roles)),
        tuple(sorted(each("period"), key=lambda edtf: (edtf[:1] == "/", -len(edtf)))),
        tuple(
            dict.fromkeys((r["phase"].text, r["phasePeriod"].text) for r in rows if "phase" in r)
        ),
        amounts_of(rows),
    )
