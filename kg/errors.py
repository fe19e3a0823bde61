"""Every way in which this package fails, as one tree. Knows nothing of HTTP or of any library.

```
KGError
├── SettingsError(name, value, expected)       a setting has a value that it cannot have
├── SourceError(path, line, reason, repair)    a file cannot be read as what it claims to be
├── ShapesError(path, reason)                  the shapes are ill-formed (SHACL's "failure")
├── QueryFileError(path, reason)               a `.rq` file lacks a header or does not parse
├── NonConformanceError(violations)            the data has violations, so nothing was released
├── ReleaseError(path, reason)                 there is no release, or it is damaged
├── UnknownIRIError(iri)                       nothing is known of this thing
├── WithdrawnIRIError(iri, successor)          the thing was withdrawn
├── StoreError                                 the SPARQL engine could not answer
│   ├── QuerySyntaxError(line, column, reason)
│   ├── UnknownFunctionError(iri)              the query calls a function that is not there
│   ├── ServiceRefusedError(keyword)           the query would reach out to the network or write
│   ├── EvaluationError(reason)                good SPARQL that the engine failed on
│   ├── QueryTimeoutError(limit_s)
│   ├── QueryMemoryError(limit_bytes)
│   ├── QueryTooDeepError                      the engine's stack is too small for the query
│   ├── QueryCancelledError                    somebody ended the query
│   ├── AnswerTooLongError(limit_bytes)
│   ├── ShareExhaustedError(retry_after_s)     the client has used its share of query seconds
│   └── EngineBusyError(retry_after_s)
└── RequestError                               raised only in kg/web/
    ├── MalformedRequestError(parameter, reason)
    ├── NotAcceptableError(offers)
    ├── UnsupportedMediaTypeError(given, accepted)
    ├── BodyTooLargeError(limit_bytes)
    ├── AddressTooLongError(limit_bytes)
    └── UpdateRefusedError
```

Errors hold fields; the sentence is made from them in one `__str__`. What a client sees is decided
in `kg/web/problems.py`.
"""

from dataclasses import dataclass
from pathlib import Path


class KGError(Exception):
    """Anything that this package reports as its own failure."""


@dataclass
class SettingsError(KGError):
    """A setting has a value that it cannot have."""

    name: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.name}={self.value!r}: expected {self.expected}"


@dataclass
class SourceError(KGError):
    """A file is not what it claims to be; *line* counts from 1, None means the whole file."""

    path: Path
    line: int | None
    reason: str
    repair: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line is not None else f"{self.path}"
        return f"{place}: {self.reason}" + (f" → {self.repair}" if self.repair else "")


@dataclass
class ShapesError(KGError):
    """The shapes are ill-formed, so nothing was checked."""

    path: Path | None
    reason: str

    def __str__(self) -> str:
        return f"{self.path or 'shapes'}: {self.reason}"


@dataclass
class QueryFileError(KGError):
    """A `.rq` file of the project lacks a header line or does not parse."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass
class NonConformanceError(KGError):
    """The data has violations, so nothing was released."""

    violations: int

    def __str__(self) -> str:
        return f"the data has {self.violations} violation(s); nothing was released"


@dataclass
class ReleaseError(KGError):
    """There is no release at this place, or it is damaged."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass
class UnknownIRIError(KGError):
    """Nothing is known of this thing."""

    iri: str

    def __str__(self) -> str:
        return f"nothing is known of <{self.iri}>"


@dataclass
class WithdrawnIRIError(KGError):
    """The thing was withdrawn; *successor* is the IRI that stands for it now, or empty."""

    iri: str
    successor: str

    def __str__(self) -> str:
        instead = f"; use <{self.successor}>" if self.successor else ""
        return f"<{self.iri}> was withdrawn{instead}"


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


class RequestError(KGError):
    """A request that cannot be answered as it stands."""


@dataclass
class MalformedRequestError(RequestError):
    """A parameter is missing, given twice, or not of its form."""

    parameter: str
    reason: str

    def __str__(self) -> str:
        return f"{self.parameter}: {self.reason}"


@dataclass
class NotAcceptableError(RequestError):
    """None of the media types there are is one that the client takes."""

    offers: tuple[str, ...]

    def __str__(self) -> str:
        return "available here: " + ", ".join(self.offers)


@dataclass
class UnsupportedMediaTypeError(RequestError):
    """The body is of a media type that is not read here."""

    given: str
    accepted: tuple[str, ...]

    def __str__(self) -> str:
        given = self.given or "no Content-Type"
        return f"{given} is not read here; accepted: {', '.join(self.accepted)}"


@dataclass
class BodyTooLargeError(RequestError):
    """The body is longer than the limit."""

    limit_bytes: int

    def __str__(self) -> str:
        return f"the body is longer than {self.limit_bytes} bytes"


@dataclass
class AddressTooLongError(RequestError):
    """The address of the request is longer than the limit."""

    limit_bytes: int

    def __str__(self) -> str:
        return f"the address is longer than {self.limit_bytes} bytes; send the query by POST"


class UpdateRefusedError(RequestError):
    """The request would change data; nothing here does."""

    def __str__(self) -> str:
        return "updates are not accepted here: data change by editing files and building a release"
