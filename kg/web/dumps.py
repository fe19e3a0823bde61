"""Bulk files at `/dumps/`: what there is, each file of each release, the way to the newest.

A path leads to a file only through a release's manifest; nothing of it is joined to a folder.
"""

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from flask import Blueprint, Response

from kg.errors import (
    NoReleaseError,
    ReleaseError,
    ReleaseGoneError,
    UnknownFileError,
    UnknownReleaseError,
)
from kg.release import (
    FileEntry,
    Release,
    is_version,
    kept_release,
    kept_releases,
    was_published,
)
from kg.release.manifest import DUMPS
from kg.web.dump_files import files_of
from kg.web.dump_kinds import KINDS, kind_of
from kg.web.files import ServedFile, send_file
from kg.web.negotiation import HTML
from kg.web.replies import Representation
from kg.web.responses import page, send
from kg.web.site import accept, language, links, observation, served, site

blueprint: Final = Blueprint("dumps", __name__)

LATEST: Final = "latest"
INDEX: Final = "index.json"

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
    """Find a file by the manifest; what is not named there is not there."""
    wanted = f"{DUMPS}/{name}"
    for entry in release.manifest.files:
        if entry.path == wanted:
            if (release.path / entry.path).is_file():
                return entry
            break
    raise UnknownFileError(release.version, name)


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
    groups = [(kind, [file for file in files if kind_of(file.name) == kind]) for kind in KINDS]
    return {
        "release": release.manifest,
        "newest": _served().version,
        "kept": [other.manifest for other in kept],
        "groups": [(kind, members) for kind, members in groups if members],
        "stem": lambda name: PurePosixPath(name).name,
        "size": lambda count: size_in_words(count, language()),
    }


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


def size_in_words(count: int, chosen: str) -> str:
    """Write a length in bytes as people read it, such as `2,1 MB` in German."""
    size, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    text = f"{size:.0f}" if unit == "B" or size >= 100 else f"{size:.1f}"
    return f"{text.replace('.', ',') if chosen == 'de' else text} {unit}"
