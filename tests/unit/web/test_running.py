"""Queries that run are known by their ids, and by nothing else."""

import pytest

from kg.engine import Cancellation
from kg.errors import EngineBusyError, QueryIdTakenError, UnknownQueryError
from kg.web.operating.running import QUERY_ID, RunningQueries

CHOSEN = "an-id-of-my-own-1"


def test_a_query_is_ended_by_its_id() -> None:
    running, cancellation = RunningQueries(), Cancellation()
    assert running.begin(CHOSEN, cancellation) == CHOSEN
    running.cancel(CHOSEN)
    assert cancellation.is_cancelled


def test_a_made_id_looks_like_an_id_and_is_new() -> None:
    running = RunningQueries()
    made = {running.begin("", Cancellation()) for _ in range(100)}
    assert len(made) == 100
    assert all(QUERY_ID.fullmatch(query_id) for query_id in made)


def test_an_id_in_use_is_not_taken_twice() -> None:
    running, first = RunningQueries(), Cancellation()
    running.begin(CHOSEN, first)
    with pytest.raises(QueryIdTakenError):
        running.begin(CHOSEN, Cancellation())
    running.end(CHOSEN, first)
    assert running.begin(CHOSEN, Cancellation()) == CHOSEN


def test_a_query_that_ended_is_unknown() -> None:
    running = RunningQueries()
    mine = Cancellation()
    running.begin(CHOSEN, mine)
    running.end(CHOSEN, mine)
    running.end(CHOSEN, mine)
    with pytest.raises(UnknownQueryError):
        running.cancel(CHOSEN)


def test_there_is_a_limit_to_what_is_noted() -> None:
    running = RunningQueries(limit=2)
    running.begin("", Cancellation())
    running.begin("", Cancellation())
    with pytest.raises(EngineBusyError):
        running.begin("", Cancellation())
    assert len(running) == 2


def test_the_id_of_a_query_that_was_ended_is_free_and_its_end_leaves_the_next_one_alone() -> None:
    running, first, second = RunningQueries(), Cancellation(), Cancellation()
    running.begin(CHOSEN, first)
    running.cancel(CHOSEN)
    with pytest.raises(UnknownQueryError):
        running.cancel(CHOSEN)
    running.begin(CHOSEN, second)
    running.end(CHOSEN, first)
    running.cancel(CHOSEN)
    assert (first.is_cancelled, second.is_cancelled) == (True, True)
