"""Names for what has none in the data: terms of other vocabularies, and all else by its IRI.

Terms that the data's subject needs have their names in `ontology/reused-terms.ttl`; those here are
of catalogues, statistics and shapes, which the ontology does not take in.
"""

import re
from types import MappingProxyType
from typing import Final

from kg.namespaces import compact, expand

_KEY: Final = re.compile(r"(?=.*[A-Z0-9])[A-Za-z0-9_-]{1,24}", re.ASCII)
_NAME_CHARACTERS: Final = 60

_NAMES: Final = {
    "adms:status": ("Status", "status"),
    "bibo:status": ("Status", "status"),
    "dcatap:availability": ("Verfügbarkeit", "availability"),
    "dcatde:licenseAttributionByText": ("Namensnennung", "attribution"),
    "dcatde:politicalGeocodingLevelURI": ("Verwaltungsebene", "political level"),
    "dcat:Catalog": ("Katalog", "catalogue"),
    "dcat:DataService": ("Datendienst", "data service"),
    "dcat:Dataset": ("Datensatz", "dataset"),
    "dcat:DatasetSeries": ("Datensatzreihe", "dataset series"),
    "dcat:Distribution": ("Datei eines Datensatzes", "distribution"),
    "dcat:accessService": ("Zugang über Dienst", "access service"),
    "dcat:accessURL": ("Zugang", "access address"),
    "dcat:compressFormat": ("Kompression", "compression"),
    "dcat:contactPoint": ("Kontakt", "contact"),
    "dcat:dataset": ("enthält Datensatz", "dataset"),
    "dcat:distribution": ("Datei", "distribution"),
    "dcat:downloadURL": ("Adresse zum Herunterladen", "download address"),
    "dcat:endpointDescription": ("Beschreibung des Dienstes", "description of the service"),
    "dcat:endpointURL": ("Adresse des Dienstes", "address of the service"),
    "dcat:inSeries": ("in Reihe", "in series"),
    "dcat:keyword": ("Schlagwort", "keyword"),
    "dcat:landingPage": ("Seite dazu", "landing page"),
    "dcat:mediaType": ("Medientyp", "media type"),
    "dcat:servesDataset": ("gibt Datensatz", "serves dataset"),
    "dcat:service": ("Dienst", "service"),
    "dcat:theme": ("Thema", "theme"),
    "dcat:themeTaxonomy": ("Themenliste", "list of themes"),
    "dcat:version": ("Fassung", "version"),
    "dcterms:accessRights": ("Zugangsrechte", "access rights"),
    "dcterms:accrualPeriodicity": ("Häufigkeit der Änderung", "frequency of change"),
    "dcterms:conformsTo": ("entspricht", "conforms to"),
    "dcterms:format": ("Format", "format"),
    "dcterms:references": ("verweist auf", "references"),
    "foaf:Agent": ("Akteur", "agent"),
    "foaf:name": ("Name", "name"),
    "foaf:primaryTopic": ("handelt von", "is about"),
    "owl:AllDisjointClasses": ("einander ausschließende Klassen", "disjoint classes"),
    "owl:AnnotationProperty": ("Anmerkungseigenschaft", "annotation property"),
    "owl:Class": ("Klasse", "class"),
    "owl:DatatypeProperty": ("Werteigenschaft", "datatype property"),
    "owl:FunctionalProperty": ("Eigenschaft mit einem Wert", "functional property"),
    "owl:ObjectProperty": ("Beziehung", "object property"),
    "owl:Ontology": ("Ontologie", "ontology"),
    "owl:disjointWith": ("schließt aus", "disjoint with"),
    "owl:inverseOf": ("Umkehrung von", "inverse of"),
    "owl:members": ("Mitglieder", "members"),
    "owl:versionIRI": ("IRI der Fassung", "version IRI"),
    "owl:versionInfo": ("Fassung", "version"),
    "rdf:first": ("erstes Element", "first element"),
    "rdf:rest": ("weitere Elemente", "further elements"),
    "rdfs:domain": ("gilt für", "domain"),
    "rdfs:range": ("Art des Werts", "range"),
    "rdfs:subClassOf": ("Unterklasse von", "subclass of"),
    "rdfs:subPropertyOf": ("Untereigenschaft von", "subproperty of"),
    "sd:NamedGraph": ("benannter Graph", "named graph"),
    "sd:name": ("Graph", "graph"),
    "sh:NodeShape": ("Regel für Dinge", "node shape"),
    "sh:PropertyShape": ("Regel für eine Eigenschaft", "property shape"),
    "sh:SPARQLConstraint": ("Regel in SPARQL", "SPARQL constraint"),
    "sh:SPARQLExecutable": ("Abfrage", "SPARQL query"),
    "sh:SPARQLSelectExecutable": ("Abfrage von Zeilen", "SPARQL SELECT query"),
    "sh:class": ("Art des Werts", "class of the value"),
    "sh:datatype": ("Datentyp", "datatype"),
    "sh:maxCount": ("höchstens so viele Werte", "at most so many values"),
    "sh:message": ("Meldung", "message"),
    "sh:minCount": ("mindestens so viele Werte", "at least so many values"),
    "sh:name": ("Name", "name"),
    "sh:path": ("Pfad", "path"),
    "sh:prefixes": ("Präfixe", "prefixes"),
    "sh:property": ("Regel für Eigenschaft", "property rule"),
    "sh:select": ("Abfrage", "query"),
    "sh:severity": ("Schwere", "severity"),
    "sh:targetClass": ("gilt für Klasse", "target class"),
    "vann:preferredNamespacePrefix": ("übliches Präfix", "preferred prefix"),
    "vann:preferredNamespaceUri": ("Namensraum", "namespace"),
    "vcard:Kind": ("Kontakt", "contact"),
    "vcard:fn": ("Name", "name"),
    "vcard:hasURL": ("Adresse", "address"),
    "void:Dataset": ("Menge von Angaben (VoID)", "set of statements (VoID)"),
    "void:DatasetDescription": ("Beschreibung in VoID", "VoID description"),
    "void:Linkset": ("Menge von Verweisen", "linkset"),
    "void:class": ("Klasse", "class"),
    "void:classPartition": ("Teil mit einer Klasse", "class partition"),
    "void:classes": ("Zahl der Klassen", "number of classes"),
    "void:dataDump": ("Datei mit allem", "data dump"),
    "void:distinctObjects": ("Zahl verschiedener Werte", "distinct values"),
    "void:distinctSubjects": ("Zahl der Dinge", "distinct things"),
    "void:entities": ("Zahl der Dinge", "number of things"),
    "void:exampleResource": ("Beispiel", "example"),
    "void:feature": ("Format", "feature"),
    "void:linkPredicate": ("Art der Verweise", "link predicate"),
    "void:objectsTarget": ("Ziel der Verweise", "target of the links"),
    "void:openSearchDescription": ("Beschreibung der Suche", "search description"),
    "void:properties": ("Zahl der Eigenschaften", "number of properties"),
    "void:property": ("Eigenschaft", "property"),
    "void:propertyPartition": ("Teil mit einer Eigenschaft", "property partition"),
    "void:sparqlEndpoint": ("SPARQL-Schnittstelle", "SPARQL endpoint"),
    "void:subjectsTarget": ("Ausgang der Verweise", "source of the links"),
    "void:subset": ("Teilmenge", "subset"),
    "void:triples": ("Zahl der Angaben", "number of statements"),
    "void:uriSpace": ("Anfang der IRIs", "beginning of the IRIs"),
    "void:vocabulary": ("Vokabular", "vocabulary"),
    "vs:term_status": ("Stand des Begriffs", "status of the term"),
}

TERM_NAMES: Final = MappingProxyType({expand(curie): names for curie, names in _NAMES.items()})
"""IRI → German and English name."""


def short_name(iri: str) -> str:
    """Name *iri* where the data have no label for it: by prefix, or by key and site."""
    name = compact(iri)
    if name != iri or not iri.startswith(("http://", "https://")):
        return name
    site, _, path = iri.partition("://")[2].removeprefix("www.").partition("/")
    key = re.split("[/#]", path)[-1]
    if _KEY.fullmatch(key):
        return f"{key} ({site})"
    whole = f"{site}/{path}".rstrip("/")
    return whole if len(whole) <= _NAME_CHARACTERS else f"{whole[:_NAME_CHARACTERS]}…"
