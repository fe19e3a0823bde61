"""The words of the page about the data as a whole; part of the table in `texts`."""

from types import MappingProxyType
from typing import Final

DATA_TEXTS: Final = MappingProxyType(
    {
        "catalogue": ("Katalog", "Catalogue"),
        "catalogue-command": ("Von der Kommandozeile", "From the command line"),
        "catalogue-entries": ("Einträge", "Entries"),
        "catalogue-entry": ("Datensatz", "Dataset"),
        "catalogue-harvest": ("Adresse für Portale", "Address for portals"),
        "catalogue-lead": (
            "Der Datensatz als Ganzes und jede seiner Quellen, beschrieben nach DCAT-AP.de 3.0. "
            "Portale sammeln diesen Katalog Seite für Seite als RDF ein.",
            "The dataset as a whole and each of its sources, described by DCAT-AP.de 3.0. "
            "Portals harvest this catalogue page by page as RDF.",
        ),
        "catalogue-modified": ("geändert", "changed"),
        "catalogue-since": ("geändert seit", "changed since"),
        "data-all-files": ("Alle Dateien", "All files"),
        "data-cite": ("Zitieren", "How to cite"),
        "data-cite-results": (
            "Das Ergebnis einer Abfrage zitieren",
            "Cite the result of a query",
        ),
        "data-cite-words": (
            "Die Angabe nennt die Ausgabe, damit sich später prüfen lässt, was hier stand.",
            "It names the release, so that what stood here can be checked later.",
        ),
        "data-feed": ("Alle Änderungen als Feed", "All changes as a feed"),
        "data-files": ("Dateien", "Files"),
        "data-files-words": (
            "Alles, was hier steht, zum Herunterladen. Gleicher Inhalt ergibt dieselben Bytes.",
            "All that is here, to download. The same content gives the same bytes.",
        ),
        "data-graph-files": ("Dateien nach Quelle", "files by source"),
        "data-lead": (
            "Was hier steht, gibt es auch als Datei, als Schnittstelle und für Portale.",
            "What is here also comes as files, as an interface, and for portals.",
        ),
        "data-licence": ("Lizenz", "Licence"),
        "data-licence-words": (
            "Was hier zusammengestellt ist, darf jede und jeder ohne Auflagen nutzen. Einzelne "
            "Tatsachen nennen ihre Fundstelle; der Text der Quellen steht hier nicht.",
            "What is put together here may be used by anyone without conditions. Single facts "
            "name where they were found; the text of the sources is not here.",
        ),
        "data-not-kept": ("Dateien nicht mehr vorgehalten", "files no longer kept"),
        "data-releases": ("Ausgaben", "Releases"),
        "data-releases-words": (
            "Was jede Veröffentlichung an Angaben hinzufügte und wegnahm, als N-Quads.",
            "Which statements each publication added and removed, as N-Quads.",
        ),
        "data-rights": ("Vermerk der Quelle", "Notice of the source"),
        "data-rights-words": (
            "Diese Quellen nennen eine Lizenz oder einen Vermerk, der für ihre Angaben gilt:",
            "These sources state a licence or a notice that holds for what comes from them:",
        ),
        "data-title": ("Daten zum Mitnehmen", "Data to take along"),
        "data-ways": ("Schnittstellen", "Interfaces"),
        "data-ways-words": (
            "Ohne Anmeldung und ohne Schlüssel. Jede Zeile lässt sich so ausführen, wie sie steht.",
            "No account and no key. Each line runs as it stands.",
        ),
        "graphs-count": ("benannte Graphen", "named graphs"),
        "quads-count": ("Angaben, je Graph gezählt", "statements, counted by graph"),
        "things-count": ("Dinge", "things"),
        "way-catalog": ("Katalog (DCAT-AP.de)", "Catalogue (DCAT-AP.de)"),
        "way-catalog-words": (
            "Für Portale: der Datensatz und seine Quellen, seitenweise, für Harvester wie die von "
            "GovData und data.europa.eu.",
            "For portals: the dataset and its sources, page by page, for harvesters such as those "
            "of GovData and data.europa.eu.",
        ),
        "way-ldes": ("Änderungen (LDES)", "Changes (LDES)"),
        "way-ldes-words": (
            "Wer eine Kopie hält, liest nur, was sich seit dem letzten Mal geändert hat.",
            "Whoever keeps a copy reads only what has changed since the last time.",
        ),
        "way-model": ("Ontologie", "Ontology"),
        "way-model-words": (
            "Was die Begriffe bedeuten, in Deutsch und Englisch.",
            "What the terms mean, in German and English.",
        ),
        "way-oai": ("OAI-PMH", "OAI-PMH"),
        "way-oai-words": (
            "Derselbe Katalog für Repositorien und data.europa.eu.",
            "The same catalogue for repositories and data.europa.eu.",
        ),
        "way-questions": ("Fragen mit fester Adresse", "Questions with a lasting address"),
        "way-questions-words": (
            "Abfragen, deren Antwort sich als CSV, JSON oder GeoJSON in Tabellen und Karten "
            "einbinden lässt.",
            "Queries whose answers go into tables and maps as CSV, JSON or GeoJSON.",
        ),
        "way-reconcile": ("Abgleich (OpenRefine)", "Reconciliation (OpenRefine)"),
        "way-reconcile-words": (
            "Namen in eigenen Tabellen den Dingen hier zuordnen.",
            "Match names in tables of your own with the things here.",
        ),
        "way-search": ("Suche", "Search"),
        "way-search-words": (
            "Volltext über Namen, Schlüssel und Förderkennzeichen.",
            "Full text over names, keys and grant numbers.",
        ),
        "way-shapes": ("Regeln (SHACL)", "Shapes (SHACL)"),
        "way-shapes-words": (
            "Was für die Daten immer gilt.",
            "What always holds for the data.",
        ),
        "way-sitemap": ("Sitemap", "Sitemap"),
        "way-sitemap-words": ("Alle Seiten, für Suchmaschinen.", "All pages, for search engines."),
        "way-sparql": ("SPARQL", "SPARQL"),
        "way-sparql-words": (
            "Beliebige Abfragen über alle Daten; die Antwort als CSV, JSON, XML, GeoJSON oder RDF.",
            "Any query over all data; the answer as CSV, JSON, XML, GeoJSON or RDF.",
        ),
        "way-thing": ("Einzelne Dinge", "Single things"),
        "way-thing-words": (
            "Die IRI eines Dinges führt zu seiner Beschreibung, als Seite oder als RDF.",
            "The IRI of a thing leads to its description, as a page or as RDF.",
        ),
        "way-void": ("Selbstbeschreibung (VoID)", "Self-description (VoID)"),
        "way-void-words": (
            "Klassen, Eigenschaften und Verweise des Datensatzes mit ihrer Anzahl.",
            "Classes, properties and links of the dataset with their counts.",
        ),
    }
)
