"""The shapes as a page tells them: what each asks of which things, in words. Knows no Flask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.namespaces import compact, expand
from kg.web.reading.asking import Value
from kg.web.reading.facts import Facts, Named, Words

_TARGETS: Final = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf", "sh:targetNode")

_ASKED: Final = (
    "sh:minCount",
    "sh:maxCount",
    "sh:class",
    "sh:datatype",
    "sh:nodeKind",
    "sh:node",
    "sh:or",
    "sh:in",
    "sh:hasValue",
    "sh:pattern",
    "sh:languageIn",
    "sh:uniqueLang",
    "sh:minLength",
    "sh:maxLength",
    "sh:minInclusive",
    "sh:maxInclusive",
    "sh:minExclusive",
    "sh:maxExclusive",
    "sh:equals",
    "sh:disjoint",
    "sh:lessThan",
    "sh:lessThanOrEquals",
)
"""Constraint components in the order of a page."""

_LISTS: Final = frozenset({"sh:or", "sh:in", "sh:languageIn"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that is asked: the component's name, and what it is asked to be.

    Attributes:
        name: such as `minCount`.
        values: as they stand in the shape.
        named: those of them that have names.
    """

    name: str
    values: tuple[Value, ...]
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape asks of one property, or with one query.

    Attributes:
        shape: the property shape or the SPARQL constraint.
        path: the path as SPARQL writes it; empty for a query.
        on: the properties of the path.
        constraints: what is asked.
        message: what whoever breaks it is told.
        is_warning: whether breaking it leaves a build going.
        query: the SPARQL query of a constraint.
    """

    shape: Named
    path: str
    on: tuple[Named, ...]
    constraints: tuple[Constraint, ...]
    message: Words
    is_warning: bool
    query: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Which things a shape looks at: by what way, and those of what."""

    way: str
    of: Named


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape.

    Attributes:
        shape: itself.
        targets: which things it looks at; none where only other shapes call it.
        rules: what it asks of them.
        message: what whoever breaks it is told, where that is said of the whole.
        callers: the shapes that call it.
        is_warning: whether breaking it leaves a build going.
    """

    shape: Named
    targets: tuple[Target, ...]
    rules: tuple[Rule, ...]
    message: Words
    callers: tuple[Named, ...]
    is_warning: bool


def shapes_of(facts: Facts) -> tuple[Shape, ...]:
    """List all node shapes: first those that look at things by themselves, each by name."""
    found = (_shape(facts, iri) for iri in facts.instances("sh:NodeShape"))
    return tuple(sorted(found, key=lambda s: (not s.targets, s.shape.name.casefold())))


def rules_by_property(facts: Facts) -> dict[str, list[Rule]]:
    """Tell for each property the rules whose path leads over it."""
    found: dict[str, list[Rule]] = {}
    for iri in facts.instances("sh:PropertyShape"):
        rule = _rule(facts, iri, is_warning=_is_warning(facts, iri))
        for prop in rule.on:
            found.setdefault(prop.iri, []).append(rule)
    return found


def shapes_for(facts: Facts, class_iri: str) -> tuple[Named, ...]:
    """List the shapes that look at the things of a class."""
    return facts.all_named(facts.subjects("sh:targetClass", class_iri))


def schemes_of_values(facts: Facts) -> dict[str, set[str]]:
    """Tell for each property the concept schemes that its values must be of, by the rules."""
    found: dict[str, set[str]] = {}
    for part in facts.subjects("sh:path", expand("skos:inScheme")):
        schemes = facts.iris(part, "sh:hasValue")
        for node in facts.subjects("sh:property", part):
            for rule in facts.subjects("sh:node", node):
                for prop in _on(facts, _path_node(facts, rule)):
                    found.setdefault(prop, set()).update(schemes)
    return found


def _shape(facts: Facts, iri: str) -> Shape:
    targets = [Target(way, facts.named(of)) for way in _TARGETS for of in facts.iris(iri, way)]
    is_warning = _is_warning(facts, iri)
    parts = (*facts.iris(iri, "sh:property"), *facts.iris(iri, "sh:sparql"))
    return Shape(
        facts.named(iri),
        tuple(sorted(targets, key=lambda target: (target.way, target.of.name))),
        tuple(_rule(facts, part, is_warning=is_warning) for part in parts),
        facts.words(iri, "sh:message"),
        facts.all_named(facts.subjects("sh:node", iri)),
        is_warning,
    )


def _rule(facts: Facts, iri: str, *, is_warning: bool) -> Rule:
    severity = facts.text(iri, "sh:severity")
    node = _path_node(facts, iri)
    return Rule(
        facts.named(iri),
        _path(facts, node) if node else "",
        facts.all_named(set(_on(facts, node))),
        tuple(_constraints(facts, iri)),
        facts.words(iri, "sh:message"),
        severity == expand("sh:Warning") if severity else is_warning,
        facts.text(iri, "sh:select"),
    )


def _is_warning(facts: Facts, iri: str) -> bool:
    return facts.text(iri, "sh:severity") == expand("sh:Warning")


def _constraints(facts: Facts, iri: str) -> Iterator[Constraint]:
    for name in _ASKED:
        for value in facts.values(iri, name):
            held = tuple(facts.members(value.text)) if name in _LISTS else (value,)
            named = (facts.named(one.text) for one in held if one.is_iri)
            yield Constraint(name.partition(":")[2], held, tuple(one for one in named if one.label))


def _path_node(facts: Facts, iri: str) -> str:
    return facts.text(iri, "sh:path")


def _path(facts: Facts, node: str) -> str:
    """Write a path as SPARQL does: `^fg:amount`, `fg:funds/fg:partOf`, `a|b`."""
    for name, before, after in (
        ("sh:inversePath", "^", ""),
        ("sh:zeroOrMorePath", "", "*"),
        ("sh:oneOrMorePath", "", "+"),
        ("sh:zeroOrOnePath", "", "?"),
    ):
        if inner := facts.text(node, name):
            return f"{before}{_path(facts, inner)}{after}"
    if options := facts.text(node, "sh:alternativePath"):
        return " | ".join(_path(facts, value.text) for value in facts.members(options))
    if steps := list(facts.members(node)):
        return " / ".join(_path(facts, value.text) for value in steps)
    return compact(node)


def _on(facts: Facts, node: str) -> Iterator[str]:
    """Walk over the properties of a path."""
    parts = [
        value.text
        for name in ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
        for value in facts.values(node, f"sh:{name}")
    ]
    options = facts.text(node, "sh:alternativePath")
    parts += [value.text for value in facts.members(options or node)]
    if not parts and node:
        yield node
    for part in parts:
        yield from _on(facts, part)
