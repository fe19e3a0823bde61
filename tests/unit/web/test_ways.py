"""The ways to the data: addresses, and commands that can be pasted."""

import shlex

from kg.web.releases.ways import Example, ways
from kg.web.wire.links import Links

LINKS = Links("https://daten.example/graph")
EVERYTHING = {"/sparql", "/id/<path:local>", "/search", "/oai"}


def test_only_routes_that_there_are_are_told() -> None:
    assert [way.key for way in ways(LINKS, {"/sparql", "/ns"}, None)] == ["sparql", "model"]


def test_a_name_with_blanks_and_quotes_stays_one_word() -> None:
    example = Example("https://w3id.org/foerdergraph/id/gemeinde/05962024", 'It\'s "$(id)" ö & b')
    found = {way.key: way for way in ways(LINKS, EVERYTHING, example)}
    words = shlex.split(found["search"].line)
    assert (
        words[-1]
        == "https://daten.example/graph/search?q=It%27s%20%22%24%28id%29%22%20%C3%B6%20%26%20b"
    )
    assert found["thing"].url == "https://daten.example/graph/id/gemeinde/05962024"


def test_a_line_quotes_what_a_shell_would_read() -> None:
    (way,) = ways(LINKS, {"/oai"}, None)
    assert way.url == "https://daten.example/graph/oai"
    assert (
        way.line == "curl 'https://daten.example/graph/oai?verb=ListRecords&metadataPrefix=oai_dc'"
    )
