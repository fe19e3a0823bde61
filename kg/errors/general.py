"""What goes wrong with settings, files and things; and the root of the tree."""

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


@dataclass
class MergedIRIError(KGError):
    """The thing is the same as *successor*, which goes on under its own name."""

    iri: str
    successor: str

    def __str__(self) -> str:
        return f"<{self.iri}> was merged into <{self.successor}>"
