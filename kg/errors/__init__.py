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
├── MergedIRIError(iri, successor)             the thing is another one, which stayed
├── EndpointError(url, reason)                 met by `kg.client`: a server cannot be asked
│   ├── EndpointRefusedError(status, retry_after_s)
│   └── AnswerBrokenError                      the answer did not end
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
│   ├── NoGeometryError                        GeoJSON was asked of an answer without geometry
│   ├── NotXMLError(character)                 XML was asked of an answer that it cannot carry
│   ├── ShareExhaustedError(retry_after_s)     the client has used its share of query seconds
│   └── EngineBusyError(retry_after_s)
└── RequestError                               raised only in kg/web/
    ├── MalformedRequestError(parameter, reason)
    ├── NotAcceptableError(offers)
    ├── UnsupportedMediaTypeError(given, accepted)
    ├── BodyTooLargeError(limit_bytes)
    ├── BatchTooLargeError(limit)              more was asked at once than may be
    ├── AddressTooLongError(limit_bytes)
    ├── UnknownReleaseError(version)           no such release is kept
    ├── ReleaseGoneError(version)              it was there, and is not kept any more
    ├── UnknownFileError(version, name)        the release has no such file
    ├── NoSearchIndexError                     what is served has no search index
    ├── NoReleaseError                         files are served as they are
    ├── NoHistoryError                         nothing is recorded of releases
    ├── UnknownPublicationError(version)       nothing is recorded of this one
    ├── RangeNotSatisfiableError(length_bytes)
    ├── QueryIdTakenError(query_id)
    ├── UnknownQueryError(query_id)
    ├── UnknownPageError(path)
    ├── UnknownSuffixError(path, suffixes)     the document has no such form
    ├── UnknownPermalinkError(address)
    ├── QueryNotStoredError(reason)
    ├── TooManyStoredError(retry_after_s)
    ├── NotForClientsError
    ├── NotReadyError(reason)                  the engine does not answer
    └── UpdateRefusedError
```

Errors hold fields; the sentence is made from them in one `__str__`. What a client sees is decided
in `kg/web/problems.py`.
"""

from kg.errors.client import AnswerBrokenError, EndpointError, EndpointRefusedError
from kg.errors.general import (
    KGError,
    MergedIRIError,
    NonConformanceError,
    QueryFileError,
    ReleaseError,
    SettingsError,
    ShapesError,
    SourceError,
    UnknownIRIError,
    WithdrawnIRIError,
)
from kg.errors.request import (
    AddressTooLongError,
    BatchTooLargeError,
    BodyTooLargeError,
    MalformedRequestError,
    NoHistoryError,
    NoReleaseError,
    NoSearchIndexError,
    NotAcceptableError,
    NotForClientsError,
    NotReadyError,
    QueryIdTakenError,
    QueryNotStoredError,
    RangeNotSatisfiableError,
    ReleaseGoneError,
    RequestError,
    TooManyStoredError,
    UnknownFileError,
    UnknownPageError,
    UnknownPermalinkError,
    UnknownPublicationError,
    UnknownQueryError,
    UnknownReleaseError,
    UnknownSuffixError,
    UnsupportedMediaTypeError,
    UpdateRefusedError,
)
from kg.errors.store import (
    AnswerTooLongError,
    EngineBusyError,
    EvaluationError,
    NoGeometryError,
    NotXMLError,
    QueryCancelledError,
    QueryMemoryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooDeepError,
    ServiceRefusedError,
    ShareExhaustedError,
    StoreError,
    UnknownFunctionError,
)

__all__ = [
    "AddressTooLongError",
    "AnswerBrokenError",
    "AnswerTooLongError",
    "BatchTooLargeError",
    "BodyTooLargeError",
    "EndpointError",
    "EndpointRefusedError",
    "EngineBusyError",
    "EvaluationError",
    "KGError",
    "MalformedRequestError",
    "MergedIRIError",
    "NoGeometryError",
    "NoHistoryError",
    "NoReleaseError",
    "NoSearchIndexError",
    "NonConformanceError",
    "NotAcceptableError",
    "NotForClientsError",
    "NotReadyError",
    "NotXMLError",
    "QueryCancelledError",
    "QueryFileError",
    "QueryIdTakenError",
    "QueryMemoryError",
    "QueryNotStoredError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "QueryTooDeepError",
    "RangeNotSatisfiableError",
    "ReleaseError",
    "ReleaseGoneError",
    "RequestError",
    "ServiceRefusedError",
    "SettingsError",
    "ShapesError",
    "ShareExhaustedError",
    "SourceError",
    "StoreError",
    "TooManyStoredError",
    "UnknownFileError",
    "UnknownFunctionError",
    "UnknownIRIError",
    "UnknownPageError",
    "UnknownPermalinkError",
    "UnknownPublicationError",
    "UnknownQueryError",
    "UnknownReleaseError",
    "UnknownSuffixError",
    "UnsupportedMediaTypeError",
    "UpdateRefusedError",
    "WithdrawnIRIError",
]
