"""The page about the data as a whole, where files are served as they are."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(("language", "word"), [("de", "Schnittstellen"), ("en", "Interfaces")])
def test_files_as_they_are_have_interfaces_but_no_downloads(
    client: FlaskClient, language: str, word: str
) -> None:
    response = client.get(f"/data?lang={language}")
    assert response.status_code == 200
    assert f"<h2>{word}</h2>" in response.text
    assert "https://daten.example/graph/sparql" in response.text
    assert "SHA-256" not in response.text
    assert "<script>" not in response.text


def test_the_page_is_not_made_twice(client: FlaskClient) -> None:
    tag = client.get("/data").headers["ETag"]
    assert client.get("/data", headers={"If-None-Match": tag}).status_code == 304
