"""What a release says of itself, as `manifest.json`, and whether its files are what that says."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypeVar

from kg.errors import ReleaseError
from kg.publication.dumps import sha256_of

LAYOUT: Final = 2
"""Version of the folder's layout; a reader refuses another one."""

MANIFEST: Final = "manifest.json"
QUADS: Final = "quads.nq.gz"
STORE: Final = "store"
SEARCH: Final = "search.sqlite"
DUMPS: Final = "dumps"
CATALOGUE: Final = "catalogue.nt"
REPORT: Final = "report.json"
CONTEXT: Final = "context.jsonld"
QUERIES: Final = "queries"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a release.

    Attributes:
        path: from the release folder, with `/`.
        size_bytes: its length.
        sha256: of its bytes as they lie there.
    """

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release in numbers and hashes.

    Attributes:
        version: the release's name, `<date>-<first 8 of content_sha256>`.
        date: the newest date that the register of sources states, None where it states none.
        content_sha256: over the quads and the files copied beside them: what is served.
        quads_sha256: over the sorted canonical N-Quads, uncompressed.
        quads: how many distinct quads there are.
        graphs: how many named graphs.
        subjects: how many distinct subjects.
        licences: IRIs of the licences that the register gives to graphs, sorted.
        software: name and version of what wrote the release.
        files: every file except the manifest and the store, sorted by path.
    """

    version: str
    date: str | None
    content_sha256: str
    quads_sha256: str
    quads: int
    graphs: int
    subjects: int
    licences: tuple[str, ...]
    software: str
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A release folder and its manifest; who opened it says whether its files were checked."""

    path: Path
    manifest: Manifest

    @property
    def version(self) -> str:
        """Return the release's name."""
        return self.manifest.version

    @property
    def quads_path(self) -> Path:
        """Return the file of all quads, sorted N-Quads in gzip."""
        return self.path / QUADS

    @property
    def store_path(self) -> Path:
        """Return the folder of the RocksDB store."""
        return self.path / STORE

    @property
    def search_path(self) -> Path:
        """Return the search index; a release of an earlier version has none."""
        return self.path / SEARCH

    @property
    def dumps_path(self) -> Path:
        """Return the folder of the bulk files."""
        return self.path / DUMPS

    @property
    def catalogue_path(self) -> Path:
        """Return the catalogue as harvesters get it; foreign data have none."""
        return self.path / CATALOGUE

    @property
    def report_path(self) -> Path:
        """Return the validation report; there is none where nothing was validated."""
        return self.path / REPORT

    @property
    def context_path(self) -> Path:
        """Return the JSON-LD context; foreign data have none."""
        return self.path / CONTEXT

    @property
    def queries_path(self) -> Path:
        """Return the folder of the queries that the server needs; foreign data have none."""
        return self.path / QUERIES


def describe_files(folder: Path) -> tuple[FileEntry, ...]:
    """List the files below *folder* that a manifest answers for, with sizes and hashes."""
    return tuple(
        FileEntry(path.relative_to(folder).as_posix(), path.stat().st_size, sha256_of(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in (STORE, MANIFEST)
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write *manifest* into *folder*; the same manifest gives the same bytes."""
    fields = {"layout": LAYOUT, **asdict(manifest)}
    text = json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def open_release(path: Path) -> Release:
    """Read the manifest of a release folder and check every file against it.

    The store is only looked for: its bytes differ between builds, and RocksDB checks its blocks.

    Args:
        path: the folder, or a link to it such as `build/current`.

    Raises:
        ReleaseError: there is no release, it is of another layout, or a file is missing, too much,
            or not what the manifest says.
    """
    release = read_release(path.resolve())
    folder, manifest = release.path, release.manifest
    if not (folder / STORE / "CURRENT").is_file():
        raise ReleaseError(folder, "damaged: the store is missing; build again")
    try:
        found = describe_files(folder)
    except OSError as error:
        raise ReleaseError(folder, f"cannot be read: {error}") from error
    if found != manifest.files:
        differing = sorted({entry.path for entry in set(found) ^ set(manifest.files)})
        raise ReleaseError(
            folder,
            f"damaged: {', '.join(differing)} differ(s) from the manifest; build again",
        )
    return release


def read_release(folder: Path) -> Release:
    """Read what the release in *folder* says of itself, without looking at its other files.

    Raises:
        ReleaseError: there is no release, it is of another layout, or not the one of that name.
    """
    manifest = _read_manifest(folder)
    if manifest.version != folder.name:
        raise ReleaseError(folder, f"the manifest is that of {manifest.version}")
    return Release(folder, manifest)


def _read_manifest(folder: Path) -> Manifest:
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReleaseError(folder, "there is no release here; `kg build` makes one") from None
    except (OSError, ValueError) as error:
        raise ReleaseError(folder, f"the manifest cannot be read: {error}") from error
    if not isinstance(fields, dict) or fields.get("layout") != LAYOUT:
        raise ReleaseError(folder, f"the layout is not {LAYOUT}; build again")
    try:
        return _manifest_from(fields)
    except (KeyError, TypeError) as error:
        raise ReleaseError(folder, f"the manifest lacks a field or its type: {error}") from error


def _manifest_from(fields: Mapping[str, object]) -> Manifest:
    date = fields["date"]
    return Manifest(
        version=_as(str, fields["version"]),
        date=None if date is None else _as(str, date),
        content_sha256=_as(str, fields["content_sha256"]),
        quads_sha256=_as(str, fields["quads_sha256"]),
        quads=_as(int, fields["quads"]),
        graphs=_as(int, fields["graphs"]),
        subjects=_as(int, fields["subjects"]),
        licences=tuple(_as(str, licence) for licence in _as(list, fields["licences"])),
        software=_as(str, fields["software"]),
        files=tuple(_entry_from(_as(dict, entry)) for entry in _as(list, fields["files"])),
    )


def _entry_from(fields: Mapping[str, object]) -> FileEntry:
    return FileEntry(
        path=_as(str, fields["path"]),
        size_bytes=_as(int, fields["size_bytes"]),
        sha256=_as(str, fields["sha256"]),
    )


def _as(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind):
        message = f"{value!r} is not {kind.__name__}"
        raise TypeError(message)
    return value
