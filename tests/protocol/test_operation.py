"""The operator's side over HTTP: queries that can be ended, shares, numbers, health."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.engine import Answer, EngineState, LocalEngine, Prepared, Share, Terms
from kg.errors import (
    EngineBusyError,
    EvaluationError,
    QueryCancelledError,
    QueryTimeoutError,
    ShareExhaustedError,
    StoreError,
)
from kg.formats import Format
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.running import QUERY_ID
from kg.web.operating.serving import FixedServing, Served

ASK = {"query": "ASK {}"}
CHOSEN = "an-id-of-my-own-1"
TOKEN = "what-only-the-operator-knows"  # noqa: S105 -- of a test
POLICY = '"share";q=60;qu="query-seconds"'


class LimitedEngine:
    """An engine whose answers come in pieces until they are cancelled, and whose clients share."""

    def __init__(self, engine: LocalEngine) -> None:
        self.engine = engine
        self.failure: StoreError | None = None
        self.terms: list[Terms] = []
        self.is_streaming = False
        self.description = self.edition = "limited"
        self.is_union = True
        self.prepare = engine.prepare

    def evaluate(
        self, prepared: Prepared, answer_format: Format, terms: Terms | None = None
    ) -> Answer:
        assert terms is not None
        self.terms.append(terms)
        if self.failure is not None:
            raise self.failure
        answer = self.engine.evaluate(prepared, answer_format)
        if not self.is_streaming:
            return answer
        return replace(answer, chunks=self._pieces(terms), length_bytes=None)

    def _pieces(self, terms: Terms) -> Iterator[bytes]:
        for _ in range(1000):
            if terms.cancellation.is_cancelled:
                raise QueryCancelledError
            yield b"x" * 100

    def share(self, client: str) -> Share | None:
        return Share(60, 42.5, 17.5) if client else None

    def state(self) -> EngineState:
        return EngineState(workers_lost=(("memory", 2),))

    def close(self) -> None:
        pass


class Reading(FlaskClient):
    """A client that reads an answer to its end, so that the request is over."""

    def open(self, *args: Any, buffered: bool = True, **kwargs: Any) -> Any:
        return super().open(*args, buffered=buffered, **kwargs)


def an_app(engine: Any, served: Served, **settings: Any) -> Flask:
    app = create_app(Settings(**settings), FixedServing(replace(served, engine=engine)))
    app.test_client_class = Reading
    return app


@pytest.fixture
def limited(two_linked_things: Served) -> LimitedEngine:
    assert isinstance(two_linked_things.engine, LocalEngine)
    return LimitedEngine(two_linked_things.engine)


@pytest.fixture
def asked(limited: LimitedEngine, two_linked_things: Served) -> FlaskClient:
    return an_app(limited, two_linked_things).test_client()


def test_a_query_has_an_id(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string=ASK)
    assert QUERY_ID.fullmatch(answer.headers["X-Query-Id"])
    assert "X-Query-Id" in answer.headers["Access-Control-Expose-Headers"]


def test_what_is_no_query_has_no_id(client: FlaskClient) -> None:
    assert "X-Query-Id" not in client.get("/").headers
    assert "X-Query-Id" not in client.get("/sparql").headers


def test_a_running_query_is_ended_by_its_id(limited: LimitedEngine, asked: FlaskClient) -> None:
    limited.is_streaming = True
    chosen = ASK | {"query-id": CHOSEN, "timeout": "2.5"}
    answer = asked.get("/sparql", query_string=chosen, buffered=False)
    assert limited.terms[-1].timeout_s == 2.5
    pieces = iter(answer.response)
    next(pieces)
    address = f"/sparql/queries/{CHOSEN}"
    assert asked.get("/sparql", query_string=chosen).status_code == 409
    assert asked.delete(address).status_code == 204
    with pytest.raises(QueryCancelledError):
        list(pieces)
    answer.close()
    assert asked.delete(address).status_code == 404


def test_a_query_that_ended_is_404(asked: FlaskClient) -> None:
    answer = asked.get("/sparql", query_string=ASK | {"query-id": CHOSEN})
    assert answer.data
    assert answer.headers["X-Query-Id"] == CHOSEN
    ended = asked.delete(f"/sparql/queries/{answer.headers['X-Query-Id']}")
    assert (ended.status_code, ended.get_json()["status"]) == (404, 404)


def test_a_query_that_failed_is_forgotten(limited: LimitedEngine, asked: FlaskClient) -> None:
    limited.failure = QueryTimeoutError(30)
    answer = asked.get("/sparql", query_string=ASK)
    assert (answer.status_code, answer.get_json()["status"]) == (504, 504)
    assert asked.delete(f"/sparql/queries/{answer.headers['X-Query-Id']}").status_code == 404


def test_a_page_of_another_origin_may_end_a_query(client: FlaskClient) -> None:
    answer = client.options(
        "/sparql/queries/0123456789abcdef",
        headers={"Origin": "https://a.example", "Access-Control-Request-Method": "DELETE"},
    )
    assert "DELETE" in answer.headers["Access-Control-Allow-Methods"]


def test_a_client_is_told_its_share(asked: FlaskClient) -> None:
    answer = asked.get("/sparql", query_string=ASK)
    assert answer.headers["RateLimit-Policy"] == POLICY
    assert answer.headers["RateLimit"] == '"share";r=42;t=18'


def test_an_exhausted_share_names_one_moment(limited: LimitedEngine, asked: FlaskClient) -> None:
    limited.failure = ShareExhaustedError(5)
    answer = asked.get("/sparql", query_string=ASK)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert answer.headers["RateLimit"] == '"share";r=0;t=5'


def test_where_nobody_is_limited_nothing_is_told(client: FlaskClient) -> None:
    assert "RateLimit" not in client.get("/sparql", query_string=ASK).headers


def test_pages_ask_for_their_reader(limited: LimitedEngine, asked: FlaskClient) -> None:
    asked.get("/doc/gemeinde/05962024", environ_base={"REMOTE_ADDR": "2001:db8::1"})
    assert {terms.client for terms in limited.terms} == {"2001:db8::/64"}


@pytest.mark.parametrize(("proxies", "client"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_a_proxy_is_believed_where_the_operator_says_so(
    limited: LimitedEngine, two_linked_things: Served, proxies: int, client: str
) -> None:
    app = an_app(limited, two_linked_things, trusted_proxies=proxies)
    headers = {"X-Forwarded-For": "6.6.6.6, 198.51.100.7"}
    app.test_client().get("/sparql", query_string=ASK, headers=headers)
    assert limited.terms[0].client == client


def test_a_proxy_that_nobody_told_of_is_told_of_once(
    asked: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        asked.get("/sparql", query_string=ASK, headers={"X-Forwarded-For": "198.51.100.7"})
    told = [one.message for one in caplog.records if one.levelno == logging.WARNING]
    assert told == ["requests come through a proxy, but KG_TRUSTED_PROXIES is 0"]


def test_metrics_are_given_to_this_machine(asked: FlaskClient) -> None:
    assert asked.get("/sparql", query_string=ASK).data
    text = asked.get("/metrics").text
    assert 'foerdergraph_queries_total{asked_by="client",outcome="ok"} 1.0' in text
    assert 'foerdergraph_requests_total{route="sparql",status="200"} 1.0' in text
    assert 'foerdergraph_engine_workers_lost_total{cause="memory"} 2.0' in text


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.0.2.1", {}),
        ("192.0.2.1", {"Authorization": "Bearer "}),
        ("192.0.2.1", {"Authorization": "Bearer wrong"}),
        ("192.0.2.1", {"Authorization": f"Basic {TOKEN}"}),
        ("192.0.2.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.1"}),
    ],
)
@pytest.mark.parametrize("token", ["", TOKEN])
def test_metrics_are_not_for_others(
    limited: LimitedEngine,
    two_linked_things: Served,
    peer: str,
    headers: dict[str, str],
    token: str,
) -> None:
    app = an_app(limited, two_linked_things, metrics_token=token, trusted_proxies=1)
    answer = app.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer})
    assert answer.status_code == 403
    assert b"foerdergraph_" not in answer.data


def test_metrics_are_given_for_the_token(limited: LimitedEngine, two_linked_things: Served) -> None:
    app = an_app(limited, two_linked_things, metrics_token=TOKEN)
    answer = app.test_client().get(
        "/metrics",
        headers={"Authorization": f"Bearer {TOKEN}"},
        environ_base={"REMOTE_ADDR": "192.0.2.1"},
    )
    assert answer.status_code == 200


def test_an_unknown_path_adds_no_series(asked: FlaskClient) -> None:
    before = asked.get("/metrics").text.count("\n")
    for number in range(5):
        asked.get(f"/doc/unknown/{number}")
        asked.open(f"/no/{number}", method=f"METHOD{number}")
    after = asked.get("/metrics").text
    assert "unknown" not in after
    assert "METHOD" not in after
    # Each route and status has its series once: here documents 404, none 405, and health 200.
    assert after.count("\n") - before < 150


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (EngineBusyError(1), "busy"),
        (QueryTimeoutError(2), "timeout"),
        (EvaluationError("/srv/secret is gone"), "error"),
    ],
)
def test_a_server_whose_engine_does_not_answer_lives_but_is_not_ready(
    limited: LimitedEngine, asked: FlaskClient, failure: StoreError, reason: str
) -> None:
    assert asked.get("/readyz").text == "ready: 2026.01.01-0123abcd from limited\n"
    assert limited.terms[-1].client == ""
    assert limited.terms[-1].timeout_s == 2.0
    limited.failure = failure
    answer = asked.get("/readyz")
    assert (answer.status_code, answer.get_json()["detail"]) == (503, f"not ready: {reason}")
    assert asked.get("/healthz").text == "alive\n"


@pytest.mark.parametrize("accept", ["application/json", "text/plain", "text/html"])
def test_an_error_of_ours_has_an_id_that_the_log_knows(
    limited: LimitedEngine, asked: FlaskClient, caplog: pytest.LogCaptureFixture, accept: str
) -> None:
    limited.failure = QueryTimeoutError(30)
    with caplog.at_level(logging.INFO, "kg.requests"):
        answer = asked.get(
            "/sparql", query_string={**ASK, "format": "json"}, headers={"Accept": accept}
        )
        text = answer.text
    [record] = caplog.records
    assert record.fields["error_id"] in text  # type: ignore[attr-defined] # put there by us
    assert record.exc_info is None  # a query that runs too long is no fault of the program
    assert record.fields["outcome"] == "timeout"  # type: ignore[attr-defined] # likewise


def test_an_error_of_the_client_has_no_id(client: FlaskClient) -> None:
    assert "error_id" not in json.loads(client.get("/sparql", query_string={"query": "X"}).data)
