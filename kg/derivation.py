"""Materialise what the rules of `queries/rules/` conclude from the sources, in a graph of its own.

A rule is a CONSTRUCT query. No rule reads what another one derives, so one pass is enough and their
order is that of the documents. Knows no engine: the caller brings the function that evaluates.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from kg.namespaces import GRAPHS
from kg.queries import TITLES, QueryFile, read_queries

DERIVED: Final = NamedNode(f"{GRAPHS}derived")
"""The named graph of everything derived."""

RULE_HEADERS: Final = (*TITLES, "why.de", "why.en")

Construct = Callable[[str], Iterable[Triple]]
"""Evaluates a CONSTRUCT query over the union of the named graphs."""


def read_rules(folder: Path) -> tuple[QueryFile, ...]:
    """Read the rules of *folder* in the order of their file names.

    Raises:
        QueryFileError: a rule lacks its title or its reason in one of the two languages.
    """
    return read_queries(folder, RULE_HEADERS)


def derive(rules: Sequence[QueryFile], construct: Construct) -> tuple[Quad, ...]:
    """Evaluate *rules* and put what they conclude into the graph of derived statements.

    Deriving again from the data and the result gives the same result: nothing is concluded from a
    conclusion.

    Returns:
        The quads of the rules in turn, each once; the order within a rule is the engine's.

    Raises:
        StoreError: a rule could not be evaluated.
    """
    triples = dict.fromkeys(triple for rule in rules for triple in construct(rule.text))
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, DERIVED) for triple in triples
    )


def describe_rules(rules: Sequence[QueryFile]) -> str:
    """Write what the rules do and why as Markdown, German beside English, for `docs/rules.md`."""
    sections = (
        f"### {rule.title('de')} · {rule.title('en')}\n\n"
        f"`queries/rules/{rule.path.name}`\n\n"
        f"{rule.headers['why.de']}\n\n"
        f"*{rule.headers['why.en']}*\n"
        for rule in rules
    )
    return "\n".join(sections)
