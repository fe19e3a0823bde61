"""Bulk files at `/dumps/`: what there is, each file of each release, the way to the newest.

A path leads to a file only through a release's manifest; nothing of it is joined to a folder.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from flask import Blueprint, Response

from kg.errors import (
    NoReleaseError,
    ReleaseError,
    ReleaseGoneError,
    UnknownFileError,
    UnknownReleaseError,
)
from kg.queries import QueryFile, read_queries
from kg.release import (
    FileEntry,
    Release,
    is_version,
    kept_release,
    kept_releases,
    was_published,
)
from kg.release.manifest import DUMPS
from kg.web.frame.responses import page, send
from kg.web.frame.site import accept, links, observation, served, site
from kg.web.releases.dump_files import files_of
from kg.web.releases.dump_kinds import KINDS, MAPS, TABLES, kind_of
from kg.web.releases.files import ServedFile, send_file
from kg.web.wire.negotiation import HTML
from kg.web.wire.replies import Representation

blueprint: Final = Blueprint("dumps", __name__)

LATEST: Final = "latest"
INDEX: Final = "index.json"

_REMEMBERED: Final = 4
_MAP: Final = ".geojson"
_JSON: Final = "application/json"
_TABLE: Final = ".csv"
_METADATA: Final = ".csv-metadata.json"


@blueprint.route("/dumps/", strict_slashes=False)
def every_release() -> Response:
    """List the releases that are kept, and the files of the one that is served."""
    return _listed(_served(), "/dumps/")


@blueprint.route(f"/dumps/{INDEX}")
def every_release_as_json() -> Response:
    """List the same for machines."""
    return _as_json(_served(), f"/dumps/{INDEX}", ())


@blueprint.route("/dumps/<path:local>")
def file(local: str) -> Response:
    """Give a file of a release; without a release's name, or with `latest`, lead to the newest."""
    version, _, name = local.partition("/")
    if version == LATEST:
        return _led_to(_served(), name)
    if not is_version(version):
        return _led_to(_served(), local)
    release = _kept(version)
    if not name:
        return _listed(release, f"/dumps/{version}/")
    if name == INDEX:
        return _as_json(release, f"/dumps/{version}/{INDEX}", ())
    entry = _entry(release, name)
    observation().release = version
    return send_file(
        ServedFile(release.path / entry.path, entry, version, _neighbours(release, name))
    )


def _served() -> Release:
    release = served().release
    if release is None:
        raise NoReleaseError
    return release


def _kept(version: str) -> Release:
    current = _served()
    if version == current.version:
        return current
    try:
        return kept_release(current.path.parent, version)
    except ReleaseError:
        if was_published(current.path.parent, version):
            raise ReleaseGoneError(version) from None
        raise UnknownReleaseError(version) from None


def _entry(release: Release, name: str) -> FileEntry:
    """Find a file by the manifest; what is not named there, or of another length, is not there."""
    wanted = f"{DUMPS}/{name}"
    entry = next((entry for entry in release.manifest.files if entry.path == wanted), None)
    if entry is None or _length_bytes(release.path / wanted) != entry.size_bytes:
        raise UnknownFileError(release.version, name)
    return entry


def _length_bytes(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _led_to(release: Release, name: str) -> Response:
    if name and name != INDEX:
        _entry(release, name)
    response = Response(status=302)
    response.headers["Location"] = links().url(f"/dumps/{release.version}/{name}")
    response.headers["Cache-Control"] = f"public, max-age={site().settings.max_age_s}"
    response.headers["X-Dataset-Version"] = release.version
    return response


def _neighbours(release: Release, name: str) -> tuple[str, ...]:
    """Link a table with its metadata, and the other way round.

    Source: https://www.w3.org/TR/tabular-data-model/#link-header
    """
    folder = f"/dumps/{release.version}/"
    index = f'<{links().url(folder)}>; rel="collection"'
    names = {entry.path.removeprefix(f"{DUMPS}/") for entry in release.manifest.files}
    if name.endswith(_METADATA):
        table = name.removesuffix(_METADATA) + _TABLE
        if table in names:
            return (index, f'<{links().url(folder + table)}>; rel="describes"; type="text/csv"')
    elif name.endswith(_TABLE):
        metadata = name.removesuffix(_TABLE) + _METADATA
        if metadata in names:
            address = links().url(folder + metadata)
            return (index, f'<{address}>; rel="describedby"; type="application/csvm+json"')
    return (index,)


def _listed(release: Release, path: str) -> Response:
    """Send the list as a page, or as JSON to whoever names that and likes it better."""
    if accept().named(_JSON) > accept().named(HTML):
        return _as_json(release, path + INDEX, ("Accept",))
    kept = kept_releases(release.path.parent)
    identity = (path, release.version, *(other.version for other in kept))
    return page(
        "dumps.html",
        lambda: _page_values(release, kept),
        identity,
        alternates=(f'<{links().url(path + INDEX)}>; rel="alternate"; type="{_JSON}"',),
    )


def _page_values(release: Release, kept: Iterable[Release]) -> dict[str, object]:
    files = files_of(release)
    columns = {
        file.name.removesuffix(_METADATA) + _TABLE: file
        for file in files
        if file.name.endswith(_METADATA)
    }
    rows = [file for file in files if file not in columns.values()]
    groups = [(kind, [file for file in rows if kind_of(file.name) == kind]) for kind in KINDS]
    return {
        "release": release.manifest,
        "newest_version": _served().version,
        "kept": [other.manifest for other in kept],
        "groups": [(kind, members) for kind, members in groups if members],
        "stem": lambda name: PurePosixPath(name).name,
        "columns": columns,
        "made_by": _queries_of(release.queries_path),
    }


@lru_cache(_REMEMBERED)
def _queries_of(folder: Path) -> dict[str, QueryFile]:
    """Find what made the tables and maps of a release: name of the file → its query."""
    made = {f"{TABLES}/{query.name}{_TABLE}": query for query in read_queries(folder / TABLES)}
    return made | {f"{query.name}{_MAP}": query for query in read_queries(folder / MAPS)}


def _as_json(release: Release, location: str, vary: tuple[str, ...]) -> Response:
    kept = kept_releases(release.path.parent)
    versions = tuple(other.version for other in kept)
    representation = Representation(
        _JSON,
        ("dumps", release.version, links().base_url, *versions),
        vary=vary,
        location=links().path(location),
    )
    return send(representation, lambda: _json_body(release, kept))


def _json_body(release: Release, kept: Iterable[Release]) -> bytes:
    """Write a list that says everything with absolute addresses."""
    listed = {
        "version": release.version,
        "date": release.manifest.date,
        "quads": release.manifest.quads,
        "latest": links().url(f"/dumps/{LATEST}/"),
        "files": [
            {
                "name": file.name,
                "url": links().url(file.path),
                "mediaType": file.media_type,
                "byteSize": file.entry.size_bytes,
                "sha256": file.entry.sha256,
            }
            for file in files_of(release)
        ],
        "releases": [
            {
                "version": other.version,
                "date": other.manifest.date,
                "url": links().url(f"/dumps/{other.version}/"),
            }
            for other in kept
        ],
    }
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()
