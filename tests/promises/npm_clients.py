"""Runs the programs of `tests/clients`, which npm has installed there."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CLIENTS = Path(__file__).resolve().parents[1] / "clients"
WAIT_S = 120.0


def run(script: str, *arguments: str) -> list[dict[str, Any]]:
    """Run a script of the folder; it prints a JSON object a line."""
    node = shutil.which("node")
    if node is None or not (CLIENTS / "node_modules").is_dir():
        pytest.skip("the clients from npm are not installed (`make test` does it where npm is)")
    done = subprocess.run(
        [node, script, *arguments],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
