"""Sums of money by year and by where it comes from, as bars. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from kg.web.figures import Column, Entry, Part
from kg.web.portraits.money import tone_of
from kg.web.portraits.words import said
from kg.web.reading.asking import Row
from kg.web.words.writing import short_money


def years(
    rows: Sequence[Row], labels: dict[str, str], language: str
) -> tuple[list[Column], list[str]]:
    """Make a bar for each year from the first to the last, those without a year behind."""
    tiers = list(dict.fromkeys(row["source"].text for row in rows))
    sums = {
        (row["year"].text if "year" in row else "", row["source"].text): Decimal(row["sum"].text)
        for row in rows
    }
    known = sorted(int(year) for year, _ in sums if year)
    steps = [str(year) for year in range(known[0], known[-1] + 1)] if known else []
    if any(not year for year, _ in sums):
        steps.append("")
    return [_column(step, tiers, sums, labels, language) for step in steps], [
        said("year", language),
        *(labels.get(tier, tier) for tier in tiers),
    ]


def _column(
    step: str,
    tiers: Sequence[str],
    sums: dict[tuple[str, str], Decimal],
    labels: dict[str, str],
    language: str,
) -> Column:
    values = [sums.get((step, tier), Decimal()) for tier in tiers]
    said_values = tuple(short_money(value, language) if value else "–" for value in values)
    parts = tuple(
        Part(float(value), tone_of(tier), f"{labels.get(tier, tier)}: {shown}")
        for tier, value, shown in zip(tiers, values, said_values, strict=True)
    )
    return Column(step or said("no-year", language), parts, said_values)


def key_of(rows: Sequence[Row], labels: dict[str, str]) -> list[Entry]:
    """Name the sources of the money by their tones."""
    tiers = dict.fromkeys(row["source"].text for row in rows)
    return [Entry(tone_of(tier), labels.get(tier, tier)) for tier in tiers]
