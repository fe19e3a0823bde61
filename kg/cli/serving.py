"""Run the app in granian: a process that supervises, and one that serves, made anew if it ends.

Everything is opened in the serving process, so nothing of it is held twice.
"""

import ctypes
import errno
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kg.engine import DataFiles
from kg.errors import KGError, SettingsError
from kg.release import current, open_release
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.frame.site import site_of
from kg.web.opening import current_release, files_as_they_are, one_release
from kg.web.operating.logs import flush_logs, write_logs
from kg.web.operating.serving import Serving
from kg.web.transport.express import Express
from kg.web.transport.gateway import Gateway
from kg.web.transport.memo import Memo

_log: Final = logging.getLogger(__name__)

_BACKLOG: Final = 1024
_HEADER_ROOM_BYTES: Final = 65_536
_LEAVE_S: Final = 0.5
_RESPAWN_S: Final = 0.1
_BODY_ROOM_BYTES: Final = 65_536

_RESTARTS: Final = 10
_HOPELESS_S: Final = 60.0
"""A server that had to be begun so often within so many seconds is not begun again."""

_NOT_TO_LISTEN_ON: Final = MappingProxyType(
    {
        errno.EADDRINUSE: ("KG_PORT", "a port that nobody listens on yet"),
        errno.EACCES: ("KG_PORT", "a port that this user may listen on"),
    }
)
"""By what the system says: the setting that is to blame, and what would be right."""

_NO_ADDRESS: Final = ("KG_HOST", "an address of this machine")

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
"""Of glibc's `malloc.h`."""

_ARENAS: Final = 2

_PR_SET_PDEATHSIG: Final = 1
"""Of Linux's `sys/prctl.h`."""

_OWN_MAPPING_BYTES: Final = 131_072

Opened = Callable[[], Serving]


def serve_release(folder: Path | None, settings: Settings) -> None:
    """Serve the release in *folder*, or the current one and those that follow it.

    Raises:
        ReleaseError: there is none, or it is damaged.
    """
    if folder is None:
        current(settings.out_folder)
        _serve(lambda: current_release(settings), settings)
    else:
        release = open_release(folder.resolve())
        _serve(lambda: one_release(release, settings), settings)


def serve_files(
    default: tuple[Path, ...], named: tuple[tuple[str, Path], ...], settings: Settings
) -> None:
    """Serve RDF files as they are."""
    _serve(lambda: files_as_they_are(DataFiles(default, named), settings), settings)


def _serve(opened: Opened, settings: Settings) -> None:
    """Serve until stopped.

    Raises:
        SettingsError: host and port are none to listen on.
        SystemExit: what is to be served cannot be opened.
    """
    _must_be_free(settings)
    write_logs(settings.log_level)
    multiprocessing.set_start_method("fork", force=True)
    failed = multiprocessing.Event()
    begun_s: deque[float] = deque(maxlen=_RESTARTS)
    while True:
        begun_s.append(time.monotonic())
        try:
            _serve_once(opened, settings, failed)
        except SystemExit:
            # granian gives up when its process ends twice within seconds; so soon we do not.
            is_hopeless = time.monotonic() - begun_s[0] < _HOPELESS_S
            if failed.is_set() or (is_hopeless and len(begun_s) == _RESTARTS):
                raise
            _log.warning("serving anew")
            continue
        if failed.is_set():
            raise SystemExit(1)
        return


def _must_be_free(settings: Settings) -> None:
    """Try host and port: what granian says of ones that it cannot have is a backtrace."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        name, expected = _NOT_TO_LISTEN_ON.get(error.errno or 0, _NO_ADDRESS)
        value = str(settings.port) if name == "KG_PORT" else settings.host
        raise SettingsError(name, value, expected) from None


def _serve_once(opened: Opened, settings: Settings, failed: Event) -> None:
    server = Granian(
        "kg",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,  # whatever else is installed: it is the one that is tested
        workers=1,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=settings.url_limit_bytes + _HEADER_ROOM_BYTES),
        websockets=False,
        backlog=_BACKLOG,
        log_level=LogLevels.error,
        log_dictconfig={"loggers": {"_granian": {"propagate": True}}},
        respawn_failed_workers=True,
        respawn_interval=_RESPAWN_S,
        workers_kill_timeout=settings.stop_s,
    )
    supervisor = os.getpid()

    def gateway(*_: object) -> Any:  # noqa: ANN401 -- an RSGI app; granian says `Callable`
        """Open everything in the process that serves."""
        _give_memory_back()
        _stop_with(supervisor)
        try:
            return _gateway(opened(), settings)
        except KGError as error:
            sys.stderr.write(f"kg serve: {error}\n")
            failed.set()
            os.kill(supervisor, signal.SIGTERM)
            time.sleep(_LEAVE_S)  # the supervisor sees that it is to end, and makes no other
            raise SystemExit(1) from None

    server.serve(target_loader=gateway, wrap_loader=False)


def _gateway(serving: Serving, settings: Settings) -> Gateway:
    served = serving.current()
    app = create_app(settings, serving)
    where = f"{settings.base_url}/"
    if sys.stderr.isatty():
        sys.stderr.write(f"serving {served.version} from {served.engine.description} at {where}\n")
    fields = {"release": served.version, "engine": served.engine.description, "url": where}
    _log.info("serving", extra={"fields": fields})
    site = site_of(app)
    memo = Memo(settings.cache_bytes, lambda: serving.current().version)
    site.operation.metrics.watch_cache("replies", memo.state)

    def ended() -> None:
        serving.close()
        _log.info("stopped")
        flush_logs()

    # What is there now stays: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    return Gateway(
        app,
        threads=settings.threads,
        # Percent-encoding may triple a query's length.
        body_limit_bytes=3 * settings.query_limit_bytes + _BODY_ROOM_BYTES,
        stall_s=settings.stall_s,
        memo=memo,
        express=Express(site),
        at_repeat=site.operation.repeated,
        at_end=ended,
    )


def _give_memory_back() -> None:
    """Have long texts live in mappings of their own, which go back to the system at once.

    glibc begins so, but raises the limit with the first long text that is freed; from then on
    what many threads held at the same time stays with the process. What is short shares two arenas,
    not eight a core, each with gaps of its own. Other C libraries have no such function.

    Source: https://man7.org/linux/man-pages/man3/mallopt.3.html
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _OWN_MAPPING_BYTES)
        mallopt(_M_ARENA_MAX, _ARENAS)


def _stop_with(supervisor: int) -> None:
    """Have this process stop when its supervisor ends, since then nobody else could stop it.

    It would go on holding the port, so that no other server could begin.

    Source: https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != supervisor:  # it ended before that
        os.kill(os.getpid(), signal.SIGTERM)
