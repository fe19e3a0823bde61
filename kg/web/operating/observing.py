"""What is noted about a request while it is answered, to its last byte. Knows WSGI, no Flask."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Final

from kg.web.wire.file_parts import FilePart

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OBSERVATION: Final = "foerdergraph.observation"
"""Where the WSGI environment holds the `Observation`."""

CANCELLATION: Final = "foerdergraph.cancellation"
"""Where it holds the `Cancellation` that is cancelled when the client leaves, if there is one."""

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "QUERY", "OPTIONS", "DELETE", "PUT", "PATCH"})


@dataclass(slots=True)
class Observation:
    """One request and its answer; whoever knows a part notes it here.

    Attributes:
        method: of the request; `other` where it is none that is known.
        started_s: when it came in, by the clock that only goes forward.
        route: the kind of page, from a list that is part of the program.
        status: of the answer, 0 where it has none.
        sent_bytes: length of the body, as far as it went out.
        is_complete: whether the whole body went out.
        client: address of whoever asks; never to be written anywhere as it stands.
        release: version of the dataset that answers.
        query: text of the client's own query; None where a page asks for itself.
        form: of that query.
        outcome: how its evaluation, or that of the page's queries, ended (`outcomes.py`).
        evaluation_s: how long that took.
        cache: whether a kept answer was used: `hit`, `miss` or empty.
        error_id: by which an answer of ours is found in the log.
        endings: what is to be done when the request is over.
    """

    method: str = "other"
    started_s: float = field(default_factory=time.perf_counter)
    route: str = "none"
    status: int = 0
    sent_bytes: int = 0
    is_complete: bool = False
    client: str = ""
    release: str = ""
    query: str | None = None
    form: str = ""
    outcome: str = ""
    evaluation_s: float = 0.0
    cache: str = ""
    error_id: str = ""
    endings: list[Callable[[], None]] = field(default_factory=list)

    @property
    def is_query(self) -> bool:
        """Say whether the client asks a query of its own."""
        return self.query is not None

    @property
    def duration_s(self) -> float:
        """Say how long the request takes so far."""
        return time.perf_counter() - self.started_s


class Observer:
    """A WSGI app around *app* that calls *begun*, and *ended* when all of a request is over."""

    def __init__(
        self,
        app: "WSGIApplication",
        begun: Callable[[Observation], None],
        ended: Callable[[Observation], None],
    ) -> None:
        self._app = app
        self._begun = begun
        self._ended = ended

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        observation = environ.get(OBSERVATION) or Observation()
        environ[OBSERVATION] = observation
        method = environ.get("REQUEST_METHOD", "")
        observation.method = method if method in _METHODS else "other"
        observation.is_complete = method == "HEAD"  # its body is of no length
        self._begun(observation)

        def answered(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: tuple[type[BaseException], BaseException, TracebackType]
            | tuple[None, None, None]
            | None = None,
            /,
        ) -> Callable[[bytes], object]:
            observation.status = int(status[:3])
            return start_response(status, headers, exc_info)

        body = _Body(observation, self._ended)
        try:
            body.chunks = self._app(environ, answered)
        finally:
            if body.chunks is None:
                body.close()
        return body


def file_of(body: Iterable[bytes]) -> FilePart | None:
    """Return the part of a file that is all of *body*, for a server that sends it by itself.

    It counts as sent then. None where the body is something else.
    """
    return body.file() if isinstance(body, _Body) else None


class _Body:
    """The body of an answer: counted as it goes out, and over once."""

    def __init__(self, observation: Observation, ended: Callable[[Observation], None]) -> None:
        self.chunks: Iterable[bytes] | None = None
        self._observation = observation
        self._ended = ended
        self._iterator: Iterator[bytes] | None = None
        self._is_over = False

    def __iter__(self) -> Iterator[bytes]:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Give the next piece."""
        if self._iterator is None:
            self._iterator = iter(self.chunks or ())
        try:
            piece = next(self._iterator)
        except StopIteration:
            self._observation.is_complete = True
            raise
        self._observation.sent_bytes += len(piece)
        return piece

    def file(self) -> FilePart | None:
        """Return the part of a file that the whole body is, and count it as sent.

        To be called by who has a server that sends files by itself.
        """
        if not isinstance(self.chunks, FilePart):
            return None
        self._observation.sent_bytes = self.chunks.length_bytes
        self._observation.is_complete = True
        return self.chunks

    def close(self) -> None:
        """Give up what has not gone out."""
        try:
            close = getattr(self.chunks, "close", None)
            if close is not None:
                close()
        finally:
            self._end()

    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        try:
            self._ended(self._observation)
        finally:
            for action in self._observation.endings:
                action()
