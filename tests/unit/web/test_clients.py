"""Whose request it is: what is believed of headers, and what is not."""

import pytest

from kg.web.operating.clients import FORWARDED, UNKNOWN, ProxyRule, client_of, is_local

NO_PROXY = ProxyRule()
ONE = ProxyRule(1)
TWO = ProxyRule(2)
ONE_FORWARDED = ProxyRule(1, FORWARDED)


@pytest.mark.parametrize(
    ("peer", "header", "rule", "client"),
    [
        ("192.0.2.1", "", NO_PROXY, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", NO_PROXY, "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", ONE, "198.51.100.7"),
        ("127.0.0.1", "", ONE, "127.0.0.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.7", ONE, "198.51.100.7"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.1", TWO, "198.51.100.7"),
        ("10.0.0.9", "198.51.100.7", TWO, "10.0.0.9"),
        ("127.0.0.1", "198.51.100.7:4711", ONE, "198.51.100.7"),
        ("127.0.0.1", "[2001:db8:1:2:3::4]:4711", ONE, "2001:db8:1:2::/64"),
        ("127.0.0.1", "junk", ONE, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7,", ONE, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7\r\nX: y", ONE, "127.0.0.1"),
        ("127.0.0.1", 'for=198.51.100.7;proto=https;by="_a"', ONE_FORWARDED, "198.51.100.7"),
        ("127.0.0.1", 'For="[2001:db8:cafe::17]:4711"', ONE_FORWARDED, "2001:db8:cafe::/64"),
        ("127.0.0.1", "for=6.6.6.6, proto=http; for=198.51.100.7", ONE_FORWARDED, "198.51.100.7"),
        ("127.0.0.1", "for=unknown", ONE_FORWARDED, "127.0.0.1"),
        ("127.0.0.1", "for=_hidden", ONE_FORWARDED, "127.0.0.1"),
        ("127.0.0.1", "before=6.6.6.6", ONE_FORWARDED, "127.0.0.1"),
        ("2001:db8:1:2:aaaa::1", "", NO_PROXY, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "", NO_PROXY, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", NO_PROXY, "192.0.2.1"),
        ("fe80::1%eth0", "", NO_PROXY, "fe80::/64"),
        ("", "", NO_PROXY, UNKNOWN),
        ("", "198.51.100.7", NO_PROXY, UNKNOWN),
    ],
)
def test_a_client_is_who_our_own_proxies_say(
    peer: str, header: str, rule: ProxyRule, client: str
) -> None:
    assert client_of(peer, header, rule) == client


def test_nobody_is_taken_for_the_house_itself() -> None:
    """The empty client has no limit; no request may come to be it."""
    assert all(client_of(peer, header, ONE) for peer in ("", "x") for header in ("", ",", "x,,"))


def test_a_long_header_is_not_read_from_its_far_end() -> None:
    assert client_of("127.0.0.1", "6.6.6.6," * 10_000 + "198.51.100.7", ONE) == "198.51.100.7"


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_local(peer: str) -> None:
    assert is_local(peer)


@pytest.mark.parametrize("peer", ["", "10.0.0.1", "2001:db8::1", "localhost"])
def test_others_are_not_local(peer: str) -> None:
    assert not is_local(peer)
