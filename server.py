"""The WSGI entry for any server: `app` serves the current release, opened at the first request."""

import os
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from kg.settings import Settings
from kg.web.app import create_app
from kg.web.opening import current_release
from kg.web.operating.logs import write_logs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer one request (PEP 3333)."""
    return _made()(environ, start_response)


@cache
def _made() -> "WSGIApplication":
    settings = Settings.from_env(os.environ)
    write_logs(settings.log_level)
    return create_app(settings, current_release(settings))
