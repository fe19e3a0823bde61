"""The files of a release that may be downloaded, as lists show them."""

from dataclasses import dataclass

from kg.release import FileEntry, Release
from kg.release.manifest import DUMPS
from kg.web.releases.files import content_type_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as lists show it.

    Attributes:
        name: below the folder of dumps.
        path: of its address.
        media_type: without charset.
        entry: its length and hash.
    """

    name: str
    path: str
    media_type: str
    entry: FileEntry


def files_of(release: Release) -> tuple[Listed, ...]:
    """List the files of *release* that may be downloaded."""
    prefix = f"{DUMPS}/"
    found = []
    for entry in release.manifest.files:
        name = entry.path.removeprefix(prefix)
        if name != entry.path:
            media_type = content_type_of(name).partition(";")[0]
            path = f"/dumps/{release.version}/{name}"
            found.append(Listed(name, path, media_type, entry))
    return tuple(found)
