"""What joins the classes of the model: for each property the classes at its two ends.

Knows no Flask. Where the ontology leaves an end open, the class stands that the data have there
most often, so that a property is one way and not many.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.namespaces import NS, expand
from kg.web.reading.asking import Row
from kg.web.reading.facts import Facts, Named

_ABOVE: Final = "rdfs:subClassOf"
_CLASS: Final = "owl:Class"

_VALUES: Final = frozenset(map(expand, ("skos:Concept", "dcterms:PeriodOfTime")))
"""Classes whose things are values more than things: nearly every class leads to them."""


@dataclass(frozen=True, slots=True)
class ClassLinks:
    """A class with its subclasses, and by which properties these lead to other families.

    Attributes:
        head: the class.
        kinds: its subclasses.
        ways: IRI of another head → the properties that lead there.
    """

    head: Named
    kinds: tuple[Named, ...]
    ways: Mapping[str, tuple[Named, ...]]


def class_links(facts: Facts, rows: Iterable[Row], others: Iterable[str]) -> dict[str, ClassLinks]:
    """Put the classes of the model together with their subclasses, and say what joins them.

    Args:
        facts: the ontology's.
        rows: answer the query `model-links`: property, from, to, and the cases where they are
            counted.
        others: IRIs of classes of others that belong to the picture.

    Returns:
        By IRI of the head.
    """
    own = {iri for iri in facts.instances(_CLASS) if iri.startswith(NS)} | set(others)
    known = {iri for iri in facts.instances(_CLASS) if _head(facts, iri, own) in own}
    heads = {iri: _head(facts, iri, own) for iri in known}
    ends: dict[str, Counter[tuple[str, str]]] = {}
    for row in rows:
        pair = (row["from"].text, row["to"].text)
        if all(end in heads or end in _VALUES for end in pair):
            begin, end = (heads.get(iri, iri) for iri in pair)
            cases = int(row["cases"].text) if "cases" in row else 1
            ends.setdefault(row["property"].text, Counter())[begin, end] += cases
    ways: dict[str, dict[str, list[str]]] = {}
    for iri, counted in sorted(ends.items()):
        begin, end = min(counted, key=lambda pair: (-counted[pair], pair))
        if not {begin, end} & _VALUES:
            ways.setdefault(begin, {}).setdefault(end, []).append(iri)
    return {
        head: ClassLinks(
            facts.named(head),
            facts.all_named(iri for iri in heads if heads[iri] == head != iri and iri in own),
            {to: facts.all_named(found) for to, found in ways.get(head, {}).items()},
        )
        for head in sorted(set(heads.values()))
    }


def _head(facts: Facts, iri: str, own: set[str]) -> str:
    """Climb to the highest class above *iri* that belongs to the picture."""
    seen = [iri]
    while above := [up for up in facts.iris(seen[-1], _ABOVE) if up in own and up not in seen]:
        seen.append(above[0])
    return seen[-1]
