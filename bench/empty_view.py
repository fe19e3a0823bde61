"""A Flask app of one view that returns an empty text, served as the project serves its own.

python -m bench.empty_view wsgi|gateway PORT
"""

import multiprocessing
import sys
from collections.abc import Callable
from typing import Any, Final

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from bench.client import HOST
from kg.web.transport.gateway import Gateway
from kg.web.transport.memo import Memo

_THREADS: Final = 8


def _app() -> Flask:
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: "")
    return app


def _gateway() -> Gateway:
    memo = Memo(0, lambda: "")
    return Gateway(_app(), threads=_THREADS, body_limit_bytes=0, stall_s=60, memo=memo)


INTERFACES: Final[dict[str, tuple[Interfaces, Callable[[], Any]]]] = {
    "wsgi": (Interfaces.WSGI, _app),
    "gateway": (Interfaces.RSGI, _gateway),
}


def main(interface: str, port: int) -> None:
    """Serve the view until stopped."""
    multiprocessing.set_start_method("fork", force=True)
    kind, make = INTERFACES[interface]
    server = Granian(
        "empty",
        address=HOST,
        port=port,
        interface=kind,
        workers=1,
        blocking_threads=_THREADS if kind is Interfaces.WSGI else None,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=lambda *_: make(), wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
