"""Quads and shapes → a report. Knows neither where the quads were read nor who shows the report."""

from kg.validation.evidence import Locate, nowhere
from kg.validation.questions import Select
from kg.validation.report import (
    Evidence,
    Report,
    Result,
    Rule,
    Severity,
    Text,
    of_problems,
    restrict,
)
from kg.validation.running import CHECK_HEADERS, read_checks, validate
from kg.validation.shapes import Shapes, read_shapes
from kg.validation.writing import FORMATS, write_report

__all__ = [
    "CHECK_HEADERS",
    "FORMATS",
    "Evidence",
    "Locate",
    "Report",
    "Result",
    "Rule",
    "Select",
    "Severity",
    "Shapes",
    "Text",
    "nowhere",
    "of_problems",
    "read_checks",
    "read_shapes",
    "restrict",
    "validate",
    "write_report",
]
