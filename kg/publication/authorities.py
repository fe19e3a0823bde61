"""The controlled vocabularies that the catalogue names, and what their concepts are.

Validators of DCAT-AP and DCAT-AP.de look for class and scheme of a concept in the data themselves,
so every page of the catalogue brings them along. Pure.

Source: https://www.dcat-ap.de/def/dcatde/3.0/spec/#kontrollierte-vokabulare
"""

from types import MappingProxyType
from typing import Final

EU: Final = "http://publications.europa.eu/resource/authority/"

SCHEMES: Final = MappingProxyType(
    {
        f"{EU}access-right/": f"{EU}access-right",
        f"{EU}data-theme/": f"{EU}data-theme",
        f"{EU}distribution-status/": f"{EU}distribution-status",
        f"{EU}file-type/": f"{EU}file-type",
        f"{EU}frequency/": f"{EU}frequency",
        f"{EU}language/": f"{EU}language",
        f"{EU}planned-availability/": f"{EU}planned-availability",
        "http://dcat-ap.de/def/contributors/": "http://dcat-ap.de/def/contributors",
        "http://dcat-ap.de/def/licenses/": "http://dcat-ap.de/def/licenses",
        "http://dcat-ap.de/def/politicalGeocoding/Level/": (
            "http://dcat-ap.de/def/politicalGeocoding/Level"
        ),
        "http://purl.org/adms/publishertype/": "http://purl.org/adms/publishertype/1.0",
    }
)
"""Beginning of a concept's IRI → its scheme."""

CLASSES: Final = MappingProxyType(
    {
        "adms:status": "skos:Concept",
        "dcat:accessURL": "rdfs:Resource",
        "dcat:compressFormat": "dcterms:MediaType",
        "dcat:downloadURL": "rdfs:Resource",
        "dcat:endpointDescription": "rdfs:Resource",
        "dcat:endpointURL": "rdfs:Resource",
        "dcat:landingPage": "foaf:Document",
        "dcat:mediaType": "dcterms:MediaType",
        "dcat:theme": "skos:Concept",
        "dcat:themeTaxonomy": "skos:ConceptScheme",
        "dcatap:availability": "skos:Concept",
        "dcterms:accessRights": "dcterms:RightsStatement",
        "dcterms:accrualPeriodicity": "dcterms:Frequency",
        "dcterms:conformsTo": "dcterms:Standard",
        "dcterms:format": "dcterms:MediaTypeOrExtent",
        "dcterms:language": "dcterms:LinguisticSystem",
        "dcterms:license": "dcterms:LicenseDocument",
        "dcterms:spatial": "dcterms:Location",
        "dcterms:type": "skos:Concept",
        "foaf:homepage": "foaf:Document",
        "foaf:page": "foaf:Document",
        "spdx:algorithm": "spdx:ChecksumAlgorithm",
    }
)
"""Property → class of its values, as DCAT-AP 3.0 wants them."""


LABELS: Final = MappingProxyType(
    {
        f"{EU}data-theme": ("Datenkategorie", "Data theme"),
        f"{EU}data-theme/AGRI": (
            "Landwirtschaft, Fischerei, Forstwirtschaft und Nahrungsmittel",
            "Agriculture, fisheries, forestry and food",
        ),
        f"{EU}data-theme/ECON": ("Wirtschaft und Finanzen", "Economy and finance"),
        f"{EU}data-theme/EDUC": ("Bildung, Kultur und Sport", "Education, culture and sport"),
        f"{EU}data-theme/ENER": ("Energie", "Energy"),
        f"{EU}data-theme/ENVI": ("Umwelt", "Environment"),
        f"{EU}data-theme/GOVE": (
            "Regierung und öffentlicher Sektor",
            "Government and public sector",
        ),
        f"{EU}data-theme/HEAL": ("Gesundheit", "Health"),
        f"{EU}data-theme/INTR": ("Internationale Themen", "International issues"),
        f"{EU}data-theme/JUST": (
            "Justiz, Rechtssystem und öffentliche Sicherheit",
            "Justice, legal system and public safety",
        ),
        f"{EU}data-theme/REGI": ("Regionen und Städte", "Regions and cities"),
        f"{EU}data-theme/SOCI": ("Bevölkerung und Gesellschaft", "Population and society"),
        f"{EU}data-theme/TECH": ("Wissenschaft und Technologie", "Science and technology"),
        f"{EU}data-theme/TRAN": ("Verkehr", "Transport"),
        f"{EU}distribution-status/COMPLETED": ("fertig", "completed"),
        f"{EU}distribution-status/DEPRECATED": ("überholt", "deprecated"),
        f"{EU}distribution-status/DEVELOP": ("in Arbeit", "under development"),
        f"{EU}distribution-status/WITHDRAWN": ("zurückgezogen", "withdrawn"),
        f"{EU}planned-availability/AVAILABLE": ("verfügbar", "available"),
        f"{EU}planned-availability/EXPERIMENTAL": ("versuchsweise", "experimental"),
        f"{EU}planned-availability/STABLE": ("dauerhaft", "stable"),
        f"{EU}planned-availability/TEMPORARY": ("vorübergehend", "temporary"),
    }
)
"""Concept or scheme → its name in German and English."""


def labels_of(iri: str) -> tuple[str, str]:
    """Return the German and the English name of a concept or scheme, or the end of its IRI."""
    end = iri.rstrip("/").rpartition("/")[2]
    return LABELS.get(iri, (end, end))


def scheme_of(iri: str) -> str | None:
    """Return the scheme that the concept *iri* is in, None where it is in none of these."""
    beginning = iri[: iri.rfind("/") + 1]
    while beginning:
        if beginning in SCHEMES:
            return SCHEMES[beginning]
        beginning = beginning[: beginning.rfind("/", 0, -1) + 1]
    return None
