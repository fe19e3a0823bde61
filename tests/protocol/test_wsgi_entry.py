"""`server.py` is a plain WSGI entry for any server."""

import pytest
from werkzeug.test import Client

import server
from kg.cli import run
from tests.conftest import FIXTURES


def test_the_wsgi_entry_serves_the_current_release(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path_factory.mktemp("build")
    run(["load", str(FIXTURES / "two-linked-things.trig"), "--out", str(out)], {})
    monkeypatch.setenv("KG_OUT", str(out))
    response = Client(server.app).get("/readyz")
    assert response.status_code == 200
    assert response.text.startswith("ready: undated-")
