"""Read the catalogue's file, and compose of it what harvesters ask for: a page, an entry. Pure.

A page is complete in itself: the catalogue, the page's entries with all that describes them, and
class and scheme of every concept that occurs, since a validator sees nothing else. What can be
fetched (downloads, pages, endpoints) gets the server's own address; IRIs stay what they are.

Source: https://www.w3.org/TR/vocab-dcat-3/, https://www.hydra-cg.com/spec/latest/core/
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.namespaces import BASE
from kg.publication.authorities import CLASSES, labels_of, scheme_of
from kg.publication.catalogue import CATALOG, WHOLE
from kg.publication.statements import node, texts

ADDRESSES: Final = frozenset(
    node(name)
    for name in (
        "dcat:accessURL",
        "dcat:downloadURL",
        "dcat:endpointDescription",
        "dcat:endpointURL",
        "dcat:landingPage",
        "foaf:homepage",
        "foaf:page",
        "vcard:hasURL",
    )
)
"""Properties whose values are fetched, not talked about."""

_TYPE: Final = node("rdf:type")
_DATASET_CLASS: Final = node("dcat:Dataset")
_SERVES: Final = node("dcat:servesDataset")
_NAMING: Final = frozenset({node("dcat:dataset"), node("dcat:service"), _SERVES})
_MODIFIED: Final = node("dcterms:modified")
_SCHEME: Final = node("skos:inScheme")
_TITLE: Final = node("dcterms:title")
_CLASSES: Final = MappingProxyType({node(p): node(c) for p, c in CLASSES.items()})
_NAMED_BY: Final = MappingProxyType(
    {
        node("skos:Concept"): node("skos:prefLabel"),
        node("skos:ConceptScheme"): node("dcterms:title"),
    }
)
"""Class → what its members are named by."""

Address = Callable[[str], str]
"""Makes of a path, such as `/sparql`, where it is fetched."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dataset of the catalogue.

    Attributes:
        iri: of the dataset.
        titles: language → title.
        modified: the day on which it was changed last, ISO; empty where nobody says.
    """

    iri: NamedNode
    titles: Mapping[str, str]
    modified: str


@dataclass(frozen=True, slots=True)
class _Node:
    """What is said of one subject, sorted by what a page does with it.

    Attributes:
        plain: statements that stand on a page as they are.
        naming: statements that name a dataset or service; they stand where that is described.
        fetched: statements whose value is a path of the server.
        neighbours: what else describes the subject; other datasets do not.
        kinds: values of which a page says what they are.
    """

    plain: tuple[Triple, ...]
    naming: tuple[Triple, ...]
    fetched: tuple[tuple[Triple, str], ...]
    neighbours: tuple[NamedNode, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue of a release.

    Attributes:
        entries: the dataset as a whole first, the others by IRI.
    """

    entries: tuple[Entry, ...]
    _nodes: Mapping[NamedNode, _Node]
    _kinds: Mapping[str, tuple[Triple, ...]]

    @classmethod
    def read(cls, data: bytes) -> "Catalogue":
        """Read the file that `catalogue_file` wrote.

        Raises:
            SyntaxError: it is no N-Triples.
        """
        said: dict[NamedNode, list[Triple]] = {}
        for quad in parse(data, RdfFormat.N_TRIPLES):
            if isinstance(quad.subject, NamedNode):
                said.setdefault(quad.subject, []).append(quad.triple)
        datasets = {
            subject
            for subject, triples in said.items()
            if any(t.predicate == _TYPE and t.object == _DATASET_CLASS for t in triples)
        }
        described = said.keys() - datasets - {CATALOG}
        kinds: dict[str, dict[Triple, None]] = {}
        nodes = {this: _node_of(triples, described, kinds) for this, triples in said.items()}
        ordered = sorted(datasets, key=lambda iri: (iri != WHOLE, iri.value))
        entries = tuple(_entry(iri, said[iri]) for iri in ordered)
        return cls(entries, nodes, {value: tuple(held) for value, held in kinds.items()})

    def described(self, entries: Sequence[Entry], address: Address) -> list[Triple]:
        """Describe the catalogue with *entries* and no others.

        Args:
            entries: those of one page.
            address: where a path of the server is fetched.

        Returns:
            Statements; the catalogue's come first, all of one subject stand together.
        """
        found = self._reached([entry.iri for entry in entries])
        catalog = self._nodes.get(CATALOG)
        if catalog is None:
            return []
        # A service of which no dataset is on this page would name one that is not described.
        agents = [each for each in catalog.neighbours if not self._serves(each)]
        return self._written({CATALOG: None} | found | self._reached(agents), address)

    def entry(self, iri: str, address: Address) -> list[Triple]:
        """Describe one entry; nothing where there is no such entry."""
        wanted = next((entry.iri for entry in self.entries if entry.iri.value == iri), None)
        if wanted is None:
            return []
        return self._written(self._reached([wanted]), address)

    def _reached(self, roots: Iterable[NamedNode]) -> dict[NamedNode, None]:
        """Collect the *roots* and whatever describes them, each root's own behind it."""
        found: dict[NamedNode, None] = {}
        for root in roots:
            waiting = [root]
            while waiting:
                this = waiting.pop()
                if this not in found:
                    found[this] = None
                    waiting.extend(reversed(self._nodes[this].neighbours))
        return found

    def _serves(self, this: NamedNode) -> bool:
        return any(triple.predicate == _SERVES for triple in self._nodes[this].naming)

    def _written(self, found: Mapping[NamedNode, None], address: Address) -> list[Triple]:
        written: list[Triple] = []
        kinds: dict[str, None] = {}
        more: dict[Triple, None] = {}
        for this in found:
            held = self._nodes[this]
            written += held.plain
            written += (t for t in held.naming if t.object in found)
            kinds |= dict.fromkeys(held.kinds)
            for triple, path in held.fetched:
                value = NamedNode(address(path))
                written.append(Triple(triple.subject, triple.predicate, value))
                more |= dict.fromkeys(_kinds_of(triple.predicate, value))
        for known in sorted(kinds):
            written += self._kinds[known]
        return written + sorted(more, key=str)


