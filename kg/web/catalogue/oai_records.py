"""The records that OAI-PMH gives of a release, and what each of them says. Knows no Flask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Triple

from kg.engine import graph_written
from kg.formats import RDF_XML
from kg.publication.catalogue import CATALOG, WHOLE
from kg.publication.catalogue_pages import Catalogue
from kg.publication.dublin_core import dublin_core
from kg.publication.statements import node
from kg.release import Release
from kg.release.datestamps import Datestamp
from kg.web.catalogue.oai_protocol import DCAT_AP, Selection
from kg.web.catalogue.oai_xml import Header, embedded, oai_dc

SETS: Final = MappingProxyType(
    {
        "whole": "Der Datensatz als Ganzes / The dataset as a whole",
        "sources": "Die einzelnen Quellen / Its single sources",
    }
)

_UNKNOWN: Final = "1970-01-01"
_EMAIL: Final = node("vcard:hasEmail")
_TITLE: Final = node("dcterms:title")

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Holdings:
    """All records of a release, and those that were deleted before it.

    Attributes:
        version: of the release.
        catalogue: its entries.
        headers: by identifier; what there is first, in the catalogue's order.
        earliest: no record has an earlier datestamp.
        is_remembering: whether deletions are known.
    """

    version: str
    catalogue: Catalogue
    headers: Mapping[str, Header]
    earliest: str
    is_remembering: bool

    @classmethod
    def of(
        cls, release: Release, catalogue: Catalogue, stamps: Mapping[str, Datestamp]
    ) -> "Holdings":
        """Put together what a release gives.

        Args:
            release: that is asked.
            catalogue: its catalogue.
            stamps: of each entry there ever was; none where no history is kept.
        """
        day = f"{release.manifest.date or _UNKNOWN}T00:00:00Z"
        headers = {}
        for entry in catalogue.entries:
            iri = entry.iri.value
            at = stamps[iri].at if iri in stamps else day
            headers[iri] = Header(iri, at, _sets_of(iri))
        for iri, stamp in stamps.items():
            if iri not in headers and stamp.is_deleted:
                headers[iri] = Header(iri, stamp.at, _sets_of(iri), is_deleted=True)
        earliest = min((header.datestamp for header in headers.values()), default=day)
        return cls(release.version, catalogue, headers, earliest, bool(stamps))

    def select(self, selection: Selection) -> list[Header]:
        """List the records that are asked for; deleted ones are among them (2.5.1)."""
        return [
            header
            for header in self.headers.values()
            if (not selection.set or selection.set in header.sets)
            and selection.since <= header.datestamp
            and (not selection.until or header.datestamp <= selection.until)
        ]

    def metadata(self, identifier: str, prefix: str, address: Address) -> str:
        """Write what a record says, in a metadata format."""
        described = self.catalogue.entry(identifier, address)
        if prefix == DCAT_AP:
            return embedded(graph_written(described, RDF_XML).decode("utf-8"))
        return oai_dc(dublin_core(described, identifier))

    def name(self, address: Address) -> str:
        """Return what the catalogue is called, in both languages."""
        described = self.catalogue.described((), address)
        titles = _values(described, lambda triple: triple.subject == CATALOG, _TITLE)
        return " / ".join(titles)

    def email(self, address: Address) -> str:
        """Return where its administrator is reached: as the catalogue says, or as is usual.

        Source: https://www.rfc-editor.org/rfc/rfc2142#section-5
        """
        described = self.catalogue.entry(WHOLE.value, address)
        for given in _values(described, lambda _: True, _EMAIL):
            return given.removeprefix("mailto:")
        host = urlsplit(address("/")).hostname or ""
        return f"webmaster@{host if '.' in host else 'localhost.localdomain'}"


def _sets_of(iri: str) -> tuple[str, ...]:
    return ("whole",) if iri == WHOLE.value else ("sources",)


def _values(
    described: list[Triple], wanted: Callable[[Triple], bool], predicate: NamedNode
) -> list[str]:
    return [
        triple.object.value
        for triple in described
        if triple.predicate == predicate
        and wanted(triple)
        and isinstance(triple.object, NamedNode | Literal)
    ]
