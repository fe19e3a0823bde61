"""Turn the answers behind the page about quality into its figures and tables. Knows no Flask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.web.figures import Bar, Dot, DotRow, Entry, Part, Tone, bars, dots
from kg.web.reading.asking import Row
from kg.web.wire.links import Links
from kg.web.words.texts import text
from kg.web.words.writing import number

_OF_PROGRAMMES: Final = ("amount", "period", "owner", "manager", "rate", "basis")
_OF_PROJECTS: Final = ("place", "body", "amount", "period", "grant", "theme")
_LINKING: Final = ("funded", "municipalities", "districts", "states", "bodies", "programmes")
_SOURCES: Final[dict[str, Tone]] = {
    "source-kind-funder": "accent",
    "source-kind-recipient": "accent-2",
    "source-kind-press": "accent-3",
}
"""Those who know best have the darkest bar; all other kinds of sources are one more."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its name in the page's language."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says.

    Attributes:
        value: in the words of the record.
        language: of these words, empty where they are in none.
        source: the one that says so.
    """

    value: str
    language: str
    source: Named


@dataclass(frozen=True, slots=True)
class Disputed:
    """A contradiction: what it is about, both claims, and the likely reason."""

    subject: Named
    one: Claim
    other: Claim
    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of bodies with those that have no territory."""

    label: str
    participations: int
    bodies: tuple[Named, ...]


def programmes_figure(rows: Sequence[Row], links: Links, language: str) -> Markup:
    """Draw what is known of each programme, yes or no."""
    words = {"true": (1.0, "quality-known"), "false": (0.0, "quality-unknown")}

    def dot(row: Row, name: str) -> Dot:
        share, key = words[row[name].text]
        return Dot(share, text(key, language))

    drawn = [
        DotRow(
            _label(row, "label", language),
            tuple(dot(row, name) for name in _OF_PROGRAMMES),
            links.of(row["programme"].text) or "",
        )
        for row in rows
    ]
    caption = text("quality-programmes", language)
    head = _head("quality-programme", _OF_PROGRAMMES, language)
    return dots(drawn, head, caption=caption, has_words=False)


def projects_figure(rows: Sequence[Row], links: Links, language: str) -> Markup:
    """Draw of how many projects of each programme something is known."""

    def dot(row: Row, name: str) -> Dot:
        known, of = int(row[f"with{name.capitalize()}"].text), int(row["projects"].text)
        return Dot(known / of, f"{known} {text('of', language)} {of}")

    drawn = [
        DotRow(
            _label(row, "label", language),
            tuple(dot(row, name) for name in _OF_PROJECTS),
            links.of(row["programme"].text) or "",
            f"{row['projects'].text} {text('quality-project-count', language)}",
        )
        for row in rows
        if "projects" in row
    ]
    caption = text("quality-projects", language)
    return dots(drawn, _head("quality-programme", _OF_PROJECTS, language), caption=caption)


def without_projects(rows: Sequence[Row], language: str) -> list[Named]:
    """List the programmes of which the graph has no project."""
    return [
        Named(row["programme"].text, _label(row, "label", language))
        for row in rows
        if "projects" not in row
    ]


def amounts_figure(rows: Sequence[Row], language: str) -> Markup:
    """Draw how many amounts there are of each accuracy, by who states them."""
    kinds: dict[str, str] = {}
    accuracies: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        kind, accuracy = row["kind"].text.rpartition("/")[2], row["accuracy"].text
        kinds[kind] = _label(row, "kindLabel", language)
        accuracies[accuracy] = _label(row, "accuracyLabel", language)
        counts[accuracy, kind] = int(row["amounts"].text)
    ordered = sorted(kinds, key=lambda kind: (kind not in _SOURCES, [*_SOURCES, kind].index(kind)))
    totals = {a: sum(counts.get((a, kind), 0) for kind in ordered) for a in accuracies}
    drawn = []
    for accuracy in sorted(accuracies, key=lambda a: -totals[a]):
        known = [(kind, n) for kind in ordered if (n := counts.get((accuracy, kind), 0))]
        words = [f"{kinds[kind]}\N{NO-BREAK SPACE}{n}" for kind, n in known]
        parts = (Part(n, _SOURCES.get(kind, "other"), f"{kinds[kind]}: {n}") for kind, n in known)
        cells = (str(totals[accuracy]),)
        drawn.append(Bar(accuracies[accuracy], tuple(parts), cells, note=" · ".join(words)))
    head = (text("quality-accuracy", language), text("quality-statements", language))
    key = [Entry(_SOURCES.get(kind, "other"), kinds[kind]) for kind in ordered]
    return bars(drawn, head, key=key)


def links_figure(rows: Sequence[Row], language: str) -> Markup:
    """Draw the share of things of each kind that lead to another dataset."""
    ordered = sorted(rows, key=lambda r: (_LINKING.index(r["kind"].text), r["target"].text))
    drawn = [
        Bar(
            text(f"links-{row['kind'].text}", language),
            (Part(int(row["linked"].text) / int(row["all"].text)),),
            (number(row["linked"].text, language), number(row["all"].text, language)),
            note=row["target"].text,
        )
        for row in ordered
    ]
    head = ("quality-linking", "quality-linked", "quality-of-all")
    return bars(drawn, [text(key, language) for key in head], maximum=1)


def contradictions(rows: Sequence[Row], language: str) -> list[Disputed]:
    """List the contradictions."""
    return [
        Disputed(
            Named(row["contradiction"].text, _label(row, "label", language)),
            _claim(row, "first", language),
            _claim(row, "second", language),
            _label(row, "reason", language),
        )
        for row in rows
    ]


def without_territory(rows: Sequence[Row], language: str) -> list[Kind]:
    """Group the bodies without a territory by their kind, those that take part most first."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        known = "kindLabel" in row
        label = _label(row, "kindLabel", language) if known else ""
        grouped.setdefault(label, []).append(row)
    kinds = [
        Kind(
            label or text("quality-kind-unknown", language),
            sum(int(row["participations"].text) for row in found),
            tuple(Named(row["body"].text, row["label"].text) for row in found),
        )
        for label, found in grouped.items()
    ]
    return sorted(kinds, key=lambda kind: (-kind.participations, kind.label))


def _claim(row: Row, name: str, language: str) -> Claim:
    english = row.get(f"{name}ValueEn") if language == "en" else None
    value, source = english or row[f"{name}Value"], row[f"{name}Source"].text
    return Claim(value.text, value.language, Named(source, row[f"{name}Title"].text))


def _label(row: Row, name: str, language: str) -> str:
    return row[f"{name}En" if language == "en" else name].text


def _head(first: str, names: Sequence[str], language: str) -> list[str]:
    return [text(first, language), *(text(f"quality-{name}", language) for name in names)]
