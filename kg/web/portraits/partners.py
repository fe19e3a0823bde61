"""With whom a body takes part in what: rows of a table, and a small network of the same. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.web.figures import Node, network
from kg.web.portraits.words import said
from kg.web.reading.asking import Row
from kg.web.wire.links import Links

_MOST: Final = 12
"""Of what there is more than this, lines would be a tangle; the table has it."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that another one meets.

    Attributes:
        iri: of the body.
        met_in: the undertakings of both, each with the body's roles there.
    """

    iri: str
    met_in: Mapping[str, tuple[str, ...]]


def partners_of(rows: Sequence[Row]) -> list[Partner]:
    """Put the rows of `body-together.rq` together; their order stays."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        roles = found.setdefault(row["partner"].text, {}).setdefault(row["activity"].text, [])
        roles.append(row["role"].text)
    return [
        Partner(iri, {what: tuple(dict.fromkeys(roles)) for what, roles in met.items()})
        for iri, met in found.items()
    ]


def partners_drawn(
    this: Node,
    partners: Sequence[Partner],
    labels: Mapping[str, str],
    links: Links,
    language: str,
) -> Markup | None:
    """Draw them where there are several, and not too many undertakings to tell lines apart."""
    hubs = list(dict.fromkeys(what for one in partners for what in one.met_in))
    if len(partners) < 2 or len(hubs) > _MOST:
        return None

    def node(iri: str) -> Node:
        return Node(labels.get(iri, iri), links.of(iri) or "")

    met = [(node(one.iri), [hubs.index(what) for what in one.met_in]) for one in partners]
    title = f"{this.label}: {said('partners', language)}"
    return network(title, this, [node(iri) for iri in hubs], met)
