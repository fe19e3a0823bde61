"""A release's name in what it says of itself."""

from kg.publication.versions import UNVERSIONED, with_version

NAME = b'<http://a> <http://www.w3.org/ns/dcat#version> "%b" .'


def test_the_name_takes_the_place_of_the_placeholder_and_nothing_else_changes() -> None:
    lines = [NAME % UNVERSIONED.encode(), b'<http://b> <http://p> "0000" .']
    assert with_version(lines, "2026.01.02-0123abcd") == [
        NAME % b"2026.01.02-0123abcd",
        b'<http://b> <http://p> "0000" .',
    ]


def test_lines_stay_sorted_where_the_name_moves_one() -> None:
    address = b"<http://a/%b/x> <http://p> <http://o> ."
    lines = [address % UNVERSIONED.encode(), address % b"1"]
    assert with_version(lines, "2026.01.02-0123abcd") == [
        address % b"1",
        address % b"2026.01.02-0123abcd",
    ]
