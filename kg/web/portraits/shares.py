"""Who receives how much of a grant, where a source says so. Pure."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from kg.web.figures import Entry, Part, Tone, stack
from kg.web.portraits.money import TOTAL_COST, Amount, amounts_of
from kg.web.reading.asking import Row

_TONES: Final[tuple[Tone, ...]] = ("accent", "accent-2", "accent-3")


def shares_of(rows: Sequence[Row]) -> list[tuple[str, Amount]]:
    """List the recipients with the amounts counted with, the largest first."""
    found = [
        (row["recipient"].text, amount)
        for row in rows
        if "recipient" in row
        for amount in amounts_of([row])
        if amount.is_preferred
    ]
    return sorted(found, key=lambda pair: -pair[1].value)


def cost_of(rows: Sequence[Row]) -> Amount | None:
    """Return the total cost of the project that a grant funds, if it is known."""
    stated = amounts_of(row for row in rows if "recipient" not in row)
    return next((one for one in stated if one.basis == TOTAL_COST and one.is_preferred), None)


def shares_drawn(
    shares: Sequence[tuple[str, Amount]], labels: dict[str, str], language: str
) -> Markup | None:
    """Draw the shares as one bar; where one recipient is known, or a bound, the table says it."""
    if len(shares) < 2 or any(one.is_bound for _, one in shares):
        return None
    parts, entries = [], []
    for place, (iri, one) in enumerate(shares):
        tone, name = _TONES[min(place, len(_TONES) - 1)], labels.get(iri, iri)
        parts.append(Part(float(one.value), tone, f"{name}: {one.text(language)}"))
        entries.append((Entry(tone, name), one.text(language)))
    return stack(parts, entries)
