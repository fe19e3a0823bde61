"""The process that workers are forked from: `python -m kg.engine.workers.zygote`.

It is started by the front, inherits nothing but three file descriptors, loads the dataset once and
stays single-threaded. It forks a twin of itself; both take orders from the same socket, and when
one dies the other forks a new twin, so killing it costs nothing. It ends when the front is gone.

Its arguments: the socket of orders, the lifeline, the pipe on which it says whether it is ready.
On standard input: a `Brood` as JSON.
"""

import faulthandler
import gc
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from pyoxigraph import Store

from kg.engine.loading import load_files, open_store
from kg.engine.workers.brood import READY, Brood
from kg.engine.workers.confinement import heed_no_terminal
from kg.engine.workers.wire import error_written
from kg.engine.workers.worker import live
from kg.errors import KGError
from kg.jsonld import EMPTY_CONTEXT, Context

_TWIN_AGAIN_MS: Final = 200


def main(arguments: list[str]) -> None:
    """Load, then fork workers until the front is gone."""
    orders, lifeline, status = map(int, arguments)
    brood = Brood.read(sys.stdin.buffer.read())
    heed_no_terminal()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
    faulthandler.enable(file=2)
    try:
        opened = _opened(brood)
        context = Context.parse(brood.context) if brood.context else EMPTY_CONTEXT
    except KGError as error:
        os.write(status, error_written(error))
        return
    gc.collect()
    gc.freeze()
    with suppress(BrokenPipeError):  # the front is gone; the loop will see it
        os.write(status, READY)
    os.close(status)
    with socket.socket(fileno=orders) as socket_of_orders:
        life = partial(live, opened=opened, brood=brood, context=context)
        _Zygote(socket_of_orders, lifeline, life).run()
        os._exit(0)  # leaves a large dataset to the kernel: freed piece by piece it takes seconds


def _opened(brood: Brood) -> Callable[[], Store]:
    if brood.store is not None:
        return partial(open_store, brood.store)  # by each worker: its threads do not survive a fork
    store = load_files(brood.files)
    return lambda: store


class _Zygote:
    def __init__(
        self, orders: socket.socket, lifeline: int, live: Callable[[socket.socket, int], None]
    ) -> None:
        self._orders = orders
        self._lifeline = lifeline
        self._live = live
        self._poll = select.poll()
        self._poll.register(orders, select.POLLIN)
        self._poll.register(lifeline, select.POLLIN)
        self._twin: socket.socket | None = None

    def run(self) -> None:
        while True:
            if self._twin is None:
                self._fork_twin()
            events = dict(self._poll.poll(None if self._twin else _TWIN_AGAIN_MS))
            if self._lifeline in events:
                return
            if self._twin is not None and self._twin.fileno() in events:
                self._mourn_twin(self._twin)
            if self._orders.fileno() in events and not self._take_order():
                return

    def _fork_twin(self) -> None:
        mine, its = socket.socketpair()
        try:
            is_twin = os.fork() == 0
        except OSError:
            mine.close()
            its.close()
            return
        kept, other = (its, mine) if is_twin else (mine, its)
        other.close()
        self._twin = kept
        self._poll.register(kept, select.POLLIN)

    def _mourn_twin(self, twin: socket.socket) -> None:
        self._poll.unregister(twin)
        twin.close()
        self._twin = None

    def _take_order(self) -> bool:
        """Fork a worker if the twin was not quicker; return False when no order can come."""
        try:
            message, fds, _, _ = socket.recv_fds(self._orders, 16, 1, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        if not message:
            return False
        connected = socket.socket(fileno=fds[0])
        try:
            is_worker = os.fork() == 0
        except OSError:
            is_worker = False  # the front sees its end of the connection closed
        if is_worker:
            self._end_as_worker(connected)
        connected.close()
        return True

    def _end_as_worker(self, connected: socket.socket) -> None:
        try:
            self._live(connected, self._lifeline)
        finally:
            os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
