"""The frontend is built with the package, and again only when its files have changed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_served_was_built_of_these_files(hook: ModuleType) -> None:
    stamp = ROOT / hook.BUILT / hook.STAMP
    assert stamp.read_text(encoding="ascii") == hook.fingerprint(ROOT / hook.SOURCES)


@pytest.mark.parametrize(
    ("name", "content", "is_other"),
    [
        ("src/site.ts", "2", True),
        ("src/other.ts", "1", True),
        ("node_modules/x/index.js", "1", False),
    ],
)
def test_each_name_and_each_content_counts_but_not_what_npm_installed(
    hook: ModuleType, tmp_path: Path, name: str, content: str, is_other: bool
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "site.ts").write_text("1")
    before = hook.fingerprint(tmp_path)
    changed = tmp_path / name
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text(content)
    assert (hook.fingerprint(tmp_path) != before) is is_other


def test_an_old_node_is_not_taken(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda _: None)
    assert hook._npm_of_machine() is None
    assert hook.FrontendHook.dependencies(object()) == [hook.WHEEL]
