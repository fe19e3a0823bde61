"""The releases that are kept, at the document of their series: the data cannot know which are."""

from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import BASE, expand
from kg.release import Release, kept_releases
from kg.web.frame.site import served, site

SERIES: Final = expand("datensatz:ausgaben")
_WHOLE: Final = expand("datensatz:foerdergraph")


def kept_here() -> tuple[Release, ...]:
    """List the releases that are kept, the one that was written last first."""
    release = served().release
    return kept_releases(release.path.parent) if release else ()


def newest_version() -> str:
    """Return the version that answers where nobody names one."""
    return site().serving.current().version


def series_triples(kept: Sequence[Release], newest: str) -> list[Triple]:
    """State which releases the series has; each is named by where its files are listed.

    Args:
        kept: the releases that are kept.
        newest: the version that is served where nobody names one.
    """
    found: list[Triple] = []

    def say(subject: str, predicate: str, value: str | Literal) -> None:
        term = NamedNode(value) if isinstance(value, str) else value
        found.append(Triple(NamedNode(subject), NamedNode(expand(predicate)), term))

    for release in kept:
        this = f"{BASE}dumps/{release.version}/"
        say(SERIES, "dcat:seriesMember", this)
        if release.version == newest:
            say(SERIES, "dcat:last", this)
        say(this, "rdf:type", expand("dcat:Dataset"))
        say(this, "rdfs:label", Literal(f"Fördergraph {release.version}"))
        say(this, "dcat:inSeries", SERIES)
        say(this, "dcat:isVersionOf", _WHOLE)
        say(this, "dcat:version", Literal(release.version))
        if release.manifest.date:
            date = Literal(release.manifest.date, datatype=NamedNode(expand("xsd:date")))
            say(this, "dcterms:issued", date)
    return found
