"""Every namespace the project uses, as one table of prefixes. Knows no file and no library.

The table is the only place where a prefix is bound: Turtle and JSON-LD output, query headers, the
service description and the hygiene tests are derived from it.
"""

from types import MappingProxyType
from typing import Final

BASE: Final = "https://w3id.org/foerdergraph/"

ONTOLOGY: Final = f"{BASE}ns"
NS: Final = f"{BASE}ns#"
VOCABULARY: Final = f"{BASE}vocab/"
SHAPES: Final = f"{BASE}shapes#"
THINGS: Final = f"{BASE}id/"
GRAPHS: Final = f"{BASE}graph/"

_THING_KINDS: Final = (
    "abfrage",
    "anteil",
    "aufruf",
    "aussage",
    "beteiligung",
    "bescheid",
    "betrag",
    "datensatz",
    "dienst",
    "distribution",
    "dokument",
    "ereignis",
    "gemeinde",
    "kreis",
    "land",
    "linie",
    "massnahme",
    "modellregion",
    "phase",
    "programm",
    "projekt",
    "quelle",
    "regel",
    "regierungsbezirk",
    "runde",
    "staat",
    "stand",
    "stelle",
    "umriss",
    "verband",
    "widerspruch",
    "zeitraum",
    "zuwendung",
)
"""The first path segment below `id/` of everything the project mints; each is also a prefix."""

OWN_PREFIXES: Final = MappingProxyType(
    {
        "fg": NS,
        "fgv": VOCABULARY,
        "fgs": SHAPES,
        "fgi": THINGS,
        "graph": GRAPHS,
        **{kind: f"{THINGS}{kind}/" for kind in _THING_KINDS},
    }
)

FOREIGN_PREFIXES: Final = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "as": "https://www.w3.org/ns/activitystreams#",
        "bibo": "http://purl.org/ontology/bibo/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "dcatde": "http://dcat-ap.de/def/dcatde/",
        "dcterms": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "hydra": "http://www.w3.org/ns/hydra/core#",
        "ldes": "https://w3id.org/ldes#",
        "m8g": "http://data.europa.eu/m8g/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "tree": "https://w3id.org/tree#",
        "vann": "http://purl.org/vocab/vann/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "void": "http://rdfs.org/ns/void#",
        "void-ext": "http://ldf.fi/void-ext#",
        "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

PREFIXES: Final = MappingProxyType(dict(sorted({**OWN_PREFIXES, **FOREIGN_PREFIXES}.items())))
"""Prefix → namespace IRI, sorted by prefix."""


def expand(curie: str) -> str:
    """Turn a CURIE of the table, such as `fg:Grant`, into its IRI.

    Raises:
        KeyError: the prefix is not in the table.
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """Turn an IRI into the CURIE of its longest matching namespace, or return it unchanged."""
    matches = [(len(ns), prefix, ns) for prefix, ns in PREFIXES.items() if iri.startswith(ns)]
    if not matches:
        return iri
    _, prefix, namespace = max(matches)
    return f"{prefix}:{iri.removeprefix(namespace)}"
