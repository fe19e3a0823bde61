"""Which bodies have which roles in something. Pure."""

from collections.abc import Sequence
from typing import Final

from kg.namespaces import expand
from kg.web.reading.asking import Row

_FIRST: Final = tuple(
    expand(f"fgv:role-{name}") for name in ("owner", "funder", "applicant", "lead", "recipient")
)


def roles_of(rows: Sequence[Row]) -> list[tuple[str, list[str]]]:
    """List the bodies of each role, those in charge first."""
    roles: dict[str, dict[str, None]] = {}
    for row in rows:
        roles.setdefault(row["role"].text, {})[row["body"].text] = None
    first = [role for role in _FIRST if role in roles]
    return [(role, list(roles[role])) for role in (*first, *(r for r in roles if r not in first))]
