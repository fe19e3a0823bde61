"""A request is noted to its last byte, and its end once, however it ends."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from kg.web.operating.observing import OBSERVATION, Observation, Observer


class Pieces:
    """A body that fails behind its first piece, or not."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"first"
        if self.fails:
            raise RuntimeError("late")
        yield b"second"

    def close(self) -> None:
        self.is_closed = True


def observed(app: Callable[..., Iterable[bytes]]) -> tuple[Observer, list[Observation]]:
    over: list[Observation] = []
    return Observer(app, lambda _: None, over.append), over


def call(app: Observer, method: str = "GET") -> Any:
    return app({"REQUEST_METHOD": method}, lambda *_: None)


def answering(body: Iterable[bytes]) -> Callable[..., Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[OBSERVATION].route = "sparql"
        start_response("200 OK", [])
        return body

    return app


def test_a_whole_answer_is_counted() -> None:
    app, over = observed(answering(Pieces()))
    body = call(app)
    assert list(body) == [b"first", b"second"]
    assert over == []
    body.close()
    body.close()
    [noted] = over
    assert (noted.method, noted.route, noted.status) == ("GET", "sparql", 200)
    assert (noted.sent_bytes, noted.is_complete) == (11, True)


def test_an_answer_that_fails_late_is_not_complete() -> None:
    pieces = Pieces(fails=True)
    app, over = observed(answering(pieces))
    body = call(app)
    with pytest.raises(RuntimeError):
        list(body)
    body.close()
    [noted] = over
    assert (noted.sent_bytes, noted.is_complete, pieces.is_closed) == (5, False, True)


def test_an_answer_that_nobody_reads_is_over_when_closed() -> None:
    app, over = observed(answering(Pieces()))
    call(app).close()
    assert [noted.is_complete for noted in over] == [False]


def test_an_app_that_fails_is_noted_too() -> None:
    def failing(*_: object) -> Iterable[bytes]:
        raise RuntimeError("early")

    app, over = observed(failing)
    with pytest.raises(RuntimeError):
        call(app)
    assert [noted.status for noted in over] == [0]


def test_what_is_to_be_done_at_the_end_is_done_once() -> None:
    done: list[str] = []

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[OBSERVATION].endings.append(lambda: done.append("done"))
        start_response("200 OK", [])
        return [b"x"]

    body = call(observed(app)[0])
    list(body)
    body.close()
    assert done == ["done"]


def test_a_method_that_is_none_has_no_name_of_its_own() -> None:
    app, over = observed(answering([]))
    call(app, 'GET"\n').close()
    assert over[0].method == "other"


def test_an_answer_to_head_lacks_nothing() -> None:
    app, over = observed(answering([]))
    call(app, "HEAD").close()
    assert over[0].is_complete