def _node_of(
    triples: Iterable[Triple],
    described: Set[NamedNode],
    kinds: dict[str, dict[Triple, None]],
) -> _Node:
    plain: list[Triple] = []
    naming: list[Triple] = []
    fetched: list[tuple[Triple, str]] = []
    neighbours: list[NamedNode] = []
    own: dict[str, None] = {}
    for triple in triples:
        value = triple.object
        if not isinstance(value, NamedNode):
            plain.append(triple)
            continue
        if triple.predicate in ADDRESSES and value.value.startswith(BASE):
            fetched.append((triple, "/" + value.value.removeprefix(BASE)))
            continue
        (naming if triple.predicate in _NAMING else plain).append(triple)
        if value in described:
            neighbours.append(value)
        if known := tuple(_kinds_of(triple.predicate, value)):
            kinds.setdefault(value.value, {}).update(dict.fromkeys(known))
            own[value.value] = None
    return _Node(tuple(plain), tuple(naming), tuple(fetched), tuple(neighbours), tuple(own))


def _kinds_of(predicate: NamedNode, value: NamedNode) -> Iterator[Triple]:
    """Say of a value what validators want to know of it: class, name, scheme."""
    kind = _CLASSES.get(predicate)
    if kind is not None:
        yield Triple(value, _TYPE, kind)
    if (named_by := _NAMED_BY.get(kind) if kind else None) is not None:
        for text in texts(*labels_of(value.value)):
            yield Triple(value, named_by, text)
    if (scheme := scheme_of(value.value)) is not None:
        yield Triple(value, _SCHEME, NamedNode(scheme))


def _entry(iri: NamedNode, said: Iterable[Triple]) -> Entry:
    titles: dict[str, str] = {}
    modified = ""
    for triple in said:
        if not isinstance(triple.object, Literal):
            continue
        if triple.predicate == _TITLE:
            titles[triple.object.language or ""] = triple.object.value
        elif triple.predicate == _MODIFIED:
            modified = triple.object.value[:10]
    return Entry(iri, MappingProxyType(titles), modified)


def paging(this: NamedNode, total: int, size: int, links: Mapping[str, str]) -> Iterator[Triple]:
    """Say which page this is, for harvesters of both generations of Hydra.

    Args:
        this: the page.
        total: how many datasets there are on all pages.
        size: how many at most on each.
        links: `first`, `last`, `previous`, `next` → address; only those that there are.
    """
    yield Triple(this, _TYPE, node("hydra:PagedCollection"))
    yield Triple(this, _TYPE, node("hydra:PartialCollectionView"))
    integer = node("xsd:integer")
    yield Triple(this, node("hydra:totalItems"), Literal(str(total), datatype=integer))
    yield Triple(this, node("hydra:itemsPerPage"), Literal(str(size), datatype=integer))
    for name, link in links.items():
        yield Triple(this, node(f"hydra:{name}"), NamedNode(link))
        yield Triple(this, node(f"hydra:{name}Page"), NamedNode(link))
