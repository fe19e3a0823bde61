"""The engine that asks another SPARQL endpoint, whatever server that is.

Queries are checked here first: what is refused or misspelled never leaves this process.
"""

import http.client
import urllib.error
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pyoxigraph import QueryResultsFormat, parse_query_results
from SPARQLWrapper import POST, URLENCODED, SPARQLExceptions, SPARQLWrapper

from kg.engine.door import (
    WHOLE_DATASET,
    Answer,
    DatasetClause,
    EngineState,
    Form,
    Prepared,
    Share,
    Started,
    Terms,
)
from kg.engine.syntax import Syntax
from kg.engine.writing import write_answer
from kg.errors import EvaluationError, QueryTimeoutError
from kg.formats import JSON, Format
from kg.namespaces import BASE

_CHUNK_BYTES: Final = 65_536


class RemoteEngine:
    """Asks the endpoint at *url*; whether its default graph is a union is its own matter."""

    def __init__(self, url: str, *, timeout_s: float) -> None:
        self._url = url
        self._timeout_s = timeout_s
        self._syntax = Syntax()

    @property
    def description(self) -> str:
        """Say in a few words where answers come from."""
        return f"the endpoint {self._url}"

    @property
    def edition(self) -> str:
        """Name what decides about the order of rows."""
        return "remote"

    @property
    def is_union(self) -> bool:
        """Say no: nothing is known of the other server's default graph."""
        return False

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        """Check a query as `Engine.prepare` describes it."""
        return self._syntax.prepare(text, clause)

    def evaluate(
        self,
        prepared: Prepared,
        answer_format: Format,
        terms: Terms | None = None,  # noqa: ARG002 -- the other server's terms hold
    ) -> Answer:
        """Evaluate a prepared query as `Engine.evaluate` describes it."""
        asked_for = answer_format if answer_format.codec else JSON
        response = self._asked(prepared, asked_for.media_type)
        given = response.headers.get_content_type()
        if given not in asked_for.media_types:
            response.close()
            reason = f"{self._url} answered {given} where {asked_for.media_type} was asked for"
            raise EvaluationError(reason)
        chunks = self._chunks(response)
        if asked_for is answer_format:
            return Answer(answer_format, chunks, None)
        body = _rewritten(b"".join(chunks), answer_format)
        return Answer(answer_format, iter((body,)), len(body))

    def start(
        self,
        prepared: Prepared,  # noqa: ARG002 -- nothing is begun
        answer_format: Format,  # noqa: ARG002
        terms: Terms,  # noqa: ARG002
    ) -> Started | None:
        """Begin nothing: whoever asks has to wait."""
        return None

    def share(self, client: str) -> Share | None:  # noqa: ARG002 -- nobody is limited
        """Limit nobody."""
        return None

    def state(self) -> EngineState:
        """Tell nothing: there are no places."""
        return EngineState()

    def close(self) -> None:
        """Give back nothing: each question has its own connection."""

    def _asked(self, prepared: Prepared, media_type: str) -> http.client.HTTPResponse:
        wrapper = SPARQLWrapper(self._url)
        wrapper.setQuery(f"BASE <{BASE}>\n{prepared.text}")
        # SPARQLWrapper guesses the form by a pattern; we have parsed the query.
        wrapper.queryType = "SELECT" if prepared.form is not Form.GRAPH else "CONSTRUCT"
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", media_type)
        wrapper.setTimeout(max(1, round(self._timeout_s)))
        for iri in prepared.clause.default or ():
            wrapper.addParameter("default-graph-uri", iri)
        for iri in prepared.clause.named or ():
            wrapper.addParameter("named-graph-uri", iri)
        try:
            response: http.client.HTTPResponse = wrapper.query().response
        except TimeoutError:
            raise QueryTimeoutError(self._timeout_s) from None
        except SPARQLExceptions.SPARQLWrapperException as error:
            raise EvaluationError(f"{self._url} refused it: {type(error).__name__}") from None
        except urllib.error.HTTPError as error:
            raise EvaluationError(f"{self._url} answered status {error.code}") from None
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise QueryTimeoutError(self._timeout_s) from None
            raise EvaluationError(f"{self._url} cannot be reached") from None
        return response

    def _chunks(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        with response:
            try:
                while chunk := response.read(_CHUNK_BYTES):
                    yield chunk
                if response.length:  # what was announced and did not come; read() says nothing
                    raise http.client.IncompleteRead(b"", response.length)
            except TimeoutError:
                raise QueryTimeoutError(self._timeout_s) from None
            except (OSError, http.client.HTTPException):
                raise EvaluationError(f"{self._url} broke off its answer") from None


def _rewritten(document: bytes, answer_format: Format) -> bytes:
    """Write solutions that came as JSON in a format that is this project's own."""
    written = BytesIO()
    try:
        write_answer(
            parse_query_results(document, format=QueryResultsFormat.JSON), answer_format, written
        )
    except SyntaxError as error:
        raise EvaluationError(f"the other endpoint's JSON cannot be read: {error}") from None
    return written.getvalue()
