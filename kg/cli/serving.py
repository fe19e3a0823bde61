"""Run the app in granian: one process that is forked when everything is loaded, blocking threads.

The worker shares the memory of the process it is forked from. Should a query take it down (a panic
of the engine aborts the process), another one is forked at once, without loading anything again.
"""

import logging
import multiprocessing
import sys
from pathlib import Path
from typing import Final

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kg.engine import DataFiles
from kg.release import open_release
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.opening import current_release, files_as_they_are, one_release
from kg.web.serving import Serving

_BACKLOG: Final = 1024
_HEADER_ROOM_BYTES: Final = 65_536
_RESPAWN_S: Final = 0.1


def serve_release(folder: Path | None, settings: Settings) -> None:
    """Serve the release in *folder*, or the current one and those that follow it.

    Raises:
        ReleaseError: there is none, or it is damaged.
    """
    if folder is None:
        _serve(current_release(settings), settings)
    else:
        _serve(one_release(open_release(folder.resolve()), settings), settings)


def serve_files(
    default: tuple[Path, ...], named: tuple[tuple[str, Path], ...], settings: Settings
) -> None:
    """Serve RDF files as they are.

    Raises:
        SourceError: one cannot be read.
    """
    _serve(files_as_they_are(DataFiles(default, named), settings), settings)


def _serve(serving: Serving, settings: Settings) -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    served = serving.current()
    app = create_app(settings, serving)
    sys.stderr.write(
        f"serving {served.version} from {served.engine.description} at {settings.base_url}/\n"
    )
    sys.stderr.flush()
    _granian(settings, app)


def _granian(settings: Settings, app: Flask) -> None:
    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "kg",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=settings.url_limit_bytes + _HEADER_ROOM_BYTES),
        websockets=False,
        backlog=_BACKLOG,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=_RESPAWN_S,
    )
    server.serve(target_loader=lambda *_: app, wrap_loader=False)
