"""The Python client and the notebook ask the real server, as a researcher would."""

import ast
import json
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pandas
import pytest

from kg.client import Client
from kg.errors import EndpointRefusedError
from kg.release import Release
from tests.promises.conftest import ROOT
from tests.protocol.test_server import fetched

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
SERVER = "http://127.0.0.1:8000"


def _cells(path: Path) -> list[dict[str, object]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def test_a_question_becomes_a_frame_with_types(server: str, release: Release) -> None:
    client = Client(server).pinned()
    rounds = client.select(client.question("cq05-committed-by-round-and-source"))
    first = rounds.iloc[0]
    assert (first["sum"], first["projects"]) == (Decimal(70975000), 13)
    assert str(rounds["projects"].dtype) == "Int64"
    assert rounds.attrs["release"] == client.release == release.version


def test_days_years_and_languages_come_as_such(server: str) -> None:
    query = """SELECT ?label ?from (YEAR(?from) AS ?year) {
      stelle:bmwsb rdfs:label ?label ; fg:validFrom ?from } ORDER BY ?label"""
    found = Client(server).select(query, with_languages=True)
    assert found["from"].tolist() == [pandas.Timestamp("2021-12-08")] * len(found)
    assert set(found["year"]) == {2021}
    assert {"de", "en"} >= set(found["label.lang"].dropna())
    assert "de" in set(found["label.lang"].dropna())


def test_graphs_answers_permalinks_and_citations(server: str) -> None:
    client = Client(server).pinned()
    assert client.ask("ASK { gemeinde:05962024 a fg:Municipality }")
    graph = client.construct("CONSTRUCT WHERE { gemeinde:05962024 fg:ags ?ags }")
    assert [str(value) for value in graph.objects()] == ["05962024"]
    query = "SELECT ?ags { gemeinde:05962024 fg:ags ?ags }"
    parts = urlsplit(client.permalink(query))
    assert parts.query == f"v={client.release}"
    assert fetched(f"{server}{parts.path}.csv?{parts.query}").split() == ["ags", "05962024"]
    assert client.release in client.cite(query, "en")


def test_a_wrong_query_and_an_unknown_release_are_told_in_the_servers_words(server: str) -> None:
    with pytest.raises(EndpointRefusedError, match="line 1, column"):
        Client(server).select("SELECT ?x WHERE { ?x a }")
    with pytest.raises(EndpointRefusedError) as caught:
        Client(server, release="2020.01.01-00000000").select("SELECT ?x {}")
    assert caught.value.status == 404


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_its_outputs(path: Path) -> None:
    cells = [cell for cell in _cells(path) if cell["cell_type"] == "code"]
    assert cells
    assert [cell["outputs"] for cell in cells] == [[]] * len(cells)
    assert {cell["execution_count"] for cell in cells} == {None}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_its_question_to_its_figure(
    path: Path, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cells are run in their order; a cell's last expression is evaluated as Jupyter does."""
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    shown: dict[str, object] = {}
    for cell in _cells(path):
        if cell["cell_type"] == "code":
            source = "".join(cell["source"]).replace(SERVER, server)  # type: ignore[arg-type]
            shown[str(cell["id"])] = _run(source, names)
    towns = names["towns"]
    assert isinstance(towns, pandas.DataFrame)
    eichenzell = towns[towns["ags"] == "06631006"].iloc[0]
    assert (eichenzell["value"], eichenzell["perHead"]) == (Decimal(10920000), Decimal(991))
    assert shown["coverage"] == (
        "26 municipalities are shown; a federal amount is known of 38 of 73 projects"
    )
    figure = (tmp_path / "federal-funding-per-head.svg").read_text(encoding="utf-8")
    assert "Eichenzell" in figure
    table = (tmp_path / "federal-funding-per-head.csv").read_text(encoding="utf-8")
    assert "06631006" in table


def _run(source: str, names: dict[str, object]) -> object:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 -- the project's own notebook
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 -- likewise
