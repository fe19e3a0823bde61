"""What a client of a server meets (`kg.client`); the server itself raises none of these."""

from dataclasses import dataclass

from kg.errors.general import KGError


@dataclass
class EndpointError(KGError):
    """A server cannot be asked, or gave something other than what was asked for."""

    url: str
    reason: str

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"


@dataclass
class EndpointRefusedError(EndpointError):
    """A server refused, with a status and its reason in words.

    *retry_after_s* is None where it names no time after which to ask again.
    """

    status: int
    retry_after_s: int | None

    def __str__(self) -> str:
        again = f" (ask again after {self.retry_after_s} s)" if self.retry_after_s else ""
        return f"{self.url} answered {self.status}: {self.reason}{again}"


@dataclass
class AnswerBrokenError(EndpointError):
    """An answer began and did not end, so nothing is given of it."""
