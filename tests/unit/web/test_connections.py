"""A connection is broken off by its client's address; nothing else is touched or left open."""

import os
import socket
from pathlib import Path

from kg.web.transport.connections import break_off


def test_only_the_named_clients_connection_is_broken_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
        with (
            socket.create_connection(address) as first,
            socket.create_connection(address) as second,
            listening.accept()[0],
            listening.accept()[0] as other,
        ):
            assert break_off("{}:{}".format(*first.getsockname()))
            assert first.recv(1) == b""
            other.sendall(b"x")
            assert second.recv(1) == b"x"


def test_looking_for_a_connection_leaves_nothing_open() -> None:
    reading, writing = os.pipe()  # no sockets, so they are left alone
    before = sorted(Path("/dev/fd").iterdir())
    assert not break_off("127.0.0.1:1")
    assert sorted(Path("/dev/fd").iterdir()) == before
    os.close(reading)
    os.close(writing)
