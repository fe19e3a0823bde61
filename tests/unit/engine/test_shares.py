"""Query seconds of clients, by a clock of the test."""

from math import inf

from kg.engine import Share
from kg.engine.workers.shares import Shares


def test_a_client_begins_with_a_full_share() -> None:
    shares = Shares(limit_s=10, refill=0.5)
    assert shares.share("a", 0.0) == Share(10, 10, 0)


def test_what_was_used_flows_back_steadily_and_not_beyond_the_limit() -> None:
    shares = Shares(limit_s=10, refill=0.5)
    shares.charge("a", 4, 100.0)
    assert shares.share("a", 100.0) == Share(10, 6, 8)
    assert shares.share("a", 104.0) == Share(10, 8, 4)
    assert shares.share("a", 1_000.0) == Share(10, 10, 0)


def test_clients_do_not_pay_for_each_other() -> None:
    shares = Shares(limit_s=10, refill=0.5)
    shares.charge("a", 10, 0.0)
    assert (shares.remaining_s("a", 0.0), shares.remaining_s("b", 0.0)) == (0, 10)


def test_a_debt_is_paid_first_and_shown_as_nothing_left() -> None:
    shares = Shares(limit_s=10, refill=0.5)
    shares.charge("a", 15, 0.0)
    assert shares.remaining_s("a", 0.0) == -5
    assert shares.share("a", 0.0) == Share(10, 0, 30)
    assert shares.retry_after_s("a", 1, 0.0) == 12


def test_retry_after_is_whole_and_at_least_a_second() -> None:
    shares = Shares(limit_s=10, refill=100)
    shares.charge("a", 10, 0.0)
    assert shares.retry_after_s("a", 1, 0.0) == 1


def test_the_house_is_not_limited_nor_is_anyone_without_a_limit() -> None:
    shares, unlimited = Shares(limit_s=10, refill=0.5), Shares(limit_s=0, refill=0.5)
    shares.charge("", 1_000, 0.0)
    unlimited.charge("a", 1_000, 0.0)
    assert (shares.share("", 0.0), shares.remaining_s("", 0.0)) == (None, inf)
    assert (unlimited.share("a", 0.0), unlimited.remaining_s("a", 0.0)) == (None, inf)


def test_no_more_than_ten_thousand_clients_are_remembered() -> None:
    shares = Shares(limit_s=10, refill=0.0001)
    shares.charge("first", 5, 0.0)
    for number in range(9_999):
        shares.charge(str(number), 5, 0.0)
    assert shares.remaining_s("first", 0.0) == 5
    shares.charge("first", 1, 0.0)
    shares.charge("one more", 5, 0.0)
    assert shares.remaining_s("first", 0.0) == 4
    assert shares.remaining_s("0", 0.0) == 10
