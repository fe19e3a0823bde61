"""Judge candidates for a reconciliation query: by name, by properties, and against each other.

Pure: what was found and fetched comes in, scores go out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.publication.search import Hit, likeness, overlap
from kg.web.reading.asking import Value
from kg.web.searching.reconciling import MatchQuery, Wish

MIN_SCORE: Final = 30
"""Candidates below are nobody's."""

CERTAIN: Final = 90
MARGIN: Final = 5
"""A match has at least `CERTAIN`, and nothing else comes as near as this."""

_WHOLE_NAME: Final = 70
"""From here on the index has found the whole name or an identifier."""

_GUESSED: Final = 95
_OTHER_NAME: Final = 0.97
_PROPERTY_WEIGHT: Final = 0.5
_UNKNOWN: Final = 0.3
"""What a property counts that a candidate does not have."""

_JUDGED: Final = 30
_JUDGED_BESIDE: Final = 8
"""So many are looked at closely, and so many where there is something that is surely meant."""

_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")

Values = Mapping[str, Sequence[Value]]
"""Property IRI → what one thing has of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be meant.

    Attributes:
        hit: what it is.
        score: from 0 to 100.
        features: what the score is made of, by id.
        is_match: whether nothing else can be meant.
    """

    hit: Hit
    score: float
    features: tuple[tuple[str, float], ...]
    is_match: bool = False


def likeliest(query: MatchQuery, hits: Iterable[Hit]) -> list[tuple[Hit, float]]:
    """Return the hits whose names are nearest to what is asked for, each with 0 to 100."""
    if not query.text:
        return [(hit, 0.0) for hit in hits]
    found = list(hits)
    certain = [(hit, float(hit.exact)) for hit in found if hit.exact >= _WHOLE_NAME]
    others = [hit for hit in found if hit.exact < _WHOLE_NAME]
    others.sort(
        key=lambda hit: -max(overlap(query.text.casefold(), n.casefold()) for n in _names(hit))
    )
    closely = others[: _JUDGED_BESIDE if certain else _JUDGED]
    guessed = [(hit, _name_score(query.text, hit)) for hit in closely]
    return sorted(certain + guessed, key=lambda pair: -pair[1])


def judged(
    query: MatchQuery,
    named: Sequence[tuple[Hit, float]],
    values: Mapping[str, Values],
    labels: Mapping[str, Sequence[str]],
) -> list[Candidate]:
    """Score candidates, the best first, and say which one is certain.

    Args:
        query: what is looked for.
        named: hits with the scores of their names.
        values: thing → property → values.
        labels: IRI of a value → names of what it stands for.
    """
    found = []
    for hit, name_score in named:
        own = values.get(hit.iri, {})
        parts = [(wish.pid, _fulfilled(wish, own, labels)) for wish in query.wishes]
        features = [("name", round(name_score, 1))] if query.text else []
        features += [(pid, round(100 * share, 1)) for pid, share in parts]
        found.append(Candidate(hit, _score(query, name_score, parts), tuple(features)))
    found.sort(key=lambda candidate: -candidate.score)
    kept = [candidate for candidate in found if candidate.score >= MIN_SCORE]
    if _is_certain(kept):
        first = kept[0]
        kept[0] = Candidate(first.hit, first.score, first.features, is_match=True)
    return kept[: query.limit]


def _score(query: MatchQuery, name_score: float, parts: Sequence[tuple[str, float]]) -> float:
    weight = 1.0 if query.text else 0.0
    total = weight * name_score + sum(_PROPERTY_WEIGHT * 100 * share for _, share in parts)
    return round(total / (weight + _PROPERTY_WEIGHT * len(parts)), 1)


def _is_certain(candidates: Sequence[Candidate]) -> bool:
    if not candidates or candidates[0].score < CERTAIN:
        return False
    return len(candidates) == 1 or candidates[0].score - candidates[1].score >= MARGIN


def _names(hit: Hit) -> tuple[str, ...]:
    return hit.label, *hit.names


def _roughly(text: str, hit: Hit) -> float:
    return max(overlap(text, name) for name in _names(hit))


def _name_score(text: str, hit: Hit) -> float:
    of_others = max((likeness(text, name) for name in hit.names), default=0.0)
    return _GUESSED * max(likeness(text, hit.label), _OTHER_NAME * of_others)


def _fulfilled(wish: Wish, own: Values, labels: Mapping[str, Sequence[str]]) -> float:
    """Say how well the best value of a thing fits, from 0 to 1."""
    held = own.get(wish.property, ())
    if not held or not (wish.values or wish.iris):
        return _UNKNOWN
    return max(_fits(wish, value, labels) for value in held)


def _fits(wish: Wish, value: Value, labels: Mapping[str, Sequence[str]]) -> float:
    if value.is_iri:
        if value.text in wish.iris:
            return 1.0
        local = re.split(r"[/#]", value.text)[-1]
        if {value.text, local} & set(wish.values):
            return 1.0
        names = labels.get(value.text, ())
        return max((likeness(text, name) for text in wish.values for name in names), default=0.0)
    return max((_alike(text, value.text) for text in wish.values), default=0.0)


def _alike(text: str, other: str) -> float:
    if text == other or text.lstrip("0") == other.lstrip("0") != "":
        return 1.0
    if _NUMBER.fullmatch(text) and _NUMBER.fullmatch(other):
        one, two = float(text), float(other)
        largest = max(abs(one), abs(two))
        return max(0.0, 1 - abs(one - two) / largest) if largest else 1.0
    return likeness(text, other)
