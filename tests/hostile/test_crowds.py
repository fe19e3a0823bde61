"""Many clients at once, slow ones, and those that hang up."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from urllib.parse import quote

import pytest

from tests.hostile.bystander import undisturbed
from tests.hostile.conftest import DEADLINE_S, TOLERANCE_S
from tests.hostile.house import LONG_MINUTES, THINGS, House, small_query, wait_until

SLOW_S = 60 * LONG_MINUTES or 4.0
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
LONG = "SELECT ?a ?l ?b { ?a <urn:label> ?l . ?b <urn:number> ?n FILTER(?n < 10) }"
"""100,000 rows, 2 MB: too long for one piece."""


@contextmanager
def connected(house: House, sent: bytes = b"", receives_bytes: int = 0) -> Iterator[socket.socket]:
    """Connect and send; a small receive buffer keeps the kernel from reading ahead."""
    with socket.socket() as client:
        if receives_bytes:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives_bytes)
        client.settimeout(30)
        client.connect(("127.0.0.1", house.port))
        client.sendall(sent)
        yield client


def getting(query: str, *headers: str) -> bytes:
    lines = [f"GET /sparql?format=csv&query={quote(query)} HTTP/1.1", "Host: x", *headers]
    return "\r\n".join([*lines, "\r\n"]).encode()


def status_of(client: socket.socket) -> int:
    """Read the first line of an answer; 0 where there is none."""
    try:
        return int((client.recv(65_536).split(maxsplit=2) or [b"", b"0"])[1])
    except (OSError, IndexError):
        return 0


def test_readers_of_one_byte_a_second_hold_no_worker(
    house: House, figure: Callable[[str], None]
) -> None:
    """Their queries are done while they read; as many as fit read on, the others are told so."""
    with undisturbed(house, answers=50) as others, ExitStack() as readers:
        slow = [
            readers.enter_context(connected(house, getting(f"{LONG} # {n}"), receives_bytes=4096))
            for n in range(40)
        ]
        statuses = [client.recv(12) for client in slow]
        assert set(statuses) <= {b"HTTP/1.1 200", b"HTTP/1.1 503", b"HTTP/1.1 504"}
        assert b"HTTP/1.1 200" in statuses
        end_s = time.monotonic() + SLOW_S
        while time.monotonic() < end_s:
            assert all(client.recv(1) for client in slow)
            time.sleep(1)
        numbers = house.metrics()
        assert numbers['foerdergraph_engine_busy_places{kind="fast"}'] <= 1  # a small query's
        assert numbers['foerdergraph_engine_busy_places{kind="slow"}'] == 0
    wait_until(house.is_at_rest)
    figure(f"{statuses.count(b'HTTP/1.1 200')} of 40 read; others at most {others.slowest_s:.3f} s")


def test_senders_of_one_byte_a_second_hold_nothing(
    house: House, figure: Callable[[str], None]
) -> None:
    query, answer = small_query()
    head = (
        "POST /sparql?format=csv HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(query)}\r\n\r\n"
    )
    with undisturbed(house, answers=50) as others, ExitStack() as senders:
        slow = [senders.enter_context(connected(house, head.encode())) for _ in range(150)]
        left = query.encode()
        end_s = time.monotonic() + min(SLOW_S, 20)
        while time.monotonic() < end_s and len(left) > 1:
            for client in slow:
                client.sendall(left[:1])
            left = left[1:]
            time.sleep(1)
        for client in slow:
            client.sendall(left)
        for client in slow:
            assert client.recv(65_536).endswith(answer)
    figure(f"150 of them; others at most {others.slowest_s:.3f} s")


@pytest.mark.skipif(not LONG_MINUTES, reason="takes 35 s; HOSTILE_MINUTES is not set")
@pytest.mark.parametrize("length", ["Content-Length: 200", "Transfer-Encoding: chunked"])
def test_a_body_that_does_not_come_is_408(house: House, length: str) -> None:
    """What has come is a query already, but not the one that was meant."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n{length}"
    body = "ASK {}" if length.startswith("Content") else "6\r\nASK {}\r\n"
    with connected(house, f"{head}\r\n\r\n{body}".encode()) as client:
        client.settimeout(40)
        assert status_of(client) == 408


@pytest.mark.skipif(not LONG_MINUTES, reason="takes 30 s; HOSTILE_MINUTES is not set")
def test_a_head_that_does_not_come_is_given_up(house: House) -> None:
    with connected(house, b"GET / HTTP/1.1\r\nHo") as client:
        client.settimeout(40)
        assert status_of(client) in {0, 408}


@pytest.mark.parametrize(
    ("length", "statuses"), [(60_000, {200}), (70_000, {200}), (1_000_000, {0, 431})]
)
def test_a_long_header_is_answered_or_refused(
    house: House, length: int, statuses: set[int]
) -> None:
    with connected(house) as client:
        try:
            client.sendall(getting("ASK {}", "X-Long: " + "x" * length))
        except OSError:
            assert 0 in statuses
        else:
            assert status_of(client) in statuses


