"""The page that helps where other data than the project's are served."""

from flask.testing import FlaskClient


def test_without_the_data_of_the_steps_the_answers_are_there(client: FlaskClient) -> None:
    response = client.get("/help?lang=de", headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert 'id="answers"' in response.text
    assert 'id="statuses"' in response.text
    assert 'href="/graph/ns#Municipality"' in response.text.partition('id="model"')[2]
    for missing in ("steps", "publish"):
        assert f'id="{missing}"' not in response.text
        assert f'href="#{missing}"' not in response.text
    assert "30 Sekunden" in response.text


def test_a_page_that_is_known_is_not_made_again(client: FlaskClient) -> None:
    first = client.get("/help?lang=en", headers={"Accept": "text/html"})
    headers = {"Accept": "text/html", "If-None-Match": first.headers["ETag"]}
    assert client.get("/help?lang=en", headers=headers).status_code == 304
