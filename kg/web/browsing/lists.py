"""The lists there are, as one table: their rows, what narrows them, and how they are drawn."""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from kg.web.browsing.list_figures import (
    Draw,
    bodies_by_state,
    categories_by_projects,
    funded_by_state,
    places_map,
    programmes_timeline,
    themes_by_measures,
    themes_by_projects,
    years_columns,
)
from kg.web.browsing.listing import Column, Facet


@dataclass(frozen=True)
class Collection:
    """One list.

    Attributes:
        name: its path, and what its words are found by.
        thing: the variable of its things in `queries/pages/list-<name>.rq`.
        columns: the variables, in the order of the table.
        facets: what it can be narrowed by.
        sort: its order unasked, as the address writes it; that of its query too.
        searched: the variables that are looked into.
        drawn: the figures above it, each with the key of its heading.
        classes: of all its things, as CURIEs; none where a column has the class.
        has_english: whether its things have names in English.
    """

    name: str
    thing: str
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    sort: str
    searched: tuple[str, ...]
    drawn: tuple[tuple[str, Draw], ...]
    classes: tuple[str, ...] = ()
    has_english: bool = False

    @property
    def path(self) -> str:
        """Return where it is."""
        return f"/{self.name}"

    @property
    def query(self) -> str:
        """Return the name of its query."""
        return f"list-{self.name}"

    @cached_property
    def data_columns(self) -> tuple[Column, ...]:
        """List the columns besides the name."""
        return tuple(column for column in self.columns if column.kind != "name")

    @cached_property
    def stated_columns(self) -> tuple[Column, ...]:
        """List those that say what the graph states of the thing itself."""
        return tuple(column for column in self.columns if column.stated)

    def column(self, key: str) -> Column:
        """Return the column of a variable."""
        return next(column for column in self.columns if column.key == key)


_PLACES: Final = Collection(
    name="places",
    thing="place",
    columns=(
        Column("label", "name"),
        Column("class", "iri", is_small=True, stated="rdf:type"),
        Column("district", "iri", is_small=True, stated="geo:sfWithin"),
        Column("state", "iri", stated="geo:sfWithin"),
        Column("programmes", "iri", is_many=True),
        Column("projects", "count"),
        Column("committed", "money", is_summed=True, instead="bounds", shown_at="funding"),
        Column("population", "count", stated="fg:population", datatype="xsd:integer"),
        Column("bounds", "text", is_shown=False),
        Column("key", "text", is_shown=False),
        Column("ags", "text", is_shown=False, stated="fg:ags", datatype="xsd:string"),
        Column("regionKey", "text", is_shown=False, stated="fg:regionKey", datatype="xsd:string"),
        Column("urbanisation", "iri", is_shown=False, stated="fg:urbanisation"),
        Column("funded", "text", is_shown=False),
        Column("point", "point", is_shown=False, stated="dcat:centroid", datatype="geo:wktLiteral"),
        Column("middle", "point", is_shown=False),
    ),
    facets=(
        Facet("gefoerdert", "funded", is_by_value=True),
        Facet("art", "class"),
        Facet("land", "state"),
        Facet("programm", "programmes"),
        Facet("verstaedterung", "urbanisation"),
    ),
    sort="-projects",
    searched=("label", "key"),
    drawn=(
        ("browse-places-figure", places_map),
        ("browse-places-states-figure", funded_by_state),
    ),
)

_PROGRAMMES: Final = Collection(
    name="programmes",
    thing="programme",
    columns=(
        Column("label", "name"),
        Column("level", "iri", is_small=True, stated="fg:level"),
        Column("owners", "iri", is_many=True, is_small=True, stated="fg:owner"),
        Column("start", "date"),
        Column("end", "date"),
        Column("volume", "money", instead="volumes", scope="volumeScope", shown_at="amounts"),
        Column("committed", "money", is_summed=True, instead="bounds", shown_at="by-year"),
        Column("projects", "count"),
        Column("places", "count", leads_to=("places", "programm")),
        Column("themes", "iri", is_many=True, is_shown=False, stated="fg:theme"),
        Column("startYear", "text", is_shown=False),
        Column("endYear", "text", is_shown=False),
        Column("volumes", "text", is_many=True, is_shown=False),
        Column("volumeScope", "text", is_shown=False),
        Column("granted", "money", is_shown=False),
        Column("bounds", "text", is_shown=False),
        Column("stated", "text", is_many=True, is_shown=False),
    ),
    facets=(
        Facet("ebene", "level"),
        Facet("geld", "stated"),
        Facet("thema", "themes"),
        Facet("stelle", "owners"),
        Facet("beginn", "startYear", is_by_value=True),
        Facet("ende", "endYear", is_by_value=True),
    ),
    sort="label",
    searched=("label", "labelEn"),
    drawn=(("browse-programmes-figure", programmes_timeline),),
    classes=("fg:FundingProgramme",),
    has_english=True,
)

