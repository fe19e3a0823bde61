"""Ask in SPARQL what Core constraints cannot say: SPARQL constraints and check queries."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.namespaces import compact, expand
from kg.validation.report import Term, Text
from kg.validation.shapes import Constraint

Row = Mapping[str, Term | None]
Select = Callable[[Store, str], Iterable[Row]]
"""Evaluates a SELECT query; the default graph is the union of the named graphs."""

_WHERE: Final = re.compile(r"\bWHERE\s*\{")
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


def one_query(constraint: Constraint, subclasses: Callable[[str], Collection[str]]) -> str:
    """Write *constraint* as one query over all its focus nodes, each in `?this`.

    SHACL evaluates a constraint once for each focus node, with `$this` set beforehand. Here its
    pattern is joined with the targets instead, which is the same as long as every group of the
    pattern that uses `$this` binds it.

    Args:
        constraint: its query selects `$this`.
        subclasses: returns a class and all its subclasses, as IRIs.

    Source: https://www.w3.org/TR/shacl/#sparql-constraints-prebound
    """
    groups = (_target(*target, subclasses) for target in constraint.targets)
    focus = f"{{ SELECT DISTINCT ?this WHERE {{ {' UNION '.join(groups)} }} }}"
    text = constraint.select.replace("$this", "?this")
    return f"{constraint.prefixes}\n{_WHERE.sub(lambda m: f'{m[0]} {focus}', text, count=1)}"


def _target(predicate: str, value: str, subclasses: Callable[[str], Collection[str]]) -> str:
    match predicate.removeprefix(expand("sh:")):
        case "targetClass":
            classes = " ".join(f"<{each}>" for each in sorted(subclasses(value)))
            return f"{{ VALUES ?class_ {{ {classes} }} ?this a ?class_ }}"
        case "targetSubjectsOf":
            return f"{{ ?this <{value}> ?any_ }}"
        case "targetObjectsOf":
            return f"{{ ?any_ <{value}> ?this }}"
        case _:
            return f"{{ VALUES ?this {{ <{value}> }} }}"


def fill(message: Text, row: Row, names: Callable[[Term], Text]) -> Text:
    """Put the variables of *row* into *message*; a thing is named in the message's language."""

    def filled(text: str, language: str) -> str:
        def word(match: re.Match[str]) -> str:
            term = row.get(match[1])
            return show(term, names(term).in_language(language)) if term is not None else "–"

        return _PLACEHOLDER.sub(word, text)

    return Text(filled(message.de, "de"), filled(message.en, "en"))


def show(term: Term, name: str = "") -> str:
    """Write *term* for people: a value as it is, a thing as its name and CURIE."""
    if isinstance(term, NamedNode):
        short = compact(term.value)
        return f"{name} ({short})" if name and name != short else short
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else str(term)


def subclass_finder(store: Store) -> Callable[[str], Collection[str]]:
    """Return a function that finds a class's subclasses, itself included, in *store*."""
    predicate = NamedNode(expand("rdfs:subClassOf"))

    def subclasses(iri: str) -> Collection[str]:
        found, waiting = set[str](), [iri]
        while waiting:
            each = waiting.pop()
            if each in found:
                continue
            found.add(each)
            waiting += _below(store, predicate, NamedNode(each))
        return found

    return subclasses


def _below(store: Store, predicate: NamedNode, above: NamedNode) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, predicate, above, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value
