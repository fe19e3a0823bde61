"""Tell a report to people, in German or English. Knows no format for machines."""

from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from kg.validation.questions import show
from kg.validation.report import Evidence, Report, Result, Severity, Text

_WORDS: Final = MappingProxyType(
    {
        Severity.VIOLATION: Text("Verstoß", "Violation"),
        Severity.WARNING: Text("Hinweis", "Warning"),
        Severity.INFO: Text("Zur Kenntnis", "Note"),
    }
)
_COUNTS: Final = MappingProxyType(
    {
        Severity.VIOLATION: (
            Text("1 Verstoß", "1 violation"),
            Text("{n} Verstöße", "{n} violations"),
        ),
        Severity.WARNING: (Text("1 Hinweis", "1 warning"), Text("{n} Hinweise", "{n} warnings")),
        Severity.INFO: (Text("1 zur Kenntnis", "1 note"), Text("{n} zur Kenntnis", "{n} notes")),
    }
)
_FIELDS: Final = MappingProxyType(
    {
        "thing": Text("Ding", "Thing"),
        "field": Text("Feld", "Field"),
        "fault": Text("Fehler", "Fault"),
        "right": Text("Richtig", "Right"),
        "source": Text("Quelle", "Source"),
        "place": Text("Stelle", "Place"),
        "rule": Text("Regel", "Rule"),
    }
)


def tell_report(report: Report, language: str) -> str:
    """Write *report* for a curator who does not know SHACL, in `de` or `en`."""
    blocks = [tell_result(result, language) for result in report.results]
    counted = ", ".join(_count(report, severity, language) for severity in Severity)
    scope = Text(
        f"Geprüft: {report.statements:,} Angaben nach {report.rules} Regeln.".replace(",", "."),
        f"Checked: {report.statements:,} statements by {report.rules} rules.",
    )
    head = [scope.in_language(language)] if report.rules else []
    return "\n\n".join([*blocks, "\n".join([*head, f"{counted}."])]) + "\n"


def _count(report: Report, severity: Severity, language: str) -> str:
    number = len(report.of(severity))
    one, many = _COUNTS[severity]
    text = (one if number == 1 else many).in_language(language)
    return text.replace("{n}", str(number))


def tell_result(result: Result, language: str) -> str:
    """Write one result as a block of lines."""
    lines = [
        f"{_WORDS[result.severity].in_language(language)}: {result.rule.name.in_language(language)}"
    ]
    for key, text in entries(result, language):
        lines.append(f"  {_FIELDS[key].in_language(language) + ':':<9}{text}")
    return "\n".join(lines)


def entries(result: Result, language: str) -> list[tuple[str, str]]:
    """List what there is to say of *result*, as pairs of a key of `_FIELDS` and a text."""
    thing = show(result.focus, result.focus_label.in_language(language)) if result.focus else ""
    path = result.path_label.in_language(language)
    field = f"{path} ({result.path})" if path != result.path else path
    said = (
        ("thing", thing),
        ("field", field if result.path else ""),
        ("fault", result.fault.in_language(language)),
        ("right", result.right.in_language(language)),
        ("source", _source(result.evidence, language)),
        ("place", place(result.evidence)),
        ("rule", result.rule.id),
    )
    return [(key, text) for key, text in said if text]


def _source(evidence: Evidence, language: str) -> str:
    title = evidence.title.in_language(language)
    address = f" <{evidence.address}>" if evidence.address else ""
    if title or address or not evidence.graph or evidence.path:
        return f"{title}{address}".strip()
    return show(NamedNode(evidence.graph))


def place(evidence: Evidence) -> str:
    """Write file and line as editors understand them, `data/curated/x.trig:12`."""
    if evidence.path is None:
        return ""
    return f"{evidence.path}:{evidence.line}" if evidence.line else str(evidence.path)


def tell_briefly(result: Result, language: str) -> str:
    """Write one result on one line, without its place."""
    said = dict(entries(result, language))
    parts = (said.get(key, "") for key in ("thing", "field", "fault", "right"))
    return " – ".join(part for part in parts if part)
