"""The Reconciliation API as OpenRefine asks it: manifest, guess, batches, suggestions, columns."""

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

CORS = {"Origin": "http://127.0.0.1:3333"}
FORM = "application/x-www-form-urlencoded"


def read(site: FlaskClient, address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    response = site.get(f"{parts.path}?{parts.query}", headers=CORS)
    assert (response.status_code, response.content_type) == (200, "application/json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.data)


def sent(site: FlaskClient, **form: object) -> dict[str, Any]:
    data = {name: json.dumps(value) for name, value in form.items()}
    response = site.post("/reconcile", data=data, headers=CORS)
    assert (response.status_code, response.content_type) == (200, "application/json")
    return json.loads(response.data)


def results(site: FlaskClient, query: dict[str, Any]) -> list[dict[str, Any]]:
    return sent(site, queries={"q": query})["q"]["result"]


def test_openrefine_works(site: FlaskClient) -> None:
    """Play the whole of it, each address taken from the manifest."""
    manifest = read(site, "/reconcile")
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/foerdergraph/"

    # It sends a sample without a type to guess the type of the column …
    sample = {f"q{n}": {"query": name, "limit": 3} for n, name in enumerate(("Soest", "Olpe"))}
    guessed = sent(site, queries=sample)
    types = {
        kind["id"]
        for answer in guessed.values()
        for one in answer["result"]
        for kind in one["type"]
    }
    assert "fg:Municipality" in types

    # … completes the type and the property of another column …
    entry = manifest["suggest"]["type"]
    suggested = read(site, f"{entry['service_url']}{entry['service_path']}?prefix=gemei")
    assert suggested["result"][0]["id"] == "fg:Municipality"
    entry = manifest["suggest"]["property"]
    address = f"{entry['service_url']}{entry['service_path']}?prefix=gehört&schema=fg:Municipality"
    assert read(site, address)["result"][0] == {
        "id": "fg:within",
        "name": "gehört zu",
        "description": "https://w3id.org/foerdergraph/ns#within",
    }

    # … sends the rows in batches …
    batch = {
        "q0": {"query": "Iserlohn", "type": "fg:Municipality", "type_strict": "should"},
        "q1": {
            "query": "Neuenkirchen",
            "type": "fg:Municipality",
            "type_strict": "should",
            "properties": [{"pid": "fg:within", "v": "Kreis Steinfurt"}],
        },
    }
    answers = sent(site, queries=batch)
    assert answers.keys() == batch.keys()
    (iserlohn,) = answers["q0"]["result"]
    assert iserlohn == {
        "id": "id/gemeinde/05962024",
        "name": "Iserlohn",
        "description": "Gemeinde, Märkischer Kreis, Nordrhein-Westfalen",
        "type": [{"id": "fg:Municipality", "name": "Gemeinde"}],
        "score": 100.0,
        "match": True,
        "features": [{"id": "name", "value": 100.0}],
    }
    first, *others = answers["q1"]["result"]
    assert (first["id"], first["match"]) == ("id/gemeinde/05566060", True)
    assert {one["name"] for one in others} >= {"Neuenkirchen"}
    assert not any(one["match"] for one in others)

    # … shows what it found …
    preview = site.get(
        _path(manifest["preview"]["url"].replace("{{id}}", quote(first["id"], safe="")))
    )
    assert preview.content_type == "text/html; charset=utf-8"
    assert "Steinfurt, Nordrhein-Westfalen" in preview.text
    assert "frame-ancestors" not in preview.headers["Content-Security-Policy"]
    assert len(preview.headers.getlist("Content-Security-Policy")) == 1
    view = site.get(_path(manifest["view"]["url"].replace("{{id}}", quote(first["id"], safe=""))))
    assert (view.status_code, view.headers["Location"]) == (303, "/doc/gemeinde/05566060")

    # … lets people choose another one …
    entry = manifest["suggest"]["entity"]
    chosen = read(site, f"{entry['service_url']}{entry['service_path']}?prefix=Neuenk")
    assert chosen["result"][0]["name"] == "Neuenkirchen"
    flyout = f"{entry['flyout_service_url']}{entry['flyout_service_path']}"
    shown = read(site, flyout.replace("${id}", quote(chosen["result"][0]["id"], safe="")))
    assert shown["id"] == chosen["result"][0]["id"]
    assert shown["html"].startswith("<div><p><strong>Neuenkirchen</strong>")

    # … and fetches columns.
    entry = manifest["extend"]["propose_properties"]
    proposed = read(site, f"{entry['service_url']}{entry['service_path']}?type=fg:Municipality")
    wanted = [one for one in proposed["properties"] if one["id"] in {"fg:population", "fg:within"}]
    assert len(wanted) == 2
    extended = sent(site, extend={"ids": ["id/gemeinde/05962024"], "properties": wanted})
    assert {one["id"] for one in extended["meta"]} == {"fg:population", "fg:within"}
    row = extended["rows"]["id/gemeinde/05962024"]
    assert row["fg:within"] == [{"id": "id/kreis/05962", "name": "Märkischer Kreis"}]
    assert row["fg:population"] == [{"int": 92174}]


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_the_manifest_has_what_the_schema_wants(site: FlaskClient) -> None:
    manifest = read(site, "/reconcile")
    assert all(
        isinstance(manifest[name], str) for name in ("name", "identifierSpace", "schemaSpace")
    )
    assert all({"id", "name"} == kind.keys() for kind in manifest["defaultTypes"])
    assert all("{{id}}" in manifest[name]["url"] for name in ("view", "preview"))
    assert all("${id}" in one["flyout_service_path"] for one in manifest["suggest"].values())
    assert all(isinstance(manifest["preview"][name], int) for name in ("width", "height"))
    for setting in manifest["extend"]["property_settings"]:
        assert {"type", "label", "name"} <= setting.keys()
    addresses = re.findall(r'"(https?://[^"]+)"', json.dumps(manifest))
    ours = [one for one in addresses if not one.startswith("https://w3id.org/")]
    assert all(one.startswith("http://127.0.0.1:8000/") for one in ours)


def test_a_manifest_knows_no_other_host(site: FlaskClient) -> None:
    poisoned = site.get(
        "/reconcile", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert "evil.example" not in poisoned.text


def test_a_batch_goes_by_get_too(site: FlaskClient) -> None:
    query = quote(json.dumps({"q": {"query": "Iserlohn", "type": "fg:Municipality"}}))
    answer = read(site, f"/reconcile?queries={query}")
    assert answer["q"]["result"][0]["id"] == "id/gemeinde/05962024"


@pytest.mark.parametrize(
    ("query", "first", "is_match"),
    [
        ({"query": "05962024"}, "id/gemeinde/05962024", True),
        ({"query": "id/gemeinde/05962024"}, "id/gemeinde/05962024", True),
        (
            {"query": "https://w3id.org/foerdergraph/id/gemeinde/05962024"},
            "id/gemeinde/05962024",
            True,
        ),
        ({"query": "Isrlohn", "type": "fg:Municipality"}, "id/gemeinde/05962024", False),
        ({"query": "Frankfurt (Main)", "type": "fg:Municipality"}, "id/gemeinde/06412000", True),
        (
            {"query": "Stadtwerke Iserlohn Gesellschaft mit beschränkter Haftung"},
            "id/stelle/swi",
            True,
        ),
        ({"query": "Fraunhofer IAO"}, "id/stelle/iao", True),
        ({"query": "Modelprojekte Smart City"}, "id/programm/mpsc", False),
        ({"query": "Kreis Soest", "type": "fg:District"}, "id/kreis/05974", True),
        (
            {"query": "Iserlohn", "type": "m8g:PublicOrganisation"},
            "id/stelle/gemeinde-05962024",
            False,
        ),
        ({"properties": [{"pid": "fg:ags", "v": "05962024"}]}, "id/gemeinde/05962024", True),
        ({"query": "Verkehr", "type": "skos:Concept"}, "vocab/theme-mobility", True),
        ({"query": "Iserlohn", "type": "fg:NoSuchClass"}, "id/gemeinde/05962024", False),
    ],
)
def test_the_first_candidate(
    site: FlaskClient, query: dict[str, Any], first: str, is_match: bool
) -> None:
    found = results(site, query)
    assert (found[0]["id"], found[0]["match"]) == (first, is_match)
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


def test_a_land_around_a_town_counts_as_what_it_lies_in(site: FlaskClient) -> None:
    query = {
        "query": "Halle",
        "type": "fg:Municipality",
        "properties": [{"pid": "fg:within", "v": {"id": "id/land/15", "name": "Sachsen-Anhalt"}}],
    }
    first, *_ = results(site, query)
    assert (first["id"], first["match"]) == ("id/gemeinde/15002000", True)


def test_namesakes_are_no_match(site: FlaskClient) -> None:
    found = results(site, {"query": "Neuenkirchen", "type": "fg:Municipality", "limit": 3})
    assert [one["score"] for one in found] == [100.0, 100.0, 100.0]
    assert not any(one["match"] for one in found)


def test_statements_are_candidates_only_if_asked_for(site: FlaskClient) -> None:
    plain = results(site, {"query": "Kreis Soest", "limit": 50})
    assert not any(one["id"].startswith("id/beteiligung/") for one in plain)
    asked = results(site, {"query": "Kreis Soest", "type": "fg:Participation"})
    assert all(one["id"].startswith("id/beteiligung/") for one in asked)
    assert asked


@pytest.mark.parametrize(("strictness", "count"), [("any", 0), ("all", 0), ("should", 1)])
def test_an_unknown_type_restricts_as_strictly_as_is_said(
    site: FlaskClient, strictness: str, count: int
) -> None:
    query = {"query": "05962024", "type": "fg:NoSuchClass", "type_strict": strictness}
    assert len(results(site, query)) == count


def test_values_become_cells_of_their_kind(site: FlaskClient) -> None:
    ids = ["id/gemeinde/05962024", "id/programm/mpsc", "id/no/such"]
    properties = [
        {"id": "fg:areaKm2"},
        {"id": "skos:exactMatch", "settings": {"limit": 1}},
        {"id": "rdfs:label", "settings": {"language": "en"}},
        {"id": "fg:noSuchProperty"},
    ]
    rows = sent(site, extend={"ids": ids, "properties": properties})["rows"]
    town, programme, nothing = (rows[one] for one in ids)
    assert town["fg:areaKm2"] == [{"float": 125.49}]
    assert town["skos:exactMatch"] == [
        {"str": "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/05962024"}
    ]
    assert town["rdfs:label"] == [{"str": "Iserlohn"}]
    assert programme["rdfs:label"] == [{"str": "Model Projects Smart Cities"}]
    assert set(map(str, nothing.values())) == {"[]"}
    source = sent(
        site,
        extend={
            "ids": ["id/quelle/wz-de-land-gibt-13-millionen-fuer"],
            "properties": [{"id": "fg:retrievedAt"}],
        },
    )
    (cell,) = source["rows"]["id/quelle/wz-de-land-gibt-13-millionen-fuer"]["fg:retrievedAt"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", cell["date"])


def test_suggestions_go_on_at_the_cursor(site: FlaskClient) -> None:
    whole = read(site, "/reconcile/suggest/entity?prefix=Neu&type=fg:Municipality")["result"]
    rest = read(site, "/reconcile/suggest/entity?prefix=Neu&type=fg:Municipality&cursor=5")[
        "result"
    ]
    assert whole[5:] == rest[: len(whole) - 5]


def test_names_come_in_the_language_of_the_client(site: FlaskClient) -> None:
    response = site.get("/reconcile/suggest/type?prefix=municip", headers={"Accept-Language": "en"})
    assert json.loads(response.data)["result"][0]["name"] == "municipality"
    assert "Accept-Language" in response.headers["Vary"]


def test_a_callback_makes_no_script(site: FlaskClient) -> None:
    response = site.get("/reconcile?callback=alert")
    assert response.content_type == "application/json"
    assert response.text.startswith("{")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reconcile?queries=nonsense", 400),
        ("/reconcile?queries=[]", 400),
        ("/reconcile?extend={}", 400),
        ("/reconcile/preview?id=id/no/such", 404),
        ("/reconcile/preview", 404),
        ("/reconcile/view?id=https://evil.example/", 404),
        ("/reconcile/view?id=//evil.example/", 404),
        ("/reconcile/view?id=javascript:alert(1)", 404),
        ("/reconcile/flyout/type?id=fg:NoSuchClass", 404),
        ("/reconcile/flyout/other?id=x", 404),
    ],
)
def test_what_is_wrong_is_refused(site: FlaskClient, address: str, status: int) -> None:
    assert site.get(address).status_code == status


def test_a_body_that_is_no_form_is_refused(site: FlaskClient) -> None:
    response = site.post("/reconcile", data=b"{}", content_type="application/json")
    assert response.status_code == 415


def test_too_many_queries_are_refused_by_their_number(site: FlaskClient) -> None:
    queries = json.dumps({f"q{n}": {"query": "x"} for n in range(51)})
    response = site.post("/reconcile", data={"queries": queries})
    assert response.status_code == 413
    assert json.loads(response.data)["limit"] == 50


def test_no_text_gets_into_a_query(site: FlaskClient) -> None:
    nasty = '"} UNION { ?s ?p ?o } #\\" <x> \n\u0000'
    wish = {"pid": f"fg:within> ?x . ?s <{nasty}", "v": nasty}
    found = sent(
        site, queries={"q": {"query": nasty, "properties": [wish]}, "r": {"properties": [wish]}}
    )
    assert found["r"]["result"] == []
    extended = sent(site, extend={"ids": [nasty], "properties": [{"id": nasty}]})
    assert extended["rows"] == {nasty: {nasty: []}}


def test_the_guide_says_where(site: FlaskClient) -> None:
    page = site.get("/reconcile/about?lang=en", headers={"Accept": "text/html"})
    assert "<code>http://127.0.0.1:8000/reconcile</code>" in page.text
