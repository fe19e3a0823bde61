"""The validation report of a release, by rule and in plain words. Knows no Flask.

What is read is `report.json`, which the build wrote and the manifest answers for.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.namespaces import expand
from kg.web.reading.facts import Words
from kg.web.words.writing import number, quoted

_TERM: Final = re.compile(r"\b(?:dcterms|fg|fgv|prov|rdfs|skos):[A-Za-z][\w-]*")
_LONG_NUMBER: Final = re.compile(r"(?<![\w.,-])\d{5,}(?:\.\d+)?(?![\w-])")
_SHAPES: Final = "fgs:"
_NAMES: Final = re.compile(r"\s*\((?:[a-z][a-z0-9]*:[\w-]+(?:, )?)+\)")
"""Names of terms in brackets, which the curator needs and the reader does not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    Attributes:
        iri: of the thing; empty where it has none.
        label: its name.
        fault: what is wrong with it.
    """

    iri: str
    label: Words
    fault: Words


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """A rule with all that it found.

    Attributes:
        iri: of the shape that the rule is; empty for a check that is a query.
        severity: `violation`, `warning` or `info`.
        name: what it is about.
        right: what would be right; empty where each fault says so itself.
        findings: what it found, in the order of the report.
    """

    iri: str
    severity: str
    name: Words
    right: Words
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report.

    Attributes:
        rules: how many were applied.
        statements: how many were looked at.
        violations: how many results stop a build.
        warnings: how many do not.
        infos: how many are mere notes.
        by_rule: what was found, the gravest first, of the same gravity the most frequent first.
    """

    rules: int
    statements: int
    violations: int
    warnings: int
    infos: int
    by_rule: tuple[RuleFindings, ...]


def mentioned(report: ReadReport) -> frozenset[str]:
    """List the terms that the rules and findings mention in their words, as IRIs."""
    words = [rule.right for rule in report.by_rule]
    words += [finding.fault for rule in report.by_rule for finding in rule.findings]
    texts = (f"{each.de} {each.en}" for each in words)
    return frozenset(expand(name) for text in texts for name in _TERM.findall(text))


def spoken(words: str, labels: Mapping[str, str], language: str) -> str:
    """Put the labels of terms where their names stand, and write long numbers with groups.

    A term without label keeps its name; names in brackets are left out.
    """

    def said(found: re.Match[str]) -> str:
        label = labels.get(expand(found[0]))
        return quoted(label, language) if label else found[0]

    named = _TERM.sub(said, _NAMES.sub("", words))
    return _LONG_NUMBER.sub(lambda found: number(found[0], language), named)


_GRAVITY: Final = ("violation", "warning", "info")


def read_report(text: str) -> ReadReport:
    """Read a report as `kg.validation` writes it in JSON."""
    document = json.loads(text)
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for result in document["results"]:
        grouped.setdefault((result["severity"], result["rule"]["id"]), []).append(result)
    groups = [_group(severity, found) for (severity, _), found in grouped.items()]
    return ReadReport(
        document["rules"],
        document["statements"],
        document["violations"],
        document["warnings"],
        document["infos"],
        tuple(sorted(groups, key=lambda g: (_GRAVITY.index(g.severity), -len(g.findings)))),
    )


def _group(severity: str, found: list[Mapping[str, Any]]) -> RuleFindings:
    first = found[0]
    findings = tuple(
        Finding(_iri(result["focus"]), _words(result["focusLabel"]), _words(result["fault"]))
        for result in found
    )
    name = first["rule"]["id"]
    return RuleFindings(
        expand(name) if name.startswith(_SHAPES) else "",
        severity,
        _words(first["rule"]["name"]),
        _plain(_words(first["right"])),
        findings,
    )


def _iri(focus: str | None) -> str:
    return focus if focus and ":" in focus and not focus.startswith("_:") else ""


def _words(text: Mapping[str, str]) -> Words:
    return Words(text.get("de", ""), text.get("en", ""))


def _plain(words: Words) -> Words:
    return Words(_NAMES.sub("", words.de), _NAMES.sub("", words.en))
