"""Describe the files in which a dataset is given, as distributions of its catalogue entry. Pure.

A file's length and hash cannot stand in the graph that the file is made of; they are added to the
catalogue's own file (`catalogue_file`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.formats import JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE
from kg.namespaces import BASE
from kg.publication.authorities import EU
from kg.publication.dumps import dump_name
from kg.publication.statements import Sheet, node, texts
from kg.publication.versions import UNVERSIONED
from kg.queries import QueryFile

DUMPS: Final = f"{BASE}dumps/"
LATEST: Final = f"{DUMPS}latest/"

_FILE_TYPES: Final = f"{EU}file-type/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_SPARQL: Final = node("dienst:sparql")

_WITH_GRAPHS: Final = (
    "Mit benannten Graphen: jede Angabe steht in dem ihrer Quelle.",
    "With named graphs: every statement stands in that of its source.",
)
_UNION: Final = (
    "Alle Graphen vereinigt; woher eine Angabe stammt, sagt dcterms:source.",
    "All graphs merged; dcterms:source says where a statement comes from.",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that is given for download.

    Attributes:
        key: tells it from the other files of the same dataset, such as `nq`.
        file: its name below the folder of dumps.
        file_type: its name in the EU's list of file types.
        media_type: of what is in it, packed or not.
        titles: German and English.
        descriptions: likewise; may be empty.
        is_packed: whether it is compressed with gzip.
    """

    key: str
    file: str
    file_type: str
    media_type: str
    titles: tuple[str, str]
    descriptions: tuple[str, str] = ("", "")
    is_packed: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms files are given.

    Attributes:
        licence: its IRI in the list of DCAT-AP.de.
        rights: the same in words, and what else there is.
        credit: how the source wants to be named, in German and English.
    """

    licence: NamedNode
    rights: tuple[Literal, ...]
    credit: tuple[str, str]


WHOLE_OFFERS: Final = tuple(
    Offer(
        written.suffix,
        dump_name(written),
        file_type,
        written.media_type,
        (f"Fördergraph als {name} (gzip)", f"Fördergraph as {name} (gzip)"),
        words,
        is_packed=True,
    )
    for written, file_type, name, words in (
        (N_QUADS, "RDF_N_QUADS", "N-Quads", _WITH_GRAPHS),
        (TRIG, "RDF_TRIG", "TriG", _WITH_GRAPHS),
        (JSON_LD, "JSON_LD", "JSON-LD", _WITH_GRAPHS),
        (TURTLE, "RDF_TURTLE", "Turtle", _UNION),
        (N_TRIPLES, "RDF_N_TRIPLES", "N-Triples", _UNION),
    )
)
"""The whole dataset, in each format."""


def table_offers(tables: Sequence[QueryFile]) -> tuple[Offer, ...]:
    """Offer the tables that the queries *tables* make; each has its columns described beside it."""
    return tuple(
        Offer(
            f"csv-{table.name}",
            f"tables/{table.name}.csv",
            "CSV",
            "text/csv",
            (f"{table.title('de')} (CSV)", f"{table.title('en')} (CSV)"),
            (
                f"{_about(table, 'de')} Was die Spalten bedeuten, steht nach CSVW in "
                f"{table.name}.csv-metadata.json daneben.",
                f"{_about(table, 'en')} What the columns mean is said by CSVW in "
                f"{table.name}.csv-metadata.json beside it.",
            ),
        )
        for table in tables
    )


def map_offers(maps: Sequence[QueryFile]) -> tuple[Offer, ...]:
    """Offer the maps that the queries *maps* make."""
    return tuple(
        Offer(
            f"geojson-{drawn.name}",
            f"{drawn.name}.geojson",
            "GEOJSON",
            "application/geo+json",
            (f"{drawn.title('de')} (GeoJSON)", f"{drawn.title('en')} (GeoJSON)"),
            (_about(drawn, "de"), _about(drawn, "en")),
        )
        for drawn in maps
    )


def _about(query: QueryFile, language: str) -> str:
    return query.headers.get(f"about.{language}", "") or query.title(language)


def distribution(entry: NamedNode, key: str) -> NamedNode:
    """Name the distribution *key* of *entry*."""
    return node(f"distribution:{entry.value.rpartition('/')[2]}-{key}")


def describe_offer(
    sheet: Sheet, entry: NamedNode, offer: Offer, terms: Terms, address: str
) -> None:
    """Describe *offer* as a distribution of *entry*.

    Args:
        sheet: takes the statements.
        entry: the dataset.
        offer: the file.
        terms: under which it is given.
        address: where it is downloaded, besides the one of the newest release.
    """
    this = distribution(entry, offer.key)
    _begin(sheet, entry, this, offer.titles, terms)
    if offer.descriptions != ("", ""):
        sheet.say(this, "dcterms:description", *texts(*offer.descriptions))
    sheet.say(this, "dcat:accessURL", NamedNode(LATEST + offer.file))
    sheet.say(this, "dcat:downloadURL", NamedNode(address))
    sheet.say(this, "dcterms:format", NamedNode(_FILE_TYPES + offer.file_type))
    sheet.say(this, "dcat:mediaType", NamedNode(_MEDIA_TYPES + offer.media_type))
    if offer.is_packed:
        sheet.say(this, "dcat:compressFormat", NamedNode(f"{_MEDIA_TYPES}application/gzip"))
    sheet.say(this, "adms:status", NamedNode(f"{EU}distribution-status/COMPLETED"))


def describe_endpoint(sheet: Sheet, entry: NamedNode, terms: Terms) -> None:
    """Describe the SPARQL endpoint as a distribution of *entry*.

    It has no address for download, and its address is the endpoint's (DCAT-AP.de, convention 33).
    """
    this = distribution(entry, "sparql")
    titles = ("Fördergraph über SPARQL", "Fördergraph by SPARQL")
    _begin(sheet, entry, this, titles, terms)
    sheet.say(this, "dcat:accessService", _SPARQL)
    sheet.say(this, "dcat:accessURL", NamedNode(f"{BASE}sparql"))
    sheet.say(this, "dcterms:conformsTo", NamedNode("https://www.w3.org/TR/sparql11-protocol/"))
    sheet.say(this, "dcterms:format", NamedNode(f"{_FILE_TYPES}SPARQLQ"))


def of_this_release(file: str) -> str:
    """Return the address of a file that never changes: the one of this very release."""
    return f"{DUMPS}{UNVERSIONED}/{file}"


def of_newest_release(file: str) -> str:
    """Return the address of a file that stays the same from release to release."""
    return LATEST + file


def _begin(
    sheet: Sheet, entry: NamedNode, this: NamedNode, titles: tuple[str, str], terms: Terms
) -> None:
    sheet.say(entry, "dcat:distribution", this)
    sheet.say(this, "rdf:type", node("dcat:Distribution"))
    sheet.say(this, "rdfs:label", *texts(*titles))
    sheet.say(this, "dcterms:title", *texts(*titles))
    sheet.say(this, "dcterms:license", terms.licence)
    sheet.say(this, "dcterms:rights", *terms.rights)
    sheet.say(this, "dcatde:licenseAttributionByText", *texts(*terms.credit))
    availability = NamedNode(f"{EU}planned-availability/STABLE")
    sheet.say(this, "dcatap:availability", availability)