def test_fifty_megabytes_are_refused_unread(house: House, figure: Callable[[str], None]) -> None:
    before = house.front_bytes()
    with undisturbed(house, answers=20), house.client() as client:
        sent = {"Content-Type": "application/sparql-query"}
        reply = client.request("POST", "/sparql", b"#" * 50_000_000, sent)
    grown = house.front_bytes() - before
    figure(f"{reply.outcome} after {reply.seconds:.3f} s, {grown / 2**20:.1f} MiB more")
    assert reply.outcome in {"413", "no answer"}
    assert grown < 16 * 2**20


def test_five_hundred_idle_and_five_hundred_asking_connections_are_served(
    house: House, figure: Callable[[str], None]
) -> None:
    with undisturbed(house, answers=50) as others, ExitStack() as crowd:
        for _ in range(500):
            crowd.enter_context(connected(house, b"GET /sparql?quer"))
        asked = [small_query() for _ in range(500)]
        began_s = time.monotonic()
        clients = [
            crowd.enter_context(connected(house, getting(query, "Connection: close")))
            for query, _ in asked
        ]
        for client, (_, answer) in zip(clients, asked, strict=True):
            assert client.makefile("rb").read().endswith(b"\r\n\r\n" + answer)
        seconds = time.monotonic() - began_s
    figure(f"500 answers in {seconds:.3f} s; others at most {others.slowest_s:.3f} s")


def test_five_hundred_runaway_queries_at_once_all_get_a_status(
    house: House, figure: Callable[[str], None]
) -> None:
    with undisturbed(house, answers=200) as others, ExitStack() as crowd:
        clients = [
            crowd.enter_context(connected(house, getting(f"{COUNT} # {number}")))
            for number in range(500)
        ]
        began_s = time.monotonic()
        statuses = [status_of(client) for client in clients]
        seconds = time.monotonic() - began_s
    assert set(statuses) <= {503, 504}
    assert seconds < DEADLINE_S + TOLERANCE_S
    counted = {status: statuses.count(status) for status in set(statuses)}
    figure(f"{counted} in {seconds:.3f} s; others at most {others.slowest_s:.3f} s")
    wait_until(house.is_at_rest)


@pytest.mark.parametrize("length", [1_900, 15_500, 990_000])
def test_texts_that_take_long_to_look_at_hold_up_nobody(
    house: House, length: int, figure: Callable[[str], None]
) -> None:
    """Each has as many tokens as fit, and whatever makes a scan look at all of them."""
    head = "ASK { FILTER('service' = 'from \\u0041' " + "{}" * 60
    text = head + "=1" * ((length - len(head)) // 2)
    with undisturbed(house, answers=20) as others, ThreadPoolExecutor(32) as pool:
        replies = list(pool.map(lambda n: house.ask(f"{text} # {n}"), range(96)))
    outcomes = {reply.outcome for reply in replies}
    figure(f"{outcomes}; others at most {others.slowest_s:.3f} s")
    assert outcomes <= {"400", "503", "504"}
    assert others.slowest_s < DEADLINE_S + TOLERANCE_S
    assert max(reply.seconds for reply in replies) < DEADLINE_S + TOLERANCE_S


def test_a_thousand_clients_that_hang_up_free_their_places(
    house: House, figure: Callable[[str], None]
) -> None:
    reset = struct.pack("ii", 1, 0)

    def hangs_up(number: int) -> None:
        with connected(house, getting(f"{COUNT} # hangs up {number}")) as client:
            if number % 2:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            time.sleep((number % 5) / 50)

    with undisturbed(house, answers=100) as others, ThreadPoolExecutor(8) as pool:
        list(pool.map(hangs_up, range(1000)))
        began_s = time.monotonic()
    waited_s = wait_until(house.is_at_rest, DEADLINE_S + 10)
    figure(
        f"at rest {waited_s:.3f} s after the last one ({time.monotonic() - began_s:.3f} s "
        f"with the small queries); others at most {others.slowest_s:.3f} s"
    )


def test_hanging_up_ends_the_query_before_its_deadline(patient_house: House) -> None:
    with connected(patient_house, getting(COUNT)):
        wait_until(lambda: not patient_house.is_at_rest())
    assert wait_until(patient_house.is_at_rest, 5)


def test_many_queries_in_one_connection_are_answered_in_order(house: House) -> None:
    asked = [small_query() for _ in range(200)]
    *first, last = [getting(query) for query, _ in asked]
    sent = b"".join(first) + last.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with connected(house, sent) as client:
        received = client.makefile("rb").read()
    places = [received.find(b"\r\n\r\n" + answer) for _, answer in asked]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    "sent",
    [
        b"\0" * 1000,
        b"GET /sparql HTTP/9.9\r\n\r\n",
        b"GET /sparql?query=\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"f" * 16
        + b"\r\n",
        b"GET " + b"/" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 30_000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500,
    ],
    ids=lambda sent: sent[:40],
)
def test_what_is_no_request_does_no_harm(house: House, sent: bytes) -> None:
    with undisturbed(house), connected(house) as client:
        try:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
        except OSError:
            return
        assert status_of(client) in {0, 400, 411, 413, 414, 415, 431, 505}


assert THINGS == 10_000  # so LONG has 100,000 rows
