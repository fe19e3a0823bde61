"""The engine that a request sees: its terms reach the engine, and every end is noted once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.engine import (
    WHOLE_DATASET,
    Answer,
    DatasetClause,
    Engine,
    EngineState,
    LocalEngine,
    Prepared,
    Share,
    Terms,
)
from kg.errors import QuerySyntaxError, QueryTimeoutError, StoreError
from kg.formats import JSON, Format
from kg.web.operating.bound import BoundEngine
from kg.web.operating.outcomes import OUTCOMES, WORDS
from kg.web.operating.serving import Served

TERMS = Terms("192.0.2.1", timeout_s=3.0)


class Streaming:
    """An engine in front of another that gives answers in pieces, and fails where it is told to."""

    def __init__(self, engine: LocalEngine, failure: StoreError | None = None) -> None:
        self.engine = engine
        self.failure = failure
        self.terms: Terms | None = None
        self.is_closed = False
        self.description = self.edition = "streaming"
        self.is_union = True

    def prepare(self, text: str, clause: DatasetClause = WHOLE_DATASET) -> Prepared:
        return self.engine.prepare(text, clause)

    def evaluate(
        self, prepared: Prepared, answer_format: Format, terms: Terms | None = None
    ) -> Answer:
        self.terms = terms
        return replace(
            self.engine.evaluate(prepared, answer_format), chunks=self._pieces(), length_bytes=None
        )

    def _pieces(self) -> Iterator[bytes]:
        try:
            yield b"first"
            if self.failure is not None:
                raise self.failure
            yield b"second"
        finally:
            self.is_closed = True

    def share(self, client: str) -> Share | None:
        return Share(len(client), 1, 1)

    def state(self) -> EngineState:
        return EngineState(waiting=7)

    def close(self) -> None:
        raise AssertionError("the engine outlives the request")


class Notes:
    def __init__(self) -> None:
        self.outcomes: list[str] = []

    def __call__(self, outcome: str, seconds: float) -> None:
        assert 0 <= seconds < 60
        self.outcomes.append(outcome)


@pytest.fixture
def local(two_linked_things: Served) -> LocalEngine:
    assert isinstance(two_linked_things.engine, LocalEngine)
    return two_linked_things.engine


def bound(engine: Engine) -> tuple[BoundEngine, Notes]:
    notes = Notes()
    return BoundEngine(engine, TERMS, notes), notes


def test_the_requests_terms_reach_the_engine(local: LocalEngine) -> None:
    streaming = Streaming(local)
    engine, _ = bound(streaming)
    engine.evaluate(engine.prepare("ASK {}"), JSON)
    assert streaming.terms is TERMS
    own = Terms("", timeout_s=1.0)
    engine.evaluate(engine.prepare("ASK {}"), JSON, own)
    assert streaming.terms is own


def test_everything_else_is_the_engines(local: LocalEngine) -> None:
    engine, _ = bound(Streaming(local))
    assert (engine.description, engine.edition, engine.is_union) == ("streaming", "streaming", True)
    assert engine.share("abc") == Share(3, 1, 1)
    assert engine.state().waiting == 7
    engine.close()


def test_an_answer_in_one_piece_is_noted(local: LocalEngine) -> None:
    engine, notes = bound(local)
    assert b"".join(engine.evaluate(engine.prepare("ASK {}"), JSON).chunks)
    assert notes.outcomes == ["ok"]


def test_bad_syntax_is_noted(local: LocalEngine) -> None:
    engine, notes = bound(local)
    with pytest.raises(QuerySyntaxError):
        engine.evaluate(engine.prepare("SELEC"), JSON)
    assert notes.outcomes == ["syntax"]


def test_a_stream_is_noted_at_its_end(local: LocalEngine) -> None:
    engine, notes = bound(Streaming(local))
    answer = engine.evaluate(engine.prepare("ASK {}"), JSON)
    assert notes.outcomes == []
    assert list(answer.chunks) == [b"first", b"second"]
    answer.chunks.close()  # type: ignore[attr-defined] # ours has it
    assert notes.outcomes == ["ok"]


def test_a_late_failure_is_noted_as_what_it_is(local: LocalEngine) -> None:
    engine, notes = bound(Streaming(local, QueryTimeoutError(30)))
    answer = engine.evaluate(engine.prepare("ASK {}"), JSON)
    with pytest.raises(QueryTimeoutError):
        list(answer.chunks)
    assert notes.outcomes == ["timeout"]


def test_closing_early_ends_the_query_and_is_noted(local: LocalEngine) -> None:
    streaming = Streaming(local)
    engine, notes = bound(streaming)
    answer = engine.evaluate(engine.prepare("ASK {}"), JSON)
    next(answer.chunks)
    answer.chunks.close()  # type: ignore[attr-defined] # ours has it
    assert streaming.is_closed
    assert notes.outcomes == ["cancelled"]


def test_every_error_of_the_engine_has_a_word() -> None:
    assert {*OUTCOMES.values()} < {*WORDS}
