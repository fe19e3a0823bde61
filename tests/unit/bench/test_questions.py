import io
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, QueryTriples, RdfFormat, Store

from bench.landscape import landscape
from bench.questions import Question, probes, questions, read_question

WITHOUT_ROWS = {"q10-bbox", "q13-paging"}
"""In 10,000 quads no seat lies in the box, and the page lies behind the last grant."""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    text = "".join(landscape(10_000)).encode("utf-8")
    made.bulk_load(input=io.BytesIO(text), format=RdfFormat.N_QUADS)
    return made


def test_there_are_twenty_questions_and_eight_probes() -> None:
    assert [question.number for question in questions()] == [f"q{i:02d}" for i in range(1, 21)]
    assert [probe.number for probe in probes()] == [f"p{i}" for i in range(1, 9)]


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.number)
def test_every_question_has_rows(store: Store, question: Question) -> None:
    result = store.query(question.texts[0], use_default_graph_as_union=True)
    assert isinstance(result, QuerySolutions | QueryTriples)
    assert (next(iter(result), None) is None) == (question.name in WITHOUT_ROWS)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.number)
def test_rows_are_open_exactly_where_a_limit_has_no_order(question: Question) -> None:
    text = question.texts[0]
    assert question.is_open == ("LIMIT" in text and "ORDER BY" not in text)


@pytest.mark.parametrize("probe", probes(), ids=lambda probe: probe.number)
def test_every_probe_is_sparql(probe: Question) -> None:
    Store().query(probe.texts[0].replace("SERVICE", "GRAPH"))


def test_a_question_varies_over_each_value_once(tmp_path: Path) -> None:
    path = tmp_path / "q99-example.rq"
    header = "# title: an example\n# accept: csv\n# vary: item/7> item/{}> 5 15\n"
    path.write_text(f"{header}ASK {{ <item/7> ?p ?o }}\n", encoding="utf-8")
    question = read_question(path)
    assert question.accept == "text/csv"
    assert not question.is_mixed
    assert sorted(question.texts) == sorted(f"ASK {{ <item/{i}> ?p ?o }}\n" for i in range(5, 15))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.number)
def test_no_two_variants_are_alike(question: Question) -> None:
    assert len(set(question.texts)) == len(question.texts)
