"""The page of a contradiction: both values side by side, who says them and of when, and why."""

from dataclasses import dataclass
from typing import Final

from kg.namespaces import expand
from kg.web.frame.site import engine
from kg.web.portraits.facts import linked_fact
from kg.web.reading import describing
from kg.web.reading.asking import Value
from kg.web.reading.describing import Description

_SIDES: Final = ("first", "second")


@dataclass(frozen=True, slots=True)
class Side:
    """What one of both sources says.

    Attributes:
        value: in the words of the collection, with the language of these.
        source: IRI of the document; empty where it is not known.
    """

    value: Value | None
    source: str


def contradiction_values(thing: Description, language: str) -> dict[str, object]:
    """Fill what the page of a contradiction shows."""
    sides = [
        Side(
            _in(thing.values(f"fg:{side}Value"), language),
            next((v.text for v in thing.values(f"fg:{side}Source")), ""),
        )
        for side in _SIDES
    ]
    named = {side.source for side in sides if side.source}
    return {
        "portrait": "portrait-contradiction.html",
        "facts": list(linked_fact(thing, "fg:concerns")),
        "labels": describing.labels(engine(), named, language)
        | {v.text: thing.label(v.text) for v in thing.values("fg:concerns")},
        "sides": sides,
        "reason": _in(thing.values("fg:likelyReason"), language),
        "reason_label": thing.label(expand("fg:likelyReason")),
        "statements": [v.text for v in thing.values("fg:statement")],
    }


def _in(values: tuple[Value, ...], language: str) -> Value | None:
    """Choose the text in *language*, else the German one, else any."""
    order = (language, "de", "en", "")
    ranked = sorted(
        values, key=lambda v: order.index(v.language) if v.language in order else len(order)
    )
    return ranked[0] if ranked else None
