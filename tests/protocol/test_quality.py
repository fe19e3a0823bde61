"""The page about quality where nothing was checked: it says so, and shows no empty figure."""

from flask.testing import FlaskClient


def test_data_that_were_not_checked_say_so(client: FlaskClient) -> None:
    response = client.get("/quality?lang=de", headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "wurden als Dateien geladen und nicht geprüft" in response.text
    assert ('class="dots"' in response.text, 'id="contradictions"' in response.text) == (
        False,
        False,
    )


def test_there_is_no_report_of_what_was_not_checked(client: FlaskClient) -> None:
    assert client.get("/quality/report.json").status_code == 404
