"""Ask a server of the Fördergraph from Python: solutions as pandas frames with proper types.

Knows no other room of the house but its errors and prefixes, and speaks HTTP only. What it returns
is whole: an answer that breaks off raises. pandas and rdflib are imported when they are needed.
"""

import gzip
import http.client
import json
import re
import urllib.error
import urllib.request
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple
from urllib.parse import urlencode

from kg.client.frames import frame_of
from kg.errors import AnswerBrokenError, EndpointError, EndpointRefusedError
from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    import pandas
    import rdflib

_SOLUTIONS: Final = "application/sparql-results+json"
_ADDRESS_BYTES: Final = 4_096
"""A longer query is posted; a shorter one has an address that caches know."""

_DECLARED: Final = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)


class _Reply(NamedTuple):
    body: bytes
    release: str


@dataclass(frozen=True, slots=True)
class Client:
    """A server of the Fördergraph, and which release of it to ask.

    Attributes:
        url: of its start page, such as `http://127.0.0.1:8000`.
        release: version to ask, such as `2026.11.22-6140cfca`; empty for the newest.
        contact: an address under which the server's operator can reach you; sent with each request.
        timeout_s: how long to wait for the next byte.
    """

    url: str
    release: str = ""
    contact: str = ""
    timeout_s: float = 60.0

    def pinned(self) -> "Client":
        """Return the same client, bound to the release that answers now.

        Raises:
            EndpointError: as `select` does.
        """
        return replace(self, release=self._asked("ASK {}", _SOLUTIONS).release)

    def select(
        self,
        query: str,
        *,
        decimals: Literal["exact", "float"] = "exact",
        with_languages: bool = False,
    ) -> "pandas.DataFrame":
        """Return the solutions of a SELECT query, a column for each variable, rows in their order.

        A column has one type: `Int64` for integers and years, `Decimal` objects for decimals,
        `Float64` for floats, `boolean`, `datetime64` for days and times (those with an offset in
        UTC), else `string`. One that mixes types, or has a value outside of them, is text as it
        stands in the data. What is unbound is missing (`NA`, `NaT`). `attrs` of the frame has
        `release`, `endpoint` and `query`.

        Args:
            query: SPARQL; prefixes of the project need no declaration.
            decimals: "float" makes them `Float64`, faster and no longer exact.
            with_languages: adds a column `<name>.lang` beside each with texts of some language.

        Raises:
            EndpointError: the server cannot be reached, or gave something else.
            EndpointRefusedError: it refused; the reason is its own.
            AnswerBrokenError: the answer did not end.
        """
        reply = self._asked(query, _SOLUTIONS)
        document = self._document(reply, "results")
        frame = frame_of(document, is_exact=decimals == "exact", with_languages=with_languages)
        frame.attrs |= {"release": reply.release, "endpoint": self._endpoint, "query": query}
        return frame

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK query; errors are those of `select`."""
        return bool(self._document(self._asked(query, _SOLUTIONS), "boolean")["boolean"])

    def construct(self, query: str) -> "rdflib.Graph":
        """Return the graph of a CONSTRUCT or DESCRIBE query; errors are those of `select`."""
        import rdflib

        body = self._asked(query, "application/n-triples").body
        return rdflib.Graph().parse(data=body, format="nt")

    def question(self, name: str) -> str:
        """Return one of the project's questions, such as `cq05-committed-by-round-and-source`.

        They are listed in `docs/queries.md` and at `/q`; errors are those of `select`.
        """
        return self._fetched(f"/q/{name}.rq", {}, "application/sparql-query").body.decode("utf-8")

    def permalink(self, query: str) -> str:
        """Store a query and return its address: of a pinned client, for the answer of that release.

        Errors are those of `select`.
        """
        return str(self._stored(query)["pinned" if self.release else "url"])

    def cite(self, query: str, language: Literal["de", "en"] = "de") -> str:
        """Return how the result of a query is cited: a line with permalink and SHA-256.

        Errors are those of `select`.
        """
        path = f"/q/{self._stored(query)['address']}/cite.txt"
        return self._fetched(path, {"lang": language}, "text/plain").body.decode("utf-8").strip()

    @property
    def _endpoint(self) -> str:
        return f"{self.url.rstrip('/')}/sparql"

    def _asked(self, query: str, accept: str) -> _Reply:
        return self._fetched("/sparql", {"query": _with_prefixes(query)}, accept)

    def _stored(self, query: str) -> dict[str, Any]:
        fields = {"query": _with_prefixes(query)}
        reply = self._fetched("/q", fields, "application/json", is_post=True)
        return self._document(reply, "address")

    def _document(self, reply: _Reply, key: str) -> dict[str, Any]:
        """Read a JSON object that has *key*."""
        try:
            document = json.loads(reply.body)
        except ValueError:
            raise AnswerBrokenError(self._endpoint, "the answer is no whole JSON") from None
        if not isinstance(document, dict) or key not in document:
            raise EndpointError(
                self._endpoint, f"no {key} in the answer; is the query of this form?"
            )
        return document

    def _fetched(
        self, path: str, fields: dict[str, str], accept: str, *, is_post: bool = False
    ) -> _Reply:
        """Fetch *path* with *fields* in the address, or in the body where they are long."""
        url = f"{self.url.rstrip('/')}{path}"
        if not url.startswith(("http://", "https://")):
            raise EndpointError(url, "expected an address that begins with http:// or https://")
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": self._agent}
        pin = {"v": self.release} if self.release and path != "/q" else {}
        written = urlencode(fields | pin)
        is_post = is_post or len(written) > _ADDRESS_BYTES
        body = written.encode() if is_post else None
        address = f"{url}?{written}" if written and not is_post else url
        request = urllib.request.Request(address, body, headers)  # noqa: S310 -- checked above
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_s) as response:  # noqa: S310
                return _Reply(_whole(response), response.headers.get("X-Dataset-Version", ""))
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(url, error) from None
        except urllib.error.URLError as error:
            raise EndpointError(url, f"cannot be reached: {error.reason}") from None
        except (OSError, EOFError, zlib.error, http.client.HTTPException) as error:
            raise AnswerBrokenError(url, f"the answer did not end: {error!r}") from None

    @property
    def _agent(self) -> str:
        return f"foerdergraph-client ({self.contact or 'kg.client'})"


def _whole(response: http.client.HTTPResponse) -> bytes:
    """Read a body to its end, which length, chunks or packing must mark."""
    body = response.read()
    if response.headers.get("Content-Encoding") == "gzip":
        return gzip.decompress(body)
    if response.headers.get("Content-Length") is None and not response.chunked:
        raise http.client.IncompleteRead(body)
    return body


def _refusal(url: str, error: urllib.error.HTTPError) -> EndpointRefusedError:
    """Read what the server says of its refusal (RFC 9457)."""
    reason, after = str(error.reason), error.headers.get("Retry-After", "")
    with suppress(OSError, EOFError, zlib.error, ValueError, http.client.HTTPException):
        packed = error.read()
        is_packed = error.headers.get("Content-Encoding") == "gzip"
        problem = json.loads(gzip.decompress(packed) if is_packed else packed)
        reason = f"{problem.get('title', reason)}: {problem['detail']}"
    return EndpointRefusedError(url, reason, error.code, int(after) if after.isdigit() else None)


def _with_prefixes(query: str) -> str:
    """Declare prefixes of the project that are used and not declared; lines keep their numbers."""
    declared = set(_DECLARED.findall(query))
    lacking = [
        f"PREFIX {prefix}: <{iri}> "
        for prefix, iri in PREFIXES.items()
        if prefix not in declared and re.search(rf"(?<![\w-]){prefix}:", query)
    ]
    return "".join(lacking) + query
