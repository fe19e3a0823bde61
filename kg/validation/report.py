"""What a validation found, as values. Knows no engine and no output format."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import SourceError
from kg.namespaces import expand

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in German and English."""

    de: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.de or self.en)

    def in_language(self, language: str) -> str:
        """Return the text in *language*, `de` or `en`, or in the other one where it is empty."""
        first, second = (self.en, self.de) if language == "en" else (self.de, self.en)
        return first or second


class Severity(Enum):
    """How much a result weighs; a violation stops a build.

    Source: https://www.w3.org/TR/shacl/#severity
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> str:
        """Return the severity's IRI in SHACL."""
        return expand(f"sh:{self.value.capitalize()}")

    @property
    def rank(self) -> int:
        """Return its place in a report: 0 for what weighs most."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """What was broken.

    Attributes:
        id: CURIE of a shape or constraint, path of a check query, or `file`.
        name: what it is about, in a few words.
        see: IRI of the term that it guards, empty where there is none.
    """

    id: str
    name: Text
    see: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the offending statement stands.

    Attributes:
        graph: IRI of its named graph, empty where it is not known.
        title: of the source that the graph was derived from.
        address: of that source.
        path: the file that people edit, None where it is not known.
        line: counts from 1.
    """

    graph: str = ""
    title: Text = Text()
    address: str = ""
    path: Path | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One fault.

    Attributes:
        severity: how much it weighs.
        rule: what was broken.
        focus: the thing that the fault is in; None where a file could not be read.
        focus_label: its name, or what it is and of what.
        path: the property or path, in SPARQL's notation with our prefixes; empty where the fault
            is in the thing as a whole.
        path_label: its name.
        value: the offending value, None where one is missing.
        fault: what is wrong.
        right: what would be right; empty where *fault* says so itself.
        evidence: where the statement stands.
    """

    severity: Severity
    rule: Rule
    focus: Term | None
    focus_label: Text
    path: str
    path_label: Text
    value: Term | None
    fault: Text
    right: Text
    evidence: Evidence = Evidence()

    @property
    def order(self) -> tuple[int, str, str, str, str, str]:
        """Return the key by which a report is sorted."""
        place = f"{self.evidence.path or ''}:{self.evidence.line or 0:08}"
        focus = str(self.focus) if self.focus is not None else place
        return (self.severity.rank, focus, self.path, self.rule.id, str(self.value), self.fault.de)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found, ordered by severity, focus node, path.

    Attributes:
        results: the faults.
        rules: how many shapes, constraints and check queries were applied.
        statements: how many distinct triples were looked at.
    """

    results: tuple[Result, ...]
    rules: int = 0
    statements: int = 0

    @property
    def conforms(self) -> bool:
        """Tell whether there is no result of any severity, as SHACL means the word."""
        return not self.results

    @property
    def violations(self) -> tuple[Result, ...]:
        """Return what stops a build."""
        return self.of(Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Result, ...]:
        """Return what is reported only."""
        return self.of(Severity.WARNING)

    def of(self, severity: Severity) -> tuple[Result, ...]:
        """Return the results of one severity."""
        return tuple(result for result in self.results if result.severity is severity)


FILE_RULE: Final = Rule("file", Text("lesbare Datei", "readable file"))


def of_problems(problems: Iterable[SourceError]) -> Report:
    """Report files that are not what they claim to be; each problem is a violation.

    The reasons are in English, as the errors are; values, lines and repairs speak for themselves.
    """
    return make_report(
        Result(
            Severity.VIOLATION,
            FILE_RULE,
            None,
            Text(),
            "",
            Text(),
            None,
            Text(en=problem.reason),
            Text(en=problem.repair),
            Evidence(path=problem.path, line=problem.line),
        )
        for problem in problems
    )


def make_report(results: Iterable[Result], rules: int = 0, statements: int = 0) -> Report:
    """Sort *results* into a report; a result that is there twice is taken once."""
    unique = dict.fromkeys(results)
    return Report(tuple(sorted(unique, key=lambda result: result.order)), rules, statements)


def restrict(
    report: Report, subjects: Collection[object], mentioned: Collection[object] = ()
) -> Report:
    """Keep what concerns certain things: the results of files that cannot be read stay too.

    Args:
        report: left unchanged.
        subjects: results stay whose focus node or value is one of these.
        mentioned: violations stay whose focus node is one of these.
    """

    def concerns(result: Result) -> bool:
        if result.focus is None or result.focus in subjects or result.value in subjects:
            return True
        return result.severity is Severity.VIOLATION and result.focus in mentioned

    return replace(report, results=tuple(filter(concerns, report.results)))
