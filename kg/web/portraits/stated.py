"""Amounts of a thing in the order of their table: what is counted with, what agrees, what does not.

Sources contradict each other only where they state different values of the same: of one kind, one
basis, one tier of money, and of the whole thing or of the same part of its area. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kg.web.portraits.money import PLANNED, VOLUME, Amount
from kg.web.portraits.words import said
from kg.web.reading.asking import Row
from kg.web.words.writing import quoted

Standing: TypeAlias = Literal["counted", "first", "also", "other"]

_Group: TypeAlias = tuple[bool, tuple[str, ...], str, str, str]
_ORDER: Final[tuple[Standing, ...]] = ("counted", "first", "also", "other")


@dataclass(frozen=True, slots=True)
class Stated:
    """One row of the table.

    Attributes:
        amount: as its source states it.
        standing: `counted` with, the `first` of those of which none is preferred, `also` stated
            without a contradiction, or an `other` value of the same.
        parts: IRIs of the parts of the area that it is of; none where it is of the whole.
    """

    amount: Amount
    standing: Standing
    parts: tuple[str, ...] = ()

    @property
    def is_head(self) -> bool:
        """Say whether it begins its group."""
        return self.standing in ("counted", "first")


def parts_of(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """List for each amount of a part of the area which part."""
    parts: dict[str, dict[str, None]] = {}
    for row in rows:
        if "part" in row:
            parts.setdefault(row["amount"].text, {})[row["part"].text] = None
    return {iri: tuple(sorted(held)) for iri, held in parts.items()}


def stated_of(amounts: Sequence[Amount], parts: dict[str, tuple[str, ...]]) -> tuple[Stated, ...]:
    """Order *amounts*: those of the whole first, and of each group the one counted with first."""
    groups: dict[_Group, list[Amount]] = {}
    for one in amounts:
        of_parts = parts.get(one.iri, ())
        group = (bool(of_parts), of_parts, one.basis, one.tier, one.kind)
        groups.setdefault(group, []).append(one)
    return tuple(
        row
        for group in sorted(groups)
        for row in sorted(
            _rows(groups[group], group[1]), key=lambda row: _ORDER.index(row.standing)
        )
    )


def others_of(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """List the values that contradict the preferred one of their group."""
    return tuple(row.amount for row in stated_of(amounts, {}) if row.standing == "other")


def volumes_said(amounts: Sequence[Amount], language: str) -> list[tuple[str, str]]:
    """Write the volume of a programme for each kind of it, what is planned first.

    Where no value of a kind is preferred, from the smallest to the largest; what it covers where
    the source limits that.
    """
    kinds: dict[str, list[Amount]] = {}
    for one in amounts:
        if one.basis == VOLUME and not one.is_disputed:
            kinds.setdefault(one.kind, []).append(one)
    return [
        (kind, _volume_said(kinds[kind], language))
        for kind in sorted(kinds, key=lambda kind: (kind != PLANNED, kind))
    ]


def _volume_said(amounts: Sequence[Amount], language: str) -> str:
    preferred = [one for one in amounts if one.is_preferred]
    if len(preferred) == 1:
        scope = preferred[0].scope
        written = preferred[0].text(language)
        return f"{written} ({quoted(scope, language)})" if scope else written
    ordered = sorted(amounts, key=lambda one: one.value)
    ends = dict.fromkeys(one.text(language) for one in (ordered[0], ordered[-1]))
    return (
        f"{' – '.join(ends)} ({said('several', language)})"
        if len(amounts) > 1
        else next(iter(ends))
    )


def _rows(group: Sequence[Amount], parts: tuple[str, ...]) -> Iterable[Stated]:
    lead = next((one for one in group if one.is_preferred), group[0])
    for one in group:
        if one is lead:
            yield Stated(one, "counted" if one.is_preferred else "first", parts)
        else:
            yield Stated(one, "also" if one.agrees_with(lead) else "other", parts)
