"""The project's own release, built once by the real pipeline, and the real app on top of it."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from flask.testing import FlaskClient

from kg.namespaces import PREFIXES
from kg.release import PlainProgress, Release, build
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.opening import one_release
from tests.protocol.test_server import served

ROOT = Path(__file__).resolve().parents[2]

Rows: TypeAlias = list[dict[str, str]]
Ask: TypeAlias = Callable[[str], Rows]

HEADER = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build(ROOT, tmp_path_factory.mktemp("build"), PlainProgress(sys.stderr))


@pytest.fixture(scope="session")
def site(release: Release) -> FlaskClient:
    settings = Settings(root=ROOT, out=release.path.parent)
    return create_app(settings, one_release(release, settings)).test_client()


@pytest.fixture(scope="session")
def server(release: Release) -> Iterator[str]:
    """Serve the release in a process of its own; return its address. What it stores lies beside."""
    with served(str(release.path), out=release.path.parent) as address:
        yield address


@pytest.fixture(scope="session")
def ask(site: FlaskClient) -> Ask:
    """Ask the endpoint over HTTP; every prefix of the table is bound."""

    def asked(query: str) -> Rows:
        response = site.post(
            "/sparql",
            data={"query": f"{HEADER}\n{query}"},
            headers={"Accept": "application/sparql-results+json"},
        )
        assert response.status_code == 200, response.text
        found = json.loads(response.text)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]

    return asked
