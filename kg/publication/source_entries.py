"""Make a catalogue entry of each graph of the register: what was read, where, when, its rights.

What holds for the dataset as a whole (publisher, contact, themes, place) is said of each entry too,
since a portal takes each for itself. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.formats import TURTLE
from kg.namespaces import BASE
from kg.publication.authorities import EU
from kg.publication.distributions import Offer, Terms, describe_offer, of_newest_release
from kg.publication.licences import listed_licence
from kg.publication.registered import SourceGraph, in_language
from kg.publication.statements import Sheet, Value, day, node, text, texts

INHERITED: Final = (
    "dcterms:accessRights",
    "dcterms:accrualPeriodicity",
    "dcterms:publisher",
    "dcterms:spatial",
    "dcat:contactPoint",
    "dcat:theme",
    "dcatap:availability",
    "dcatde:contributorID",
    "dcatde:politicalGeocodingLevelURI",
)
"""What an entry has from the dataset of which it is a part."""

_LANGUAGES: Final = (("de", "DEU"), ("en", "ENG"))


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day of which statements speak; empty where there is none."""

    first: str = ""
    last: str = ""


def entry_of(graph: SourceGraph) -> NamedNode:
    """Name the entry of a graph."""
    return node(f"datensatz:{graph.name}")


def describe_source(
    sheet: Sheet,
    graph: SourceGraph,
    whole: NamedNode,
    inherited: Mapping[str, Sequence[Value]],
    span: Span,
) -> None:
    """Describe *graph* as an entry of the catalogue.

    Args:
        sheet: takes the statements.
        graph: as the register knows it.
        whole: the dataset of which it is a part.
        inherited: property → values that hold for the whole.
        span: what its statements speak of.
    """
    this, source = entry_of(graph), graph.source
    titles = _titles(graph)
    sheet.say(this, "rdf:type", node("dcat:Dataset"))
    sheet.say(this, "rdfs:label", *texts(*titles))
    sheet.say(this, "dcterms:title", *texts(*titles))
    sheet.say(this, "dcterms:description", *_descriptions(graph))
    sheet.say(this, "dcterms:identifier", Literal(this.value))
    sheet.say(this, "dcterms:isPartOf", whole)
    sheet.say(this, "dcterms:language", *_languages(graph))
    if source.retrieved:
        sheet.say(this, "dcterms:issued", day(source.retrieved))
    if modified := graph.generated or source.retrieved:
        sheet.say(this, "dcterms:modified", day(modified))
    sheet.say(this, "dcat:landingPage", NamedNode(graph.iri.value))
    if source.url and not source.url.startswith(BASE):
        sheet.say(this, "foaf:page", NamedNode(source.url))
        sheet.say(this, "dcat:keyword", *([Literal(source.site)] if source.site else []))
    sheet.say(this, "prov:hadPrimarySource", source.iri)
    for predicate, values in inherited.items():
        sheet.say(this, predicate, *values)
    describe_span(sheet, this, span, titles)
    offer = Offer(
        TURTLE.suffix,
        f"graphs/{graph.name}.{TURTLE.suffix}",
        "RDF_TURTLE",
        TURTLE.media_type,
        (f"{titles[0]} (Turtle)", f"{titles[1]} (Turtle)"),
    )
    describe_offer(sheet, this, offer, _terms(graph), of_newest_release(offer.file))


def describe_span(sheet: Sheet, entry: NamedNode, span: Span, titles: tuple[str, str]) -> None:
    """Say from when to when the statements of *entry* speak; nothing where they name no day."""
    if not span.first and not span.last:
        return
    period = node(f"zeitraum:datensatz-{entry.value.rpartition('/')[2]}")
    sheet.say(entry, "dcterms:temporal", period)
    sheet.say(period, "rdf:type", node("dcterms:PeriodOfTime"))
    names = (f"Zeitraum: {titles[0]}", f"Period: {titles[1]}")
    sheet.say(period, "rdfs:label", *texts(*names))
    for date, predicate, precision in (
        (span.first, "dcat:startDate", "fg:startPrecision"),
        (span.last, "dcat:endDate", "fg:endPrecision"),
    ):
        if date:
            sheet.say(period, predicate, day(date))
            sheet.say(period, precision, node("fgv:precision-day"))
    sheet.say(period, "fg:edtf", Literal(f"{span.first}/{span.last}"))


def _titles(graph: SourceGraph) -> tuple[str, str]:
    """Tell a document that was read from what was read in it; other graphs have names."""
    german, english = (in_language(graph.labels, each) for each in ("de", "en"))
    titles = graph.source.titles
    is_document = graph.labels == titles and not graph.source.is_own
    if not is_document:
        return german or graph.name, english or graph.name
    site = f" ({graph.source.site})" if graph.source.site else ""
    return f"Angaben aus „{german}“{site}", f"Statements read in “{english}”{site}"


def _descriptions(graph: SourceGraph) -> tuple[Literal, Literal]:
    source = graph.source
    title = {each: in_language(source.titles, each) or graph.name for each in ("de", "en")}
    german = [f"Was Fördergraph in „{title['de']}“ gelesen hat"]
    english = [f"What Fördergraph read in “{title['en']}”"]
    if source.is_own:
        german = [f"Teil von Fördergraph: {in_language(graph.labels, 'de')}"]
        english = [f"Part of Fördergraph: {in_language(graph.labels, 'en')}"]
    if source.as_of:
        german.append(f"Stand {source.as_of}")
        english.append(f"as of {source.as_of}")
    if source.retrieved:
        german.append(f"übernommen am {source.retrieved}")
        english.append(f"taken over on {source.retrieved}")
    words = [f"{', '.join(german)}.", f"{', '.join(english)}."]
    for place, language in enumerate(("de", "en")):
        for more in (source.descriptions, graph.rights):
            words[place] += f" {in_language(more, language)}"
    return texts(*words)


def _languages(graph: SourceGraph) -> list[Value]:
    """List the languages of the texts: those of the title, both where it is ours."""
    spoken = graph.labels or {"de": ""}
    return [NamedNode(f"{EU}language/{code}") for tag, code in _LANGUAGES if tag in spoken]


def _terms(graph: SourceGraph) -> Terms:
    rights = tuple(text(words, language) for language, words in sorted(graph.rights.items()))
    credit = tuple(
        in_language(graph.attribution, each) or _credit(graph, each) for each in ("de", "en")
    )
    return Terms(NamedNode(listed_licence(graph.licence)), rights, (credit[0], credit[1]))


def _credit(graph: SourceGraph, language: str) -> str:
    if graph.source.is_own:
        return "Fördergraph"
    title = in_language(graph.source.titles, language) or graph.name
    return f"{title} ({graph.source.site})" if graph.source.site else title
