"""Who asks: the address of the client behind the proxies that are trusted. Pure: knows no Flask.

What comes out decides whose share of query seconds a query uses, and nothing else. Logs get only a
keyed hash of it (`kg/web/operating/logs.py`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

UNKNOWN: Final = "unknown"
"""The client where no address is known: all of them share. Empty would mean the house itself."""

X_FORWARDED_FOR: Final = "X-Forwarded-For"
FORWARDED: Final = "Forwarded"

_WITH_PORT: Final = re.compile(r"\[(?P<v6>[^\]]*)\](?::\d+)?|(?P<v4>[^:]*):\d+")
_FOR: Final = re.compile(
    r'(?:^|;)\s*for\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^;\s]*))', re.IGNORECASE
)
_MAX_LENGTH: Final = 100
"""Of an address with zone and port; longer ones are junk, and not remembered."""

_SITE_BITS: Final = 64
"""What one household or firm is given of IPv6; inside it, a client changes address at will."""


@dataclass(frozen=True, slots=True)
class ProxyRule:
    """How many proxies stand in front, and where they write whom they answer.

    Attributes:
        trusted: how many addresses, counted from the server, are those of our own proxies.
        header: the one header in which they do it; the other one is the client's own talk.
    """

    trusted: int = 0
    header: str = X_FORWARDED_FOR


def client_of(peer: str, header: str, rule: ProxyRule) -> str:
    """Say whose request this is.

    Args:
        peer: the address at the other end of the connection (`REMOTE_ADDR`); may be empty.
        header: the value of the rule's header, several lines joined by commas; empty if none.
        rule: which of it is believed.

    Returns:
        An IPv4 address, an IPv6 network of 64 bits, or `UNKNOWN`. Where the header is shorter than
        the rule has it, or holds junk in the place that counts, it is *peer*: then clients share
        what a proxy is given, but none takes a name that is not its own.

    Source: https://www.rfc-editor.org/rfc/rfc7239#section-5.2
    """
    if rule.trusted > 0 and header:
        entries = header.rsplit(",", rule.trusted)[-rule.trusted :]
        if len(entries) == rule.trusted:
            named = _named(entries[0], rule.header)
            if named:
                return named
    return unit_of(peer) or UNKNOWN


def is_local(peer: str) -> bool:
    """Say whether *peer* is this machine."""
    address = _address(peer)
    return address is not None and address.is_loopback


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """Reduce an address, with or without port, to the unit of fairness; empty if it is junk."""
    address = _address(text)
    if address is None:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    site = int(address) >> (128 - _SITE_BITS) << (128 - _SITE_BITS)
    return f"{IPv6Address(site)}/{_SITE_BITS}"


def _named(entry: str, header: str) -> str:
    if header == X_FORWARDED_FOR:
        named = entry.strip()
    else:
        found = _FOR.search(entry)
        named = (found["quoted"] or found["bare"] or "") if found else ""
    return unit_of(named) if len(named) <= _MAX_LENGTH else ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    with_port = _WITH_PORT.fullmatch(text)
    bare = (with_port["v6"] or with_port["v4"] or "") if with_port else text
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
