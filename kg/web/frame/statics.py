"""The files that pages are dressed with: styles, scripts, fonts, by their names. Knows no Flask.

Two kinds lie in `static/`: what people write (`plain.css`), and below `built/` what the package's
build made of `frontend/`. Without the latter every page works all the same, in fonts of the system.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

PATH: Final = "/static"
_FOLDER: Final = Path(__file__).parents[1] / "static"
_MANIFEST: Final = "built/manifest.json"
_HASHED: Final = "built/assets/"
"""Names below this have a hash of their content already."""

_VERSION_CHARACTERS: Final = 12
_TYPES: Final = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }
)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, as it lies there.

    Attributes:
        name: below `static/`, such as `plain.css`.
        content_type: by its ending.
        body: its bytes.
        version: a hash of them.
    """

    name: str
    content_type: str
    body: bytes
    version: str

    @property
    def path(self) -> str:
        """Return the path that names exactly this content."""
        if self.name.startswith(_HASHED):
            return f"{PATH}/{self.name}"
        return f"{PATH}/{self.name}?v={self.version}"

    def is_named_by(self, version: str) -> bool:
        """Say whether an address with *version* never has other content."""
        return self.name.startswith(_HASHED) or version == self.version


@dataclass(frozen=True, slots=True)
class Entry:
    """What a kind of page takes from the build: paths, all empty where nothing was built."""

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def static_files() -> MappingProxyType[str, StaticFile]:
    """Read all files, by name; nothing else is ever sent from there."""
    found = {}
    for path in sorted(_FOLDER.rglob("*")):
        content_type = _TYPES.get(path.suffix)
        if content_type is not None and path.is_file():
            name, body = path.relative_to(_FOLDER).as_posix(), path.read_bytes()
            version = hashlib.sha256(body).hexdigest()[:_VERSION_CHARACTERS]
            found[name] = StaticFile(name, content_type, body, version)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a hash of what pages link to, as they change with it."""
    together = "\n".join(file.path for file in static_files().values())
    return hashlib.sha256(together.encode()).hexdigest()[:_VERSION_CHARACTERS]


def static_path(name: str) -> str:
    """Return the path of the file *name*, which names its content too.

    Raises:
        KeyError: there is none.
    """
    return static_files()[name].path


@lru_cache(maxsize=16)
def built(entry: str) -> Entry:
    """Return what the build made of `frontend/src/<entry>.ts`, with all that it imports."""
    manifest = _manifest()
    names = _with_imports(f"src/{entry}.ts", manifest)
    chunks = [manifest[name] for name in names]
    fonts = [asset for chunk in chunks for asset in chunk.assets if asset.endswith(".woff2")]
    return Entry(
        styles=tuple(_path(style) for chunk in chunks for style in chunk.styles),
        scripts=tuple(
            _path(manifest[name].file) for name in names[:1] if _has_body(manifest[name])
        ),
        fonts=tuple(_path(font) for font in fonts),
    )


@dataclass(frozen=True, slots=True)
class _Chunk:
    file: str
    styles: tuple[str, ...]
    assets: tuple[str, ...]
    imports: tuple[str, ...]


@lru_cache(maxsize=1)
def _manifest() -> MappingProxyType[str, _Chunk]:
    """Read what Vite wrote about its files."""
    path = _FOLDER / PurePosixPath(_MANIFEST)
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return MappingProxyType(
        {
            name: _Chunk(
                chunk["file"],
                tuple(chunk.get("css", ())),
                tuple(chunk.get("assets", ())),
                tuple(chunk.get("imports", ())),
            )
            for name, chunk in told.items()
        }
    )


def _with_imports(name: str, manifest: MappingProxyType[str, _Chunk]) -> list[str]:
    """List *name* and whatever it imports, each once; nothing where it was not built."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop(0)
        if current in manifest and current not in found:
            found[current] = None
            waiting += manifest[current].imports
    return list(found)


def _has_body(chunk: _Chunk) -> bool:
    file = static_files().get(f"built/{chunk.file}")
    return file is not None and bool(file.body.strip())


def _path(file: str) -> str:
    return f"{PATH}/built/{file}"
