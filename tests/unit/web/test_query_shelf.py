"""A query's address is what it asks; whoever stores much makes room at their own expense."""

import sqlite3
import threading
from pathlib import Path

import pytest

from kg.engine import WHOLE_DATASET, DatasetClause
from kg.errors import QueryNotStoredError, TooManyStoredError
from kg.web.operating import query_shelf
from kg.web.operating.query_shelf import QueryShelf, StoredQuery

ROOMY = 1_000_000


def query(text: str) -> StoredQuery:
    return StoredQuery.of(text, WHOLE_DATASET)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stored-queries.sqlite"


@pytest.fixture
def shelf(path: Path) -> QueryShelf:
    return QueryShelf(path, ROOMY)


def test_the_address_is_a_hash_of_the_question() -> None:
    assert query("ASK {}").address == "ew4dsd4nav3cmninpdfqar6xga"
    assert query("ASK { }").address != query("ASK {}").address


def test_forms_and_files_lead_to_the_same_address() -> None:
    assert query("ASK {\r\n}\r\n").address == query("\nASK {\n}").address


def test_the_graphs_that_are_asked_belong_to_the_question() -> None:
    def address(*graphs: str) -> str:
        return StoredQuery.of("ASK {}", DatasetClause(default=graphs)).address

    assert len({address("urn:a"), address("urn:b"), address(), query("ASK {}").address}) == 4
    assert address("urn:a", "urn:b") == address("urn:b", "urn:a")


def test_what_was_put_is_found_by_another_process_too(shelf: QueryShelf, path: Path) -> None:
    asked = StoredQuery.of("ASK {}", DatasetClause(default=("urn:a",), named=("urn:b",)))
    assert shelf.put(asked, "10.0.0.1")
    assert QueryShelf(path, ROOMY).find(asked.address) == asked


def test_the_same_query_is_stored_once_whoever_asks(shelf: QueryShelf) -> None:
    assert shelf.put(query("ASK {}"), "10.0.0.1")
    assert not shelf.put(query("ASK {}"), "10.0.0.2")


def test_nothing_is_found_where_nothing_was_stored(shelf: QueryShelf, path: Path) -> None:
    assert shelf.find(query("ASK {}").address) is None
    assert not path.exists()


def test_no_address_of_a_client_is_written(shelf: QueryShelf, path: Path) -> None:
    shelf.put(query("ASK {}"), "203.0.113.77")
    assert b"203.0.113.77" not in path.read_bytes()


def test_who_has_most_loses_what_rested_longest(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flood comes last, and only the flood goes."""
    shelf = QueryShelf(path, 10 * 540)
    modest = query("ASK { <urn:modest> ?p ?o }")
    shelf.put(modest, "10.0.0.1")
    flood = [query(f"ASK {{}} #{number:02}") for number in range(20)]
    for day, asked in enumerate(flood):
        monkeypatch.setattr(query_shelf, "_today", lambda day=day: 100 + day)
        shelf.put(asked, "10.9.9.9")
    left = [asked for asked in flood if shelf.find(asked.address)]
    assert left == flood[-9:]
    assert shelf.find(modest.address) == modest


def test_what_is_opened_stays_longer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = QueryShelf(path, 3 * 540)
    first, second, third = (query(f"ASK {{}} #{number}") for number in range(3))
    for asked in (first, second):
        shelf.put(asked, "10.0.0.1")
    monkeypatch.setattr(query_shelf, "_today", lambda: 999_999)
    assert shelf.find(first.address) == first
    for asked in (third, query("ASK {} #3")):
        shelf.put(asked, "10.0.0.1")
    assert (shelf.find(first.address), shelf.find(second.address)) == (first, None)


def test_the_house_keeps_its_own_and_nobody_pays_for_them(path: Path) -> None:
    own = [query(f"ASK {{}} # our question number {number}") for number in range(20)]
    shelf = QueryShelf(path, 3 * 570)
    shelf.put(own[0], "10.0.0.1")
    shelf.put_own({asked.address: asked for asked in own})
    for number in range(10):
        shelf.put(query(f"ASK {{}} #{number}"), "10.0.0.1")
    assert [shelf.find(asked.address) for asked in own] == own
    assert shelf.find(query("ASK {} #9").address) is not None


def test_a_client_stores_so_many_in_one_go_and_others_go_on(shelf: QueryShelf) -> None:
    for number in range(60):
        shelf.put(query(f"ASK {{}} #{number}"), "10.0.0.1")
    with pytest.raises(TooManyStoredError) as refused:
        shelf.put(query("ASK {} #60"), "10.0.0.1")
    assert 1 <= refused.value.retry_after_s <= 30
    assert not shelf.put(query("ASK {} #59"), "10.0.0.1")
    assert shelf.put(query("ASK {} #60"), "10.0.0.2")


def test_many_threads_store_at_the_same_time(shelf: QueryShelf) -> None:
    asked = [query(f"ASK {{}} #{number}") for number in range(24)]

    def store(part: list[StoredQuery], client: str) -> None:
        for one in part:
            shelf.put(one, client)

    threads = [
        threading.Thread(target=store, args=(asked[start::4], f"10.0.0.{start}"))
        for start in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert [shelf.find(one.address) for one in asked] == asked


def test_nothing_is_stored_where_the_operator_wants_none(path: Path) -> None:
    with pytest.raises(QueryNotStoredError, match="stores no queries"):
        QueryShelf(path, 0).put(query("ASK {}"), "10.0.0.1")
    assert not path.exists()


def test_a_file_that_is_none_of_ours_is_an_error_and_is_left_alone(path: Path) -> None:
    path.write_bytes(b"no database" * 100)
    shelf = QueryShelf(path, ROOMY)
    with pytest.raises(QueryNotStoredError, match="not to be used now"):
        shelf.find(query("ASK {}").address)
    with pytest.raises(QueryNotStoredError, match="not to be used now"):
        shelf.put(query("ASK {}"), "10.0.0.1")
    assert path.read_bytes() == b"no database" * 100


def test_a_file_that_was_not_finished_is_finished(shelf: QueryShelf, path: Path) -> None:
    path.touch()
    assert shelf.find(query("ASK {}").address) is None
    assert shelf.put(query("ASK {}"), "10.0.0.1")
    assert shelf.find(query("ASK {}").address) == query("ASK {}")


def test_own_queries_do_without_a_place(tmp_path: Path) -> None:
    QueryShelf(tmp_path / "absent" / "file.sqlite", ROOMY).put_own({"a": query("ASK {}")})
    assert not (tmp_path / "absent").exists()


def test_a_file_that_may_only_be_read_still_answers(shelf: QueryShelf, path: Path) -> None:
    shelf.put(query("ASK {}"), "10.0.0.1")
    with sqlite3.connect(path) as file:
        file.execute("UPDATE queries SET opened = 1")
    file.close()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert shelf.find(query("ASK {}").address) == query("ASK {}")
    finally:
        path.parent.chmod(0o700)
