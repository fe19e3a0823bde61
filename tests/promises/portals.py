"""What four harvesters do with a catalogue, step by step, as their sources say.

Each function plays one of them against anything that answers like a server, and returns what it
would have taken. What would make the harvester give up is an assertion here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace, URIRef
from rdflib.term import Node

HYDRA: Final = Namespace("http://www.w3.org/ns/hydra/core#")

LIMIT_BYTES: Final = 50 * 1024 * 1024
"""ckanext-dcat reads no larger file."""

RDFLIB_NAMES: Final = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
}
SUFFIXES: Final = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}


@dataclass(frozen=True)
class Answer:
    """What a server said; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers["content-type"].partition(";")[0]


Ask: TypeAlias = Callable[[str, str, Mapping[str, str]], Answer]
"""Method, absolute address, headers → answer."""


@dataclass
class Harvest:
    """What a run took: address → page as it came, and the datasets by their identifier."""

    pages: dict[str, bytes] = field(default_factory=dict)
    datasets: dict[str, Graph] = field(default_factory=dict)


def ckan(ask: Ask, address: str) -> Harvest:
    """Harvest as ckanext-dcat 2.3 does, and GovData on top of it: HEAD first, no Accept."""
    headers = {"Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    harvest = Harvest()
    rdf_format, following, first_text = "", address, ""
    while following:
        head = ask("HEAD", following, headers)
        assert head.status < 400
        assert int(head.headers.get("content-length", "0")) <= LIMIT_BYTES
        got = ask("GET", following, headers)
        assert got.status == 200
        text = got.body.decode("utf-8")
        if text == first_text:
            break
        first_text = first_text or text
        # The first page's type is kept for all others.
        rdf_format = rdf_format or RDFLIB_NAMES[got.media_type]
        graph = Graph().parse(data=text, format=rdf_format)
        harvest.pages[following] = got.body
        for dataset in graph.subjects(RDF.type, DCAT.Dataset):
            take(harvest, graph, dataset, str(dataset))
        following = ckan_next(graph)
    return harvest


def ckan_next(graph: Graph) -> str:
    """Find the next page: any node of either type that names one wins."""
    for kind, predicate in (
        (HYDRA.PartialCollectionView, HYDRA.next),
        (HYDRA.PagedCollection, HYDRA.nextPage),
    ):
        for page in graph.subjects(RDF.type, kind):
            for following in graph.objects(page, predicate):
                return str(following)
    return ""


def piveau(ask: Ask, address: str) -> Harvest:
    """Harvest as piveau's importing-rdf does: GET alone; the type and the total must be there."""
    harvest = Harvest()
    following = address
    while following:
        got = ask("GET", following, {})
        assert 200 <= got.status < 300
        graph = Graph().parse(data=got.body, format=RDFLIB_NAMES[got.media_type])
        harvest.pages[following] = got.body
        for dataset in graph.subjects(RDF.type, DCAT.Dataset):
            identifier = graph.value(dataset, DCTERMS.identifier)
            take(harvest, graph, dataset, str(identifier or dataset))
        following = piveau_next(graph)
    return harvest


def piveau_next(graph: Graph) -> str:
    for kind, predicate in (
        (HYDRA.PagedCollection, HYDRA.nextPage),
        (HYDRA.PartialCollectionView, HYDRA.next),
    ):
        page = graph.value(None, RDF.type, kind)
        if page is not None:
            total = graph.value(page, HYDRA.totalItems)
            assert total is not None
            int(total)
            return str(graph.value(page, predicate) or "")
    return ""


def udata(ask: Ask, address: str) -> Harvest:
    """Harvest as udata does: the format by the address, else by HEAD; identifiers are needed."""
    headers = {"User-Agent": "uData/0.1 dcat"}
    suffix = urlsplit(address).path.rpartition(".")[2]
    if suffix in SUFFIXES:
        rdf_format = SUFFIXES[suffix]
    else:
        rdf_format = RDFLIB_NAMES[ask("HEAD", address, headers).media_type]
    harvest = Harvest()
    following = address
    while following:
        got = ask("GET", following, headers)
        assert got.status == 200
        graph = Graph().parse(data=got.body, format=rdf_format)
        harvest.pages[following] = got.body
        for dataset in graph.subjects(RDF.type, DCAT.Dataset):
            identifier = graph.value(dataset, DCTERMS.identifier)
            assert identifier is not None
            take(harvest, graph, dataset, str(identifier))
        following = ckan_next(graph)
    return harvest


def take(harvest: Harvest, graph: Graph, dataset: Node, identifier: str) -> None:
    assert identifier not in harvest.datasets, f"{identifier} is on two pages"
    taken = Graph()
    for triple in described(graph, dataset, set()):
        taken.add(triple)
    harvest.datasets[identifier] = taken


def described(graph: Graph, this: Node, seen: set[Node]) -> Iterator[tuple[Node, Node, Node]]:
    """Extract what a page says of a dataset, as GovData does before it validates."""
    if this in seen:
        return
    seen.add(this)
    for predicate, value in graph.predicate_objects(this):
        yield this, predicate, value
        if isinstance(value, URIRef) and (value, RDF.type, DCAT.Dataset) not in graph:
            yield from described(graph, value, seen)
