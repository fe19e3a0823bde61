"""Typed links between a page, what it is about and its data: FAIR Signposting. Pure.

Source: https://signposting.org/FAIR/
Source: https://www.rfc-editor.org/rfc/rfc9264
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.formats import JSON_LD, TRIG, TURTLE, Format
from kg.namespaces import GRAPHS, THINGS, VOCABULARY, expand

LINKSET_JSON: Final = "application/linkset+json"
LINKSET_TEXT: Final = "application/linkset"
LINKSET_SUFFIXES: Final = MappingProxyType({"json": LINKSET_JSON, "txt": LINKSET_TEXT})

LICENCE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
AUTHOR: Final = expand("stelle:foerdergraph")
DATASET: Final = expand("datensatz:foerdergraph")

_SCHEMA: Final = expand("schema:")
_ABOUT_PAGE: Final = f"{_SCHEMA}AboutPage"
_HTML: Final = "text/html"

SCHEMA_TYPES: Final = MappingProxyType(
    {
        "abfrage": "SoftwareSourceCode",
        "anteil": "MonetaryGrant",
        "aufruf": "FundingScheme",
        "betrag": "MonetaryAmount",
        "datensatz": "Dataset",
        "dienst": "WebAPI",
        "distribution": "DataDownload",
        "dokument": "DigitalDocument",
        "ereignis": "Event",
        "gemeinde": "City",
        "kreis": "AdministrativeArea",
        "land": "State",
        "linie": "Organization",
        "massnahme": "Project",
        "modellregion": "AdministrativeArea",
        "programm": "FundingScheme",
        "projekt": "Project",
        "quelle": "WebPage",
        "regierungsbezirk": "AdministrativeArea",
        "runde": "FundingScheme",
        "staat": "Country",
        "stelle": "Organization",
        "verband": "AdministrativeArea",
        "zuwendung": "MonetaryGrant",
    }
)
"""Kind of thing, as its IRI names it → what schema.org calls it; all others are a `Thing`."""


@dataclass(frozen=True, slots=True)
class Link:
    """One typed link."""

    relation: str
    target: str
    media_type: str = ""
    language: str = ""

    @property
    def header(self) -> str:
        """Write it as the value of a `Link` header."""
        typed = f'; type="{self.media_type}"' if self.media_type else ""
        spoken = f'; hreflang="{self.language}"' if self.language else ""
        return f'<{self.target}>; rel="{self.relation}"{typed}{spoken}'


@dataclass(frozen=True, slots=True)
class Signposts:
    """What the typed links of one document lead to.

    Attributes:
        iri: what the document is about.
        url: address of the document, without suffix.
        offers: formats that it is given in besides the page.
        linkset: address of its link set, without suffix.
        is_own: whether the data are the project's, so that licence and author are known.
    """

    iri: str
    url: str
    offers: Sequence[Format]
    linkset: str
    is_own: bool

    def of_page(self) -> tuple[Link, ...]:
        """List the links of the page."""
        return (
            Link("cite-as", self.iri),
            Link("type", _ABOUT_PAGE),
            Link("type", _SCHEMA + schema_type(self.iri)),
            *(Link("describedby", self._in(f), f.media_type) for f in self._describing),
            *(Link("item", self._in(f), f.media_type) for f in self._held),
            *((Link("license", LICENCE), Link("author", AUTHOR)) if self.is_own else ()),
            *self._linksets,
        )

    def of_data(self, written_as: Format) -> tuple[Link, ...]:
        """List the links of the document in a format."""
        back = []
        if written_as in self._describing:
            back.append(Link("describes", self.url, _HTML))
        if written_as in self._held:
            back.append(Link("collection", self.url, _HTML))
        licence = (Link("license", LICENCE),) if self.is_own else ()
        return (Link("cite-as", self.iri), *back, *licence, *self._linksets)

    def as_set(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """List for the page and each of its formats where its links lead."""
        kept = dict.fromkeys((*self._describing, *self._held))
        return (
            (self.url, self.of_page()),
            *((self._in(one), self.of_data(one)) for one in kept),
        )

    @property
    def _describing(self) -> tuple[Format, ...]:
        return tuple(offer for offer in self.offers if offer in (TURTLE, JSON_LD))

    @property
    def _held(self) -> tuple[Format, ...]:
        """List the formats that hold all: each statement in its graph, where that can be."""
        with_graphs = tuple(offer for offer in self.offers if offer is TRIG)
        return with_graphs or tuple(self.offers[1:2])

    @property
    def _linksets(self) -> tuple[Link, ...]:
        return tuple(
            Link("linkset", f"{self.linkset}.{suffix}", media_type)
            for suffix, media_type in LINKSET_SUFFIXES.items()
        )

    def _in(self, written_as: Format) -> str:
        return f"{self.url}.{written_as.suffix}"


def schema_type(iri: str) -> str:
    """Say what schema.org calls the thing *iri*."""
    if iri.startswith(THINGS):
        return SCHEMA_TYPES.get(iri.removeprefix(THINGS).partition("/")[0], "Thing")
    if iri.startswith(GRAPHS):
        return "Dataset"
    return "DefinedTerm" if iri.startswith(VOCABULARY) else "Thing"


def linkset_json(links: Iterable[tuple[str, Sequence[Link]]]) -> str:
    """Write a link set as JSON (RFC 9264, 4.2)."""
    written = []
    for anchor, leaving in links:
        context: dict[str, object] = {"anchor": anchor}
        for relation in dict.fromkeys(link.relation for link in leaving):
            context[relation] = [_target(link) for link in leaving if link.relation == relation]
        written.append(context)
    return json.dumps({"linkset": written}, ensure_ascii=False, indent=1) + "\n"


def linkset_text(links: Iterable[tuple[str, Sequence[Link]]]) -> str:
    """Write a link set in the form of a `Link` header (RFC 9264, 4.1)."""
    lines = [f'{link.header}; anchor="{anchor}"' for anchor, leaving in links for link in leaving]
    return ",\n".join(lines) + "\n"


def _target(link: Link) -> dict[str, object]:
    target: dict[str, object] = {"href": link.target}
    if link.media_type:
        target["type"] = link.media_type
    if link.language:
        target["hreflang"] = [link.language]
    return target
