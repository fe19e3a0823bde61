"""Releases: immutable folders of quads, store, dumps, manifest; the pipeline that makes them."""

from kg.release.folder import POINTER, pointed_to
from kg.release.keeping import is_version, kept_release, kept_releases, was_published
from kg.release.manifest import FileEntry, Manifest, Release, open_release
from kg.release.pipeline import build, current, load, publish_again
from kg.release.progress import BarProgress, PlainProgress, Progress, progress_on
from kg.release.pruning import Hold, Pruned, prune

__all__ = [
    "POINTER",
    "BarProgress",
    "FileEntry",
    "Hold",
    "Manifest",
    "PlainProgress",
    "Progress",
    "Pruned",
    "Release",
    "build",
    "current",
    "is_version",
    "kept_release",
    "kept_releases",
    "load",
    "open_release",
    "pointed_to",
    "progress_on",
    "prune",
    "publish_again",
    "was_published",
]
