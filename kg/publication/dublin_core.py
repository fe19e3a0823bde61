"""Say in the fifteen elements of Dublin Core what a catalogue entry says in DCAT. Pure.

Source: https://www.dublincore.org/specifications/dublin-core/dces/
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.publication.statements import node

Value = tuple[str, str, str]
"""An element, its text, and the language of that; empty where it has none."""

_DIRECT: Final = (
    ("title", "dcterms:title"),
    ("subject", "dcat:keyword"),
    ("description", "dcterms:description"),
    ("date", "dcterms:modified"),
    ("identifier", "dcterms:identifier"),
    ("identifier", "dcat:landingPage"),
    ("source", "foaf:page"),
    ("source", "dcterms:source"),
    ("relation", "dcterms:isPartOf"),
)
"""Elements whose texts stand in the entry itself."""

_NAMED: Final = (
    ("creator", "dcterms:creator", "foaf:name"),
    ("publisher", "dcterms:publisher", "foaf:name"),
    ("subject", "dcat:theme", "skos:prefLabel"),
)
"""Elements that are the names of what the entry leads to."""

_ORDER: Final = (
    "title", "creator", "subject", "description", "publisher", "date", "type", "format",
    "identifier", "source", "language", "relation", "coverage", "rights",
)  # fmt: skip

_LANGUAGES: Final = {"DEU": "de", "ENG": "en"}
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"

Subject = NamedNode | BlankNode | Triple
Object = Subject | Literal


def dublin_core(described: Iterable[Triple], entry: str) -> list[Value]:
    """Say what *described* says of *entry*, each text once, in the order of the elements.

    Args:
        described: everything that describes the entry.
        entry: the IRI of a dataset.
    """
    said: dict[tuple[Subject, NamedNode], list[Object]] = {}
    for triple in described:
        said.setdefault((triple.subject, triple.predicate), []).append(triple.object)
    found = dict.fromkeys(_values(said, NamedNode(entry)))
    return sorted(found, key=lambda value: _ORDER.index(value[0]))


_Said = dict[tuple[Subject, NamedNode], list[Object]]


def _values(said: _Said, this: NamedNode) -> Iterator[Value]:
    yield "type", "Dataset", ""
    for element, property_name in _DIRECT:
        for value in _of(said, this, property_name):
            yield _text(element, value)
    for element, property_name, name in _NAMED:
        for value in _of(said, this, property_name):
            for label in _of(said, value, name):
                yield _text(element, label)
    for value in _of(said, this, "dcterms:language"):
        code = _plain(value).rpartition("/")[2]
        yield "language", _LANGUAGES.get(code, code.lower()), ""
    for value in _of(said, this, "dcterms:spatial"):
        yield "coverage", _plain(value), ""
    for value in _of(said, this, "dcterms:temporal"):
        ends = [_of(said, value, name) for name in ("dcat:startDate", "dcat:endDate")]
        yield "coverage", "/".join(_plain(end[0]) if end else ".." for end in ends), ""
    for distribution in _of(said, this, "dcat:distribution"):
        yield from _of_distribution(said, distribution)


def _of_distribution(said: _Said, this: Object) -> Iterator[Value]:
    for value in _of(said, this, "dcat:mediaType"):
        yield "format", _plain(value).removeprefix(_MEDIA_TYPES), ""
    for value in _of(said, this, "dcterms:license"):
        yield "rights", _plain(value), ""
    for rights in _of(said, this, "dcterms:rights"):
        for label in _of(said, rights, "rdfs:label"):
            yield _text("rights", label)


def _of(said: _Said, this: Object, property_name: str) -> Sequence[Object]:
    if isinstance(this, Literal):
        return ()
    return sorted(said.get((this, node(property_name)), ()), key=str)


def _text(element: str, value: Object) -> Value:
    return element, _plain(value), (value.language or "") if isinstance(value, Literal) else ""


def _plain(value: Object) -> str:
    return value.value if isinstance(value, NamedNode | Literal) else str(value)
