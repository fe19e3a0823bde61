"""The dataset in schema.org's words, for search engines that look for datasets. Pure.

Source: https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.namespaces import expand

DATASET: Final = expand("datensatz:foerdergraph")


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its address, media type, length and hash."""

    url: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What is said of the dataset.

    Attributes:
        name: its title.
        description: what it holds.
        creator: who answers for it.
        keywords: by which it is found.
        version: of the release.
        date: of the release, or empty.
        url: its page.
        catalog_url: the catalogue that it is in.
        language: that of the texts.
        downloads: its files.
        licence: of all of it; empty where its sources have different ones, or none.
    """

    name: str
    description: str
    creator: str
    keywords: Sequence[str]
    version: str
    date: str
    url: str
    catalog_url: str
    language: str
    downloads: Sequence[Download]
    licence: str = ""


def dataset_markup(facts: DatasetFacts) -> dict[str, object]:
    """Write a dataset as JSON-LD."""
    markup: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": DATASET,
        "identifier": DATASET,
        "name": facts.name,
        "description": facts.description,
        "url": facts.url,
        "inLanguage": facts.language,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": facts.creator},
        "version": facts.version,
        "spatialCoverage": {"@type": "Country", "name": "Deutschland", "identifier": "DE"},
        "includedInDataCatalog": {"@type": "DataCatalog", "url": facts.catalog_url},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": download.url,
                "encodingFormat": download.media_type,
                "contentSize": f"{download.size_bytes} B",
                "sha256": download.sha256,
            }
            for download in facts.downloads
        ],
    }
    if facts.licence:
        markup["license"] = facts.licence
    if facts.keywords:
        markup["keywords"] = list(facts.keywords)
    if facts.date:
        markup["dateModified"] = facts.date
    return markup
