"""The page about the data as a whole, at `/data`: files, ways in, licence, citation, releases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, current_app

from kg.engine import Engine
from kg.errors import NoHistoryError
from kg.namespaces import THINGS, expand
from kg.release import Release, kept_releases
from kg.release.history import Step
from kg.web.frame.responses import page
from kg.web.frame.site import engine, language, links, refuse_pin, served
from kg.web.reading import asking
from kg.web.reading.describing import labels
from kg.web.reading.facts import Facts
from kg.web.reading.licensing import licence_of
from kg.web.releases.citation import as_text
from kg.web.releases.dataset_citation import dataset_citation
from kg.web.releases.dataset_markup import DATASET, DatasetFacts, Download, dataset_markup
from kg.web.releases.dump_files import Listed, files_of
from kg.web.releases.dump_kinds import GRAPHS, MAPS, TABLES, WHOLE, kind_of
from kg.web.releases.publications import publications
from kg.web.releases.ways import Example, ways

blueprint: Final = Blueprint("data", __name__)
blueprint.before_request(refuse_pin)

MAX_STEPS: Final = 12
"""So many publications are shown; the feed of changes has all."""

_SHOWN_KINDS: Final = (WHOLE, TABLES, MAPS)

_CREATIVE_COMMONS: Final = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/(?P<name>[a-z-]+)/(?P<version>\d\.\d)"
)
_LICENCE_NAMES: Final = {"zero": "CC0", "mark": "Public Domain Mark"}

_SOURCE_GRAPHS: Final = f"SELECT (COUNT(DISTINCT ?g) AS ?n) {{ ?g a <{expand('fg:SourceGraph')}> }}"
SOURCES_WITH_LICENCE: Final = (
    f"PREFIX dcterms: <{expand('dcterms:')}>\nPREFIX fg: <{expand('fg:')}>\n"
    f"PREFIX prov: <{expand('prov:')}>\n"
    "SELECT DISTINCT ?source ?licence ?rights WHERE {\n"
    "  ?graph a fg:SourceGraph ; prov:wasDerivedFrom ?source .\n"
    "  OPTIONAL { ?source dcterms:license ?licence }\n"
    "  OPTIONAL { ?source dcterms:rights ?rights }\n"
    "  FILTER(BOUND(?licence) || BOUND(?rights))\n}\nORDER BY ?source ?licence ?rights"
)


@blueprint.route("/data", strict_slashes=False)
def data() -> Response:
    """Show what there is and how to get it."""
    release = served().release
    steps = _steps()
    kept = kept_releases(release.path.parent) if release else ()
    identity = ("data", links().base_url, *(r.version for r in kept), *(s.at for s in steps))
    described = f'<{links().url("/.well-known/void")}>; rel="describedby"; type="text/turtle"'
    return page(
        "data.html", lambda: _values(release, steps, kept), identity, alternates=(described,)
    )


def _steps() -> tuple[Step, ...]:
    try:
        return publications()
    except NoHistoryError:
        return ()


def _values(
    release: Release | None, steps: Sequence[Step], kept: Sequence[Release]
) -> dict[str, object]:
    asked, chosen = engine(), language()
    rules = frozenset(rule.rule for rule in current_app.url_map.iter_rules())
    return {
        "section": "data",
        "ways": ways(links(), rules, _example(asked, chosen)),
        "steps": tuple(reversed(steps))[:MAX_STEPS],
        "step_count": len(steps),
        "kept": frozenset(other.version for other in kept),
        "figures": _figures(asked, release),
        "sources": _sources(asked, chosen),
        "sources_query": SOURCES_WITH_LICENCE,
        **(_of_release(asked, release, chosen) if release else {}),
    }


def _of_release(asked: Engine, release: Release, chosen: str) -> dict[str, object]:
    files = files_of(release)
    citation = dataset_citation()
    facts = _dataset_facts(asked, release, files, chosen)
    return {
        "release": release.manifest,
        "groups": [(kind, [f for f in files if kind_of(f.name) == kind]) for kind in _SHOWN_KINDS],
        "main_file": next(
            (f.name for f in files if f.name.endswith(".nq.gz") and kind_of(f.name) == WHOLE), ""
        ),
        "graph_files": sum(kind_of(file.name) == GRAPHS for file in files),
        "citation": as_text(citation),
        "name": facts.name,
        "words": facts.description,
        "markup": dataset_markup(facts),
    }


def _dataset_facts(
    asked: Engine, release: Release, files: Sequence[Listed], chosen: str
) -> DatasetFacts:
    found = asking.rows(asked, f"SELECT DISTINCT (<{DATASET}> AS ?s) ?p ?o {{ <{DATASET}> ?p ?o }}")
    facts = Facts.of(found)
    keywords = facts.values(DATASET, "dcat:keyword")
    citation = dataset_citation()
    return DatasetFacts(
        name=citation.dataset,
        description=facts.words(DATASET, "dcterms:description").in_language(chosen),
        creator=citation.author,
        keywords=[word.text for word in keywords if word.language in {chosen, ""}],
        version=release.version,
        date=release.manifest.date or "",
        url=links().url("/data"),
        catalog_url=links().url("/catalog"),
        language=chosen,
        downloads=[
            Download(
                links().url(file.path), file.media_type, file.entry.size_bytes, file.entry.sha256
            )
            for file in files
            if kind_of(file.name) in _SHOWN_KINDS
        ],
        licence=licence_of(asked, DATASET),
    )


def _figures(asked: Engine, release: Release | None) -> list[tuple[str, int]]:
    """Count what there is: statements and things by the release, named graphs by the graph."""
    counted = asking.rows(asked, _SOURCE_GRAPHS)
    graphs = int(counted[0]["n"].text) if counted else 0
    found = [("graphs-count", graphs)] if graphs else []
    if release is None:
        return found
    manifest = release.manifest
    return [("quads-count", manifest.quads), ("things-count", manifest.subjects), *found]


def _example(asked: Engine, chosen: str) -> Example | None:
    """Choose a thing by which the ways are shown: one that the dataset names, or any."""
    for pattern in (
        f"<{DATASET}> <{expand('void:exampleResource')}> ?thing",
        f"?thing a <{expand('fg:Municipality')}>",
        "?thing a ?class",
    ):
        found = asking.rows(
            asked,
            f"SELECT ?thing {{ {asking.anywhere(asked, pattern)} "
            f'FILTER(STRSTARTS(STR(?thing), "{THINGS}")) }} ORDER BY ?thing LIMIT 1',
        )
        if found:
            iri = found[0]["thing"].text
            return Example(iri, labels(asked, [iri], chosen).get(iri, iri.rpartition("/")[2]))
    return None


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What a source says of its use: a licence, words, or both."""

    iri: str
    title: str
    licence: str
    rights: str

    @property
    def licence_name(self) -> str:
        """Name the licence as people do, or by its address."""
        found = _CREATIVE_COMMONS.search(self.licence)
        if found is None:
            return self.licence
        name = _LICENCE_NAMES.get(found["name"], f"CC {found['name'].upper()}")
        return f"{name} {found['version']}"


def _sources(asked: Engine, chosen: str) -> list[SourceTerms]:
    """List the sources that say how they may be used, by title."""
    rows = asking.rows(asked, SOURCES_WITH_LICENCE)
    held: dict[str, dict[str, str]] = {}
    for row in rows:
        source = held.setdefault(row["source"].text, {})
        if "licence" in row:
            source["licence"] = row["licence"].text
        if "rights" in row and (row["rights"].language in {chosen, ""} or "rights" not in source):
            source["rights"] = row["rights"].text
    titles = labels(asked, held, chosen)
    found = [
        SourceTerms(iri, titles.get(iri, iri), source.get("licence", ""), source.get("rights", ""))
        for iri, source in held.items()
    ]
    return sorted(found, key=lambda source: source.title.casefold())
