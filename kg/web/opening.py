"""Open what is to be served: the current release, a certain one, or files as they are."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Final

from kg.engine import DataFiles, Engine, EngineData, Limits, Shares, open_worker_engine
from kg.errors import ReleaseError, ReleaseGoneError, SourceError, UnknownReleaseError
from kg.jsonld import EMPTY_CONTEXT, Context
from kg.release import (
    Hold,
    Release,
    current,
    kept_release,
    open_release,
    pointed_to,
    was_published,
)
from kg.settings import Settings
from kg.web.operating.archive import OpenReleases
from kg.web.operating.serving import Archive, FixedServing, FollowingServing, NoArchive, Served
from kg.web.reading.document_queries import DocumentQueries, read_document_queries

_SLOW_PLACES: Final = 2
_WAITING_QUERIES: Final = 16
"""Of an older release: people look into it now and then."""

DOCUMENTS: Final = "documents"
DOCUMENT_QUERIES: Final = Path("queries", DOCUMENTS)


def current_release(settings: Settings) -> FollowingServing:
    """Serve the release that the pointer names, and the next one when it moves.

    Raises:
        ReleaseError: there is none, or it is damaged.
    """
    out = settings.out_folder
    shares = _shares(settings)
    return FollowingServing(
        pointed=lambda: pointed_to(out),
        opened=lambda: _of_release(current(out), settings, shares),
        archive=older_releases(out, settings, shares),
    )


def older_releases(out: Path, settings: Settings, shares: Shares) -> Archive:
    """Open releases that are kept below *out*, from disk and with few places."""
    if not settings.older_releases:
        return NoArchive()
    modest = replace(
        settings,
        engine="disk",
        fast_places=1,
        slow_places=_SLOW_PLACES,
        waiting_queries=min(settings.waiting_queries, _WAITING_QUERIES),
        spooled_answers=min(settings.spooled_answers, _SLOW_PLACES),
    )
    return OpenReleases(
        found=lambda version: _require_kept(out, version),
        opened=lambda version: _of_release(open_release(out / version), modest, shares),
        limit=settings.older_releases,
    )


def _shares(settings: Settings) -> Shares:
    """Make what clients may use of all engines together."""
    limits = Limits.of(settings)
    return Shares(limits.share_s, limits.refill)


def _require_kept(out: Path, version: str) -> None:
    """Look whether a release is there.

    Raises:
        UnknownReleaseError: there was never one of this version, as far as is known.
        ReleaseGoneError: it is not kept any more.
    """
    try:
        kept_release(out, version)
    except ReleaseError:
        if was_published(out, version):
            raise ReleaseGoneError(version) from None
        raise UnknownReleaseError(version) from None


def one_release(release: Release, settings: Settings) -> FixedServing:
    """Serve *release* and no other, unless a request names one beside it.

    Raises:
        ReleaseError: it is damaged.
    """
    shares = _shares(settings)
    older = older_releases(release.path.parent, settings, shares)
    return FixedServing(_of_release(release, settings, shares), older)


def files_as_they_are(files: DataFiles, settings: Settings) -> FixedServing:
    """Serve RDF files: the default graph is exactly what the default files hold.

    Raises:
        SourceError: a file cannot be read.
    """
    data = EngineData(files)
    documents = _documents(settings.root / DOCUMENT_QUERIES, settings)
    served = Served(
        _engine(data, settings),
        _version_of(files),
        documents,
        modified=_modified(files.paths),
    )
    return FixedServing(served)


def _of_release(release: Release, settings: Settings, shares: Shares | None = None) -> Served:
    hold = Hold(release)
    context = _context(release.context_path)
    data = EngineData(
        DataFiles((release.quads_path,)),
        release.store_path,
        release.manifest.quads,
        is_union=True,
        context=context,
    )
    return Served(
        _engine(data, settings, shares),
        release.version,
        _documents(release.queries_path / DOCUMENTS, settings),
        context,
        _modified((release.quads_path,)),
        release.manifest.quads,
        release.manifest.subjects,
        release,
        hold,
    )


def _engine(data: EngineData, settings: Settings, shares: Shares | None = None) -> Engine:
    limits = Limits.of(settings)
    return open_worker_engine(
        settings.engine, data, limits, memory_share=settings.memory_share, shares=shares
    )


def _documents(folder: Path, settings: Settings) -> DocumentQueries:
    """Read a release's queries; one that was loaded from foreign files has none of its own."""
    own = folder if folder.is_dir() else settings.root / DOCUMENT_QUERIES
    return read_document_queries(own)


def _context(path: Path) -> Context:
    if not path.is_file():
        return EMPTY_CONTEXT
    try:
        return Context.parse(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ReleaseError(path, f"is no JSON-LD context: {error}") from None


def _modified(paths: Iterable[Path]) -> str:
    return formatdate(max((path.stat().st_mtime for path in paths), default=0.0), usegmt=True)


def _version_of(files: DataFiles) -> str:
    """Name the files' content by what the file system says of it."""
    named = {path: iri for iri, path in files.named}
    try:
        stats = [(str(path), path.stat()) for path in files.paths]
    except OSError as error:
        raise SourceError(Path(error.filename or ""), None, "cannot be read") from None
    parts = [f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats]
    text = "\n".join([*parts, *(f"{iri} {path}" for path, iri in named.items())])
    return f"files-{hashlib.sha256(text.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
