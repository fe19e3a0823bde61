"""Queries that are ended from outside give their place to others."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.hostile.house import House, Reply, wait_until

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"


def runs(house: House) -> Callable[[], bool]:
    """Tell whether something is evaluated."""
    return lambda: not house.is_at_rest()


def test_a_query_that_is_deleted_ends_at_once(
    patient_house: House, figure: Callable[[str], None]
) -> None:
    house, replies = patient_house, list[Reply]()
    query_id = "a-query-to-be-deleted"
    asking = threading.Thread(
        target=lambda: replies.append(house.ask(RUNAWAY, **{"query-id": query_id}))
    )
    asking.start()
    wait_until(runs(house))
    with house.client() as other:
        deleted = other.request("DELETE", f"/sparql/queries/{query_id}")
        freed_s = wait_until(house.is_at_rest, 5)
        asking.join()
        again = other.request("DELETE", f"/sparql/queries/{query_id}")
    figure(f"its place was free after {freed_s:.3f} s")
    assert deleted.status == 204
    assert replies[0].outcome == "409"
    assert again.status == 404


def test_queries_that_wait_in_line_are_deleted_too(patient_house: House) -> None:
    house = patient_house
    names = [f"a-query-in-the-line-{number}" for number in range(40)]
    with ThreadPoolExecutor(len(names)) as pool:
        asking = [
            pool.submit(house.ask, f"{RUNAWAY} # {name}", **{"query-id": name}) for name in names
        ]
        wait_until(lambda: house.metrics()["foerdergraph_engine_waiting_queries"] > 0)
        with house.client() as other:
            while not all(reply.done() for reply in asking):
                for name in names:
                    other.request("DELETE", f"/sparql/queries/{name}")
        outcomes = {reply.result().outcome for reply in asking}
    assert "409" in outcomes
    assert outcomes <= {"409", "503"}
    wait_until(house.is_at_rest)


@pytest.mark.parametrize("query_id", ["x" * 16, "../../metrics", "a" * 5000, "%00" * 16, ""])
def test_an_id_that_nobody_has_is_not_found(house: House, query_id: str) -> None:
    with house.client() as client:
        reply = client.request("DELETE", f"/sparql/queries/{query_id}")
    assert reply.status in {404, 405}
