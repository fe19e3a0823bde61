"""What the SPARQL engine answers instead of an answer."""

from dataclasses import dataclass

from kg.errors.general import KGError


class StoreError(KGError):
    """The SPARQL engine could not answer."""


@dataclass
class QuerySyntaxError(StoreError):
    """The query is not SPARQL 1.1; *line* and *column* count from 1, None where unknown."""

    line: int | None
    column: int | None
    reason: str

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line is not None else ""
        return f"{place}{self.reason}"


@dataclass
class UnknownFunctionError(StoreError):
    """The query calls an extension function that the engine does not have."""

    iri: str

    def __str__(self) -> str:
        return f"no custom function <{self.iri}> is known here"


@dataclass
class ServiceRefusedError(StoreError):
    """The query holds a keyword that would reach out to the network."""

    keyword: str

    def __str__(self) -> str:
        return f"{self.keyword} is not allowed: queries here read this dataset only"


@dataclass
class EvaluationError(StoreError):
    """The query is good SPARQL, yet the engine failed on it."""

    reason: str

    def __str__(self) -> str:
        return f"the query could not be evaluated: {self.reason}"


@dataclass
class QueryTimeoutError(StoreError):
    """The query ran longer than it may."""

    limit_s: float

    def __str__(self) -> str:
        return f"the query ran longer than {self.limit_s:g} s"


@dataclass
class QueryMemoryError(StoreError):
    """The query needed more memory than it may."""

    limit_bytes: int

    def __str__(self) -> str:
        return f"the query needed more than {self.limit_bytes} bytes of memory"


class QueryTooDeepError(StoreError):
    """The query is nested too deeply, or its expressions are too long, for the engine's stack."""

    def __str__(self) -> str:
        return "the query is nested too deeply, or one of its expressions is too long; split it"


class QueryCancelledError(StoreError):
    """The query was ended from outside."""

    def __str__(self) -> str:
        return "the query was ended on request"


@dataclass
class AnswerTooLongError(StoreError):
    """The answer is longer than it may be."""

    limit_bytes: int

    def __str__(self) -> str:
        return f"the answer is longer than {self.limit_bytes} bytes; ask for less, with LIMIT"


class NoGeometryError(StoreError):
    """GeoJSON was asked for, and the answer has no geometry."""

    def __str__(self) -> str:
        return (
            "GeoJSON needs a column of geo:wktLiteral values, and the answer has none; "
            "select one, such as ?wkt with { ?x geo:asWKT ?wkt }, or ask for another format"
        )


@dataclass
class NotXMLError(StoreError):
    """XML was asked for, and the answer has a character that XML cannot carry."""

    character: str

    def __str__(self) -> str:
        return f"XML cannot carry the character {self.character} of the answer; ask for JSON or CSV"


@dataclass
class ShareExhaustedError(StoreError):
    """The client has used up its share of query seconds; what is answered at once still is."""

    retry_after_s: int

    def __str__(self) -> str:
        return (
            f"your share of query seconds is used up; try again in {self.retry_after_s} s, "
            "or ask what is answered quickly"
        )


@dataclass
class EngineBusyError(StoreError):
    """No place is free to evaluate the query now."""

    retry_after_s: int

    def __str__(self) -> str:
        return f"all places are taken; try again in {self.retry_after_s} s"
