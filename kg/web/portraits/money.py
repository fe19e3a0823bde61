"""Amounts as sources state them, put into words: how exact they are, of when, and by whom. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from kg.namespaces import expand
from kg.web.figures import Tone
from kg.web.reading.asking import Row
from kg.web.reading.precision import known_part
from kg.web.words.writing import day, short_money

_TONES: Final[MappingProxyType[str, Tone]] = MappingProxyType(
    {
        expand("fgv:source-federal"): "bund",
        expand("fgv:source-state"): "land",
        expand("fgv:source-eu"): "eu",
        expand("fgv:source-municipality"): "kommune",
        expand("fgv:level-federal"): "bund",
        expand("fgv:level-state"): "land",
        expand("fgv:level-eu"): "eu",
        expand("fgv:level-municipal"): "kommune",
    }
)
COMMITTED: Final = expand("fgv:amount-committed")
PLANNED: Final = expand("fgv:amount-planned")
FUNDING: Final = expand("fgv:basis-funding")
VOLUME: Final = expand("fgv:basis-volume")
TOTAL_COST: Final = expand("fgv:basis-total-cost")
OWN_SHARE: Final = expand("fgv:basis-own-share")

_AT_MOST: Final = expand("fgv:accuracy-at-most")
_AT_LEAST: Final = expand("fgv:accuracy-at-least")
_BOUNDS: Final = MappingProxyType(
    {
        _AT_MOST: ("höchstens", "at most"),
        _AT_LEAST: ("mindestens", "at least"),
    }
)
_EXACT: Final = expand("fgv:accuracy-exact")
_ROUNDED: Final = expand("fgv:accuracy-rounded")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount as one source states it.

    Attributes:
        iri: of the statement.
        kind: committed, planned and so on.
        basis: what it is the amount of.
        tier: where the money comes from; empty where it is not split.
        value: in euros.
        accuracy: what is said of how exact it is.
        as_of: the day, month or year for which it speaks, as far as it is known, or empty.
        source: the document.
        is_preferred: whether this one of several is counted with.
        is_disputed: whether it is known to measure something else.
        scope: what it covers where the source limits that, as recorded in English, or empty.
    """

    iri: str
    kind: str
    basis: str
    tier: str
    value: Decimal
    accuracy: str
    as_of: str
    source: str
    is_preferred: bool
    is_disputed: bool
    scope: str = ""

    @property
    def exact(self) -> str:
        """Return the value itself."""
        return str(self.value)

    @property
    def tone(self) -> Tone:
        """Return the colour of where the money comes from."""
        return tone_of(self.tier)

    @property
    def is_bound(self) -> bool:
        """Say whether it only says how much at most or at least."""
        return self.accuracy in _BOUNDS

    def agrees_with(self, other: "Amount") -> bool:
        """Say whether both can be true: they are equal, or one is a bound that the other keeps."""
        if self.value == other.value:
            return True
        lower, upper = sorted((self, other), key=lambda one: one.value)
        return lower.accuracy == _AT_LEAST or upper.accuracy == _AT_MOST

    @property
    def group(self) -> tuple[str, str, str]:
        """Name what it is an amount of; different amounts of one group contradict each other."""
        return self.kind, self.basis, self.tier

    def text(self, language: str) -> str:
        """Write it; what is a bound says so."""
        written = short_money(self.value, language)
        bound = _BOUNDS.get(self.accuracy)
        return f"{bound[language == 'en']} {written}" if bound else written

    def note(self, language: str) -> str:
        """Say whether it is rounded, and of when it is; empty where neither is known."""
        rounded = "rounded" if language == "en" else "gerundet"
        parts = [rounded] if self.accuracy == _ROUNDED else []
        if self.as_of:
            parts.append(f"{'as of' if language == 'en' else 'Stand'} {day(self.as_of, language)}")
        return ", ".join(parts)


def tone_of(tier: str) -> Tone:
    """Return the colour of a tier of money, or of the level of a programme."""
    return _TONES.get(tier, "other")


def amounts_of(rows: Iterable[Row]) -> tuple[Amount, ...]:
    """Read the amounts of the rows that have one; each once, and none whose value is no number."""
    found = (_amount(row) for row in rows if "amount" in row and is_number(row["value"].text))
    return tuple(dict.fromkeys(found))


def is_number(written: str) -> bool:
    """Say whether *written* is a number that can be added up."""
    try:
        return Decimal(written).is_finite()
    except InvalidOperation:
        return False


def leading(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Choose what stands for the funding: committed amounts counted with, else what is preferred.

    Where the sources disagree so that none is preferred, all of them stand.
    """
    funding = [one for one in amounts if one.basis == FUNDING]
    committed = [one for one in funding if one.kind == COMMITTED]
    for choice in (
        [one for one in committed if one.is_preferred],
        [one for one in funding if one.is_preferred],
        committed,
    ):
        if choice:
            return tuple(choice)
    return ()


def contesting(amounts: Sequence[Amount], led_by: Sequence[Amount]) -> tuple[Amount, ...]:
    """List what other sources state of the same, where it is another value."""
    led = {one.group: one for one in led_by}
    stated = {one.iri for one in led_by}
    return tuple(
        one
        for one in amounts
        if one.group in led and one.iri not in stated and not one.agrees_with(led[one.group])
    )


def remainder(total: Amount | None, parts: Sequence[Amount]) -> Decimal | None:
    """Take *parts* from a whole; None where the difference would say more than the sources do.

    That is so unless one document states all of them, of one day, and to the cent.
    """
    if total is None or any(one.accuracy != _EXACT for one in (total, *parts)):
        return None
    if any((one.source, one.as_of) != (total.source, total.as_of) for one in parts):
        return None
    rest = total.value - sum((one.value for one in parts), Decimal())
    return rest if rest > 0 else None


def _amount(row: Row) -> Amount:
    def field(name: str) -> str:
        return row[name].text if name in row else ""

    return Amount(
        field("amount"),
        field("kind"),
        field("basis"),
        field("tier"),
        Decimal(field("value")),
        field("accuracy"),
        known_part(field("asOf"), field("asOfPrecision")),
        field("source"),
        field("preferred") == "true",
        field("disputed") == "true",
        field("scope"),
    )
