"""Break off a client's connection, so that a half answer can never look like a whole one.

The server in front has no word for it: it ends whatever it was given in good order. So the socket
is found among this process's own by the client's address, and shut down.
"""

import os
import socket
from pathlib import Path
from typing import Final

from kg.web.transport.wsgi_call import split_address

_DESCRIPTORS: Final = Path("/dev/fd")
_FAMILIES: Final = (socket.AF_INET, socket.AF_INET6)


def break_off(client: str) -> bool:
    """Shut down the connection from *client*, such as `127.0.0.1:4711`; say whether it was there.

    Source: RFC 9112, 8: a chunked message without its last chunk is incomplete.
    """
    address = split_address(client)
    return any(_shut(int(entry.name), address) for entry in _DESCRIPTORS.iterdir())


def _shut(descriptor: int, client: tuple[str, int]) -> bool:
    try:
        own = os.dup(descriptor)
    except OSError:
        return False  # closed meanwhile
    try:
        connection = socket.socket(fileno=own)
    except OSError:
        os.close(own)  # not a socket
        return False
    with connection:
        try:
            if connection.family not in _FAMILIES or connection.getpeername()[:2] != client:
                return False
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return False
        return True
