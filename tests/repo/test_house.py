"""What the house promises of itself: one door for each thing, and documents that are fresh."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.verbs import VERBS
from kg.settings import settings_table
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "kg").rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_generated_documents_are_fresh() -> None:
    command = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("word", "rooms"),
    [
        ("store.query(", ("kg/engine/",)),
        ("store.update(", ()),
        ("os.environ.", ()),
        ("getenv(", ()),
        ("import SPARQLWrapper", ("kg/engine/remote.py",)),
        ("pyshacl", ("kg/validation/",)),
        ("flask", ("kg/web/", "kg/cli/serving.py")),
        ("granian", ("kg/cli/serving.py",)),
    ],
)
def test_an_outside_thing_has_one_door(word: str, rooms: tuple[str, ...]) -> None:
    found = {
        named(path)
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if word in line and (line.lstrip().startswith(("import ", "from ")) or "(" in word)
    }
    assert {path for path in found if not path.startswith(rooms)} == set()


def test_nobody_catches_everything_but_the_last_in_the_line() -> None:
    """What nobody answers for behind them: the problems' table, the gateway, a thread, a worker."""
    broad = {"Exception", "BaseException"}
    found = {
        named(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in broad))
    }
    last = {
        "web/problems.py",
        "web/transport/gateway.py",
        "web/transport/threads.py",
        "engine/workers/worker.py",
    }
    assert found <= {f"kg/{path}" for path in last}


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_module_stays_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320


def test_every_setting_is_documented() -> None:
    document = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [row.env_name for row in settings_table() if row.env_name not in document] == []


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_explains_itself(verb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", verb, "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert f"usage: kg {verb}" in done.stdout


@pytest.mark.parametrize("folder", ["frontend", "tests/clients"])
def test_a_lock_file_names_no_registry(folder: str) -> None:
    """Whoever installs it asks the registry of their own settings."""
    path = ROOT / folder / "package-lock.json"
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 1
    assert [name for name, package in packages.items() if "resolved" in package] == []
