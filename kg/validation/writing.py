"""Write a report in the formats that machines read, and list all formats there are."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    serialize,
)

from kg.namespaces import PREFIXES, expand
from kg.validation.report import Report, Result, Severity, Term, Text
from kg.validation.telling import tell_briefly, tell_report, tell_result


def write_json(report: Report, language: str) -> str:  # noqa: ARG001  # both languages are in it
    """Write *report* as JSON, with both languages."""
    fields = {
        "conforms": report.conforms,
        **{f"{severity.value}s": len(report.of(severity)) for severity in Severity},
        "rules": report.rules,
        "statements": report.statements,
        "results": [_fields(result) for result in report.results],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _fields(result: Result) -> dict[str, object]:
    evidence = result.evidence
    return {
        "severity": result.severity.value,
        "rule": {
            "id": result.rule.id,
            "name": _both(result.rule.name),
            "see": result.rule.see or None,
        },
        "focus": _plain(result.focus),
        "focusLabel": _both(result.focus_label),
        "path": result.path or None,
        "pathLabel": _both(result.path_label),
        "value": _plain(result.value),
        "fault": _both(result.fault),
        "right": _both(result.right),
        "graph": evidence.graph or None,
        "source": {"title": _both(evidence.title), "address": evidence.address or None},
        "file": evidence.path.as_posix() if evidence.path else None,
        "line": evidence.line,
    }


def _both(text: Text) -> dict[str, str]:
    return {language: words for language, words in (("de", text.de), ("en", text.en)) if words}


def _plain(term: Term | None) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, NamedNode) else str(term)


def write_turtle(report: Report, language: str) -> str:  # noqa: ARG001  # likewise
    """Write *report* as a validation report; what is no fault of a thing has no focus node.

    Source: https://www.w3.org/TR/shacl/#validation-report
    """
    node = BlankNode("report")
    triples = [
        Triple(node, _sh("type"), _sh("ValidationReport")),
        Triple(node, _sh("conforms"), Literal(report.conforms)),
    ]
    for number, result in enumerate(report.results, 1):
        inner = BlankNode(f"result{number}")
        triples.append(Triple(node, _sh("result"), inner))
        triples += (Triple(inner, predicate, term) for predicate, term in _statements(result))
    prefixes = {name: PREFIXES[name] for name in ("fg", "fgs", "fgv", "sh", "xsd")}
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes)
    return (written or b"").decode()


def _sh(name: str) -> NamedNode:
    return NamedNode(expand("rdf:type" if name == "type" else f"sh:{name}"))


def _statements(result: Result) -> list[tuple[NamedNode, Term]]:
    found: list[tuple[NamedNode, Term]] = [
        (_sh("type"), _sh("ValidationResult")),
        (_sh("resultSeverity"), NamedNode(result.severity.iri)),
    ]
    if result.rule.id.startswith("fgs:"):
        found.append((_sh("sourceShape"), NamedNode(expand(result.rule.id))))
    if result.focus is not None:
        found.append((_sh("focusNode"), result.focus))
    if result.path and result.path.replace(":", "").isalnum():
        found.append((_sh("resultPath"), NamedNode(expand(result.path))))
    if result.value is not None:
        found.append((_sh("value"), result.value))
    for language in ("de", "en"):
        text = ". ".join(
            each for each in (_in(result.fault, language), _in(result.right, language)) if each
        )
        if text:
            found.append((_sh("resultMessage"), Literal(text, language=language)))
    return found


def _in(text: Text, language: str) -> str:
    return text.de if language == "de" else text.en


def write_github(report: Report, language: str) -> str:
    """Write *report* as annotations that GitHub shows beside the lines of a change.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    commands = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    return "".join(
        f"::{commands[result.severity]} {_properties(result, language)}"
        f"::{_escaped(tell_briefly(result, language))}\n"
        for result in report.results
    )


def _properties(result: Result, language: str) -> str:
    evidence = result.evidence
    pairs = (
        ("file", evidence.path.as_posix() if evidence.path else ""),
        ("line", str(evidence.line or "")),
        ("title", result.rule.name.in_language(language)),
    )
    return ",".join(
        f"{key}={_escaped(text).replace(':', '%3A').replace(',', '%2C')}"
        for key, text in pairs
        if text
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def write_junit(report: Report, language: str) -> str:
    """Write *report* as JUnit XML, a test case for each rule that found something.

    Where none did, one test case passes.
    """
    by_rule: dict[str, list[Result]] = {}
    for result in report.results:
        by_rule.setdefault(result.rule.id, []).append(result)
    failing = {rule for rule, found in by_rule.items() if _fails(found)}
    suite = ElementTree.Element(
        "testsuite",
        name="kg validate",
        tests=str(max(report.rules, len(by_rule), 1)),
        failures=str(len(failing)),
    )
    for rule, found in by_rule.items():
        case = ElementTree.SubElement(suite, "testcase", classname="kg.validate", name=rule)
        text = "\n\n".join(tell_result(result, language) for result in found)
        if rule in failing:
            name = found[0].rule.name.in_language(language)
            ElementTree.SubElement(case, "failure", message=name).text = text
        else:
            ElementTree.SubElement(case, "system-out").text = text
    if not by_rule:
        ElementTree.SubElement(suite, "testcase", classname="kg.validate", name="all rules")
    ElementTree.indent(suite)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _fails(found: list[Result]) -> bool:
    return any(result.severity is Severity.VIOLATION for result in found)


FORMATS: Final[Mapping[str, Callable[[Report, str], str]]] = MappingProxyType(
    {
        "text": tell_report,
        "json": write_json,
        "turtle": write_turtle,
        "github": write_github,
        "junit": write_junit,
    }
)
"""Name of a format → what writes it, given the language `de` or `en`."""


def write_report(report: Report, form: str, language: str = "de") -> str:
    """Write *report* in one of `FORMATS`.

    Raises:
        KeyError: there is no such format.
    """
    return FORMATS[form](report, language)
