"""What people look for first, and what to call the classes that the graph itself gives no name."""

from types import MappingProxyType
from typing import Final

from kg.namespaces import expand
from kg.publication.search.gathering import Entry

NO_MATCH_RANK: Final = 45
"""Things of this rank or behind are statements about others: found by words, never by likeness."""

_RANKS: Final = MappingProxyType(
    {
        expand(curie): rank
        for rank, curies in (
            (10, "fg:FundingProgramme fg:ModelRegion"),
            (12, "fg:FundingRound fg:FundingCall"),
            (14, "fg:Country fg:State fg:GovernmentDistrict"),
            (16, "fg:Municipality"),
            (17, "fg:District fg:MunicipalAssociation"),
            (18, "m8g:PublicOrganisation org:Organization"),
            (20, "fg:Project"),
            (22, "fg:Measure"),
            (24, "fg:Grant fg:ProgrammeDocument"),
            (30, "fg:Contradiction org:ChangeEvent fg:OrganisationLineage"),
            (32, "skos:Concept skos:ConceptScheme"),
            (34, "fg:Source sh:SPARQLExecutable"),
            (36, "dcat:Catalog dcat:Dataset dcat:DatasetSeries dcat:DataService"),
            (46, "fg:GrantDecision fg:GrantShare fg:Payment fg:Phase fg:PhaseRule fg:RateRule"),
            (48, "owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty"),
            (50, "fg:Participation fg:AmountStatement fg:Assertion fg:Snapshot"),
            (52, "dcterms:PeriodOfTime geo:Geometry"),
            (53, "fg:SourceGraph dcat:Distribution sd:NamedGraph void:Dataset"),
            (54, "sh:NodeShape sh:PropertyShape sh:SPARQLConstraint owl:Ontology"),
        )
        for curie in curies.split()
    }
)
"""Class → what people look for first; a thing of several classes has the best of their ranks."""

_OTHER_RANK: Final = 40

FOREIGN_LABELS: Final = MappingProxyType(
    {
        expand(curie): labels
        for curie, labels in (
            ("dcat:Catalog", ("Katalog", "catalogue")),
            ("dcat:DataService", ("Datendienst", "data service")),
            ("dcat:Dataset", ("Datensatz", "dataset")),
            ("dcat:DatasetSeries", ("Reihe von Datensätzen", "series of datasets")),
            ("dcat:Distribution", ("Datei des Datensatzes", "file of the dataset")),
            ("foaf:Agent", ("Akteur", "agent")),
            ("owl:AnnotationProperty", ("Anmerkung (Eigenschaft)", "annotation property")),
            ("owl:Class", ("Klasse", "class")),
            ("owl:DatatypeProperty", ("Eigenschaft mit Wert", "datatype property")),
            ("owl:ObjectProperty", ("Eigenschaft (Beziehung)", "object property")),
            ("owl:Ontology", ("Ontologie", "ontology")),
            ("sd:NamedGraph", ("benannter Graph", "named graph")),
            ("sh:NodeShape", ("Regel für eine Klasse", "node shape")),
            ("sh:PropertyShape", ("Regel für eine Eigenschaft", "property shape")),
            ("sh:SPARQLConstraint", ("Regel in SPARQL", "SPARQL constraint")),
            ("sh:SPARQLExecutable", ("Frage an die Daten", "question to the data")),
            ("skos:Concept", ("Begriff", "concept")),
            ("skos:ConceptScheme", ("Begriffsliste", "concept scheme")),
        )
    }
)
"""German and English, for classes of other vocabularies; labels in the graph go before."""

UNSHOWN: Final = frozenset(
    expand(curie)
    for curie in (
        "foaf:Agent",
        "owl:FunctionalProperty",
        "sd:NamedGraph",
        "sh:SPARQLSelectExecutable",
        "void:Dataset",
        "void:DatasetDescription",
    )
)
"""Classes that say nothing beside the other class of the same things."""


def rank_of(entry: Entry) -> int:
    """Return what people look for first as a small number."""
    return min((rank_of_class(one) for one in entry.classes), default=_OTHER_RANK)


def rank_of_class(iri: str) -> int:
    """Return the rank of a class."""
    return _RANKS.get(iri, _OTHER_RANK)
