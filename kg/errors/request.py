"""What is wrong with a request; raised only in `kg/web/`."""

from dataclasses import dataclass

from kg.errors.general import KGError


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
class BatchTooLargeError(RequestError):
    """More was asked at once than may be."""

    limit: int

    def __str__(self) -> str:
        return f"more than {self.limit} at once; ask in several requests"


@dataclass
class AddressTooLongError(RequestError):
    """The address of the request is longer than the limit."""

    limit_bytes: int

    def __str__(self) -> str:
        return f"the address is longer than {self.limit_bytes} bytes; send the query by POST"


@dataclass
class UnknownReleaseError(RequestError):
    """No release of this name is kept."""

    version: str

    def __str__(self) -> str:
        return f"no release {self.version} is kept here; /dumps/ lists those that are"


@dataclass
class ReleaseGoneError(RequestError):
    """The release is not kept any more."""

    version: str

    def __str__(self) -> str:
        return f"release {self.version} is not kept any more; /dumps/ lists those that are"


@dataclass
class UnknownFileError(RequestError):
    """The release has no file of this name."""

    version: str
    name: str

    def __str__(self) -> str:
        return f"release {self.version} has no file {self.name}; /dumps/{self.version}/ lists them"


class NoReleaseError(RequestError):
    """Files are served as they are, so there is no release with dumps and a catalogue."""

    def __str__(self) -> str:
        return "files are served as they are here: there is no release with dumps and a catalogue"


class NoHistoryError(RequestError):
    """Nothing is recorded of what the releases changed."""

    def __str__(self) -> str:
        return "nothing is recorded here of what the releases changed"


@dataclass
class UnknownPublicationError(RequestError):
    """Nothing is recorded of a publication of this release."""

    version: str

    def __str__(self) -> str:
        return f"nothing is recorded here of a publication of {self.version}; /ldes lists them"


class NoSearchIndexError(RequestError):
    """What is served has no search index."""

    def __str__(self) -> str:
        return "there is no search index here: `kg build` and `kg load` make one, files have none"


@dataclass
class RangeNotSatisfiableError(RequestError):
    """The part that was asked for lies behind the end of the file."""

    length_bytes: int

    def __str__(self) -> str:
        return f"the file has {self.length_bytes} bytes; the part asked for is not among them"


@dataclass
class QueryIdTakenError(RequestError):
    """A query of this id runs already."""

    query_id: str

    def __str__(self) -> str:
        return f"a query with the id {self.query_id} is running; choose another one"


@dataclass
class UnknownQueryError(RequestError):
    """No query of this id runs; it may have ended just now."""

    query_id: str

    def __str__(self) -> str:
        return "no query of this id is running"


@dataclass
class UnknownPageError(RequestError):
    """There is no page at this path.

    Attributes:
        path: what was asked for.
        last: the path of the last page, where there are fewer than was thought.
        pages: how many there are then.
    """

    path: str
    last: str = ""
    pages: int | None = None

    def __str__(self) -> str:
        there = f"; the last page is {self.pages}" if self.pages else ""
        return f"there is nothing at {self.path}{there}"


@dataclass
class UnknownSuffixError(RequestError):
    """The document is there, but not in this form."""

    path: str
    suffixes: tuple[str, ...]

    def __str__(self) -> str:
        return f"there is no {self.path}; forms of this document: {', '.join(self.suffixes)}"


@dataclass
class UnknownPermalinkError(RequestError):
    """No query is stored at this address."""

    address: str

    def __str__(self) -> str:
        return "no query is stored at this address; POST one to /q to have it stored"


@dataclass
class QueryNotStoredError(RequestError):
    """Queries cannot be stored or found now."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass
class TooManyStoredError(RequestError):
    """The client has stored many queries just now."""

    retry_after_s: int

    def __str__(self) -> str:
        return f"you have stored many queries; store the next one in {self.retry_after_s} s"


class NotForClientsError(RequestError):
    """The page is for the operator only."""

    def __str__(self) -> str:
        return "this page is for the operator: ask from the machine itself, or with the token"


@dataclass
class NotReadyError(RequestError):
    """The engine does not answer in time; *reason* is a word such as `busy` or `timeout`."""

    reason: str

    def __str__(self) -> str:
        return f"not ready: {self.reason}"


class UpdateRefusedError(RequestError):
    """The request would change data; nothing here does."""

    def __str__(self) -> str:
        return "updates are not accepted here: data change by editing files and building a release"