_ORGANISATIONS: Final = Collection(
    name="organisations",
    thing="body",
    columns=(
        Column("label", "name"),
        Column("kind", "iri", is_small=True, stated="org:classification"),
        Column("state", "iri", is_small=True),
        Column("roles", "iri", is_many=True),
        Column("programmes", "iri", is_many=True),
        Column("projects", "count"),
        Column("committed", "money", is_summed=True, instead="bounds", shown_at="undertakings"),
        Column("received", "money", shown_at="amounts"),
        Column("bounds", "text", is_shown=False),
        Column("shortName", "text", is_shown=False, stated="skos:altLabel", datatype="@de"),
        Column("level", "iri", is_shown=False, stated="fg:level"),
        Column("place", "iri", is_shown=False, stated="dcterms:spatial"),
        Column("from", "date", is_shown=False, stated="fg:validFrom", datatype="xsd:date"),
        Column("until", "date", is_shown=False, stated="fg:validUntil", datatype="xsd:date"),
    ),
    facets=(
        Facet("art", "kind"),
        Facet("rolle", "roles"),
        Facet("land", "state"),
        Facet("programm", "programmes"),
        Facet("ebene", "level"),
    ),
    sort="-projects",
    searched=("label", "shortName"),
    drawn=(("browse-organisations-figure", bodies_by_state),),
)

_THEMES: Final = Collection(
    name="themes",
    thing="theme",
    columns=(
        Column("label", "name"),
        Column("broader", "iri", is_small=True, stated="skos:broader"),
        Column("scheme", "iri", stated="skos:inScheme"),
        Column("programmeCount", "count", leads_to=("programmes", "thema")),
        Column("projects", "count"),
        Column("measures", "count"),
        Column("programmes", "iri", is_many=True, is_shown=False),
    ),
    facets=(
        Facet("vokabular", "scheme"),
        Facet("oberbegriff", "broader"),
        Facet("programm", "programmes"),
    ),
    sort="-projects",
    searched=("label", "labelEn"),
    drawn=(
        ("browse-themes-figure", themes_by_projects),
        ("browse-themes-measures-figure", themes_by_measures),
        ("browse-themes-categories-figure", categories_by_projects),
    ),
    classes=("skos:Concept",),
    has_english=True,
)

_YEARS: Final = Collection(
    name="years",
    thing="year",
    columns=(
        Column("year", "name"),
        Column("programmesBegun", "count", leads_to=("programmes", "beginn")),
        Column("programmesEnded", "count", leads_to=("programmes", "ende")),
        Column("rounds", "count"),
        Column("projectsBegun", "count"),
        Column("projectsEnded", "count"),
        Column("funded", "count"),
        Column("federal", "money", is_summed=True),
        Column("state", "money", is_summed=True),
        Column("eu", "money", is_summed=True),
        Column("happened", "text", is_many=True, is_shown=False),
        Column("from", "date", is_shown=False, stated="dcat:startDate", datatype="xsd:date"),
        Column("until", "date", is_shown=False, stated="dcat:endDate", datatype="xsd:date"),
    ),
    facets=(Facet("ereignis", "happened"),),
    sort="-year",
    searched=("year",),
    drawn=(("browse-years-figure", years_columns),),
    classes=("dcterms:PeriodOfTime",),
)

COLLECTIONS: Final = MappingProxyType(
    {one.name: one for one in (_PROGRAMMES, _PLACES, _ORGANISATIONS, _THEMES, _YEARS)}
)
