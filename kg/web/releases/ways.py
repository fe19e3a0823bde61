"""The ways to the data for programs: what each is for, its address, and a line to try it. Pure."""

import shlex
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from kg.namespaces import BASE
from kg.web.wire.links import Links

_QUERY: Final = "SELECT ?class (COUNT(*) AS ?n) { ?thing a ?class } GROUP BY ?class"


@dataclass(frozen=True, slots=True)
class Example:
    """A thing by which the ways are shown."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the data.

    Attributes:
        key: names it; its words are those of `way-<key>`.
        path: of its address.
        url: its address.
        line: a command that works as it stands.
    """

    key: str
    path: str
    url: str
    line: str


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    path: str
    rule: str
    asked: str = ""
    options: tuple[str, ...] = ()


def ways(links: Links, rules: Container[str], example: Example | None) -> tuple[Way, ...]:
    """List the ways whose rule is among *rules*, the routes that there are."""
    return tuple(
        Way(
            kind.key,
            kind.path,
            links.url(kind.path),
            shlex.join(["curl", *kind.options, links.url(kind.asked or kind.path)]),
        )
        for kind in _kinds(example)
        if kind.rule in rules
    )


def _kinds(example: Example | None) -> Iterator[_Kind]:
    yield _Kind(
        "sparql",
        "/sparql",
        "/sparql",
        options=("-H", "Accept: text/csv", "--data-urlencode", f"query={_QUERY}"),
    )
    if example is not None:
        path = "/" + example.iri.removeprefix(BASE)
        yield _Kind("thing", path, "/id/<path:local>", options=_taking("text/turtle", "-L"))
        words = urlencode({"q": example.label}, quote_via=quote)
        asked = f"/search?{words}"
        yield _Kind("search", "/search", "/search", asked, _taking("application/json"))
    yield _Kind("catalog", "/catalog", "/catalog", options=_taking("text/turtle"))
    yield _Kind("oai", "/oai", "/oai", "/oai?verb=ListRecords&metadataPrefix=oai_dc")
    yield _Kind("void", "/.well-known/void", "/.well-known/void", options=("-L",))
    yield _Kind("ldes", "/ldes", "/ldes", options=_taking("text/turtle"))
    yield _Kind("reconcile", "/reconcile", "/reconcile")
    yield _Kind("questions", "/q", "/q", options=_taking("application/json"))
    yield _Kind("model", "/ns", "/ns", options=_taking("text/turtle"))
    yield _Kind("shapes", "/shapes", "/shapes", options=_taking("text/turtle"))
    yield _Kind("sitemap", "/sitemap.xml", "/sitemap.xml")


def _taking(media_type: str, *others: str) -> tuple[str, ...]:
    return (*others, "-H", f"Accept: {media_type}")
