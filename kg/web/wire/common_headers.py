"""What every response carries: open to other origins, closed to sniffing and framing.

A layer around the app, since headers are cheaper to add to a list than to a response.

Source: https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

COMMON: Final = [
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Accept-Ranges, Content-Disposition, Content-Language, Content-Location, Content-Range, "
        "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Dataset-Version, "
        "X-Ignored-Format, X-Query-Id",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
        "object-src 'none'",
    ),
]
"""Of every response."""

_POLICY: Final = "Content-Security-Policy"
_WITHOUT_POLICY: Final = [header for header in COMMON if header[0] != _POLICY]
"""Of a response that has a policy of its own."""

_PREFLIGHT: Final = [
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match, "
        "If-Range, Range, *",
    ),
    ("Access-Control-Max-Age", "86400"),
]


class CommonHeaders:
    """A WSGI app around another one that adds what every response carries."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        is_preflight = environ["REQUEST_METHOD"] == "OPTIONS"

        def started(
            status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            common = COMMON if _POLICY not in dict(headers) else _WITHOUT_POLICY
            if is_preflight:
                allowed = dict(headers).get("Allow", "GET, HEAD, OPTIONS")
                common = [*common, *_PREFLIGHT, ("Access-Control-Allow-Methods", allowed)]
            return start_response(status, headers + common, error)

        return self._app(environ, started)
