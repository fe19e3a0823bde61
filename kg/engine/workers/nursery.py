"""Where the front gets workers from: a zygote and its twin, started again when both are gone."""

import logging
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Final

from kg.engine.workers.brood import ORDER, READY, Brood
from kg.engine.workers.handle import Worker, greeted
from kg.engine.workers.wire import read_error
from kg.errors import KGError, ReleaseError

_log: Final = logging.getLogger(__name__)

_ZYGOTE: Final = "kg.engine.workers.zygote"
_HUGE_PAGES: Final = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"
"""A dataset in pages of 2 MiB is forked in a third of the time, and searched a fifth faster."""

_STATUS_BYTES: Final = 65_536
_ATTEMPTS: Final = 3
"""So often the first loading may be cut short; what was loaded once is tried without end."""

_AGAIN_S: Final = 0.1
"""The pause before loading again; twice as long each time."""

_DOUBLINGS: Final = 3
_END_S: Final = 5.0


class NurseryClosedError(Exception):
    """No worker can be had from here at this moment."""


class Nursery:
    """A thread keeps the two processes alive from `start` to `close`.

    Args:
        edition: where its workers answer from.
        brood: what they have in common.
        on_change: called by that thread when workers can be had, and when they no longer can.
    """

    def __init__(self, edition: str, brood: Brood, on_change: Callable[[], None]) -> None:
        self.edition = edition
        self.failure: KGError | None = None
        self._brood = brood
        self._on_change = on_change
        self._lock = threading.Lock()
        self._orders: socket.socket | None = None
        self._is_decided = threading.Event()
        # Its writing end goes with this process, whatever becomes of it: then all others end.
        self._lifeline, self._own_end = os.pipe()
        self._stopped, self._stop = os.pipe()
        name = f"nursery-{edition}"
        self._keeper = threading.Thread(target=self._keep, name=name, daemon=True)

    def start(self) -> None:
        """Start the processes; `wait` tells how that went."""
        self._keeper.start()

    @property
    def is_ready(self) -> bool:
        """Say whether workers can be had."""
        return self._orders is not None

    def wait(self) -> None:
        """Wait until the dataset is loaded.

        Raises:
            KGError: it cannot be.
        """
        self._is_decided.wait()
        if self.failure is not None:
            raise self.failure

    def hatch(self) -> Worker:
        """Have a worker forked.

        Raises:
            NurseryClosedError: nobody is there to do it, or it failed.
            ReleaseError: the store on disk cannot be opened.
        """
        mine, its = socket.socketpair()
        with ExitStack() as unless_greeted:
            unless_greeted.callback(mine.close)
            with its:
                self._order(its)
            worker = greeted(mine, self.edition)
            if worker is None:
                raise NurseryClosedError
            unless_greeted.pop_all()
        return worker

    def close(self) -> None:
        """End the zygotes, then whatever workers are left."""
        os.write(self._stop, b"!")
        self._keeper.join()
        for fd in (self._own_end, self._lifeline, self._stop, self._stopped):
            os.close(fd)

    def _order(self, its: socket.socket) -> None:
        with self._lock:
            if self._orders is None:
                raise NurseryClosedError
            try:
                socket.send_fds(self._orders, [ORDER], [its.fileno()], socket.MSG_DONTWAIT)
            except OSError:
                raise NurseryClosedError from None

    def _keep(self) -> None:
        failed, has_loaded = 0, False
        while True:
            mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with mine:
                process, status = self._started(its)
                try:
                    was_ready = self._becomes_ready(status)
                    if was_ready:
                        self._serve(mine)
                    else:
                        process.kill()  # where it is still loading
                finally:
                    _end(process, mine)
            if self.failure is not None or self._is_stopped(0):
                break
            failed, has_loaded = (0, True) if was_ready else (failed + 1, has_loaded)
            if failed == _ATTEMPTS and not has_loaded:
                self.failure = ReleaseError(
                    self._brood.path, "the process that loads it ended; is there enough memory?"
                )
                break
            _log.warning("the processes that workers are forked from are gone; starting new ones")
            again_s = _AGAIN_S * 2 ** min(failed, _DOUBLINGS)
            if failed and self._is_stopped(again_s):
                break
        self._is_decided.set()
        self._on_change()

    def _started(self, its: socket.socket) -> tuple["subprocess.Popen[bytes]", int]:
        """Start a zygote; return it and the pipe that tells how it goes."""
        status, its_status = os.pipe()
        fds = (its.fileno(), self._lifeline, its_status)
        process = subprocess.Popen(  # noqa: S603 -- our own module
            ("/usr/bin/env", _HUGE_PAGES, sys.executable, "-m", _ZYGOTE, *map(str, fds)),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=fds,
            start_new_session=True,
        )
        its.close()
        os.close(its_status)
        with suppress(BrokenPipeError):  # it has ended; its status tells
            if process.stdin is not None:
                with process.stdin:
                    process.stdin.write(self._brood.written())
        return process, status

    def _becomes_ready(self, status: int) -> bool:
        """Wait for the end of loading; a failure is kept in `failure`."""
        with os.fdopen(status, "rb", buffering=0) as pipe:
            poll = select.poll()
            poll.register(pipe, select.POLLIN)
            poll.register(self._stopped, select.POLLIN)
            events = dict(poll.poll())
            said = pipe.read(_STATUS_BYTES) if pipe.fileno() in events else b""
        if said and said != READY:
            self.failure = read_error(said)
        return said == READY

    def _serve(self, orders: socket.socket) -> None:
        """Let workers be hatched until all who can do it are gone, or it is to end."""
        with self._lock:
            self._orders = orders
        self._is_decided.set()
        self._on_change()
        poll = select.poll()
        poll.register(orders, 0)  # a hang-up is always told
        poll.register(self._stopped, select.POLLIN)
        poll.poll()
        with self._lock:
            self._orders = None
        self._on_change()

    def _is_stopped(self, wait_s: float) -> bool:
        return bool(select.select([self._stopped], [], [], wait_s)[0])


def _end(process: "subprocess.Popen[bytes]", orders: socket.socket) -> None:
    """See the zygotes end: they do when nobody can give them orders any more."""
    with orders:
        orders.shutdown(socket.SHUT_RDWR)
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
