"""Threads that wait hold nothing of what they did."""

import threading
import weakref

from kg.web.transport.threads import Threads


class Request:
    """Something long that a job holds."""

    def __init__(self) -> None:
        self.answered = threading.Event()


def test_a_thread_that_waits_does_not_hold_its_last_request() -> None:
    threads, request = Threads(1), Request()
    is_gone = threading.Event()
    weakref.finalize(request, is_gone.set)
    answered = request.answered
    threads.run(lambda held=request: held.answered.set())
    assert answered.wait(5)
    del request
    assert is_gone.wait(5)


def test_a_job_that_fails_leaves_its_thread_to_the_next() -> None:
    threads, done = Threads(1), threading.Event()
    threads.run(lambda: 1 / 0)
    threads.run(done.set)
    assert done.wait(5)
