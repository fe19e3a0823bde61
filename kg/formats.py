"""The one table of RDF and result formats: names, media types, suffixes, pyoxigraph's counterpart.

Negotiation, file reading, `--format`, link headers and the service description are derived from it.
Knows no HTTP and no file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

_W3C_LIST: Final = "http://www.w3.org/ns/formats/"


class Kind(Enum):
    """What a format can carry."""

    GRAPH = "graph"
    SOLUTIONS = "solutions"


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a graph or query results.

    Attributes:
        name: the short name of `--format` and of the `format` parameter.
        media_type: what is answered in `Content-Type`.
        aliases: media types by which clients also ask for it.
        suffixes: file suffixes without dot; the first is the one we write.
        also_named: further values of the `format` parameter that clients are known to send.
        codec: pyoxigraph's counterpart; None for solutions in a form of our own.
        is_negotiable: whether its media types stand for it; else it is chosen by name only.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...]
    suffixes: tuple[str, ...]
    also_named: tuple[str, ...]
    codec: RdfFormat | QueryResultsFormat | None
    is_negotiable: bool = True

    @property
    def kind(self) -> Kind:
        """Say whether graphs or solutions are written."""
        return Kind.GRAPH if isinstance(self.codec, RdfFormat) else Kind.SOLUTIONS

    @property
    def suffix(self) -> str:
        """Return the suffix that we write, without dot."""
        return self.suffixes[0]

    @property
    def content_type(self) -> str:
        """Return the `Content-Type`; every text type names its charset (RFC 2046, 4.1.2)."""
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type

    @property
    def iri(self) -> str:
        """Return the format's IRI in the W3C's list (https://www.w3.org/ns/formats/), or ""."""
        # pyoxigraph 0.5.13 names JSON-LD's in a folder that the list does not have.
        return _W3C_LIST + str(self.codec.iri).rpartition("/")[2] if self.codec else ""

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return the media type and its aliases, the proper one first."""
        return (self.media_type, *self.aliases)

    @property
    def words(self) -> tuple[str, ...]:
        """Return everything that names it in a `format` parameter."""
        names = (self.name, *self.also_named)
        return (*names, *self.suffixes, *self.media_types) if self.is_negotiable else names


TURTLE: Final = Format(
    "turtle",
    "text/turtle",
    ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    ("ttl",),
    ("ttl", "n3"),
    RdfFormat.TURTLE,
)
N_TRIPLES: Final = Format(
    "ntriples",
    "application/n-triples",
    ("text/plain",),
    ("nt",),
    ("nt", "n-triples"),
    RdfFormat.N_TRIPLES,
)
RDF_XML: Final = Format(
    "rdfxml",
    "application/rdf+xml",
    ("application/xml", "text/xml"),
    ("rdf", "owl"),
    ("rdf", "rdf+xml", "rdf/xml", "xml"),
    RdfFormat.RDF_XML,
)
JSON_LD: Final = Format(
    "jsonld",
    "application/ld+json",
    ("application/json",),
    ("jsonld",),
    ("json-ld", "json"),
    RdfFormat.JSON_LD,
)
TRIG: Final = Format(
    "trig", "application/trig", ("application/x-trig",), ("trig",), (), RdfFormat.TRIG
)
N_QUADS: Final = Format(
    "nquads", "application/n-quads", ("text/x-nquads",), ("nq",), ("nq", "n-quads"),
    RdfFormat.N_QUADS,
)  # fmt: skip

JSON: Final = Format(
    "json",
    "application/sparql-results+json",
    ("application/json", "text/javascript", "application/javascript"),
    ("srj", "json"),
    ("srj",),
    QueryResultsFormat.JSON,
)
XML: Final = Format(
    "xml",
    "application/sparql-results+xml",
    ("application/xml", "text/xml"),
    ("srx", "xml"),
    ("srx",),
    QueryResultsFormat.XML,
)
CSV: Final = Format("csv", "text/csv", (), ("csv",), (), QueryResultsFormat.CSV)
TSV: Final = Format(
    "tsv",
    "text/tab-separated-values",
    ("text/plain",),
    ("tsv",),
    (),
    QueryResultsFormat.TSV,
)

GEOJSON: Final = Format(
    "geojson", "application/geo+json", ("application/vnd.geo+json",), ("geojson",), (), None
)
CSV_EXCEL: Final = Format(
    "csv-excel", "text/csv", (), ("csv",), ("excel", "csv-excel-de"), None, is_negotiable=False
)
"""For Excel in German: `;` between cells, a comma in numbers."""

CSV_EXCEL_EN: Final = Format(
    "csv-excel-en", "text/csv", (), ("csv",), ("excel-en",), None, is_negotiable=False
)
"""For Excel in English: `,` between cells, a point in numbers."""

GRAPH_FORMATS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
"""In the order in which they are preferred where the client is indifferent."""

BOOLEAN_FORMATS: Final = (JSON, XML, CSV, TSV)
"""Likewise, for the answer of an ASK query."""

SOLUTION_FORMATS: Final = (*BOOLEAN_FORMATS, GEOJSON, CSV_EXCEL, CSV_EXCEL_EN)
"""Likewise, for the answer of a SELECT query."""

ALL_FORMATS: Final = GRAPH_FORMATS + SOLUTION_FORMATS


def format_named(word: str, offers: Iterable[Format]) -> Format | None:
    """Find the format that *word* means among *offers*; None where it means none of them.

    A word is a name, a further name, a suffix or a media type, in any case, with or without
    parameters: all that clients put into `format=`, `output=` and `results=`. The same word may
    mean different formats: `json` is JSON-LD for a graph.
    """
    wanted = word.partition(";")[0].strip().lower()
    for offer in offers:
        if wanted in offer.words:
            return offer
    return None


def format_of_file(path: PurePath) -> Format | None:
    """Tell the RDF format of a file by its suffix; a final `.gz` does not count."""
    suffixes = [suffix.removeprefix(".").lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == "gz":
        suffixes.pop()
    if not suffixes:
        return None
    by_suffix = {suffix: f for f in GRAPH_FORMATS for suffix in f.suffixes}
    return by_suffix.get(suffixes[-1])
